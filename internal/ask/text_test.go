package ask

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestCleanLeavesNothingThatATerminalObeys(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"plain — ünïcode 日本 👩‍🚀", "plain — ünïcode 日本 👩‍🚀"},
		{"\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"\x1b]0;title\x07text", "]0;titletext"},
		{"a\x00b\x08c\x7fd\u009be", "abcde"},
		{"tab\there\r\nnext", "tab here\nnext"},
		{"left\u202eright\u2066", "leftright"},
		{"bad \xff byte", "bad \uFFFD byte"},
	}
	for _, test := range tests {
		if got := clean(test.in); got != test.want {
			t.Errorf("clean(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzCleanNeverKeepsControls(f *testing.F) {
	f.Add("\x1b[2J\x1b]8;;x\x07\u0085")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range clean(s) {
			if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0) {
				t.Fatalf("clean(%q) keeps %q", s, r)
			}
		}
	})
}

func TestWrapHangingKeepsWidthAndWords(t *testing.T) {
	t.Parallel()
	const text = "Before choosing a model, we compare candidates on our own well-known tasks."
	for width := 16; width < 90; width++ {
		lines := wrapHanging("  1. ", text, width)
		for i, line := range lines {
			if ansi.StringWidth(line) > width {
				t.Errorf("width %d: %q", width, line)
			}
			if i > 0 && !strings.HasPrefix(line, "     ") {
				t.Errorf("width %d: %q does not hang", width, line)
			}
		}
		got := strings.ReplaceAll(words(strings.Join(lines, " ")), "- ", "-")
		if got != "1. "+text {
			t.Errorf("width %d: words lost: %q", width, got)
		}
	}
}
