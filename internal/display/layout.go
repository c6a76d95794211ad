package display

import (
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// Width returns how many terminal columns s takes once it is clean.
func Width(s string) int { return ansi.StringWidth(Clean(s)) }

// Pad cleans s and pads it with spaces on the right to that many columns.
func Pad(s string, columns int) string { return Clean(s) + fill(s, columns) }

// PadLeft is [Pad] with the spaces on the left, for numbers.
func PadLeft(s string, columns int) string { return fill(s, columns) + Clean(s) }

func fill(s string, columns int) string { return strings.Repeat(" ", max(columns-Width(s), 0)) }

// Truncate cleans s and cuts it to that many columns; "…" marks the cut.
func Truncate(s string, columns int) string { return ansi.Truncate(Clean(s), max(columns, 0), "…") }

// Wrap cleans s and breaks it into lines between words. A word wider than a line
// is broken, but not a URL, which would stop working: it gets its own line. Blank
// text has no lines.
func Wrap(s string, columns int) []string { return wrap(s, columns, IsURL) }

// WrapLines is [Wrap] for text of several lines where nothing may be wider than
// the screen: URLs are broken too, and blank lines stay.
func WrapLines(s string, columns int) []string {
	var lines []string
	for line := range strings.SplitSeq(CleanLines(s), "\n") {
		wrapped := wrap(line, columns, func(string) bool { return false })
		if len(wrapped) == 0 {
			wrapped = []string{""}
		}
		lines = append(lines, wrapped...)
	}
	return lines
}

// Hang wraps a text of one line after a label and indents the lines below to
// match. As with WrapLines, no line is wider than that many columns.
func Hang(label, s string, columns int) []string {
	indent := Width(label)
	lines := WrapLines(Clean(s), columns-indent)
	for i := range lines {
		lines[i] = label + lines[i]
		label = strings.Repeat(" ", indent)
	}
	return lines
}

// wrap breaks s between words, and breaks words that are too wide unless whole
// says otherwise.
func wrap(s string, columns int, whole func(string) bool) []string {
	var lines []string
	line, room := "", 0
	for _, word := range strings.Fields(Clean(s)) {
		pieces := []string{word}
		if ansi.StringWidth(word) > columns && !whole(word) {
			pieces = strings.Split(ansi.Hardwrap(word, max(columns, 1), true), "\n")
		}
		for _, piece := range pieces {
			size := ansi.StringWidth(piece)
			if line != "" && size < room {
				line, room = line+" "+piece, room-size-1
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			line, room = piece, columns-size
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// ASCII returns s with the characters that the program draws with replaced by ASCII
// ones of the same width. Other characters stay.
func ASCII(s string) string {
	if isPlain(s) {
		return s
	}
	return drawings().Replace(s)
}

var drawings = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(
		"█", "#", "▓", "%", "▒", "+", "░", ".",
		"▁", "_", "▂", "1", "▃", "2", "▄", "3", "▅", "4", "▆", "5", "▇", "6",
		"━", "=", "─", "-", "│", "|", "┃", "|",
		"┣", "|", "├", "|", "╋", "+", "┼", "+", "┫", "|", "┤", "|",
		"●", "O", "○", "o", "•", "*", "·", "-", "→", ">", "…", "~",
		"↑", "^", "↓", "v", "←", "<", "⚠", "!", "✓", "x",
	)
})
