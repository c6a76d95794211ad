package report

import (
	"fmt"
	"io"
	"strings"

	"genaiops/internal/maturity"
)

// PlanDocument is "genaiops.plan/1": the shortest way to a higher level.
type PlanDocument struct {
	Schema  string             `json:"schema"`
	Bank    BankDocument       `json:"bank"`
	From    ScoreDocument      `json:"from"`
	To      PlanTargetDocument `json:"to"`
	Points  int                `json:"points"` // gained by all the steps
	Steps   []PlanStepDocument `json:"steps"`
	FindOut []string           `json:"find_out"` // ids of the unknown answers
}

// ScoreDocument is a score, at the low end of its range, and its level.
type ScoreDocument struct {
	Score int          `json:"score"`
	Level BandDocument `json:"level"`
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
}

// Plan returns the document of a plan.
func Plan(p *maturity.Plan) PlanDocument {
	return PlanDocument{
		Schema: "genaiops.plan/1",
		Bank:   bankDocument(&p.Assessment.Model.Bank),
		From:   ScoreDocument{p.Assessment.Low, bandDocument(p.Assessment.Level)},
		To:     PlanTargetDocument{bandDocument(p.Target)},
		Points: p.Points,
		Steps: each(p.Steps, func(s maturity.Step) PlanStepDocument {
			return PlanStepDocument{
				Question: s.Question.ID, From: s.From, To: s.To,
				Why: stepWhy(s), How: s.How,
				References: each(s.References, func(r *maturity.Reference) ReferenceDocument { return referenceDocument(*r) }),
			}
		}),
		FindOut: each(p.FindOut, func(a maturity.ScoredAnswer) string { return a.Question.ID }),
	}
}

// stepWhy says why this step, and why the question matters at all.
func stepWhy(s maturity.Step) string {
	return strings.TrimSpace(capital(s.Reason) + ". " + s.Question.Why)
}

// planTitle is "From level 2, defined (maturing), to level 3, managed (maturing)".
func planTitle(p *maturity.Plan) string {
	if p.Stay() {
		return "At the top: " + levelPhrase(p.Target)
	}
	return fmt.Sprintf("From %s to %s", levelPhrase(p.Assessment.Level), levelPhrase(p.Target))
}

// planSummary says how long the way is, in one sentence.
func planSummary(p *maturity.Plan) string {
	a := p.Assessment
	if p.Stay() {
		return fmt.Sprintf("%s. There is no higher level; what keeps this one is below.", scorePhrase(a))
	}
	return fmt.Sprintf("%s now; level %d begins at %d. The shortest way: %s, worth %s.",
		capital(scorePhrase(a)), p.Target.Number, p.Target.Min, count(len(p.Steps), "step"), count(p.Points, "point"))
}

// PlanText writes a plan: what to find out, then the steps, then the links.
func PlanText(w io.Writer, plan *maturity.Plan, s Style) error {
	p := newPage(s)
	p.prose(0, planTitle(plan), strong)
	p.prose(0, strings.Join(about(plan.Assessment.Sheet), " · "), quiet)
	p.blank()
	p.prose(0, planSummary(plan), plain)
	p.findOut(plan.FindOut)
	for i, step := range plan.Steps {
		p.planStep(i+1, step)
	}
	if plan.Stay() {
		p.guidance(&plan.Assessment.Model.Bank, plan.Target, standings(plan.Assessment))
		p.references(plan.Target.References)
	}
	return p.writeTo(w)
}

func (p *page) findOut(unknown []maturity.ScoredAnswer) {
	if len(unknown) == 0 {
		return
	}
	p.heading("Find out first")
	for _, a := range unknown {
		p.item(span{"  ? ", alert}, fmt.Sprintf("%s (%s)", a.Question.Title, a.Question.ID), strong)
		p.prose(2*indent, a.Question.Text, plain)
	}
}

func (p *page) planStep(number int, s maturity.Step) {
	p.heading(fmt.Sprintf("%d. %s (%s)", number, s.Question.Title, s.Question.ID))
	p.field(indent, "Today", optionText(s.Question, s.From))
	p.field(indent, "Then", optionText(s.Question, s.To))
	p.field(indent, "Chosen", capital(s.Reason)+".")
	p.field(indent, "Why", s.Question.Why)
	p.field(indent, "How", s.How)
	for _, r := range s.References {
		p.item(span{strings.Repeat(" ", indent) + "• ", plain}, lead(*r), plain)
		p.prose(2*indent, r.URL, plain)
		for _, update := range updates(*r) {
			p.prose(2*indent, update, quiet)
		}
	}
}

// optionText is an option in words, behind its points: "1: We compare …".
func optionText(q *maturity.Question, points int) string {
	return fmt.Sprintf("%d: %s", points, q.Option(points).Text)
}
