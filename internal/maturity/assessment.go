package maturity

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

// Assessment is the result of scoring one sheet. It keeps the model and the
// sheet it was made from, so that every output can be made from it alone.
type Assessment struct {
	Model *Model
	Sheet Sheet

	// Low and High are the score as a range: Low counts every unknown answer as
	// its question's lowest option, High as its highest. They are equal when
	// nothing is unknown. The score of the assessment, and its Level, is that
	// of the low end.
	Low, High int
	Max       int // highest attainable score

	Level     *Level
	HighLevel *Level // the level of the high end; the same as Level unless unknown answers decide it
	Next      *Level // the level next above Level; nil at the top

	Dimensions []DimensionScore // in bank order
	Answers    []ScoredAnswer   // in bank order
	Warnings   []Warning
}

// DimensionScore is the subtotal of one dimension, at the low end.
type DimensionScore struct {
	Dimension *Dimension
	Score     int
	Min, Max  int // lowest and highest attainable subtotal
	Unknown   int // number of unknown answers
}

// AtLowest reports whether the dimension has no more than its lowest
// attainable score, which in a bank whose options begin at 0 is zero.
func (d DimensionScore) AtLowest() bool { return d.Score == d.Min }

// ScoredAnswer is a sheet's answer beside the question it answers.
type ScoredAnswer struct {
	Dimension *Dimension
	Question  *Question
	Answer    // Points is that of the lowest option when Unknown
}

// AtLowest reports whether the answer counts as the lowest option.
func (a ScoredAnswer) AtLowest() bool { return a.Points == a.Question.Lowest() }

// WarningKind says what a warning is about. The values appear in documents.
type WarningKind string

// The kinds of warning.
const (
	// ZeroDimension: a whole dimension is at its lowest score.
	ZeroDimension WarningKind = "zero-dimension"
	// ZeroCritical: a question in a critical dimension is at its lowest option.
	ZeroCritical WarningKind = "zero-critical"
	// NearEdge: one point up or down changes the level.
	NearEdge WarningKind = "near-edge"
)

// Warning is something that the total alone would hide.
type Warning struct {
	Kind      WarningKind
	Dimension *Dimension // nil for a warning about the whole
	Message   string     // one sentence
}

// IncompleteError says which questions a sheet does not answer.
type IncompleteError struct {
	Missing []string // question ids, in bank order
}

func (e *IncompleteError) Error() string {
	return fmt.Sprintf("%d of the answers missing: %s", len(e.Missing), strings.Join(e.Missing, ", "))
}

// Score computes the assessment of a sheet. It returns an *IncompleteError
// when answers are missing, and an error when the sheet is of another bank,
// answers a question that the bank does not have, or claims points that no
// option has. The sheet is not changed.
func Score(m *Model, s Sheet) (*Assessment, error) {
	if err := check(&m.Bank, s); err != nil {
		return nil, err
	}
	a := &Assessment{Model: m, Sheet: s}
	_, a.Max = m.Bank.Range()
	for i := range m.Bank.Dimensions {
		a.addDimension(&m.Bank.Dimensions[i])
	}
	a.Level = m.LevelAt(a.Low)
	a.HighLevel = m.LevelAt(a.High)
	a.Next = m.LevelAbove(a.Level)
	a.Warnings = a.warnings()
	return a, nil
}

func check(b *Bank, s Sheet) error {
	if s.Bank != (BankRef{}) && s.Bank != b.Ref() {
		return fmt.Errorf("the sheet answers %s, not %s", s.Bank, b.Ref())
	}
	if missing := s.Missing(b); len(missing) > 0 {
		return &IncompleteError{missing}
	}
	for _, id := range slices.Sorted(maps.Keys(s.Answers)) {
		answer, q := s.Answers[id], b.Question(id)
		if q == nil {
			return fmt.Errorf("%s has no question %q", b.Ref(), id)
		}
		if !answer.Unknown && q.Option(answer.Points) == nil {
			return fmt.Errorf("%s has no option worth %d", id, answer.Points)
		}
	}
	return nil
}

func (a *Assessment) addDimension(d *Dimension) {
	low, high := d.Range()
	sum := DimensionScore{Dimension: d, Min: low, Max: high}
	for i := range d.Questions {
		q := &d.Questions[i]
		answer := a.Sheet.Answers[q.ID]
		best := answer.Points
		if answer.Unknown {
			answer.Points, best = q.Lowest(), q.Highest()
			sum.Unknown++
		}
		sum.Score += answer.Points
		a.High += best
		a.Answers = append(a.Answers, ScoredAnswer{d, q, answer})
	}
	a.Low += sum.Score
	a.Dimensions = append(a.Dimensions, sum)
}

