package report

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// states returns cases that the other golden files lack, by name: one or none of
// something, lists of names, and optional parts of a sheet. Each call makes new
// values.
func states(t *testing.T) map[string]formats {
	t.Helper()
	m, f := published(), foreign()
	a := scored(t)
	all := map[string]formats{
		"assessment_edge":   assessmentFormats(edge(t)),
		"assessment_failed": gatedFormats(mustScore(t, tiny(1), sheetOf(tiny(1), 0)), atLeastOne()),
		"assessment_passed": gatedFormats(mustScore(t, tiny(1), sheetOf(tiny(1), 1)), atLeastOne()),
		"assessment_tiny":   assessmentFormats(mustScore(t, tiny(1), sheetOf(tiny(1), -1))),
		"assessment_skip":   assessmentFormats(mustScore(t, uneven(), sheetOf(uneven(), 10, 0, 3))),

		"plan_one":   planFormats(mustPlan(t, mustScore(t, m, sheetOf(m, 2, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0, 1, 0)), nil)),
		"plan_skip":  planFormats(mustPlan(t, mustScore(t, uneven(), sheetOf(uneven(), 10, 0, -1)), &uneven().Levels[2])),
		"plan_short": planFormats(mustPlan(t, mustScore(t, m, sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, -1)), nil)),
		"plan_stay":  planFormats(mustPlan(t, mustScore(t, m, sheetOf(m, 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 2, 2, 2, -1)), nil)),

		"compare_fell":    comparisonFormats(setback(t)),
		"compare_nothing": comparisonFormats(maturity.Compare(mustScore(t, tiny(1), sheetOf(tiny(1), 0)), mustScore(t, tiny(2), sheetOf(tiny(2), 1)))),
		"compare_one":     comparisonFormats(oneStep(t)),
		"compare_same":    comparisonFormats(maturity.Compare(a["zero"], a["zero"])),

		"consensus_four":   consensusFormats(council(t)),
		"consensus_two":    consensusFormats(unison(t)),
		"consensus_eight":  consensusFormats(eight(t)),
		"consensus_halves": consensusFormats(halves(t)),

		"history_people": historyFormats(people(t)),

		"level_foreign":  levelFormats(f, &f.Levels[1]),
		"levels_skip":    levelsFormats(uneven()),
		"level_tiny":     levelFormats(tiny(1), &tiny(1).Levels[0]),
		"levels_one":     levelsFormats(oneLevel()),
		"questions_none": questionsFormats(&m.Bank, "nowhere"),
		"questions_tiny": questionsFormats(&tiny(1).Bank, ""),
		"questions_help": questionsFormats(&tiny(2).Bank, ""),

		"rollup_empty":   rollupFormats(organization(t, tiny(1))),
		"rollup_foreign": rollupFormats(lonely(t)),
		"rollup_failed":  rollupFormats(gatedTeams(t, 0)),
		"rollup_passed":  rollupFormats(gatedTeams(t, 1)),
		"rollup_quarter": rollupFormats(quarterly(t)),
		"rollup_trend":   rollupFormats(trended(t)),
		"rollup_year":    rollupFormats(yearly(t)),
	}
	long := all["rollup_quarter"]
	long.document = nil // 1500 lines like those of rollup_year
	all["rollup_quarter"] = long
	for name, r := range statedReports(t) {
		all[name] = reportFormats(r)
	}
	return all
}

// atLeastOne is a gate of two demands, of which the second is always met.
func atLeastOne() maturity.Gate {
	return maturity.Gate{
		{Condition: "--min-score 1", Check: func(j maturity.Judged) string {
			if j.Score < 1 {
				return "below --min-score 1"
			}
			return ""
		}},
		{Condition: "--fail-on critical-gap", Check: func(maturity.Judged) string { return "" }},
	}
}

// gatedFormats is assessmentFormats with a verdict.
func gatedFormats(a *maturity.Assessment, g maturity.Gate) formats {
	verdict := AssessmentGate(g, a)
	return formats{
		value:    a,
		text:     func(w io.Writer, s Style) error { return Gated(AssessmentPage(a), verdict).Text(w, s) },
		markdown: func(w io.Writer) error { return Gated(AssessmentPage(a), verdict).Markdown(w) },
		document: func() any {
			document := Assessment(a)
			document.Gate = verdict.Document()
			return document
		},
	}
}

