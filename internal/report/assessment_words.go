package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// scorePhrase returns "13 of 28", or "13 to 16 of 28" with unknown answers.
func scorePhrase(a *maturity.Assessment) string {
	if a.High == a.Low {
		return fmt.Sprintf("%d of %d", a.Low, a.Max)
	}
	return fmt.Sprintf("%d to %d of %d", a.Low, a.High, a.Max)
}

// distance returns how far the next level is: "2 points to level 3".
func distance(a *maturity.Assessment) string {
	if a.Next == nil {
		return "the highest level"
	}
	return fmt.Sprintf("%s to level %d", display.Count(a.PointsToNext(), "point"), a.Next.Number)
}

// fullDistance is distance with the next level's name.
func fullDistance(a *maturity.Assessment) string {
	if a.Next == nil {
		return distance(a)
	}
	return distance(a) + ", " + a.Next.Title()
}

// about lists what the sheet says besides its answers.
func about(s maturity.Sheet) []string {
	var facts []string
	for _, fact := range []string{s.Team, s.Respondent, s.Date} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
		facts = append(facts, name+": "+s.Labels[name])
	}
	return facts
}

// levelUndecided reports whether the unknown answers could change the level.
func levelUndecided(a *maturity.Assessment) bool {
	return a.HighLevel.Number != a.Level.Number
}

// unknownSentence says what the unknown answers could change and which they
// are, or "" when all is known.
func unknownSentence(a *maturity.Assessment) string {
	unknown := a.Unknown()
	if len(unknown) == 0 {
		return ""
	}
	subject := "1 answer is"
	if len(unknown) > 1 {
		subject = fmt.Sprintf("%d answers are", len(unknown))
	}
	titles := each(unknown, func(u maturity.ScoredAnswer) string { return u.Question.Title })
	format := "%s unknown. At best the score would be %d, still %s. To find out: %s."
	if levelUndecided(a) {
		format = "%s unknown. At best the score would be %d: %s. What decides it: %s."
	}
	return fmt.Sprintf(format, subject, a.High, a.HighLevel.String(), strings.Join(titles, "; "))
}

// warnings returns the warnings as sentences. Those about dimensions at their
// lowest score, of which there can be many, are drawn together.
func warnings(a *maturity.Assessment) []string {
	var lowest, sentences []string
	for _, d := range a.Dimensions {
		if d.AtLowest() {
			lowest = append(lowest, fmt.Sprintf("%s %d/%d", d.Dimension.Name, d.Score, d.Max))
		}
	}
	if len(lowest) > 1 {
		sentences = append(sentences, fmt.Sprintf("%s have the lowest possible score: %s.",
			display.Count(len(lowest), "dimension"), strings.Join(lowest, ", ")))
	}
	for _, w := range a.Warnings {
		if w.Kind != maturity.ZeroDimension || len(lowest) == 1 {
			sentences = append(sentences, w.Message)
		}
	}
	return sentences
}

// mark says what deserves notice about a dimension's score, or "".
func mark(d maturity.DimensionScore) string {
	var notes []string
	switch {
	case d.AtLowest() && d.Min == 0:
		notes = append(notes, "at zero")
	case d.AtLowest():
		notes = append(notes, "at its lowest")
	}
	if d.AtLowest() && d.Dimension.Critical {
		notes = append(notes, "critical")
	}
	if d.Unknown > 0 {
		notes = append(notes, fmt.Sprintf("%d unknown", d.Unknown))
	}
	return strings.Join(notes, ", ")
}

// nextStepLimit is how many of the answers to raise are shown.
const nextStepLimit = 3

// nextStep is one answer to raise: which, what is true today, and how.
type nextStep struct {
	title, standing, today, moveUp string
}

// nextSteps returns the most urgent answers to raise.
func nextSteps(a *maturity.Assessment) []nextStep {
	open := a.Priorities()
	return each(open[:min(len(open), nextStepLimit)], newNextStep)
}

func newNextStep(s maturity.ScoredAnswer) nextStep {
	option, above := s.Question.Option(s.Points), s.Question.Above(s.Points)
	step := nextStep{
		title:    s.Question.Title,
		standing: fmt.Sprintf("%s, %d of %d", s.Dimension.Name, s.Points, s.Question.Highest()),
		today:    option.Text,
		moveUp:   option.MoveUp,
	}
	if s.Unknown {
		step.standing = s.Dimension.Name + ", unknown"
		step.today = "Nobody could say, so it counts as the lowest answer. Find out first."
	}
	if step.moveUp == "" {
		step.moveUp = above.Text
	}
	return step
}
