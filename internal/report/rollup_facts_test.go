package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"math/big"
	"math/rand"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

func TestPercentagesAddUpAndHideNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		parts []int
		want  string
	}{
		{[]int{1, 299}, "<1 % >99 %"},
		{[]int{0, 300}, "0 % 100 %"},
		{[]int{1, 1, 1}, "34 % 33 % 33 %"},
		{[]int{1, 2, 3, 0}, "17 % 33 % 50 % 0 %"},
		{[]int{1, 5}, "17 % 83 %"},
		{[]int{1, 1, 1, 297}, "1 % <1 % <1 % 99 %"},
		{[]int{5, 5, 5, 185}, "3 % 3 % 2 % 92 %"},
		{[]int{0, 0}, " "},
		{[]int{1}, "100 %"},
	} {
		if got := strings.Join(percentages(test.parts), " "); got != test.want {
			t.Errorf("%v: %s, want %s", test.parts, got, test.want)
		}
	}
}

func TestAMeanIsAnEndOnlyIfItIsThat(t *testing.T) {
	t.Parallel()
	for mean, want := range map[float64]string{0: "0.0", 0.004: ">0.0", 0.1: "0.1", 3.94: "3.9", 1196.0 / 300: "<4.0", 4: "4.0"} {
		if got := figure(mean, 0, 4); got != want {
			t.Errorf("%v is shown as %s, want %s", mean, got, want)
		}
	}
	if got := meanOf(5.01, 5, 20); got != ">5.0 of 20" {
		t.Error(got)
	}
}

func TestSharesAreComparedExactly(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	share := func(sum, low, high, sheets int) *big.Rat {
		return big.NewRat(int64(sum-low*sheets), int64((high-low)*sheets))
	}
	ties := 0
	for range 20_000 {
		sheets, aMin, bMin := 1+r.Intn(7), r.Intn(3), r.Intn(3)
		aMax, bMax := aMin+1+r.Intn(6), bMin+1+r.Intn(6)
		a, b := aMin*sheets+r.Intn((aMax-aMin)*sheets+1), bMin*sheets+r.Intn((bMax-bMin)*sheets+1)
		want := share(a, aMin, aMax, sheets).Cmp(share(b, bMin, bMax, sheets))
		if got := compareShares(a, aMin, aMax, b, bMin, bMax, sheets); got != want {
			t.Fatalf("%d of %d to %d and %d of %d to %d in %d sheets: %d, want %d", a, aMin, aMax, b, bMin, bMax, sheets, got, want)
		}
		if want == 0 {
			ties++
		}
	}
	if ties < 1000 {
		t.Errorf("only %d ties", ties)
	}
}

// totalsOf are the totals of these sheets of the published model.
func totalsOf(t *testing.T, m *maturity.Model, sheets ...maturity.Sheet) *rollup.Summary {
	t.Helper()
	b := rollup.NewBuilder(m, rollup.Options{Rows: 5, Names: 3})
	addSheets(t, b, sheets...)
	return b.Summary()
}

func TestWeakestQuestionsAreWeakAndTheirTiesAreSaid(t *testing.T) {
	t.Parallel()
	m := published()
	for name, test := range map[string]struct {
		points []int
		shown  int
		rest   string
	}{
		"all at the highest":      {[]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, 0, "Every answer is the highest."},
		"all alike":               {[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 5, "9 more questions tie with the last one."},
		"six alike":               {[]int{1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2}, 5, "1 more question ties with the last one."},
		"five alike":              {[]int{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2}, 5, ""},
		"two are not the highest": {[]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 0}, 2, ""},
	} {
		questions, rest := weakestQuestions(totalsOf(t, m, sheetOf(m, test.points...)).Totals)
		if len(questions) != test.shown || rest != test.rest {
			t.Errorf("%s: %d questions, %q; want %d, %q", name, len(questions), rest, test.shown, test.rest)
		}
	}
}

func TestOneSheetHasAScoreAndNoMean(t *testing.T) {
	t.Parallel()
	m := published()
	one := sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
	if s := totalsOf(t, m, one); rollupScore(s) != "14 of 28" || len(rollupFacts(s)) != 0 {
		t.Errorf("%s, %v", rollupScore(s), rollupFacts(s))
	}
	if s := totalsOf(t, m, one, one); rollupScore(s) != "mean 14.0, median 14 of 28" || rollupFacts(s)[0] != "every score is 14" {
		t.Errorf("%s, %v", rollupScore(s), rollupFacts(s))
	}
}

