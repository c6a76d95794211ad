package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"genaiops/internal/diag"
	"genaiops/internal/display"
)

// ParseYAML reads one YAML or JSON document. It returns nil when it cannot read
// the text, after reporting why.
//
// It uses only the node tree of yaml.v3: decoding into Go values would turn 1.5
// into 1 and null into 0, and has no columns. It refuses aliases, merge keys and
// tags, which also rules out alias bombs.
func ParseYAML(text []byte, file string, problems *diag.List) *Node {
	text = StripBOM(text)
	start := diag.Pos{File: file, Line: 1, Col: 1}
	if !CheckText(text, start, problems) {
		return nil
	}
	if json.Valid(text) {
		return ParseJSON(text, start, problems)
	}
	if at, deep := tooDeep(text, start); deep {
		problems.Addf(at, RuleSyntax, "brackets are nested more than %d levels deep", maxDepth)
		return nil
	}
	root, err := decodeYAML(text)
	if err != nil {
		at, message := syntaxError(err, text, start)
		problems.Addf(at, RuleSyntax, "%s", message)
		return nil
	}
	if root == nil {
		problems.Addf(start, RuleSyntax, "the file is empty")
		return nil
	}
	if offset := foreignLineEnd(text, root); offset >= 0 {
		r, _ := utf8.DecodeRune(text[offset:])
		problems.Addf(position(text, offset, start), RuleEncoding,
			"U+%04X begins a new line of YAML, and editors don't show that; write a line end, or put the text in quotes", r)
		return nil
	}
	t := yamlTree{lines: yamlLines(text, start), list: problems}
	return t.node(root, 0)
}

const secondDocument = "a second document starts here; expected one"

// decodeYAML returns the content of the only document in text, or nil if the
// text is empty. The library panics on some malformed input; decodeYAML returns
// an error.
func decodeYAML(text []byte) (content *yaml.Node, err error) {
	return decodeYAMLFrom(bytes.NewReader(text))
}

func decodeYAMLFrom(text io.Reader) (content *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(text)
	var first, second yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, fmt.Errorf("yaml: line %d: %s", second.Line, secondDocument)
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	if len(first.Content) == 0 || first.Content[0].Value == "" && first.Content[0].Tag == "!!null" {
		return nil, nil
	}
	return first.Content[0], nil
}

// aliasOffset returns the offset of an alias that is not in a comment or in quotes.
func aliasOffset(text []byte, alias string) int {
	for at := 0; ; at++ {
		next := bytes.Index(text[at:], []byte(alias))
		if next < 0 {
			return 0
		}
		at += next
		before := string(text[bytes.LastIndexByte(text[:at], '\n')+1 : at])
		if !strings.HasPrefix(before, "#") && !strings.Contains(before, " #") && openQuote(before) == 0 {
			return at
		}
	}
}

// tooDeep finds deep nesting before the library spends seconds on it. It may take a
// bracket in a text for one that opens a list, so it only refuses a run of opening
// brackets without a closing one, and not the first few runs in quotes.
func tooDeep(text []byte, start diag.Pos) (diag.Pos, bool) {
	const tolerated = 10 // looking for quotes takes time
	run, first, inQuotes := 0, 0, 0
	for i, c := range text {
		switch c {
		case '[', '{':
			if run == 0 {
				first = i
			}
			if run++; run <= maxDepth {
				continue
			}
			line := text[bytes.LastIndexByte(text[:first], '\n')+1 : first]
			if inQuotes++; inQuotes > tolerated || openQuote(string(line)) == 0 {
				return position(text, i, start), true
			}
			run = 0
		case ']', '}':
			run = 0
		}
	}
	return diag.Pos{}, false
}

