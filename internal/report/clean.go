package report

import (
	"net/url"
	"strings"
	"unicode"
)

// clean makes foreign text harmless on one line of a terminal or of Markdown.
// Line ends and tabs become spaces. Control characters are dropped, and so are
// invisible ones that change how the text around them is read or shown. What
// remains of an escape sequence is ordinary text, and stays visible.
func clean(s string) string {
	return strings.Map(harmless, strings.ToValidUTF8(s, "\uFFFD"))
}

func harmless(r rune) rune {
	switch {
	case ' ' <= r && r <= '~': // nearly all, and looking in tables takes its time
	case unicode.In(r, unicode.Zl, unicode.Zp), r == '\n', r == '\t', r == '\r', r == '\u0085':
		return ' '
	case hidden(r):
		return -1
	}
	return r
}

// hidden reports whether r acts without being seen: control characters (C0,
// DEL, C1), marks and overrides of the direction of writing, zero-width
// spaces, tags. The two joiners stay, which Persian, Hindi and emoji
// need, and the signs that Unicode counts as formatting although they show.
func hidden(r rune) bool {
	if r == '\u200c' || r == '\u200d' || unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// isURL reports whether a word is an address that may become a link: http or
// https, with a host.
func isURL(word string) bool {
	lower := strings.ToLower(word)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return false
	}
	u, err := url.Parse(word)
	return err == nil && u.Host != ""
}
