package cli

import (
	"io"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type questionsOptions struct {
	*app
	output
	only string // id of a dimension or a question; empty for all
}

func newQuestionsCmd(a *app, runF func(*questionsOptions) error) *cobra.Command {
	o := &questionsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "questions [DIMENSION or ID]",
		Short: "Read the questions before answering them",
		Long: `Prints the questions with their options, what counts and what could be shown as
evidence: all of them, one dimension's, or a single one.`,
		Example: `  genaiops questions
  genaiops questions safety
  genaiops questions safety.content`,
		Args: argCount(0, 1, "at most one dimension or question id"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.completeQuestions(len(args) == 0)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.only = args[0]
			}
			return runF(o)
		},
	}
	o.register(cmd, "text", "json", "yaml", "markdown")
	return cmd
}

func runQuestions(o *questionsOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	b, err := narrow(m.Bank, o.only)
	if err != nil {
		return err
	}
	return o.write(o.app, report.Questions(&b, ""), map[string]render{
		"text":     func(w io.Writer, s report.Style) error { return report.QuestionsText(w, &b, "", s) },
		"markdown": func(w io.Writer, _ report.Style) error { return report.QuestionsMarkdown(w, &b, "") },
	})
}

// narrow returns the bank with only the dimension or the question that id
// names, or all of it for an empty id.
func narrow(b maturity.Bank, id string) (maturity.Bank, error) {
	if id == "" {
		return b, nil
	}
	var ids []string
	for _, d := range b.Dimensions {
		if d.ID == id {
			b.Dimensions = []maturity.Dimension{d}
			return b, nil
		}
		ids = append(ids, d.ID)
		for _, q := range d.Questions {
			if q.ID == id {
				d.Questions = []maturity.Question{q}
				b.Dimensions = []maturity.Dimension{d}
				return b, nil
			}
			ids = append(ids, q.ID)
		}
	}
	return b, usagef("there is no dimension or question %s%s", diag.Quote(id), diag.DidYouMean(id, ids)).
		hint("genaiops questions lists all of them")
}
