package report

import "genaiops/internal/maturity"

// AssessmentSchema identifies an [AssessmentDocument].
const AssessmentSchema = "genaiops.assessment/1"

// AssessmentDocument is the result of an assessment.
type AssessmentDocument struct {
	Schema     string              `json:"schema"`
	Bank       BankDocument        `json:"bank"`
	Team       string              `json:"team"`
	Date       string              `json:"date"`
	Labels     map[string]string   `json:"labels,omitempty"`
	WhatIf     []string            `json:"what_if,omitempty"` // ids of questions whose answer is assumed
	Score      int                 `json:"score"`             // the low end of Range
	Max        int                 `json:"max"`
	Range      RangeDocument       `json:"range"`
	Level      BandDocument        `json:"level"`                // of Score
	HighLevel  *BandDocument       `json:"high_level,omitempty"` // only if it differs from Level
	Next       *NextDocument       `json:"next,omitempty"`       // absent at the top
	NearEdge   bool                `json:"near_edge"`
	Gaps       []string            `json:"critical_gaps"` // ids of questions
	Dimensions []SubtotalDocument  `json:"dimensions"`
	Answers    []AnswerDocument    `json:"answers"`
	Warnings   []WarningDocument   `json:"warnings"`
	Gate       *GateDocument       `json:"gate,omitempty"` // only with a gate
	Guidance   []GuidanceDocument  `json:"guidance"`
	References []ReferenceDocument `json:"references"`
	Supports   []SupportDocument   `json:"supports"` // not those that a higher answer would support
}

// RangeDocument is a score as a range. Both ends are equal if no answer is unknown.
type RangeDocument struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// NextDocument is the next level and how many points it needs.
type NextDocument struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Points int    `json:"points"`
	Steps  int    `json:"steps"` // the fewest answers to raise by one option
}

// SubtotalDocument is the score of one dimension.
type SubtotalDocument struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Score   int    `json:"score"`
	Max     int    `json:"max"`
	Unknown int    `json:"unknown"` // number of unknown answers
	// Critical: its questions must not be at the lowest option.
	Critical bool `json:"critical"`
}

// AnswerDocument is one answer. An unknown one has the points of the lowest option.
type AnswerDocument struct {
	Question string   `json:"question"`
	Points   int      `json:"points"`
	Max      int      `json:"max"`
	Unknown  bool     `json:"unknown"`
	Note     string   `json:"note"`
	Evidence []string `json:"evidence"`
	// Next is what the team has committed to; absent if there is nothing.
	Next *CommitmentDocument `json:"next,omitempty"`
}

// WarningDocument is a warning. Dimension is an id, or "" for a warning about the
// total.
type WarningDocument struct {
	Kind      string `json:"kind"`
	Dimension string `json:"dimension"`
	Message   string `json:"message"`
}

// Assessment returns the document of an assessment.
func Assessment(a *maturity.Assessment) AssessmentDocument {
	document := AssessmentDocument{
		Schema:     AssessmentSchema,
		Bank:       bankDocument(&a.Model.Bank),
		Team:       a.Sheet.Team,
		Date:       a.Sheet.Date,
		Labels:     a.Sheet.Labels,
		WhatIf:     a.Sheet.WhatIf,
		Score:      a.Low,
		Max:        a.Max,
		Range:      RangeDocument{Low: a.Low, High: a.High},
		Level:      bandDocument(a.Level),
		NearEdge:   a.NearEdge(),
		Gaps:       gapIDs(a),
		Dimensions: each(a.Dimensions, subtotalDocument),
		Answers:    each(a.Answers, answerDocument),
		Warnings:   each(a.Warnings, func(w maturity.Warning) WarningDocument { return warningDocument(a, w) }),
		Guidance:   guidanceDocuments(a.Level),
		References: referenceDocuments(a.Level),
		Supports:   supportDocuments(a),
	}
	if levelUndecided(a) {
		high := bandDocument(a.HighLevel)
		document.HighLevel = &high
	}
	if a.Next != nil {
		document.Next = &NextDocument{Number: a.Next.Number, Name: a.Next.Name, Points: a.PointsToNext(), Steps: a.StepsToNext()}
	}
	return document
}

func gapIDs(a *maturity.Assessment) []string {
	return each(a.CriticalGaps(), func(gap maturity.ScoredAnswer) string { return gap.Question.ID })
}

func subtotalDocument(d maturity.DimensionScore) SubtotalDocument {
	return SubtotalDocument{
		ID: d.Dimension.ID, Name: d.Dimension.Name,
		Score: d.Score, Max: d.Max, Unknown: d.Unknown, Critical: d.Dimension.Critical,
	}
}

func answerDocument(a maturity.ScoredAnswer) AnswerDocument {
	return AnswerDocument{
		Question: a.Question.ID, Points: a.Points, Max: a.Question.Highest(),
		Unknown: a.Unknown, Note: a.Note, Evidence: copied(a.Evidence),
		Next: commitmentDocument(a.Next),
	}
}

func warningDocument(a *maturity.Assessment, w maturity.Warning) WarningDocument {
	document := WarningDocument{Kind: string(w.Kind), Message: warningSentence(a, w)}
	if w.Dimension != nil {
		document.Dimension = w.Dimension.ID
	}
	return document
}
