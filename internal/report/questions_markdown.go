package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// QuestionsMarkdown writes the questions that filter selects (see
// [Questions]) as Markdown. It says as much as [QuestionsText].
func QuestionsMarkdown(w io.Writer, b *maturity.Bank, filter string) error {
	m := &markdown{}
	dimensions := selected(b, filter)
	m.heading(1, text(title(b)+": "+questionCount(dimensions)))
	if filter == "" {
		m.instructions(b.Instructions)
	}
	for _, d := range dimensions {
		m.dimension(d, isSingle(d, filter))
	}
	m.source(b)
	return m.writeTo(w)
}

func (m *markdown) instructions(i maturity.Instructions) {
	texts := instructions(i)
	if len(texts) == 0 {
		return
	}
	m.heading(2, "How to answer")
	for _, s := range texts {
		m.item(0, "-", text(s))
	}
	m.endList()
}

func (m *markdown) dimension(d maturity.Dimension, detailed bool) {
	m.heading(2, text(d.Name))
	m.paragraph(text(dimensionAbout(d)))
	for _, q := range d.Questions {
		m.heading(3, text(fmt.Sprintf("%s [%s]", q.Title, q.ID)))
		m.paragraph(text(q.Text))
		m.table([]column{{"Points", true}, {"Answer", false}}, each(q.Options, optionRow))
		for _, f := range fields(q, detailed) {
			m.item(0, "-", bold(text(f.name))+": "+text(f.text))
		}
		m.endList()
	}
}

func optionRow(o maturity.Option) []inline {
	return []inline{inline(fmt.Sprint(o.Points)), text(o.Text)}
}