func TestSheetsWithoutATeamAreToldApart(t *testing.T) {
	t.Parallel()
	m := published()
	var sheets []maturity.Sheet
	for _, date := range []string{"2026-01-01", "2026-02-01", ""} {
		s := sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
		s.Date = date
		sheets = append(sheets, s)
	}
	s := totalsOf(t, m, sheets...)
	names := each(s.Weakest, namer(s))
	if want := []string{"(no team)", "(no team) · 2026-01-01", "(no team) · 2026-02-01"}; !slices.Equal(names, want) {
		t.Errorf("rows are named %q, want %q", names, want)
	}
}

func TestOnlyTheEndsHaveTheSignsOfTheEnds(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{published(), foreign()} {
		d := &m.Bank.Dimensions[0]
		low, high := d.Range()
		for i := range 1001 {
			mean := float64(low) + float64(high-low)*float64(i)/1000
			got := shade(d, mean)
			if (got == "·") != (i == 0) || (got == "█") != (i == 1000) {
				t.Errorf("%v from %d to %d is %s", mean, low, high, got)
			}
		}
	}
}

func TestColumnsOfAHeatMapHaveDistinctHeads(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		names []string
		heads string
		key   string
	}{
		{[]string{"Models", "Prompts", "A"}, "Model|Promp|A", ""},
		{[]string{"Model choice", "Model tuning", "Prompts"}, "1|2|3", "Columns: 1 Model choice, 2 Model tuning, 3 Prompts."},
		{[]string{"国際化と現地化", "評価"}, "国際|評価", ""},
	} {
		heads, key := heatHeads(test.names, heatHead)
		if strings.Join(heads, "|") != test.heads || key != test.key {
			t.Errorf("%v: %v, %q", test.names, heads, key)
		}
		for _, head := range heads {
			if display.Width(head) > heatHead {
				t.Errorf("%q is wider than its column", head)
			}
		}
	}
}

func TestWithoutSheetsThereAreNoFigures(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{published(), foreign()} {
		s := totalsOf(t, m)
		for name, page := range rollupPages(t, s) {
			if !strings.Contains(strings.ToLower(page), "nothing to add up") || strings.Contains(page, " of ") || strings.Contains(page, "%") {
				t.Errorf("%s has figures, or lacks that there are none:\n%s", name, page)
			}
		}
		var document struct {
			Score      map[string]any
			Dimensions []map[string]any
			Questions  []map[string]any
		}
		if err := json.Unmarshal(rendered(t, func(w io.Writer) error { return JSON(w, Rollup(s)) }), &document); err != nil {
			t.Fatal(err)
		}
		if want := map[string]any{"mean": nil, "min": nil, "max": nil, "median": nil}; !reflect.DeepEqual(document.Score, want) {
			t.Errorf("score %v", document.Score)
		}
		for _, one := range slices.Concat(document.Dimensions, document.Questions) {
			if mean, ok := one["mean"]; !ok || mean != nil {
				t.Errorf("%v has a mean", one)
			}
		}
	}
}

