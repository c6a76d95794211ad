package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"genaiops/internal/diag"
	"genaiops/internal/display"
)

// outline writes a tree as "line:col value" for each scalar, key and bracket.
func outline(n *Node) []string {
	mark := map[Kind]string{Map: "{", Sequence: "["}[n.Kind]
	lines := []string{fmt.Sprintf("%d:%d %s%s", n.Line, n.Col, mark, n.Value)}
	for _, p := range n.Pairs {
		lines = append(lines, outline(p.Key)...)
		lines = append(lines, outline(p.Value)...)
	}
	for _, item := range n.Items {
		lines = append(lines, outline(item)...)
	}
	return lines
}

// Columns count characters in every format.
func TestPositions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"YAML", "a: 1\nb:\n  - x\n", []string{"1:1 {", "1:1 a", "1:4 1", "2:1 b", "3:3 [", "3:5 x"}},
		{"YAML with umlauts", "{é: ä, 'ö': \"日本\", x: 2}", []string{"1:1 {", "1:2 é", "1:5 ä", "1:8 ö", "1:13 日本", "1:19 x", "1:22 2"}},
		{"YAML with emoji", "a: [😀, b] # ü\n", []string{"1:1 {", "1:1 a", "1:4 [", "1:5 😀", "1:8 b"}},
		{"YAML with a byte order mark", "\ufeffa: 1", []string{"1:1 {", "1:1 a", "1:4 1"}},
		{"YAML with CRLF", "a: 1\r\nb: 2\r\n", []string{"1:1 {", "1:1 a", "1:4 1", "2:1 b", "2:4 2"}},
		{"YAML lines that editors do not know", "{a: \"1\r2\u2028\", c: 3,\nd: '4\u2028', e: 5}", []string{
			"1:1 {", "1:2 a", "1:5 1 2\u2028", "1:13 c", "1:16 3", "2:1 d", "2:4 4\u2028", "2:10 e", "2:13 5",
		}},
		{"JSON", "{\"a\": 1,\n \"b\": [true, null]}", []string{"1:1 {", "1:2 a", "1:7 1", "2:2 b", "2:7 [", "2:8 true", "2:14 null"}},
		{"JSON with umlauts", `{"é": "ä", "日本": 2}`, []string{"1:1 {", "1:2 é", "1:7 ä", "1:12 日本", "1:18 2"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root, problems := parseYAML(t, test.text)
			checkMessages(t, *problems)
			if got := outline(root); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %q, expected %q", got, test.want)
			}
		})
	}
}

