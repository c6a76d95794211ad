package display

import (
	"cmp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Composed returns a text in the composed form (NFC), in which what looks the same
// is the same. Some systems write "ä" as two characters.
func Composed(s string) string { return norm.NFC.String(s) }

// Fold returns what is left of a name without case and accents, for comparing: names
// that a person would take for one another have the same. Only accents on Latin,
// Greek and Cyrillic letters are dropped; marks of other scripts can be vowels.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36F {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

// Compare orders names as people expect: by what is left of them after [Fold], with
// numbers by their value, so "Äpfel" comes before "Zoll" and "team 2" before
// "Team 10". It returns 0 only for equal names.
func Compare(a, b string) int {
	return cmp.Or(ByNumber(Fold(a), Fold(b)), strings.Compare(a, b))
}

// ByNumber orders texts by the numbers in them: "2.3" before "2.10".
func ByNumber(x, y string) int {
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		if m == 0 || n == 0 {
			m, n = 1, 1
		}
		// Of two numbers, the one with more digits is the larger.
		if order := cmp.Or(cmp.Compare(m, n), strings.Compare(x[:m], y[:n])); order != 0 {
			return order
		}
		x, y = x[m:], y[n:]
	}
	return cmp.Compare(len(x), len(y))
}

// digits returns how many digits a text starts with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
