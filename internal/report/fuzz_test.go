package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

var (
	// tag starts an element in a page.
	tag = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9]*`)
	// webLink is an allowed link.
	webLink = regexp.MustCompile(`<a (class="[a-z]+" )?href="(https?://|#)`)
)

// elements returns the elements of a page in order, except paragraphs, links and
// lines, which a text may add.
func elements(page string) []string {
	return slices.DeleteFunc(tag.FindAllString(page, -1), func(s string) bool {
		return slices.Contains([]string{"<a", "</a", "<p", "</p", "<br", "<text", "</text"}, s)
	})
}

// FuzzRenderersStayHarmless puts a text everywhere in a sheet and a bank, and
// compares every result with that of a harmless text: no character that a terminal
// obeys, no new element or markup, no formula.
func FuzzRenderersStayHarmless(f *testing.F) {
	for _, s := range []string{harm, "=1+1", "# a", "| a |", "<b>", "](javascript:alert(1))", "\x1b[2J", "`x`", "\u202e", "&lt;", "-- \n---"} {
		f.Add(s)
	}
	var once sync.Once
	var harmless map[string]string
	f.Fuzz(func(t *testing.T, s string) {
		once.Do(func() { harmless = renderAll(t, "word") })
		if strings.TrimSpace(display.Clean(s)) == "" {
			t.Skip("a text that nobody can see is refused by every reader")
		}
		for format, result := range renderAll(t, s) {
			checkVisible(t, format, result)
			switch {
			case strings.HasSuffix(format, "html"):
				if want, got := elements(harmless[format]), elements(result); !slices.Equal(want, got) {
					t.Errorf("%s has %d elements, want the same %d as a harmless text", format, len(got), len(want))
				}
				if links := len(webLink.FindAllString(result, -1)); links != strings.Count(result, "<a ") {
					t.Errorf("%s has links to other than http, https or the page", format)
				}
			case strings.HasSuffix(format, "markdown"):
				// The empty comments are ours: see display.Markdown.
				if found := active.FindString(strings.ReplaceAll(result, "<!-- -->", "")); found != "" {
					t.Errorf("%s: %q takes effect", format, found)
				}
				checkTables(t, format, result)
			case strings.HasSuffix(format, "csv"):
				checkCells(t, result)
			}
		}
	})
}

func checkCells(t *testing.T, table string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if text := strings.TrimSpace(cell); text != "" && strings.ContainsRune("=+-@", rune(text[0])) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
}

// renderAll returns every result for a bank and a sheet with the text.
func renderAll(t *testing.T, text string) map[string]string {
	t.Helper()
	m := published()
	m.Bank.Title, m.Bank.Dimensions[0].Name = text, text
	m.Bank.Dimensions[0].Questions[0].Title = text
	m.Levels[0].Summary = text
	m.Bank.Frameworks[0].Title, m.Bank.Frameworks[0].Note = text, text
	for _, id := range []string{"safety.content", "models.tuning", "deployment.versioning"} {
		q := m.Bank.Question(id)
		q.Reading = []maturity.Reading{{Title: text, URL: "https://example.org/", Publisher: text, Kind: text, Gives: text, Note: text}}
		q.Supports = []maturity.Support{{Framework: "risk", Provision: text, Subject: text, From: 1}}
	}
	s := sheetOf(m, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0)
	s.Team, s.Respondent = text, text
	s.Labels = map[string]string{"unit": text}
	s.Answers["models.selection"] = maturity.Answer{Points: 1, Note: text, Evidence: []string{"see " + text}}
	a := mustScore(t, m, s)
	history := History{Model: m, Entries: []HistoryEntry{{text, a}}}
	summary := organization(t, m, s)
	all := map[string]string{}
	for format, write := range map[string]func(io.Writer) error{
		"assess text":      func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{}) },
		"assess markdown":  func(w io.Writer) error { return AssessmentPage(a).Markdown(w) },
		"plan text":        func(w io.Writer) error { return PlanPage(mustPlan(t, a, nil)).Text(w, Style{}) },
		"plan markdown":    func(w io.Writer) error { return PlanTasks(w, mustPlan(t, a, nil)) },
		"consensus text":   func(w io.Writer) error { return ConsensusPage(consensusOf(t, m, s, s)).Text(w, Style{}) },
		"history text":     func(w io.Writer) error { return HistoryPage(history).Text(w, Style{}) },
		"history markdown": func(w io.Writer) error { return HistoryPage(history).Markdown(w) },
		"history csv":      func(w io.Writer) error { return HistoryCSV(w, history) },
		"report html":      func(w io.Writer) error { return HTML(w, Report{Assessment: a, Plan: mustPlan(t, a, nil)}) },
		"report markdown": func(w io.Writer) error {
			return ReportPage(Report{Assessment: a, Plan: mustPlan(t, a, nil)}).Markdown(w)
		},
		"rollup text":       func(w io.Writer) error { return RollupPage(summary).Text(w, Style{}) },
		"rollup markdown":   func(w io.Writer) error { return RollupPage(summary).Markdown(w) },
		"rollup html":       func(w io.Writer) error { return RollupHTML(w, summary, "") },
		"question text":     func(w io.Writer) error { return QuestionsPage(&m.Bank, "safety.content").Text(w, Style{}) },
		"question markdown": func(w io.Writer) error { return QuestionsPage(&m.Bank, "safety.content").Markdown(w) },
		"questions text":    func(w io.Writer) error { return QuestionsPage(&m.Bank, "").Text(w, Style{}) },
		"level markdown":    func(w io.Writer) error { return LevelPage(m, &m.Levels[0]).Markdown(w) },
		"assessment json":   func(w io.Writer) error { return JSON(w, Assessment(a)) },
		"assess text at 40": func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: 40}) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		all[format] = b.String()
	}
	return all
}
