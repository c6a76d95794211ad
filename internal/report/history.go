package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// History is assessments over time, oldest first.
type History struct {
	Model   *maturity.Model
	Entries []HistoryEntry
}

// HistoryEntry is one assessment and the file its sheet is in.
type HistoryEntry struct {
	File       string
	Assessment *maturity.Assessment
}

// HistoryDocument is "genaiops.history/1".
type HistoryDocument struct {
	Schema      string                 `json:"schema"`
	Assessments []HistoryEntryDocument `json:"assessments"` // oldest first
}

// HistoryEntryDocument is one assessment in a history.
type HistoryEntryDocument struct {
	File  string       `json:"file"`
	Date  string       `json:"date"`
	Team  string       `json:"team"`
	Score int          `json:"score"`
	Level BandDocument `json:"level"`
}

// HistoryOf returns the document of a history.
func HistoryOf(h History) HistoryDocument {
	return HistoryDocument{
		Schema: "genaiops.history/1",
		Assessments: each(h.Entries, func(e HistoryEntry) HistoryEntryDocument {
			a := e.Assessment
			return HistoryEntryDocument{e.File, a.Sheet.Date, a.Sheet.Team, a.Low, bandDocument(a.Level)}
		}),
	}
}

// teams groups the entries by team, in the order of the names. Entries keep
// their order; those without a team come first.
func (h History) teams() [][]HistoryEntry {
	byTeam := map[string][]HistoryEntry{}
	var names []string
	for _, e := range h.Entries {
		team := e.Assessment.Sheet.Team
		if byTeam[team] == nil {
			names = append(names, team)
		}
		byTeam[team] = append(byTeam[team], e)
	}
	slices.Sort(names)
	return each(names, func(name string) []HistoryEntry { return byTeam[name] })
}

func teamName(e HistoryEntry) string {
	if team := e.Assessment.Sheet.Team; team != "" {
		return team
	}
	return "No team"
}

// HistoryText writes the assessments of each team, and how each dimension went.
func HistoryText(w io.Writer, h History, s Style) error {
	p := newPage(s)
	if len(h.Entries) == 0 {
		p.prose(0, "No assessments yet. Run genaiops assess to make one.", plain)
		return p.writeTo(w)
	}
	p.prose(0, title(&h.Model.Bank)+" over time", strong)
	for _, entries := range h.teams() {
		p.heading(teamName(entries[0]))
		p.historyTable(entries)
		if len(entries) > 1 {
			p.blank()
			p.trends(entries)
		}
	}
	return p.writeTo(w)
}

func (p *page) historyTable(entries []HistoryEntry) {
	var rows []tableRow
	for i, e := range entries {
		rows = append(rows, tableRow{cells: []span{
			{dateText(e), plain},
			{scorePhrase(e.Assessment), strong},
			{changeSince(entries, i), plain},
			{capital(levelPhrase(e.Assessment.Level)), plain},
		}})
	}
	p.table(rows, 3)
}

func dateText(e HistoryEntry) string {
	if e.Assessment.Sheet.Date == "" {
		return "no date"
	}
	return e.Assessment.Sheet.Date
}

// changeSince is the change of the score since the entry before, "" for the
// first.
func changeSince(entries []HistoryEntry, i int) string {
	if i == 0 {
		return ""
	}
	return signed(entries[i].Assessment.Low - entries[i-1].Assessment.Low)
}

// trends writes a sparkline for each dimension, and its first and last score.
func (p *page) trends(entries []HistoryEntry) {
	first, last := entries[0].Assessment, entries[len(entries)-1].Assessment
	var rows []tableRow
	for i, d := range last.Dimensions {
		rows = append(rows, tableRow{cells: []span{
			{d.Dimension.Name, plain},
			{sparkline(entries, i), accent},
			{fmt.Sprintf("%d → %d of %d", first.Dimensions[i].Score, d.Score, d.Max), plain},
			{signed(d.Score - first.Dimensions[i].Score), plain},
		}})
	}
	p.table(rows, 0)
}

// sparks are the heights of a sparkline, from the lowest attainable subtotal
// to the highest.
var sparks = []rune("▁▂▃▄▅▆▇█")

// sparkWidth is how many assessments a sparkline shows: the latest.
const sparkWidth = 24

func sparkline(entries []HistoryEntry, dimension int) string {
	var b strings.Builder
	for _, e := range entries[max(0, len(entries)-sparkWidth):] {
		d := e.Assessment.Dimensions[dimension]
		b.WriteRune(sparks[(d.Score-d.Min)*(len(sparks)-1)/max(d.Max-d.Min, 1)])
	}
	return b.String()
}

// HistoryCSV writes one row for each assessment, for a spreadsheet.
func HistoryCSV(w io.Writer, h History) error {
	head := []string{"file", "date", "team", "score", "high", "max", "level", "level_name"}
	for i := range h.Model.Bank.Dimensions {
		head = append(head, h.Model.Bank.Dimensions[i].ID)
	}
	rows := [][]string{head}
	for _, e := range h.Entries {
		a := e.Assessment
		row := []string{
			e.File, a.Sheet.Date, a.Sheet.Team, fmt.Sprint(a.Low), fmt.Sprint(a.High), fmt.Sprint(a.Max),
			fmt.Sprint(a.Level.Number), a.Level.Name,
		}
		for _, d := range a.Dimensions {
			row = append(row, fmt.Sprint(d.Score))
		}
		rows = append(rows, row)
	}
	return writeCSV(w, rows)
}

// writeCSV writes rows for a spreadsheet. A cell that a spreadsheet would take
// for a formula gets an apostrophe in front, which it shows as text.
func writeCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for _, row := range rows {
		cells := each(row, func(cell string) string {
			if cell = clean(cell); cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				return "'" + cell
			}
			return cell
		})
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
