package report

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// reports are reports of the shared fixtures, each with a plan and, except for the
// first, a comparison.
func reports(t *testing.T) map[string]Report {
	t.Helper()
	all := map[string]Report{}
	for name, a := range scored(t) {
		plan, err := maturity.NewPlan(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = Report{Assessment: a, Plan: plan, Comparison: maturity.Compare(a, a)}
	}
	m, s := hostile()
	a := mustScore(t, m, s)
	plan, err := maturity.NewPlan(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	all["hostile"] = Report{Assessment: a, Plan: plan, Comparison: maturity.Compare(mustScore(t, m, maturity.Sheet{}.FillUnknown(&m.Bank)), a)}
	return all
}

func reportMarkdown(t *testing.T, r Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := ReportPage(r).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHostileReportStaysTextInMarkdown(t *testing.T) {
	t.Parallel()
	for name, r := range reports(t) {
		document := reportMarkdown(t, r)
		if found := active.FindString(document); found != "" {
			t.Errorf("%s: %q is not escaped", name, found)
		}
		checkVisible(t, name, document)
		checkTables(t, name, document)
	}
}

func TestHostileBankStaysTextInHTML(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := HTML(&b, reports(t)["hostile"]); err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`(?i)<script|<img|<b |\son[a-z]+="|href="(javascript|//)`).FindAllString(b.String(), -1) {
		t.Errorf("%q is in the page", found)
	}
}

func TestReportHeadingsAreInOrderInMarkdown(t *testing.T) {
	t.Parallel()
	for name, r := range reports(t) {
		depth := 0
		for line := range strings.Lines(reportMarkdown(t, r)) {
			level := len(line) - len(strings.TrimLeft(line, "#"))
			if level == 0 {
				continue
			}
			if level > depth+1 || (level == 1) != (depth == 0) {
				t.Errorf("%s: %q follows a heading of depth %d", name, line, depth)
			}
			depth = level
		}
	}
}

func TestMarkdownReportHasTheSectionsOfThePage(t *testing.T) {
	t.Parallel()
	document := reportMarkdown(t, reports(t)["unknown"])
	rest := document
	for _, heading := range []string{
		"\n## Outcome\n", "\n## Profile\n", "\n## Warnings\n", "\n## Next steps\n", "\n### Find out first\n",
		"\n## Change ", "\n## Answers\n",
		"\n## What the answers support\n", "\n### Risk Framework 1.0\n", "\n#### Supported\n",
		"\n#### A higher answer would support\n", "\n### Ten Dangers\n", "\n## Further reading\n", "\n## How the score works\n",
	} {
		_, after, found := strings.Cut(rest, heading)
		if !found {
			t.Fatalf("%q is missing or out of order in\n%s", heading, document)
		}
		rest = "\n" + after
	}
}

func TestMarkdownReportLeavesOutMissingParts(t *testing.T) {
	t.Parallel()
	document := reportMarkdown(t, Report{Assessment: reports(t)["known"].Assessment})
	for _, heading := range []string{"## Next steps", "## Change"} {
		if strings.Contains(document, heading) {
			t.Errorf("the report has %q", heading)
		}
	}
}

func TestDatesAreWrittenOut(t *testing.T) {
	t.Parallel()
	for date, want := range map[string]string{"2026-11-23": "23 November 2026", "2026-04-01": "1 April 2026", "": "", "soon": "soon"} {
		if got := longDate(date); got != want {
			t.Errorf("longDate(%q) = %q, want %q", date, got, want)
		}
	}
}

func TestOwnershipNamesThePublisher(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		source maturity.Source
		want   string
	}{
		{maturity.Source{}, "The questions and the levels are this bank's own."},
		{maturity.Source{Title: "Levels"}, "The questions are this bank's own, so this isn't a score from that source."},
		{maturity.Source{Publisher: "Somebody"}, "The questions are this bank's own, so this isn't a score from Somebody."},
	} {
		v := reportView{Report{Assessment: &maturity.Assessment{Model: &maturity.Model{Bank: maturity.Bank{Source: test.source}}}}}
		if got := v.Ownership(); got != test.want {
			t.Errorf("%+v: %s", test.source, got)
		}
	}
}

func TestPageNamesTheSourceOfTheLevels(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		source maturity.Source
		want   string
	}{
		{maturity.Source{}, "<p class=\"prose\">The questions and the levels are"},
		{maturity.Source{Publisher: "ACME"}, "The levels are taken from ACME. The questions"},
		{maturity.Source{Title: "Levels", Publisher: "ACME"}, "The levels are taken from Levels (ACME). The questions"},
		{maturity.Source{URL: "https://a.example"}, ">https://a.example</a>. The questions"},
	} {
		m := published()
		m.Bank.Source = test.source
		a := mustScore(t, m, totalling(t, 13).Sheet)
		page := rendered(t, func(w io.Writer) error { return HTML(w, Report{Assessment: a}) })
		if !bytes.Contains(page, []byte(test.want)) {
			t.Errorf("%+v: the page lacks %q", test.source, test.want)
		}
	}
}

