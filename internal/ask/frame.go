package ask

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/display"
)

// From top to bottom, the window shows a header, a line for "more above", the
// body, a line for "more below", the choosing rule, and the keys. Only the body
// scrolls.

const (
	minWidth, minHeight = 30, 8 // anything smaller is unreadable
	maxText             = 96    // longer lines are hard to read
	shortWindow         = 16    // below this height the keys get one line
	wideWindow          = 56    // from this width on the progress bar is long
	minRest             = 3     // lines that scroll below those that don't
	margin              = " "   // before each line
)

// span is a half-open range of lines.
type span struct{ from, to int }

// below returns the span as it is counted from line n on, zero if it begins above.
func (s span) below(n int) span {
	if s.from < n {
		return span{}
	}
	return span{s.from - n, s.to - n}
}

// hint is a key and what it does; short is for narrow windows.
type hint struct{ key, long, short string }

// roominess says how generously a page is laid out.
type roominess struct {
	spaced   bool // blank lines between paragraphs
	fullRule bool // the choosing rule in full
}

// content is what a page shows.
type content struct {
	header   string // left of the progress bar
	lines    []string
	fixed    int  // how many lines don't scroll, if there is room; the last of them is blank
	focus    span // the lines to keep visible; zero for none
	cursor   span // the item under the cursor; zero for none
	hints    []hint
	bare     bool   // no progress bar and no choosing rule
	ruleless bool   // no choosing rule, since the lines have it
	more     string // where to read the whole rule if it is shortened
}

// frame is the window around a page.
type frame struct {
	look          look
	width, height int
	scroll        int
}

func (f *frame) tooSmall() bool { return f.width < minWidth || f.height < minHeight }

// textWidth is the width of a page's lines.
func (f *frame) textWidth() int { return max(1, min(f.width-2*len(margin), maxText)) }

// spread is a page laid out in the window.
type spread struct {
	content
	still        []string // the fixed lines; the others scroll
	rule, footer []string
	room         int // lines for those that scroll
}

// fit lays the page out in the roomiest way that needs no scrolling, or else in
// the tightest.
func (f *frame) fit(m *model) spread {
	var p spread
	for _, r := range []roominess{{true, true}, {false, true}, {false, false}} {
		p = spread{content: m.page.content(m, r)}
		p.footer = f.footer(m.message, p.hints)
		if !p.bare && !p.ruleless {
			p.rule = f.rule(m.bank.instructions.Choose, p.more, r.fullRule)
		}
		p.room = max(1, f.height-3-len(p.rule)-len(p.footer)) // 3: the header and the lines for "more"
		if len(p.lines) <= p.room {
			return p
		}
	}
	if n := p.fixed; n > 0 && p.room-n >= minRest {
		p.still, p.lines, p.room = p.lines[:n], p.lines[n:], p.room-n
		p.focus, p.cursor = p.focus.below(n), p.cursor.below(n)
	}
	return p
}

// rule returns the choosing rule, in one line unless full.
func (f *frame) rule(text, more string, full bool) []string {
	lines := display.WrapLines(text, f.textWidth())
	switch {
	case text == "":
		return nil
	case full:
		lines = append(lines, "")
	case len(lines) > 1:
		lines = []string{display.Truncate(text, f.textWidth()-len(more)) + more}
	}
	for i := range lines {
		lines[i] = f.look.quiet.Render(lines[i])
	}
	return lines
}

// footer returns the keys, or the message if there is one.
func (f *frame) footer(message string, hints []hint) []string {
	if message != "" {
		lines := display.WrapLines(message, f.textWidth())
		if len(lines) > 2 {
			lines = []string{lines[0], display.Truncate(strings.Join(lines[1:], " "), f.textWidth())}
		}
		for i := range lines {
			lines[i] = f.look.alert.Render(lines[i])
		}
		return lines
	}
	most := 2
	if f.height < shortWindow {
		most = 1
	}
	lines, all := f.flow(hints, most, true)
	if !all {
		lines, _ = f.flow(hints, most, false)
	}
	return lines
}

// flow lays hints out in at most that many lines and reports whether all of
// them fit.
func (f *frame) flow(hints []hint, most int, long bool) ([]string, bool) {
	lines, used := []string{""}, 0
	for _, h := range hints {
		what := h.short
		if long {
			what = h.long
		}
		size := display.Width(h.key) + 1 + display.Width(what)
		if used > 0 && used+2+size > f.textWidth() {
			if len(lines) == most {
				return lines, false
			}
			lines, used = append(lines, ""), 0
		}
		if used > 0 {
			lines[len(lines)-1] += "  "
			used += 2
		}
		lines[len(lines)-1] += f.look.strong.Render(h.key) + f.look.quiet.Render(" "+what)
		used += size
	}
	return lines, true
}

// follow scrolls no further than it takes to show the focus.
func (f *frame) follow(p spread) {
	focus := p.focus
	switch {
	case focus == span{}:
	case focus.to <= p.room:
		f.scroll = 0
	case focus.from < f.scroll:
		f.scroll = focus.from
	case focus.to > f.scroll+p.room:
		f.scroll = min(focus.from, focus.to-p.room)
	}
}

// shows reports whether the first of some lines is in the window.
func (f *frame) shows(s span, p spread) bool {
	return s == span{} || s.from >= f.scroll && s.from < f.scroll+p.room
}

func (f *frame) clamp(p spread) {
	f.scroll = max(0, min(f.scroll, len(p.lines)-p.room))
}

// draw returns the whole window.
func (f *frame) draw(m *model, p spread) string {
	end := min(len(p.lines), f.scroll+p.room)
	above, below := "", ""
	if f.scroll > 0 {
		above = f.look.alert.Render(fmt.Sprintf("↑ %d more, PgUp", f.scroll))
	}
	if rest := len(p.lines) - end; rest > 0 {
		below = f.look.alert.Render(fmt.Sprintf("↓ %d more, PgDn", rest))
	}
	lines := []string{f.header(m, p.content)}
	if len(p.still) > 0 {
		lines = append(append(lines, ""), p.still[:len(p.still)-1]...) // "more" is on the blank line at their end
	}
	lines = append(append(lines, above), p.lines[f.scroll:end]...)
	lines = append(append(lines, below), p.rule...)
	for len(lines)+len(p.footer) < f.height {
		lines = append(lines, "")
	}
	lines = append(lines, p.footer...)
	for i := range lines {
		lines[i] = strings.TrimRight(margin+ansi.Truncate(lines[i], f.width-len(margin), ""), " ")
	}
	return strings.Join(lines, "\n")
}

func (f *frame) header(m *model, c content) string {
	if c.bare {
		return f.look.strong.Render(display.Truncate(c.header, f.textWidth()))
	}
	p := m.bank.progress(m.session.Answers)
	left := display.Pad(display.Truncate(c.header, f.headerWidth()), f.headerWidth())
	return f.look.quiet.Render(left) + "  " + f.look.bar(p.answered, p.total, f.barWidth())
}

func (f *frame) headerWidth() int { return f.textWidth() - f.barWidth() - 2 }

func (f *frame) barWidth() int {
	if f.width < wideWindow {
		return 6
	}
	return 20
}

// drawTooSmall says what to do about a window that is too small for any page.
func (f *frame) drawTooSmall() string {
	const text = "This window is too small. Enlarge it, or press Ctrl-S to quit and use --accessible."
	lines := display.WrapLines(text, max(1, f.width))
	return strings.Join(lines[:min(len(lines), max(1, f.height))], "\n")
}