// gatedTeams is the roll-up of four sheets behind a gate, which names two of those
// that fail. All but the first have these points.
func gatedTeams(t *testing.T, points int) *rollup.Summary {
	t.Helper()
	m := tiny(1)
	b := rollup.NewBuilder(m, rollup.Options{Names: 2, Gate: atLeastOne()})
	for i, team := range []string{"Search", strings.Repeat("n", 81), "", "Risk"} {
		s := sheetOf(m, max(points, 1-i))
		s.Team = team
		if i != 1 {
			s.Date = "2026-05-01"
		}
		r, err := b.Record(s)
		if err != nil {
			t.Fatal(err)
		}
		r.Place = rollup.Place{File: "teams/all.csv", Line: i + 2}
		if i == 1 {
			r.Place = rollup.Place{File: "teams/_n_.yaml"}
		}
		b.Add(r)
	}
	return b.Summary()
}

func reportFormats(r Report) formats {
	return formats{
		value:    r,
		markdown: func(w io.Writer) error { return ReportPage(r).Markdown(w) },
		html:     func(w io.Writer) error { return HTML(w, r) },
	}
}

// statedReports are the reports in the golden files, by name.
func statedReports(t *testing.T) map[string]Report {
	t.Helper()
	a, now, fell := scored(t), quarters(t), setback(t)
	lowest := mustScore(t, tiny(1), sheetOf(tiny(1), 0))
	return map[string]Report{
		"report_quarters": {Assessment: now.After, Plan: mustPlan(t, now.After, nil), Comparison: now},
		"report_versions": {Assessment: versions(t).After, Comparison: versions(t)},
		"report_fell":     {Assessment: fell.After, Comparison: fell},
		"report_foreign":  {Assessment: a["foreign"], Plan: mustPlan(t, a["foreign"], nil)},
		"report_stay":     {Assessment: a["top"], Plan: mustPlan(t, a["top"], nil)},
		"report_tiny":     {Assessment: lowest, Plan: mustPlan(t, lowest, nil)},
	}
}

// tiny is the smallest possible model, without anything optional. The second
// version asks something else and has a help text.
func tiny(version int) *maturity.Model {
	q := maturity.Question{
		ID: "all.tests", Title: "Tests", Text: "Do you test?",
		Options: []maturity.Option{{Points: 0, Text: "No."}, {Points: 1, Text: "Yes."}},
	}
	if version > 1 {
		q.Text, q.Help = "Do you test every change?", "A change to a prompt counts."
	}
	return &maturity.Model{
		Bank: maturity.Bank{ID: "tiny", Version: version, Dimensions: []maturity.Dimension{
			{ID: "all", Name: "Everything", Questions: []maturity.Question{q}},
		}},
		Levels: []maturity.Level{
			{Number: 1, Name: "off", Min: 0, Max: 0, Summary: "Nothing is tested."},
			{Number: 2, Name: "on", Min: 1, Max: 1, Summary: "Something is tested."},
		},
	}
}

// uneven is a model whose scores begin above 0 and whose bands skip scores that no
// answers add up to.
func uneven() *maturity.Model {
	m := &maturity.Model{
		Bank: maturity.Bank{ID: "uneven", Version: 1, Dimensions: []maturity.Dimension{{ID: "all", Name: "Everything"}}},
		Levels: []maturity.Level{
			{Number: 1, Name: "low", Min: 1, Max: 13, Summary: "There is little."},
			{Number: 2, Name: "mid", Min: 14, Max: 24, Summary: "There is some."},
			{Number: 3, Name: "high", Min: 31, Max: 43, Summary: "There is much."},
		},
	}
	for i, points := range [][]int{{0, 10, 20}, {0, 10, 20}, {1, 3}} {
		q := maturity.Question{ID: fmt.Sprintf("all.q%d", i+1), Title: fmt.Sprintf("Part %d", i+1), Text: "How much is there?"}
		for _, p := range points {
			q.Options = append(q.Options, maturity.Option{Points: p, Text: fmt.Sprintf("It is worth %d.", p)})
		}
		m.Bank.Dimensions[0].Questions = append(m.Bank.Dimensions[0].Questions, q)
	}
	return m
}

