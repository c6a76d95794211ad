package report

import "io"

// HistoryMarkdown writes the assessments of each team as Markdown.
func HistoryMarkdown(w io.Writer, h History) error {
	m := &markdown{}
	m.heading(1, text(title(&h.Model.Bank)+" over time"))
	for _, entries := range h.teams() {
		m.heading(2, text(teamName(entries[0])))
		var rows [][]inline
		for i, e := range entries {
			rows = append(rows, []inline{
				text(dateText(e)), text(scorePhrase(e.Assessment)), text(changeSince(entries, i)),
				text(levelPhrase(e.Assessment.Level)),
			})
		}
		m.table([]column{{"Date", false}, {"Score", true}, {"Change", true}, {"Level", false}}, rows)
	}
	return m.writeTo(w)
}
