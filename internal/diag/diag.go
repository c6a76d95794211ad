// Package diag describes problems in files that people write. A problem is a
// value: a position, a message, and the name of the rule that found it.
//
// Readers collect problems in a [List] and continue; their caller sorts and
// prints it.
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

// Pos is a position in a file. Line and Col count from 1; Col counts characters,
// not bytes. Zero means the whole file.
type Pos struct {
	File      string
	Line, Col int
}

// Problem is one problem.
type Problem struct {
	Pos
	Rule    string // for example "unknown-key"
	Message string // the thing, what was expected, a hint; one line, lower case
}

// String returns "file:line:col: message [rule]" on one line, safe to show in a
// terminal. A problem of a whole file is at 1:1, so that editors can jump to it.
func (p Problem) String() string {
	return display.LogLine(fmt.Sprintf("%s:%d:%d: %s [%s]",
		display.Escape(p.File), max(p.Line, 1), max(p.Col, 1), display.Escape(p.Message), p.Rule))
}

// List is a list of problems.
type List []Problem

// most limits a list: nobody reads more, and a hostile file can have a problem
// every dozen bytes.
const most = 1000

// suggested is how many problems of a list have a [Suggestion]: looking for one takes
// milliseconds in a large bank.
const suggested = 100

// ruleTooMany is the rule of the last problem of a full list.
const ruleTooMany = "too-many"

// Addf appends a problem. In place of the thousandth, the list says that there
// are more, and it ignores the rest.
func (l *List) Addf(at Pos, rule, format string, args ...any) {
	if len(*l) >= suggested {
		for i, arg := range args {
			if _, ok := arg.(Suggestion); ok {
				args[i] = ""
			}
		}
	}
	if len(*l) < most-1 {
		*l = append(*l, Problem{at, rule, fmt.Sprintf(format, args...)})
	} else if !l.Full() {
		*l = append(*l, Problem{at, ruleTooMany, fmt.Sprintf("more than %d problems; the rest are not shown", most-1)})
	}
}

// Add appends problems with the limit of Addf.
func (l *List) Add(problems List) {
	for _, p := range problems {
		l.Addf(p.Pos, p.Rule, "%s", p.Message)
	}
}

// Full reports whether the list ignores further problems. Nobody needs to look for
// them.
func (l *List) Full() bool { return len(*l) >= most }

// Sort orders problems by file, then position, then rule and message. That there are
// more stays at the end.
func (l List) Sort() {
	sort.SliceStable(l, func(i, j int) bool {
		a, b := &l[i], &l[j]
		if a.Rule == ruleTooMany || b.Rule == ruleTooMany {
			return a.Rule != ruleTooMany
		}
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		) < 0
	})
}

// Print writes the problems in order, one per line.
func (l List) Print(w io.Writer) error {
	var b strings.Builder
	for _, p := range l {
		b.WriteString(p.String() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quoteLimit is how many characters of a text a message quotes.
const quoteLimit = 60

// Quote returns untrusted text for use in a message: in double quotes, safe to
// print and shortened if it is long.
func Quote(s string) string {
	if utf8.RuneCountInString(s) > quoteLimit {
		s = string([]rune(s)[:quoteLimit]) + "…"
	}
	return `"` + display.Escape(s) + `"`
}
