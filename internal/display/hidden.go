package display

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Joiners are invisible, but Persian, Hindi and emoji need them.
const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

// isHidden reports whether a terminal or an editor obeys r instead of showing
// it: control characters, line and paragraph separators, noncharacters, and
// Unicode's format characters (marks of direction, zero-width blanks, tags)
// except for those that have a glyph.
func isHidden(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// needsJoiners reports whether a joiner next to r can change how r looks. Latin,
// Greek and Cyrillic, which come before Hebrew, don't need joiners: one would only
// make equal names differ.
func needsJoiners(r rune) bool {
	const hebrew = 0x0590
	return r >= hebrew && r != utf8.RuneError && unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk)
}

// eachRune calls f for every character of s. A joiner is hidden unless it joins
// two characters that need it. A byte that isn't UTF-8 is a hidden
// [utf8.RuneError].
func eachRune(s string, f func(r rune, hidden bool)) {
	before := rune(0)
	for i, r := range s {
		hidden := isHidden(r) || r == utf8.RuneError && !strings.HasPrefix(s[i:], string(r))
		if r == joiner || r == nonJoiner {
			after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			hidden = !needsJoiners(before) || !needsJoiners(after)
		}
		f(r, hidden)
		before = r
	}
}

// isPlain reports whether s is printable ASCII, as nearly all text is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// HasHidden reports whether s contains invisible characters, line ends included,
// or isn't UTF-8.
func HasHidden(s string) bool {
	if isPlain(s) {
		return false
	}
	found := false
	eachRune(s, func(_ rune, hidden bool) { found = found || hidden })
	return found
}

// Clean returns s on one line without invisible characters. Line ends and tabs
// become spaces. The visible part of an escape sequence stays as text. No word of
// it is a command to a CI log.
func Clean(s string) string { return guardWords(clean(s, false)) }

// CleanLines is [Clean] for text of several lines, whose ends become "\n".
func CleanLines(s string) string { return clean(s, true) }

func clean(s string, keepLines bool) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	eachRune(s, func(r rune, hidden bool) {
		switch {
		case r == '\n' && keepLines, !hidden:
			b.WriteRune(r)
		case unicode.IsSpace(r), unicode.In(r, unicode.Zl, unicode.Zp):
			b.WriteByte(' ')
		}
	})
	return b.String()
}

// Escape returns s with an escape like \u202e for every invisible character,
// line ends included, and for every byte that isn't UTF-8.
func Escape(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	eachRune(s, func(r rune, hidden bool) {
		if !hidden {
			b.WriteRune(r)
			return
		}
		quoted := strconv.QuoteRuneToASCII(r)
		b.WriteString(quoted[1 : len(quoted)-1])
	})
	return b.String()
}

// EscapeJSON escapes the invisible characters in JSON, and what a CI log would take
// for a command. Line ends between tokens stay.
func EscapeJSON(json string) string {
	json = EscapeHashes(json)
	if !HasHidden(json) {
		return json
	}
	var b strings.Builder
	eachRune(json, func(r rune, hidden bool) {
		if !hidden || r == '\n' {
			b.WriteRune(r)
			return
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			b.WriteString(`\u` + strconv.FormatUint(0x10000|uint64(unit), 16)[1:])
		}
	})
	return b.String()
}
