package report

import (
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// years is the history of two teams and of a sheet without a team.
func years(t *testing.T) History {
	t.Helper()
	m := published()
	h := History{Model: m}
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
	if want := "none.yaml pay.yaml search-1.yaml search-2.yaml+5 search-3.yaml+3"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSparklineSpansWhatIsAttainable(t *testing.T) {
	t.Parallel()
	if got := (trend{scores: []int{30, 75, 120}, min: 30, max: 120}).sparkline(); got != "▁▄█" {
		t.Errorf("sparkline %q", got)
	}
	long := trend{scores: append([]int{0}, make([]int, sparkWidth)...), max: 4}
	long.scores[sparkWidth] = 4
	if got := []rune(long.sparkline()); len(got) != sparkWidth || got[sparkWidth-1] != '█' {
		t.Errorf("%d assessments are shown as %q", len(long.scores), string(got))
	}
}

func TestHostileHistoryIsAPlainTable(t *testing.T) {
	t.Parallel()
	m, s := hostile()
	s.Team = "=HYPERLINK(\"http://x.example\",\"a\")\n=2" + harm
	h := History{m, []HistoryEntry{{"@file,\"x\"", mustScore(t, m, s)}, {"-f", mustScore(t, m, maturity.Sheet.Clone(s))}}}
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
