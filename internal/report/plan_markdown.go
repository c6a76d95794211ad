package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// PlanMarkdown writes a plan as Markdown.
func PlanMarkdown(w io.Writer, p *maturity.Plan) error {
	m := &markdown{}
	m.heading(1, text(planTitle(p)))
	m.paragraph(sequence(about(p.Assessment.Sheet), " · "))
	m.paragraph(text(planSummary(p)))
	m.findOut(p.FindOut)
	for i, step := range p.Steps {
		m.planStep(i+1, step)
	}
	if p.Stay() {
		m.guidance(&p.Assessment.Model.Bank, p.Target, standings(p.Assessment))
		m.references(p.Target.References)
	}
	return m.writeTo(w)
}

func (m *markdown) findOut(unknown []maturity.ScoredAnswer) {
	if len(unknown) == 0 {
		return
	}
	m.heading(2, "Find out first")
	for _, a := range unknown {
		m.item(0, "-", bold(text(a.Question.Title))+" ("+text(a.Question.ID)+"): "+text(a.Question.Text))
	}
	m.endList()
}

func (m *markdown) planStep(number int, s maturity.Step) {
	m.heading(2, inline(fmt.Sprintf("%d\\. ", number))+text(fmt.Sprintf("%s (%s)", s.Question.Title, s.Question.ID)))
	for _, f := range []struct{ name, text string }{
		{"Today", optionText(s.Question, s.From)},
		{"Then", optionText(s.Question, s.To)},
		{"Chosen", capital(s.Reason) + "."},
		{"Why", s.Question.Why},
		{"How", s.How},
	} {
		if f.text != "" {
			m.item(0, "-", bold(inline(f.name+":"))+" "+text(f.text))
		}
	}
	for _, r := range s.References {
		m.item(0, "-", linked(lead(*r), r.URL))
		for _, update := range updates(*r) {
			m.item(1, "-", text(update))
		}
	}
	m.endList()
}
