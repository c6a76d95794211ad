package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type compareOptions struct {
	*app
	output
	sheetFlags
	ratchet       bool
	before, after string
}

func newCompareCmd(a *app, runF func(*compareOptions) error) *cobra.Command {
	o := &compareOptions{app: a}
	cmd := &cobra.Command{
		Use:   "compare BEFORE AFTER",
		Short: "See what changed between two answer sheets",
		Long: `Prints what rose, what fell and what became known between two answer sheets, by
dimension and by question. With --ratchet, exits 1 when any dimension fell, even
when the total rose.`,
		Example: `  genaiops compare 2026-q3.yaml 2026-q4.yaml
  genaiops compare main.yaml branch.yaml --ratchet`,
		Args:              argCount(2, 2, "two answer sheets"),
		ValidArgsFunction: completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.before, o.after = args[0], args[1]
			return runF(o)
		},
	}
	cmd.Flags().BoolVar(&o.ratchet, "ratchet", false, "exit 1 when any dimension fell")
	o.output.register(cmd, "text", "json", "yaml", "markdown")
	o.sheetFlags.register(cmd)
	return cmd
}

func runCompare(o *compareOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	before, err := o.assessment(m, o.before, o.sheetFlags)
	if err != nil {
		return err
	}
	after, err := o.assessment(m, o.after, o.sheetFlags)
	if err != nil {
		return err
	}
	c := maturity.Compare(before, after)
	err = o.write(o.app, report.Comparison(c), map[string]render{
		"text":     func(w io.Writer, s report.Style) error { return report.ComparisonText(w, c, s) },
		"markdown": func(w io.Writer, _ report.Style) error { return report.ComparisonMarkdown(w, c) },
	})
	if err != nil || !o.ratchet {
		return err
	}
	return fallen(c)
}

// fallen is the ratchet: no dimension may fall.
func fallen(c *maturity.Comparison) error {
	var names []string
	for _, d := range c.Fell() {
		names = append(names, fmt.Sprintf("%s from %d to %d", d.Dimension.Name, d.Before.Score, d.After.Score))
	}
	if len(names) > 0 {
		return no("ratchet failed: %s fell", strings.Join(names, ", "))
	}
	return nil
}
