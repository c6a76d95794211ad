package store

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSlugsAreReadable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                             "",
		"Search":                       "search",
		"  Search & Discovery  ":       "search-discovery",
		"Süd":                          "süd",
		"Su\u0308d":                    "su\u0308d",
		"検索":                           "検索",
		"हिन्दी":                       "हिन्दी",
		"../../etc/passwd":             "etc-passwd",
		`C:\con`:                       "c-con",
		"-rf *":                        "rf",
		"a\x00b\nc\x1b[2J":             "a-b-c-2j",
		"\u202ea\u200bb":               "a-b",
		"\xff\xfe":                     "",
		"😀":                            "",
		"a@1.yaml":                     "a-1-yaml",
		strings.Repeat("x", 40):        strings.Repeat("x", 40),
		strings.Repeat("x", 41):        strings.Repeat("x", 40),
		strings.Repeat("x", 38) + "ü":  strings.Repeat("x", 38) + "ü",
		strings.Repeat("x", 39) + "ü":  strings.Repeat("x", 39),
		strings.Repeat("x", 50):        strings.Repeat("x", 40),
		strings.Repeat("ü", 50):        strings.Repeat("ü", 20),
		strings.Repeat("索", 50):        strings.Repeat("索", 13),
		strings.Repeat("x", 39) + " y": strings.Repeat("x", 39),
	} {
		if got := slug(text); got != want {
			t.Errorf("slug(%q) = %q, expected %q", text, got, want)
		}
	}
}

func FuzzSlugIsASafeFileName(f *testing.F) {
	for _, text := range []string{"", "Search", "../..", "a/b", "\xff", "ü ", "İ", "日本", "a\u0300"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := slug(text)
		if len(got) > nameLimit || !utf8.ValidString(got) || strings.ContainsAny(got, `/\:*?"<>|.@ `+"\x00\n") ||
			strings.HasPrefix(got, "-") || strings.HasSuffix(got, "-") {
			t.Errorf("slug(%q) = %q", text, got)
		}
		if got != "" && filepath.Base(got) != got {
			t.Errorf("slug(%q) = %q is not a name", text, got)
		}
	})
}
