// Package diag describes what is wrong with a file that a person wrote, and
// where: problems as values, with a position and the name of the rule that
// found them.
//
// Readers collect problems in a [List] and go on; whoever called them sorts
// and prints it. Nothing here stops a program or writes anywhere by itself.
package diag

import (
	"cmp"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"genaiops/internal/display"
)

// Pos is a place in a file. Line and Col count from 1; Col counts characters,
// not bytes. Zero means that the place is the file as a whole.
type Pos struct {
	File      string
	Line, Col int
}

// Problem is one thing that is wrong, or not as good as it should be.
type Problem struct {
	Pos
	Rule    string // for example "unknown-key"
	Message string // what is wrong, what was expected; one line, lower case
}

// String returns "file:line:col: message [rule]", on one line and safe to show
// in a terminal. A problem of a whole file is placed at 1:1, so that editors
// can jump to it.
func (p Problem) String() string {
	return display.LogLine(fmt.Sprintf("%s:%d:%d: %s [%s]",
		display.Escape(p.File), max(p.Line, 1), max(p.Col, 1), display.Escape(p.Message), p.Rule))
}

// List is a number of problems.
type List []Problem

// most is how many problems a list takes: nobody reads more, and a hostile file
// can have one in every dozen bytes.
const most = 1000

// Addf appends a problem. Of the thousandth problem and those after it, the
// list keeps only that there are more.
func (l *List) Addf(at Pos, rule, format string, args ...any) {
	switch {
	case len(*l) >= most:
		return
	case len(*l) == most-1:
		rule, format, args = "too-many", "there are more problems than the %d reported", []any{most - 1}
	}
	*l = append(*l, Problem{at, rule, fmt.Sprintf(format, args...)})
}

// Sort orders problems by file, then position, then rule and message.
func (l List) Sort() {
	sort.SliceStable(l, func(i, j int) bool {
		a, b := &l[i], &l[j]
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		) < 0
	})
}

// Print writes the problems, one a line, in the order they stand in.
func (l List) Print(w io.Writer) error {
	var b strings.Builder
	for _, p := range l {
		b.WriteString(p.String() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quoteLimit is how many characters of somebody's text a message repeats.
const quoteLimit = 60

// Quote returns somebody's text for use in a message: in double quotes, safe
// to print, and cut when it is long.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > quoteLimit {
		s = string([]rune(s)[:quoteLimit]) + "…"
	}
	return `"` + display.Escape(s) + `"`
}
