package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"genaiops/internal/diag"
	"genaiops/internal/display"
)

// ParseYAML reads one YAML document. JSON, which is YAML for most purposes, is
// recognized by itself. It returns nil when the text could not be read at
// all, after reporting why.
//
// yaml.v3 is asked only for its node tree: decoding into Go values would turn
// 1.5 into 1 and null into 0, and gives no columns. Aliases, merge keys and
// tags are refused rather than followed, which also rules out alias bombs.
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
		problems.Addf(at, RuleSyntax, "brackets nest deeper than %d", maxDepth)
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
	t := yamlTree{lines: yamlLines(text, start), list: problems}
	return t.node(root, 0)
}

// errSecondDocument is located by decodeYAML's caller through its line.
type errSecondDocument struct{ line int }

func (e errSecondDocument) Error() string {
	return fmt.Sprintf("yaml: line %d: a second document begins here; expected one document a file", e.line)
}

// decodeYAML returns the content of the only document in text, nil when there
// is none. The library panics on some malformed input; that is an error here.
func decodeYAML(text []byte) (content *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var first, second yaml.Node
	switch err := decoder.Decode(&first); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, errSecondDocument{second.Line}
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	if len(first.Content) == 0 || isEmptyPlain(first.Content[0]) {
		return nil, nil
	}
	return first.Content[0], nil
}

func isEmptyPlain(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Tag == "!!null"
}

// tooDeep counts brackets before the library, which takes seconds for nesting
// that nobody writes, sees the text. Brackets inside texts count as well, so
// only a run of openings without any closing between them is refused.
func tooDeep(text []byte, start diag.Pos) (diag.Pos, bool) {
	run := 0
	for i, c := range text {
		switch c {
		case '[', '{':
			if run++; run > maxDepth {
				return position(text, i, start), true
			}
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

// syntaxError translates an error of the library. Its parser, unlike its
// scanner, counts lines from 0 and leaves line 0 out.
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
	at = diag.Pos{File: start.File, Line: lines[min(max(line, 1), len(lines))-1].Line, Col: 1}
	if m := yamlNoAlias().FindStringSubmatch(message); m != nil { // comes without a line
		at = position(text, bytes.Index(text, []byte("*"+m[1])), start)
		return at, fmt.Sprintf("aliases (%s) are not supported; write the value out", shorten("*"+m[1]))
	}
	if strings.Contains(message, "cannot start any token") && bytes.ContainsRune(text, '\t') {
		message += " (YAML is indented with spaces, not tabs)"
	}
	if strings.Contains(message, "mapping values are not allowed") {
		message += " (a text with a colon in it needs quotes)"
	}
	return at, "not well-formed YAML: " + message
}

// yamlTree turns the library's nodes into ours.
type yamlTree struct {
	lines []diag.Pos // where each of the library's lines begins
	list  *diag.List
}

func (t *yamlTree) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: t.pos(y), list: t.list}
	switch {
	case depth > maxDepth:
		n.Errorf(RuleSyntax, "nested deeper than %d", maxDepth)
	case y.Kind == yaml.AliasNode:
		n.Errorf(RuleSyntax, "aliases (*name) are not supported; write the value out")
	case y.Style&yaml.TaggedStyle != 0:
		n.Errorf(RuleSyntax, "tags (%s) are not supported", shorten(y.Tag))
	case y.Kind == yaml.ScalarNode:
		t.scalar(n, y)
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

func (t *yamlTree) scalar(n *Node, y *yaml.Node) {
	n.Value = y.Value
	n.Plain = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	n.Kind = scalarKind(y)
}

func scalarKind(y *yaml.Node) Kind {
	switch y.Tag {
	case "!!null":
		return Null
	case "!!bool":
		return Bool
	case "!!int":
		if IsWhole(y.Value) {
			return Int
		}
		return Other
	case "!!str":
		return Text
	default:
		return Other
	}
}

func (t *yamlTree) pos(y *yaml.Node) diag.Pos {
	at := t.lines[min(max(y.Line, 1), len(t.lines))-1]
	at.Col += max(y.Column, 1) - 1
	return at
}

// yamlLines returns where the lines of text begin as the library counts them:
// for YAML a line also ends at a lone carriage return and at three characters
// that no editor takes for a line end.
func yamlLines(text []byte, start diag.Pos) []diag.Pos {
	lines, at := []diag.Pos{start}, start
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		at.Col++
		if r == '\n' {
			at.Line, at.Col = at.Line+1, 1
		}
		if yamlLineEnd(r) && (r != '\r' || !bytes.HasPrefix(text[i:], []byte("\n"))) {
			lines = append(lines, at)
		}
	}
	return lines
}

func yamlLineEnd(r rune) bool {
	return strings.ContainsRune("\n\r\u0085\u2028\u2029", r)
}

// WriteYAML writes a value as YAML, through its JSON form: the same keys in
// the same order.
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
	// What is hidden stands in double quotes, where Go's escapes mean the same.
	for line := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintln(w, display.Escape(strings.TrimSuffix(line, "\n"))); err != nil {
			return err
		}
	}
	return nil
}

// escapeForYAML writes as escapes those characters that JSON may hold as they
// are and YAML may not. In JSON they stand only inside texts.
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

// blockStyle undoes the JSON look: no braces, and quotes only where needed.
// The library takes care of most texts, but leaves the merge key bare, loses
// line ends at the end of a text, and shows what could disturb a terminal.
func blockStyle(n *yaml.Node) {
	isText := n.Kind == yaml.ScalarNode && n.Tag == "!!str"
	n.Style = 0
	if isText && (n.Value == "<<" || n.Value != strings.TrimSpace(n.Value) || hasHidden(n.Value)) {
		n.Style = yaml.DoubleQuotedStyle
	}
	for _, child := range n.Content {
		blockStyle(child)
	}
}

func hasHidden(text string) bool {
	return display.HasHidden(strings.ReplaceAll(text, "\n", ""))
}
