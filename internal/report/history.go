package report

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

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
		body := append(Page{alerts(nonEmpty([]string{h.due(entries).sentence()})), historyTable(entries)}, historyPromises(entries)...)
		body = append(body, trendTables(entries)...)
		p = append(p, section{cmp.Or(teamOf(entries[0]), "No team"), body})
	}
	return append(p, closing{})
}

// historyTable has a row for each assessment of a team. A change is since the same
// respondent's assessment before: two people's answers differ without any change.
func historyTable(entries []HistoryEntry) table {
	t := table{
		columns: []column{{"Date", false}, {"Score", false}, {"Change", true}, {"Level", false}},
		last:    goBelow,
	}
	names := entryNames(entries)
	since := comparisons(entries)
	for i, e := range entries {
		change := ""
		if since[i] != nil {
			change = signed(since[i].KnownChange())
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

// comparisons compares each assessment with the same respondent's one before; nil for the
// first.
func comparisons(entries []HistoryEntry) []*maturity.Comparison {
	before := map[string]*maturity.Assessment{} // the latest so far, by respondent
	return each(entries, func(e HistoryEntry) (c *maturity.Comparison) {
		if earlier := before[respondentOf(e)]; earlier != nil {
			c = maturity.Compare(earlier, e.Assessment)
		}
		before[respondentOf(e)] = e.Assessment
		return c
	})
}

// historyPromises says for each assessment what became of the commitments before it.
func historyPromises(entries []HistoryEntry) Page {
	names := entryNames(entries)
	var kept []string
	for i, c := range comparisons(entries) {
		if c != nil && len(c.Commitments) > 0 {
			kept = append(kept, names[i]+": "+keptSentence(c.Kept()))
		}
	}
	return bullets(kept)
}

// nextDue is when a team's next assessment is due, a quarter after its last.
type nextDue struct{ Team, Last, Due string }

// due returns when the next assessment of a team is due, if that day has passed; else the
// zero value. Assessments without a date don't count.
func (h History) due(entries []HistoryEntry) nextDue {
	last := ""
	for _, e := range entries {
		last = max(last, e.Assessment.Sheet.Date)
	}
	day, err := time.Parse(time.DateOnly, last)
	if err != nil {
		return nextDue{}
	}
	due := day.AddDate(0, 3, 0).Format(time.DateOnly)
	if h.Today <= due {
		return nextDue{}
	}
	return nextDue{teamOf(entries[0]), last, due}
}

// sentence says that the next assessment is due, or is "".
func (d nextDue) sentence() string {
	if d.Due == "" {
		return ""
	}
	return fmt.Sprintf("The next assessment was due on %s: the last is from %s, more than a quarter ago.", d.Due, d.Last)
}

// trendTables has the trend of each respondent of a team with several assessments.
func trendTables(entries []HistoryEntry) Page {
	var p Page
	people := grouped(entries, respondentOf)
	var notes []string
	if len(people) > 1 {
		notes = append(notes, "Changes and trends compare each person's answers with that person's earlier ones.")
	}
	if slices.ContainsFunc(entries, func(e HistoryEntry) bool { return len(e.Assessment.Unknown()) > 0 }) {
		notes = append(notes, "Changes count only the answers that are known both times.")
	}
	p = append(p, tell(notes...))
	for _, own := range people {
		if len(own) < 2 {
			continue
		}
		shown := own[max(0, len(own)-sparkWidth):]
		caption := ""
		switch who := respondentOf(own[0]); {
		case len(people) == 1:
		case who == "":
			caption = " without a name"
		default:
			caption = " of " + who
		}
		if len(shown) < len(own) {
			caption += fmt.Sprintf(", last %d of %d assessments", len(shown), len(own))
		}
		if caption != "" {
			p = append(p, tell("Trend"+caption))
		}
		p = append(p, trendTable(shown))
	}
	return p
}

// trendTable has a sparkline for each trend, with its first and last score.
func trendTable(entries []HistoryEntry) table {
	return table{
		columns: []column{{"Dimension", false}, {"Trend", false}, {"Points", true}, {"Change", true}},
		last:    twoBelow,
		rows: each(trendsOf(entries), func(t trend) []span {
			first, last := t.scores[0], t.scores[len(t.scores)-1]
			_, with := directionOf(t.known)
			return []span{
				{t.name, plain},
				{t.sparkline(), accent},
				{fmt.Sprintf("%d → %d of %d", first, last, t.max), plain},
				{signed(t.known), with},
			}
		}),
	}
}

// History is assessments over time, oldest first.
type History struct {
	Model   *maturity.Model
	Entries []HistoryEntry
	Today   string // "YYYY-MM-DD"; empty if no assessment is due
}

// HistoryEntry is one assessment and the file of its sheet.
type HistoryEntry struct {
	File       string
	Assessment *maturity.Assessment
}

// teams groups the entries by team, sorted by name. Entries keep their order;
// those without a team come first.
func (h History) teams() [][]HistoryEntry {
	teams := grouped(h.Entries, teamOf)
	sort.SliceStable(teams, func(i, j int) bool { return display.Compare(teamOf(teams[i][0]), teamOf(teams[j][0])) < 0 })
	return teams
}

// grouped groups entries by a key, in the order in which the keys first appear.
func grouped(entries []HistoryEntry, key func(HistoryEntry) string) [][]HistoryEntry {
	var groups [][]HistoryEntry
	at := map[string]int{}
	for _, e := range entries {
		i, found := at[key(e)]
		if !found {
			i = len(groups)
			at[key(e)] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], e)
	}
	return groups
}

func teamOf(e HistoryEntry) string       { return e.Assessment.Sheet.Team }
func respondentOf(e HistoryEntry) string { return e.Assessment.Sheet.Respondent }

// entryNames names the assessments of a team by date and, if several people
// answered, by respondent.
func entryNames(entries []HistoryEntry) []string {
	several := len(grouped(entries, respondentOf)) > 1
	return each(entries, func(e HistoryEntry) string {
		name := cmp.Or(e.Assessment.Sheet.Date, "no date")
		if who := respondentOf(e); several && who != "" {
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
	known    int   // by how many points the answers known at both ends rose
}

// trendsOf returns the trend of the total, then that of each dimension.
func trendsOf(entries []HistoryEntry) []trend {
	latest := entries[len(entries)-1].Assessment
	c := maturity.Compare(entries[0].Assessment, latest)
	trends := []trend{{name: "Total", min: latest.Model.Levels[0].Min, max: latest.Max, known: c.KnownChange()}}
	for i, d := range latest.Dimensions {
		trends = append(trends, trend{name: d.Dimension.Name, min: d.Min, max: d.Max, known: c.Dimensions[i].KnownChange})
	}
	for _, e := range entries {
		trends[0].scores = append(trends[0].scores, e.Assessment.Low)
		for i, d := range e.Assessment.Dimensions {
			trends[i+1].scores = append(trends[i+1].scores, d.Score)
		}
	}
	return trends
}

// sparks are the bars of a sparkline. The lowest is for the lowest attainable score
// alone, and the highest for the highest.
var sparks = []rune("▁▂▃▄▅▆▇█")

// sparkWidth is how many of the latest assessments a trend shows.
const sparkWidth = 12

func (t trend) sparkline() string {
	return sparkline(each(t.scores, func(score int) float64 { return float64(score) }), t.min, t.max)
}

// sparkline draws figures between two ends.
func sparkline(figures []float64, low, high int) string {
	var b strings.Builder
	for _, x := range figures {
		i := int(share(x, low, high) * float64(len(sparks)-1))
		if x > float64(low) {
			i = max(i, 1)
		}
		b.WriteRune(sparks[i])
	}
	return b.String()
}
