package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// LevelText writes one level of a model as text: what it means, how to move on
// from it and what to read.
func LevelText(w io.Writer, m *maturity.Model, l *maturity.Level, s Style) error {
	p := newPage(s)
	p.ends(levelTitle(m, l), bandPhrase(m, l))
	p.blank()
	p.prose(indent, l.Summary, plain)
	p.guidance(l, nil)
	p.references(l.References)
	p.source(&m.Bank)
	return p.writeTo(w)
}

// LevelsText writes a table of all the levels of a model as text.
func LevelsText(w io.Writer, m *maturity.Model, s Style) error {
	p := newPage(s)
	p.ends(title(&m.Bank), extent(m))
	p.blank()
	rows := each(m.Levels, levelRow)
	alignRight(rows, 0)
	alignRight(rows, 2)
	p.levels(m.Levels, rows)
	p.source(&m.Bank)
	p.blank()
	p.prose(0, "How to move on from a level: genaiops level N", plain)
	return p.writeTo(w)
}

func levelRow(l maturity.Level) tableRow {
	return tableRow{cells: []span{{fmt.Sprint(l.Number), strong}, {l.Title(), strong}, {band(&l), plain}}}
}

// summaryColumns is how wide a column of summaries has to be to be read with
// ease; in less room they stand below their level.
const summaryColumns = 32

func (p *page) levels(levels []maturity.Level, rows []tableRow) {
	beside := p.columns-tableWidth(rows)-gutter >= summaryColumns
	for i, l := range levels {
		if beside {
			rows[i].cells = append(rows[i].cells, span{l.Summary, plain})
		} else {
			rows[i].below = span{l.Summary, plain}
		}
	}
	wrapped := len(rows[0].cells) - 1
	if !beside {
		wrapped = 1
	}
	p.table(rows, wrapped)
}
