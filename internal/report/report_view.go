package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Report is a full document about one assessment, for people who weren't there.
// [HTML] and [ReportPage] make it.
type Report struct {
	Assessment *maturity.Assessment
	Plan       *maturity.Plan       // to the next level, or to stay at the top; nil to leave it out
	Comparison *maturity.Comparison // with the previous sheet; nil if there is none
	Title      string               // instead of the page's own; may be empty
}

// reportView is what a report says, in words that all formats share.
type reportView struct{ Report }

func (v reportView) Bank() *maturity.Bank  { return &v.Assessment.Model.Bank }
func (v reportView) Sheet() maturity.Sheet { return v.Assessment.Sheet }
func (v reportView) Name() string          { return bankTitle(v.Bank()) }

// Language returns the language of the bank's texts, for the page.
func (v reportView) Language() string { return language(v.Bank()) }

// Title names the page: by the caller's title, or by Name and the team.
func (v reportView) Title() string {
	if v.Report.Title != "" {
		return v.Report.Title
	}
	if team := v.Sheet().Team; team != "" {
		return v.Name() + ": " + team
	}
	return v.Name()
}

// Facts returns who answered, when, and what.
func (v reportView) Facts() []field {
	s := v.Sheet()
	facts := []field{{"Date", longDate(s.Date)}, {"Respondent", s.Respondent}}
	for _, name := range labelNames(s) {
		facts = append(facts, field{name, s.Labels[name]})
	}
	return named(append(facts, field{"Questions", v.Bank().Ref().String()}))
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
// about levels and scores.
func (v reportView) Outcome() string {
	a, who := v.Assessment, v.Sheet().Team
	if who == "" {
		who = "the team"
	}
	is := fmt.Sprintf("By self-assessment, %s is at level %d of %d, %s%s, and has %s points",
		who, a.Level.Number, len(a.Model.Levels), a.Level.Title(), withGaps(len(a.CriticalGaps())), scorePhrase(a))
	if a.Next == nil {
		return is + ": the highest level."
	}
	return fmt.Sprintf("%s: %s short of level %d, %s.", is, display.Count(a.PointsToNext(), "point"), a.Next.Number, a.Next.Name)
}

// SinceThen says how the score changed since the previous sheet, or is "".
func (v reportView) SinceThen() string {
	if v.Comparison == nil {
		return ""
	}
	if !v.Comparison.SameScale() {
		return capital(v.Since()) + ": " + comparisonSummary(v.Comparison)
	}
	return fmt.Sprintf("%s: score %s. %s", capital(v.Since()), scoreChange(v.Comparison), comparisonSummary(v.Comparison))
}

// briefSteps is how many of the next steps are on the first page.
const briefSteps = 3

// NextThree are the next steps in a sentence each: what to find out, and then what to
// do, with the goal in the words of its option.
func (v reportView) NextThree() []field {
	all := v.allSteps()
	return all[:min(len(all), briefSteps)]
}

// MoreSteps says how many steps are left out of NextThree, or is "".
func (v reportView) MoreSteps() string {
	if more := len(v.allSteps()) - briefSteps; more > 0 {
		return fmt.Sprintf("And %s, below.", display.Count(more, "more step"))
	}
	return ""
}

func (v reportView) allSteps() []field {
	if v.Plan == nil {
		return nil
	}
	var all []field
	for _, a := range v.Plan.FindOut {
		all = append(all, field{"Find out: " + a.Question.Title, a.Question.Text})
	}
	for _, s := range v.Plan.Steps {
		if !isUnknown(v.Plan, s) {
			all = append(all, field{s.Question.Title, s.Question.Option(s.To).Text})
		}
	}
	return all
}

// Reached marks the level in the table of all levels.
func (v reportView) Reached() string { return "reached" + withGaps(len(v.Assessment.CriticalGaps())) }

// Contradiction says what the level's description hides.
func (v reportView) Contradiction() string { return contradiction(v.Assessment) }

// reportDimension is a dimension with its answers.
type reportDimension struct {
	maturity.DimensionScore
	Best    int                       // the subtotal with the unknown answers at their highest
	Before  *maturity.DimensionChange // nil without a previous sheet on the same scale
	Answers []reportAnswer
}

// Mark flags the score: see [mark].
func (d reportDimension) Mark() string { return mark(d.DimensionScore) }

// Subtotal returns the score, as a range if answers are unknown.
func (d reportDimension) Subtotal() string {
	if d.Best == d.Score {
		return fmt.Sprint(d.Score)
	}
	return fmt.Sprintf("%d to %d", d.Score, d.Best)
}

// reportAnswer is an answer in words.
type reportAnswer struct {
	maturity.ScoredAnswer
	Score string // "1 of 2", or "unknown"
	Text  string // of the chosen option
}

// Dimensions returns the dimensions with their answers, in bank order.
func (v reportView) Dimensions() []reportDimension {
	var dimensions []reportDimension
	for i, score := range v.Assessment.Dimensions {
		d := reportDimension{DimensionScore: score, Best: score.Score}
		for _, a := range v.Assessment.Answers {
			if a.Dimension != score.Dimension {
				continue
			}
			d.Answers = append(d.Answers, reportAnswer{a, scoreOf(a), inWords(a.Question, a.Answer)})
			if a.Unknown {
				d.Best += a.Question.Highest() - a.Points
			}
		}
		if v.Comparison != nil && v.Comparison.SameScale() {
			d.Before = &v.Comparison.Dimensions[i]
		}
		dimensions = append(dimensions, d)
	}
	return dimensions
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
	steps := display.Count(len(p.Steps), "step")
	begins := display.Count(p.Assessment.Model.Begin(p.Target), "point")
	switch gaps := display.Count(len(p.Assessment.CriticalGaps()), "critical gap"); {
	case !p.Climbs():
		return fmt.Sprintf("%s %s from %s to none.", steps, verb, gaps)
	case len(p.Assessment.CriticalGaps()) > 0:
		return fmt.Sprintf("%s %s from %s to none, and to %s, which begins at %s.", steps, verb, gaps, p.Target, begins)
	default:
		return fmt.Sprintf("%s %s to %s, which begins at %s.", steps, verb, p.Target, begins)
	}
}

// reportShift is an answer that changed or is to change.
type reportShift struct {
	Title, About string
	Change       string  // "+1", or "became known"
	Facts        []field // from which option to which in words, why, how; none is empty
	References   []maturity.Reference
	Reading      []maturity.Reading
}

// Steps returns the steps of the plan in words.
func (v reportView) Steps() []reportShift {
	return each(v.Plan.Steps, func(s maturity.Step) reportShift {
		return reportShift{s.Question.Title, s.Dimension.Name, signed(s.Points()), named(stepFields(v.Plan, s)[:5]), pages(s), furtherReading(s.Question)}
	})
}

// Changes returns the answers that changed in any way.
func (v reportView) Changes() []reportShift {
	return each(v.Comparison.Changed(), func(a maturity.AnswerChange) reportShift {
		return reportShift{a.Question.Title, a.Dimension.Name, answerChange(a), named(answerFields(a)), nil, nil}
	})
}

// Since says what the report compares with.
func (v reportView) Since() string {
	if date := v.Comparison.Before.Sheet.Date; date != "" {
		return "since " + longDate(date)
	}
	return "since the previous sheet"
}

// ChangeLead says how the score and the level changed.
func (v reportView) ChangeLead() string {
	c := v.Comparison
	lead := strings.Join(nonEmpty([]string{comparisonSummary(c), tally(c), keptSentence(c.Kept())}), " ")
	if !c.SameScale() {
		return lead
	}
	return fmt.Sprintf("The score was %s points and is now %s (%s). %s", scorePhrase(c.Before), scorePhrase(c.After), scoreChange(c), lead)
}

// Cautions are reasons not to take the change for progress, and the dimensions
// that fell, which a higher total can hide.
func (v reportView) Cautions() []string {
	sentences := cautions(v.Comparison)
	for _, d := range v.Comparison.Fell() {
		sentences = append(sentences, Fall(d)+".")
	}
	return sentences
}

// Promises returns what became of the commitments of the previous sheet.
func (v reportView) Promises() []field {
	return each(v.Comparison.Commitments, func(p maturity.CommitmentChange) field {
		return field{p.Question.Title, promised(p) + ": " + becameOf(p)}
	})
}

// NotCompared returns the questions that were not compared, and why.
func (v reportView) NotCompared() []field {
	return each(v.Comparison.NotComparable, func(n maturity.NotComparable) field {
		return field{n.Question.Title, incomparability(v.Comparison, n)}
	})
}

// Measures returns the questions that measure a piece of guidance, with their
// scores.
func (v reportView) Measures(g maturity.Guidance) string {
	return strings.Join(measuredBy(v.Assessment, g), ", ")
}

// Method explains the score, and what it is not, in paragraphs.
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

// Ownership says whose questions these are, so that nobody takes the score for
// one from the publisher of the levels.
func (v reportView) Ownership() string {
	source := v.Bank().Source
	if source == (maturity.Source{}) {
		return "The questions and the levels are this bank's own."
	}
	return fmt.Sprintf("The questions are this bank's own, so this isn't a score from %s.", cmp.Or(source.Publisher, "that source"))
}
