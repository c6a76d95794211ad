package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Report is a full document about one assessment, for people who were not
// there. [HTML] and [MarkdownReport] write it.
type Report struct {
	Assessment *maturity.Assessment
	Plan       *maturity.Plan       // to the next level; at the top, to stay; nil to leave it out
	Comparison *maturity.Comparison // with the previous sheet; nil when there is none
}

// reportView is what a report says, in words that HTML and Markdown share. Its
// methods are called by the templates.
type reportView struct{ Report }

// Bank returns the questions that the report is about.
func (v reportView) Bank() *maturity.Bank { return &v.Assessment.Model.Bank }

// Sheet returns the answers that the report is about.
func (v reportView) Sheet() maturity.Sheet { return v.Assessment.Sheet }

// Name returns what the result is called.
func (v reportView) Name() string { return bankTitle(v.Bank()) }

// Title returns Name with the team.
func (v reportView) Title() string {
	if team := v.Sheet().Team; team != "" {
		return v.Name() + ": " + team
	}
	return v.Name()
}

// reportFact is a name and what stands behind it.
type reportFact struct{ Name, Value string }

// Facts returns who answered, when, and what.
func (v reportView) Facts() []reportFact {
	s := v.Sheet()
	facts := []reportFact{{"Date", longDate(s.Date)}, {"Respondent", s.Respondent}}
	for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
		facts = append(facts, reportFact{name, s.Labels[name]})
	}
	facts = append(facts, reportFact{"Questions", v.Bank().Ref().String()})
	return slices.DeleteFunc(facts, func(f reportFact) bool { return f.Value == "" })
}

