package store

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameLimit is how many bytes of a text a file name contains. Most file systems
// limit names to 255 bytes, some encrypted ones to 143.
const nameLimit = 40

// slug returns a text as part of a file name that is safe on every system: lowercase
// letters and digits of any script, with single hyphens between words.
func slug(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.Nd)
	})
	return strings.TrimRight(cut(strings.Join(words, "-"), nameLimit), "-")
}

// cut returns at most limit bytes of s without splitting a character.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// fingerprint distinguishes texts with equal slugs.
func fingerprint(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:4])
}

// join joins the non-empty parts of a name.
func join(parts ...string) string {
	var filled []string
	for _, part := range parts {
		if part != "" {
			filled = append(filled, part)
		}
	}
	return strings.Join(filled, "-")
}

// numbered returns a suffix for equal names: "" for the first, "-2" for the second.
func numbered(n int) string {
	if n == 1 {
		return ""
	}
	return "-" + strconv.Itoa(n)
}
