package rollup

import (
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func models(tb testing.TB) map[string]*maturity.Model {
	return map[string]*maturity.Model{"tiny": tiny(), "built-in": builtIn(tb), "foreign": foreign(tb)}
}

func TestOrderAndNumberOfBuildersNeverMatter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	for name, m := range models(t) {
		for _, o := range []Options{{}, {Rows: 7, Names: 4}, {By: "unit", Rows: 1000, Names: 1000}} {
			sheets := random(m, 300)
			want := summarize(t, m, o, 1, sheets)
			for builders := 1; builders <= 8; builders++ {
				r.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
				if got := summarize(t, m, o, builders, sheets); !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %+v: %d builders give %+v, one gave %+v", name, o, builders, got, want)
				}
			}
		}
	}
}

// The naive sum scores every sheet first.
func TestSummaryEqualsTheNaiveSum(t *testing.T) {
	t.Parallel()
	for name, m := range models(t) {
		sheets := random(m, 301)
		got := summarize(t, m, Options{By: "unit"}, 3, sheets)
		checkNaively(t, name, m, got.Totals, sheets)
		byUnit := map[string][]maturity.Sheet{}
		for _, s := range sheets {
			byUnit[s.Labels["unit"]] = append(byUnit[s.Labels["unit"]], s)
		}
		if len(got.Groups) != len(byUnit) {
			t.Errorf("%s: %d groups, expected %d", name, len(got.Groups), len(byUnit))
		}
		for _, g := range got.Groups {
			checkNaively(t, name+"/"+g.Name, m, g.Totals, byUnit[g.Name])
		}
	}
}

func checkNaively(t *testing.T, name string, m *maturity.Model, got Totals, sheets []maturity.Sheet) {
	t.Helper()
	want := naive(t, m, sheets)
	for i := range got.Dimensions {
		got.Dimensions[i].LowestTeams = nil
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %+v\nwant %+v", name, got, want)
	}
}

func naive(t *testing.T, m *maturity.Model, sheets []maturity.Sheet) Totals {
	t.Helper()
	var assessments []*maturity.Assessment
	for _, s := range sheets {
		a, err := maturity.Score(m, s)
		if err != nil {
			t.Fatal(err)
		}
		assessments = append(assessments, a)
	}
	total := Totals{Sheets: len(sheets)}
	var scores []int
	for _, a := range assessments {
		scores = append(scores, a.Low)
		if len(a.Unknown()) > 0 {
			total.Unsure++
		}
	}
	slices.Sort(scores)
	total.Score = ScoreStats{
		Mean: average(scores), Min: scores[0], Max: scores[len(scores)-1],
		Median: average([]int{scores[(len(scores)-1)/2], scores[len(scores)/2]}),
	}
	for i := range m.Levels {
		count := LevelCount{Level: &m.Levels[i]}
		for _, a := range assessments {
			if a.Level != count.Level {
				continue
			}
			count.Count++
			if len(a.CriticalGaps()) > 0 {
				count.Gaps++
			}
		}
		total.Levels = append(total.Levels, count)
	}
	for i := range m.Bank.Dimensions {
		total.Dimensions = append(total.Dimensions, naiveDimension(assessments, i))
	}
	for i, q := range m.Bank.Questions() {
		total.Questions = append(total.Questions, naiveQuestion(assessments, i, q))
	}
	return total
}

func naiveDimension(assessments []*maturity.Assessment, i int) DimensionTotal {
	var total DimensionTotal
	var scores []int
	for _, a := range assessments {
		d := a.Dimensions[i]
		total.Dimension, total.Min, total.Max = d.Dimension, d.Min, d.Max
		scores = append(scores, d.Score)
		if d.AtLowest() {
			total.Lowest++
		}
	}
	total.Sum, total.Mean = sum(scores), average(scores)
	return total
}

