package report

import (
	"regexp"
	"strings"
	"testing"
)

func TestTextHasNoMarkdownOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"plain words, 13 of 28 (2026-11-23).", "plain words, 13 of 28 (2026-11-23)."},
		{"2026-11-23", "2026-11-23"},
		{"# no heading", `\# no heading`},
		{"1. no list", `1\. no list`},
		{"2) no list", `2\) no list`},
		{"- no list", `\- no list`},
		{"> no quote", "&gt; no quote"},
		{"    no code", "no code"},
		{"*a* _b_ `c` ~~d~~ $e$", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\$e\\$"},
		{"a|b\nc", `a\|b c`},
		{"<b onclick=x>&amp;", "&lt;b onclick=x&gt;&amp;amp;"},
		{"![x](javascript:y)", `!\[x\](javascript:y)`},
		{`\|`, `\\\|`},
		{"see https://example.com/a_b|c.", "see <https://example.com/a_b%7Cc>."},
		{"\x1b[31mred\u202e", `\[31mred`},
	} {
		if got := string(text(test.text)); got != test.want {
			t.Errorf("text(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

func TestLinkedLeadsOnlyToTheWeb(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ title, address, want string }{
		{"A [b]", "https://example.com/a(b)", `[A \[b\]](https://example.com/a%28b%29)`},
		{"A", "javascript:alert(1)", "A javascript:alert(1)"},
		{"A", "HTTP://example.com/ö\x07", "[A](HTTP://example.com/%C3%B6)"},
		{"A", "", "A"},
	} {
		if got := string(linked(test.title, test.address)); got != test.want {
			t.Errorf("linked(%q, %q) = %s, want %s", test.title, test.address, got, test.want)
		}
	}
}

// active is what foreign text would need to act in Markdown: a tag that is not
// an address, a link or image to anything but the web, code, emphasis.
var active = regexp.MustCompile("(^|[^\\\\])(<[^h\n]|\\]\\([^h]|`|\\$|~)")

func TestHostileMarkdownStaysText(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		document := string(rendered(t, f.markdown))
		if found := active.FindString(document); found != "" {
			t.Errorf("%s: %q is not escaped", name, found)
		}
		checkTables(t, name, document)
	}
}

// checkTables checks that each row of a table has the cells of the row above.
func checkTables(t *testing.T, name, document string) {
	t.Helper()
	escaped, cells := strings.NewReplacer(`\\`, "", `\|`, ""), 0
	for line := range strings.Lines(document) {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := strings.Count(escaped.Replace(line), "|")
		if cells != 0 && n != cells {
			t.Errorf("%s: %d cells where the row above has %d: %s", name, n, cells, line)
		}
		cells = n
	}
}
