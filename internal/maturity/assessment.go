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
// sheet, so every output can be made from it alone.
type Assessment struct {
	Model *Model
	Sheet Sheet

	// Low and High are the score as a range: Low counts every unknown answer as
	// its question's lowest option, High as its highest. They are equal when
	// nothing is unknown. Low is the assessment's score and decides its Level.
	Low, High int
	Max       int // highest attainable score

	Level     *Level
	HighLevel *Level // the level of High; differs from Level when unknown answers decide it
	Next      *Level // the level above Level; nil at the top

	Dimensions []DimensionScore // in bank order
	Answers    []ScoredAnswer   // in bank order
	Warnings   []Warning
}

// DimensionScore is the subtotal of one dimension, counting unknown answers as
// the lowest option.
type DimensionScore struct {
	Dimension *Dimension
	Score     int
	Min, Max  int // lowest and highest attainable subtotal
	Unknown   int // number of unknown answers
}

// AtLowest reports whether the dimension has its lowest attainable score, which
// is zero in a bank where options start at 0.
func (d DimensionScore) AtLowest() bool { return d.Score == d.Min }

// ScoredAnswer is a sheet's answer with its question.
type ScoredAnswer struct {
	Dimension *Dimension
	Question  *Question
	Answer    // when Unknown, Points are those of the lowest option
}

// AtLowest reports whether the answer counts as the lowest option.
func (a ScoredAnswer) AtLowest() bool { return a.Points == a.Question.Lowest() }

// isGap reports whether the answer is a critical gap.
func (a ScoredAnswer) isGap() bool { return a.Dimension.Critical && a.AtLowest() }

// WarningKind says what a warning is about. The values appear in documents.
type WarningKind string

// The kinds of warning.
const (
	// ZeroDimension: a whole dimension is at its lowest score.
	ZeroDimension WarningKind = "zero-dimension"
	// CriticalGap: a question of a critical dimension is at its lowest option.
	CriticalGap WarningKind = "critical-gap"
	// NearEdge: one answer, one option up or down, changes the level.
	NearEdge WarningKind = "near-edge"
	// UnknownAnswers: an answer is unknown, so the score is a range.
	UnknownAnswers WarningKind = "unknown"
)

// Warning is something that the total alone would hide.
type Warning struct {
	Kind      WarningKind
	Dimension *Dimension     // nil for a warning about the whole
	Answers   []ScoredAnswer // with [CriticalGap]: those at the lowest option; with [UnknownAnswers]: the unknown ones; in bank order
	// With [NearEdge]: the nearest levels that one answer, one option lower or
	// higher, would give, nil where the level would stay.
	Below, Above *Level
}

// IncompleteError says which questions a sheet does not answer.
type IncompleteError struct {
	Missing []string // question ids, in bank order
}

func (e *IncompleteError) Error() string {
	return fmt.Sprintf("missing answers (%d): %s", len(e.Missing), strings.Join(e.Missing, ", "))
}

