package rollup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"genaiops/internal/maturity"
)

// spelled returns sheets of two teams in two units, each spelled in several ways.
func spelled(m *maturity.Model) []maturity.Sheet {
	var sheets []maturity.Sheet
	for i, names := range [][2]string{{"Zürich", "Retail"}, {"zurich", "RETAIL"}, {"ZÜRICH", "rétail"}, {"Bern", "Bank"}, {"bern", "bank"}} {
		s := sheetOf(m, names[0], fmt.Sprintf("2026-0%d-01", i+1), 1, i%2, 0, 0)
		s.Labels = map[string]string{"unit": names[1]}
		sheets = append(sheets, s)
	}
	return sheets
}

func TestNamesThatDifferInCaseOrAccentsAreOne(t *testing.T) {
	t.Parallel()
	m := tiny()
	sheets := spelled(m)
	for parts := 1; parts <= len(sheets); parts++ {
		rand.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		s := summarize(t, m, Options{By: "unit"}, parts, sheets)
		var groups []string
		for _, g := range s.Groups {
			groups = append(groups, fmt.Sprintf("%s %d", g.Name, g.Sheets))
		}
		if want := []string{"Bank 2", "RETAIL 3"}; !slices.Equal(groups, want) {
			t.Errorf("groups %q, want %q", groups, want)
		}
		if want := []string{"Bern", "ZÜRICH"}; !slices.Equal(s.Repeated, want) {
			t.Errorf("several sheets: %q, want %q", s.Repeated, want)
		}
		want := []string{"bern 2026-05-01 bank [1 0 0 0]", "ZÜRICH 2026-03-01 rétail [1 0 0 0]"}
		if got, _, _ := latest(t, m, "unit", parts, sheets); !slices.Equal(got, want) {
			t.Errorf("the latest are\n%q; want\n%q", got, want)
		}
	}
}

// A period is no name: what is written in two ways is in order, and apart.
func TestPeriodsAreComparedAsTheyAre(t *testing.T) {
	t.Parallel()
	m := tiny()
	sheets := spelled(m)
	for i := range sheets {
		sheets[i].Labels = map[string]string{"quarter": []string{"FY27-Q1", "fy27-q1"}[i%2]}
	}
	s := summarize(t, m, Options{By: "quarter", Trend: true}, 2, sheets)
	if s.Trend.Period != "fy27-q1" || s.Sheets != 2 || len(s.Groups) != 2 || s.Groups[0].Sheets != 3 {
		t.Errorf("the newest is %s with %d sheets; groups %+v", s.Trend.Period, s.Sheets, s.Groups)
	}
}
