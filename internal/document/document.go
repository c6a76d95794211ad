// Package document reads YAML and JSON strictly, into a tree with positions.
//
// Call [ParseYAML] or [ParseJSON], then walk the tree with the methods of
// [Node]. They check types and keys, report problems to the tree's list, and
// return zero values for what they reported. They never convert silently: 1.5
// is not 1, null is not 0, "1" is not 1, and a duplicate key is an error. In JSON,
// 1.0 is the whole number 1.
//
// A document is refused as a whole when it is larger than [MaxSize], is not
// UTF-8, contains control characters, is nested more than 64 levels deep, or is
// not well-formed.
package document

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"genaiops/internal/diag"
)

// MaxSize is the size limit of a document in bytes: 256 KiB, about 25 times a
// full answer sheet. Parsing a hostile document of this size takes less than
// half a second and 100 MB.
const MaxSize = 256 << 10

// maxDepth is the nesting limit; sheets and banks need five levels.
const maxDepth = 64

// maxInt keeps every sum of points far below the limit of an int.
const maxInt = 9_999_999

// The rules that this package reports.
const (
	RuleSyntax       = "syntax"
	RuleEncoding     = "encoding"
	RuleSize         = "size"
	RuleDuplicateKey = "duplicate-key"
	RuleUnknownKey   = "unknown-key"
	RuleMissingKey   = "missing-key"
	RuleType         = "type"
)

// Kind is the kind of a node.
type Kind int

// Other is every other scalar: fractions, negative numbers, dates.
const (
	Null Kind = iota
	Bool
	Int
	Text
	Other
	Map
	Sequence
	Refused // already reported: methods return zero values and report nothing
)

// Node is a value in a document.
type Node struct {
	diag.Pos
	Kind  Kind
	Value string  // of a scalar, without quotes
	Items []*Node // of a sequence
	Pairs []Pair  // of a map, in source order, including duplicates
	Cut   string  // what follows a text without quotes as a comment, but may be meant as a part of it: "#42"
	list  *diag.List
}

// Pair is a key and its value in a map.
type Pair struct{ Key, Value *Node }

// New returns a node that reports to problems. It is for building trees from
// formats that this package does not parse.
func New(at diag.Pos, kind Kind, value string, problems *diag.List) *Node {
	return &Node{Pos: at, Kind: kind, Value: value, list: problems}
}

// Add appends a pair to a map.
func (n *Node) Add(key string, value *Node) {
	n.Pairs = append(n.Pairs, Pair{New(value.Pos, Text, key, n.list), value})
}

// Errorf reports a problem at the node, unless the node is refused.
func (n *Node) Errorf(rule, format string, args ...any) {
	if n.Kind != Refused {
		n.list.Addf(n.Pos, rule, format, args...)
	}
}

// ReadAll reads a document from r and converts it to UTF-8 (see [Decode]). A document larger than [MaxSize] is a
// problem; an error comes from r.
func ReadAll(r io.Reader, file string, problems *diag.List) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(Decode(r), MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(text) > MaxSize {
		problems.Addf(diag.Pos{File: file}, RuleSize, "the file is too large; expected at most %d KiB", MaxSize>>10)
		return nil, nil
	}
	return text, nil
}

// StripBOM removes a leading UTF-8 byte order mark.
func StripBOM(text []byte) []byte {
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}

// CheckText reports the first invalid character and returns false if there is
// one: invalid UTF-8, a control character other than tab and line ends, or one
// of the two noncharacters that YAML does not allow.
func CheckText(text []byte, at diag.Pos, problems *diag.List) bool {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			problems.Addf(position(text, i, at), RuleEncoding, "byte 0x%02x is not valid UTF-8; save the file as UTF-8", text[i])
			return false
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r', r >= 0x7f && r < 0xa0 && r != 0x85:
			problems.Addf(position(text, i, at), RuleEncoding, "control character U+%04X is not allowed; is this a text file?", r)
			return false
		case r == 0xfffe || r == 0xffff:
			problems.Addf(position(text, i, at), RuleEncoding, "U+%04X is not a character", r)
			return false
		}
		i += size
	}
	return true
}

// position returns the position of offset in a text that begins at start.
func position(text []byte, offset int, start diag.Pos) diag.Pos {
	before := text[:min(offset, len(text))]
	lines := bytes.Count(before, []byte{'\n'})
	col := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	if lines == 0 {
		col += max(start.Col, 1) - 1
	}
	return diag.Pos{File: start.File, Line: max(start.Line, 1) + lines, Col: col}
}

// Cuts returns the nodes with a Cut.
func (n *Node) Cuts() []*Node {
	var cuts []*Node
	if n.Cut != "" {
		cuts = append(cuts, n)
	}
	for _, p := range n.Pairs {
		cuts = append(cuts, p.Value.Cuts()...)
	}
	for _, item := range n.Items {
		cuts = append(cuts, item.Cuts()...)
	}
	return cuts
}

