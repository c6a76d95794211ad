package report

import "genaiops/internal/maturity"

// ComparisonDocument is "genaiops.comparison/1": what changed between two sheets.
// Dimensions and answers hold only what is comparable, in bank order.
type ComparisonDocument struct {
	Schema string       `json:"schema"`
	Bank   BankDocument `json:"bank"` // of the later sheet
	Before SideDocument `json:"before"`
	After  SideDocument `json:"after"`
	// SameScale: both banks have the same questions, and their levels the same bands.
	SameScale     bool                      `json:"same_scale"`
	ScoreChange   *int                      `json:"score_change,omitempty"` // of the low ends; absent unless SameScale
	KnownChange   *int                      `json:"known_change,omitempty"` // of the answers known on both sides; absent unless SameScale
	Fell          []string                  `json:"fell"`                   // ids of the dimensions that fell, which a ratchet refuses
	Dimensions    []DimensionChangeDocument `json:"dimensions"`
	Answers       []AnswerChangeDocument    `json:"answers"`
	NotComparable []NotComparableDocument   `json:"not_comparable"`
	// Commitments are what became of those of the earlier sheet.
	Commitments []CommitmentChangeDocument `json:"commitments"`
}

// SideDocument is one side of a comparison.
type SideDocument struct {
	Bank  BankDocument  `json:"bank"`
	Score int           `json:"score"`
	Max   int           `json:"max"`
	Range RangeDocument `json:"range"`
	Level BandDocument  `json:"level"`
	Gaps  []string      `json:"critical_gaps"` // ids of questions
	Date  string        `json:"date"`
	Team  string        `json:"team"`
	// Respondent may differ between the sides: then a difference needn't be a change.
	Respondent string `json:"respondent"`
}

// DimensionChangeDocument is a dimension's subtotal on both sides. Change is their
// difference, KnownChange that of the answers known on both sides alone.
type DimensionChangeDocument struct {
	ID            string `json:"id"`
	Before        int    `json:"before"`
	After         int    `json:"after"`
	Change        int    `json:"change"`
	KnownChange   int    `json:"known_change"`
	BecameKnown   int    `json:"became_known"`   // number of answers
	BecameUnknown int    `json:"became_unknown"` // number of answers
}

// AnswerChangeDocument is the answer to one question on both sides: points, or null
// if unknown. Like the score, Change counts unknown as the lowest option.
type AnswerChangeDocument struct {
	Question        string `json:"question"`
	Before          *int   `json:"before"`
	After           *int   `json:"after"`
	Change          int    `json:"change"`
	NoteChanged     bool   `json:"note_changed"`
	EvidenceChanged bool   `json:"evidence_changed"`
	// NextChanged: a commitment was made or changed. Next is the one of the later sheet.
	NextChanged bool                `json:"next_changed"`
	Next        *CommitmentDocument `json:"next,omitempty"`
}

// NotComparableDocument is a question that differs between two versions of a bank.
type NotComparableDocument struct {
	Question string `json:"question"`
	Reason   string `json:"reason"` // "added", "removed" or "changed"
}

// Comparison returns the document of a comparison.
func Comparison(c *maturity.Comparison) ComparisonDocument {
	document := ComparisonDocument{
		Schema:    "genaiops.comparison/1",
		Bank:      bankDocument(&c.After.Model.Bank),
		Before:    side(c.Before),
		After:     side(c.After),
		SameScale: c.SameScale(),
		Fell:      each(c.Fell(), func(d maturity.DimensionChange) string { return d.Dimension.ID }),
		Dimensions: each(c.Dimensions, func(d maturity.DimensionChange) DimensionChangeDocument {
			return DimensionChangeDocument{d.Dimension.ID, d.Before.Score, d.After.Score, d.Change(), d.KnownChange, d.BecameKnown, d.BecameUnknown}
		}),
		Answers: each(c.Answers, func(a maturity.AnswerChange) AnswerChangeDocument {
			return AnswerChangeDocument{a.Question.ID, known(a.Before), known(a.After), a.Change(), a.NoteChanged(), a.EvidenceChanged(), a.NextChanged(), commitmentDocument(a.After.Next)}
		}),
		NotComparable: each(c.NotComparable, func(n maturity.NotComparable) NotComparableDocument {
			return NotComparableDocument{n.Question.ID, string(n.Reason)}
		}),
		Commitments: each(c.Commitments, commitmentChangeDocument),
	}
	if c.SameScale() {
		score, known := c.ScoreChange(), c.KnownChange()
		document.ScoreChange, document.KnownChange = &score, &known
	}
	return document
}

func side(a *maturity.Assessment) SideDocument {
	return SideDocument{
		Bank: bankDocument(&a.Model.Bank), Score: a.Low, Max: a.Max, Range: RangeDocument{a.Low, a.High},
		Level: bandDocument(a.Level), Gaps: gapIDs(a), Date: a.Sheet.Date, Team: a.Sheet.Team, Respondent: a.Sheet.Respondent,
	}
}

// known returns an answer's points, or nil if unknown.
func known(a maturity.Answer) *int {
	if a.Unknown {
		return nil
	}
	return &a.Points
}