func naiveQuestion(assessments []*maturity.Assessment, i int, q *maturity.Question) QuestionTotal {
	total := QuestionTotal{Question: q}
	var points []int
	counts := map[int]int{}
	for _, a := range assessments {
		points = append(points, a.Answers[i].Points)
		if a.Answers[i].Unknown {
			total.Unknown++
		} else {
			counts[a.Answers[i].Points]++
		}
	}
	for _, o := range q.Options {
		total.Counts = append(total.Counts, OptionCount{o.Points, counts[o.Points]})
	}
	total.Sum, total.Mean = sum(points), average(points)
	return total
}

func average(numbers []int) float64 { return float64(sum(numbers)) / float64(len(numbers)) }

func sum(numbers []int) int {
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
}

func TestWeakestAndStrongestAreTheEndsOfTheTable(t *testing.T) {
	t.Parallel()
	m := builtIn(t)
	sheets := random(m, 100)
	table := summarize(t, m, Options{Rows: 100}, 1, sheets).Weakest
	if len(table) != 100 || !slices.IsSortedFunc(table, Row.compare) || table[0].Score == table[99].Score {
		t.Fatalf("%d rows, not in order: %v", len(table), table)
	}
	for _, c := range []struct{ rows, weakest, strongest int }{
		{0, 0, 0}, {1, 1, 1}, {49, 49, 49}, {50, 50, 50}, {51, 51, 49}, {99, 99, 1}, {100, 100, 0}, {1000, 100, 0},
	} {
		s := summarize(t, m, Options{Rows: c.rows}, 4, sheets)
		if !reflect.DeepEqual(s.Weakest, slices.Clone(table[:c.weakest])) && c.weakest > 0 || len(s.Weakest) != c.weakest {
			t.Errorf("Rows %d: the weakest are %v", c.rows, s.Weakest)
		}
		if !reflect.DeepEqual(s.Strongest, slices.Clone(table[100-c.strongest:])) && c.strongest > 0 || len(s.Strongest) != c.strongest {
			t.Errorf("Rows %d: the strongest are %v", c.rows, s.Strongest)
		}
		if s.Omitted() != 100-c.weakest-c.strongest {
			t.Errorf("Rows %d: %d omitted", c.rows, s.Omitted())
		}
	}
}

