package report

import (
	"fmt"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

// banksToCompare are the built-in bank and one that shares nothing with it: other
// numbers of levels and options, points that don't start at 0, another language.
func banksToCompare(t *testing.T) map[string]*maturity.Model {
	t.Helper()
	const foreign = "../bank/testdata/foreign/"
	models := map[string]*maturity.Model{}
	for name, dirs := range map[string][2]bank.Dir{
		"built-in": {{FS: questions.FS, Name: "questions"}, {FS: levels.FS, Name: "levels"}},
		"foreign":  {{FS: os.DirFS(foreign + "questions"), Name: "questions"}, {FS: os.DirFS(foreign + "levels"), Name: "levels"}},
	} {
		m, problems, err := bank.Load(dirs[0], dirs[1])
		if m == nil {
			t.Fatal(problems, err)
		}
		models[name] = m
	}
	return models
}

// anySheet draws a sheet in one of its states: with unknown answers or none, low or
// high, with and without team, respondent, date, label and what-if.
func anySheet(r *rand.Rand, m *maturity.Model) maturity.Sheet {
	some := func(s string) string { return []string{"", s}[r.IntN(2)] }
	s := maturity.Sheet{Team: some("Search"), Respondent: some("Ada"), Date: some("2026-11-23"), Answers: map[string]maturity.Answer{}}
	if r.IntN(2) == 0 {
		s.Labels = map[string]string{"unit": "Retail"}
	}
	unknown, high := r.IntN(3)*r.IntN(50), r.IntN(100)
	for _, q := range m.Bank.Questions() {
		answer := maturity.Answer{Points: q.Options[r.IntN(len(q.Options))].Points}
		switch {
		case r.IntN(100) < unknown:
			answer = maturity.Answer{Unknown: true}
		case r.IntN(100) < high:
			answer.Points = q.Highest()
		}
		s.Answers[q.ID] = answer
	}
	if r.IntN(3) == 0 {
		s.WhatIf = []string{m.Bank.Questions()[r.IntN(len(m.Bank.Questions()))].ID}
	}
	return s
}

// TestTextAndMarkdownSayTheSame compares the words and numbers of every page. The
// scale of levels is a drawing in one and a table in the other.
func TestTextAndMarkdownSayTheSame(t *testing.T) {
	t.Parallel()
	for name, m := range banksToCompare(t) {
		scale := words(string(rendered(t, func(w io.Writer) error { return LevelsPage(m).Text(w, Style{Width: 100}) })))
		for _, l := range m.Levels {
			scale[fmt.Sprint(l.Min)], scale[fmt.Sprint(l.Max)] = true, true
		}
		r := rand.New(rand.NewPCG(3, 4))
		for range 300 {
			first, second := mustScore(t, m, anySheet(r, m)), mustScore(t, m, anySheet(r, m))
			pages := map[string]Page{"assessment": AssessmentPage(first), "comparison": ComparisonPage(maturity.Compare(first, second))}
			if p, err := maturity.NewPlan(first, nil); err == nil {
				pages["plan"] = PlanPage(p)
			}
			for page, p := range pages {
				text := words(string(rendered(t, func(w io.Writer) error { return p.Text(w, Style{Width: 100}) })))
				markdown := words(string(rendered(t, func(w io.Writer) error { return p.Markdown(w) })))
				only := func(a, b map[string]bool) []string {
					return slices.DeleteFunc(slices.Sorted(maps.Keys(a)), func(w string) bool { return b[w] || scale[w] || drawing[w] })
				}
				if here, there := only(text, markdown), only(markdown, text); len(here)+len(there) > 0 {
					t.Fatalf("%s, %s of %v: only in text %q, only in Markdown %q", name, page, first.Sheet, here, there)
				}
			}
		}
	}
}

// drawing are the heads of the tables and the labels of the scale, which the other
// format has no use for.
var drawing = map[string]bool{"band": true, "best": true, "change": true, "dimension": true, "name": true, "question": true, "raise": true, "score": true}

var word = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}.,:/=+−%'’-]*`)

// words returns the words of a page, in lower case, without its marks.
func words(page string) map[string]bool {
	set := map[string]bool{}
	for _, w := range word.FindAllString(strings.ToLower(strings.ReplaceAll(page, `\`, "")), -1) {
		set[strings.TrimRight(w, ".,:+-")] = true
	}
	return set
}

// TestThePageSaysWhatItsMarkdownSays checks that a report's page has every word and
// number of its Markdown. It has more: what the levels and the dimensions mean.
func TestThePageSaysWhatItsMarkdownSays(t *testing.T) {
	t.Parallel()
	hidden, ordinal := regexp.MustCompile(`(?s)<style>.*?</style>`), regexp.MustCompile(`(?m)^#+ \d+\\\.`)
	address, tag := regexp.MustCompile(`<a [^>]*href="([^"]*)"`), regexp.MustCompile(`<[^>]*>`)
	other := map[string]bool{"further": true, "reading": true, "rose": true, "fell": true} // the page says "To read", and has signs
	for name, m := range banksToCompare(t) {
		r := rand.New(rand.NewPCG(5, 6))
		for range 100 {
			report := Report{Assessment: mustScore(t, m, anySheet(r, m))}
			if r.IntN(2) == 0 {
				report.Comparison = maturity.Compare(mustScore(t, m, anySheet(r, m)), report.Assessment)
			}
			if p, err := maturity.NewPlan(report.Assessment, nil); err == nil {
				report.Plan = p
			}
			page := hidden.ReplaceAllString(string(rendered(t, func(w io.Writer) error { return HTML(w, report) })), "")
			page = tag.ReplaceAllString(address.ReplaceAllString(page, " $1 $0"), " ")
			onPage := words(html.UnescapeString(page))
			markdown := string(rendered(t, func(w io.Writer) error { return ReportPage(report).Markdown(w) }))
			for w := range words(ordinal.ReplaceAllString(markdown, "")) {
				if !onPage[w] && !drawing[w] && !other[w] {
					t.Fatalf("%s: the page lacks %q: %v", name, w, report.Assessment.Sheet)
				}
			}
		}
	}
}
