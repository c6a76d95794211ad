// Package document reads YAML and JSON strictly, into a tree that knows where
// everything stands.
//
// Call [ParseYAML] or [ParseJSON], then walk the tree with the methods of
// [Node]: they check types and keys, report what is wrong to the tree's
// problem list, and return zero values for what they reported. Nothing is ever
// converted silently: 1.5 is not 1, null is not 0, "1" is not 1, and of two
// equal keys neither wins.
//
// A text is refused as a whole when it is larger than [MaxSize], is not UTF-8,
// holds control characters, nests deeper than 64, or is not well-formed.
package document

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"genaiops/internal/diag"
)

// MaxSize is the largest document that is read, in bytes: 256 KiB, some
// twenty-five times a full answer sheet. Parsing a hostile document of this
// size stays under half a second and 100 MB.
const MaxSize = 256 << 10

// maxDepth is how deep a document may nest; sheets and banks need five.
const maxDepth = 64

// Names of the rules that this package reports.
const (
	RuleSyntax       = "syntax"
	RuleEncoding     = "encoding"
	RuleSize         = "size"
	RuleDuplicateKey = "duplicate-key"
	RuleUnknownKey   = "unknown-key"
	RuleMissingKey   = "missing-key"
	RuleType         = "type"
)

// Kind is what a node is.
type Kind int

// The kinds of node. Numbers that are not whole, dates and other special
// scalars are Other.
const (
	Null Kind = iota
	Bool
	Int
	Text
	Other
	Map
	Sequence
	Refused // reported already; every method treats it as absent, in silence
)

// Node is a value in a document.
type Node struct {
	diag.Pos
	Kind  Kind
	Value string  // of a scalar, as written without quotes
	Plain bool    // a scalar written without quotes
	Items []*Node // of a sequence
	Pairs []Pair  // of a map, in the order written, duplicates included
	list  *diag.List
}

// Pair is a key and its value in a map.
type Pair struct{ Key, Value *Node }

// New returns a node that reports to problems, for trees that are built from
// other formats than this package reads.
func New(at diag.Pos, kind Kind, value string, problems *diag.List) *Node {
	return &Node{Pos: at, Kind: kind, Value: value, list: problems}
}

// Add appends a pair to a map.
func (n *Node) Add(key string, value *Node) {
	n.Pairs = append(n.Pairs, Pair{New(value.Pos, Text, key, n.list), value})
}

// Errorf reports a problem at the node, unless the node was refused already.
func (n *Node) Errorf(rule, format string, args ...any) {
	if n.Kind == Refused {
		return
	}
	n.list.Addf(n.Pos, rule, format, args...)
}

// ReadAll reads a document from r, at most [MaxSize] bytes of it. A longer one
// is a problem, not an error; errors are those of r.
func ReadAll(r io.Reader, file string, problems *diag.List) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(text) > MaxSize {
		problems.Addf(diag.Pos{File: file}, RuleSize, "the file is larger than %d KiB, the most that is read", MaxSize>>10)
		return nil, nil
	}
	return text, nil
}

// StripBOM removes a UTF-8 byte order mark from the beginning of a text.
func StripBOM(text []byte) []byte {
	return bytes.TrimPrefix(text, []byte("\ufeff"))
}

