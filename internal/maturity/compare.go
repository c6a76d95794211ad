package maturity

import "slices"

// Comparison is what changed between two assessments of the same model or of two
// versions of it. Questions that differ between versions are never compared.
type Comparison struct {
	Before, After *Assessment
	// Dimensions and Answers hold what is comparable, in the order of the later
	// bank. Within one model that is everything. A dimension with no comparable
	// question is left out.
	Dimensions []DimensionChange
	Answers    []AnswerChange
	// NotComparable are the questions that differ between the banks: those of the
	// later bank in its order, then those removed from the earlier one.
	NotComparable []NotComparable
	// Commitments are what became of those of the earlier sheet: what is comparable in
	// the order of the later bank, then the others.
	Commitments []CommitmentChange
}

// NotComparable is a question whose answers can't be compared.
type NotComparable struct {
	Question *Question // of the later bank, unless Removed
	Reason   Incomparability
}

// Incomparability says why a question is not comparable. The values appear in
// documents.
type Incomparability string

// The reasons why a question is not comparable.
const (
	// Added: only the later bank has the question.
	Added Incomparability = "added"
	// Removed: only the earlier bank has the question.
	Removed Incomparability = "removed"
	// Changed: its text or its options differ.
	Changed Incomparability = "changed"
)

// DimensionChange is one dimension's subtotal in two assessments. Both sides
// count only the comparable questions.
type DimensionChange struct {
	Dimension     *Dimension
	Before, After DimensionScore
	// KnownChange is by how many points the answers that are known on both sides
	// rose together; negative if they fell. What became known or unknown moves the
	// subtotal, but says nothing about the team.
	KnownChange                int
	BecameKnown, BecameUnknown int // answers
}

// Change returns how many points the subtotal rose; negative if it fell.
func (d DimensionChange) Change() int { return d.After.Score - d.Before.Score }

// AnswerChange is the answer to one question in two assessments. At most one of
// Rose, Fell, BecameKnown and BecameUnknown is true. Its note and evidence may
// have changed as well.
type AnswerChange struct {
	Dimension     *Dimension
	Question      *Question
	Before, After Answer // when Unknown, Points are those of the lowest option
}

// Change returns how many points the answer adds to the score; negative if it
// fell. As in the score, unknown counts as the lowest option.
func (a AnswerChange) Change() int { return a.After.Points - a.Before.Points }

// Rose reports whether a known answer became a higher one.
func (a AnswerChange) Rose() bool { return a.bothKnown() && a.Change() > 0 }

// Fell reports whether a known answer became a lower one.
func (a AnswerChange) Fell() bool { return a.bothKnown() && a.Change() < 0 }

// BecameKnown reports whether an unknown answer is now known.
func (a AnswerChange) BecameKnown() bool { return a.Before.Unknown && !a.After.Unknown }

// BecameUnknown reports whether a known answer is now unknown.
func (a AnswerChange) BecameUnknown() bool { return !a.Before.Unknown && a.After.Unknown }

// NoteChanged reports whether the note was added, edited or removed.
func (a AnswerChange) NoteChanged() bool { return a.Before.Note != a.After.Note }

// EvidenceChanged reports whether the list of evidence changed.
func (a AnswerChange) EvidenceChanged() bool {
	return !slices.Equal(a.Before.Evidence, a.After.Evidence)
}

// NextChanged reports whether a commitment was made or changed. What became of one that
// is gone is in [Comparison.Commitments].
func (a AnswerChange) NextChanged() bool {
	return a.After.Next.Exists() && a.Before.Next != a.After.Next
}

// Changed reports whether anything about the answer changed.
func (a AnswerChange) Changed() bool {
	return a.Before.Unknown != a.After.Unknown || a.Change() != 0 || a.NoteChanged() || a.EvidenceChanged() || a.NextChanged()
}

func (a AnswerChange) bothKnown() bool { return !a.Before.Unknown && !a.After.Unknown }

// Compare returns what changed from one assessment to another. Both must belong
// to one model or to two versions of it. An answer is compared if both banks have
// a question with its id that means the same. Within a version of a bank, that is
// one whose options have the same points, in whatever words or language; between
// versions, one with the same text and the same options.
func Compare(before, after *Assessment) *Comparison {
	c := &Comparison{Before: before, After: after}
	earlier := map[string]ScoredAnswer{}
	for _, a := range before.Answers {
		earlier[a.Question.ID] = a
	}
	sameMeaning := sameWords
	if before.Model.Bank.Ref() == after.Model.Bank.Ref() {
		sameMeaning = samePoints
	}
	var unjudged []CommitmentChange
	for _, now := range after.Answers {
		was, ok := earlier[now.Question.ID]
		switch {
		case !ok:
			c.exclude(now, Added)
		case !sameMeaning(was.Question, now.Question):
			c.exclude(now, Changed)
			unjudged = append(unjudged, CommitmentChange{Dimension: now.Dimension, Question: now.Question, Commitment: was.Next, Before: was.Answer, State: NotKnown})
		default:
			c.add(was, now)
		}
	}
	for _, was := range before.Answers {
		if after.Model.Bank.Question(was.Question.ID) == nil {
			c.exclude(was, Removed)
			unjudged = append(unjudged, CommitmentChange{Dimension: was.Dimension, Question: was.Question, Commitment: was.Next, Before: was.Answer, State: NotKnown})
		}
	}
	c.Commitments = slices.DeleteFunc(append(c.Commitments, unjudged...), func(p CommitmentChange) bool { return !p.Exists() })
	return c
}

