package ask

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// clean makes text safe for a terminal: escape sequences go, and so does every
// control character but the line break, and the marks that turn the direction
// of writing, which can disguise what a line says.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\t", " ")
	return strings.TrimSpace(strings.Map(printable, ansi.Strip(s)))
}

func printable(r rune) rune {
	turnsDirection := unicode.Is(unicode.Bidi_Control, r)
	if r != '\n' && (unicode.IsControl(r) || turnsDirection) {
		return -1
	}
	return r
}

// oneLine is clean without line breaks and repeated spaces.
func oneLine(s string) string {
	return strings.Join(strings.Fields(clean(s)), " ")
}

// wrap breaks text into lines of at most width columns, inside a word only
// where the word alone is wider.
func wrap(s string, width int) []string {
	lines := strings.Split(ansi.Wrap(s, max(width, 1), ""), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// wrapHanging wraps text behind a label; further lines begin below the text.
func wrapHanging(label, text string, width int) []string {
	indent := ansi.StringWidth(label)
	lines := wrap(text, width-indent)
	for i := range lines {
		if i == 0 {
			lines[i] = label + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + lines[i]
	}
	return lines
}

// shorten cuts text to width columns and marks the cut.
func shorten(s string, width int) string {
	return ansi.Truncate(s, max(width, 0), "…")
}

// pad fills text with spaces to width columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}
