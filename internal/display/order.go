package display

import (
	"cmp"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Composed returns a text in the composed form (NFC), in which what looks the same
// is the same. Some systems write "ä" as two characters.
func Composed(s string) string { return norm.NFC.String(s) }

// IsComposed reports whether [Composed] would change nothing.
func IsComposed(s []byte) bool { return norm.NFC.IsNormal(s) }

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
	x, y := a, b
	if !isASCII(a) || !isASCII(b) {
		x, y = Fold(a), Fold(b)
	}
	return cmp.Or(byNumber(x, y, lower), strings.Compare(a, b))
}

// Sort sorts names by [Compare].
func Sort(names []string) {
	sort.Slice(names, func(i, j int) bool { return Compare(names[i], names[j]) < 0 })
}

// ByNumber orders texts by the numbers in them: "2.3" before "2.10".
func ByNumber(x, y string) int {
	return byNumber(x, y, func(c byte) byte { return c })
}

func byNumber(x, y string, as func(byte) byte) int {
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		order := 0
		if m == 0 || n == 0 {
			m, n = 1, 1
			order = cmp.Compare(as(x[0]), as(y[0]))
		} else { // the number with more digits is the larger
			order = cmp.Or(cmp.Compare(m, n), strings.Compare(x[:m], y[:n]))
		}
		if order != 0 {
			return order
		}
		x, y = x[m:], y[n:]
	}
	return cmp.Compare(len(x), len(y))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// digits returns how many digits a text starts with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
