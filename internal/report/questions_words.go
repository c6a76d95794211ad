package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// questionCount returns "14 questions in 7 dimensions".
func questionCount(dimensions []maturity.Dimension) string {
	questions := 0
	for _, d := range dimensions {
		questions += len(d.Questions)
	}
	if len(dimensions) == 1 {
		return display.Count(questions, "question")
	}
	return fmt.Sprintf("%s in %d dimensions", display.Count(questions, "question"), len(dimensions))
}

// instructions lists what a bank says on how to answer.
func instructions(i maturity.Instructions) []string {
	var texts []string
	for _, text := range []string{i.Scope, i.Choose, i.Evidence, i.Unsure, i.NotApplicable} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// dimensionAbout returns what a dimension is about, and whether it is critical.
func dimensionAbout(d maturity.Dimension) string {
	const critical = "Critical: the lowest answer to any of its questions is a warning."
	if d.Critical {
		return strings.TrimLeft(strings.TrimRight(d.About, ". ")+". "+critical, ". ")
	}
	return d.About
}

// isSingle reports whether filter selects a single question, of dimension d.
func isSingle(d maturity.Dimension, filter string) bool {
	return len(d.Questions) == 1 && d.Questions[0].ID == filter
}

// fields lists what a bank says about a question; the detailed list has how to
// reach each option. Empty ones are left out.
func fields(q maturity.Question, detailed bool) []field {
	all := []field{{"Help", q.Help}, {"Evidence", strings.Join(q.Evidence, "; ")}, {"Why", q.Why}}
	for _, o := range q.Options {
		if above := q.Above(o.Points); detailed && above != nil {
			all = append(all, field{fmt.Sprintf("To reach %d", above.Points), o.MoveUp})
		}
	}
	return slices.DeleteFunc(all, func(f field) bool { return f.text == "" })
}
