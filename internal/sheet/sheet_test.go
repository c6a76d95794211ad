package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
)

// readText reads one sheet of the tiny bank.
func readText(t *testing.T, text string, f Format, o Options) (maturity.Sheet, diag.List) {
	t.Helper()
	s, problems, err := Read(strings.NewReader(text), "f", f, &tinyModel().Bank, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(problems) > 0 && !reflect.DeepEqual(s, maturity.Sheet{}) {
		t.Errorf("a sheet with problems is returned: %v", s)
	}
	return s, problems
}

func TestEveryFormatReadsToTheSameSheet(t *testing.T) {
	t.Parallel()
	want := maturity.Sheet{
		Bank: maturity.BankRef{ID: "tiny", Version: 2}, Team: "Süd", Respondent: "J. Doe", Date: "2026-11-23",
		Labels:  map[string]string{"unit": "Retail"},
		Answers: map[string]maturity.Answer{"a.one": {Points: 2}, "a.two": {Unknown: true}},
	}
	for f, text := range map[Format]string{
		YAML:   "bank: tiny@2\nteam: Süd\nrespondent: J. Doe\ndate: 2026-11-23\nlabels: {unit: Retail}\nanswers:\n  a.one: 2\n  a.two: unknown\n",
		JSON:   `{"bank": "tiny@2", "team": "S\u00fcd", "respondent": "J. Doe", "date": "2026-11-23", "labels": {"unit": "Retail"}, "answers": {"a.one": 2, "a.two": "unknown"}}`,
		NDJSON: `{"bank":"tiny@2","team":"Süd","respondent":"J. Doe","date":"2026-11-23","labels":{"unit":"Retail"},"answers":{"a.two":"unknown","a.one":2}}` + "\n",
		CSV:    "bank,team,respondent,date,label.unit,label.none,a.one,a.two\ntiny@2,Süd,J. Doe,2026-11-23,Retail,,2,unknown\n",
	} {
		got, problems := readText(t, text, f, Options{})
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v; expected %v", f, got, problems, want)
		}
	}
}

// A minimal sheet is the same in every format, including nil maps.
func TestEveryFormatReadsToTheSameBareSheet(t *testing.T) {
	t.Parallel()
	want := maturity.Sheet{Answers: map[string]maturity.Answer{"a.one": {Points: 2}, "a.two": {Points: 1}}}
	for text, f := range map[string]Format{
		"answers: {a.one: 2, a.two: 1}":                                     YAML,
		"labels: {}\nanswers: {a.one: 2, a.two: {points: 1, evidence: []}}": YAML,
		`{"answers": {"a.one": 2, "a.two": 1}}`:                             JSON,
		`{"answers":{"a.one":2,"a.two":1}}`:                                 NDJSON,
		"a.one,a.two\n2,1\n":                                                CSV,
		"a.two,label.x,team,a.one\n1,,,2\n":                                 CSV,
	} {
		if got, problems := readText(t, text, f, Options{}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s %q: got %v, %v", f, text, got, problems)
		}
	}
}

func TestPartialTurnsWhatIsMissingIntoUnknown(t *testing.T) {
	t.Parallel()
	unknown, one := maturity.Answer{Unknown: true}, maturity.Answer{Points: 1}
	tests := []struct {
		text string
		want map[string]maturity.Answer
	}{
		{"answers: {a.one: 1}", map[string]maturity.Answer{"a.one": one, "a.two": unknown}},
		{"answers: {a.one: 1, a.two: }", map[string]maturity.Answer{"a.one": one, "a.two": unknown}},
		{"answers:\n", map[string]maturity.Answer{"a.one": unknown, "a.two": unknown}},
		{"answers: {}", map[string]maturity.Answer{"a.one": unknown, "a.two": unknown}},
		{"answers:\n  a.one: {note: why}\n  a.two: {points: , evidence: e}", map[string]maturity.Answer{
			"a.one": {Unknown: true, Note: "why"}, "a.two": {Unknown: true, Evidence: []string{"e"}},
		}},
	}
	for _, test := range tests {
		got, problems := readText(t, test.text, YAML, Options{Partial: true})
		if !reflect.DeepEqual(got.Answers, test.want) {
			t.Errorf("%q: got %v, %v; expected %v", test.text, got.Answers, problems, test.want)
		}
		if _, problems := readText(t, test.text, YAML, Options{}); len(problems) == 0 {
			t.Errorf("%q is not refused without Partial", test.text)
		}
	}
}

