package report_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/rollup"
	"genaiops/levels"
	"genaiops/questions"
)

var htmlPages = flag.String("pages", "", "write the sample pages to this directory, to be looked at")

// TestWritePages writes the pages that .ci/pages opens in a browser.
func TestWritePages(t *testing.T) {
	if *htmlPages == "" {
		t.Skip("without -pages, there is no directory to write to")
	}
	for name, page := range htmlSamplePages(t) {
		if err := os.WriteFile(filepath.Join(*htmlPages, name+".html"), []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// htmlSamplePages are pages of every kind, by name.
func htmlSamplePages(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for name, r := range htmlSamples(t) {
		pages[name] = htmlOf(t, r)
	}
	for name, s := range htmlRollups(t) {
		pages[name] = htmlOfRollup(t, s)
	}
	for name, c := range htmlConsensuses(t) {
		pages[name] = htmlOfConsensus(t, c)
	}
	for name, h := range htmlHistories(t) {
		var b bytes.Buffer
		if err := report.HistoryHTML(&b, h); err != nil {
			t.Fatal(err)
		}
		pages[name] = b.String()
	}
	return pages
}

// htmlHistories are of one team, and of eleven with a hostile one and one without a date.
func htmlHistories(t *testing.T) map[string]report.History {
	t.Helper()
	m := htmlBuiltin(t)
	entry := func(s maturity.Sheet, team, date string) report.HistoryEntry {
		s.Team, s.Date = team, date
		return report.HistoryEntry{File: team + ".yaml", Assessment: htmlScore(t, m, s)}
	}
	one := report.History{Model: m}
	for i, s := range []maturity.Sheet{htmlSpring(m), htmlAutumn(m), htmlAll(m, (*maturity.Question).Highest)} {
		one.Entries = append(one.Entries, entry(s, "Search", fmt.Sprintf("2026-0%d-15", 2+3*i)))
	}
	hostile := htmlHostile(t, m).Assessment.Sheet
	many := report.History{Model: m, Entries: []report.HistoryEntry{entry(hostile, hostile.Team, "2025-12-31"), entry(hostile, "Undated", "")}}
	for i := range 9 {
		team := fmt.Sprintf("Team %d", i+1)
		many.Entries = append(many.Entries, entry(htmlSpring(m), team, "2026-01-31"), entry(htmlAutumn(m), team, fmt.Sprintf("2026-%02d-01", i+2)))
	}
	return map[string]report.History{"history": one, "history-many": many}
}

// htmlRollups are all kinds of roll-ups, by name: grouped by label, with a hostile
// one; by period; of another bank, without groups and teams; and empty.
func htmlRollups(t *testing.T) map[string]*rollup.Summary {
	t.Helper()
	builtin, foreign := htmlBuiltin(t), htmlForeign(t)
	spring, autumn := htmlSpring(builtin), htmlAutumn(builtin)
	return map[string]*rollup.Summary{
		"rollup": htmlRollup(t, builtin, rollup.Options{By: "unit", Rows: 10, Names: 10},
			spring, autumn, htmlHostile(t, builtin).Assessment.Sheet),
		"rollup-quarter": htmlRollup(t, builtin, rollup.Options{By: "quarter", Rows: 1, Names: 1},
			spring, autumn, autumn, htmlAll(builtin, (*maturity.Question).Lowest)),
		"rollup-trend":   htmlTrend(t, builtin),
		"rollup-foreign": htmlRollup(t, foreign, rollup.Options{}, htmlMixed(foreign)),
		"rollup-empty":   htmlRollup(t, builtin, rollup.Options{By: "unit", Rows: 10, Names: 10}),
	}
}

// htmlConsensuses are agendas, by name: of people who differ, one of them hostile;
// without names; with nothing to discuss; of another bank.
func htmlConsensuses(t *testing.T) map[string]*maturity.Consensus {
	t.Helper()
	builtin, foreign := htmlBuiltin(t), htmlForeign(t)
	meeting := htmlConsensus(t, builtin, htmlSpring(builtin), htmlAutumn(builtin), htmlHostile(t, builtin).Assessment.Sheet)
	return map[string]*maturity.Consensus{
		"consensus":           meeting,
		"consensus-anonymous": meeting.Anonymize(),
		"consensus-settled":   htmlConsensus(t, builtin, htmlAutumn(builtin), htmlAutumn(builtin)),
		"consensus-foreign":   htmlConsensus(t, foreign, htmlMixed(foreign), htmlAll(foreign, (*maturity.Question).Lowest)),
	}
}

func htmlConsensus(t *testing.T, m *maturity.Model, sheets ...maturity.Sheet) *maturity.Consensus {
	t.Helper()
	c, err := maturity.NewConsensus(m, sheets)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func htmlOfConsensus(t *testing.T, c *maturity.Consensus) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.ConsensusHTML(&b, c, ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func htmlRollup(t *testing.T, m *maturity.Model, o rollup.Options, sheets ...maturity.Sheet) *rollup.Summary {
	t.Helper()
	b := rollup.NewBuilder(m, o)
	for _, s := range sheets {
		r, err := b.Record(s)
		if err != nil {
			t.Fatal(err)
		}
		b.Add(r)
	}
	b.Reject()
	b.Unreadable()
	return b.Summary()
}

// htmlTrend is six quarters of nine teams: one leaves, one comes, one skips a quarter.
func htmlTrend(t *testing.T, m *maturity.Model) *rollup.Summary {
	t.Helper()
	b, latest := rollup.NewBuilder(m, rollup.Options{By: "quarter", Rows: 10, Names: 10, Trend: true}), rollup.NewLatest(m, "quarter")
	for team := range 9 {
		for quarter := range 6 {
			if team == 0 && quarter > 3 || team == 1 && quarter < 5 || team == 2 && quarter == 4 {
				continue
			}
			s := maturity.Sheet{
				Team: "Team " + string(rune('A'+team)), Date: fmt.Sprintf("%d-%02d-15", 2025+quarter/4, 2+3*(quarter%4)), Answers: map[string]maturity.Answer{},
			}
			for i, q := range m.Bank.Questions() {
				s.Answers[q.ID] = maturity.Answer{Points: min(2, (team*(1+i%3)+2*quarter)/6), Unknown: (team+quarter+i)%17 == 0}
			}
			r, err := b.Record(s)
			if err != nil {
				t.Fatal(err)
			}
			latest.Offer(r)
		}
	}
	for r := range latest.All() {
		b.Add(r)
	}
	s := b.Summary()
	s.Trend.Missing, s.Trend.MissingTeams = latest.Missing(s.Trend.Period, 10)
	return s
}

func htmlOfRollup(t *testing.T, s *rollup.Summary) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.RollupHTML(&b, s, ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func htmlOf(t *testing.T, r report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// htmlSamples are reports of every kind, by name.
func htmlSamples(t *testing.T) map[string]report.Report {
	t.Helper()
	builtin := htmlBuiltin(t)
	foreign := htmlForeign(t)
	spring, autumn := htmlSpring(builtin), htmlAutumn(builtin)
	return map[string]report.Report{
		"progress": htmlReport(t, builtin, autumn, &spring),
		"unknown":  htmlReport(t, builtin, spring, nil),
		"fallen":   htmlReport(t, builtin, spring, &autumn),
		"same":     htmlReport(t, builtin, autumn, &autumn),
		"top":      htmlReport(t, builtin, htmlAll(builtin, (*maturity.Question).Highest), nil),
		"zero":     htmlReport(t, builtin, htmlAll(builtin, (*maturity.Question).Lowest), nil),
		"hostile":  htmlHostile(t, builtin),
		"foreign":  htmlReport(t, foreign, htmlMixed(foreign), nil),
		"tiny":     htmlReport(t, htmlTiny(2), htmlAll(htmlTiny(2), (*maturity.Question).Lowest), nil),
		"many":     htmlReport(t, htmlTiny(13), htmlAll(htmlTiny(13), (*maturity.Question).Highest), nil),
	}
}

func htmlReport(t *testing.T, m *maturity.Model, s maturity.Sheet, previous *maturity.Sheet) report.Report {
	t.Helper()
	a := htmlScore(t, m, s)
	plan, err := maturity.NewPlan(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Report{Assessment: a, Plan: plan}
	if previous != nil {
		r.Comparison = maturity.Compare(htmlScore(t, m, *previous), a)
	}
	return r
}

func htmlScore(t *testing.T, m *maturity.Model, s maturity.Sheet) *maturity.Assessment {
	t.Helper()
	a, err := maturity.Score(m, s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func htmlBuiltin(t *testing.T) *maturity.Model {
	t.Helper()
	return htmlModel(t, bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
}

func htmlForeign(t *testing.T) *maturity.Model {
	t.Helper()
	const at = "../bank/testdata/foreign/"
	return htmlModel(t, bank.Dir{FS: os.DirFS(at + "questions"), Name: "questions"}, bank.Dir{FS: os.DirFS(at + "levels"), Name: "levels"})
}

func htmlModel(t *testing.T, questions, levels bank.Dir) *maturity.Model {
	t.Helper()
	m, problems, err := bank.Load(questions, levels)
	if err != nil || m == nil {
		t.Fatal(problems, err)
	}
	return m
}

// htmlTiny is a model of that many dimensions with one question each.
func htmlTiny(dimensions int) *maturity.Model {
	m := &maturity.Model{Bank: maturity.Bank{ID: "tiny", Version: 1}}
	for i := range dimensions {
		id := fmt.Sprintf("d%d", i)
		m.Bank.Dimensions = append(m.Bank.Dimensions, maturity.Dimension{ID: id, Name: "Dimension " + id, Questions: []maturity.Question{{
			ID: id + ".q", Title: "Question " + id, Text: "Is it so?", Options: []maturity.Option{{Points: 0, Text: "No."}, {Points: 1, Text: "Yes."}},
		}}})
	}
	m.Levels = []maturity.Level{
		{Number: 1, Name: "low", Min: 0, Max: dimensions - 1, Summary: "Not yet."},
		{Number: 2, Name: "high", Min: dimensions, Max: dimensions, Summary: "All of it."},
	}
	return m
}

// htmlAll answers every question by the same rule.
func htmlAll(m *maturity.Model, points func(*maturity.Question) int) maturity.Sheet {
	s := maturity.Sheet{Answers: map[string]maturity.Answer{}}
	for _, q := range m.Bank.Questions() {
		s.Answers[q.ID] = maturity.Answer{Points: points(q)}
	}
	return s
}

// htmlMixed answers with each option in turn and leaves some unknown.
func htmlMixed(m *maturity.Model) maturity.Sheet {
	s := maturity.Sheet{Bank: m.Bank.Ref(), Team: "Lower Quay", Date: "2026-04-01", Answers: map[string]maturity.Answer{}}
	for i, q := range m.Bank.Questions() {
		s.Answers[q.ID] = maturity.Answer{Points: q.Options[i%len(q.Options)].Points, Unknown: i%11 == 4}
	}
	return s
}

// htmlSpring is a sheet as a team might write it, with two unknown answers.
func htmlSpring(m *maturity.Model) maturity.Sheet {
	s := htmlAll(m, func(q *maturity.Question) int { return q.Options[min(1, len(q.Options)-1)].Points })
	s.Bank, s.Team, s.Respondent, s.Date = m.Bank.Ref(), "Search", "J. Doe", "2026-05-18"
	s.Labels = map[string]string{"unit": "Retail", "region": "North"}
	for i, q := range m.Bank.Questions() {
		switch i % 7 {
		case 1:
			s.Answers[q.ID] = maturity.Answer{Points: q.Lowest(), Note: "We meant to begin in March; the people were needed elsewhere."}
		case 4:
			s.Answers[q.ID] = maturity.Answer{Unknown: true}
		case 6:
			s.Answers[q.ID] = maturity.Answer{Points: q.Lowest()}
		}
	}
	return s
}

// htmlAutumn is htmlSpring half a year later: better, but not everywhere.
func htmlAutumn(m *maturity.Model) maturity.Sheet {
	s := htmlSpring(m).Clone()
	s.Date = "2026-11-23"
	for i, q := range m.Bank.Questions() {
		switch i {
		case 0:
			s.Answers[q.ID] = maturity.Answer{
				Points:   q.Highest(),
				Note:     "A small model answers first and hands over what it cannot do. Saves 40 % of the cost.",
				Evidence: []string{"docs/routing.md", "https://example.com/dashboards/cost?range=90d"},
			}
		case 2:
			s.Answers[q.ID] = maturity.Answer{Points: q.Lowest(), Note: "The shared prompts were lost with the old wiki."}
		case 4, 7, 11:
			s.Answers[q.ID] = maturity.Answer{
				Points:   q.Highest(),
				Note:     "Every release has one number; the last rollback took 12 minutes.",
				Evidence: []string{"docs/releases.md", "the minutes of 12 October"},
			}
		}
	}
	return s
}

// htmlAttack is what an attacker might write.
const htmlAttack = `"><script>alert(1)</script><img src=x onerror=alert(2)>'` + "\x1b[31m\u202egnp.exe\u2066\x00\u009b"

// htmlAttackText is htmlAttack as a page shows it.
const htmlAttackText = `&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&#39;[31mgnp.exe`

// htmlHostile is a report in which every text of both sheets is an attack.
func htmlHostile(t *testing.T, m *maturity.Model) report.Report {
	t.Helper()
	long := strings.Repeat("w", 10_000)
	s := maturity.Sheet{
		Bank: m.Bank.Ref(), Team: htmlAttack + long, Respondent: htmlAttack + long, Date: "2026-11-23",
		Labels:  map[string]string{htmlAttack + long: long + htmlAttack},
		Answers: map[string]maturity.Answer{},
	}
	for i, q := range m.Bank.Questions() {
		answer := maturity.Answer{Points: q.Lowest(), Note: htmlAttack, Evidence: []string{htmlAttack}}
		if i == 0 {
			answer.Note += long
			answer.Evidence = slices.Concat(htmlPlain, htmlLinks, []string{htmlAttack, long, "https://example.com/" + long})
		}
		s.Answers[q.ID] = answer
	}
	before := s.Clone()
	for id, answer := range before.Answers {
		answer.Note = "before: " + answer.Note
		before.Answers[id] = answer
	}
	return htmlReport(t, m, s, &before)
}

// htmlLinks must become links.
var htmlLinks = []string{
	"https://example.com/a?b=c&d=e#f",
	"HTTP://EXAMPLE.COM/",
}

// htmlPlain must stay text.
var htmlPlain = []string{
	"",
	"docs/routing.md",
	"../other/report.pdf",
	"README.md",
	"minutes/2026:03.md",
	"docs/Prüfung.md",
	"javascript:alert(1)",
	"JaVaScRiPt:alert(1)",
	" javascript:alert(1)",
	"java\tscript:alert(1)",
	"java\nscript:alert(1)",
	"\x01javascript:alert(1)",
	"%6Aavascript:alert(1)",
	"data:text/html,<script>alert(1)</script>",
	"vbscript:msgbox(1)",
	"file:///etc/passwd",
	"/etc/passwd",
	"//example.com/a.js",
	`\\example.com\share`,
	`/\example.com`,
	`https:\\example.com`,
	"https:example.com",
	"https:///a",
	"https://example.com@example.org/",
	"https://example.com/\u202egpj.exe",
	"mailto:somebody@example.com",
	"blob:https://example.com/1",
	"C:/secret.txt",
	"#report",
	"?q=a.b",
	"the minutes of 12 October",
	"wiki",
}
