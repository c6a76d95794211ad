package report

import (
	"fmt"
	"strings"

	"genaiops/internal/maturity"
)

// measuredBy lists the questions that measure a piece of guidance, each with
// what the assessment says of it: "Prompt design 2/2". A level that is shown
// without anybody's answers has no assessment, and the list is empty.
func measuredBy(a *maturity.Assessment, g maturity.Guidance) []string {
	if a == nil {
		return nil
	}
	standing := standings(a)
	var measures []string
	for _, id := range g.Questions {
		if q := a.Model.Bank.Question(id); q != nil {
			measures = append(measures, q.Title+" "+standing(id))
		}
	}
	return measures
}

// standings returns what the assessment says of a question: "1/2", or
// "unknown".
func standings(a *maturity.Assessment) func(id string) string {
	return func(id string) string {
		for _, s := range a.Answers {
			switch {
			case s.Question.ID != id:
			case s.Unknown:
				return "unknown"
			default:
				return fmt.Sprintf("%d/%d", s.Points, s.Question.Highest())
			}
		}
		return ""
	}
}

// headingOf returns what a level's guidance is for.
func headingOf(l *maturity.Level) string {
	if l.Heading == "" {
		return "What to do next"
	}
	return l.Heading
}

// lead returns a reference's title, with its kind.
func lead(r maturity.Reference) string {
	if r.Kind == "" {
		return r.Title
	}
	return r.Title + " (" + r.Kind + ")"
}

// updates says what is known of a reference beyond its title and URL.
func updates(r maturity.Reference) []string {
	var known []string
	if r.Now != "" {
		known = append(known, "now: "+r.Now)
	}
	var going []string
	if r.Retires != "" {
		going = append(going, "retires "+r.Retires)
	}
	if r.Successor != "" {
		going = append(going, "successor: "+r.Successor)
	}
	if len(going) > 0 {
		known = append(known, strings.Join(going, ", "))
	}
	if r.Note != "" {
		known = append(known, r.Note)
	}
	return known
}

// source says where the levels come from and whose the questions are.
func source(b *maturity.Bank) []string {
	questions := fmt.Sprintf("Questions: this bank's own (%s)", b.Ref())
	if b.Source == (maturity.Source{}) {
		return []string{questions}
	}
	levels := "Levels: "
	if b.Source.Publisher != "" {
		levels += b.Source.Publisher + ", "
	}
	levels += `"` + b.Source.Title + `"`
	if b.Source.URL != "" {
		levels += ", " + b.Source.URL
	}
	return []string{levels, questions}
}
