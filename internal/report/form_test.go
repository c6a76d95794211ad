package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

func formOf(t *testing.T, f report.Form) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.FormHTML(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// formSamples are forms of every kind, by name.
func formSamples(t *testing.T) map[string]report.Form {
	t.Helper()
	builtin, foreign := htmlBuiltin(t), htmlForeign(t)
	return map[string]report.Form{
		"form":         {Model: builtin},
		"form-earlier": {Model: builtin, Sheet: htmlSpring(builtin), Title: "Spring check", MailTo: "ada@example.com"},
		"form-collect": {Model: builtin, NoResult: true},
		"form-hostile": {Model: builtin, Sheet: htmlHostile(t, builtin).Assessment.Sheet, Title: htmlAttack},
		"form-foreign": {Model: foreign},
		"form-tiny":    {Model: htmlTiny(1)},
	}
}

// formCase is a sheet, and what the program says of it.
type formCase struct {
	Values map[string]string         `json:"values"` // as the controls of the form hold them
	Result report.AssessmentDocument `json:"result"`
	Text   string                    `json:"text"`
}

// TestWriteFormCases writes forms, and random sheets with their results. .ci/pages
// compares these with what the form's own code says.
func TestWriteFormCases(t *testing.T) {
	if *htmlPages == "" {
		t.Skip("without -pages, there is no directory to write to")
	}
	const sheets = 2000
	for name, m := range map[string]*maturity.Model{"builtin": htmlBuiltin(t), "foreign": htmlForeign(t), "steep": formSteep()} {
		random := rand.New(rand.NewSource(17))
		var cases []formCase
		for range sheets {
			cases = append(cases, randomFormCase(t, m, random))
		}
		text, err := json.Marshal(cases)
		if err != nil {
			t.Fatal(err)
		}
		page := formOf(t, report.Form{Model: m})
		for file, text := range map[string]string{"scored-" + name + ".html": page, "scored-" + name + ".json": string(text)} {
			if err := os.WriteFile(filepath.Join(*htmlPages, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// formSteep is a model in which one step up or down can pass over a level.
func formSteep() *maturity.Model {
	m := htmlTiny(2)
	m.Bank.Dimensions[0].Critical = true
	m.Bank.Dimensions[0].Questions[0].Options = append(m.Bank.Dimensions[0].Questions[0].Options, maturity.Option{Points: 5, Text: "Always."})
	m.Levels = nil
	for i, band := range [][2]int{{0, 0}, {1, 1}, {2, 2}, {5, 5}, {6, 6}} {
		m.Levels = append(m.Levels, maturity.Level{Number: i + 1, Name: fmt.Sprint("step ", i+1), Min: band[0], Max: band[1], Summary: "So far."})
	}
	return m
}

// randomFormCase leans to the low or to the high answers, and to more or fewer
// unknown ones, so that every level and every number of gaps comes up.
func randomFormCase(t *testing.T, m *maturity.Model, random *rand.Rand) formCase {
	t.Helper()
	lean, doubt := random.Float64(), random.Float64()*random.Float64()
	c := formCase{Values: map[string]string{}}
	s := maturity.Sheet{Answers: map[string]maturity.Answer{}}
	for _, q := range m.Bank.Questions() {
		at := 0
		for range len(q.Options) - 1 {
			if random.Float64() < lean {
				at++
			}
		}
		answer := maturity.Answer{Points: q.Options[at].Points, Unknown: random.Float64() < doubt}
		s.Answers[q.ID] = answer
		c.Values[q.ID] = fmt.Sprint(answer.Points)
		if answer.Unknown {
			c.Values[q.ID] = "unknown"
		}
	}
	a := htmlScore(t, m, s)
	c.Result = report.Assessment(a)
	c.Result.Answers, c.Result.Guidance, c.Result.References = nil, nil, nil
	var text bytes.Buffer
	if err := report.AssessmentPage(a).Text(&text, report.Style{Width: 10_000}); err != nil {
		t.Fatal(err)
	}
	c.Text = text.String()
	return c
}

var formScript = regexp.MustCompile(`(?s)<script([^>]*)>(.*?)</script>`)

func TestFormPolicyAllowsItsOneStyleAndItsOneScript(t *testing.T) {
	t.Parallel()
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	for name, f := range formSamples(t) {
		page := formOf(t, f)
		styles, scripts := htmlStyle.FindAllStringSubmatch(page, -1), formScript.FindAllStringSubmatch(page, -1)
		if len(styles) != 1 || len(scripts) != 2 || scripts[0][1] != ` type="application/json" id="data"` || scripts[1][1] != "" {
			t.Fatalf("%s has %d styles and %d scripts, want 1, the data and 1", name, len(styles), len(scripts))
		}
		want := "default-src 'none'; style-src " + hash(styles[0][1]) +
			"; img-src data:; base-uri 'none'; form-action 'none'; script-src " + hash(scripts[1][2])
		if policies := formPolicies(t, page); len(policies) != 1 || policies[0] != want {
			t.Errorf("%s has the policies %q, want %s", name, policies, want)
		}
	}
}

func formPolicies(t *testing.T, page string) []string {
	t.Helper()
	var policies []string
	for _, e := range htmlElements(t, page) {
		if e.attributes["http-equiv"] == "Content-Security-Policy" {
			policies = append(policies, e.attributes["content"])
		}
	}
	return policies
}

func TestFormRunsNothingButItsScript(t *testing.T) {
	t.Parallel()
	for name, f := range formSamples(t) {
		for _, e := range htmlElements(t, formOf(t, f)) {
			for attribute, value := range e.attributes {
				if strings.HasPrefix(strings.ToLower(attribute), "on") || attribute == "style" || attribute == "src" || attribute == "action" {
					t.Errorf("%s: <%s %s=%q>", name, e.name, attribute, value)
				}
			}
		}
	}
}

// The script may not parse foreign text as markup or as code.
func TestScriptOfAFormOnlyMakesText(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("html/form.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{
		"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "createContextualFragment", "eval(", "Function(",
		"fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "import(", "\t",
	} {
		if bytes.Contains(script, []byte(word)) {
			t.Errorf("form.js has %q", word)
		}
	}
}

func TestDataOfAFormIsItsDocument(t *testing.T) {
	t.Parallel()
	for name, f := range formSamples(t) {
		scripts := formScript.FindAllStringSubmatch(formOf(t, f), -1)
		var got report.FormDocument
		if err := json.Unmarshal([]byte(scripts[0][2]), &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if want := report.FormData(f); !reflect.DeepEqual(got, want) {
			t.Errorf("%s holds %+v, want %+v", name, got, want)
		}
	}
}

func TestFormIsTheSameEachTimeAndSmall(t *testing.T) {
	t.Parallel()
	const most = 150_000 // bytes
	f := formSamples(t)["form-earlier"]
	page := formOf(t, f)
	if formOf(t, f) != page {
		t.Error("the same form is written in two ways")
	}
	if len(page) >= most {
		t.Errorf("the form has %d bytes, want fewer than %d", len(page), most)
	}
}

func TestFormChoosesNothingAndMarksEarlierAnswers(t *testing.T) {
	t.Parallel()
	m := htmlBuiltin(t)
	s := htmlSpring(m)
	page := formOf(t, report.Form{Model: m, Sheet: s})
	for _, e := range htmlElements(t, page) {
		if _, checked := e.attributes["checked"]; checked {
			t.Errorf("%s=%s is chosen", e.attributes["name"], e.attributes["value"])
		}
	}
	if n := strings.Count(page, ">earlier answer<"); n != len(s.Answers) {
		t.Errorf("%d options are marked, want %d", n, len(s.Answers))
	}
	for _, q := range m.Bank.Questions() {
		value := fmt.Sprint(s.Answers[q.ID].Points)
		if s.Answers[q.ID].Unknown {
			value = "unknown"
		}
		option := regexp.MustCompile(`name="` + regexp.QuoteMeta(q.ID) + `" value="` + value + `">.*earlier answer`)
		if !option.MatchString(page) {
			t.Errorf("the option %s=%s isn't marked", q.ID, value)
		}
	}
	s.Bank.Version++
	other := fmt.Sprintf(">earlier answer, to version %d<", s.Bank.Version)
	if n := strings.Count(formOf(t, report.Form{Model: m, Sheet: s}), other); n != len(s.Answers) {
		t.Errorf("%d options are marked with another version, want %d", n, len(s.Answers))
	}
	if strings.Contains(page, s.Respondent) {
		t.Error("the form knows who answered earlier")
	}
	if strings.Contains(formOf(t, report.Form{Model: m}), "arlier answer") {
		t.Error("a form without an earlier sheet speaks of one")
	}
}

func TestFormThatOnlyCollectsHasNoLevels(t *testing.T) {
	t.Parallel()
	m := htmlBuiltin(t)
	page := formOf(t, report.Form{Model: m, NoResult: true})
	for i := range m.Levels {
		if strings.Contains(page, m.Levels[i].Summary) {
			t.Errorf("the form describes level %d", m.Levels[i].Number)
		}
	}
}

func TestForeignFormHasNothingOfTheBuiltInModel(t *testing.T) {
	t.Parallel()
	page := formOf(t, formSamples(t)["form-foreign"])
	for _, word := range []string{"GenAIOps", "Microsoft", "optimized", "14 questions"} {
		if strings.Contains(page, word) {
			t.Errorf("the form says %q", word)
		}
	}
}
