package report

import (
	"strings"
	"testing"
)

// printed returns what f prints on a page of that many columns.
func printed(columns int, f func(*textPage)) string {
	p := newTextPage(Style{Width: columns})
	f(p)
	return p.b.String()
}

func TestTableAlignsAndWrapsOneColumn(t *testing.T) {
	t.Parallel()
	rows := alignRight([][]span{
		{{"a", plain}, {"some words to wrap here", plain}, {"9", plain}},
		{{"長い", plain}, {"few", plain}, {"100", plain}},
	}, 2)
	below := []span{{}, {"! note", alert}}
	for columns, want := range map[int]string{
		80: `
  a     some words to wrap here    9
  長い  few                      100
        ! note
`,
		30: `
  a     some words to        9
        wrap here
  長い  few                100
        ! note
`,
	} {
		if got := printed(columns, func(p *textPage) { p.table(rows, 1, below) }); got != want[1:] {
			t.Errorf("at %d columns:\n%s\nwant:%s", columns, got, want)
		}
	}
}

func TestProfileIsSideBySideOnlyIfItFits(t *testing.T) {
	t.Parallel()
	known, unknown := scored(t)["known"].Dimensions, scored(t)["unknown"].Dimensions
	for _, test := range []struct {
		name    string
		columns int
		lines   int
		want    string
	}{
		{"known", 120, 4, "Deployment"},
		{"known", 80, 4, "Deployment"},
		{"known", 40, 7, "Strategy"},
		{"unknown", 80, 7, "! at zero, critical\n"},
		{"unknown", 40, 10, "\n              ! at zero, critical\n"},
	} {
		dimensions := known
		if test.name == "unknown" {
			dimensions = unknown
		}
		got := printed(test.columns, func(p *textPage) { profile(dimensions).asText(p) })
		if strings.Count(got, "\n") != test.lines || !strings.Contains(got, test.want) {
			t.Errorf("%s at %d columns, want %d lines:\n%s", test.name, test.columns, test.lines, got)
		}
	}
}

func TestProfileShowsEveryDimensionOnce(t *testing.T) {
	t.Parallel()
	dimensions := scored(t)["known"].Dimensions
	for n := 1; n <= len(dimensions); n++ {
		for _, columns := range []int{30, 40, 80, 100} {
			got := printed(columns, func(p *textPage) { profile(dimensions[:n]).asText(p) })
			for _, d := range dimensions[:n] {
				if strings.Count(got, d.Dimension.Name) != 1 {
					t.Errorf("%d dimensions at %d columns: %s is not shown once:\n%s", n, columns, d.Dimension.Name, got)
				}
			}
		}
	}
}

func TestPartsBreakBetweenParts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		parts []string
		want  string
	}{
		{nil, ""},
		{[]string{"one"}, "  one\n"},
		{[]string{"one two", "three four", "five six seven", "eight"}, "  one two · three four\n  five six seven · eight\n"},
	} {
		if got := printed(30, func(p *textPage) { p.parts(indent, test.parts, plain) }); got != test.want {
			t.Errorf("%q becomes %q, want %q", test.parts, got, test.want)
		}
	}
}

func TestATitleAndItsAsideShareALineOrAreBelowEachOther(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ left, right, want string }{
		{"left", "right", "left" + strings.Repeat(" ", 21) + "right\n"},
		{strings.Repeat("l", 24), "right", strings.Repeat("l", 24) + "\nright\n"},
		{"left \x1b", "r\nt", "left" + strings.Repeat(" ", 23) + "r t\n"},
	} {
		got := printed(30, func(p *textPage) { title{text: test.left, aside: test.right}.asText(p) })
		if got != test.want {
			t.Errorf("%q and %q become %q, want %q", test.left, test.right, got, test.want)
		}
	}
}

func TestWidthHasADefaultAndLimits(t *testing.T) {
	t.Parallel()
	for given, want := range map[int]int{0: 80, -5: 30, 1: 30, 30: 30, 64: 64, 100: 100, 500: 100} {
		if got := (Style{Width: given}).columns(); got != want {
			t.Errorf("width %d means %d columns, want %d", given, got, want)
		}
	}
}
