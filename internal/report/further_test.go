package report

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// A plan names two pages of a question, its JSON and the question all of them. The
// result of an assessment names none.
func TestReadingIsShownWhereItHelps(t *testing.T) {
	t.Parallel()
	m := published()
	a := mustScore(t, m, sheetOf(m, agreed...))
	p := mustPlan(t, a, nil)
	text := func(p Page) func(io.Writer) error {
		return func(w io.Writer) error { return p.Text(w, Style{}) }
	}
	for name, test := range map[string]struct {
		write func(io.Writer) error
		want  []string // addresses
	}{
		"assess":          {text(AssessmentPage(a)), nil},
		"plan":            {text(PlanPage(p)), []string{"dangers", "filters"}},
		"plan, JSON":      {func(w io.Writer) error { return JSON(w, Plan(p)) }, []string{"dangers", "filters", "third"}},
		"report":          {func(w io.Writer) error { return HTML(w, Report{Assessment: a, Plan: p}) }, []string{"dangers", "filters"}},
		"question":        {text(QuestionsPage(&m.Bank, "safety.content")), []string{"dangers", "filters", "third"}},
		"questions":       {text(QuestionsPage(&m.Bank, "")), nil},
		"questions, JSON": {func(w io.Writer) error { return JSON(w, Questions(&m.Bank, "")) }, []string{"dangers", "filters", "names", "third"}},
	} {
		written := string(rendered(t, test.write))
		for _, page := range []string{"dangers", "filters", "names", "third"} {
			if got := strings.Contains(written, "https://example.org/"+page); got != slices.Contains(test.want, page) {
				t.Errorf("%s: example.org/%s is shown: %t", name, page, got)
			}
		}
	}
}

// supported returns the provisions in a document, each with its question.
func supported(a *maturity.Assessment) []string {
	return each(Assessment(a).Supports, func(d SupportDocument) string { return d.Framework + " " + d.ID + " " + d.Question })
}

func TestReportAndJSONNameWhatTheAnswersSupport(t *testing.T) {
	t.Parallel()
	m := published()
	s := sheetOf(m, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0)
	s.Answers["safety.content"] = maturity.Answer{Points: 1, Note: "Since May.", Evidence: []string{"docs/filters.md"}}
	s.Answers["models.tuning"] = maturity.Answer{Unknown: true}
	a := mustScore(t, m, s)
	want := []string{
		"risk MEASURE 2.7 deployment.versioning", "risk MEASURE 2.10 safety.content", "list D01 safety.content",
	}
	if got := supported(a); !slices.Equal(got, want) {
		t.Errorf("JSON has %q, want %q", got, want)
	}
	_, section, _ := strings.Cut(reportMarkdown(t, Report{Assessment: a}), "## What the answers support\n")
	section, _, _ = strings.Cut(section, "\n## ")
	const wanted = `
This is a self-assessment. An answer that supports a provision is no proof of it, and a provision asks for more than one question covers. An unknown answer supports nothing.

### Risk Framework 1.0

Voluntary. Under revision. <https://example.com/risk>

#### Supported

- **MEASURE 2.7**: changes are followed
   - **Versions (2 of 2):** We can also go back within an hour.
- **MEASURE 2.10**: privacy is examined
   - **Content safety (1 of 2):** We set up safeguards of our own.
   - **Note:** Since May.
   - **Evidence:** docs/filters.md

#### A higher answer would support

- **MAP 1.1**: the purpose is known
   - **Tuning (unknown), from 1:** We use further methods, such as retrieval.
- **MEASURE 2.7**: security is tested
   - **Content safety (1 of 2), from 2:** We also attack-test them regularly.

### Ten Dangers

#### Supported

- **D01**: prompt injection
   - **Content safety (1 of 2):** We set up safeguards of our own.
   - **Note:** Since May.
   - **Evidence:** docs/filters.md
`
	if section != wanted {
		t.Errorf("the section is\n%s\nwant\n%s", section, wanted)
	}
}

// The fixture's own words have none of these, so they would be the program's.
func TestNothingIsSaidToBeMet(t *testing.T) {
	t.Parallel()
	for name, r := range reports(t) {
		if found := regexp.MustCompile(`(?i)\b(meets?|compl(y|ies|iant|iance)|conform\w*|fulfil\w*|certified)\b`).FindString(reportMarkdown(t, r)); found != "" {
			t.Errorf("%s says %q", name, found)
		}
	}
}
