package cli

import (
	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/report"
)

type questionsOptions struct {
	*app
	output
	only string // id of a dimension or a question; empty for all
}

func newQuestionsCmd(a *app) *cobra.Command {
	o := &questionsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "questions [DIMENSION or ID]",
		Short: "Read the questions before answering them",
		Long: `Prints the questions with their options, what counts, and what can be shown as
evidence: all of them, one dimension's, or a single one with how to move up and what
to read. Read them before the meeting that answers them, or to look up one that
isn't clear.`,
		Example: `  genaiops questions
  genaiops questions safety
  genaiops questions safety.content`,
		Args:              argCount(0, 1, "at most one dimension or question id"),
		ValidArgsFunction: atMost(1, a.completeQuestions),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.only = args[0]
			}
			return runQuestions(o)
		},
	}
	o.register(cmd, "text", "json", "yaml", "markdown")
	return cmd
}

func runQuestions(o *questionsOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	b := &m.Bank
	for i := range b.Dimensions { // a name is as good as its id
		if d := &b.Dimensions[i]; display.Fold(o.only) == display.Fold(d.Name) {
			o.only = d.ID
		}
	}
	if o.only != "" && b.Dimension(o.only) == nil && b.Question(o.only) == nil {
		ids := questionIDs(b)
		for i := range b.Dimensions {
			ids = append(ids, b.Dimensions[i].ID, b.Dimensions[i].Name)
		}
		return usagef("there is no dimension or question %s%s", diag.Quote(o.only), diag.DidYouMean(o.only, ids)).
			hint("%s lists all of them", o.start("questions"))
	}
	return o.write(o.app, result{
		document: func() any { return report.Questions(b, o.only) },
		page:     func() report.Page { return report.QuestionsPage(b, o.only) },
	})
}