// Who was not asked did not say "unknown".
func TestNotAskedLeavesOutWhatIsMissing(t *testing.T) {
	t.Parallel()
	unknown, one := maturity.Answer{Unknown: true}, maturity.Answer{Points: 1}
	for _, test := range []struct {
		text string
		f    Format
		want map[string]maturity.Answer
	}{
		{"answers: {a.one: 1}", YAML, map[string]maturity.Answer{"a.one": one}},
		{"answers: {a.one: 1, a.two: }", YAML, map[string]maturity.Answer{"a.one": one}},
		{"answers: {a.one: 1, a.two: unknown}", YAML, map[string]maturity.Answer{"a.one": one, "a.two": unknown}},
		{"answers: {a.one: 1, a.two: {note: ask the vendor}}", YAML, map[string]maturity.Answer{
			"a.one": one, "a.two": {Unknown: true, Note: "ask the vendor"},
		}},
		{"answers:\n", YAML, map[string]maturity.Answer{}},
		{"a.one,a.two\n1,\n", CSV, map[string]maturity.Answer{"a.one": one}},
		{"a.one,a.two\n1,unknown\n", CSV, map[string]maturity.Answer{"a.one": one, "a.two": unknown}},
	} {
		got, problems := readText(t, test.text, test.f, Options{Partial: true, NotAsked: true})
		if !reflect.DeepEqual(got.Answers, test.want) {
			t.Errorf("%q: got %v, %v; expected %v", test.text, got.Answers, problems, test.want)
		}
	}
}

// Partial allows missing answers, but not wrong ones.
func TestPartialAllowsNothingElse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"answers: {a.one: 7}", `answers: {a.one: ""}`, "answers: {b.one: 1}", "answers: []", "team: x", "",
	} {
		if _, problems := readText(t, text, YAML, Options{Partial: true}); len(problems) == 0 {
			t.Errorf("%q is not refused", text)
		}
	}
}

func TestSetOverridesAndAddsAnswers(t *testing.T) {
	t.Parallel()
	set := Options{Set: map[string]maturity.Answer{"a.two": {Points: 10}}}
	want := map[string]maturity.Answer{"a.one": {Points: 1}, "a.two": {Points: 10}}
	for _, text := range []string{"answers: {a.one: 1, a.two: 3}", "answers: {a.one: 1}", "answers: {a.one: 1, a.two: }", "answers: {a.one: 1, a.two: {note: x}}"} {
		if got, problems := readText(t, text, YAML, set); !reflect.DeepEqual(got.Answers, want) {
			t.Errorf("%q: got %v, %v", text, got.Answers, problems)
		}
	}
	for _, text := range []string{"answers: {a.two: 3}", "answers: {a.one: 1, a.two: 4}"} {
		if _, problems := readText(t, text, YAML, set); len(problems) == 0 {
			t.Errorf("%q is not refused", text)
		}
	}
}

func TestReadExpectsOneSheet(t *testing.T) {
	t.Parallel()
	tests := []struct {
		f    Format
		text string
		want string
	}{
		{CSV, "", "f:1:1: the file has no sheet [records]"},
		{CSV, "a.one,a.two\n", "f:1:1: the file has no sheet [records]"},
		{CSV, "a.one,a.two\n1,3\n\n1,3\n1,9\n", "f:4:1: a second sheet starts here; expected one (rollup, history and consensus read many) [records]"},
		{NDJSON, "\n \n", "f:1:1: the file has no sheet [records]"},
		{NDJSON, strings.Repeat(`{"answers":{"a.one":2,"a.two":1}}`+"\n", 3), "f:2:1: a second sheet starts here; expected one (rollup, history and consensus read many) [records]"},
	}
	for _, test := range tests {
		_, problems := readText(t, test.text, test.f, Options{})
		if len(problems) != 1 || problems[0].String() != test.want {
			t.Errorf("%s %q: %v", test.f, test.text, problems)
		}
	}
}

