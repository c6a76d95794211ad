package rollup

import (
	"fmt"
	"slices"
	"testing"

	"genaiops/internal/maturity"
)

func TestAPeriodIsThatOfTheDateUnlessALabelSaysOtherwise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ by, date, label, want string }{
		{"year", "2026-11-23", "", "2026"},
		{"month", "2026-11-23", "", "2026-11"},
		{"quarter", "2026-01-01", "", "2026-Q1"},
		{"quarter", "2026-03-31", "", "2026-Q1"},
		{"quarter", "2026-04-01", "", "2026-Q2"},
		{"quarter", "2026-09-30", "", "2026-Q3"},
		{"quarter", "2026-10-01", "", "2026-Q4"},
		{"quarter", "2026-12-31", "", "2026-Q4"},
		{"quarter", "2026-12-31", "FY27-Q2", "FY27-Q2"},
		{"quarter", "", "", ""},
		{"unit", "2026-12-31", "", ""},
	} {
		r := Grouped(Record{Date: []byte(c.date), Group: []byte(c.label)}, c.by)
		if string(r.Group) != c.want || string(r.Date) != c.date {
			t.Errorf("by %s, %q of %q is in %q; want %q", c.by, c.label, c.date, r.Group, c.want)
		}
		if want := c.by != "unit"; Period(c.by) != want {
			t.Errorf("%s is a period: %t", c.by, !want)
		}
	}
}

// years returns sheets of two teams in two years. A has two in the second year, and
// B has one without a date.
func years(m *maturity.Model) []maturity.Sheet {
	return []maturity.Sheet{
		sheetOf(m, "A", "2026-03-01", 1, 1, 1, 1), sheetOf(m, "A", "2025-03-01", 0, 0, 0, 0), sheetOf(m, "B", "2026-01-31", 0, 1, 0, 0),
		sheetOf(m, "A", "2026-05-01", 2, 1, 1, 1), sheetOf(m, "B", "", 1, 0, 0, 0), sheetOf(m, "", "2026-02-01", 1, 1, 1, 1),
	}
}

func TestSheetsAreGroupedByYear(t *testing.T) {
	t.Parallel()
	m := tiny()
	s := summarize(t, m, Options{By: "year"}, 2, years(m))
	var groups []string
	for _, g := range s.Groups {
		groups = append(groups, fmt.Sprintf("%s %d", g.Name, g.Sheets))
	}
	if want := []string{"2025 1", "2026 4", " 1"}; !slices.Equal(groups, want) {
		t.Errorf("groups %q, want %q", groups, want)
	}
	if want := []string{"A in 2026"}; !slices.Equal(s.Repeated, want) {
		t.Errorf("several sheets: %q, want %q", s.Repeated, want)
	}
}

func TestLatestKeepsOneOfATeamInEachPeriod(t *testing.T) {
	t.Parallel()
	m := tiny()
	want := []string{"A 2025-03-01 2025 [0 0 0 0]", "A 2026-05-01 2026 [2 1 1 1]", "B   [1 0 0 0]", "B 2026-01-31 2026 [0 1 0 0]"}
	for parts := 1; parts <= 6; parts++ {
		if got, alone, _ := latest(t, m, "year", parts, years(m)); !slices.Equal(got, want) || alone != 1 {
			t.Errorf("in %d parts %d count alone, and of the others\n%q; want\n%q", parts, alone, got, want)
		}
	}
}
