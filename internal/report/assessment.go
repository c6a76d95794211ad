package report

import (
	"cmp"
	"fmt"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// AssessmentPage starts with the outcome and explains it. It ends with the next
// steps and the outcome, so that the last screen of a terminal says what to do.
func AssessmentPage(a *maturity.Assessment) Page {
	return Page{
		title{fmt.Sprintf("%s: %s", bankTitle(&a.Model.Bank), levelOf(a)), scorePhrase(a), about(a.Sheet)},
		levelScale{a},
		byPoints(a),
		section{"Profile by dimension", Page{profile(a.Dimensions)}},
		guidance(a.Level, nil),
		section{"Further reading", reading(&a.Model.Bank, a.Level)},
		section{"Next steps", nextSteps(a)},
		closing{assumed(a, fmt.Sprintf("%s: %s, %s.", levelOf(a), scorePhrase(a), distance(a))), true},
	}
}

// byPoints describes the level and, at once, what contradicts it. The profile marks
// the dimensions at their lowest score.
func byPoints(a *maturity.Assessment) Page {
	caveats := []string{contradiction(a), unknownSentence(a)}
	for _, w := range a.Warnings {
		if w.Kind == maturity.NearEdge {
			caveats = append(caveats, warningSentence(a, w))
		}
	}
	return append(Page{tell("By points: " + a.Level.Summary)}, alerts(nonEmpty(caveats))...)
}

// nextStepLimit is how many next steps are shown.
const nextStepLimit = 3

// nextSteps lists the first answers to raise and how: those of the plan to the next
// level; at the top, the lowest answers.
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
		how := cmp.Or(answer.Question.Option(answer.Points).MoveUp, answer.Question.Above(answer.Points).Text)
		if answer.Unknown {
			how = "Find out first: until then, it counts as the lowest answer."
		}
		items = append(items, item{
			mark: fmt.Sprintf("%d.", i+1), pen: strong, text: how,
			name: fmt.Sprintf("%s (%s, %s)", answer.Question.Title, answer.Dimension.Name, scoreOf(answer)),
		})
	}
	if items == nil {
		return nil
	}
	return Page{list{items: items}}
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

// about lists everything on a sheet except its answers, but for those that are
// assumed.
func about(s maturity.Sheet) []string {
	facts := nonEmpty([]string{whatIf(s), s.Team, s.Respondent, s.Date})
	for _, name := range labelNames(s) {
		facts = append(facts, name+": "+s.Labels[name])
	}
	return facts
}

// whatIf names the assumed answers: "What if safety.content=2". It is "" for a sheet
// as the team filled it in.
func whatIf(s maturity.Sheet) string {
	var assumed []string
	for _, id := range s.WhatIf {
		value := "unknown"
		if answer := s.Answers[id]; !answer.Unknown {
			value = fmt.Sprint(answer.Points)
		}
		assumed = append(assumed, id+"="+value)
	}
	if assumed == nil {
		return ""
	}
	return "What if " + strings.Join(assumed, ", ")
}

// assumed is an outcome as a sentence, which says if it is a what-if.
func assumed(a *maturity.Assessment, outcome string) string {
	if a.Sheet.WhatIf != nil {
		return "What if: " + outcome
	}
	return capital(outcome)
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
	const named = 3
	if more := len(titles) - named; more > 0 {
		titles = append(titles[:named], fmt.Sprintf("and %d more", more))
	}
	format := "%s unknown: at best %d, still %s. To find out: %s."
	if levelUndecided(a) {
		format = "%s unknown: at best %d, %s. It depends on: %s."
	}
	return fmt.Sprintf(format, subject, a.High, levelAtBest(a), strings.Join(titles, "; "))
}

// warnings returns as sentences what neither [contradiction] nor [unknownSentence]
// says. Several dimensions at their lowest score share one.
func warnings(a *maturity.Assessment) []string {
	var lowest, sentences []string
	for _, w := range a.Warnings {
		switch w.Kind {
		case maturity.NearEdge:
			sentences = append(sentences, warningSentence(a, w))
		case maturity.ZeroDimension:
			d := a.Subtotal(w.Dimension)
			if allUnknown(d) {
				continue
			}
			lowest = append(lowest, fmt.Sprintf("%s %d/%d", d.Dimension.Name, d.Score, d.Max))
			if len(lowest) == 1 {
				sentences = append(sentences, warningSentence(a, w))
			}
		}
	}
	if len(lowest) > 1 {
		sentences[0] = fmt.Sprintf("%d dimensions have the lowest possible score: %s.", len(lowest), strings.Join(lowest, ", "))
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
			unknown = fmt.Sprintf(" (%d of %d answers unknown)", d.Unknown, len(d.Dimension.Questions))
		}
		return fmt.Sprintf("%s scores %d of %d, the lowest possible%s.", d.Dimension.Name, d.Score, d.Max, unknown)
	case maturity.CriticalGap:
		return fmt.Sprintf("%s is critical and has the lowest answer to: %s.", w.Dimension.Name, gapTitles(w.Answers))
	case maturity.UnknownAnswers:
		return unknownSentence(a)
	default:
		var sides []string
		if w.Below != nil {
			sides = append(sides, fmt.Sprintf("one answer lower would be level %d", w.Below.Number))
		}
		if w.Above != nil {
			sides = append(sides, fmt.Sprintf("one answer higher would be level %d", w.Above.Number))
		}
		return fmt.Sprintf("At an edge: %s.", strings.Join(sides, "; "))
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