// oneLevel is a model in which every score is at the same level.
func oneLevel() *maturity.Model {
	m := tiny(1)
	m.Levels = []maturity.Level{{Number: 1, Name: "only", Min: 0, Max: 1, Summary: "There is nowhere to go."}}
	return m
}

// edge is at the lower edge of a level, with one dimension at zero and one unknown
// answer, which can't change the level. The sheet names no team.
func edge(t *testing.T) *maturity.Assessment {
	t.Helper()
	m := published()
	s := sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 0, -1, 1, 0, 1, 0)
	s.Respondent, s.Date = "J. Doe", "2026-11-23"
	return mustScore(t, m, s)
}

// setback compares sheets from different teams in reverse order: the level and
// three dimensions fell. Remarks were added, edited and removed.
func setback(t *testing.T) *maturity.Comparison {
	t.Helper()
	m := published()
	before, after := described(sheetOf(m, agreed...)), described(sheetOf(m, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0))
	after.Team, after.Date, after.Labels = "Payments", "2026-08-24", nil
	before.Answers["models.tuning"] = maturity.Answer{Points: 1, Note: "Retrieval since May."}
	after.Answers["evaluation.metrics"] = maturity.Answer{Points: 1, Note: "200 examples."}
	before.Answers["safety.responsible"] = maturity.Answer{Unknown: true, Note: "Ask the lawyers."}
	after.Answers["safety.responsible"] = maturity.Answer{Unknown: true, Note: "Ask again."}
	before.Answers["deployment.release"] = maturity.Answer{Points: 1, Evidence: []string{"ci/release.yaml"}}
	after.Answers["deployment.release"] = maturity.Answer{Points: 1, Evidence: []string{"ci/release.yaml", "docs/release.md"}}
	after.Answers["strategy.learning"] = maturity.Answer{Evidence: []string{"docs/talks.md"}}
	return maturity.Compare(mustScore(t, m, before), mustScore(t, m, after))
}

// oneStep compares a sheet of answers alone with one that has everything. One
// answer rose, and the level is the same.
func oneStep(t *testing.T) *maturity.Comparison {
	t.Helper()
	m := published()
	after := described(sheetOf(m, agreed...))
	after.Answers["strategy.learning"] = maturity.Answer{Points: 1}
	return maturity.Compare(mustScore(t, m, sheetOf(m, agreed...)), mustScore(t, m, after))
}

// council is four people from two teams; one names no team. One, two, three and
// four of them agree, and nobody knows one answer.
func council(t *testing.T) *maturity.Consensus {
	t.Helper()
	m := published()
	var sheets []maturity.Sheet
	for i, name := range []string{"Ada", "Ben", "Cleo", "Dan"} {
		s := sheetOf(m, agreed...)
		s.Respondent, s.Team = name, []string{"Search", "", "Payments", "Search"}[i]
		s.Answers["models.selection"] = maturity.Answer{Points: []int{0, 2, 0, 1}[i]}
		s.Answers["models.tuning"] = maturity.Answer{Points: []int{1, 1, 2, 1}[i]}
		s.Answers["evaluation.experiments"] = maturity.Answer{Unknown: true}
		s.Answers["strategy.alignment"] = maturity.Answer{Points: 1, Unknown: i > 0}
		sheets = append(sheets, s)
	}
	return consensusOf(t, m, sheets...)
}

// unison is two people who agree. One names no team.
func unison(t *testing.T) *maturity.Consensus {
	t.Helper()
	m := published()
	ada, ben := described(sheetOf(m, agreed...)), sheetOf(m, agreed...)
	ada.Respondent, ben.Respondent = "Ada", "Ben"
	return consensusOf(t, m, ada, ben)
}

