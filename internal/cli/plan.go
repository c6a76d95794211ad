package cli

import (
	"cmp"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type planOptions struct {
	*app
	output
	sheetFlags
	committing
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
months; --set shows what is left after a step that you have in mind. Steps that
somebody has committed to are marked. --format markdown is a task list to paste into an
issue, and --format csv one for a tracker. --commit asks for each step who looks after
it and by when, and writes that into the sheet.`,
		Example: `  genaiops plan sheet.yaml
  genaiops plan sheet.yaml --to 4
  genaiops plan sheet.yaml --commit --force
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
	o.output.register(cmd, "text", "json", "yaml", "markdown", "csv")
	o.sheetFlags.register(cmd)
	o.sheetFlags.registerSet(cmd, a)
	o.committing.register(cmd)
	return cmd
}

func runPlan(o *planOptions) error {
	m, err := o.model()
	if err := cmp.Or(err, o.checkCommit()); err != nil {
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
	p, err := planFor(a, target)
	if err != nil {
		return err
	}
	if o.commit {
		if a, err = o.commitTo(p); err != nil {
			return err
		}
		if p, err = planFor(a, target); err != nil {
			return err
		}
	}
	var next []string
	if !p.Stay() {
		next = []string{o.command("questions", sheetFlags{}, p.Steps[0].Question.ID)}
	}
	return o.write(o.app, result{
		document: func() any { return report.Plan(p) },
		next:     next,
		formats: map[string]func(io.Writer) error{
			"markdown": func(w io.Writer) error { return report.PlanTasks(w, p) },
			"csv":      func(w io.Writer) error { return report.PlanCSV(w, p) },
		},
		page: func() report.Page { return report.PlanPage(p) },
	})
}

func planFor(a *maturity.Assessment, target *maturity.Level) (*maturity.Plan, error) {
	p, err := maturity.NewPlan(a, target)
	var reached *maturity.TargetError
	switch {
	case errors.As(err, &reached):
		return nil, usageError(err).hint("--to takes a level above the one reached; without it, the plan is for the next level")
	case err != nil:
		return nil, usageError(err)
	}
	return p, nil
}