func TestJSONPositionsStartWhereTheTextDoes(t *testing.T) {
	t.Parallel()
	var problems diag.List
	root := ParseJSON([]byte("[1,\n2]"), diag.Pos{File: "f", Line: 7, Col: 3}, &problems)
	if got, want := outline(root), []string{"7:3 [", "7:4 1", "8:1 2"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
}

func TestTextsThatAreRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	parseYAML := func(text string, problems *diag.List) *Node { return ParseYAML([]byte(text), "f", problems) }
	parseJSON := func(text string, problems *diag.List) *Node {
		return ParseJSON([]byte(text), diag.Pos{File: "f", Line: 1, Col: 1}, problems)
	}
	tests := []struct {
		name  string
		parse func(string, *diag.List) *Node
		text  string
		want  string
	}{
		{"empty", parseYAML, "", "1:1: the file is empty [syntax]"},
		{"only a mark", parseYAML, "---\n", "1:1: the file is empty [syntax]"},
		{"only comments", parseYAML, "# a\n# b\n", "1:1: the file is empty [syntax]"},
		{"tab", parseYAML, "a:\n\tb: 1", "2:1: not well-formed YAML: found character that cannot start any token (indent YAML with spaces, not tabs) [syntax]"},
		{"open bracket", parseYAML, "a: 1\nb: [1\nc: 2", "2:1: not well-formed YAML: the bracket that opens here is not closed [syntax]"},
		{"bad indent", parseYAML, "a:\n  b: 1\n c: 1\n", "3:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?) [syntax]"},
		{"bad first line", parseYAML, "- a\nb: c\n", "2:1: not well-formed YAML: did not find expected '-' indicator (is the line indented like the one before it?) [syntax]"},
		{"two documents", parseYAML, "a: 1\n---\nb: 1\n", "2:1: not well-formed YAML: a second document starts here; expected one [syntax]"},
		{"broken second document", parseYAML, "a: 1\n---\n{\n", "3:1: not well-formed YAML: the bracket that opens here is not closed [syntax]"},
		{"unknown alias", parseYAML, "a: 1\nbé: *x\n", "2:5: aliases (*x) are not supported; repeat the value [syntax]"},
		{"unknown alias after a comment", parseYAML, "# see *x\na: 1 # *x\nb: \"*x\"\nc: [*x]", "4:5: aliases (*x) are not supported; repeat the value [syntax]"},
		{"run of brackets", parseYAML, strings.Repeat("[", 100_000), "1:65: brackets are nested more than 64 levels deep [syntax]"},
		{"brackets in turn", parseYAML, strings.Repeat("[[],", 20_000), "1:1: not well-formed YAML: exceeded max depth of 10000 [syntax]"},
		{"blocks", parseYAML, strings.Repeat("- ", 20_000), "1:1: not well-formed YAML: exceeded max depth of 10000 [syntax]"},
		{"JSON: blank", parseJSON, " \n", "1:1: the file is empty [syntax]"},
		{"JSON: cut", parseJSON, "{\"a\":\n1", "2:2: not well-formed JSON: unexpected end of the text [syntax]"},
		{"JSON: two commas in a list", parseJSON, "[1,,2]", "1:4: not well-formed JSON: invalid character ',' looking for beginning of value [syntax]"},
		{"JSON: two commas", parseJSON, "{\"é\": 1,\n, \"b\": 2}", "2:1: not well-formed JSON: invalid character ',' looking for beginning of object key string [syntax]"},
		{"JSON: comma", parseJSON, "[1,]", "1:4: not well-formed JSON: invalid character ']' looking for beginning of value [syntax]"},
		{"JSON: word", parseJSON, "[trux]", "1:5: not well-formed JSON: invalid character 'x' in literal true (expecting 'e') [syntax]"},
		{"JSON: trailing comma", parseJSON, "[1],", "1:5: not well-formed JSON: expected the end of the text after the first value [syntax]"},
		{"JSON: second value", parseJSON, "[1]\n[2]", "2:1: not well-formed JSON: expected the end of the text after the first value [syntax]"},
		{"JSON: nested", parseJSON, strings.Repeat("[", 100_000), "1:66: not well-formed JSON: nested more than 64 levels deep [syntax]"},
		{"JSON: nested in turn", parseJSON, strings.Repeat("[[],", 20_000), "1:258: not well-formed JSON: nested more than 64 levels deep [syntax]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var problems diag.List
			if root := test.parse(test.text, &problems); root != nil {
				t.Error("it is not refused")
			}
			checkMessages(t, problems, test.want)
		})
	}
}

// The library counts some lines from 0 and others from 1. Each of these errors is
// on the third line.
func TestASyntaxErrorIsAtItsLine(t *testing.T) {
	t.Parallel()
	for third, want := range map[string]string{
		"z: [1":       "the bracket that opens here is not closed",
		"z: {a: 1, ]": "did not find expected node content",
		"- z":         "did not find expected key (is the line indented like the one before it?)",
		"]":           "did not find expected key (is the line indented like the one before it?)",
		"z: |x":       "did not find expected comment or line break",
		"z: &":        "did not find expected alphabetic or numeric character",
		"z: !<":       "did not find expected tag URI",
		"%YAML 3":     "did not find expected digit or '.' character",
		"%X":          "found unknown directive name",
		`z: "\q"`:     "found unknown escape character",
		`z: "\xg"`:    "did not find expected hexdecimal number",
		"z: @x":       "found character that cannot start any token (put text that begins with such a character in quotes)",
		"z: a: b":     "mapping values are not allowed in this context (put text that contains a colon in quotes)",
	} {
		for _, before := range []string{"x: 1\ny: 2\n", "\ufeffx: 1\u2028w: 0\r\ny: 2\n"} {
			var problems diag.List
			ParseYAML([]byte(before+third+"\n# the end\n"), "f", &problems)
			checkMessages(t, problems, "3:1: not well-formed YAML: "+want+" [syntax]")
		}
	}
	for text, want := range map[string]string{
		"- x\n- y\nz: 1":               "3:1: not well-formed YAML: did not find expected '-' indicator (is the line indented like the one before it?) [syntax]",
		"%TAG ! tag:x\n# y\nz":         "3:1: not well-formed YAML: did not find expected <document start> [syntax]",
		"x: \"a\tb\"\nz: 1\n y: 2":     "3:1: not well-formed YAML: mapping values are not allowed in this context (is the line indented like the one before it?) [syntax]",
		"x: \"a\tb\"\ny: 2\nz: [1\n]]": "4:1: not well-formed YAML: did not find expected key (is the line indented like the one before it?) [syntax]",
	} {
		var problems diag.List
		ParseYAML([]byte(text), "f", &problems)
		checkMessages(t, problems, want)
	}
}

func TestAliasesTagsAndDeepNestingAreRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: &x 1\nb: *x":                "2:4: aliases (*name) are not supported; repeat the value [syntax]",
		"a: !!str 1":                    "1:4: tags (!!str) are not supported [syntax]",
		"a: !<tag:yaml.org,2002:int> 1": "1:4: tags (!!int) are not supported [syntax]",
		"!!map {a: 1}":                  "1:1: tags (!!map) are not supported [syntax]",
	} {
		_, problems := parseYAML(t, text)
		checkMessages(t, *problems, want)
	}
}

func TestNestingIsLimitedTo64LevelsInEveryForm(t *testing.T) {
	t.Parallel()
	for name, nested := range map[string]func(levels int) string{
		"YAML lists":  func(levels int) string { return strings.Repeat("- ", levels) + "x" },
		"YAML keys":   func(levels int) string { return strings.Repeat("? ", levels) + "x" },
		"YAML values": func(levels int) string { return steps(levels) + "x" },
		"JSON lists":  func(levels int) string { return strings.Repeat("[", levels) + "1" + strings.Repeat("]", levels) },
		"JSON values": func(levels int) string { return strings.Repeat(`{"a":`, levels) + "1" + strings.Repeat("}", levels) },
	} {
		var problems diag.List
		if root := ParseYAML([]byte(nested(64)), "f", &problems); root == nil || len(problems) > 0 {
			t.Errorf("%s, 64 deep: %v", name, problems)
		}
		ParseYAML([]byte(nested(65)), "f", &problems)
		if len(problems) == 0 || !strings.HasSuffix(problems[0].Message, "nested more than 64 levels deep") {
			t.Errorf("%s, 65 deep: %v", name, problems)
		}
	}
	_, problems := parseYAML(t, strings.Repeat("- ", 66)+"x")
	checkMessages(t, *problems, "1:131: nested more than 64 levels deep [syntax]")
}

// steps returns so many keys, each inside the one before it.
func steps(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString("\n" + strings.Repeat(" ", i) + "a: ")
	}
	return b.String()
}

func TestAClosingBracketEndsARunOfOpeningOnes(t *testing.T) {
	t.Parallel()
	for _, pair := range []string{"[]", "{}"} {
		for _, before := range []int{1, 2, 64} {
			text := "- " + strings.Repeat(pair[:1], before) + pair[1:] + strings.Repeat(pair[:1], 65)
			var problems diag.List
			ParseYAML([]byte(text), "f", &problems)
			want := fmt.Sprintf("1:%d: brackets are nested more than 64 levels deep [syntax]", len(text))
			checkMessages(t, problems, want)
		}
	}
}

func TestBracketsInQuotesAreNotNested(t *testing.T) {
	t.Parallel()
	for _, quote := range []string{`"`, "'"} {
		text := "a: 1\nnote: " + quote + "see " + strings.Repeat("[{", 100) + quote + "\n"
		var problems diag.List
		if root := ParseYAML([]byte(text), "f", &problems); root == nil || len(problems) > 0 {
			t.Errorf("%v", problems)
		}
	}
}