// people is the history of a team with two respondents and more assessments than a
// sparkline shows, and of a team with one assessment. A spreadsheet would take the
// first team's name for a formula.
func people(t *testing.T) History {
	t.Helper()
	m := published()
	h := History{Model: m}
	for i := range 14 {
		points := make([]int, 14)
		for j := range i {
			points[j] = 1 + j%2
		}
		s := sheetOf(m, points...)
		s.Team, s.Respondent, s.Date = "=SUM(A1)", []string{"Ada", "Ben"}[i%2], fmt.Sprintf("2026-%02d-01", i)
		switch i {
		case 0:
			s.Date, s.Respondent = "", ""
		case 13:
			s.Date = "2027-01-01"
			s.Answers["models.selection"] = maturity.Answer{Unknown: true}
		}
		h.Entries = append(h.Entries, HistoryEntry{fmt.Sprintf("sheet-%d.yaml", i), mustScore(t, m, s)})
	}
	alone := described(sheetOf(m, agreed...))
	h.Entries = append(h.Entries, HistoryEntry{"alone.yaml", mustScore(t, m, alone)})
	return h
}

// lonely is the roll-up of one sheet of the foreign model, without groups and
// without a table of teams.
func lonely(t *testing.T) *rollup.Summary {
	t.Helper()
	m := foreign()
	s := sheetOf(m, 6, 20, 5, -1, 20, 14)
	s.Team, s.Date = "Canteen", "2026-11-23"
	b := rollup.NewBuilder(m, rollup.Options{Names: 3})
	addSheets(t, b, s)
	b.Unreadable()
	return b.Summary()
}

func addSheets(t *testing.T, b *rollup.Builder, sheets ...maturity.Sheet) {
	t.Helper()
	for _, s := range sheets {
		r, err := b.Record(s)
		if err != nil {
			t.Fatal(err)
		}
		b.Add(r)
	}
}

// quarterly is the roll-up of 13 sheets by quarter, all in the table: teams with
// several sheets that differ by date, by group or not at all; a sheet without a
// team, one without a date, and names as long as the limit and longer. One dimension
// is almost at its highest, another almost at its lowest.
func quarterly(t *testing.T) *rollup.Summary {
	t.Helper()
	m := published()
	b := rollup.NewBuilder(m, rollup.Options{By: "quarter", Rows: 20, Names: 3})
	for i, sheet := range []struct{ team, date, quarter string }{
		{"Search", "2026-02-02", ""},
		{"Search", "2026-08-24", ""},
		{"Payments", "2026-05-01", ""},
		{"Payments", "2026-06-01", ""},
		{"Support", "2026-05-01", ""},
		{"Support", "2026-05-01", "2026-Q1"},
		{"", "2026-05-02", ""},
		{"Undated", "", ""},
		{strings.Repeat("n", 80), "2026-05-03", ""},
		{strings.Repeat("n", 81), "2026-05-04", ""},
		{"Risk", "2026-05-05", ""},
		{"Claims", "2026-05-06", ""},
		{"Claims", "2026-05-06", ""},
	} {
		s := sheetOf(m, 2, 2, 1, 1, i%3, 1, 1, 2, 1, 1, min(i/4, 1), 0, 0, 0)
		s.Team, s.Date = sheet.team, sheet.date
		if sheet.quarter != "" {
			s.Labels = map[string]string{"quarter": sheet.quarter}
		}
		switch i {
		case 2:
			s.Answers["models.tuning"] = maturity.Answer{Points: 1}
		case 3:
			s.Answers["deployment.release"] = maturity.Answer{Unknown: true}
		case 4:
			s.Answers["strategy.learning"] = maturity.Answer{Points: 1}
		case 10:
			s.Answers["deployment.versioning"] = maturity.Answer{Unknown: true}
			s.Answers["deployment.release"] = maturity.Answer{Unknown: true}
		}
		addSheets(t, b, s)
	}
	for range 3 {
		b.Reject()
	}
	b.Unreadable()
	b.Unreadable()
	return b.Summary()
}

// yearly is the roll-up of two sheets from different years.
func yearly(t *testing.T) *rollup.Summary {
	t.Helper()
	m := tiny(1)
	b := rollup.NewBuilder(m, rollup.Options{By: "year", Rows: 1, Names: 3})
	first, second := sheetOf(m, -1), sheetOf(m, 1)
	first.Team, first.Date = "Search", "2025-11-24"
	second.Team, second.Date = "Search", "2026-11-23"
	addSheets(t, b, first, second)
	b.Reject()
	b.Unreadable()
	b.Unreadable()
	return b.Summary()
}

