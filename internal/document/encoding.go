package document

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// The byte order marks of UTF-16. No UTF-8 text begins with them.
const (
	littleEndian = "\xff\xfe"
	bigEndian    = "\xfe\xff"
)

// Decode returns the text of r in UTF-8. It converts UTF-16 with a byte order mark,
// which some programs on Windows write, and leaves everything else as it is. What is
// not valid UTF-16 becomes invalid UTF-8, so that readers refuse it.
func Decode(r io.Reader) *bufio.Reader {
	text := bufio.NewReader(r)
	begin, _ := text.Peek(len(littleEndian)) // the next read returns the error
	if order := string(begin); order == littleEndian || order == bigEndian {
		_, _ = text.Discard(len(begin))
		return bufio.NewReader(&utf16Reader{r: text, swapped: order == bigEndian})
	}
	return text
}

type utf16Reader struct {
	r       *bufio.Reader
	swapped bool // the high byte comes first
	decoded []byte
	err     error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.decoded) == 0 && u.err == nil {
		u.decode()
	}
	if len(u.decoded) == 0 {
		return 0, u.err
	}
	n := copy(p, u.decoded)
	u.decoded = u.decoded[n:]
	return n, nil
}

// decode reads one character.
func (u *utf16Reader) decode() {
	const invalid = 0xff // no byte of UTF-8
	first, ok := u.unit()
	if !ok {
		return
	}
	if !utf16.IsSurrogate(first) {
		u.decoded = utf8.AppendRune(u.decoded[:0], first)
		return
	}
	u.decoded = append(u.decoded[:0], invalid)
	begin, _ := u.r.Peek(2)
	if len(begin) < 2 {
		return
	}
	if r := utf16.DecodeRune(first, u.join(begin)); r != utf8.RuneError {
		_, _ = u.r.Discard(2)
		u.decoded = utf8.AppendRune(u.decoded[:0], r)
	}
}

// unit reads two bytes.
func (u *utf16Reader) unit() (r rune, ok bool) {
	var two [2]byte
	n, err := io.ReadFull(u.r, two[:])
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF): // half a unit
		u.decoded, u.err = append(u.decoded[:0], two[:n]...), io.EOF
		u.decoded[0] = 0xff
		return 0, false
	case err != nil:
		u.err = err
		return 0, false
	}
	return u.join(two[:]), true
}

func (u *utf16Reader) join(two []byte) rune {
	if u.swapped {
		return rune(two[0])<<8 | rune(two[1])
	}
	return rune(two[1])<<8 | rune(two[0])
}
