package report

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/display"

	"github.com/charmbracelet/x/ansi"
)

// withHarm is everything, also with hostile texts.
func withHarm(t *testing.T) map[string]formats {
	t.Helper()
	all := everything(t)
	m, s := hostile()
	all["hostile assessment"] = assessmentFormats(mustScore(t, m, s))
	all["hostile level"] = levelFormats(m, &m.Levels[1])
	all["hostile levels"] = levelsFormats(m)
	all["hostile questions"] = questionsFormats(&m.Bank, "")
	all["hostile question"] = questionsFormats(&m.Bank, "safety.content")
	return all
}

func TestNoLineIsWiderThanThePageExceptAddresses(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		for _, columns := range []int{30, 40, 80, 120} {
			text := rendered(t, func(w io.Writer) error { return f.text(w, Style{Width: columns}) })
			for line := range strings.Lines(string(text)) {
				line = strings.TrimRight(line, "\n")
				if ansi.StringWidth(line) > columns && !display.IsURL(strings.TrimSpace(line)) {
					t.Errorf("%s at %d columns: %d columns in %q", name, columns, ansi.StringWidth(line), line)
				}
			}
		}
	}
}

func TestNoLineAndNoPageEndsInBlanks(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		for _, style := range []Style{{Width: 40}, {Width: 80, Color: true}} {
			text := rendered(t, func(w io.Writer) error { return f.text(w, style) })
			for line := range strings.Lines(string(text)) {
				if plain := strings.TrimSuffix(ansi.Strip(line), "\n"); plain != strings.TrimRight(plain, " ") {
					t.Errorf("%s: %q ends in blanks", name, line)
				}
			}
			if bytes.Contains(text, []byte("\n\n\n")) {
				t.Errorf("%s: two blank lines in a row", name)
			}
			if bytes.HasSuffix(text, []byte("\n\n")) {
				t.Errorf("%s ends in a blank line", name)
			}
		}
	}
}

func TestTextWithoutColorHasNoHiddenCharacters(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		for format, write := range map[string]func(io.Writer) error{
			"text":     func(w io.Writer) error { return f.text(w, Style{}) },
			"markdown": f.markdown,
			"json":     func(w io.Writer) error { return JSON(w, f.document()) },
		} {
			checkVisible(t, name+" as "+format, string(rendered(t, write)))
		}
	}
}

// own matches every escape sequence that the text renderers write: a few colours,
// and http and https links.
var own = regexp.MustCompile(`\x1b\[(0|1|2|34|36|1;33)m|\x1b\]8;;(https?://[!-~]+)?\x07`)

func TestTextWithColorHasOnlyOurOwnSequences(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		text := rendered(t, func(w io.Writer) error { return f.text(w, Style{Color: true, Hyperlinks: true}) })
		if !own.Match(text) {
			t.Errorf("%s has no colour", name)
		}
		checkVisible(t, name, own.ReplaceAllString(string(text), ""))
	}
}

func TestColorAndLinksOnlyDecorate(t *testing.T) {
	t.Parallel()
	for name, f := range everything(t) {
		bare := rendered(t, func(w io.Writer) error { return f.text(w, Style{Width: 60}) })
		drawn := rendered(t, func(w io.Writer) error { return f.text(w, Style{Width: 60, Color: true, Hyperlinks: true}) })
		if ansi.Strip(string(drawn)) != string(bare) {
			t.Errorf("%s reads differently with colour", name)
		}
	}
}

// writer counts its calls and fails if told so.
type writer struct {
	calls int
	err   error
}

func (w *writer) Write(p []byte) (int, error) {
	w.calls++
	return len(p), w.err
}

func TestRenderersWriteOnceAndReportFailure(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	for name, f := range everything(t) {
		for format, write := range map[string]func(io.Writer) error{
			"text":     func(w io.Writer) error { return f.text(w, Style{}) },
			"markdown": f.markdown,
			"json":     func(w io.Writer) error { return JSON(w, f.document()) },
		} {
			w := &writer{err: full}
			if err := write(w); !errors.Is(err, full) || w.calls != 1 {
				t.Errorf("%s as %s: %d writes, error %v", name, format, w.calls, err)
			}
		}
	}
}

func TestWrapKeepsEveryWordAndBreaksOnlyWideOnes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text    string
		columns int
		want    []string
	}{
		{"", 10, nil},
		{" \n\t", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two\nthree", 100, []string{"one two three"}},
		{"abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"長い長い", 5, []string{"長い", "長い"}},
		{"see https://example.com/long for it", 8, []string{"see", "https://example.com/long", "for it"}},
		{"see javascript://aaaaaaaa", 8, []string{"see", "javascri", "pt://aaa", "aaaaa"}},
	} {
		if got := display.Wrap(test.text, test.columns); !slices.Equal(got, test.want) {
			t.Errorf("display.Wrap(%q, %d) = %q, want %q", test.text, test.columns, got, test.want)
		}
	}
}

func TestLinksAreClickableOnlyIfAskedForAndSafe(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text    string
		style   Style
		targets []string
	}{
		{"see https://example.com/a.", Style{Hyperlinks: true}, []string{"https://example.com/a"}},
		{"see https://example.com/a", Style{}, nil},
		{"javascript:alert(1) file:///etc/passwd https://", Style{Hyperlinks: true}, nil},
		{"https://example.com/ä", Style{Hyperlinks: true}, nil},
		{"https://example.com/\x1b]8;;http://evil.example\x07", Style{Hyperlinks: true}, []string{"https://example.com/]8;;http://evil.example"}},
	} {
		p := newTextPage(test.style)
		p.prose(0, test.text, plain)
		var targets []string
		for _, found := range own.FindAllStringSubmatch(p.b.String(), -1) {
			if found[2] != "" {
				targets = append(targets, found[2])
			}
		}
		if !slices.Equal(targets, test.targets) {
			t.Errorf("%q links to %q, want %q", test.text, targets, test.targets)
		}
	}
}

func TestClosingHasTheOutcomeAndTheNextCommands(t *testing.T) {
	t.Parallel()
	m := published()
	a := mustScore(t, m, sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0))
	const outcome = "Level 2, defined (maturing): 13 of 28, 2 points to level 3."
	path := "genaiops plan " + strings.Repeat("long/", 20) + "sheet.yaml"
	for _, test := range []struct {
		width int
		next  []string
		want  string
	}{
		{80, nil, outcome},
		{100, []string{"genaiops plan a.yaml"}, outcome + " Next: genaiops plan a.yaml"},
		{80, []string{"genaiops plan a.yaml", "genaiops report a.yaml"}, outcome + "\nNext: genaiops plan a.yaml  or  genaiops report a.yaml"},
		{80, []string{path, "genaiops report"}, outcome + "\nNext: " + path + "\n      genaiops report"},
	} {
		text := rendered(t, func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: test.width, Next: test.next}) })
		if !strings.HasSuffix(string(text), "\n\n"+test.want+"\n") {
			t.Errorf("at %d columns the text ends in %q, want %q", test.width, text[len(text)-200:], test.want)
		}
	}
}
