package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// nasty has texts with a special meaning in YAML or for a terminal.
var nasty = []string{
	"plain", "1", "-1", "1.5", "01", "0x1f", "1e3", ".inf", "true", "True", "yes", "No", "on", "null", "~", "unknown",
	"2026-11-23", "12:30:45", "<<", "=", "!tag", "&a", "*a", "[a]", "{a}", "- a", "-", "? a", "a: b", "a:", ": a", "a #b", "#a",
	"%", "@", "`", "'", "''", `"`, `\`, "|", ">", "|-", "---", "...", "--- a", "a,b", "a]", "a}", "..", ".",
	"two\nlines", "a\n\nb", "- a\n- b", "# a\n# b", "a: b\nc: d", "---\n...", "a\n---", "\nlead", "ends\n", "ends\n\n", "a\n b", "a \nb", "a\n\tb",
	" lead", "trail ", "\ttab", "tab\there", "a  b", "cr\rhere", "crlf\r\nhere", "\u00a0nbsp", "a\u00a0\nb",
	"é", "日本", "😀", "👩‍👩‍👧", "a\n😀", "\u0000", "\a", "\u001b[2J", "\u007f", "a\u0085b", "\u009b31m", "a\u2028b", "a\u2029b\nc", "\ufeffbom", "a\n\ufeff",
	"\u202ertl", "zero\u200bwidth", "\u00adsoft", "\ufffd", "\ufffe", "a\n\uffff", "\U000e0041", "\U0010ffff", "e\u0301",
	strings.Repeat("long word ", 500), strings.Repeat("x", 10_000), strings.Repeat("a\n", 100) + "b",
}

func TestNastyTextsReadBackAsTheyWere(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, text := range nasty {
		s := maturity.Sheet{
			Bank: b.Ref(), Team: text, Respondent: text, Date: "2026-11-23", Labels: map[string]string{"unit": text},
			Answers: map[string]maturity.Answer{
				"a.one": {Points: 1, Note: text, Evidence: []string{text, "x", text}, Next: maturity.Commitment{Points: 2, Owner: text}},
				"a.two": {Unknown: true, Note: text + "\n" + text, Next: maturity.Commitment{Points: 10, Due: "2027-01-31"}},
			},
		}
		s.Labels[text] = text
		checkReadsBack(t, b, s)
	}
}

func TestEveryKindOfAnswerReadsBack(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, answer := range []maturity.Answer{
		{Points: 1},
		{Unknown: true},
		{Points: 1, Note: "n"},
		{Unknown: true, Evidence: []string{"e"}},
		{Points: 1, Note: "n", Evidence: []string{"e", "f"}},
		{Points: 1, Next: maturity.Commitment{Points: 2}},
		{Unknown: true, Next: maturity.Commitment{Points: 2, Owner: "Ada"}},
		{Points: 1, Note: "n", Next: maturity.Commitment{Points: 2, Due: "2027-01-31", Owner: "Ada"}},
	} {
		checkReadsBack(t, b, maturity.Sheet{Bank: b.Ref(), Answers: map[string]maturity.Answer{"a.one": answer, "a.two": {Points: 1}}})
	}
}

func TestRandomSheetsReadBack(t *testing.T) {
	t.Parallel()
	m := builtInModel(t)
	r := rand.New(rand.NewSource(1))
	for range 300 {
		s := randomSheet(r, &m.Bank)
		checkReadsBack(t, &m.Bank, s)
		if _, err := maturity.Score(m, s); err != nil {
			t.Fatal(err)
		}
	}
}

// checkReadsBack fails unless Read returns what Write wrote.
func checkReadsBack(t *testing.T, b *maturity.Bank, s maturity.Sheet) {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b, s); err != nil {
		t.Fatal(err)
	}
	got, problems, err := Read(bytes.NewReader(out.Bytes()), "f", YAML, b, Options{})
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v\n%q", err, problems, out.String())
	}
	if s = composed(s); !reflect.DeepEqual(got, s) {
		t.Fatalf("got %v\nexpected %v\nwritten as\n%s", got, s, out.String())
	}
}

// composed returns a sheet with its names as they are read.
func composed(s maturity.Sheet) maturity.Sheet {
	s.Team, s.Respondent = named(s.Team), named(s.Respondent)
	labels := map[string]string{}
	for name, value := range s.Labels {
		labels[named(name)] = named(value)
	}
	if s.Labels != nil {
		s.Labels = labels
	}
	s = s.Clone()
	for id, a := range s.Answers {
		a.Next.Owner = named(a.Next.Owner)
		s.Answers[id] = a
	}
	return s
}

func TestNamesAreReadInOneForm(t *testing.T) {
	t.Parallel()
	const apart, one = "Mu\u0308ller", "M\u00fcller"
	b := &tinyModel().Bank
	for f, text := range map[Format]string{
		YAML: "team: " + apart + "\nrespondent: " + apart + "\nlabels: {" + apart + ": " + apart + "}\nanswers: {a.one: {points: 1, note: " + apart + "}, a.two: 1}\n",
		NDJSON: `{"team":"` + apart + `","respondent":"` + apart + `","labels":{"` + apart + `":"` + apart +
			`"},"answers":{"a.one":{"points":1,"note":"` + apart + `"},"a.two":1}}`,
		CSV: "team,respondent,label." + apart + ",a.one,a.two\n" + apart + "," + apart + "," + apart + ",1,1\n",
	} {
		s, problems, err := Read(strings.NewReader(text), "f", f, b, Options{})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		if s.Team != one || s.Respondent != one || s.Labels[one] != one || len(s.Labels) != 1 {
			t.Errorf("%s: read as %q, %q, %q", f, s.Team, s.Respondent, s.Labels)
		}
		if note := s.Answers["a.one"].Note; f != CSV && note != apart {
			t.Errorf("%s: the note is changed to %q", f, note)
		}
	}
	twice := "labels: {" + apart + ": x, " + one + ": y}\nanswers: {a.one: 1, a.two: 1}\n"
	if _, problems, _ := Read(strings.NewReader(twice), "f", YAML, b, Options{}); len(problems) != 1 || problems[0].Line != 1 || problems[0].Col != 22 {
		t.Errorf("the same label twice: %v", problems)
	}
}

func randomSheet(r *rand.Rand, b *maturity.Bank) maturity.Sheet {
	s := maturity.Sheet{Bank: b.Ref(), Team: randomText(r), Respondent: randomText(r), Answers: map[string]maturity.Answer{}}
	if r.Intn(2) == 0 {
		s.Date = fmt.Sprintf("%04d-%02d-%02d", r.Intn(10000), 1+r.Intn(12), 1+r.Intn(28))
	}
	for range r.Intn(3) {
		if name, value := randomText(r), randomText(r); name != "" && value != "" {
			if s.Labels == nil {
				s.Labels = map[string]string{}
			}
			s.Labels[name] = value
		}
	}
	for _, q := range b.Questions() {
		a := maturity.Answer{Points: q.Options[r.Intn(len(q.Options))].Points, Note: randomText(r)}
		if r.Intn(4) == 0 {
			a.Points, a.Unknown = 0, true
		}
		for range r.Intn(3) {
			if item := randomText(r); item != "" {
				a.Evidence = append(a.Evidence, item)
			}
		}
		if goals := q.Goals(a); len(goals) > 0 && r.Intn(2) == 0 {
			a.Next = maturity.Commitment{Points: goals[r.Intn(len(goals))], Owner: randomText(r)}
			if r.Intn(2) == 0 {
				a.Next.Due = fmt.Sprintf("%04d-%02d-%02d", r.Intn(10000), 1+r.Intn(12), 1+r.Intn(28))
			}
		}
		s.Answers[q.ID] = a
	}
	return s
}

// randomText returns an empty or a non-blank text: a nasty one or random
// characters.
func randomText(r *rand.Rand) string {
	if r.Intn(3) == 0 {
		return nasty[r.Intn(len(nasty))]
	}
	var b strings.Builder
	for range r.Intn(12) {
		ranges := []rune{0x20, 0x80, 0x300, 0x3000, utf8.MaxRune}
		c := rune(r.Int63n(int64(ranges[r.Intn(len(ranges))]) + 1))
		if utf8.ValidRune(c) {
			b.WriteRune(c)
		}
		if r.Intn(4) == 0 {
			b.WriteByte(" \n:#-\"'"[r.Intn(7)])
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return ""
	}
	return b.String()
}

func TestWritingLeavesOutWhatReadingRefuses(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	s := maturity.Sheet{Team: " \n ", Answers: map[string]maturity.Answer{
		"a.one": {Points: 1, Note: " "}, "a.two": {Points: 3, Note: "\t"}, "b.other": {Points: 7},
	}}
	var out bytes.Buffer
	if err := Write(&out, b, s); err != nil {
		t.Fatal(err)
	}
	got, problems, err := Read(&out, "f", YAML, b, Options{})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	want := maturity.Sheet{Bank: b.Ref(), Answers: map[string]maturity.Answer{"a.one": {Points: 1}, "a.two": {Points: 3}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, expected %v", got, want)
	}
}

func TestInvalidUTF8IsReplacedWhenWritten(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, note := range []string{"a\xffb", "a\n\xff"} {
		s := maturity.Sheet{Answers: map[string]maturity.Answer{"a.one": {Points: 1, Note: note}, "a.two": {Points: 1}}}
		var out bytes.Buffer
		if err := Write(&out, b, s); err != nil {
			t.Fatal(err)
		}
		got, problems, _ := Read(&out, "f", YAML, b, Options{})
		if want := strings.ToValidUTF8(note, "\ufffd"); got.Answers["a.one"].Note != want {
			t.Errorf("got %q, %v; expected %q", got.Answers["a.one"].Note, problems, want)
		}
	}
}

func TestNothingWrittenDisturbsATerminal(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	comments := func(string) []string { return nasty }
	for _, text := range nasty {
		s := maturity.Sheet{Team: text, Labels: map[string]string{"l": text}, Answers: map[string]maturity.Answer{
			"a.one": {Note: text, Evidence: []string{text}}, "a.two": {Points: 1},
		}}
		var out bytes.Buffer
		if err := WriteToComplete(&out, b, s, comments); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if line = strings.TrimSuffix(line, "\n"); display.HasHidden(line) {
				t.Errorf("%.60q is written as %.60q", text, line)
			}
		}
	}
}

func TestCommentsNeverChangeASheet(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	s := maturity.Sheet{Bank: b.Ref(), Answers: map[string]maturity.Answer{"a.one": {Points: 1}, "a.two": {Points: 3, Note: "n"}}}
	var out bytes.Buffer
	if err := WriteToComplete(&out, b, s, func(string) []string { return nasty }); err != nil {
		t.Fatal(err)
	}
	got, problems, _ := Read(&out, "f", YAML, b, Options{})
	if !reflect.DeepEqual(got, s) {
		t.Errorf("got %v, %v", got, problems)
	}
}

func TestASheetToCompleteHasABlankForEachMissingAnswer(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	s := maturity.Sheet{Bank: b.Ref(), Answers: map[string]maturity.Answer{"a.two": {Points: 3}}}
	var out bytes.Buffer
	if err := WriteToComplete(&out, b, s, func(id string) []string { return []string{"about " + id} }); err != nil {
		t.Fatal(err)
	}
	want := "bank: tiny@2\nanswers:\n  # about a.one\n  a.one:\n  # about a.two\n  a.two: 3\n"
	if out.String() != want {
		t.Errorf("wrote\n%swant\n%s", &out, want)
	}
	if _, problems := readText(t, out.String(), YAML, Options{}); len(problems) != 1 || !strings.Contains(problems[0].Message, "a.one") {
		t.Errorf("problems %v, want that a.one is empty", problems)
	}
}

func TestWriteDoesNotChangeItsSheet(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	s := randomSheet(rand.New(rand.NewSource(2)), b)
	before := s.Clone()
	if err := Write(&bytes.Buffer{}, b, s); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s, before) || !maps.Equal(s.Labels, before.Labels) {
		t.Error("the sheet changed")
	}
}

func TestErrorsOfTheWriterArePassedOn(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	broken := errors.New("broken")
	to := brokenWriter{broken}
	for name, err := range map[string]error{
		"Write":           Write(to, b, maturity.Sheet{}),
		"WriteToComplete": WriteToComplete(to, b, maturity.Sheet{}, func(string) []string { return nil }),
		"Template":        Template(to, b),
	} {
		if !errors.Is(err, broken) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestCharactersOfEveryPlaneAreWrittenAsTheyAre(t *testing.T) {
	t.Parallel()
	for _, team := range []string{"é", "日本", "\ue000", "\ufffd", "\U00010000", "😀", "\U00020000"} {
		var out bytes.Buffer
		if err := Write(&out, &tinyModel().Bank, maturity.Sheet{Team: team}); err != nil || !strings.Contains(out.String(), team) {
			t.Errorf("%q is written as %q, error %v", team, out.String(), err)
		}
	}
}

func TestAnEmptySheetIsWrittenWithoutAnswers(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Write(&out, &tinyModel().Bank, maturity.Sheet{}); err != nil {
		t.Fatal(err)
	}
	if want := "bank: tiny@2\nanswers: {}\n"; out.String() != want {
		t.Errorf("got %q, expected %q", out.String(), want)
	}
}

func TestALabelOfAnyLengthReadsBack(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, n := range []int{990, 1000, 1022, 1100, 5000} {
		for _, letter := range []string{"x", "é", "😀", `"`, " "} {
			name := "a" + strings.Repeat(letter, n) + "b"
			s := maturity.Sheet{Labels: map[string]string{name: "v", "unit": "w"}, Answers: map[string]maturity.Answer{"a.one": {Points: 1}}}
			if _, err := Text(b, s); err != nil {
				t.Errorf("%d of %q: %v", n, letter, err)
			}
		}
	}
}

func TestTextThatWouldNotReadBackIsNotWritten(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	answers := func(note string) map[string]maturity.Answer {
		return map[string]maturity.Answer{"a.one": {Points: 1, Note: note, Evidence: []string{}}}
	}
	for name, c := range map[string]struct {
		s    maturity.Sheet
		want string // in the error; empty for none
	}{
		"fits":          {maturity.Sheet{Answers: answers(strings.Repeat("x", 255<<10))}, ""},
		"empty":         {maturity.Sheet{Labels: map[string]string{}}, ""},
		"too large":     {maturity.Sheet{Answers: answers(strings.Repeat("x", 256<<10))}, "the sheet would have 257 KiB; a sheet has at most 256 KiB"},
		"not UTF-8":     {maturity.Sheet{Answers: answers("a\xffb")}, "UTF-8"},
		"blank":         {maturity.Sheet{Team: " "}, "no blanks"},
		"no such date":  {maturity.Sheet{Date: "2026-02-30"}, "couldn't be read back: "},
		"other answers": {maturity.Sheet{Answers: map[string]maturity.Answer{"a.gone": {}}}, "other text"},
	} {
		text, err := Text(b, c.s)
		if c.want == "" {
			if err != nil || len(text) == 0 {
				t.Errorf("%s: %v", name, err)
			}
		} else if err == nil || !errors.As(err, new(*UnreadableError)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