// rollupPages are the pages of a roll-up as people read them, without markup.
func rollupPages(t *testing.T, s *rollup.Summary) map[string]string {
	t.Helper()
	read := func(write func(io.Writer) error) string { return string(rendered(t, write)) }
	markup := regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)
	page := read(func(w io.Writer) error { return RollupHTML(w, s, "") })
	_, page, _ = strings.Cut(page, "<body>")
	return map[string]string{
		"text":     read(func(w io.Writer) error { return RollupPage(s).Text(w, Style{Width: 400}) }),
		"Markdown": strings.NewReplacer(`\`, "", "|", " ").Replace(read(func(w io.Writer) error { return RollupPage(s).Markdown(w) })),
		"HTML":     html.UnescapeString(markup.ReplaceAllString(page, " ")),
	}
}

// The facts come from the document. Every page must have all of them, in the same
// order.
func TestEveryPageOfARollupHasTheFactsOfItsDocument(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(7))
	for name, m := range map[string]*maturity.Model{"published": published(), "foreign": foreign()} {
		for n := range 40 {
			s := randomRollup(t, r, m, n)
			facts := factsOf(t, m, Rollup(s))
			for form, page := range rollupPages(t, s) {
				rest := strings.Join(strings.Fields(page), " ")
				for _, l := range s.Levels { // HTML has them before the count, the others behind it
					if !strings.Contains(rest, levelGaps(l)) {
						t.Errorf("%s, %d sheets: %s lacks %q:\n%s", name, n, form, levelGaps(l), page)
					}
				}
				for _, fact := range facts {
					var found bool
					if _, rest, found = strings.Cut(rest, fact); !found {
						t.Errorf("%s, %d sheets: %s lacks %q, or has it elsewhere:\n%s", name, n, form, fact, page)
						break
					}
				}
			}
		}
	}
}

// TestEveryPageOfATrendHasTheFactsOfItsDocument is the same for what only a trend
// has, in any order: text and pages have some of it in tables.
func TestEveryPageOfATrendHasTheFactsOfItsDocument(t *testing.T) {
	t.Parallel()
	s := trended(t)
	d := Rollup(s)
	low, high := s.Model.Bank.Range()
	facts := []string{
		"In 2026-Q3, 4 teams and 1 sheet without a team: 2 at level 2; mean 16.2, up 2.2 since 2026-Q2.",
		"With critical gaps: 2 of 5", "Missing in 2026-Q3: Billing (last in 2026-Q2)", "ew in 2026-Q3: Maps", "3 teams with an earlier sheet: up 4.3 on average since that",
		"1 sheet without a date, in no quarter",
	}
	for _, g := range d.Groups {
		if g.Name != "" {
			facts = append(facts, g.Name, figure(*g.Score.Mean, low, high), strings.Join(each(g.Levels, func(l RollupLevelDocument) string { return withMark(l.Count, l.Gaps) }), " · "))
		}
	}
	for i := range d.Groups[0].Dimensions {
		for _, g := range d.Groups[:3] {
			facts = append(facts, fmt.Sprintf("%.1f", *g.Dimensions[i].Mean))
		}
	}
	for form, page := range rollupPages(t, s) {
		page = strings.Join(strings.Fields(page), " ")
		for _, fact := range facts {
			if !strings.Contains(page, fact) {
				t.Errorf("%s lacks %q:\n%s", form, fact, page)
			}
		}
	}
	if d.Sheets != 12 || d.Trend.Newest.Sheets != 5 || *d.Trend.Change != s.Score.Mean-14 || d.Trend.MissingTeams[0].Last != "2026-Q2" {
		t.Errorf("%d sheets, %+v", d.Sheets, d.Trend)
	}
}

func TestPortionsFillTheLengthAndShowEveryPart(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(5))
	for range 5000 {
		length, parts, there, sum := 8+r.Intn(20), make([]int, 1+r.Intn(6)), 0, 0
		for i := range parts {
			if parts[i] = r.Intn(1+r.Intn(500)) * r.Intn(2); parts[i] > 0 {
				there++
			}
		}
		lengths := portions(parts, length)
		for i, n := range lengths {
			sum += n
			if (n > 0) != (parts[i] > 0) {
				t.Fatalf("%v of %d: %v", parts, length, lengths)
			}
		}
		if there > 0 && sum != length {
			t.Fatalf("%v of %d: %v", parts, length, lengths)
		}
	}
}

func randomRollup(t *testing.T, r *rand.Rand, m *maturity.Model, sheets int) *rollup.Summary {
	t.Helper()
	b := rollup.NewBuilder(m, rollup.Options{By: "unit", Rows: 4, Names: 3})
	for i := range sheets {
		s := maturity.Sheet{Team: fmt.Sprintf("Team%d", i), Answers: map[string]maturity.Answer{}, Labels: map[string]string{}}
		if r.Intn(5) > 0 {
			s.Labels["unit"] = string(rune('X' + r.Intn(3)))
		}
		skill := r.Intn(3)
		for _, q := range m.Bank.Questions() {
			at := len(q.Options) - 1
			if skill < 2 {
				at = r.Intn(len(q.Options)) * skill
			}
			s.Answers[q.ID] = maturity.Answer{Points: q.Options[at].Points, Unknown: r.Intn(9) == 0}
		}
		addSheets(t, b, s)
	}
	return b.Summary()
}

// factsOf are the figures of a document in the order of its pages.
func factsOf(t *testing.T, m *maturity.Model, d RollupDocument) []string {
	t.Helper()
	if d.Sheets == 0 {
		return nil
	}
	var facts []string
	add := func(fact any) { facts = append(facts, fmt.Sprint(fact)) }
	if d.Unknown > 0 {
		add("nknown answers count as the lowest (" + display.Count(d.Unknown, "sheet") + ")")
	}
	for _, l := range d.Levels {
		add(l.Number)
		add(l.Name)
		add(l.Count)
	}
	sort.SliceStable(d.Dimensions, func(i, j int) bool {
		a, b := d.Dimensions[i], d.Dimensions[j]
		return share(*a.Mean, a.Min, a.Max) < share(*b.Mean, b.Min, b.Max)-1e-9
	})
	for _, dimension := range d.Dimensions {
		add(dimension.Name)
	}
	for _, dimension := range d.Dimensions {
		if len(dimension.Teams) > 0 {
			add(dimension.Name + " at its lowest: " + strings.Join(dimension.Teams, ", "))
		}
	}
	for _, g := range d.Groups {
		add(groupName(rollup.Group{Name: g.Name}, d.By))
		add(g.Sheets)
		add(strings.Join(each(g.Levels, func(l RollupLevelDocument) string { return withMark(l.Count, l.Gaps) }), " · "))
	}
	for _, row := range slices.Concat(d.Weakest, d.Strongest) {
		add(row.Team)
		if row.High > row.Score {
			add(fmt.Sprintf("%d-%d", row.Score, row.High))
		} else {
			add(row.Score)
		}
		add(row.Level)
		if row.Gaps > 0 {
			add(row.Gaps)
		}
		for i := range m.Bank.Dimensions {
			add(row.Dimensions[m.Bank.Dimensions[i].ID])
		}
	}
	return facts
}

func TestADocumentOfARollupHasTheRowsOfItsPage(t *testing.T) {
	t.Parallel()
	m := published()
	s := randomRollup(t, rand.New(rand.NewSource(3)), m, 20)
	d := Rollup(s)
	if len(d.Weakest) != 4 || len(d.Strongest) != 4 || d.Omitted != 12 || d.Max != 28 || d.Unknown != s.Unsure || s.Unsure == 0 {
		t.Errorf("%d weakest, %d strongest, %d omitted, of %d, %d unknown", len(d.Weakest), len(d.Strongest), d.Omitted, d.Max, d.Unknown)
	}
	first := d.Weakest[0]
	if first.Team != s.Weakest[0].Team || first.LevelName != s.Weakest[0].Level.Name || first.Dimensions["safety"] != s.Weakest[0].Dimensions[4] {
		t.Errorf("%+v is not %+v", first, s.Weakest[0])
	}
	var b bytes.Buffer
	if err := JSON(&b, d); err != nil || !strings.Contains(b.String(), `"with_unknown": `) {
		t.Error(err, b.String())
	}
}

func TestOldSheetsAndCommitmentsAreFacts(t *testing.T) {
	t.Parallel()
	m := published()
	dated := func(date string, due ...string) maturity.Sheet {
		s := sheetOf(m, agreed...)
		s.Date = date
		for i, id := range []string{"safety.content", "monitoring.feedback"}[:len(due)] {
			a := s.Answers[id]
			a.Next = maturity.Commitment{Points: 1, Due: due[i]}
			s.Answers[id] = a
		}
		return s
	}
	for want, sheets := range map[string][]maturity.Sheet{
		"dated 2025-11-26": {dated("2025-11-26")},
		"dated 2025-11-25 · 1 sheet older than a year":                                                   {dated("2025-11-25")},
		"dated 2026-11-26 · 1 commitment":                                                                {dated("2026-11-26", "2026-11-26")},
		"dated 2026-11-26 · 1 commitment, overdue":                                                       {dated("2026-11-26", "2026-11-25")},
		"dated 2026-11-26 · 2 commitments, 1 of them overdue":                                            {dated("2026-11-26", "2026-11-25", "")},
		"every score is 13 · dated 2024-01-01 to 2026-11-26 · 2 sheets older than a year · 1 commitment": {dated("2024-01-01"), dated("2024-01-02"), dated("2026-11-26", "")},
	} {
		b := rollup.NewBuilder(m, rollup.Options{Rows: 5, Names: 3, Today: "2026-11-26"})
		addSheets(t, b, sheets...)
		if got := strings.Join(rollupFacts(b.Summary()), " · "); got != want {
			t.Errorf("got %q; expected %q", got, want)
		}
	}
}
