package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"genaiops/internal/diag"
)

// ParseJSON reads one JSON value from text, whose first character stands at
// start. It returns nil when the text could not be read at all, after
// reporting why.
//
// The tree is built from encoding/json's tokens: decoding into Go values would
// turn null into 0, let the last of two equal keys win and ignore the case of
// keys.
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
	t := jsonTree{decoder: decoder, text: text, start: start, list: problems}
	root, err := t.value(0)
	if err == nil && len(bytes.TrimLeft(text[decoder.InputOffset():], " \t\r\n")) == 0 {
		return root
	}
	if err == nil {
		err = errors.New("expected the end after the first value")
	}
	problems.Addf(t.errorPosition(err), RuleSyntax, "not well-formed JSON: %s", jsonMessage(err))
	return nil
}

type jsonTree struct {
	decoder *json.Decoder
	text    []byte
	start   diag.Pos
	list    *diag.List
	at      cursor // where the last token began
}

func (t *jsonTree) value(depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	token, n, err := t.token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			n.Kind = Map
			return n, t.pairs(n, depth)
		}
		n.Kind = Sequence
		return n, t.items(n, depth)
	case string:
		n.Kind, n.Value = Text, token
	case json.Number:
		n.Kind, n.Value, n.Plain = Other, token.String(), true
		if IsWhole(n.Value) {
			n.Kind = Int
		}
	case bool:
		n.Kind, n.Value, n.Plain = Bool, fmt.Sprint(token), true
	case nil:
		n.Kind, n.Value, n.Plain = Null, "null", true
	}
	return n, nil
}

func (t *jsonTree) pairs(n *Node, depth int) error {
	for t.decoder.More() {
		token, key, err := t.token()
		if err != nil {
			return err
		}
		key.Kind = Text
		key.Value, _ = token.(string)
		value, err := t.value(depth + 1)
		if err != nil {
			return err
		}
		n.Pairs = append(n.Pairs, Pair{key, value})
	}
	_, err := t.decoder.Token()
	return err
}

func (t *jsonTree) items(n *Node, depth int) error {
	for t.decoder.More() {
		item, err := t.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, item)
	}
	_, err := t.decoder.Token()
	return err
}

// token reads the next token and returns it with a node at its position.
func (t *jsonTree) token() (json.Token, *Node, error) {
	t.at.advance(t.text, t.tokenStart())
	n := &Node{Pos: t.at.in(t.start), list: t.list}
	token, err := t.decoder.Token()
	return token, n, err
}

// tokenStart returns the offset of the next token: behind what was read, blanks
// and separators.
func (t *jsonTree) tokenStart() int {
	offset := int(t.decoder.InputOffset())
	for offset < len(t.text) && strings.IndexByte(" \t\r\n,:", t.text[offset]) >= 0 {
		offset++
	}
	return offset
}

func (t *jsonTree) errorPosition(err error) diag.Pos {
	offset := t.tokenStart()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && int(syntax.Offset) > offset {
		offset = int(syntax.Offset) - 1
	}
	return position(t.text, offset, t.start)
}

func jsonMessage(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	return err.Error()
}

// cursor counts lines and columns along a text, so that finding the
// position of every token takes time in proportion to the text.
type cursor struct {
	offset, line, col int
}

func (p *cursor) advance(text []byte, offset int) {
	for ; p.offset < offset; p.offset++ {
		switch c := text[p.offset]; {
		case c == '\n':
			p.line, p.col = p.line+1, 0
		case c&0xc0 != 0x80: // not the inside of a character
			p.col++
		}
	}
}

func (p *cursor) in(start diag.Pos) diag.Pos {
	at := diag.Pos{File: start.File, Line: max(start.Line, 1) + p.line, Col: p.col + 1}
	if p.line == 0 {
		at.Col += max(start.Col, 1) - 1
	}
	return at
}