var (
	yamlLine     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (?:line (\d+): )?`) })
	yamlOffByOne = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^did not find expected (<|node content|'-' indicator|key|',')`)
	})
	yamlNoAlias = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^unknown anchor '(.+)' referenced$`) })
)

// syntaxError translates an error of the library. The library's parser, unlike
// its scanner, counts lines from 0 and omits line 0.
func syntaxError(err error, text []byte, start diag.Pos) (at diag.Pos, message string) {
	message = err.Error()
	line := 0
	if m := yamlLine().FindStringSubmatch(message); m != nil {
		message = message[len(m[0]):]
		line, _ = strconv.Atoi(m[1]) // absent is 0
	}
	if yamlOffByOne().MatchString(message) {
		line++
	}
	lines := yamlLines(text, start)
	line = min(max(line, 1), len(lines))
	at = diag.Pos{File: start.File, Line: lines[line-1].Line, Col: 1}
	if m := yamlNoAlias().FindStringSubmatch(message); m != nil { // comes without a line
		at = position(text, aliasOffset(text, "*"+m[1]), start)
		return at, fmt.Sprintf("aliases (%s) are not supported; repeat the value", shorten("*"+m[1]))
	}
	m := newMistake(text)
	if isAboutStructure(message) {
		cause, repair := m.cause(m.find())
		at.Line = lines[cause-1].Line
		if repair != "" {
			return at, "not well-formed YAML: " + repair
		}
		line = cause
	}
	return at, "not well-formed YAML: " + message + syntaxHint(message, string(m.lines(line, line)))
}

// syntaxHint says what probably helps against an error of the library on a line.
func syntaxHint(message, line string) string {
	is := func(text string) bool { return strings.Contains(message, text) }
	line = strings.TrimLeft(line, " ")
	_, value, _ := strings.Cut(line, ": ")
	switch {
	case is("cannot start any token") && strings.HasPrefix(line, "\t"):
		return " (indent YAML with spaces, not tabs)"
	case is("cannot start any token"):
		return " (put text that begins with such a character in quotes)"
	case is("unexpected end of stream"):
		return " (is a quote not closed?)"
	case is("could not find expected ':'"):
		return " (expected key: value)"
	case is("',' or "):
		return " (put text that contains a colon, a comma, a quote or a bracket in quotes)"
	case is("mapping values are not allowed") && strings.Contains(value, ":"):
		return " (put text that contains a colon in quotes)"
	case is("expected key") && (strings.HasPrefix(value, `"`) || strings.HasPrefix(value, "'")):
		return " (put the whole text in quotes)"
	case is("mapping values are not allowed"), is("expected key"), is("expected '-' indicator"):
		return " (is the line indented like the one before it?)"
	default:
		return ""
	}
}

// yamlTree converts the library's nodes.
type yamlTree struct {
	lines []diag.Pos // where each line begins, as the library counts lines
	list  *diag.List
}

func (t *yamlTree) node(y *yaml.Node, depth int) *Node {
	at := t.lines[min(max(y.Line, 1), len(t.lines))-1]
	at.Col += max(y.Column, 1) - 1
	n := &Node{Pos: at, list: t.list}
	switch {
	case depth > maxDepth:
		n.Errorf(RuleSyntax, "nested more than %d levels deep", maxDepth)
	case y.Kind == yaml.AliasNode:
		n.Errorf(RuleSyntax, "aliases (*name) are not supported; repeat the value")
	case y.Style&yaml.TaggedStyle != 0:
		n.Errorf(RuleSyntax, "tags (%s) are not supported", shorten(y.Tag))
	case y.Kind == yaml.ScalarNode:
		n.Kind, n.Value = scalarKind(y), y.Value
		if c := y.LineComment; n.Kind == Text && y.Style == 0 && len(c) > 1 && c[1] != ' ' && c[1] != '#' {
			n.Cut = c
		}
		return n
	case y.Kind == yaml.SequenceNode:
		n.Kind = Sequence
		for _, item := range y.Content {
			n.Items = append(n.Items, t.node(item, depth+1))
		}
		return n
	case y.Kind == yaml.MappingNode:
		n.Kind = Map
		for i := 0; i+1 < len(y.Content); i += 2 {
			n.Pairs = append(n.Pairs, Pair{t.node(y.Content[i], depth+1), t.node(y.Content[i+1], depth+1)})
		}
		return n
	}
	n.Kind = Refused
	return n
}