// Score computes the assessment of a sheet. It returns an *IncompleteError if
// answers are missing, and an error if the sheet belongs to another bank, answers
// a question that the bank doesn't have, or has points that no option is worth.
// It doesn't change the sheet.
func Score(m *Model, s Sheet) (*Assessment, error) {
	if err := check(&m.Bank, s); err != nil {
		return nil, err
	}
	if missing := s.Missing(&m.Bank); len(missing) > 0 {
		return nil, &IncompleteError{missing}
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

// check refuses answers that the bank doesn't have. Missing ones are for the caller.
func check(b *Bank, s Sheet) error {
	if s.Bank != (BankRef{}) && s.Bank != b.Ref() {
		return fmt.Errorf("the sheet answers %s, not %s", s.Bank, b.Ref())
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

// CriticalGaps returns the answers to questions of critical dimensions that count
// as the lowest option, unknown ones included, in bank order. A level hides them.
func (a *Assessment) CriticalGaps() []ScoredAnswer {
	return slices.DeleteFunc(slices.Clone(a.Answers), func(answer ScoredAnswer) bool { return !answer.isGap() })
}

// StepsToNext returns the fewest answers to raise by one option each to get to
// the next level, 0 at the top. Critical gaps don't count: see [NewPlan].
func (a *Assessment) StepsToNext() int {
	if a.Next == nil {
		return 0
	}
	need := a.PointsToNext()
	unreached := len(a.Answers) * need // more than any way takes
	fewest := slices.Repeat([]int{unreached}, need+1)
	fewest[0] = 0 // by points gained so far, need or more being one
	for _, answer := range a.Answers {
		before := slices.Clone(fewest)
		steps := 0
		for next := answer.Question.Above(answer.Points); next != nil; next = answer.Question.Above(next.Points) {
			steps++
			for gain, taken := range before {
				after := &fewest[min(gain+next.Points-answer.Points, need)]
				*after = min(*after, taken+steps)
			}
		}
	}
	return fewest[need]
}

// PointsToNext returns the fewest points that raising answers can add to get to
// the next level, 0 at the top. With uneven options, that can be more than the
// distance to the level's lowest score.
func (a *Assessment) PointsToNext() int {
	if a.Next == nil {
		return 0
	}
	var choices [][]Option
	for _, answer := range a.Answers {
		at := slices.IndexFunc(answer.Question.Options, func(o Option) bool { return o.Points == answer.Points })
		choices = append(choices, answer.Question.Options[at:])
	}
	return atLeast(sums(choices), a.Next.Min) - a.Low
}

// NearEdge reports whether one answer, one option up or down, would change the
// level.
func (a *Assessment) NearEdge() bool {
	below, above := a.edges()
	return below != nil || above != nil
}

// edges returns the nearest levels that one answer, one option lower or higher,
// would give, nil where the level would stay. An unknown answer counts as the
// lowest, so it can only rise.
func (a *Assessment) edges() (below, above *Level) {
	for _, answer := range a.Answers {
		q := answer.Question
		if lower := q.Below(answer.Points); lower != nil {
			l := a.Model.LevelAt(a.Low - answer.Points + lower.Points)
			if l.Number < a.Level.Number && (below == nil || l.Number > below.Number) {
				below = l
			}
		}
		if higher := q.Above(answer.Points); higher != nil {
			l := a.Model.LevelAt(a.Low - answer.Points + higher.Points)
			if l.Number > a.Level.Number && (above == nil || l.Number < above.Number) {
				above = l
			}
		}
	}
	return below, above
}

// Subtotal returns the subtotal of a dimension of the model.
func (a *Assessment) Subtotal(d *Dimension) DimensionScore {
	return a.Dimensions[slices.IndexFunc(a.Dimensions, func(s DimensionScore) bool { return s.Dimension == d })]
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
			ws = append(ws, Warning{Kind: ZeroDimension, Dimension: d.Dimension})
		}
	}
	for _, d := range a.Dimensions {
		lowest := slices.DeleteFunc(slices.Clone(a.Answers), func(answer ScoredAnswer) bool {
			return answer.Dimension != d.Dimension || !answer.AtLowest()
		})
		if d.Dimension.Critical && len(lowest) > 0 {
			ws = append(ws, Warning{Kind: CriticalGap, Dimension: d.Dimension, Answers: lowest})
		}
	}
	if below, above := a.edges(); below != nil || above != nil {
		ws = append(ws, Warning{Kind: NearEdge, Below: below, Above: above})
	}
	if unknown := a.Unknown(); len(unknown) > 0 {
		ws = append(ws, Warning{Kind: UnknownAnswers, Answers: unknown})
	}
	return ws
}

// Priorities returns the answers that can be raised, lowest first. Among equals,
// those that the level's guidance names come first, then bank order decides.
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

// ordinal makes a sort key of a bool: true sorts first.
func ordinal(first bool) int {
	if first {
		return 0
	}
	return 1
}
