package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"genaiops/internal/diag"
)

// ParseJSON reads one JSON value from a text that begins at start. It returns
// nil when it cannot read the text, after reporting why.
//
// It builds the tree from the tokens of encoding/json. Decoding into Go values
// would turn null into 0, use the last of two duplicate keys and ignore the case
// of keys.
func ParseJSON(text []byte, start diag.Pos, problems *diag.List) *Node {
	if !CheckText(text, start, problems) {
		return nil
	}
	if len(bytes.TrimSpace(text)) == 0 {
		problems.Addf(start, RuleSyntax, "the file is empty")
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	t := jsonTree{decoder: decoder, text: text, list: problems}
	t.at = diag.Pos{File: start.File, Line: max(start.Line, 1), Col: max(start.Col, 1)}
	root, err := t.value(0)
	if err == nil && len(bytes.TrimLeft(text[decoder.InputOffset():], " \t\r\n")) == 0 {
		return root
	}
	var encoding encodingError
	if errors.As(err, &encoding) {
		problems.Addf(t.at, RuleEncoding, "%s", encoding)
		return nil
	}
	offset := t.tokenStart()
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		err = errors.New("expected the end of the text after the first value")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("unexpected end of the text")
	case errors.As(err, &syntax) && errors.As(json.Unmarshal(text, new(json.RawMessage)), &syntax):
		offset = int(syntax.Offset) - 1 // unlike the decoder's, it counts every token
	}
	problems.Addf(position(text, offset, start), RuleSyntax, "not well-formed JSON: %v", err)
	return nil
}

type jsonTree struct {
	decoder *json.Decoder
	text    []byte
	list    *diag.List
	offset  int      // how far at has been counted
	at      diag.Pos // of offset
}

// value reads the next value, or the key of the next pair.
func (t *jsonTree) value(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested more than %d levels deep", maxDepth)
	}
	start := t.tokenStart()
	n := &Node{Pos: t.position(start), list: t.list}
	token, err := t.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		for t.decoder.More() {
			item, err := t.value(depth + 1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, item)
		}
		if _, err := t.decoder.Token(); err != nil { // the closing bracket
			return nil, err
		}
		n.Kind = Sequence
		if token == '{' {
			for pair := range slices.Chunk(n.Items, 2) {
				n.Pairs = append(n.Pairs, Pair{pair[0], pair[1]})
			}
			n.Kind, n.Items = Map, nil
		}
	case string:
		n.Kind, n.Value = Text, token
		if err := t.checkEscapes(start, token); err != nil {
			return nil, err
		}
	case json.Number:
		n.Kind, n.Value = Other, token.String()
		if digits, ok := wholeJSON(n.Value); ok {
			n.Kind, n.Value = Int, digits
		}
	case bool:
		n.Kind, n.Value = Bool, strconv.FormatBool(token)
	case nil:
		n.Kind, n.Value = Null, "null"
	}
	return n, nil
}

// encodingError is what is wrong with a string.
type encodingError string

func (e encodingError) Error() string { return string(e) }

// checkEscapes checks the string at an offset for what escapes can hide: control
// characters, and halves of a character, which the decoder replaces.
func (t *jsonTree) checkEscapes(offset int, value string) error {
	raw := t.text[offset:t.decoder.InputOffset()]
	if bytes.IndexByte(raw, '\\') < 0 {
		return nil
	}
	if half := halfCharacter(string(raw)); half != "" {
		return encodingError(half + " is half of a character")
	}
	var found diag.List
	if !CheckText([]byte(value), diag.Pos{}, &found) {
		return encodingError(found[0].Message)
	}
	return nil
}

// halfCharacter returns the first escape of a string that is half of a surrogate
// pair without the other half, or "".
func halfCharacter(raw string) string {
	const length = len(`\ud800`)
	unit := func(at int) rune {
		if at+length > len(raw) || raw[at:at+2] != `\u` {
			return 0
		}
		n, _ := strconv.ParseUint(raw[at+2:at+length], 16, 16)
		return rune(n)
	}
	for at := 0; at < len(raw); at++ {
		if raw[at] != '\\' {
			continue
		}
		switch first := unit(at); {
		case !utf16.IsSurrogate(first):
			at++
		case utf16.DecodeRune(first, unit(at+length)) == utf8.RuneError:
			return raw[at : at+length]
		default:
			at += 2*length - 1
		}
	}
	return ""
}

// tokenStart returns the offset of the next token: past the last token, blanks
// and separators.
func (t *jsonTree) tokenStart() int {
	offset := int(t.decoder.InputOffset())
	for offset < len(t.text) && strings.IndexByte(" \t\r\n,:", t.text[offset]) >= 0 {
		offset++
	}
	return offset
}

// position returns the position of an offset, which never decreases from call
// to call: finding every token takes linear time.
func (t *jsonTree) position(offset int) diag.Pos {
	for ; t.offset < offset; t.offset++ {
		switch c := t.text[t.offset]; {
		case c == '\n':
			t.at.Line, t.at.Col = t.at.Line+1, 1
		case c&0xc0 != 0x80: // the first byte of a character
			t.at.Col++
		}
	}
	return t.at
}
