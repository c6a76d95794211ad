package sheet

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Write writes s as YAML that [Read] reads back to the same value. Answers
// stand in the bank's order, so that two sheets compare well line by line.
// Answers to questions that the bank does not have are not written.
func Write(w io.Writer, b *maturity.Bank, s maturity.Sheet) error {
	return WriteCommented(w, b, s, func(string) []string { return nil })
}

// WriteCommented is Write with lines of comment above each answer.
func WriteCommented(w io.Writer, b *maturity.Bank, s maturity.Sheet, comments func(question string) []string) error {
	var e emitter
	e.head(b, s)
	e.line("answers:")
	for _, q := range b.Questions() {
		a, ok := s.Answers[q.ID]
		if !ok {
			continue
		}
		for _, comment := range comments(q.ID) {
			e.comment("  ", comment)
		}
		e.answer(q.ID, a)
	}
	if len(s.Answers) == 0 {
		e.Truncate(e.Len() - 1)
		e.line(" {}")
	}
	_, err := w.Write(e.Bytes())
	return err
}

// emitter writes YAML by hand, for comments and blank lines where they help;
// the quoting of texts is left to the library.
type emitter struct{ bytes.Buffer }

func (e *emitter) line(format string, args ...any) { fmt.Fprintf(e, format+"\n", args...) }

func (e *emitter) head(b *maturity.Bank, s maturity.Sheet) {
	e.line("bank: %s", b.Ref())
	e.text("", "team", s.Team)
	e.text("", "respondent", s.Respondent)
	if s.Date != "" {
		e.line("date: %s", s.Date)
	}
	if len(s.Labels) > 0 {
		e.line("labels:")
		for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
			e.text("  ", scalar(name), s.Labels[name])
		}
	}
}

func (e *emitter) answer(id string, a maturity.Answer) {
	points := unknown
	if !a.Unknown {
		points = fmt.Sprint(a.Points)
	}
	if a.Note == "" && len(a.Evidence) == 0 {
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
}

// text writes a key and its text; a blank one, which Read refuses, is left
// out. A text of several plain lines is written as a block, which reads and compares best.
func (e *emitter) text(indent, key, value string) {
	switch {
	case strings.TrimSpace(value) == "":
	case isBlock(value):
		e.line("%s%s: |-", indent, key)
		for line := range strings.SplitSeq(value, "\n") {
			e.line("%s", strings.TrimRight(indent+"  "+line, " "))
		}
	default:
		e.line("%s%s: %s", indent, key, scalar(value))
	}
}

// isBlock reports whether a text survives being written as a block: several
// lines, none of them with blanks at its ends or anything unprintable.
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

// scalar returns a text on one line, quoted where YAML needs it. What could
// disturb a terminal is written as an escape; those of Go mean the same in YAML.
func scalar(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	emoji := func(r rune) bool { return r > 0xffff } // of which the library shows the code, and "<<" it leaves bare
	if display.HasHidden(s) || strings.ContainsFunc(s, emoji) || s == "<<" {
		return strconv.Quote(s)
	}
	out, err := yaml.Marshal(s)
	if err != nil { // a text that is valid UTF-8 can always be written
		panic(err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

// comment writes a text as comment lines; whatever it holds, it cannot end
// the comment.
func (e *emitter) comment(indent, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		e.line("%s", strings.TrimRight(indent+"# "+display.Escape(line), " "))
	}
}
