package report

import (
	"strings"

	"genaiops/internal/maturity"
)

// PlanDocument is "genaiops.plan/1": the shortest way to a higher level.
type PlanDocument struct {
	Schema  string             `json:"schema"`
	Bank    BankDocument       `json:"bank"`
	WhatIf  []string           `json:"what_if,omitempty"` // ids of questions whose answer is assumed
	From    ScoreDocument      `json:"from"`
	To      PlanTargetDocument `json:"to"`
	Points  int                `json:"points"` // gained by all steps
	Steps   []PlanStepDocument `json:"steps"`
	FindOut []string           `json:"find_out"` // ids of the unknown answers
	// Commitments are those that no step is a part of.
	Commitments []PlanCommitmentDocument `json:"commitments"`
	// Left are the steps that remain once every commitment is kept.
	Left []PlanLeftDocument `json:"left"`
}

// ScoreDocument is a score, at the low end of its range, its level, and the ids of
// the questions that are critical gaps.
type ScoreDocument struct {
	Score int          `json:"score"`
	Level BandDocument `json:"level"`
	Gaps  []string     `json:"critical_gaps"`
}

// PlanTargetDocument is the level that a plan reaches.
type PlanTargetDocument struct {
	Level BandDocument `json:"level"`
}

// PlanStepDocument raises one answer by one option.
type PlanStepDocument struct {
	Question   string              `json:"question"`
	From       int                 `json:"from"` // points before
	To         int                 `json:"to"`   // points after
	Why        string              `json:"why"`
	How        string              `json:"how"`
	References []ReferenceDocument `json:"references"`
	Reading    []ReadingDocument   `json:"reading"`
	// Committed: somebody has promised this step, or more of the same answer.
	Committed bool   `json:"committed"`
	Owner     string `json:"owner,omitempty"`
	Due       string `json:"due,omitempty"` // YYYY-MM-DD
}

// PlanCommitmentDocument is a commitment that isn't on the shortest way.
type PlanCommitmentDocument struct {
	Question string `json:"question"`
	From     int    `json:"from"` // points now; unknown counts as the lowest option
	To       int    `json:"to"`
	Owner    string `json:"owner,omitempty"`
	Due      string `json:"due,omitempty"`
}

// PlanLeftDocument is a step that remains.
type PlanLeftDocument struct {
	Question string `json:"question"`
	From     int    `json:"from"`
	To       int    `json:"to"`
}

// Plan returns the document of a plan.
func Plan(p *maturity.Plan) PlanDocument {
	left := p.Left()
	if left == nil {
		left = &maturity.Plan{}
	}
	return PlanDocument{
		Schema: "genaiops.plan/1",
		Bank:   bankDocument(&p.Assessment.Model.Bank),
		WhatIf: p.Assessment.Sheet.WhatIf,
		From:   ScoreDocument{p.Assessment.Low, bandDocument(p.Assessment.Level), gapIDs(p.Assessment)},
		To:     PlanTargetDocument{bandDocument(p.Target)},
		Points: p.Points,
		Steps: each(p.Steps, func(s maturity.Step) PlanStepDocument {
			return PlanStepDocument{
				Question: s.Question.ID, From: s.From, To: s.To,
				Why: strings.TrimSpace(capital(reason(p, s)) + ". " + s.Question.Why), How: s.How,
				References: each(s.References, func(r *maturity.Reference) ReferenceDocument { return referenceDocument(*r) }),
				Reading:    readingDocuments(s.Question),
				Committed:  s.Committed.Exists(), Owner: s.Committed.Owner, Due: s.Committed.Due,
			}
		}),
		FindOut: each(p.FindOut, func(a maturity.ScoredAnswer) string { return a.Question.ID }),
		Commitments: each(p.Others, func(a maturity.ScoredAnswer) PlanCommitmentDocument {
			return PlanCommitmentDocument{a.Question.ID, a.Points, a.Next.Points, a.Next.Owner, a.Next.Due}
		}),
		Left: each(left.Steps, func(s maturity.Step) PlanLeftDocument { return PlanLeftDocument{s.Question.ID, s.From, s.To} }),
	}
}