func TestReadUpToReadsAllOrNone(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for text, want := range map[string]struct{ sheets, problems int }{
		"":                                  {0, 1},
		"a.one,a.two\n1,3\n":                {1, 0},
		"a.one,a.two\n1,3\n0,1\n1,3\n":      {3, 0},
		"a.one,a.two\n1,3\n0,9\n1,7\n":      {0, 2},
		"a.one,a.two\n1,3\n0,1\n1,3\n0,1\n": {0, 1},
	} {
		sheets, problems, err := ReadUpTo(3, strings.NewReader(text), "f", CSV, b, Options{})
		if err != nil || len(sheets) != want.sheets || len(problems) != want.problems {
			t.Errorf("%q: %d sheets, %v, %v", text, len(sheets), problems, err)
		}
	}
}

// Windows programs write byte order marks. Concatenated files have one in the
// middle.
func TestAByteOrderMarkIsNotPartOfALine(t *testing.T) {
	t.Parallel()
	const line = `{"answers":{"a.one":2,"a.two":1}}`
	for _, text := range []string{"\ufeff" + line, "\ufeff\n" + line, "\n\ufeff" + line} {
		if _, problems := readText(t, text, NDJSON, Options{}); len(problems) > 0 {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

func TestErrorsOfTheFileEndReading(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, f := range Formats {
		for _, before := range []string{"", "a.one,a.two\n"} {
			r := io.MultiReader(strings.NewReader(before), iotest.ErrReader(broken))
			if _, _, err := Read(r, "f", f, &tinyModel().Bank, Options{}); !errors.Is(err, broken) {
				t.Errorf("%s after %q: error %v", f, before, err)
			}
		}
	}
}

func TestStoppingEarlyReadsNoFurther(t *testing.T) {
	t.Parallel()
	for f, text := range map[Format]string{
		NDJSON: strings.Repeat(`{"answers":{"a.one":2,"a.two":1}}`+"\n", 3),
		CSV:    "a.one,a.two\n1,3\n1,3\n1,3\n",
	} {
		count := 0
		for range Records(strings.NewReader(text), "f", f, &tinyModel().Bank, Options{}) { //nolint:errcheck // a reader of a text cannot fail
			if count++; count == 2 {
				break
			}
		}
		if count != 2 {
			t.Errorf("%s: %d records", f, count)
		}
	}
}

func TestSlowReadersChangeNothing(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, file := range append(fixtures(t, "ok"), fixtures(t, "err")...) {
		if bankOf(t, file).ID != b.ID {
			continue
		}
		f, _ := FormatOf(file)
		text := fixtureText(t, file)
		whole := collect(t, bytes.NewReader(text), f, b)
		slow := collect(t, iotest.OneByteReader(bytes.NewReader(text)), f, b)
		if !reflect.DeepEqual(whole, slow) {
			t.Errorf("%s: byte by byte: %v, expected %v", file, slow, whole)
		}
	}
}

func collect(t *testing.T, r io.Reader, f Format, b *maturity.Bank) []Record {
	t.Helper()
	var records []Record
	for record, err := range Records(r, "f", f, b, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		record.Problems.Sort()
		records = append(records, record)
	}
	return records
}

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]Format{
		"a.yaml": YAML, "a.yml": YAML, "A.YAML": YAML, "a.json": JSON, "a.ndjson": NDJSON, "a.jsonl": NDJSON, "dir.csv/a.CSV": CSV,
		"a": "", "yaml": "", "a.yaml.gz": YAML, "A.CSV.GZ": CSV, "a.txt": "", "a.gz": "", "a.txt.gz": "", "-": "",
	} {
		if got, ok := FormatOf(file); got != want || ok != (want != "") {
			t.Errorf("FormatOf(%q) = %q, %v", file, got, ok)
		}
	}
}

func TestParseBankRef(t *testing.T) {
	t.Parallel()
	if ref, ok := ParseBankRef("a@12"); !ok || ref != (maturity.BankRef{ID: "a", Version: 12}) {
		t.Errorf("a@12 is %v, %v", ref, ok)
	}
	for _, s := range []string{"", "a", "a@", "@1", "a@0", "a@-1", "a@+1", "a@01", "a@1.0", "a@1 ", "a@1@2", "a@99999999999999999999"} {
		if ref, ok := ParseBankRef(s); ok {
			t.Errorf("%q is %v", s, ref)
		}
	}
}

func TestParseAnswer(t *testing.T) {
	t.Parallel()
	q := tinyModel().Bank.Question("a.two")
	for s, want := range map[string]maturity.Answer{"1": {Points: 1}, "10": {Points: 10}, "unknown": {Unknown: true}} {
		if got, err := ParseAnswer(q, s); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("ParseAnswer(%q) = %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "0", "2", "01", "+1", "1.0", " 1", "Unknown", "null"} {
		if _, err := ParseAnswer(q, s); err == nil || err.Error() != "expected 1, 3, 10 or unknown" {
			t.Errorf("ParseAnswer(%q): %v", s, err)
		}
	}
}

func TestValidDate(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"2026-11-23": true, "2024-02-29": true, "2026-02-29": false, "2026-11-31": false, "2026-00-01": false, "2026-1-2": false,
		"": false, "2026": false, "26-11-23": false, "2026-11-23 ": false, "2026-11-23T00:00:00Z": false, "23.11.2026": false,
	} {
		if ValidDate(s) != want {
			t.Errorf("ValidDate(%q) is not %v", s, want)
		}
	}
}

// A truncated sheet is never read as one with fewer answers.
func TestNoBeginningOfASheetIsASheet(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for f, whole := range map[Format]string{
		YAML:   "bank: tiny@2\nteam: A\nanswers:\n  a.one: 1\n  a.two:\n    note: Why\n    points: 10",
		JSON:   `{"team":"A","answers":{"a.one":1,"a.two":{"points":10,"note":"Why"}}}`,
		NDJSON: `{"team":"A","answers":{"a.one":1,"a.two":{"points":10,"note":"Why"}}}`,
		CSV:    "team,a.one,a.two\nA,1,unknown",
	} {
		for n := range len(whole) {
			_, problems, err := Read(strings.NewReader(whole[:n]), "f", f, b, Options{})
			if err != nil {
				t.Fatal(err)
			}
			// The 1 of 10 is an answer, too.
			if len(problems) == 0 && (f != YAML || n < len(whole)-1) {
				t.Errorf("%s: %q is not refused", f, whole[:n])
			}
		}
		if _, problems, err := Read(strings.NewReader(whole), "f", f, b, Options{}); err != nil || len(problems) > 0 {
			t.Errorf("%s: the whole sheet: %v, %v", f, problems, err)
		}
	}
}

func TestADateWithAnythingElseInAnyPlaceIsRefused(t *testing.T) {
	t.Parallel()
	const date = "2024-11-28"
	read := func(date string, f Format) diag.List {
		text, err := json.Marshal(map[string]any{"date": date, "answers": map[string]int{"a.one": 1, "a.two": 3}})
		if err != nil {
			t.Fatal(err)
		}
		if f == CSV {
			text = []byte("date,a.one,a.two\n" + date + ",1,3\n")
		}
		_, problems := readText(t, string(text), f, Options{})
		return problems
	}
	for _, f := range Formats {
		if problems := read(date, f); len(problems) > 0 {
			t.Errorf("%s: %s: %v", f, date, problems)
		}
		for i := range date {
			for _, other := range "xO/:+٣" {
				text := date[:i] + string(other) + date[i+1:]
				if problems := read(text, f); len(problems) != 1 || problems[0].Rule != RuleDate {
					t.Errorf("%s: %s: %v", f, text, problems)
				}
			}
		}
	}
}

// bankOfFour asks a.1 to a.4. Each has one option more than the one before.
func bankOfFour() *maturity.Bank {
	d := maturity.Dimension{ID: "a", Name: "A"}
	for i := 1; i <= 4; i++ {
		q := maturity.Question{ID: fmt.Sprintf("a.%d", i)}
		for points := range i + 1 {
			q.Options = append(q.Options, maturity.Option{Points: points})
		}
		d.Questions = append(d.Questions, q)
	}
	return &maturity.Bank{ID: "four", Version: 1, Dimensions: []maturity.Dimension{d}}
}

func TestEveryMissingAnswerIsNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"answers: {a.1: 0, a.2: 0, a.3: 0, a.4: 0}": "",
		"answers: {a.1: 0, a.2: 0, a.4: 0}":         "f:1:10: missing 1 of 4 answers: a.3 [missing-answer]\n",
		"answers: {a.2: 0, a.4: 0}":                 "f:1:10: missing 2 of 4 answers: a.1, a.3 [missing-answer]\n",
		"answers: {a.4: 0}":                         "f:1:10: missing 3 of 4 answers: a.1, a.2, a.3 [missing-answer]\n",
		"answers: {}":                               "f:1:10: missing 4 of 4 answers: a.1, a.2, a.3, a.4 [missing-answer]\n",
	} {
		_, problems, err := Read(strings.NewReader(text), "f", YAML, bankOfFour(), Options{})
		var got strings.Builder
		if err := errors.Join(err, problems.Print(&got)); err != nil {
			t.Fatal(err)
		}
		if got.String() != want {
			t.Errorf("%s: got %s, expected %s", text, got.String(), want)
		}
	}
}

