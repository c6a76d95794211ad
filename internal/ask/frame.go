package ask

import (
	"fmt"
	"genaiops/internal/display"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// The window is drawn from top to bottom as: a header, a line for "more
// above", the body, a line for "more below", the choosing rule, and the keys.
// Only the body scrolls.

const (
	minWidth, minHeight = 30, 8 // below it nothing can be read with comfort
	maxText             = 96    // longer lines are hard to read
	shortWindow         = 16    // below it one line of keys is enough
	wideWindow          = 56    // from it on there is room for a long bar
	margin              = " "   // before each line
)

// span is a range of lines, the second not included.
type span struct{ from, to int }

// hint is a key and what it does; short is used where long does not fit.
type hint struct{ key, long, short string }

// roominess is a way to lay a page out.
type roominess struct {
	spaced   bool // blank lines between paragraphs
	fullRule bool // the choosing rule in full
}

// layouts are tried in this order until one fits without scrolling; the last
// is taken in any case.
func layouts() []roominess {
	return []roominess{{true, true}, {false, true}, {false, false}}
}

// content is what a page gives to be drawn.
type content struct {
	header string // left of the progress bar
	lines  []string
	focus  span // the lines to keep in sight; none if zero
	hints  []hint
	noRule bool   // the page has no use for the choosing rule
	noBar  bool   // nor for the progress bar
	more   string // where to read the rule in full, when it is shortened
}

// frame is a window's size and what is drawn around a page.
type frame struct {
	look          look
	width, height int
	scroll        int
}

func (f *frame) tooSmall() bool { return f.width < minWidth || f.height < minHeight }

// textWidth is how wide a page may write.
func (f *frame) textWidth() int { return max(1, min(f.width-2*len(margin), maxText)) }

// spread is a page laid out in the window.
type spread struct {
	content
	rule, footer []string
	room         int // lines for the body
}

// fit chooses the roomiest layout in which the page needs no scrolling.
func (f *frame) fit(m *model) spread {
	var p spread
	for _, r := range layouts() {
		p = f.lay(m, r)
		if len(p.lines) <= p.room {
			break
		}
	}
	return p
}

func (f *frame) lay(m *model, r roominess) spread {
	p := spread{content: m.page.content(m, r)}
	p.footer = f.footer(m.message, p.hints)
	if !p.noRule {
		p.rule = f.rule(m.bank.instructions.Choose, p.more, r.fullRule)
	}
	p.room = max(1, f.height-3-len(p.rule)-len(p.footer)) // header and the two lines for "more"
	return p
}

// rule returns the choosing rule, in one line unless full.
func (f *frame) rule(text, more string, full bool) []string {
	if text == "" {
		return nil
	}
	lines := display.WrapLines(text, f.textWidth())
	if full {
		return append(lines, "")
	}
	if len(lines) > 1 {
		lines = []string{display.Truncate(text, f.textWidth()-len(more)) + more}
	}
	return lines
}

// footer returns the keys, or a message in their place.
func (f *frame) footer(message string, hints []hint) []string {
	if message != "" {
		return f.messageLines(message)
	}
	most := 2
	if f.height < shortWindow {
		most = 1
	}
	for _, long := range []bool{true, false} {
		if lines, all := f.flow(hints, most, long); all {
			return lines
		}
	}
	lines, _ := f.flow(hints, most, false)
	return lines
}

func (f *frame) messageLines(message string) []string {
	const most = 2
	lines := display.WrapLines(message, f.textWidth())
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], display.Truncate(rest, f.textWidth()))
	}
	for i := range lines {
		lines[i] = f.look.alert.Render(lines[i])
	}
	return lines
}

// flow sets hints side by side in at most so many lines, and reports whether
// all of them found room.
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
		lines[len(lines)-1] += f.look.strong.Render(h.key) + " " + what
		used += size
	}
	return lines, true
}

// follow scrolls as little as is needed to have the focus in sight.
func (f *frame) follow(p spread) {
	focus := p.focus
	switch {
	case focus == span{}: // nothing to follow
	case focus.to <= p.room:
		f.scroll = 0
	case focus.from < f.scroll:
		f.scroll = focus.from
	case focus.to > f.scroll+p.room:
		f.scroll = min(focus.from, focus.to-p.room)
	}
}

func (f *frame) clamp(p spread) {
	f.scroll = max(0, min(f.scroll, len(p.lines)-p.room))
}

// draw returns the whole window.
func (f *frame) draw(m *model, p spread) string {
	body, above, below := f.window(p)
	lines := append([]string{f.header(m, p.content), above}, body...)
	lines = append(lines, below)
	lines = append(lines, p.rule...)
	for len(lines)+len(p.footer) < f.height {
		lines = append(lines, "")
	}
	lines = append(lines, p.footer...)
	for i := range lines {
		lines[i] = strings.TrimRight(margin+ansi.Truncate(lines[i], f.width-len(margin), ""), " ")
	}
	return strings.Join(lines, "\n")
}

// window returns the part of the body in sight and the signs around it.
func (f *frame) window(p spread) (body []string, above, below string) {
	end := min(len(p.lines), f.scroll+p.room)
	if f.scroll > 0 {
		above = f.look.alert.Render(fmt.Sprintf("↑ %d more, PgUp", f.scroll))
	}
	if rest := len(p.lines) - end; rest > 0 {
		below = f.look.alert.Render(fmt.Sprintf("↓ %d more, PgDn", rest))
	}
	return p.lines[f.scroll:end], above, below
}

func (f *frame) header(m *model, c content) string {
	if c.noBar {
		return f.look.strong.Render(display.Truncate(c.header, f.textWidth()))
	}
	p := m.bank.progress(m.session.Answers)
	left := display.Pad(display.Truncate(c.header, f.headerWidth()), f.headerWidth())
	return f.look.strong.Render(left) + "  " + f.look.bar(p.answered, len(m.bank.questions), f.barWidth())
}

func (f *frame) headerWidth() int { return f.textWidth() - f.barWidth() - 2 }

func (f *frame) barWidth() int {
	if f.width < wideWindow {
		return 6
	}
	return 20
}

// drawTooSmall says what to do about a window in which nothing fits.
func (f *frame) drawTooSmall() string {
	const text = "This window is too small. Enlarge it; or Ctrl-S quits, and --accessible asks in plain text."
	lines := display.WrapLines(text, max(1, f.width))
	return strings.Join(lines[:min(len(lines), max(1, f.height))], "\n")
}
