package store

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameLimit is how many bytes of somebody's text a file name takes over. Names
// end at 255 bytes on most file systems, at 143 on some that encrypt.
const nameLimit = 40

// slug returns somebody's text as a part of a file name that is safe on every
// system: lower-case letters and digits of any script, and single hyphens
// between them. It is empty when there are none.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.Nd)
	})
	return strings.TrimRight(cut(strings.Join(words, "-"), nameLimit), "-")
}

// cut returns at most limit bytes of s, whole characters only.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// fingerprint tells apart what slugs make equal.
func fingerprint(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// join joins the parts of a name that are not empty.
func join(parts ...string) string {
	var filled []string
	for _, part := range parts {
		if part != "" {
			filled = append(filled, part)
		}
	}
	return strings.Join(filled, "-")
}

// numbered ends names that would be the same: nothing for the first, "-2" for
// the second.
func numbered(n int) string {
	if n == 1 {
		return ""
	}
	return "-" + strconv.Itoa(n)
}
