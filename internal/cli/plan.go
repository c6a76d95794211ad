package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type planOptions struct {
	*app
	output
	sheetFlags
	to   string // number or name of a level; empty for the next
	file string
}

func newPlanCmd(a *app) *cobra.Command {
	o := &planOptions{app: a}
	cmd := &cobra.Command{
		Use:   "plan SHEET",
		Short: "See the shortest way to the next level",
		Long: `Prints which answers to raise to reach the next level: as few steps as possible, the
most urgent first, each with the reason, how to do it and what to read. Unknown
answers come first, as things to find out. Use it to choose the work of the next
months; --set shows what is left after a step that you have in mind.`,
		Example: `  genaiops plan sheet.yaml
  genaiops plan sheet.yaml --to 4
  genaiops plan sheet.yaml --set safety.content=1`,
		Args:              argCount(1, 1, "one answer sheet"),
		ValidArgsFunction: atMost(1, a.completeSheets),
		RunE: func(_ *cobra.Command, args []string) error {
			o.file = args[0]
			return runPlan(o)
		},
	}
	cmd.Flags().StringVar(&o.to, "to", "", "plan for level `N` (number or name) instead of the next")
	completes(cmd, "to", a.completeLevels)
	o.output.register(cmd, "text", "json", "yaml", "markdown")
	o.sheetFlags.register(cmd)
	o.sheetFlags.registerSet(cmd, a)
	return cmd
}

func runPlan(o *planOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	var target *maturity.Level
	if o.to != "" {
		if target, err = findLevel(m, o.to); err != nil {
			return err
		}
	}
	a, err := o.assessment(m, o.file, o.sheetFlags)
	if err != nil {
		return err
	}
	p, err := maturity.NewPlan(a, target)
	var reached *maturity.TargetError
	switch {
	case errors.As(err, &reached):
		return usageError(err).hint("--to takes a level above the one reached; without it, the plan is for the next level")
	case err != nil:
		return usageError(err)
	}
	var next []string
	if !p.Stay() {
		next = []string{o.command("questions", sheetFlags{}, p.Steps[0].Question.ID)}
	}
	return o.write(o.app, result{
		document: func() any { return report.Plan(p) },
		next:     next,
		page:     func() report.Page { return report.PlanPage(p) },
	})
}
