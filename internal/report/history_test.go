package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// years is the history of two teams and of a sheet without a team.
func years(t *testing.T) History {
	t.Helper()
	m := published()
	h := History{Model: m, Today: "2026-11-26"}
	for _, e := range []struct {
		file, team, date string
		points           []int
	}{
		{"none.yaml", "", "", agreed},
		{"search-1.yaml", "Search", "2026-02-02", []int{0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0}},
		{"pay.yaml", "Payments", "2026-05-01", []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{"search-2.yaml", "Search", "2026-08-24", []int{1, 1, 2, 1, 1, 1, 1, 2, 0, 1, 1, -1, 1, 0}},
		{"search-3.yaml", "Search", "2026-11-23", []int{2, 2, 2, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1}},
	} {
		s := sheetOf(m, e.points...)
		s.Team, s.Date = e.team, e.date
		if e.team == "Search" && e.date < "2026-11-01" {
			for id, next := range map[string]maturity.Commitment{
				"models.selection": {Points: 2, Due: "2026-06-30"}, "safety.content": {Points: 1, Owner: "Ada", Due: "2026-12-31"},
			} {
				a := s.Answers[id]
				a.Next = next
				s.Answers[id] = a
			}
		}
		h.Entries = append(h.Entries, HistoryEntry{e.file, mustScore(t, m, s)})
	}
	return h
}

func TestHistoryGroupsByTeamInChronologicalOrder(t *testing.T) {
	t.Parallel()
	var got []string
	for _, entries := range years(t).teams() {
		for i, row := range historyTable(entries).rows {
			got = append(got, entries[i].File+row[2].text)
		}
	}
	if want := "none.yaml pay.yaml search-1.yaml search-2.yaml+5 search-3.yaml+2"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSparklineSpansWhatIsAttainable(t *testing.T) {
	t.Parallel()
	if got := (trend{scores: []int{30, 75, 120}, min: 30, max: 120}).sparkline(); got != "▁▄█" {
		t.Errorf("sparkline %q", got)
	}
	if got := (trend{scores: []int{0, 1, 27, 28}, max: 28}).sparkline(); got != "▁▂▇█" {
		t.Errorf("the lowest bar is not for the lowest score alone, or the highest not for the highest: %q", got)
	}
}

// over is the history of a team with these scores, of those respondents.
func over(t *testing.T, people []string, scores ...int) []HistoryEntry {
	t.Helper()
	m := tiny(1)
	m.Bank.Dimensions[0].Questions[0].Options[1].Points = 20
	for i := range 20 {
		m.Bank.Dimensions[0].Questions[0].Options = append(m.Bank.Dimensions[0].Questions[0].Options, maturity.Option{Points: 21 + i})
	}
	var entries []HistoryEntry
	for i, score := range scores {
		s := sheetOf(m, score)
		s.Respondent, s.Date = people[i%len(people)], fmt.Sprintf("2026-01-%02d", i+1)
		entries = append(entries, HistoryEntry{"f", mustScore(t, m, s)})
	}
	return entries
}

func TestTrendsSpanTheAssessmentsThatTheyDraw(t *testing.T) {
	t.Parallel()
	scores := make([]int, 14)
	for i := range scores {
		scores[i] = 20 + i
	}
	page := string(rendered(t, func(w io.Writer) error { return trendTables(over(t, []string{""}, scores...)).Text(w, Style{}) }))
	if !strings.Contains(page, "Trend, last 12 of 14 assessments\n") || !strings.Contains(page, "22 → 33 of 40  +11\n") {
		t.Error(page)
	}
	page = string(rendered(t, func(w io.Writer) error { return trendTables(over(t, []string{""}, scores[:12]...)).Text(w, Style{}) }))
	if strings.Contains(page, "Trend") || !strings.Contains(page, "20 → 31 of 40  +11\n") {
		t.Error(page)
	}
	page = string(rendered(t, func(w io.Writer) error {
		return trendTables(over(t, []string{""}, scores...)).Text(w, Style{Width: 40})
	}))
	if !strings.Contains(page, "  Everything  ▄") {
		t.Errorf("a name is broken to make room:\n%s", page)
	}
}

// Two people's answers differ without anything having changed.
func TestNoChangeIsBetweenTwoPeople(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		people  []string
		scores  []int
		changes []string
		trends  []string
	}{
		{[]string{"Ada", "Ben"}, []int{20, 32}, []string{"", ""}, nil},
		{[]string{"Ada", ""}, []int{20, 32}, []string{"", ""}, nil},
		{[]string{"Ada", "Ben"}, []int{20, 32, 25}, []string{"", "", "+5"}, []string{"Trend of Ada"}},
		{[]string{"", "Ben"}, []int{20, 32, 25, 30}, []string{"", "", "+5", "-2"}, []string{"Trend without a name", "Trend of Ben"}},
		{[]string{"Ada"}, []int{20, 32}, []string{"", "+12"}, []string{""}},
	} {
		entries := over(t, test.people, test.scores...)
		changes := each(historyTable(entries).rows, func(r []span) string { return r[2].text })
		if !slices.Equal(changes, test.changes) {
			t.Errorf("%q %v: changes %q, want %q", test.people, test.scores, changes, test.changes)
		}
		page := string(rendered(t, func(w io.Writer) error { return trendTables(entries).Text(w, Style{}) }))
		if got := strings.Count(page, "→") / 2; got != len(test.trends) {
			t.Errorf("%q %v: %d trends, want %d:\n%s", test.people, test.scores, got, len(test.trends), page)
		}
		for _, caption := range test.trends {
			if !strings.Contains(page, caption) {
				t.Errorf("%q %v: no %q in\n%s", test.people, test.scores, caption, page)
			}
		}
		if several := len(test.people) > 1; several != strings.Contains(page, "each person") {
			t.Errorf("%q: the page doesn't say what it compares:\n%s", test.people, page)
		}
	}
}

// Lines fit, and the name wraps before any figure does.
func TestLongNamesWrapInHistory(t *testing.T) {
	t.Parallel()
	entries := over(t, []string{strings.Repeat("Ada of the long name ", 7), "Ben"}, 20, 30, 25)
	for i := range entries {
		entries[i].Assessment.Sheet.Team = strings.Repeat("a team with a long name ", 6)
	}
	h := History{Model: entries[0].Assessment.Model, Entries: entries}
	for _, columns := range []int{30, 40, 80} {
		page := string(rendered(t, func(w io.Writer) error { return HistoryPage(h).Text(w, Style{Width: columns}) }))
		for line := range strings.Lines(page) {
			if got := display.Width(strings.TrimRight(line, "\n")); got > columns {
				t.Errorf("%d columns at %d: %s", got, columns, line)
			}
		}
		if !strings.Contains(page, "20 of 40") {
			t.Errorf("at %d columns a score is broken:\n%s", columns, page)
		}
	}
}

// Every format has the same facts.
func TestHistoryDocumentsHaveWhatThePageShows(t *testing.T) {
	t.Parallel()
	m := published()
	s := described(sheetOf(m, 1, -1, 2, 1, 1, 1, 1, 2, 0, 0, 1, 0, 1, 0))
	h := History{Model: m, Entries: []HistoryEntry{{"a.yaml", mustScore(t, m, s)}}}
	got := HistoryOf(h).Assessments[0]
	if got.Respondent != "J. Doe" || got.Score != 11 || got.Low != 11 || got.High != 13 || got.Max != 28 {
		t.Errorf("%+v", got)
	}
	if want := []string{"safety.content", "safety.responsible", "monitoring.feedback"}; !slices.Equal(got.Gaps, want) {
		t.Errorf("critical gaps %q, want %q", got.Gaps, want)
	}
	if len(got.Dimensions) != 7 || got.Dimensions[0].ID != "models" || got.Dimensions[0].Score != 1 || got.Dimensions[0].Unknown != 1 {
		t.Errorf("dimensions %+v", got.Dimensions)
	}
	rows := strings.Split(string(rendered(t, func(w io.Writer) error { return HistoryCSV(w, h) })), "\n")
	want := []string{
		"file,date,team,score,high,max,level,level_name,models,prompts,evaluation,deployment,safety,monitoring,strategy,respondent,unknown,critical_gaps",
		"a.yaml,2026-11-23,Search,11,13,28,2,defined,1,3,2,3,0,1,1,J. Doe,1,3", "",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("rows\n%q\nwant\n%q", rows, want)
	}
}

func TestHostileHistoryIsAPlainTable(t *testing.T) {
	t.Parallel()
	m, s := hostile()
	s.Team = "=HYPERLINK(\"http://x.example\",\"a\")\n=2" + harm
	h := History{Model: m, Entries: []HistoryEntry{{"@file,\"x\"", mustScore(t, m, s)}, {"-f", mustScore(t, m, maturity.Sheet.Clone(s))}}}
	document := string(rendered(t, func(w io.Writer) error { return HistoryCSV(w, h) }))
	rows, err := csv.NewReader(strings.NewReader(document)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(len(cell), 1)], "=+-@") || display.HasHidden(cell) {
				t.Errorf("the cell %q is a formula or has hidden characters", cell)
			}
		}
	}
}

func TestTheNextAssessmentIsDueAfterAQuarter(t *testing.T) {
	t.Parallel()
	m := published()
	entry := func(date string) HistoryEntry {
		s := sheetOf(m, agreed...)
		s.Team, s.Date = "Search", date
		return HistoryEntry{"f", mustScore(t, m, s)}
	}
	for _, test := range []struct {
		today string
		dates []string
		want  string
	}{
		{"2026-11-23", []string{"2026-08-23"}, ""},
		{"2026-11-24", []string{"2026-08-23"}, "2026-11-23"},
		{"2026-11-24", []string{"2026-08-23", "2026-08-24"}, ""},
		{"2027-11-24", []string{"2026-08-23", ""}, "2026-11-23"},
		{"2027-11-24", []string{""}, ""},
		{"", []string{"2020-01-01"}, ""},
	} {
		h := History{Model: m, Today: test.today}
		for _, date := range test.dates {
			h.Entries = append(h.Entries, entry(date))
		}
		if got := h.due(h.Entries).Due; got != test.want {
			t.Errorf("on %s after %v: due on %q; expected %q", test.today, test.dates, got, test.want)
		}
	}
}
