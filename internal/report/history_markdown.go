package report

import (
	"fmt"
	"io"
)

// HistoryMarkdown writes the assessments of each team as Markdown.
func HistoryMarkdown(w io.Writer, h History) error {
	m := &markdown{}
	m.heading(1, text(title(&h.Model.Bank)+" over time"))
	if len(h.Entries) == 0 {
		m.paragraph(noHistory)
	}
	for _, entries := range h.teams() {
		m.heading(2, text(teamName(entries[0])))
		var rows [][]inline
		names := entryNames(entries)
		for i, e := range entries {
			rows = append(rows, []inline{
				text(names[i]), text(scorePhrase(e.Assessment)), inline(changeSince(entries, i)),
				text(e.Assessment.Level.String()),
			})
		}
		m.table([]column{{"Date", false}, {"Score", true}, {"Change", true}, {"Level", false}}, rows)
		if len(entries) > 1 {
			m.trends(entries)
		}
	}
	return m.writeTo(w)
}

func (m *markdown) trends(entries []HistoryEntry) {
	m.table(
		[]column{{"Dimension", false}, {"Trend", false}, {"First", true}, {"Last", true}, {"Of", true}, {"Change", true}},
		each(trendsOf(entries), func(t trend) []inline {
			return []inline{
				text(t.name), inline(t.sparkline()),
				inline(fmt.Sprint(t.first())), inline(fmt.Sprint(t.last())), inline(fmt.Sprint(t.max)),
				inline(signed(t.last() - t.first())),
			}
		}),
	)
}