// The style depends on the names of these fields.
func TestBothEndsOfAnAnswersMoveAreStyled(t *testing.T) {
	t.Parallel()
	for name, r := range reports(t) {
		v := reportView{r}
		for _, s := range append(v.Steps(), v.Changes()...) {
			ends := map[string]int{}
			for _, f := range s.Facts {
				ends[f.Class()]++
			}
			if s.Change != "=" && (ends["from"] != 1 || ends["to"] != 1) {
				t.Errorf("%s: %q has %d fields to move from and %d to move to: %q", name, s.Title, ends["from"], ends["to"], s.Facts)
			}
		}
	}
}

func TestVersionsAreComparedOnlyWhereTheyAskTheSame(t *testing.T) {
	t.Parallel()
	m, older := published(), published()
	older.Bank.Version = 7
	older.Bank.Dimensions[0].Questions[0].Text = "Something else?"
	points := func(m *maturity.Model, n int) *maturity.Assessment {
		return mustScore(t, m, sheetOf(m, slices.Repeat([]int{n}, len(m.Bank.Questions()))...))
	}
	v := reportView{Report{Assessment: points(m, 1), Comparison: maturity.Compare(points(older, 0), points(m, 1))}}

	if lead := v.ChangeLead(); strings.Contains(lead, "The score was") {
		t.Errorf("scores on different scales are compared: %s", lead)
	}
	if got := len(v.NotCompared()); got != 1 {
		t.Errorf("%d questions are not compared, want 1", got)
	}
	if radar := v.Radar(); radar.Before != "" {
		t.Error("the radar shows subtotals on another scale")
	}
	var page bytes.Buffer
	if err := HTML(&page, v.Report); err != nil {
		t.Fatal(err)
	}
	for format, document := range map[string]string{"HTML": page.String(), "Markdown": reportMarkdown(t, v.Report)} {
		if !strings.Contains(document, "Not compared") || !strings.Contains(document, "genaiops@7") {
			t.Errorf("the report in %s does not say what was not compared", format)
		}
	}
}

func TestFallenDimensionsAreNamedEvenIfTheTotalRose(t *testing.T) {
	t.Parallel()
	m := published()
	before, after := make([]int, len(m.Bank.Questions())), make([]int, len(m.Bank.Questions()))
	before[0], after[4], after[6] = 1, 2, 2
	v := reportView{Report{Comparison: maturity.Compare(mustScore(t, m, sheetOf(m, before...)), mustScore(t, m, sheetOf(m, after...)))}}
	if got := v.Cautions(); len(got) != 1 || got[0] != "Models fell from 1 to 0." {
		t.Errorf("cautions are %q", got)
	}
}