// trended is a trend over three quarters of teams that stay, come, leave and skip one,
// with a sheet without a date and one without a team.
func trended(t *testing.T) *rollup.Summary {
	t.Helper()
	m := published()
	return trendOf(t, m, each([]struct {
		team, date string
		points     int
	}{
		{"Search", "2026-02-02", 0},
		{"Search", "2026-05-02", 1},
		{"Search", "2026-08-02", 2},
		{"Claims", "2026-02-03", 1},
		{"Claims", "2026-08-03", 2},
		{"Billing", "2026-02-04", 1},
		{"Billing", "2026-05-04", 1},
		{"Support", "2026-05-05", 1},
		{"Support", "2026-08-05", 0},
		{"Maps", "2026-08-06", 1},
		{"", "2026-08-07", 1},
		{"Undated", "", 2},
	}, func(row struct {
		team, date string
		points     int
	},
	) maturity.Sheet {
		s := maturity.Sheet{Team: row.team, Date: row.date, Answers: map[string]maturity.Answer{}}
		for i, q := range m.Bank.Questions() {
			s.Answers[q.ID] = maturity.Answer{Points: row.points, Unknown: i == 0 && row.team == "Maps"}
			if i == 8 && row.team == "Claims" {
				s.Answers[q.ID] = maturity.Answer{}
			}
		}
		return s
	})...)
}

// trendOf is a trend by quarter.
func trendOf(t *testing.T, m *maturity.Model, sheets ...maturity.Sheet) *rollup.Summary {
	t.Helper()
	b, latest := rollup.NewBuilder(m, rollup.Options{By: "quarter", Rows: 4, Names: 3, Trend: true}), rollup.NewLatest(m, "quarter")
	for _, s := range sheets {
		r, err := b.Record(s)
		if err != nil {
			t.Fatal(err)
		}
		if !latest.Offer(r) {
			b.Add(r)
		}
	}
	for r := range latest.All() {
		b.Add(r)
	}
	s := b.Summary()
	s.Trend.Missing, s.Trend.MissingTeams = latest.Missing(s.Trend.Period, 3)
	return s
}

func TestEveryStateWritesItsGoldenFile(t *testing.T) {
	t.Parallel()
	for name, f := range states(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, filepath.Join("states", name), allForms(t, f))
		})
	}
}

// allForms writes every form of a result after its name, for one golden file.
func allForms(t *testing.T, f formats) []byte {
	t.Helper()
	var b bytes.Buffer
	files := f.files()
	for _, name := range []string{"40.txt", "80.txt", "120.txt", "80.color.txt", "md", "csv", "json", "html"} {
		if write := files[name]; write != nil {
			fmt.Fprintf(&b, "======== %s ========\n%s", name, rendered(t, write))
		}
	}
	return b.Bytes()
}

// pageStyle is what all pages share: the style, and its sum in their policy.
var pageStyle = regexp.MustCompile(`(?s)(<style>).*?(</style>)|(sha256-)[^=]*=`)

// withoutStyle leaves the style out of a page, so that a golden file shows only
// what differs.
func withoutStyle(write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		_, err := w.Write(pageStyle.ReplaceAll(b.Bytes(), []byte("$1$3…$2")))
		return err
	}
}

// everyState is every result in the golden files, by name, newly made.
func everyState(t *testing.T) map[string]formats {
	t.Helper()
	all := states(t)
	for _, more := range []map[string]formats{everything(t), followUps(t), {"rollup": rollupFormats(organization(t, published(), sixTeams(published())...))}} {
		for name, f := range more {
			all[name] = f
		}
	}
	return all
}

func TestNoFormChangesWhatItShows(t *testing.T) {
	t.Parallel()
	untouched := everyState(t)
	for name, f := range everyState(t) {
		for form, write := range f.files() {
			first, second := rendered(t, write), rendered(t, write)
			if !bytes.Equal(first, second) {
				t.Errorf("%s as %s differs the second time", name, form)
			}
			if !reflect.DeepEqual(f.value, untouched[name].value) {
				t.Fatalf("%s as %s changed what it shows", name, form)
			}
		}
	}
}
