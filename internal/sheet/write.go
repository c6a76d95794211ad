package sheet

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// Write writes s as YAML that [Read] reads back to the same value, names trimmed.
// Answers are in the bank's order, for readable diffs. It omits answers to unknown questions.
func Write(w io.Writer, b *maturity.Bank, s maturity.Sheet) error {
	var e emitter
	e.head(b, s)
	e.line("answers:")
	for _, q := range b.Questions() {
		if a, ok := s.Answers[q.ID]; ok {
			e.answer(q.ID, a)
		}
	}
	if len(s.Answers) == 0 {
		e.Truncate(e.Len() - 1)
		e.line(" {}")
	}
	_, err := w.Write(e.Bytes())
	return err
}

// UnreadableError is why a sheet that is written couldn't be read back.
type UnreadableError struct{ Reason string }

func (e *UnreadableError) Error() string { return e.Reason }

// Text returns s, finished or not, as [Write] writes it. It returns an
// [UnreadableError] unless [Read] reads back the same: nobody could use such a file.
func Text(b *maturity.Bank, s maturity.Sheet) ([]byte, error) {
	var text bytes.Buffer
	if err := Write(&text, b, s); err != nil {
		return nil, err
	}
	if text.Len() > document.MaxSize {
		return nil, &UnreadableError{fmt.Sprintf("the sheet would have %d KiB; a sheet has at most %d KiB",
			(text.Len()+1023)>>10, document.MaxSize>>10)}
	}
	got, problems, err := Read(bytes.NewReader(text.Bytes()), "sheet.yaml", YAML, b, Options{Draft: true})
	switch {
	case err != nil:
		return nil, err
	case len(problems) > 0:
		return nil, &UnreadableError{"the sheet couldn't be read back: " + problems[0].Message}
	}
	s.Bank = b.Ref() // which Write writes
	if !reflect.DeepEqual(normalized(got), normalized(s)) {
		return nil, &UnreadableError{"the sheet would be read back with other text; expected no blanks at the ends, and UTF-8"}
	}
	return text.Bytes(), nil
}

// normalized returns a copy of s in which what is empty is nil.
func normalized(s maturity.Sheet) maturity.Sheet {
	s = s.Clone()
	if len(s.Labels) == 0 {
		s.Labels = nil
	}
	if len(s.Answers) == 0 {
		s.Answers = nil
	}
	for id, a := range s.Answers {
		if len(a.Evidence) == 0 {
			a.Evidence = nil
		}
		s.Answers[id] = a
	}
	return s
}

// WriteToComplete writes every question of the bank with comment lines above its
// answer. Without an answer, it's blank, as in a [Template]: Read refuses the
// sheet until it is complete and lists what is missing.
func WriteToComplete(w io.Writer, b *maturity.Bank, s maturity.Sheet, comments func(question string) []string) error {
	var e emitter
	e.head(b, s)
	e.line("answers:")
	for _, q := range b.Questions() {
		for _, comment := range comments(q.ID) {
			e.comment("  ", comment)
		}
		if a, ok := s.Answers[q.ID]; ok {
			e.answer(q.ID, a)
		} else {
			e.line("  %s:", q.ID)
		}
	}
	_, err := w.Write(e.Bytes())
	return err
}

// emitter writes YAML with comments and blank lines. The library quotes texts.
type emitter struct{ bytes.Buffer }

func (e *emitter) line(format string, args ...any) { fmt.Fprintf(e, format+"\n", args...) }

func (e *emitter) head(b *maturity.Bank, s maturity.Sheet) {
	e.line("bank: %s", b.Ref())
	e.text("", "team", strings.TrimSpace(s.Team))
	e.text("", "respondent", strings.TrimSpace(s.Respondent))
	if s.Date != "" {
		e.line("date: %s", s.Date)
	}
	if len(s.Labels) > 0 {
		e.line("labels:")
		for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
			e.text("  ", scalar(strings.TrimSpace(name)), strings.TrimSpace(s.Labels[name]))
		}
	}
}

func (e *emitter) answer(id string, a maturity.Answer) {
	points := unknown
	if !a.Unknown {
		points = fmt.Sprint(a.Points)
	}
	if a.Note == "" && len(a.Evidence) == 0 && !a.Next.Exists() {
		e.line("  %s: %s", id, points)
		return
	}
	e.line("  %s:", id)
	e.line("    points: %s", points)
	e.text("    ", "note", a.Note)
	if len(a.Evidence) > 0 {
		e.line("    evidence:")
		for _, item := range a.Evidence {
			e.line("      - %s", scalar(item))
		}
	}
	if a.Next.Exists() {
		e.line("    next: %s", flow(a.Next))
	}
}

// text writes a key and its text. It omits blank text, which Read refuses. Text
// of several plain lines becomes a block, for readability and diffs.
func (e *emitter) text(indent, key, value string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	const longKey = 500 // bytes; YAML reads keys of up to 1,024 characters without a mark
	if len(key) > longKey {
		e.line("%s? %s", indent, key)
		key = ""
	}
	switch {
	case isBlock(value):
		e.line("%s%s: |-", indent, key)
		for line := range strings.SplitSeq(value, "\n") {
			e.line("%s", strings.TrimRight(indent+"  "+line, " "))
		}
	default:
		e.line("%s%s: %s", indent, key, scalar(value))
	}
}

// isBlock reports whether a block can represent a text: several lines without
// hidden characters, leading blanks or trailing blanks.
func isBlock(s string) bool {
	if !strings.Contains(s, "\n") || strings.HasPrefix(s, "\n") || strings.HasSuffix(s, "\n") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line != strings.TrimSpace(line) || display.HasHidden(line) {
			return false
		}
	}
	return true
}

// scalar returns a text on one line, quoted if necessary. Hidden characters become
// escapes of Go, which YAML has too.
func scalar(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	emoji := func(r rune) bool { return r > 0xffff } // the library escapes emoji and does not quote "<<"
	if display.HasHidden(s) || strings.ContainsFunc(s, emoji) || s == "<<" {
		return strconv.Quote(s)
	}
	out, err := yaml.Marshal(s)
	if err != nil { // never for valid UTF-8
		panic(err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// flowScalar is scalar between braces, where more characters have a meaning: what is no
// plain name is in quotes.
func flowScalar(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	special := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .'-", r)
	}
	if strings.ContainsFunc(s, special) {
		return strconv.Quote(s)
	}
	return scalar(s)
}

// comment writes a text as comment lines. No text can end the comment.
func (e *emitter) comment(indent, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		e.line("%s", strings.TrimRight(indent+"# "+display.Escape(line), " "))
	}
}
