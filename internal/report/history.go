package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// HistoryPage is the assessments of each team, and how each dimension went.
func HistoryPage(h History) Page {
	p := Page{title{bankTitle(&h.Model.Bank) + " over time", ""}}
	if len(h.Entries) == 0 {
		return append(p, say(noHistory))
	}
	for _, entries := range h.teams() {
		body := Page{historyTable(entries)}
		if len(entries) > 1 {
			body = append(body, trendTable(entries))
		}
		p = append(p, section{teamName(entries[0]), body})
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
		t.rows = append(t.rows, []span{
			{names[i], plain},
			{scorePhrase(e.Assessment), strong},
			{changeSince(entries, i), plain},
			{capital(e.Assessment.Level.String()), plain},
		})
	}
	return t
}

// trendTable has a sparkline for each trend, and its first and last score.
func trendTable(entries []HistoryEntry) table {
	return table{
		columns: []column{{"Dimension", false}, {"Trend", false}, {"Points", true}, {"Change", true}},
		rows: each(trendsOf(entries), func(t trend) []span {
			change := t.last() - t.first()
			_, with := directionOf(change)
			return []span{
				{t.name, plain},
				{t.sparkline(), accent},
				{fmt.Sprintf("%d → %d of %d", t.first(), t.last(), t.max), plain},
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

// HistoryEntry is one assessment and the file its sheet is in.
type HistoryEntry struct {
	File       string
	Assessment *maturity.Assessment
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

const noHistory = "No assessments to show. To make one, run: genaiops assess"

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
