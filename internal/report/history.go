package report

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/display"
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
	File       string       `json:"file"`
	Date       string       `json:"date"`
	Team       string       `json:"team"`
	Respondent string       `json:"respondent,omitempty"`
	Score      int          `json:"score"`
	Level      BandDocument `json:"level"`
}

// HistoryOf returns the document of a history.
func HistoryOf(h History) HistoryDocument {
	return HistoryDocument{
		Schema: "genaiops.history/1",
		Assessments: each(h.Entries, func(e HistoryEntry) HistoryEntryDocument {
			a := e.Assessment
			return HistoryEntryDocument{e.File, a.Sheet.Date, a.Sheet.Team, a.Sheet.Respondent, a.Low, bandDocument(a.Level)}
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

const noHistory = "No assessments to show. genaiops assess makes and saves one."

// HistoryText writes the assessments of each team, and how each dimension went.
func HistoryText(w io.Writer, h History, s Style) error {
	p := newPage(s)
	if len(h.Entries) == 0 {
		p.prose(0, noHistory, plain)
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
	if len(p.style.Next) > 0 {
		p.blank()
	}
	for _, l := range nextLines(p.style.Next, p.columns) {
		p.line(span{l, plain})
	}
	return p.writeTo(w)
}

func (p *page) historyTable(entries []HistoryEntry) {
	var rows []tableRow
	names := entryNames(entries)
	for i, e := range entries {
		rows = append(rows, tableRow{cells: []span{
			{names[i], plain},
			{scorePhrase(e.Assessment), strong},
			{changeSince(entries, i), plain},
			{capital(e.Assessment.Level.String()), plain},
		}})
	}
	alignRight(rows, 2)
	if tableWidth(rows) > p.columns {
		rows = marksBelow(rows)
	}
	p.table(rows, 1)
}

// entryNames tells the assessments of a team apart: by date and, where several
// people answered, by respondent.
func entryNames(entries []HistoryEntry) []string {
	several := slices.ContainsFunc(entries, func(e HistoryEntry) bool {
		return e.Assessment.Sheet.Respondent != entries[0].Assessment.Sheet.Respondent
	})
	return each(entries, func(e HistoryEntry) string {
		name := cmp.Or(e.Assessment.Sheet.Date, "no date")
		if who := e.Assessment.Sheet.Respondent; several && who != "" {
			name += " · " + who
		}
		return name
	})
}

// changeSince is the change of the score since the entry before, "" for the
// first.
func changeSince(entries []HistoryEntry, i int) string {
	if i == 0 {
		return ""
	}
	return signed(entries[i].Assessment.Low - entries[i-1].Assessment.Low)
}

// trend is how the total or one dimension went.
type trend struct {
	name     string
	scores   []int // oldest first
	min, max int   // lowest and highest attainable
}

func (t trend) first() int { return t.scores[0] }
func (t trend) last() int  { return t.scores[len(t.scores)-1] }

// trendsOf returns the trend of the total, then that of each dimension.
func trendsOf(entries []HistoryEntry) []trend {
	latest := entries[len(entries)-1].Assessment
	trends := []trend{{name: "Total", min: latest.Model.Levels[0].Min, max: latest.Max}}
	for _, d := range latest.Dimensions {
		trends = append(trends, trend{name: d.Dimension.Name, min: d.Min, max: d.Max})
	}
	for _, e := range entries {
		trends[0].scores = append(trends[0].scores, e.Assessment.Low)
		for i, d := range e.Assessment.Dimensions {
			trends[i+1].scores = append(trends[i+1].scores, d.Score)
		}
	}
	return trends
}

// trends writes a sparkline for each trend, and its first and last score.
func (p *page) trends(entries []HistoryEntry) {
	rows := each(trendsOf(entries), func(t trend) tableRow {
		_, with := directionOf(t.last() - t.first())
		return tableRow{cells: []span{
			{t.name, plain},
			{t.sparkline(), accent},
			{fmt.Sprintf("%d → %d of %d", t.first(), t.last(), t.max), plain},
			{signed(t.last() - t.first()), with},
		}}
	})
	alignRight(rows, 2)
	alignRight(rows, 3)
	p.table(rows, 0)
}

// sparks are the heights of a sparkline, from the lowest attainable score to
// the highest.
var sparks = []rune("▁▂▃▄▅▆▇█")

// sparkWidth is how many assessments a sparkline shows: the latest.
const sparkWidth = 12

func (t trend) sparkline() string {
	var b strings.Builder
	for _, score := range t.scores[max(0, len(t.scores)-sparkWidth):] {
		b.WriteRune(sparks[(score-t.min)*(len(sparks)-1)/max(t.max-t.min, 1)])
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
		if err := out.Write(each(row, display.Cell)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
