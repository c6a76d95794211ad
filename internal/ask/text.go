package ask

import (
	"strings"

	"genaiops/internal/display"
)

// clean makes a text of several lines safe for a terminal.
func clean(s string) string { return strings.TrimSpace(display.CleanLines(s)) }

// oneLine is clean without line breaks and repeated spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(display.Clean(s)), " ") }

// wrapHanging wraps a text behind a label; further lines begin below the text.
func wrapHanging(label, text string, width int) []string {
	indent := display.Width(label)
	lines := display.WrapLines(text, width-indent)
	for i := range lines {
		if i > 0 {
			label = strings.Repeat(" ", indent)
		}
		lines[i] = label + lines[i]
	}
	return lines
}
