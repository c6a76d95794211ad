package maturity

import "slices"

// Comparison is what changed between two assessments of the same model.
type Comparison struct {
	Before, After *Assessment
	Dimensions    []DimensionChange // all of them, in bank order
	Answers       []AnswerChange    // all of them, in bank order
}

// DimensionChange is one dimension's subtotal in two assessments.
type DimensionChange struct {
	Dimension     *Dimension
	Before, After DimensionScore
}

// Change returns by how many points the subtotal rose; negative when it fell.
func (d DimensionChange) Change() int { return d.After.Score - d.Before.Score }

// AnswerChange is the answer to one question in two assessments. An answer
// rose, fell, became known, became unknown, or none of these; whichever it is,
// its note and its evidence may have changed too.
type AnswerChange struct {
	Dimension     *Dimension
	Question      *Question
	Before, After Answer // Points is that of the lowest option when Unknown
}

// Change returns by how many points the answer changed the score; negative
// when it fell. As in the score, unknown counts as the lowest option.
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

// EvidenceChanged reports whether the list of evidence is another.
func (a AnswerChange) EvidenceChanged() bool {
	return !slices.Equal(a.Before.Evidence, a.After.Evidence)
}

// Changed reports whether anything about the answer changed.
func (a AnswerChange) Changed() bool {
	return a.Before.Unknown != a.After.Unknown || a.Change() != 0 || a.NoteChanged() || a.EvidenceChanged()
}

func (a AnswerChange) bothKnown() bool { return !a.Before.Unknown && !a.After.Unknown }

// Compare returns what changed from one assessment to another. Both must be of
// the same model.
func Compare(before, after *Assessment) *Comparison {
	c := &Comparison{Before: before, After: after}
	for i, d := range before.Dimensions {
		c.Dimensions = append(c.Dimensions, DimensionChange{d.Dimension, d, after.Dimensions[i]})
	}
	for i, b := range before.Answers {
		c.Answers = append(c.Answers, AnswerChange{b.Dimension, b.Question, b.Answer, after.Answers[i].Answer})
	}
	return c
}

// ScoreChange returns by how many points the score rose; negative when it
// fell. It compares the low ends of the two ranges.
func (c *Comparison) ScoreChange() int { return c.After.Low - c.Before.Low }

// LevelChanged reports whether the two assessments are at different levels.
func (c *Comparison) LevelChanged() bool {
	return c.Before.Level.Number != c.After.Level.Number
}

// Changed returns the answers about which anything changed, in bank order.
func (c *Comparison) Changed() []AnswerChange {
	var changed []AnswerChange
	for _, a := range c.Answers {
		if a.Changed() {
			changed = append(changed, a)
		}
	}
	return changed
}

// Fell returns the dimensions whose subtotal fell, in bank order, even when
// the total rose.
func (c *Comparison) Fell() []DimensionChange {
	var fell []DimensionChange
	for _, d := range c.Dimensions {
		if d.Change() < 0 {
			fell = append(fell, d)
		}
	}
	return fell
}
