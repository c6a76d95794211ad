package report

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// organization is the roll-up of some teams, one of them hostile.
func organization(t *testing.T, m *maturity.Model, teams ...maturity.Sheet) *rollup.Summary {
	t.Helper()
	b := rollup.NewBuilder(m, rollup.Options{By: "unit", Rows: 2, Names: 3})
	for _, s := range teams {
		r, err := b.Record(s)
		if err != nil {
			t.Fatal(err)
		}
		b.Add(r)
	}
	b.Reject()
	return b.Summary()
}

// sixTeams answer the published model: 0, 0, 14, 14 to 16, 28 and 28 points.
func sixTeams(m *maturity.Model) []maturity.Sheet {
	var teams []maturity.Sheet
	for i, points := range []int{0, 0, 1, 1, 2, 2} {
		s := maturity.Sheet{Answers: map[string]maturity.Answer{}}
		for _, q := range m.Bank.Questions() {
			s.Answers[q.ID] = maturity.Answer{Points: points}
		}
		s.Team = "team " + string(rune('A'+i))
		s.Labels = map[string]string{"unit": []string{"Retail", "Insurance"}[i%2]}
		teams = append(teams, s)
	}
	unsure := teams[3].Answers
	unsure[m.Bank.Questions()[0].ID] = maturity.Answer{Unknown: true}
	delete(teams[5].Labels, "unit")
	return teams
}

func rollupFormats(s *rollup.Summary) formats {
	return formats{
		value:    s,
		text:     func(w io.Writer, st Style) error { return RollupPage(s).Text(w, st) },
		markdown: func(w io.Writer) error { return RollupPage(s).Markdown(w) },
		document: func() any { return Rollup(s) },
		html:     func(w io.Writer) error { return RollupHTML(w, s, "") },
	}
}

func TestRollupPartsAreTheGoldenFiles(t *testing.T) {
	t.Parallel()
	m := published()
	checkFormats(t, "rollup", rollupFormats(organization(t, m, sixTeams(m)...)))
}

func TestRollupOfNothingSaysSo(t *testing.T) {
	t.Parallel()
	s := organization(t, published())
	var text, page bytes.Buffer
	if err := RollupPage(s).Text(&text, Style{}); err != nil {
		t.Fatal(err)
	}
	if err := RollupHTML(&page, s, ""); err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{text.String(), page.String()} {
		if !strings.Contains(got, "0 sheets") || !strings.Contains(strings.ToLower(got), "1 sheet rejected") || strings.Contains(got, "mean 0") {
			t.Errorf("it lacks that there is nothing to add up, or why:\n%s", got)
		}
	}
}

func TestALongNameIsWrappedAndCostsNoFigures(t *testing.T) {
	t.Parallel()
	m := published()
	teams := sixTeams(m)
	teams[0].Team = "The international platform team for retrieval, ranking and search"
	teams[1].Labels["unit"] = "Insurance, reinsurance and everything else that the others leave"
	s := organization(t, m, teams...)
	for columns, want := range map[int]bool{40: false, 80: true, 120: true} {
		var text bytes.Buffer
		if err := RollupPage(s).Text(&text, Style{Width: columns}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "at level 1 · 2 · 3 · 4") != want || strings.Contains(text.String(), "█ 4") != want {
			t.Errorf("at %d columns, want figures next to the names: %t\n%s", columns, want, text.String())
		}
		for line := range strings.Lines(text.String()) {
			if display.Width(strings.TrimRight(line, "\n")) > columns {
				t.Errorf("wider than %d columns: %s", columns, line)
			}
		}
	}
}

func TestAVeryLongNameIsCutInPagesButNotInDocuments(t *testing.T) {
	t.Parallel()
	m := published()
	teams := sixTeams(m)
	name := strings.Repeat("team ", 2000)
	teams[0].Team, teams[0].Labels["unit"] = name, name
	summary := organization(t, m, teams...)
	for format, render := range map[string]func(io.Writer) error{
		"text":     func(w io.Writer) error { return RollupPage(summary).Text(w, Style{}) },
		"markdown": func(w io.Writer) error { return RollupPage(summary).Markdown(w) },
		"html":     func(w io.Writer) error { return RollupHTML(w, summary, "") },
	} {
		var b bytes.Buffer
		if err := render(&b); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "team "); n < 10 || n > 100 {
			t.Errorf("%s shows %d words of a name", format, n)
		}
	}
	if !slices.ContainsFunc(Rollup(summary).Groups, func(g RollupGroupDocument) bool { return g.Name == name }) {
		t.Error("the document cuts the name of a group")
	}
}

func TestHostileTeamsAreHarmlessInARollup(t *testing.T) {
	t.Parallel()
	m, s := hostile()
	s.Team = "<script>alert(1)</script>\x1b[31m\u202e" + s.Team
	s.Labels = map[string]string{"unit": `"><img src=x onerror=alert(1)>` + "\x07"}
	summary := organization(t, m, s)
	for name, render := range map[string]func(io.Writer) error{
		"text":     func(w io.Writer) error { return RollupPage(summary).Text(w, Style{}) },
		"markdown": func(w io.Writer) error { return RollupPage(summary).Markdown(w) },
		"html":     func(w io.Writer) error { return RollupHTML(w, summary, "") },
		"json":     func(w io.Writer) error { return JSON(w, Rollup(summary)) },
	} {
		var b bytes.Buffer
		if err := render(&b); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\x07\u202e") {
			t.Errorf("%s lets control characters through", name)
		}
		if name != "json" && name != "text" && (strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "<img")) {
			t.Errorf("%s lets markup through:\n%s", name, b.String())
		}
	}
}

func TestDarknessSpansTheAttainableSubtotals(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{published(), foreign()} {
		for i := range m.Bank.Dimensions {
			d := &m.Bank.Dimensions[i]
			low, high := d.Range()
			at := func(score int) int { return darkness(d, float64(score)) }
			if at(low) != 0 || at(high) != 4 {
				t.Errorf("%s: %d to %d", d.ID, at(low), at(high))
			}
			for score := low; score < high; score++ {
				if at(score) > at(score+1) {
					t.Errorf("%s: %d is darker than %d", d.ID, score, score+1)
				}
			}
		}
	}
}
