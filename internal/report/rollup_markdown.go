package report

import (
	"fmt"
	"io"

	"genaiops/internal/rollup"
)

// RollupMarkdown writes the picture of many sheets as Markdown.
func RollupMarkdown(w io.Writer, s *rollup.Summary) error {
	m := &markdown{}
	m.heading(1, text(rollupTitle(s)))
	m.paragraph(bold(text(rollupScore(s))))
	m.paragraph(sequence(rollupFacts(s)))
	m.heading(2, "Levels")
	m.table([]column{{"Level", true}, {"Name", false}, {"Sheets", true}, {"Share", true}},
		each(s.Levels, func(l rollup.LevelCount) []inline {
			return []inline{number(l.Level.Number), text(l.Level.Title()), number(l.Count), text(percent(l.Count, s.Sheets))}
		}))
	m.heading(2, "Dimensions, the weakest first")
	m.table([]column{{"Dimension", false}, {"Mean", true}, {"", false}},
		each(byShare(s.Dimensions), func(d rollup.DimensionTotal) []inline {
			return []inline{text(d.Dimension.Name), text(fmt.Sprintf("%.1f of %d", d.Mean, d.Max)), text(lowestMark(d))}
		}))
	m.heading(2, "Weakest questions")
	m.table([]column{{"Question", false}, {"Mean", true}, {"", false}},
		each(weakestQuestions(s.Questions), func(q rollup.QuestionTotal) []inline {
			return []inline{text(q.Question.Title), text(fmt.Sprintf("%.1f of %d", q.Mean, q.Question.Highest())), text(lowestCount(q))}
		}))
	if len(s.Groups) > 0 {
		m.groups(s)
	}
	m.heatMap(s)
	return m.writeTo(w)
}

func dimensionColumns(s *rollup.Summary) []column {
	var columns []column
	for _, d := range s.Dimensions {
		columns = append(columns, column{d.Dimension.Name, true})
	}
	return columns
}

func number(n int) inline { return inline(fmt.Sprint(n)) }

func (m *markdown) groups(s *rollup.Summary) {
	m.heading(2, text("By "+s.By))
	m.table(
		[]column{{"", false}, {"Sheets", true}, {"Mean", true}, {"Median", true}, {"At level " + levelNumbers(s), false}, {"Weakest, +ties", false}},
		each(s.Groups, func(g rollup.Group) []inline {
			return []inline{
				text(groupName(g, s.By)), number(g.Sheets), text(fmt.Sprintf("%.1f", g.Score.Mean)),
				text(decimal(g.Score.Median)), text(levelShape(g.Levels)), text(weakestOf(g.Totals)),
			}
		}))
	m.table(append([]column{{"Means", false}}, dimensionColumns(s)...),
		each(s.Groups, func(g rollup.Group) []inline {
			cells := []inline{text(groupName(g, s.By))}
			for _, mean := range means(g.Totals) {
				cells = append(cells, text(fmt.Sprintf("%.1f", mean)))
			}
			return cells
		}))
}

// heatMap writes the weakest teams and the strongest, with their subtotals.
func (m *markdown) heatMap(s *rollup.Summary) {
	if len(s.Weakest)+len(s.Strongest) == 0 {
		return
	}
	m.heading(2, "Teams by dimensions")
	columns := append([]column{{"Team", false}, {"Score", true}, {"Level", true}}, dimensionColumns(s)...)
	name := namer(s)
	teamRow := func(r rollup.Row) []inline {
		cells := []inline{text(name(r)), number(r.Score), number(r.Level.Number)}
		return append(cells, each(r.Dimensions, number)...)
	}
	rows := each(s.Weakest, teamRow)
	if s.Omitted() > 0 {
		between := make([]inline, len(columns))
		between[0] = text(fmt.Sprintf("… %d more", s.Omitted()))
		rows = append(rows, between)
	}
	m.table(columns, append(rows, each(s.Strongest, teamRow)...))
}