// CheckText reports, and returns false for, a text that is not UTF-8 or holds
// control characters other than tab and line ends, or one of the two
// noncharacters that YAML cannot hold.
func CheckText(text []byte, at diag.Pos, problems *diag.List) bool {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			problems.Addf(position(text, i, at), RuleEncoding, "byte 0x%02x is not UTF-8 text", text[i])
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

// position returns where offset lies in a text that begins at start.
func position(text []byte, offset int, start diag.Pos) diag.Pos {
	before := text[:min(offset, len(text))]
	lines := bytes.Count(before, []byte{'\n'})
	col := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	if lines == 0 {
		col += max(start.Col, 1) - 1
	}
	return diag.Pos{File: start.File, Line: max(start.Line, 1) + lines, Col: col}
}

// Describe names what the node is, for use after "got" in a message.
func (n *Node) Describe() string {
	switch n.Kind {
	case Null:
		if n.Value == "" {
			return "nothing"
		}
		return n.Value
	case Bool:
		return "the boolean " + n.Value
	case Int:
		return "the number " + shorten(n.Value)
	case Text:
		if n.Plain {
			return diag.Quote(n.Value)
		}
		return "the text " + diag.Quote(n.Value)
	case Map:
		return "a mapping"
	case Sequence:
		return "a list"
	default:
		return shorten(n.Value)
	}
}

func shorten(s string) string { return strings.Trim(diag.Quote(s), `"`) }

// Map checks that the node is a mapping whose keys are all among known and
// stand once, and returns the values by key. Everything else is reported; ok
// is false when the node was not a mapping at all.
func (n *Node) Map(what string, known []string) (fields map[string]*Node, ok bool) {
	fields, ok = n.AnyMap(what)
	for _, p := range n.Pairs {
		if _, taken := fields[p.Key.Value]; taken && !slices.Contains(known, p.Key.Value) {
			hint := ""
			if strings.Contains(p.Key.Value, " ") && p.Value.Kind == Null { // {text: one, two}
				hint = " (a text with a comma in it needs quotes)"
			}
			p.Key.Errorf(RuleUnknownKey, "unknown key %s in %s%s; expected %s%s",
				diag.Quote(p.Key.Value), what, diag.DidYouMean(p.Key.Value, known), strings.Join(known, ", "), hint)
			delete(fields, p.Key.Value)
		}
	}
	return fields, ok
}

// AnyMap is Map for a mapping whose keys are free.
func (n *Node) AnyMap(what string) (fields map[string]*Node, ok bool) {
	if n.Kind != Map {
		n.Errorf(RuleType, "expected %s as a mapping (key: value), got %s", what, n.Describe())
		return nil, false
	}
	fields = make(map[string]*Node, len(n.Pairs))
	first := make(map[string]*Node, len(n.Pairs))
	for _, p := range n.Pairs {
		if p.Key.Kind == Map || p.Key.Kind == Sequence {
			p.Key.Errorf(RuleType, "expected a name as key, got %s", p.Key.Describe())
			continue
		}
		if earlier, ok := first[p.Key.Value]; ok {
			p.Key.Errorf(RuleDuplicateKey, "key %s stands twice; the first is at line %d, column %d",
				diag.Quote(p.Key.Value), earlier.Line, earlier.Col)
			continue
		}
		first[p.Key.Value] = p.Key
		fields[p.Key.Value] = p.Value
	}
	return fields, true
}

// Require reports each of the keys that fields lacks.
func (n *Node) Require(what string, fields map[string]*Node, keys ...string) {
	for _, key := range keys {
		if fields[key] == nil {
			n.Errorf(RuleMissingKey, "%s lacks the key %q", what, key)
		}
	}
}

// Text returns the node's text. A nil node is "". Anything but a text that is
// not blank is reported.
func (n *Node) Text(what string) string {
	if n == nil {
		return ""
	}
	if n.Kind != Text || strings.TrimSpace(n.Value) == "" {
		hint := ""
		switch n.Kind {
		case Text:
			hint = ", which is blank"
		case Int, Bool, Other:
			hint = fmt.Sprintf("; write it in quotes: %q", n.Value)
		}
		n.Errorf(RuleType, "expected %s as text, got %s%s", what, n.Describe(), hint)
		return ""
	}
	return n.Value
}

// Bool returns the node's boolean. A nil node is false.
func (n *Node) Bool(what string) bool {
	if n == nil {
		return false
	}
	if n.Kind != Bool {
		n.Errorf(RuleType, "expected %s as true or false, got %s", what, n.Describe())
		return false
	}
	return strings.EqualFold(n.Value, "true") // YAML also knows True and TRUE
}

// Int returns the node's whole number from 0 to 9999999, in plain decimal digits.
// A nil node is 0. ok is false when it was reported.
func (n *Node) Int(what string) (value int, ok bool) {
	if n == nil {
		return 0, false
	}
	if n.Kind != Int || len(n.Value) > maxDigits {
		n.Errorf(RuleType, "expected %s as a whole number from 0 to %s, got %s",
			what, strings.Repeat("9", maxDigits), n.Describe())
		return 0, false
	}
	for _, digit := range []byte(n.Value) {
		value = value*10 + int(digit-'0')
	}
	return value, true
}

// maxDigits keeps every sum of points far below what an int holds.
const maxDigits = 7

// List returns the nodes of a sequence. A nil node has none.
func (n *Node) List(what string) []*Node {
	if n == nil {
		return nil
	}
	if n.Kind != Sequence {
		n.Errorf(RuleType, "expected %s as a list, got %s", what, n.Describe())
		return nil
	}
	return n.Items
}

// Texts returns the texts of a sequence; a single text counts as a sequence
// of one.
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

// IsWhole reports whether s is a whole number of 0 or more as this program
// writes it: decimal digits without sign, separator or leading zero.
func IsWhole(s string) bool {
	if s == "" || len(s) > 1 && s[0] == '0' {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}