// Describe returns what the node is, for messages of the form "team is …". Only
// text is in quotes.
func (n *Node) Describe() string {
	switch {
	case n.Kind == Null && n.Value == "":
		return "empty"
	case n.Kind == Text:
		return diag.Quote(n.Value)
	case n.Kind == Map:
		return "a mapping"
	case n.Kind == Sequence:
		return "a list"
	default:
		return shorten(n.Value)
	}
}

func shorten(s string) string { return strings.Trim(diag.Quote(s), `"`) }

// Map returns the values of a mapping by key. It reports a node that is not a
// mapping, for which it returns nil, and keys that are unknown, duplicate or
// missing. A nil node has no values.
func (n *Node) Map(what string, known []string, required ...string) map[string]*Node {
	fields := n.AnyMap(what)
	if fields == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if _, found := fields[p.Key.Value]; found && !slices.Contains(known, p.Key.Value) {
			hint := ""
			if strings.Contains(p.Key.Value, " ") && p.Value.Kind == Null { // {text: one, two}
				hint = " (put text that contains a comma in quotes)"
			}
			p.Key.Errorf(RuleUnknownKey, "unknown key %s in %s%s; expected %s%s",
				diag.Quote(p.Key.Value), what, diag.Suggestion{Word: p.Key.Value, Candidates: known}, expected(known), hint)
			delete(fields, p.Key.Value)
		}
	}
	for _, key := range required {
		if fields[key] == nil {
			n.Errorf(RuleMissingKey, "missing key %q in %s", key, what)
		}
	}
	return fields
}

// expected lists keys, without those for editors.
func expected(keys []string) string {
	return strings.TrimSuffix(strings.Join(keys, ", "), ", $schema")
}

// AnyMap is Map for a mapping with arbitrary keys.
func (n *Node) AnyMap(what string) map[string]*Node {
	if n == nil {
		return nil
	}
	if n.Kind != Map {
		n.Errorf(RuleType, "%s is %s; expected a mapping (key: value)", what, n.Describe())
		return nil
	}
	fields := make(map[string]*Node, len(n.Pairs))
	first := make(map[string]*Node, len(n.Pairs))
	for _, p := range n.Pairs {
		if p.Key.Kind == Map || p.Key.Kind == Sequence {
			p.Key.Errorf(RuleType, "a key is %s; expected a name", p.Key.Describe())
			continue
		}
		if earlier, ok := first[p.Key.Value]; ok {
			p.Key.Errorf(RuleDuplicateKey, "duplicate key %s (first used at line %d)", diag.Quote(p.Key.Value), earlier.Line)
			continue
		}
		first[p.Key.Value] = p.Key
		fields[p.Key.Value] = p.Value
	}
	return fields
}

// Text returns the node's text. A nil node is "". It reports blank text and
// anything that is not text.
func (n *Node) Text(what string) string {
	switch {
	case n == nil:
	case n.Kind == Text && strings.TrimSpace(n.Value) != "":
		return n.Value
	case n.Kind == Text:
		n.Errorf(RuleType, "%s is blank; expected text", what)
	case n.Kind == Int || n.Kind == Bool || n.Kind == Other:
		n.Errorf(RuleType, "%s is %s; expected text (write it in quotes: %q)", what, n.Describe(), n.Value)
	default:
		n.Errorf(RuleType, "%s is %s; expected text", what, n.Describe())
	}
	return ""
}

// Name is Text without the blanks and line ends around it, which YAML and JSON keep:
// "Search " is Search in every format. It trims the value of the node as well, for
// rules that compare nodes.
func (n *Node) Name(what string) string {
	if n != nil && n.Kind == Text && strings.TrimSpace(n.Value) != "" {
		n.Value = strings.TrimSpace(n.Value)
	}
	return n.Text(what)
}

// Bool returns the node's boolean. A nil node is false.
func (n *Node) Bool(what string) bool {
	if n == nil {
		return false
	}
	if n.Kind != Bool {
		n.Errorf(RuleType, "%s is %s; expected true or false", what, n.Describe())
		return false
	}
	return strings.EqualFold(n.Value, "true") // YAML allows True and TRUE
}

// Int returns the node's whole number from 0 to 9999999 in plain decimal
// digits. ok is false for a nil node and for anything else, which is reported.
func (n *Node) Int(what string) (value int, ok bool) {
	if n == nil {
		return 0, false
	}
	value, err := strconv.Atoi(n.Value)
	if n.Kind != Int || err != nil || value > maxInt {
		n.Errorf(RuleType, "%s is %s; expected a whole number from 0 to %d", what, n.Describe(), maxInt)
		return 0, false
	}
	return value, true
}

// List returns the items of a sequence. A nil node has none.
func (n *Node) List(what string) []*Node {
	if n == nil {
		return nil
	}
	if n.Kind != Sequence {
		n.Errorf(RuleType, "%s is %s; expected a list", what, n.Describe())
		return nil
	}
	return n.Items
}

// Texts returns the texts of a sequence. A single text is a sequence of one.
func (n *Node) Texts(what string) []string {
	if n == nil {
		return nil
	}
	if n.Kind == Text {
		return []string{n.Text(what)}
	}
	var texts []string
	for _, item := range n.List(what) {
		if text := item.Text(what); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}
