package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// HistoryPage shows each team's assessments and the trend of each dimension.
func HistoryPage(h History) Page {
	p := Page{title{text: bankTitle(&h.Model.Bank) + " over time"}}
	if len(h.Entries) == 0 {
		return append(p, say("No assessments to show. To make one, run: genaiops assess"))
	}
	for _, entries := range h.teams() {
		body := Page{historyTable(entries)}
		if len(entries) > 1 {
			body = append(body, trendTable(entries))
		}
		p = append(p, section{cmp.Or(entries[0].Assessment.Sheet.Team, "No team"), body})
	}
	return append(p, closing{})
}

func historyTable(entries []HistoryEntry) table {
	t := table{
		columns: []column{{"Date", false}, {"Score", false}, {"Change", true}, {"Level", false}},
		wrapped: 1,
		last:    goBelow,
	}
	names := entryNames(entries)
	for i, e := range entries {
		change := ""
		if i > 0 {
			change = signed(e.Assessment.Low - entries[i-1].Assessment.Low)
		}
		t.rows = append(t.rows, []span{
			{names[i], plain},
			{scorePhrase(e.Assessment), strong},
			{change, plain},
			{capital(levelOf(e.Assessment)), plain},
		})
	}
	return t
}

// trendTable has a sparkline for each trend, with its first and last score.
func trendTable(entries []HistoryEntry) table {
	return table{
		columns: []column{{"Dimension", false}, {"Trend", false}, {"Points", true}, {"Change", true}},
		rows: each(trendsOf(entries), func(t trend) []span {
			first, last := t.scores[0], t.scores[len(t.scores)-1]
			change := last - first
			_, with := directionOf(change)
			return []span{
				{t.name, plain},
				{t.sparkline(), accent},
				{fmt.Sprintf("%d → %d of %d", first, last, t.max), plain},
				{signed(change), with},
			}
		}),
	}
}

// History is assessments over time, oldest first.
type History struct {
	Model   *maturity.Model
	Entries []HistoryEntry
}

// HistoryEntry is one assessment and the file of its sheet.
type HistoryEntry struct {
	File       string
	Assessment *maturity.Assessment
}

// teams groups the entries by team, sorted by name. Entries keep their order;
// those without a team come first.
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
	display.Sort(names)
	return each(names, func(name string) []HistoryEntry { return byTeam[name] })
}

// entryNames names the assessments of a team by date and, if several people
// answered, by respondent.
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

// trend is the scores of the total or of one dimension over time.
type trend struct {
	name     string
	scores   []int // oldest first
	min, max int   // lowest and highest attainable
}

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

// sparks are the bars of a sparkline, from the lowest attainable score to the
// highest.
var sparks = []rune("▁▂▃▄▅▆▇█")

// sparkWidth is how many of the latest assessments a sparkline shows.
const sparkWidth = 12

func (t trend) sparkline() string {
	var b strings.Builder
	for _, score := range t.scores[max(0, len(t.scores)-sparkWidth):] {
		b.WriteRune(sparks[(score-t.min)*(len(sparks)-1)/max(t.max-t.min, 1)])
	}
	return b.String()
}
