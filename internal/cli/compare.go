package cli

import (
	"cmp"
	"errors"
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
	base          string // a commit, instead of a first sheet
	firstOK       bool
	before, after string

	beforeQuestions, beforeLevels string // directories; empty for those of the second sheet
}

func newCompareCmd(a *app) *cobra.Command {
	o := &compareOptions{app: a}
	cmd := &cobra.Command{
		Use:   "compare [BEFORE] AFTER",
		Short: "See what changed between two answer sheets",
		Long: `Prints what rose, what fell and what became known between two answer sheets, by
dimension and by question. Use it for two quarters of one team, or in a pull request
that changes a sheet: with --ratchet, it exits 1 if any dimension fell, even if the
total rose. An answer that became known or unknown is no rise and no fall.

--base takes the first sheet from git: the same file in another commit, as a pipeline
needs it. It is an error if the commit isn't there or lacks the file; --first-ok
accepts a file that the commit doesn't have yet. In a pipeline:
genaiops compare --ratchet --base origin/main --first-ok sheet.yaml

Answers to the same version of a bank are compared by their points, whatever its
wording. Sheets of two versions are compared where the questions are the same, and the
rest is listed: name the earlier version with --before-questions and
--before-levels.`,
		Example: `  genaiops compare 2026-q3.yaml 2026-q4.yaml
  genaiops compare main.yaml branch.yaml --ratchet
  genaiops compare old.yaml new.yaml --before-questions v1/questions --before-levels v1/levels`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.base != "" {
				return argCount(1, 1, "one answer sheet, since --base has the other")(cmd, args)
			}
			return argCount(2, 2, "two answer sheets")(cmd, args)
		},
		ValidArgsFunction: atMost(2, a.completeSheets),
		RunE: func(_ *cobra.Command, args []string) error {
			o.before, o.after = args[0], args[len(args)-1]
			return runCompare(o)
		},
	}
	cmd.Flags().StringVar(&o.base, "base", "", "take the first sheet from git: the file in the commit, branch or tag `REF`")
	cmd.Flags().BoolVar(&o.firstOK, "first-ok", false, "with --base, accept a file that REF doesn't have yet")
	completes(cmd, "base", cobra.NoFileCompletions)
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
	switch {
	case o.base == "" && o.firstOK:
		return usagef("--first-ok belongs to --base")
	case o.base != "" && o.after == "-":
		return usagef("--base needs a file: standard input is in no commit")
	case o.base == "" && o.before == "-" && o.after == "-":
		return usagef("only one of the sheets can be standard input").hint("name a file for the other")
	}
	c, err := o.compare()
	if errors.Is(err, errNotInBase) {
		return o.first()
	}
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

// first is the outcome of a file that the base lacks. What is wrong with the file itself
// is an error all the same.
func (o *compareOptions) first() error {
	if !o.firstOK {
		return usagef("%s has no file %s", o.base, o.after).hint("--first-ok accepts that, for the first time")
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	a, err := o.assessment(m, o.after, o.sheetFlags)
	if err != nil {
		return err
	}
	o.message("the first time: %s has no file %s, so there is nothing to compare", o.base, o.after)
	return o.write(o.app, result{
		document: func() any { return report.Assessment(a) },
		page:     func() report.Page { return report.AssessmentPage(a) },
	})
}

// earlierAssessment reads the first sheet.
func (o *compareOptions) earlierAssessment(m *maturity.Model) (*maturity.Assessment, error) {
	if o.base != "" {
		return o.baseAssessment(m)
	}
	return o.assessment(m, o.before, o.sheetFlags)
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
	before, err := o.earlierAssessment(earlier)
	if errors.Is(err, errNotInBase) {
		return nil, err
	}
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
