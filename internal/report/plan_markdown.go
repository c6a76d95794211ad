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
	m.paragraph(sequence(about(p.Assessment.Sheet)))
	m.paragraph(text(planSummary(p)))
	m.findOut(p)
	if p.Stay() {
		m.warnings(warnings(p.Assessment))
		m.guidance(p.Target, p.Assessment)
		m.references(p.Target.References)
	} else {
		m.steps(p)
	}
	m.paragraph(bold(text(planOutcome(p))))
	return m.writeTo(w)
}

func (m *markdown) findOut(p *maturity.Plan) {
	if len(p.FindOut) == 0 {
		return
	}
	m.heading(2, "Find out first")
	m.paragraph(text(findOutSentence(p)))
	for _, a := range p.FindOut {
		m.item(0, "-", bold(text(a.Question.Title))+" ("+text(a.Question.ID)+"): "+text(a.Question.Text))
	}
	m.endList()
}

// steps writes all the steps at a glance, then each by itself.
func (m *markdown) steps(p *maturity.Plan) {
	m.heading(2, "The way")
	score, number := p.Assessment.Low, 0
	m.table(
		[]column{{"Step", true}, {"Question", false}, {"Raise", true}, {"Score then", true}},
		each(p.Steps, func(s maturity.Step) []inline {
			score += s.Points()
			number++
			return []inline{
				inline(fmt.Sprint(number)), text(s.Question.Title),
				inline(fmt.Sprintf("%d → %d", s.From, s.To)), inline(fmt.Sprint(score)),
			}
		}),
	)
	m.paragraph(text(planLeaves(p)))
	for i, s := range p.Steps {
		m.heading(2, inline(fmt.Sprintf("%d\\. ", i+1))+text(questionName(s.Question)))
		m.fields(0, stepFields(p, s))
		m.readOn(pages(s))
		m.endList()
	}
}

func (m *markdown) readOn(references []maturity.Reference) {
	for _, r := range references {
		m.item(0, "-", linked(lead(r), r.URL))
		for _, update := range updates(r) {
			m.item(1, "-", text(update))
		}
	}
}

// fields writes items of a list within depth others.
func (m *markdown) fields(depth int, fields []field) {
	for _, f := range fields {
		if f.text != "" {
			m.item(depth, "-", bold(text(f.name+":"))+" "+text(f.text))
		}
	}
}
