package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/display"
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
		return "At the top: " + p.Target.String()
	}
	return fmt.Sprintf("From %s, to %s", p.Assessment.Level.String(), p.Target.String())
}

// planSummary says how long the way is.
func planSummary(p *maturity.Plan) string {
	a := p.Assessment
	if p.Stay() {
		return fmt.Sprintf("%s now. No level is higher; this one needs %d to stay.", scorePhrase(a), a.Level.Min)
	}
	return fmt.Sprintf("%s now; level %d begins at %d. The shortest way: %s, worth %s.",
		scorePhrase(a), p.Target.Number, p.Target.Min, display.Count(len(p.Steps), "step"), display.Count(p.Points, "point"))
}

// planOutcome says where the plan ends, as in "After these 2 steps: 15 of 28,
// level 3, managed (maturing)".
func planOutcome(p *maturity.Plan) string {
	score := p.Assessment.Low + p.Points
	if p.Stay() {
		return fmt.Sprintf("%s: %s.", capital(p.Target.String()), scorePhrase(p.Assessment))
	}
	steps := "this step"
	if n := len(p.Steps); n > 1 {
		steps = fmt.Sprintf("these %d steps", n)
	}
	return fmt.Sprintf("After %s: %d of %d, %s.", steps, score, p.Assessment.Max, p.Assessment.Model.LevelAt(score).String())
}

// findOutSentence says what knowing the unknown answers could change.
func findOutSentence(p *maturity.Plan) string {
	a := p.Assessment
	switch {
	case p.Stay():
		return fmt.Sprintf("Unknown counts as the lowest answer. At best the score is %d.", a.High)
	case a.High >= p.Target.Min:
		return fmt.Sprintf("Unknown counts as the lowest answer. At best the score is already %d, %s: knowing may be all it takes.",
			a.High, a.HighLevel.String())
	default:
		return fmt.Sprintf("Unknown counts as the lowest answer. At best the score is %d, and the way to level %d shorter.",
			a.High, p.Target.Number)
	}
}

// planLeaves names the lowest answers in critical dimensions that the shortest way
// does not raise: they are no less pressing for that.
func planLeaves(p *maturity.Plan) string {
	var titles []string
	for _, a := range p.Assessment.Answers {
		raised := func(s maturity.Step) bool { return s.Question == a.Question }
		if a.Dimension.Critical && a.AtLowest() && !slices.ContainsFunc(p.Steps, raised) {
			titles = append(titles, a.Question.Title)
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return "Not needed for the level, but critical and at the lowest: " + strings.Join(titles, ", ") + "."
}

// field is a text with a name.
type field struct{ name, text string }

// stepFields says all about a step of a plan.
func stepFields(p *maturity.Plan, s maturity.Step) []field {
	today := s.Question.Option(s.From).Text
	if isUnknown(p, s) {
		today = "Unknown, and so counted as: " + today
	}
	return []field{
		{fmt.Sprintf("Today (%d)", s.From), today},
		{fmt.Sprintf("Then (%d)", s.To), s.Question.Option(s.To).Text},
		{"How", s.How},
		{"Why", s.Question.Why},
		{"Chosen", capital(s.Reason) + "."},
	}
}

// isUnknown reports whether a step begins at an answer that nobody knows.
func isUnknown(p *maturity.Plan, s maturity.Step) bool {
	return s.From == s.Question.Lowest() && slices.ContainsFunc(p.FindOut, func(a maturity.ScoredAnswer) bool {
		return a.Question == s.Question
	})
}

// pages returns the references of a step, each page once: levels may list the
// same one under ids of their own.
func pages(s maturity.Step) []maturity.Reference {
	var once []maturity.Reference
	for _, r := range s.References {
		if !slices.ContainsFunc(once, func(o maturity.Reference) bool { return o.URL == r.URL }) {
			once = append(once, *r)
		}
	}
	return once
}

// PlanText writes a plan: what to find out, the steps at a glance, each step
// with how, why and where to read on, and where it ends. At the top level it
// says what to keep doing.
func PlanText(w io.Writer, plan *maturity.Plan, s Style) error {
	p := newPage(s)
	p.prose(0, planTitle(plan), strong)
	p.parts(0, about(plan.Assessment.Sheet), quiet)
	p.blank()
	p.prose(0, planSummary(plan), plain)
	p.findOut(plan)
	if plan.Stay() {
		p.warnings(warnings(plan.Assessment))
		p.guidance(plan.Target, plan.Assessment)
		p.references(plan.Target.References)
	} else {
		p.steps(plan)
	}
	p.conclude(planOutcome(plan))
	return p.writeTo(w)
}

func (p *page) findOut(plan *maturity.Plan) {
	if len(plan.FindOut) == 0 {
		return
	}
	p.heading("Find out first")
	p.prose(indent, findOutSentence(plan), plain)
	for _, a := range plan.FindOut {
		p.blank()
		p.item(span{"  ? ", alert}, questionName(a.Question), strong)
		p.prose(2*indent, a.Question.Text, plain)
	}
}

// steps writes all the steps at a glance, then each by itself.
func (p *page) steps(plan *maturity.Plan) {
	p.heading("The way")
	score := plan.Assessment.Low
	p.table(each(plan.Steps, func(s maturity.Step) tableRow {
		score += s.Points()
		return tableRow{cells: []span{
			{s.Question.Title, plain},
			{fmt.Sprintf("%d → %d", s.From, s.To), strong},
			{fmt.Sprintf("score %d", score), quiet},
		}}
	}), 0)
	if leaves := planLeaves(plan); leaves != "" {
		p.blank()
		p.item(span{"  ! ", alert}, leaves, plain)
	}
	for i, s := range plan.Steps {
		p.heading(fmt.Sprintf("%d. %s", i+1, questionName(s.Question)))
		p.fields(indent, stepFields(plan, s))
		p.readOn(pages(s))
	}
}

// readOn prints the pages that help with one step.
func (p *page) readOn(references []maturity.Reference) {
	for i, r := range references {
		if i == 0 {
			p.blank()
		}
		p.item(span{"  • ", plain}, lead(r), plain)
		p.prose(2*indent, r.URL, plain)
		for _, update := range updates(r) {
			p.prose(3*indent, update, quiet)
		}
	}
}

// fields prints named texts; empty ones are left out.
func (p *page) fields(at int, fields []field) {
	for _, f := range fields {
		if f.text != "" {
			p.field(at, f.name, f.text)
		}
	}
}

// conclude ends a page with the outcome and the commands that go on. They are
// not broken, so that they can be copied.
func (p *page) conclude(outcome string) {
	p.blank()
	p.prose(0, outcome, strong)
	for _, l := range nextLines(p.style.Next, p.columns) {
		p.line(span{l, plain})
	}
}

// questionName is "Choosing models (models.selection)".
func questionName(q *maturity.Question) string {
	return fmt.Sprintf("%s (%s)", q.Title, q.ID)
}
