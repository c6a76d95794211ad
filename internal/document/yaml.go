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
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"genaiops/internal/diag"
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
		problems.Addf(syntaxError(err, text, file))
		return nil
	}
	if root == nil {
		problems.Addf(start, RuleSyntax, "the file is empty")
		return nil
	}
	t := yamlTree{file: file, text: bytes.Split(text, []byte("\n")), list: problems}
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
			err = fmt.Errorf("not well-formed YAML: %v", r)
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

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntaxError translates an error of the library. Its line can be wrong by
// one and can lie behind the end of the file, so it is kept inside.
func syntaxError(err error, text []byte, file string) (diag.Pos, string, string, any) {
	message := err.Error()
	line := 1
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		message = message[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = max(1, min(n, bytes.Count(text, []byte("\n"))+1))
		}
	}
	if strings.Contains(message, "cannot start any token") && bytes.ContainsRune(text, '\t') {
		message += " (YAML is indented with spaces, not tabs)"
	}
	return diag.Pos{File: file, Line: line, Col: 1}, RuleSyntax, "not well-formed YAML: %s", message
}

// yamlTree turns the library's nodes into ours.
type yamlTree struct {
	file string
	text [][]byte // lines, to turn the library's byte columns into characters
	list *diag.List
}

func (t *yamlTree) node(y *yaml.Node, depth int) *Node {
	n := &Node{Pos: t.pos(y), list: t.list}
	switch {
	case depth > maxDepth:
		n.Errorf(RuleSyntax, "nested deeper than %d", maxDepth)
	case y.Kind == yaml.AliasNode:
		n.Errorf(RuleSyntax, "aliases (*name) are not supported; write the value out")
	case y.Style&yaml.TaggedStyle != 0:
		n.Errorf(RuleSyntax, "tags (%s) are not supported", diag.Printable(y.Tag))
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
	line, col := max(y.Line, 1), max(y.Column, 1)
	line = min(line, len(t.text))
	text := t.text[line-1]
	col = utf8.RuneCount(text[:min(col-1, len(text))]) + 1
	return diag.Pos{File: t.file, Line: line, Col: col}
}

// WriteYAML writes a value as YAML, through its JSON form: the same keys in
// the same order.
func WriteYAML(w io.Writer, value any) error {
	asJSON, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(asJSON, &root); err != nil {
		return err
	}
	blockStyle(&root)
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(&root); err != nil {
		return err
	}
	return encoder.Close()
}

// blockStyle undoes the JSON look: no braces, and quotes only where needed.
func blockStyle(n *yaml.Node) {
	if len(n.Content) > 0 || n.Kind == yaml.ScalarNode {
		n.Style = 0
	}
	for _, child := range n.Content {
		blockStyle(child)
	}
}