// Kept counts the commitments of the earlier sheet by what became of them.
func (c *Comparison) Kept() Commitments {
	counts := Commitments{}
	for _, p := range c.Commitments {
		counts[p.State]++
	}
	return counts
}

// sameWords reports whether two questions have the same text and options. Titles
// and help don't count.
func sameWords(q, r *Question) bool {
	return q.Text == r.Text && slices.EqualFunc(q.Options, r.Options, func(o, p Option) bool {
		return o.Points == p.Points && o.Text == p.Text
	})
}

// samePoints reports whether the options of two questions have the same points.
func samePoints(q, r *Question) bool {
	return slices.EqualFunc(q.Options, r.Options, func(o, p Option) bool { return o.Points == p.Points })
}

func (c *Comparison) exclude(a ScoredAnswer, reason Incomparability) {
	c.NotComparable = append(c.NotComparable, NotComparable{a.Question, reason})
}

// add adds a comparable answer and counts it in its dimension.
func (c *Comparison) add(before, after ScoredAnswer) {
	change := AnswerChange{after.Dimension, after.Question, before.Answer, after.Answer}
	c.Answers = append(c.Answers, change)
	c.Commitments = append(c.Commitments, CommitmentChange{
		after.Dimension, after.Question, before.Next, before.Answer, after.Answer,
		before.Next.Judge(after.Answer, c.After.Sheet.Date),
	})
	last := len(c.Dimensions) - 1
	if last < 0 || c.Dimensions[last].Dimension != after.Dimension {
		c.Dimensions = append(c.Dimensions, DimensionChange{
			Dimension: after.Dimension,
			Before:    DimensionScore{Dimension: before.Dimension},
			After:     DimensionScore{Dimension: after.Dimension},
		})
		last++
	}
	d := &c.Dimensions[last]
	d.Before.count(before)
	d.After.count(after)
	switch {
	case change.BecameKnown():
		d.BecameKnown++
	case change.BecameUnknown():
		d.BecameUnknown++
	default:
		d.KnownChange += change.Change()
	}
}

// count adds one answer to the subtotal.
func (d *DimensionScore) count(a ScoredAnswer) {
	d.Score += a.Points
	d.Min += a.Question.Lowest()
	d.Max += a.Question.Highest()
	if a.Unknown {
		d.Unknown++
	}
}

// SameScale reports whether scores and levels mean the same on both sides:
// every question is comparable and the levels have the same bands.
func (c *Comparison) SameScale() bool {
	return len(c.NotComparable) == 0 && slices.EqualFunc(c.Before.Model.Levels, c.After.Model.Levels, func(l, m Level) bool {
		return l.Number == m.Number && l.Min == m.Min && l.Max == m.Max
	})
}

// ScoreChange returns how many points the score rose; negative if it fell. It
// compares the low ends of the two ranges, so that answers which became known or
// unknown count as well (see [Comparison.KnownChange]), and is meaningless unless
// both sides are on the same scale (see [Comparison.SameScale]).
func (c *Comparison) ScoreChange() int { return c.After.Low - c.Before.Low }

// KnownChange returns by how many points the answers that are known on both sides
// rose together; negative if they fell.
func (c *Comparison) KnownChange() int {
	change := 0
	for _, d := range c.Dimensions {
		change += d.KnownChange
	}
	return change
}

// LevelMoved reports whether the answers that are known on both sides moved the
// assessment to its level, or from there. If not, answers that became known or
// unknown did.
func (c *Comparison) LevelMoved() bool {
	before, moved, after := c.Before.Level.Number, c.Before.Model.LevelAt(c.Before.Low+c.KnownChange()).Number, c.After.Level.Number
	return before < after && after <= moved || before > after && after >= moved
}

// Changed returns the answers that changed in any way, in bank order.
func (c *Comparison) Changed() []AnswerChange {
	var changed []AnswerChange
	for _, a := range c.Answers {
		if a.Changed() {
			changed = append(changed, a)
		}
	}
	return changed
}

// Fell returns the dimensions that fell, in bank order, even if the total rose. A
// dimension doesn't fall because an answer became unknown, and doesn't make up for
// a fall because one became known.
func (c *Comparison) Fell() []DimensionChange {
	var fell []DimensionChange
	for _, d := range c.Dimensions {
		if d.KnownChange < 0 {
			fell = append(fell, d)
		}
	}
	return fell
}

// Gaps returns the critical gaps that the later sheet has and the earlier one
// doesn't, and the other way round.
func (c *Comparison) Gaps() (opened, closed []ScoredAnswer) {
	without := func(gaps, others []ScoredAnswer) []ScoredAnswer {
		return slices.DeleteFunc(gaps, func(gap ScoredAnswer) bool {
			return slices.ContainsFunc(others, func(other ScoredAnswer) bool { return other.Question.ID == gap.Question.ID })
		})
	}
	before, after := c.Before.CriticalGaps(), c.After.CriticalGaps()
	return without(slices.Clone(after), before), without(slices.Clone(before), after)
}