func TestEveryExpectedAnswerIsNamed(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"a.1": "0, 1 or unknown", "a.2": "0, 1, 2 or unknown", "a.3": "0, 1, 2, 3 or unknown", "a.4": "0, 1, 2, 3, 4 or unknown",
	} {
		if got := Expected(bankOfFour().Question(id)); got != want {
			t.Errorf("%s: %s, expected %s", id, got, want)
		}
	}
}

func TestTheSheetAfterABadOneIsRead(t *testing.T) {
	t.Parallel()
	for f, c := range map[Format]struct {
		head, good string
		bad        []string
	}{
		NDJSON: {"", `{"team":"G","answers":{"a.one":2,"a.two":1}}`, []string{
			"x", "{", "[]", "null", "\x00", "\xff", strings.Repeat("[", 100), strings.Repeat("x", maxRecord+1), `{"answers":{}}`,
			`{"answers":{"a.one":7,"a.two":1}}`, `{"answers":{"a.one":2,"a.two":1}} x`, `{"bank":"other@1","answers":{}}`,
		}},
		CSV: {"team,a.one,a.two\n", "G,2,1", []string{
			"x", "B,2,1,0", `B,"2"x,1`, `"B"",2,1` + "\n" + `"x,2,1`, "\x00,2,1", "\xff,2,1", "B,,1", "B,7,1", "B,2,x", `B"B,2,1`,
		}},
	} {
		for _, bad := range c.bad {
			text := c.head + c.good + "\n" + bad + "\n" + c.good + "\n"
			var teams []string
			problems := 0
			for _, record := range collect(t, strings.NewReader(text), f, &tinyModel().Bank) {
				teams = append(teams, record.Sheet.Team)
				problems += min(len(record.Problems), 1)
			}
			if strings.Count(strings.Join(teams, ""), "G") != 2 || teams[len(teams)-1] != "G" || problems == 0 {
				t.Errorf("%s: %.60q: teams %q, %d with problems", f, bad, teams, problems)
			}
		}
	}
}