func TestARowSaysWhatTheAssessmentSays(t *testing.T) {
	t.Parallel()
	m := tiny()
	s := sheetOf(m, "Search", "2026-11-23", 2, 1, -1, 2)
	s.Labels = map[string]string{"unit": "Retail"}
	got := summarize(t, m, Options{By: "unit", Rows: 1}, 1, []maturity.Sheet{s}).Weakest[0]
	want := Row{
		Team: "Search", Date: "2026-11-23", Group: "Retail", Score: 5, High: 7, Unknown: 1, Gaps: 1,
		Level: &m.Levels[1], Dimensions: []int{3, 2},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestTeamsAtTheLowestOfACriticalDimensionAreNamed(t *testing.T) {
	t.Parallel()
	m := tiny()
	sheets := []maturity.Sheet{
		sheetOf(m, "D", "", 0, 0, 0, 0), sheetOf(m, "A", "", 0, 0, 0, -1), sheetOf(m, "C", "", 2, 2, 0, 0),
		sheetOf(m, "B", "", 0, 0, 0, 1), sheetOf(m, "", "", 1, 1, 0, 0), sheetOf(m, "C", "", 2, 1, 0, 0),
	}
	for names, want := range map[int]string{0: "[]", 1: "[A]", 2: "[A C]", 3: "[A C D]", 9: "[A C D]"} {
		s := summarize(t, m, Options{Names: names}, 2, sheets)
		if got := fmt.Sprint(s.Dimensions[1].LowestTeams); got != want {
			t.Errorf("Names %d: got %s, want %s", names, got, want)
		}
		if s.Dimensions[0].LowestTeams != nil {
			t.Errorf("teams are named for a dimension that is not critical: %v", s.Dimensions[0].LowestTeams)
		}
		if d := s.Dimensions[1]; d.Lowest != 5 {
			t.Errorf("%d at the lowest; expected 5", d.Lowest)
		}
	}
}

// The thousandth team has several sheets, and the one after it has more.
func TestTheFirstThousandTeamsAreCheckedForSeveralSheets(t *testing.T) {
	t.Parallel()
	m := tiny()
	var sheets []maturity.Sheet
	var want []string
	for i := range 1002 {
		team := fmt.Sprintf("team %04d", i)
		for range 1 + i%3 {
			sheets = append(sheets, sheetOf(m, team, "", 1, 1, 1, 1))
		}
		if i%3 > 0 && i < 1000 {
			want = append(want, team)
		}
	}
	sheets = append(sheets, sheetOf(m, "team 0999", "", 1, 1, 1, 1), sheetOf(m, "", "", 1, 1, 1, 1), sheetOf(m, "", "", 1, 1, 1, 1))
	want = append(want, "team 0999")
	for parts := 1; parts <= 3; parts++ {
		if got := summarize(t, m, Options{}, parts, sheets).Repeated; !slices.Equal(got, want) {
			t.Errorf("in %d parts: %q, want %q", parts, got, want)
		}
	}
}

// A label with a value for each sheet groups nothing, and must not fill the memory.
func TestGroupsAreLimited(t *testing.T) {
	t.Parallel()
	m := tiny()
	for _, groups := range []int{MaxGroups - 1, MaxGroups, MaxGroups + 1, MaxGroups + 500} {
		for parts := 1; parts <= 2; parts++ {
			var sheets []maturity.Sheet
			for i := range groups {
				s := sheetOf(m, "A", "", 1, 1, 1, 1)
				s.Labels = map[string]string{"unit": fmt.Sprint(i)}
				sheets = append(sheets, s)
			}
			s := summarize(t, m, Options{By: "unit"}, parts, sheets)
			if s.Sheets != groups || s.TooManyGroups != (groups > MaxGroups) || len(s.Groups) > MaxGroups+1 {
				t.Errorf("%d values: %d sheets, %d groups, %v", groups, s.Sheets, len(s.Groups), s.TooManyGroups)
			}
		}
	}
}

func TestNoSheetsGiveZeros(t *testing.T) {
	t.Parallel()
	m := tiny()
	b := NewBuilder(m, Options{By: "unit", Rows: 3, Names: 3})
	b.Reject()
	b.Unreadable()
	s := b.Summary()
	if s.Sheets != 0 || s.Rejected != 1 || s.Unreadable != 1 || s.Score != (ScoreStats{}) || len(s.Groups) != 0 {
		t.Errorf("%+v", s)
	}
	if len(s.Levels) != 2 || len(s.Dimensions) != 2 || len(s.Questions) != 4 || s.Dimensions[0].Mean != 0 {
		t.Errorf("%+v", s)
	}
}

func TestMergedBuildersAddWhatTheyDidNotCount(t *testing.T) {
	t.Parallel()
	all := NewBuilder(tiny(), Options{})
	wantRejected, wantUnreadable := 0, 0
	for part := range 4 {
		b := NewBuilder(tiny(), Options{})
		for range part {
			b.Reject()
		}
		for range 2*part + 1 {
			b.Unreadable()
		}
		wantRejected, wantUnreadable = wantRejected+part, wantUnreadable+2*part+1
		all.Merge(b)
		if s := all.Summary(); s.Rejected != wantRejected || s.Unreadable != wantUnreadable {
			t.Errorf("%d rejected and %d unreadable, want %d and %d", s.Rejected, s.Unreadable, wantRejected, wantUnreadable)
		}
	}
}

func TestGroupsAreSortedAndThatWithoutALabelIsLast(t *testing.T) {
	t.Parallel()
	s := summarize(t, tiny(), Options{By: "unit"}, 2, random(tiny(), 50))
	var names []string
	for _, g := range s.Groups {
		names = append(names, g.Name)
	}
	if fmt.Sprintf("%q", names) != `["A" "B" "C" ""]` {
		t.Errorf("%q", names)
	}
}

func TestASheetThatDoesNotScoreIsRefused(t *testing.T) {
	t.Parallel()
	m := tiny()
	for _, spoil := range []func(maturity.Sheet){
		func(s maturity.Sheet) { delete(s.Answers, "a.1") },
		func(s maturity.Sheet) { s.Answers["b.2"] = maturity.Answer{Points: 3} },
	} {
		s := sheetOf(m, "A", "", 1, 1, 1, 1)
		spoil(s)
		b := NewBuilder(m, Options{})
		if r, err := b.Record(s); err == nil {
			t.Errorf("%v is not refused, but counts as %v", s, r)
		}
	}
}

// latest returns the kept records as text, the number of records without a team,
// and the number of tied teams.
func latest(tb testing.TB, m *maturity.Model, by string, parts int, sheets []maturity.Sheet) (kept []string, alone, tied int) {
	tb.Helper()
	all := NewLatest(m, by)
	b := NewBuilder(m, Options{By: by})
	for i := range parts {
		l := NewLatest(m, by)
		for j := i; j < len(sheets); j += parts {
			r, err := b.Record(sheets[j])
			if err != nil {
				tb.Fatal(err)
			}
			if !l.Offer(r) {
				alone++
			}
		}
		all.Merge(l)
	}
	for r := range all.All() {
		kept = append(kept, fmt.Sprintf("%s %s %s %v", r.Team, r.Date, r.Group, r.Choices))
	}
	return kept, alone, all.Tied()
}

func TestLatestKeepsTheLatestOfATeam(t *testing.T) {
	t.Parallel()
	m := tiny()
	for name, c := range map[string]struct {
		sheets []maturity.Sheet
		want   string
		tied   int
	}{
		"by date": {
			[]maturity.Sheet{sheetOf(m, "A", "2026-01-02", 2, 2, 2, 2), sheetOf(m, "A", "2026-01-03", 1, 1, 1, 1), sheetOf(m, "A", "2025-12-31", 0, 0, 0, 0)},
			"[A 2026-01-03  [1 1 1 1]]", 0,
		},
		"any date before none": {
			[]maturity.Sheet{sheetOf(m, "A", "", 0, 0, 0, 0), sheetOf(m, "A", "2020-01-01", 1, 1, 1, 1)},
			"[A 2020-01-01  [1 1 1 1]]", 0,
		},
		"of one day the lower score": {
			[]maturity.Sheet{sheetOf(m, "A", "", 2, 0, 0, 0), sheetOf(m, "A", "", 0, 0, 0, 1), sheetOf(m, "A", "", 1, 1, 1, 1)},
			"[A   [0 0 0 1]]", 1,
		},
		"of one score the first options": {
			[]maturity.Sheet{sheetOf(m, "A", "", 1, 0, 0, 0), sheetOf(m, "A", "", 0, 1, 0, 0)},
			"[A   [0 1 0 0]]", 1,
		},
		"a tie of an earlier day is none": {
			[]maturity.Sheet{sheetOf(m, "A", "2026-01-02", 2, 2, 2, 2), sheetOf(m, "A", "2026-01-02", 1, 1, 1, 1), sheetOf(m, "A", "2026-01-03", 0, 0, 0, 0)},
			"[A 2026-01-03  [0 0 0 0]]", 0,
		},
		"each team": {
			[]maturity.Sheet{sheetOf(m, "B", "", 1, 0, 0, 0), sheetOf(m, "A", "", 0, 1, 0, -1), sheetOf(m, "", "", 0, 1, 0, 0)},
			"[A   [0 1 0 3] B   [1 0 0 0]]", 0,
		},
	} {
		for parts := 1; parts <= len(c.sheets); parts++ {
			if got, _, tied := latest(t, m, "unit", parts, c.sheets); fmt.Sprint(got) != c.want || tied != c.tied {
				t.Errorf("%s, in %d parts: got %v, %d tied; want %s, %d", name, parts, got, tied, c.want, c.tied)
			}
		}
	}
}

func TestTheSummaryHasTheFirstAndTheLastDate(t *testing.T) {
	t.Parallel()
	m := tiny()
	for dates, want := range map[string]string{
		"":                                  "-",
		"2026-02-01":                        "2026-02-01-2026-02-01",
		"2026-02-01,,2025-12-31,2026-01-01": "2025-12-31-2026-02-01",
	} {
		var sheets []maturity.Sheet
		for date := range strings.SplitSeq(dates, ",") {
			sheets = append(sheets, sheetOf(m, "A", date, 1, 1, 1, 1))
		}
		for parts := 1; parts <= 3; parts++ {
			if s := summarize(t, m, Options{}, parts, sheets); s.First+"-"+s.Last != want {
				t.Errorf("of %q in %d parts: %s to %s", dates, parts, s.First, s.Last)
			}
		}
	}
}

func TestLatestCountsTeamsWithSheetsInSeveralGroups(t *testing.T) {
	t.Parallel()
	m := tiny()
	b := NewBuilder(m, Options{By: "unit"})
	in := func(team, date, unit string) maturity.Sheet {
		s := sheetOf(m, team, date, 1, 1, 1, 1)
		s.Labels = map[string]string{"unit": unit}
		return s
	}
	sheets := []maturity.Sheet{
		in("A", "2026-01-01", "X"), in("A", "2026-02-01", "X"), in("B", "2026-02-01", "X"), in("B", "2026-01-01", "Y"), in("C", "", "Y"),
	}
	r := rand.New(rand.NewSource(4))
	for range 50 {
		r.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		parts := []*Latest{NewLatest(m, "unit"), NewLatest(m, "unit")}
		for i, s := range sheets {
			record, err := b.Record(s)
			if err != nil {
				t.Fatal(err)
			}
			parts[i%2].Offer(record)
		}
		if parts[0].Merge(parts[1]); parts[0].Moved() != 1 || parts[0].Tied() != 0 {
			t.Fatalf("%d moved, %d tied; expected B alone to have moved", parts[0].Moved(), parts[0].Tied())
		}
	}
}

func TestLatestDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	m := tiny()
	sheets := random(m, 400)
	want, alone, tied := latest(t, m, "unit", 1, sheets)
	teams := map[string]bool{}
	for _, s := range sheets {
		teams[s.Team] = true
	}
	delete(teams, "")
	if len(want) != len(teams) || alone == 0 {
		t.Errorf("%d kept of %d teams, %d alone", len(want), len(slices.Collect(maps.Keys(teams))), alone)
	}
	r := rand.New(rand.NewSource(2))
	for parts := 1; parts <= 8; parts++ {
		r.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		if got, n, ties := latest(t, m, "unit", parts, sheets); !slices.Equal(got, want) || n != alone || ties != tied {
			t.Errorf("in %d parts, %d alone, %d tied: %v", parts, n, ties, got)
		}
	}
}

// The caller may reuse the memory of a record after Add and Offer.
func TestOnlyCopiesOfARecordAreKept(t *testing.T) {
	t.Parallel()
	m := tiny()
	b, l := NewBuilder(m, Options{By: "unit", Rows: 9, Names: 9}), NewLatest(m, "unit")
	r := Record{Team: []byte("A"), Date: []byte("2026-01-01"), Group: []byte("X"), Choices: []Choice{0, 1, 0, 0}}
	b.Add(r)
	l.Offer(r)
	for _, text := range [][]byte{r.Team, r.Date, r.Group} {
		text[0] = '#'
	}
	r.Choices[1] = 2
	s := b.Summary()
	if row := s.Weakest[0]; row.Team != "A" || row.Date != "2026-01-01" || row.Group != "X" || s.Groups[0].Name != "X" ||
		s.Dimensions[1].LowestTeams[0] != "A" || s.Score.Max != 1 {
		t.Errorf("%+v", s)
	}
	for kept := range l.All() {
		if got := fmt.Sprintf("%s %s %s %v", kept.Team, kept.Date, kept.Group, kept.Choices); got != "A 2026-01-01 X [0 1 0 0]" {
			t.Error(got)
		}
	}
}
