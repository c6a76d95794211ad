package display

import (
	"cmp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

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
func Fold(s string) string { return string(AppendFold(nil, s)) }

// AppendFold appends what [Fold] returns to folded. A name that is nothing but accents
// stays as it is.
func AppendFold(folded []byte, s string) []byte {
	before := len(folded)
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			folded = append(folded, lower(s[i]))
			i++
			continue
		}
		character := norm.NFKD.PropertiesString(s[i:])
		size := max(character.Size(), 1)
		parts := character.Decomposition()
		if parts == nil {
			folded = appendFolded(folded, s[i:i+size])
		}
		folded = appendFolded(folded, string(parts))
		i += size
	}
	if len(folded) == before {
		folded = append(folded, s...)
	}
	return folded
}

func appendFolded(folded []byte, parts string) []byte {
	for _, r := range parts {
		switch r = unicode.ToLower(r); {
		case 0x300 <= r && r <= 0x36F:
		case whole[r] != "":
			folded = append(folded, whole[r]...)
		default:
			folded = utf8.AppendRune(folded, r)
		}
	}
	return folded
}

// whole are letters whose accent is part of the character.
var whole = map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ı': "i"}

// Compare orders names as people expect: by what is left of them after [Fold], with
// numbers by their value, so "Äpfel" comes before "Zoll" and "team 2" before
// "Team 10". It returns 0 only for equal names.
func Compare(a, b string) int {
	return cmp.Or(CompareFolded(a, b), strings.Compare(a, b))
}

// CompareFolded is [Compare] for names that may be spelled in several ways: it returns
// 0 if [Fold] leaves the same of them.
func CompareFolded(a, b string) int { return byNumber(sortKey(a), sortKey(b), lower) }

// sortKey is Fold without the lower case of ASCII, which comparing sees to.
func sortKey(s string) string {
	if isASCII(s) {
		return s
	}
	return Fold(s)
}

// Sort sorts names by [Compare]. There may be a million.
func Sort(names []string) {
	type keyed struct{ name, key string }
	sorted := make([]keyed, len(names))
	for i, name := range names {
		sorted[i] = keyed{name, sortKey(name)}
	}
	sort.Slice(sorted, func(i, j int) bool {
		a, b := &sorted[i], &sorted[j]
		return cmp.Or(byNumber(a.key, b.key, lower), strings.Compare(a.name, b.name)) < 0
	})
	for i := range sorted {
		names[i] = sorted[i].name
	}
}

// ByNumber orders texts by the numbers in them: "2.3" before "2.10".
func ByNumber(x, y string) int {
	return byNumber(x, y, func(c byte) byte { return c })
}

func byNumber(x, y string, as func(byte) byte) int {
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		var order int
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
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