func TestASheetOfAnotherVersionIsReadAsItWasGiven(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	read := func(text string) (maturity.Sheet, diag.List) {
		t.Helper()
		s, problems, err := Read(strings.NewReader(text), "f", YAML, b, Options{Draft: true, AnyVersion: true})
		if err != nil {
			t.Fatal(err)
		}
		return s, problems
	}
	s, problems := read("bank: tiny@9\nanswers: {a.gone: 7, a.one: {points: 5, note: n, evidence: [e]}, a.two: unknown, a.blank: }\n")
	want := map[string]maturity.Answer{
		"a.gone": {Points: 7}, "a.one": {Points: 5, Note: "n", Evidence: []string{"e"}}, "a.two": {Unknown: true},
	}
	if !reflect.DeepEqual(s.Answers, want) || s.Bank.Version != 9 || len(problems) > 0 {
		t.Errorf("read %v, %v", s, problems)
	}
	for text, want := range map[string]string{
		"bank: tiny@9\nanswers: {a.gone: -1}\n":                 "a.gone is -1; expected a number of points or unknown",
		"bank: tiny@9\nanswers: {a.gone: high}\n":               "expected a number of points or unknown",
		"bank: tiny@9\nanswers: {a.gone: {note: n}}\n":          "a.gone has no points",
		"bank: tiny@9\nanswers: {a.one: 1, a.one: 2}\n":         "duplicate key",
		"bank: other@1\nanswers: {a.one: 1}\n":                  "the sheet answers the question bank",
		"answers: {a.gone: 1}\n":                                "unknown question",
		"bank: " + b.Ref().String() + "\nanswers: {a.one: 5}\n": "a.one is 5; expected",
	} {
		if s, problems := read(text); len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: %v, %v", text, s, problems)
		}
	}
}
