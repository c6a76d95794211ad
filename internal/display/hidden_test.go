package display

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// harm is text that acts on terminals, editors and logs.
const harm = "\x1b]0;x\x07\u202eesrever\u2066\u200b\U000e0041\ufeff\r\n##[x]\u2028::y\xff"

func TestCleanLeavesOneLineOfVisibleText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"plain", "plain"},
		{"two\nlines\tand\rmore\u2028here\r\nthen", "two lines and more here then"},
		{"\x1b[31mred\x1b]0;title\x07", "[31mred]0;title"},
		{"\u009b31m\x7f\x00", "31m"},
		{"a\u202eb\u2066c\u200fd", "abcd"},
		{"\ufeffa\u200bb\u00adc\U000e0041\ufffe", "abc"},
		{"\xff", "\uFFFD"},
		{"\u0600 nbsp\u00a0 é 日本 e\u0301", "\u0600 nbsp\u00a0 é 日本 e\u0301"},
	} {
		if got := Clean(test.text); got != test.want {
			t.Errorf("Clean(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestCleanLinesKeepsLineEnds(t *testing.T) {
	t.Parallel()
	if got, want := CleanLines("a\tb\r\n\nc\u2028d\x1b"), "a b\n\nc d"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestJoinersStayWhereAScriptNeedsThem(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"نمی\u200cخواهم", "نمی\u200cخواهم"},
		{"क्\u200dष क्\u200cष", "क्\u200dष क्\u200cष"},
		{"👩\u200d💻 ❤\ufe0f\u200d🔥 👨🏽\u200d🚀 👩\u200d⚕\ufe0f", "👩\u200d💻 ❤\ufe0f\u200d🔥 👨🏽\u200d🚀 👩\u200d⚕\ufe0f"},
		{"\u200cب", "ب"},
		{"ب\u200c", "ب"},
		{"ب\u200c ب", "ب ب"},
		{"Sea\u200drch П\u200cр", "Search Пр"},
		{"ب\u200c\u200dب", "بب"},
		{"\u200d", ""},
	} {
		if got := Clean(test.text); got != test.want {
			t.Errorf("Clean(%+q) = %+q, want %+q", test.text, got, test.want)
		}
		if HasHidden(test.text) != (test.text != test.want) {
			t.Errorf("HasHidden(%+q) = %t", test.text, HasHidden(test.text))
		}
	}
}

func TestEscapeShowsWhatIsHidden(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"":                   "",
		"plain é 日本 😀":       "plain é 日本 😀",
		`a\b "c" 'd'`:        `a\b "c" 'd'`,
		"two\nlines\ttab\r":  `two\nlines\ttab\r`,
		"\x1b[2J\a\x00\x7f":  `\x1b[2J\a\x00\x7f`,
		"\u009b31m\u0085":    `\u009b31m\u0085`,
		"a\xffb":             `a\ufffdb`,
		"\u202ertl\u2066":    `\u202ertl\u2066`,
		"zero\u200bwidth":    `zero\u200bwidth`,
		"\ufeffbom":          `\ufeffbom`,
		"\u2028\u2029":       `\u2028\u2029`,
		"\ufffe\uffff":       `\ufffe\uffff`,
		"\U000e0041":         `\U000e0041`,
		"nbsp\u00a0e\u0301!": "nbsp\u00a0e\u0301!",
	} {
		if got := Escape(s); got != want {
			t.Errorf("Escape(%q) = %s, expected %s", s, got, want)
		}
	}
}

func TestCleanAndEscapeLeaveNothingHidden(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := "a" + string(r) + "b"
		escaped := Escape(s)
		if HasHidden(escaped) || !utf8.ValidString(escaped) || Escape(escaped) != escaped {
			t.Fatalf("%U is escaped as %q", r, escaped)
		}
		if HasHidden(s) == (escaped == s) {
			t.Fatalf("%U is hidden: %t, but escaped as %q", r, HasHidden(s), escaped)
		}
		if HasHidden(Clean(s)) {
			t.Fatalf("%U stays in %q", r, Clean(s))
		}
	}
}

func FuzzCleanTextIsSafeAndStable(f *testing.F) {
	f.Add(harm)
	f.Add("ب\u200c\u200dب")
	f.Fuzz(func(t *testing.T, s string) {
		for name, clean := range map[string]func(string) string{"Clean": Clean, "CleanLines": CleanLines} {
			once := clean(s)
			if clean(once) != once || !utf8.ValidString(once) {
				t.Errorf("%s(%q) = %q, which is not clean", name, s, once)
			}
			if HasHidden(strings.ReplaceAll(once, "\n", "")) || name == "Clean" && strings.Contains(once, "\n") {
				t.Errorf("%s(%q) = %q, which has hidden characters", name, s, once)
			}
		}
		if HasHidden(Escape(s)) {
			t.Errorf("Escape(%q) = %q", s, Escape(s))
		}
	})
}

func TestEscapedJSONHoldsTheSameTextVisibly(t *testing.T) {
	t.Parallel()
	want := map[string]string{"plain": "a\"b", "hidden": strings.ToValidUTF8(harm, "?"), "joined": "نمی\u200cخواهم", "high": "\U000e0041"}
	asJSON, err := json.MarshalIndent(want, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	escaped := EscapeJSON(string(asJSON))
	if HasHidden(strings.ReplaceAll(escaped, "\n", "")) {
		t.Errorf("hidden characters in %q", escaped)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(escaped), &got); err != nil {
		t.Fatal(err)
	}
	for key, text := range want {
		if got[key] != text {
			t.Errorf("%s reads back as %q, want %q", key, got[key], text)
		}
	}
	if !strings.Contains(escaped, "\u200c") || strings.Contains(escaped, `\u200c`) {
		t.Errorf("the joiner of a Persian word is escaped: %s", escaped)
	}
}