// longDate writes a sheet's date out: "23 November 2026".
func longDate(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// Outcome returns the result in one sentence, for somebody who knows nothing
// of levels and scores.
func (v reportView) Outcome() string {
	a, who := v.Assessment, v.Sheet().Team
	if who == "" {
		who = "the team"
	}
	is := fmt.Sprintf("By self-assessment, %s is at level %d of %d, %s, with %s points",
		who, a.Level.Number, len(a.Model.Levels), a.Level.Title(), scorePhrase(a))
	if a.Next == nil {
		return is + ": the highest level."
	}
	return fmt.Sprintf("%s: %s short of level %d, %s.", is, display.Count(a.PointsToNext(), "point"), a.Next.Number, a.Next.Name)
}

// Unknown says what the unknown answers could change, or "" when all is known.
func (v reportView) Unknown() string { return unknownSentence(v.Assessment) }

// Warnings returns the warnings as sentences.
func (v reportView) Warnings() []string { return warnings(v.Assessment) }

// reportDimension is a dimension with its answers.
type reportDimension struct {
	maturity.DimensionScore
	Best    int                       // the subtotal with the unknown answers at their highest
	Before  *maturity.DimensionChange // nil without a previous sheet on the same scale
	Answers []reportAnswer
}

// Subtotal returns the score, as a range when answers are unknown.
func (d reportDimension) Subtotal() string {
	if d.Best == d.Score {
		return fmt.Sprint(d.Score)
	}
	return fmt.Sprintf("%d to %d", d.Score, d.Best)
}

// reportAnswer is an answer in words.
type reportAnswer struct {
	maturity.ScoredAnswer
	Text string // of the chosen option
}

// Standing returns the points of the answer: "1 of 2", or "unknown".
func (a reportAnswer) Standing() string {
	if a.Unknown {
		return "unknown"
	}
	return fmt.Sprintf("%d of %d", a.Points, a.Question.Highest())
}

// Dimensions returns the dimensions with their answers, in bank order.
func (v reportView) Dimensions() []reportDimension {
	var dimensions []reportDimension
	for i, score := range v.Assessment.Dimensions {
		d := reportDimension{DimensionScore: score, Best: score.Score}
		for _, a := range v.Assessment.Answers {
			if a.Dimension == score.Dimension {
				d.add(a)
			}
		}
		if v.Comparison != nil && v.Comparison.SameScale() {
			d.Before = &v.Comparison.Dimensions[i]
		}
		dimensions = append(dimensions, d)
	}
	return dimensions
}

func (d *reportDimension) add(a maturity.ScoredAnswer) {
	d.Answers = append(d.Answers, reportAnswer{a, inWords(a.Question, a.Answer)})
	if a.Unknown {
		d.Best += a.Question.Highest() - a.Points
	}
}

// PlanLead says where the plan leads, in one sentence or two.
func (v reportView) PlanLead() string {
	p, verb := v.Plan, "lead"
	if p.Stay() {
		return fmt.Sprintf("Level %d, %s, is the highest. Its guidance says how to stay there.", p.Target.Number, p.Target.Name)
	}
	if len(p.Steps) == 1 {
		verb = "leads"
	}
	return fmt.Sprintf("%s %s to %s, which begins at %s. There is no shorter way.",
		display.Count(len(p.Steps), "step"), verb, p.Target, display.Count(p.Target.Min, "point"))
}

// FindOut says what the unknown answers could do for the plan.
func (v reportView) FindOut() string { return findOutSentence(v.Plan) }

// reportShift is an answer that changed or is to change.
type reportShift struct {
	Title, About string
	Points       int          // by how much; negative when it fell
	Facts        []reportFact // from which option to which in words, why, how; none is empty
	References   []maturity.Reference
}

// Steps returns the steps of the plan in words.
func (v reportView) Steps() []reportShift {
	return each(v.Plan.Steps, func(s maturity.Step) reportShift {
		return reportShift{
			Title: s.Question.Title, About: s.Dimension.Name, Points: s.Points(),
			Facts: factsOf(stepFields(v.Plan, s)), References: pages(s),
		}
	})
}

func factsOf(fields []field) []reportFact {
	var facts []reportFact
	for _, f := range fields {
		if f.text != "" {
			facts = append(facts, reportFact{f.name, f.text})
		}
	}
	return facts
}

// Since says with what the report compares.
func (v reportView) Since() string {
	if date := v.Comparison.Before.Sheet.Date; date != "" {
		return "since " + longDate(date)
	}
	return "since the previous sheet"
}

// ChangeLead says how the score and the level moved.
func (v reportView) ChangeLead() string {
	c := v.Comparison
	lead := comparisonSummary(c) + " " + tally(c)
	if !c.SameScale() {
		return lead
	}
	return fmt.Sprintf("The score was %s points and is now %s (%s). %s", scorePhrase(c.Before), scorePhrase(c.After), signed(c.ScoreChange()), lead)
}

// Cautions are reasons not to take the change for progress, and the dimensions
// that fell, which a higher total can hide.
func (v reportView) Cautions() []string {
	sentences := cautions(v.Comparison)
	for _, d := range v.Comparison.Fell() {
		sentences = append(sentences, fmt.Sprintf("%s fell from %d to %d.", d.Dimension.Name, d.Before.Score, d.After.Score))
	}
	return sentences
}

// Changes returns the answers about which anything changed.
func (v reportView) Changes() []reportShift {
	return each(v.Comparison.Changed(), func(a maturity.AnswerChange) reportShift {
		return reportShift{Title: a.Question.Title, About: a.Dimension.Name, Points: a.Change(), Facts: factsOf(answerFields(a))}
	})
}

// NotCompared returns the questions that the two sheets do not share, and why.
func (v reportView) NotCompared() []reportFact {
	return each(v.Comparison.NotComparable, func(n maturity.NotComparable) reportFact {
		return reportFact{n.Question.Title, incomparability(v.Comparison, n)}
	})
}

// Heading returns what the level's guidance is for.
func (v reportView) Heading() string { return headingOf(v.Assessment.Level) }

// Measures returns the questions that measure a piece of guidance, with their
// standing.
func (v reportView) Measures(g maturity.Guidance) string {
	return strings.Join(measuredBy(v.Assessment, g), ", ")
}

// Method says how the score is made, and what it is not, a paragraph each.
func (v reportView) Method() []string {
	low, high := v.Bank().Range()
	return []string{
		fmt.Sprintf("%s in %s. Each option is worth a fixed number of points. "+
			"The score is the sum of the points of the chosen options, from %d to %d, and the level is the band that the score falls in. "+
			"“Unknown” counts as the lowest option and makes the score a range.",
			display.Count(len(v.Bank().Questions()), "question"), display.Count(len(v.Bank().Dimensions), "dimension"), low, high),
		"This is a self-assessment: it shows what the people who answered know and believe. It isn't an audit or a certificate, " +
			"and two teams can be compared only if both chose their answers by the same rule.",
	}
}

// Ownership says whose the questions are, so that nobody takes the score for
// one that the publisher of the levels gives.
func (v reportView) Ownership() string {
	switch source := v.Bank().Source; {
	case source == (maturity.Source{}):
		return "The questions and the levels are this bank's own."
	case source.Publisher == "":
		return "The questions are this bank's own, so this isn't a score from that source."
	default:
		return fmt.Sprintf("The questions are this bank's own, so this isn't a score from %s.", source.Publisher)
	}
}
