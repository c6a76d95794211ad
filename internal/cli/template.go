package cli

import (
	"bytes"
	"os"

	"github.com/spf13/cobra"

	"genaiops/internal/sheet"
)

type templateOptions struct {
	*app
	output
	force bool
}

func newTemplateCmd(a *app) *cobra.Command {
	o := &templateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "template",
		Short: "Print a blank answer sheet to fill in with an editor",
		Long: `Prints a blank answer sheet: every question and its options as comments above an
empty answer. Use it to answer with an editor, alone or in a pull request. What is
still empty is an error for assess --answers, and counts as unknown with --partial.`,
		Example: `  genaiops template --output search.yaml
  genaiops validate search.yaml --partial`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runTemplate(o) },
	}
	o.registerFile(cmd)
	o.guarded = true
	cmd.Flags().BoolVar(&o.force, "force", false, "let --output replace an existing file")
	return cmd
}

func runTemplate(o *templateOptions) error {
	if err := checkYAML("output", o.file); err != nil {
		return err
	}
	if _, err := os.Lstat(o.file); err == nil && o.toFile() && !o.force {
		return usagef("%s exists already, perhaps with answers", o.file).hint("choose another name, or replace it with --force")
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := sheet.Template(&b, &m.Bank); err != nil {
		return err
	}
	return o.deliver(o.app, b.Bytes())
}
