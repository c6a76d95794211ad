package report

import (
	"testing"
	"unicode/utf8"
)

func TestCleanLeavesOneLineOfVisibleText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"plain", "plain"},
		{"two\nlines\tand\rmore\u2028here", "two lines and more here"},
		{"\x1b[31mred\x1b]0;title\x07", "[31mred]0;title"},
		{"\u009b31m\x7f\x00", "31m"},
		{"a\u202eb\u2066c\u200fd", "abcd"},
		{"\ufeffa\u200bb\u00adc\U000e0041", "abc"},
		{"\xff", "\uFFFD"},
		{"نمی\u200cخواهم 👩\u200d💻 é", "نمی\u200cخواهم 👩\u200d💻 é"},
	} {
		if got := clean(test.text); got != test.want {
			t.Errorf("clean(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzCleanTextIsSafeAndStable(f *testing.F) {
	f.Add(harm)
	f.Fuzz(func(t *testing.T, s string) {
		once := clean(s)
		if clean(once) != once || !utf8.ValidString(once) {
			t.Errorf("clean(%q) = %q, which is not clean", s, once)
		}
		for _, r := range once {
			if hidden(r) || r == '\n' {
				t.Errorf("clean(%q) holds %U", s, r)
			}
		}
	})
}

func TestOnlyTheWebIsAnAddress(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"https://example.com": true, "HTTP://example.com/a?b=c": true, "https://": false, "http:example.com": false,
		"javascript://example.com": false, "ftp://example.com": false, "example.com": false, "": false,
	} {
		if isURL(word) != want {
			t.Errorf("isURL(%q) = %t", word, !want)
		}
	}
}
