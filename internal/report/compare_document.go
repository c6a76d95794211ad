package report

import "genaiops/internal/maturity"

// ComparisonDocument is "genaiops.comparison/1": what changed between two sheets.
// Dimensions and answers hold only what is comparable, in bank order.
type ComparisonDocument struct {
	Schema        string                    `json:"schema"`
	Bank          BankDocument              `json:"bank"` // of the later sheet
	Before        SideDocument              `json:"before"`
	After         SideDocument              `json:"after"`
	ScoreChange   int                       `json:"score_change"` // meaningless if the maxima differ
	Dimensions    []DimensionChangeDocument `json:"dimensions"`
	Answers       []AnswerChangeDocument    `json:"answers"`
	NotComparable []NotComparableDocument   `json:"not_comparable"`
}

// SideDocument is one side of a comparison.
type SideDocument struct {
	Bank  BankDocument  `json:"bank"`
	Score int           `json:"score"`
	Max   int           `json:"max"`
	Range RangeDocument `json:"range"`
	Level BandDocument  `json:"level"`
	Date  string        `json:"date"`
	Team  string        `json:"team"`
	// Respondent may differ between the sides: then a difference needn't be a change.
	Respondent string `json:"respondent"`
}

// DimensionChangeDocument is a dimension's subtotal on both sides.
type DimensionChangeDocument struct {
	ID     string `json:"id"`
	Before int    `json:"before"`
	After  int    `json:"after"`
	Change int    `json:"change"`
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
}

// NotComparableDocument is a question that differs between two versions of a bank.
type NotComparableDocument struct {
	Question string `json:"question"`
	Reason   string `json:"reason"` // "added", "removed" or "changed"
}

// Comparison returns the document of a comparison.
func Comparison(c *maturity.Comparison) ComparisonDocument {
	return ComparisonDocument{
		Schema:      "genaiops.comparison/1",
		Bank:        bankDocument(&c.After.Model.Bank),
		Before:      side(c.Before),
		After:       side(c.After),
		ScoreChange: c.ScoreChange(),
		Dimensions: each(c.Dimensions, func(d maturity.DimensionChange) DimensionChangeDocument {
			return DimensionChangeDocument{d.Dimension.ID, d.Before.Score, d.After.Score, d.Change()}
		}),
		Answers: each(c.Answers, func(a maturity.AnswerChange) AnswerChangeDocument {
			return AnswerChangeDocument{a.Question.ID, known(a.Before), known(a.After), a.Change(), a.NoteChanged(), a.EvidenceChanged()}
		}),
		NotComparable: each(c.NotComparable, func(n maturity.NotComparable) NotComparableDocument {
			return NotComparableDocument{n.Question.ID, string(n.Reason)}
		}),
	}
}

func side(a *maturity.Assessment) SideDocument {
	return SideDocument{
		Bank: bankDocument(&a.Model.Bank), Score: a.Low, Max: a.Max, Range: RangeDocument{a.Low, a.High},
		Level: bandDocument(a.Level), Date: a.Sheet.Date, Team: a.Sheet.Team, Respondent: a.Sheet.Respondent,
	}
}

// known returns an answer's points, or nil if unknown.
func known(a maturity.Answer) *int {
	if a.Unknown {
		return nil
	}
	return &a.Points
}
