package sheet

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
)

// written has every way to write sheets of a bank, and what reads them.
var written = map[Format]func(io.Writer, *maturity.Bank, []maturity.Sheet) error{
	NDJSON: WriteNDJSON,
	JSON: func(w io.Writer, b *maturity.Bank, sheets []maturity.Sheet) error {
		return WriteNDJSON(w, b, sheets[:1])
	},
	YAML: func(w io.Writer, b *maturity.Bank, sheets []maturity.Sheet) error { return Write(w, b, sheets[0]) },
	CSV:  WriteCSV,
}

// A cell is read without the blanks around it, and evidence in it is one item a line;
// all else is the same in every format.
func TestRandomSheetsReadBackInEveryFormat(t *testing.T) {
	t.Parallel()
	b := &builtInModel(t).Bank
	r := rand.New(rand.NewSource(2))
	committed := 0
	for range 100 {
		sheets := []maturity.Sheet{cellSheet(r, b), cellSheet(r, b), cellSheet(r, b)}
		for f, write := range written {
			var text bytes.Buffer
			if err := write(&text, b, sheets); err != nil {
				t.Fatal(err)
			}
			got, problems, err := ReadUpTo(len(sheets), bytes.NewReader(text.Bytes()), "f", f, b, Options{})
			if err != nil || len(problems) > 0 {
				t.Fatalf("%s: %v, %v\n%s", f, err, problems, text.String())
			}
			for i := range got {
				if !reflect.DeepEqual(got[i], sheets[i]) {
					t.Fatalf("%s: got %v\nexpected %v\nwritten as\n%s", f, got[i], sheets[i], text.String())
				}
				for _, a := range got[i].Answers {
					if a.Next.Exists() {
						committed++
					}
				}
			}
		}
	}
	if committed < 1000 {
		t.Errorf("only %d commitments were read back", committed)
	}
}

// cellSheet returns a sheet with texts that a cell of a spreadsheet can hold.
func cellSheet(r *rand.Rand, b *maturity.Bank) maturity.Sheet {
	text := func() string {
		return strings.TrimSpace([]string{"", "Ada", "Zoë Müller", `say "yes"`, "a, b; c", "two\nlines", "1", "unknown", "2027-01-31", "null", "日本"}[r.Intn(11)])
	}
	s := maturity.Sheet{Bank: b.Ref(), Team: text(), Respondent: text(), Answers: map[string]maturity.Answer{}}
	if unit := text(); unit != "" {
		s.Labels = map[string]string{"unit": unit}
	}
	for _, q := range b.Questions() {
		a := maturity.Answer{Points: q.Options[r.Intn(len(q.Options))].Points, Note: text()}
		if r.Intn(4) == 0 {
			a.Points, a.Unknown = 0, true
		}
		for range r.Intn(3) {
			if item := strings.ReplaceAll(text(), "\n", " "); item != "" {
				a.Evidence = append(a.Evidence, item)
			}
		}
		if goals := q.Goals(a); len(goals) > 0 && r.Intn(2) == 0 {
			a.Next = maturity.Commitment{Points: goals[r.Intn(len(goals))], Owner: text()}
			if r.Intn(2) == 0 {
				a.Next.Due = fmt.Sprintf("2027-%02d-%02d", 1+r.Intn(12), 1+r.Intn(28))
			}
		}
		s.Answers[q.ID] = a
	}
	return s
}

func TestACommitmentIsToAnOptionAboveTheAnswer(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for answer, want := range map[string]string{
		"{points: 0, next: {points: 1}}":                        "",
		"{points: 0, next: {points: 2, owner: Ada}}":            "",
		"{points: unknown, next: {points: 2, due: 2027-01-31}}": "",
		"{points: 1, next: {points: 2, due: \"2027-01-31\"}}":   "",
		"{points: 1, next: }":                                   "",
		"{points: 1, next: {points: 2, owner: , due: }}":        "",
		"{points: 1, next: {points: 1}}":                        "37: the commitment for a.one is 1; expected 2, above the present answer",
		"{points: 0, next: {points: 3}}":                        "37: the commitment for a.one is 3; expected 1 or 2, above the present answer",
		"{points: 2, next: {points: 2}}":                        "37: a.one has its highest answer already; remove next",
		"{points: unknown, next: {points: 0}}":                  "43: the commitment for a.one is 0; expected 1 or 2, above the present answer",
		"{points: 1, next: {points: unknown}}":                  "37: the points of the commitment for a.one is \"unknown\"; expected a whole number from 0 to 9999999",
		"{points: 1, next: 2}":                                  "28: the commitment for a.one is 2; expected a mapping",
		"{points: 1, next: {owner: Ada}}":                       "28: missing key \"points\" in the commitment for a.one",
		"{points: 1, next: {points: 2, until: 2027-01-31}}":     "40: unknown key \"until\" in the commitment for a.one; expected points, owner, due",
		"{points: 1, next: {points: 2, due: 31.01.2027}}":       "45: \"31.01.2027\" is not a date; expected YYYY-MM-DD",
		"{points: 1, next: {points: 2, owner: [Ada]}}":          "47: the owner is a list; expected text",
		"{points: 1, next: {points: 2}, next: {points: 2}}":     "duplicate key \"next\"",
		"{points: 9, next: {points: 2}}":                        "9: a.one is 9; expected 0, 1, 2 or unknown",
	} {
		text := "answers:\n  a.one: " + answer + "\n  a.two: 1\n"
		_, problems, err := Read(strings.NewReader(text), "f", YAML, b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]string, len(problems))
		for i, p := range problems {
			got[i] = fmt.Sprintf("%d: %s", p.Col, p.Message)
		}
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0], want)) {
			t.Errorf("%s: got %q; expected %q", answer, got, want)
		}
	}
}

func TestACommitmentInATableNeedsItsPoints(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	const head = "a.one,a.two,a.one.owner,a.one.next,a.one.due\n"
	s, problems, err := Read(strings.NewReader(head+"1,3,Ada,2.0,2027-01-31\n"), "f", CSV, b, Options{})
	if want := (maturity.Commitment{Points: 2, Owner: "Ada", Due: "2027-01-31"}); err != nil || len(problems) > 0 || s.Answers["a.one"].Next != want {
		t.Error(s, problems, err)
	}
	for row, want := range map[string]string{
		"1,3,Ada,,":     "f:2:5: missing key \"points\" in the commitment for a.one",
		"1,3,,1,":       "f:2:6: the commitment for a.one is 1; expected 2, above the present answer",
		"1,3,,2,31.1.":  "f:2:8: \"31.1.\" is not a date; expected YYYY-MM-DD",
		"1,3,,x,":       "f:2:6: the points of the commitment for a.one is x; expected a whole number from 0 to 9999999",
		"1,3,,,2027-01": "f:2:7: missing key \"points\" in the commitment for a.one",
	} {
		_, problems, err := Read(strings.NewReader(head+row+"\n"), "f", CSV, b, Options{})
		if err != nil || !slices.ContainsFunc(problems, func(p diag.Problem) bool { return strings.HasPrefix(p.String(), want) }) {
			t.Errorf("%s: %v, %v; expected %q", row, problems, err, want)
		}
	}
}
