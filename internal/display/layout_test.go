package display

import (
	"slices"
	"strings"
	"testing"
)

func TestWidthIsThatOfWhatIsShown(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"": 0, "abc": 3, "日本": 4, "e\u0301": 1, "a\x1b\u200bb": 2, "👩\u200d💻": 2} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestPaddingFillsToTheWidth(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ s, right, left string }{
		{"ab", "ab  ", "  ab"}, {"日", "日  ", "  日"}, {"abcdef", "abcdef", "abcdef"}, {"a\nb", "a b ", " a b"},
	} {
		if got := Pad(test.s, 4); got != test.right {
			t.Errorf("Pad(%q) = %q, want %q", test.s, got, test.right)
		}
		if got := PadLeft(test.s, 4); got != test.left {
			t.Errorf("PadLeft(%q) = %q, want %q", test.s, got, test.left)
		}
	}
}

func TestTruncateMarksTheCut(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		s       string
		columns int
		want    string
	}{{"abcdef", 4, "abc…"}, {"abcd", 4, "abcd"}, {"日本語", 4, "日…"}, {"abc", 0, ""}, {"abc", -1, ""}, {"a\nb", 9, "a b"}} {
		if got := Truncate(test.s, test.columns); got != test.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", test.s, test.columns, got, test.want)
		}
	}
}

func TestWrapBreaksBetweenWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		s       string
		columns int
		want    []string
	}{
		{"", 10, nil},
		{" \n ", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 8, []string{"one two", "three"}},
		{"one\n\ntwo", 80, []string{"one two"}},
		{"aa bb cc dd", 8, []string{"aa bb cc", "dd"}},
		{"aa bb cc dd", 7, []string{"aa bb", "cc dd"}},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"abcdefgh ij", 5, []string{"abcde", "fgh", "ij"}},
		{"see https://example.com/long now", 8, []string{"see", "https://example.com/long", "now"}},
		{"日本語 日本", 4, []string{"日本", "語", "日本"}},
	} {
		if got := Wrap(test.s, test.columns); !slices.Equal(got, test.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", test.s, test.columns, got, test.want)
		}
	}
}

func TestWrapLinesKeepsLinesAndFits(t *testing.T) {
	t.Parallel()
	const s = "one two\n\nsee https://example.com/long"
	want := []string{"one two", "", "see", "https://", "example.", "com/long"}
	if got := WrapLines(s, 8); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for columns := 1; columns < 30; columns++ {
		lines := WrapLines(s, columns)
		for _, line := range lines {
			if Width(line) > columns {
				t.Errorf("%d columns: %q", columns, line)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != "onetwoseehttps://example.com/long" {
			t.Errorf("%d columns: text lost: %q", columns, got)
		}
	}
}

func TestHangIndentsEveryLineButTheFirst(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text    string
		columns int
		want    []string
	}{
		{"one two\nthree", 12, []string{" 1. one two", "    three"}},
		{"one", 12, []string{" 1. one"}},
		{"", 12, []string{" 1. "}},
		{"日本語", 8, []string{" 1. 日本", "    語"}},
		{"https://example.com", 12, []string{" 1. https://", "    example.", "    com"}},
	} {
		if got := Hang(" 1. ", test.text, test.columns); !slices.Equal(got, test.want) {
			t.Errorf("Hang(%q, %d) = %q, want %q", test.text, test.columns, got, test.want)
		}
	}
}

func TestCountHasASingular(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 points", 1: "1 point", 2: "2 points"} {
		if got := Count(n, "point"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
