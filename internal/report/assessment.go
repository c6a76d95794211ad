package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// AssessmentPage starts with the outcome, explains it, says what to do next and
// what to read, and repeats the outcome.
func AssessmentPage(a *maturity.Assessment) Page {
	return Page{
		title{fmt.Sprintf("%s: %s", bankTitle(&a.Model.Bank), levelOf(a)), scorePhrase(a)},
		facts(about(a.Sheet)),
		levelScale{a},
		tell(unknownSentence(a), capital(fullDistance(a))+"."),
		section{"Profile by dimension", Page{profile(a.Dimensions)}},
		section{"Warnings", alerts(warnings(a))},
		section{capital(levelOf(a)), append(Page{tell("By points: " + a.Level.Summary)}, alerts(nonEmpty([]string{contradiction(a)}))...)},
		section{"Next steps", nextSteps(a)},
		guidance(a.Level, a),
		references(a.Level),
		source{&a.Model.Bank},
		closing{fmt.Sprintf("%s: %s, %s.", capital(levelOf(a)), scorePhrase(a), distance(a)), true},
	}
}

// nextStepLimit is how many next steps are shown.
const nextStepLimit = 3

// nextSteps lists the first answers to raise, each with today's answer and how to
// move up: those of the plan to the next level; at the top, the lowest answers.
func nextSteps(a *maturity.Assessment) Page {
	open := a.Priorities()
	if p, err := maturity.NewPlan(a, nil); err == nil && !p.Stay() {
		planned := map[*maturity.Question]int{}
		for i := len(p.Steps) - 1; i >= 0; i-- {
			planned[p.Steps[i].Question] = i - len(p.Steps)
		}
		sort.SliceStable(open, func(i, j int) bool { return planned[open[i].Question] < planned[open[j].Question] })
	}
	var items []item
	for i, answer := range open[:min(len(open), nextStepLimit)] {
		option := answer.Question.Option(answer.Points)
		today := option.Text
		if answer.Unknown {
			today = "An unknown answer counts as the lowest. Find out first."
		}
		moveUp := cmp.Or(option.MoveUp, answer.Question.Above(answer.Points).Text)
		items = append(items, item{
			mark: fmt.Sprintf("%d.", i+1), pen: strong,
			name:   fmt.Sprintf("%s (%s, %s)", answer.Question.Title, answer.Dimension.Name, scoreOf(answer)),
			fields: []field{{"Today", today}, {"Move up", moveUp}},
		})
	}
	if items == nil {
		return nil
	}
	return Page{list{spaced: true, items: items}}
}

// scoreOf returns the points of an answer: "1 of 2", or "unknown".
func scoreOf(a maturity.ScoredAnswer) string {
	if a.Unknown {
		return "unknown"
	}
	return fmt.Sprintf("%d of %d", a.Points, a.Question.Highest())
}

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
	points, answers := a.PointsToNext(), a.StepsToNext()
	if points == answers {
		return fmt.Sprintf("%s to level %d", display.Count(points, "point"), a.Next.Number)
	}
	return fmt.Sprintf("%s, or %s, to level %d", display.Count(points, "point"), display.Count(answers, "answer"), a.Next.Number)
}

// fullDistance is distance with the next level's name.
func fullDistance(a *maturity.Assessment) string {
	if a.Next == nil {
		return distance(a)
	}
	return distance(a) + ", " + a.Next.Title()
}

// about lists everything on a sheet except its answers.
func about(s maturity.Sheet) []string {
	facts := nonEmpty([]string{s.Team, s.Respondent, s.Date})
	for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
		facts = append(facts, name+": "+s.Labels[name])
	}
	return facts
}

// levelUndecided reports whether the unknown answers could change the level.
func levelUndecided(a *maturity.Assessment) bool {
	return a.HighLevel.Number != a.Level.Number
}

// unknownSentence names the unknown answers and what they could change. It is ""
// if all answers are known.
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
		format = "%s unknown. At best the score would be %d: %s. It depends on: %s."
	}
	return fmt.Sprintf(format, subject, a.High, levelAtBest(a), strings.Join(titles, "; "))
}

// warnings returns the warnings as sentences. Dimensions at their lowest score
// share one sentence, and so do those where every answer is unknown. Unknown
// answers have their sentence beside the score.
func warnings(a *maturity.Assessment) []string {
	var lowest, unknown, sentences []string
	for _, d := range a.Dimensions {
		subtotal := fmt.Sprintf("%s %d/%d", d.Dimension.Name, d.Score, d.Max)
		switch {
		case allUnknown(d):
			unknown = append(unknown, subtotal)
		case d.AtLowest():
			lowest = append(lowest, subtotal)
		}
	}
	if len(lowest) > 1 {
		sentences = append(sentences, fmt.Sprintf("%d dimensions have the lowest possible score: %s.", len(lowest), strings.Join(lowest, ", ")))
	}
	if len(unknown) > 1 {
		sentences = append(sentences, fmt.Sprintf("%d dimensions are unknown and count as the lowest: %s.", len(unknown), strings.Join(unknown, ", ")))
	}
	for _, w := range a.Warnings {
		if w.Kind == maturity.UnknownAnswers {
			continue
		}
		if w.Kind == maturity.ZeroDimension {
			same := lowest
			if allUnknown(a.Subtotal(w.Dimension)) {
				same = unknown
			}
			if len(same) > 1 {
				continue
			}
		}
		sentences = append(sentences, warningSentence(a, w))
	}
	return sentences
}

func allUnknown(d maturity.DimensionScore) bool { return d.Unknown == len(d.Dimension.Questions) }

func warningSentence(a *maturity.Assessment, w maturity.Warning) string {
	switch w.Kind {
	case maturity.ZeroDimension:
		d := a.Subtotal(w.Dimension)
		if allUnknown(d) {
			return fmt.Sprintf("%s is unknown and counts as %d of %d, the lowest possible.", d.Dimension.Name, d.Score, d.Max)
		}
		unknown := ""
		if d.Unknown > 0 {
			unknown = fmt.Sprintf(", counting unknown answers (%d of %d) as the lowest", d.Unknown, len(d.Dimension.Questions))
		}
		return fmt.Sprintf("%s scores %d of %d, the lowest possible%s.", d.Dimension.Name, d.Score, d.Max, unknown)
	case maturity.CriticalGap:
		return fmt.Sprintf("%s is critical and has the lowest answer to: %s.", w.Dimension.Name, gapTitles(w.Answers))
	case maturity.UnknownAnswers:
		return unknownSentence(a)
	default:
		var sides []string
		if w.Below != nil {
			sides = append(sides, "one answer lower would be "+w.Below.String())
		}
		if w.Above != nil {
			sides = append(sides, "one answer higher would be "+w.Above.String())
		}
		return fmt.Sprintf("The score of %d is at the edge of its level: %s.", a.Low, strings.Join(sides, "; "))
	}
}

// mark flags a dimension's score: "at zero, critical", "1 unknown", or "".
func mark(d maturity.DimensionScore) string {
	var notes []string
	if d.AtLowest() {
		notes = append(notes, bottom(d.Min))
		if d.Dimension.Critical {
			notes = append(notes, "critical")
		}
	}
	if d.Unknown > 0 {
		notes = append(notes, fmt.Sprintf("%d unknown", d.Unknown))
	}
	return strings.Join(notes, ", ")
}

// bottom says that a dimension has its lowest subtotal.
func bottom(lowest int) string {
	if lowest == 0 {
		return "at zero"
	}
	return "at its lowest"
}
