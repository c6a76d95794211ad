package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
)

type compareOptions struct {
	*app
	output
	sheetFlags
	ratchet       bool
	before, after string

	beforeQuestions, beforeLevels string // directories; empty for those of the second sheet
}

func newCompareCmd(a *app) *cobra.Command {
	o := &compareOptions{app: a}
	cmd := &cobra.Command{
		Use:   "compare BEFORE AFTER",
		Short: "See what changed between two answer sheets",
		Long: `Prints what rose, what fell and what became known between two answer sheets, by
dimension and by question. Use it for two quarters of one team, or in a pull request
that changes a sheet: with --ratchet, it exits 1 if any dimension fell, even if the
total rose. An answer that became known or unknown is no rise and no fall.

Answers to the same version of a bank are compared by their points, whatever its
wording. Sheets of two versions are compared where the questions are the same, and the
rest is listed: name the earlier version with --before-questions and
--before-levels.`,
		Example: `  genaiops compare 2026-q3.yaml 2026-q4.yaml
  genaiops compare main.yaml branch.yaml --ratchet
  genaiops compare old.yaml new.yaml --before-questions v1/questions --before-levels v1/levels`,
		Args:              argCount(2, 2, "two answer sheets"),
		ValidArgsFunction: atMost(2, a.completeSheets),
		RunE: func(_ *cobra.Command, args []string) error {
			o.before, o.after = args[0], args[1]
			return runCompare(o)
		},
	}
	cmd.Flags().BoolVar(&o.ratchet, "ratchet", false, "exit 1 if any dimension fell")
	cmd.Flags().StringVar(&o.beforeQuestions, "before-questions", "", "read the question bank of the first sheet from `DIR`")
	cmd.Flags().StringVar(&o.beforeLevels, "before-levels", "", "read the levels of the first sheet from `DIR`")
	completes(cmd, "before-questions", completeFolders)
	completes(cmd, "before-levels", completeFolders)
	o.output.register(cmd, "text", "json", "yaml", "markdown")
	o.sheetFlags.register(cmd)
	return cmd
}

func runCompare(o *compareOptions) error {
	if o.before == "-" && o.after == "-" {
		return usagef("only one of the sheets can be standard input").hint("name a file for the other")
	}
	c, err := o.compare()
	if err != nil {
		return err
	}
	var next []string
	if o.after != "-" {
		next = []string{o.command("plan", o.sheetFlags, o.after)}
	}
	err = o.write(o.app, result{
		document: func() any { return report.Comparison(c) },
		next:     next,
		page:     func() report.Page { return report.ComparisonPage(c) },
	})
	if err != nil || !o.ratchet {
		return err
	}
	var fell []string
	for _, d := range c.Fell() {
		fell = append(fell, report.Fall(d))
	}
	if len(fell) > 0 {
		return no("ratchet failed: %s", strings.Join(fell, ", "))
	}
	return nil
}

// compare reads both sheets, each with its own bank.
func (o *compareOptions) compare() (*maturity.Comparison, error) {
	m, err := o.model()
	if err != nil {
		return nil, err
	}
	earlier, err := o.earlierModel(m)
	if err != nil {
		return nil, err
	}
	before, err := o.assessment(earlier, o.before, o.sheetFlags)
	if err != nil {
		f := failureOf(err)
		if f.hasProblem(sheet.RuleBank) {
			f.hint("--before-questions and --before-levels name the bank of the first sheet, if that is another version")
		}
		return nil, f
	}
	after, err := o.assessment(m, o.after, o.sheetFlags)
	if err != nil {
		return nil, err
	}
	c := maturity.Compare(before, after)
	if len(c.Answers) == 0 {
		banks := fmt.Sprintf("%s and %s", earlier.Bank.Ref(), m.Bank.Ref())
		if earlier.Bank.Ref() == m.Bank.Ref() {
			banks = fmt.Sprintf("the two banks named %s", m.Bank.Ref())
		}
		return nil, usagef("%s have no question in common that means the same in both", banks)
	}
	return c, nil
}

// earlierModel is the model of the first sheet, by default that of the second.
func (o *compareOptions) earlierModel(m *maturity.Model) (*maturity.Model, error) {
	if o.beforeQuestions == "" && o.beforeLevels == "" {
		return m, nil
	}
	a := *o.app
	a.questions, a.levels = cmp.Or(o.beforeQuestions, a.questions), cmp.Or(o.beforeLevels, a.levels)
	earlier, err := a.model()
	if err != nil {
		return nil, err
	}
	if earlier.Bank.ID != m.Bank.ID {
		return nil, usagef("cannot compare the question bank %q with %q: expected two versions of one bank", earlier.Bank.ID, m.Bank.ID)
	}
	return earlier, nil
}