// PointsToNext returns how many points are lacking to the next level, 0 at
// the top.
func (a *Assessment) PointsToNext() int {
	if a.Next == nil {
		return 0
	}
	return a.Next.Min - a.Low
}

// NearEdge reports whether one point up or down would change the level.
func (a *Assessment) NearEdge() bool {
	return a.nearUpper() || a.nearLower()
}

func (a *Assessment) nearUpper() bool { return a.Next != nil && a.Low == a.Level.Max }

func (a *Assessment) nearLower() bool {
	return a.Low == a.Level.Min && a.Level.Number != a.Model.Levels[0].Number
}

// Unknown returns the unknown answers, in bank order.
func (a *Assessment) Unknown() []ScoredAnswer {
	var unknown []ScoredAnswer
	for _, answer := range a.Answers {
		if answer.Unknown {
			unknown = append(unknown, answer)
		}
	}
	return unknown
}

func (a *Assessment) warnings() []Warning {
	var ws []Warning
	for _, d := range a.Dimensions {
		if d.AtLowest() {
			ws = append(ws, Warning{ZeroDimension, d.Dimension, zeroDimensionMessage(d)})
		}
	}
	for _, d := range a.Dimensions {
		if !d.Dimension.Critical {
			continue
		}
		if low := a.lowestIn(d.Dimension); len(low) > 0 {
			message := fmt.Sprintf("%s is critical, and the lowest answer counts for: %s.",
				d.Dimension.Name, strings.Join(low, "; "))
			ws = append(ws, Warning{ZeroCritical, d.Dimension, message})
		}
	}
	if a.NearEdge() {
		ws = append(ws, Warning{Kind: NearEdge, Message: a.edgeMessage()})
	}
	return ws
}

func zeroDimensionMessage(d DimensionScore) string {
	message := fmt.Sprintf("%s scores %d of %d, the lowest possible", d.Dimension.Name, d.Score, d.Max)
	if d.Unknown > 0 {
		message += fmt.Sprintf("; unknown answers count as the lowest (%d of %d)", d.Unknown, len(d.Dimension.Questions))
	}
	return message + "."
}

func (a *Assessment) lowestIn(d *Dimension) []string {
	var titles []string
	for _, answer := range a.Answers {
		if answer.Dimension != d || !answer.AtLowest() {
			continue
		}
		title := answer.Question.Title
		if answer.Unknown {
			title += " (unknown)"
		}
		titles = append(titles, title)
	}
	return titles
}

func (a *Assessment) edgeMessage() string {
	var sides []string
	if a.nearLower() {
		below := a.Model.LevelAt(a.Low - 1)
		sides = append(sides, fmt.Sprintf("one point less would be %s", below))
	}
	if a.nearUpper() {
		sides = append(sides, fmt.Sprintf("one point more would be %s", a.Next))
	}
	return fmt.Sprintf("The score of %d is at the edge of its level: %s.", a.Low, strings.Join(sides, "; "))
}

// Priorities returns the answers that could be raised, the lowest first; of
// equally low ones, those that the level's guidance names; then in bank order.
func (a *Assessment) Priorities() []ScoredAnswer {
	var open []ScoredAnswer
	for _, answer := range a.Answers {
		if answer.Question.Above(answer.Points) != nil {
			open = append(open, answer)
		}
	}
	named := a.Level.named()
	sort.SliceStable(open, func(i, j int) bool {
		x, y := open[i], open[j]
		return cmp.Or(
			cmp.Compare(x.aboveLowest(), y.aboveLowest()),
			cmp.Compare(ordinal(named[x.Question.ID]), ordinal(named[y.Question.ID])),
		) < 0
	})
	return open
}

func (a ScoredAnswer) aboveLowest() int { return a.Points - a.Question.Lowest() }

// named returns the ids of the questions that the level's guidance names.
func (l *Level) named() map[string]bool {
	ids := map[string]bool{}
	for _, g := range l.Guidance {
		for _, id := range g.Questions {
			ids[id] = true
		}
	}
	return ids
}

// ordinal is 0 for what comes first.
func ordinal(first bool) int {
	if first {
		return 0
	}
	return 1
}
