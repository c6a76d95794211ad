package sheet

import (
	"bytes"
	"io"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// FuzzReadSheet reads any text in every format. A sheet without problems has a
// score and reads back after writing.
func FuzzReadSheet(f *testing.F) {
	for _, file := range append(fixtures(f, "ok"), fixtures(f, "err")...) {
		format, _ := FormatOf(file)
		f.Add(byte(slices.Index(Formats, format)), false, fixtureText(f, file))
	}
	f.Add(byte(0), true, []byte("answers: {a.one: {note: x}}"))
	m := tinyModel()
	f.Fuzz(func(t *testing.T, format byte, partial bool, text []byte) {
		options := Options{Partial: partial}
		for record, err := range Records(bytes.NewReader(text), "f", Formats[int(format)%len(Formats)], &m.Bank, options) {
			if err != nil {
				t.Fatal(err)
			}
			decoded, err := io.ReadAll(document.Decode(bytes.NewReader(text)))
			if err != nil {
				t.Fatal(err)
			}
			checkInside(t, record.Problems, string(decoded))
			checkInside(t, diag.List{{Pos: diag.Pos{Line: record.Line}}}, string(decoded))
			if len(record.Problems) > 0 {
				continue
			}
			if _, err := maturity.Score(m, record.Sheet); err != nil {
				t.Errorf("a sheet without problems does not score: %v", err)
			}
			record.Sheet.Bank = m.Bank.Ref() // always written
			checkReadsBack(t, &m.Bank, record.Sheet)
		}
	})
}

// FuzzWriteRead writes a sheet with any texts.
func FuzzWriteRead(f *testing.F) {
	for i, text := range nasty {
		f.Add(int64(i), text, "label", nasty[len(nasty)-1-i])
	}
	m := tinyModel()
	f.Fuzz(func(t *testing.T, seed int64, note, name, value string) {
		s := randomSheet(rand.New(rand.NewSource(seed)), &m.Bank)
		s.Team, s.Answers["a.one"] = value, maturity.Answer{Points: 1, Note: note, Evidence: []string{note, value}}
		s.Labels = map[string]string{name: value}
		for _, text := range []string{note, name, value} {
			if !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
				t.Skip("a text that no sheet can hold")
			}
		}
		checkReadsBack(t, &m.Bank, s)
	})
}

// Partial never changes a complete sheet.
func TestOptionsChangeNothingThatIsThere(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	for _, file := range fixtures(t, "ok") {
		if bankOf(t, file).ID != b.ID {
			continue
		}
		format, _ := FormatOf(file)
		strict := collect(t, bytes.NewReader(fixtureText(t, file)), format, b)
		i := 0
		for record := range Records(bytes.NewReader(fixtureText(t, file)), "f", format, b, Options{Partial: true}) { //nolint:errcheck // a reader of a text cannot fail
			if !reflect.DeepEqual(record, strict[i]) {
				t.Errorf("%s: %v with Partial, %v without", file, record, strict[i])
			}
			i++
		}
	}
}

// checkInside fails for a position outside text. The position just after the end
// of a line is inside: something is missing there.
func checkInside(t *testing.T, problems diag.List, text string) {
	t.Helper()
	var lengths []int // of the lines, in characters
	for line := range strings.SplitSeq(text, "\n") {
		lengths = append(lengths, utf8.RuneCountInString(line))
	}
	for _, p := range problems {
		line, col := max(p.Line, 1), max(p.Col, 1)
		if line > len(lengths) || col > lengths[line-1]+1 {
			t.Errorf("%v is outside the file", p)
		}
	}
}
