package document

import (
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
	"unicode/utf8"
)

func TestUTF16WithAMarkIsDecoded(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", "team: Küche\r\n日本 😀\n", strings.Repeat("a😀", 5000)} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			var encoded []byte
			for _, unit := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
				encoded = order.AppendUint16(encoded, unit)
			}
			for _, r := range []io.Reader{strings.NewReader(string(encoded)), iotest.OneByteReader(strings.NewReader(string(encoded)))} {
				if got, err := io.ReadAll(Decode(r)); string(got) != text || err != nil {
					t.Errorf("%v of %.20q: %.20q, %v", order, text, got, err)
				}
			}
		}
	}
}

func TestEverythingElseIsNotDecoded(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", "\ufeffa", "a\x00b\x00", "\xff", "\xfe", "\xffa", "\x00\xff\xfe"} {
		if got, err := io.ReadAll(Decode(strings.NewReader(text))); string(got) != text || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// Half a character is not dropped or replaced.
func TestBrokenUTF16IsNotText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"\xff\xfea",                             // half a unit
		"\xff\xfe\x00\xd8",                      // a high surrogate at the end
		"\xff\xfe\x00\xd8a\x00",                 // before something else
		"\xff\xfe\x00\xdca\x00",                 // a low surrogate
		"\xff\xfe\x00\xdc\x00\xd8",              // in the wrong order
		"\xfe\xff\xd8\x00", "\xfe\xff\x00a\xd8", // big endian
	} {
		got, err := io.ReadAll(Decode(strings.NewReader(text)))
		if utf8.Valid(got) || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
