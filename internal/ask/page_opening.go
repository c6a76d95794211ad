package ask

import (
	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// openingPage says how much there is to answer and how to leave. The bank's rules
// are behind a key.
type openingPage struct{ rules bool }

func (p *openingPage) press(m *model, k tea.KeyMsg) {
	key := k.String()
	if key == "esc" && p.rules {
		key = "?"
	}
	switch key {
	case "enter", "right", "n":
		m.begin()
	case "r":
		m.review(0)
	case "q":
		m.quit()
	case "?":
		p.rules = !p.rules
		m.frame.scroll = 0
	case "up", "k":
		m.frame.scroll--
	case "down", "j":
		m.frame.scroll++
	}
}

func (p *openingPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	c := content{header: m.bank.title, bare: true, hints: []hint{{"enter", "start", "start"}}}
	if m.bank.progress(m.session.Answers).answered > 0 {
		c.hints = []hint{{"enter", "go on", "go on"}, {"r", "review", "review"}}
	}
	if p.rules {
		c.lines = m.frame.look.sections(m.bank.rules(m.session), width, r.spaced)
		c.hints = append(c.hints, hint{"?", "close", "close"}, hint{"q", "quit", "quit"})
		return c
	}
	for _, text := range m.bank.opening(m.session) {
		c.lines = append(c.lines, display.WrapLines(text, width)...)
	}
	c.hints = append(c.hints, hint{"?", "how to answer", "how to"}, hint{"q", "quit", "quit"})
	return c
}