func TestWriteYAMLReadsBackToTheSameJSON(t *testing.T) {
	t.Parallel()
	texts := []string{
		"", " ", "plain", "1", "-1", "1.5", "01", "0x1f", "1_000", "1e3", ".inf", "true", "True", "yes", "no", "on", "y", "null", "~",
		"2026-11-23", "2026-11-23T10:00:00Z", "12:30:45", "<<", "=", "!tag", "&a", "*a", "[a]", "{a}", "- a", "? a", "a: b", "a #b",
		"#", "%", "@", "`", "'", `"`, `\`, "|", ">", "---", "...", "two\nlines", "\n", "ends\n", " lead", "trail ", "tab\there",
		"é", "日本", "😀", "\u0000", "\u001b[2J", "\u007f", "\u0085", "\u009b", "\u2028", "\ufeff", "\ufffd", "\ufffe", "\uffff", "<&>",
		"a\u202eb", "\u200b", "one\ntwo\u2066", "\U000e0041", "\u200d", strings.Repeat("long \u202e ", 50),
	}
	value := map[string]any{
		"texts": texts, "none": []string{}, "empty": map[string]int{}, "null": nil, "whole": 12345678, "fraction": 2.5, "yes": true,
		"deep": []any{[]any{}, []any{map[string]any{"a": []int{1}}}},
	}
	for _, text := range texts {
		value["key "+text] = text
	}
	var out bytes.Buffer
	if err := WriteYAML(&out, value); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if line = strings.TrimSuffix(line, "\n"); line != display.Escape(line) {
			t.Errorf("%q could disturb a terminal", line)
		}
	}
	var problems diag.List
	root := ParseYAML(out.Bytes(), "f", &problems)
	if root == nil || len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, out.String())
	}
	want, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if got := asJSON(t, root); !equalJSON(t, got, want) {
		t.Errorf("got\n%s\nexpected\n%s", got, want)
	}
}

func TestWriteYAMLWritesLinesAsLines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"two\nlines":       "|-\n  two\n  lines\n",
		"two\nli\u200bnes": `"two\nli\u200bnes"` + "\n",
		" lead":            "\" lead\"\n",
		"<<":               "\"<<\"\n",
	} {
		var out bytes.Buffer
		if err := WriteYAML(&out, map[string]string{"k": text}); err != nil || out.String() != "k: "+want {
			t.Errorf("%q is written as %q, error %v", text, out.String(), err)
		}
	}
}

func TestWriteYAMLKeepsTheOrderOfKeys(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := WriteYAML(&out, struct {
		B string   `json:"b"`
		A []string `json:"a"`
		C []int    `json:"c"`
	}{"1", []string{"x"}, []int{}})
	if want := "b: \"1\"\na:\n  - x\nc: []\n"; err != nil || out.String() != want {
		t.Errorf("got %q, %v; expected %q", out.String(), err, want)
	}
}

func TestWriteYAMLPassesErrorsOn(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for lines := range 3 {
		if err := WriteYAML(&brokenWriter{lines, broken}, []int{1, 2, 3}); !errors.Is(err, broken) {
			t.Errorf("after %d lines: error %v", lines, err)
		}
	}
	if err := WriteYAML(&brokenWriter{3, broken}, []int{1, 2, 3}); err != nil {
		t.Errorf("three lines: error %v", err)
	}
	if err := WriteYAML(io.Discard, make(chan int)); err == nil {
		t.Error("a channel is written")
	}
}

// brokenWriter fails after some writes.
type brokenWriter struct {
	writes int
	err    error
}

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.writes == 0 {
		return 0, w.err
	}
	w.writes--
	return len(p), nil
}

// asJSON writes a tree as JSON.
func asJSON(t *testing.T, n *Node) []byte {
	t.Helper()
	var parts []string
	for _, p := range n.Pairs {
		key, _ := json.Marshal(p.Key.Value)
		parts = append(parts, string(key)+":"+string(asJSON(t, p.Value)))
	}
	for _, item := range n.Items {
		parts = append(parts, string(asJSON(t, item)))
	}
	switch n.Kind {
	case Map:
		return []byte("{" + strings.Join(parts, ",") + "}")
	case Sequence:
		return []byte("[" + strings.Join(parts, ",") + "]")
	case Text:
		text, err := json.Marshal(n.Value)
		if err != nil {
			t.Fatal(err)
		}
		return text
	default:
		return []byte(n.Value)
	}
}

func equalJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	return reflect.DeepEqual(decodeJSON(t, a), decodeJSON(t, b))
}

// decodeJSON keeps numbers of any size as they are written, and writes whole ones
// as whole.
func decodeJSON(t *testing.T, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return wholeNumbers(value)
}

func wholeNumbers(value any) any {
	switch v := value.(type) {
	case json.Number:
		if digits, ok := wholeJSON(v.String()); ok {
			return json.Number(digits)
		}
	case []any:
		for i := range v {
			v[i] = wholeNumbers(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = wholeNumbers(v[key])
		}
	}
	return value
}
