package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// LevelMarkdown writes one level of a model as Markdown.
func LevelMarkdown(w io.Writer, model *maturity.Model, l *maturity.Level) error {
	m := &markdown{}
	m.heading(1, text(levelTitle(model, l)))
	m.paragraph(text(bandPhrase(model, l)) + ".")
	m.paragraph(text(l.Summary))
	m.guidance(l, nil)
	m.references(l.References)
	m.source(&model.Bank)
	return m.writeTo(w)
}

// LevelsMarkdown writes a table of all the levels of a model as Markdown.
func LevelsMarkdown(w io.Writer, model *maturity.Model) error {
	m := &markdown{}
	m.heading(1, text(title(&model.Bank)+": "+extent(model)))
	rows := each(model.Levels, func(l maturity.Level) []inline {
		return []inline{inline(fmt.Sprint(l.Number)), text(l.Title()), inline(band(&l)), text(l.Summary)}
	})
	m.table([]column{{"Level", true}, {"Name", false}, {"Score", false}, {"Summary", false}}, rows)
	m.source(&model.Bank)
	return m.writeTo(w)
}
