package document

import (
	"fmt"
	"strings"
	"testing"

	"genaiops/internal/diag"
)

// Each mistake is on line 8 if the text doesn't say otherwise, among comments as in
// a template. The library reports most of them where the mapping begins.
var mistakes = []struct {
	text, want string
}{
	{"  a.b:1\n", "8:1: not well-formed YAML: expected a blank after the colon"},
	{"  a.b:\n    points:1\n    note: x\n", "9:1: not well-formed YAML: expected a blank after the colon"},
	{"  a.b 1\n", "8:1: not well-formed YAML: could not find expected ':' (expected key: value)"},
	{"a.b\n", "8:1: not well-formed YAML: could not find expected ':' (expected key: value)"},
	{" a.b: 1\n", "8:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?)"},
	{"   a.b: 1\n", "8:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?)"},
	{"  - a.b\n", "8:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?)"},
	{"  a.b:\n    points: 1\n   note: ab\n", "10:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?)"},
	{"  a.b:\n    points: 1\n     note: ab\n", "10:1: not well-formed YAML: mapping values are not allowed in this context (is the line indented like the one before it?)"},
	{"  a.b:\n    points: 1\n    note: a: b\n", "10:1: not well-formed YAML: mapping values are not allowed in this context (put text that contains a colon in quotes)"},
	{"  a.b: \"open\n", "8:1: not well-formed YAML: the quote that opens here is not closed"},
	{"  a.b: 'open\n  a.c: {note: 'closed'}\n", "8:1: not well-formed YAML: the quote that opens here is not closed"},
	{"  a.b: \"open\n  # q\n  a.c: 1\n  a.d: \"closed\"\n", "8:1: not well-formed YAML: the quote that opens here is not closed"},
	{"  a.b: {points: 1, note: \"open}\n  a.c: {points: 2, note: \"closed\"}\n", "8:1: not well-formed YAML: the quote that opens here is not closed"},
	{"  a.b: \"two\n    lines\"\n  a.c: \"open\n  a.d: 1\n", "10:1: not well-formed YAML: the quote that opens here is not closed"},
	{"  \"a.b: 1\n", "8:1: not well-formed YAML: found unexpected end of stream (is a quote not closed?)"},
	{"  a.b: {points: 1, note: x #y}\n", "8:1: not well-formed YAML: a # after a blank begins a comment; put text that contains one in quotes"},
	{"  a.b: {points: 1\n", "8:1: not well-formed YAML: the bracket that opens here is not closed"},
	{"  a.b: [1\n", "8:1: not well-formed YAML: the bracket that opens here is not closed"},
	{"  a.b: {points: 1, note: it's: x}\n", "8:1: not well-formed YAML: did not find expected ',' or '}' (put text that contains a colon, a comma, a quote or a bracket in quotes)"},
	{"  a.b: [\n      a,\n      b\n      c: d\n      f\n    ]\n", "11:1: not well-formed YAML: did not find expected ',' or ']' (put text that contains a colon, a comma, a quote or a bracket in quotes)"},
	{"  a.b: \"x\" y\n", "8:1: not well-formed YAML: did not find expected key (put the whole text in quotes)"},
	{"  a.b: 'it's'\n", "8:1: not well-formed YAML: did not find expected key (put the whole text in quotes)"},
	{"  a.b: }\n", "8:1: not well-formed YAML: did not find expected node content"},
	{"  a.b: `x`\n", "8:1: not well-formed YAML: found character that cannot start any token (put text that begins with such a character in quotes)"},
	{"  a.b:\n\t points: 1\n", "9:1: not well-formed YAML: found character that cannot start any token (indent YAML with spaces, not tabs)"},
}

func TestASyntaxErrorIsAtTheMistake(t *testing.T) {
	t.Parallel()
	const before = "# c\n# d\nbank: x@1\nanswers:\n  # one\n  a.a: 1\n  # two\n"
	const after = "  # three\n  # four\n  a.z: 1\n  # five\n  a.y: 2\n"
	for _, test := range mistakes {
		for _, end := range []string{"\n", "\r\n"} {
			var problems diag.List
			ParseYAML([]byte(strings.ReplaceAll(before+test.text+after, "\n", end)), "f", &problems)
			if len(problems) != 1 || problems[0].String() != "f:"+test.want+" [syntax]" {
				t.Errorf("%q: %v\nexpected %s", test.text, problems, test.want)
			}
		}
	}
}

// The time for the place is limited, and a mistake in a file of the largest size is
// still found.
func TestASyntaxErrorInALargeFileIsAtTheMistake(t *testing.T) {
	t.Parallel()
	for _, at := range []int{1, 1000, 8000} {
		var b strings.Builder
		for i := 1; i <= 8100; i++ {
			if i == at {
				b.WriteString("  - x\n")
			}
			fmt.Fprintf(&b, "  answer.%d: [1, \"two\"] # %d\n", i, i)
		}
		m := newMistake([]byte(b.String()))
		if line := m.find(); line != at && at > 1 || m.budget < 0 {
			t.Errorf("found at line %d, expected %d; %d bytes left to parse", line, at, m.budget)
		}
	}
}
