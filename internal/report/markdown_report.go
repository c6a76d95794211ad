package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// MarkdownReport writes a report as Markdown, with the contents of [HTML] in
// the same order. Tables stand for its charts.
func MarkdownReport(w io.Writer, r Report) error {
	m, v := &markdown{}, reportView{r}
	m.heading(1, text(v.Title()))
	m.paragraph(sequence(each(v.Facts(), reportFact.String)))
	m.outcome(v)
	m.subtotals(v.Dimensions())
	m.warnings(v.Warnings())
	if r.Plan != nil {
		m.plan(v)
	}
	if r.Comparison != nil {
		m.change(v)
	}
	m.answers(v.Dimensions())
	m.guidance(r.Assessment.Level, r.Assessment)
	m.references(r.Assessment.Level.References)
	m.method(v)
	return m.writeTo(w)
}

func (f reportFact) String() string { return f.Name + ": " + f.Value }

func (m *markdown) outcome(v reportView) {
	m.heading(2, "Outcome")
	m.paragraph(bold(text(v.Outcome())))
	m.paragraph(text(v.Assessment.Level.Summary))
	m.paragraph(text(v.Unknown()))
	m.bands(v.Assessment)
}

func (m *markdown) subtotals(dimensions []reportDimension) {
	m.heading(2, "Profile")
	m.table([]column{{"Dimension", false}, {"", false}, {"Points", true}, {"", false}},
		each(dimensions, func(d reportDimension) []inline {
			return []inline{
				text(d.Dimension.Name),
				inline(barOf(d.DimensionScore, usualBar)),
				inline(fmt.Sprintf("%s of %d", d.Subtotal(), d.Max)),
				text(mark(d.DimensionScore)),
			}
		}))
}

func (m *markdown) plan(v reportView) {
	m.heading(2, "Next steps")
	m.paragraph(text(v.PlanLead()))
	if len(v.Plan.FindOut) > 0 {
		m.heading(3, "Find out first")
		m.paragraph(text(v.FindOut()))
		for _, a := range v.Plan.FindOut {
			m.item(0, "-", bold(text(a.Question.Title))+": "+text(a.Question.Text))
		}
		m.endList()
	}
	m.shifts(v.Steps(), true)
}

func (m *markdown) change(v reportView) {
	m.heading(2, text("Change "+v.Since()))
	m.paragraph(text(v.ChangeLead()))
	for _, caution := range v.Cautions() {
		m.item(0, "-", text(caution))
	}
	m.endList()
	m.changedSubtotals(v.Comparison.Dimensions)
	m.shifts(v.Changes(), false)
	if len(v.NotCompared()) > 0 {
		m.heading(3, "Not compared")
		for _, f := range v.NotCompared() {
			m.item(0, "-", text(f.String()))
		}
		m.endList()
	}
}

func (m *markdown) changedSubtotals(dimensions []maturity.DimensionChange) {
	if len(dimensions) == 0 {
		return
	}
	m.table([]column{{"Dimension", false}, {"Before", true}, {"Now", true}, {"Of", true}, {"Change", true}},
		each(dimensions, func(d maturity.DimensionChange) []inline {
			return []inline{
				text(d.Dimension.Name), inline(fmt.Sprint(d.Before.Score)), inline(fmt.Sprint(d.After.Score)),
				inline(fmt.Sprint(d.After.Max)), inline(signed(d.Change())),
			}
		}))
}

// shifts writes answers that changed or are to change, each under a heading.
func (m *markdown) shifts(shifts []reportShift, numbered bool) {
	for i, s := range shifts {
		heading := text(s.Title) + " (" + inline(signed(s.Points)) + ")"
		if numbered {
			heading = inline(fmt.Sprintf("%d\\. ", i+1)) + heading
		}
		m.heading(3, heading)
		m.paragraph(text(s.About))
		for _, f := range s.Facts {
			m.item(0, "-", bold(text(f.Name)+":")+" "+text(f.Value))
		}
		m.readOn(s.References)
		m.endList()
	}
}

func (m *markdown) answers(dimensions []reportDimension) {
	m.heading(2, "Answers")
	for _, d := range dimensions {
		m.heading(3, text(fmt.Sprintf("%s, %s of %d", d.Dimension.Name, d.Subtotal(), d.Max)))
		for _, a := range d.Answers {
			m.answer(a)
		}
		m.endList()
	}
}

func (m *markdown) answer(a reportAnswer) {
	m.item(0, "-", bold(text(a.Question.Title))+" ("+text(a.Standing())+"): "+text(a.Question.Text)+" "+text(a.Text))
	if a.Note != "" {
		m.item(1, "-", "Note: "+text(a.Note))
	}
	for _, evidence := range a.Evidence {
		m.item(1, "-", "Evidence: "+text(evidence))
	}
}

func (m *markdown) method(v reportView) {
	m.heading(2, "How the score is made")
	for _, paragraph := range v.Method() {
		m.paragraph(text(paragraph))
	}
	if rule := v.Bank().Instructions.Choose; rule != "" {
		m.paragraph(bold("The rule.") + " " + text(rule))
	}
	if s := v.Bank().Source; s != (maturity.Source{}) {
		m.paragraph("The levels are taken from " + linked(s.Title, s.URL) + ".")
	}
	m.paragraph(text(v.Ownership()))
}