// foreignLineEnd returns the offset of the first line end that editors don't show as
// one and that is not in quotes, or -1. Text behind it would look like a part of the
// line, for example of a comment.
func foreignLineEnd(text []byte, root *yaml.Node) int {
	var quoted [][2]int // from and to, of texts in quotes
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r != '\n' && endsYAMLLine(r, text[i+size:]) {
			if quoted == nil {
				quoted = append(inQuotes(text, newMistake(text).starts, root), [2]int{})
			}
			inside := func(q [2]int) bool { return q[0] <= i && i < q[1] }
			if !slices.ContainsFunc(quoted, inside) {
				return i
			}
		}
		i += size
	}
	return -1
}

// inQuotes returns where the texts in quotes are. Lines start at the offsets starts.
func inQuotes(text []byte, starts []int, n *yaml.Node) [][2]int {
	var found [][2]int
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && n.Line <= len(starts) {
		from := starts[n.Line-1]
		for range n.Column - 1 {
			_, size := utf8.DecodeRune(text[from:])
			from += size
		}
		found = append(found, [2]int{from, afterQuote(text, from)})
	}
	for _, child := range n.Content {
		found = append(found, inQuotes(text, starts, child)...)
	}
	return found
}

// afterQuote returns the offset after the text in quotes that begins at an offset.
func afterQuote(text []byte, at int) int {
	quote := text[at]
	for at++; at < len(text); at++ {
		switch {
		case text[at] == '\\' && quote == '"':
			at++
		case text[at] == quote && quote == '\'' && bytes.HasPrefix(text[at+1:], []byte("'")):
			at++
		case text[at] == quote:
			return at + 1
		}
	}
	return len(text)
}

func scalarKind(y *yaml.Node) Kind {
	switch {
	case y.Tag == "!!null":
		return Null
	case y.Tag == "!!bool":
		return Bool
	case y.Tag == "!!int" && IsWhole(y.Value):
		return Int
	case y.Tag == "!!str":
		return Text
	default:
		return Other
	}
}

// yamlLines returns where lines begin, as the library counts them. In YAML, a
// line also ends at a lone carriage return and at three characters that editors
// don't treat as line ends.
func yamlLines(text []byte, start diag.Pos) []diag.Pos {
	lines, at := []diag.Pos{start}, start
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		at.Col++
		if r == '\n' {
			at.Line, at.Col = at.Line+1, 1
		}
		if endsYAMLLine(r, text[i:]) {
			lines = append(lines, at)
		}
	}
	return lines
}

// endsYAMLLine reports whether a character before rest ends a line of YAML.
func endsYAMLLine(r rune, rest []byte) bool {
	return strings.ContainsRune("\n\r\u0085\u2028\u2029", r) && (r != '\r' || !bytes.HasPrefix(rest, []byte("\n")))
}

// WriteYAML writes a value as YAML with the keys and order of its JSON form.
func WriteYAML(w io.Writer, value any) error {
	asJSON, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(escapeForYAML(asJSON), &root); err != nil {
		return err
	}
	blockStyle(&root)
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(&root), encoder.Close()); err != nil {
		return err
	}
	// Hidden characters are inside double quotes, where YAML has Go's escapes.
	for line := range strings.Lines(display.EscapeHashes(text.String())) {
		if _, err := fmt.Fprintln(w, display.Escape(strings.TrimSuffix(line, "\n"))); err != nil {
			return err
		}
	}
	return nil
}

// escapeForYAML escapes the characters that JSON allows and YAML does not. JSON
// has them only inside strings.
func escapeForYAML(asJSON []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(asJSON) {
		if r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.Bytes()
}

// isCommand reports whether a CI log would take a line of a text for a command.
func isCommand(s string) bool {
	for line := range strings.Lines(s) {
		if display.LogLine(line) != line {
			return true
		}
	}
	return false
}

// blockStyle replaces the JSON style: no braces, and quotes only where needed.
// The library quotes most texts that need it, but not the merge key, trailing
// line ends and hidden characters.
func blockStyle(n *yaml.Node) {
	n.Style = 0
	if n.Tag == "!!str" && (n.Value == "<<" || n.Value != strings.TrimSpace(n.Value) ||
		display.HasHidden(strings.ReplaceAll(n.Value, "\n", "")) || isCommand(n.Value)) {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		blockStyle(child)
	}
}
