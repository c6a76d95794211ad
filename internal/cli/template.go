package cli

import (
	"io"

	"github.com/spf13/cobra"

	"genaiops/internal/sheet"
)

type templateOptions struct {
	*app
	output
}

func newTemplateCmd(a *app) *cobra.Command {
	o := &templateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "template",
		Short: "Print a blank answer sheet to fill in with an editor",
		Long: `Prints a blank answer sheet: each question and its options as comments above an
empty answer. Use it to answer in an editor, alone or in a pull request. An answer
that is still empty is an error, or counts as unknown with --partial.`,
		Example: `  genaiops template --output search.yaml
  genaiops validate search.yaml --partial`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runTemplate(o) },
	}
	o.registerFile(cmd)
	return cmd
}

func runTemplate(o *templateOptions) error {
	if err := checkName("output", o.file, true); err != nil {
		return err
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	return o.deliver(o.app, func(w io.Writer) error { return sheet.Template(w, &m.Bank) })
}
