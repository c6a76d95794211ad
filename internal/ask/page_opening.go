package ask

import (
	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// openingPage says what the form asks, how to answer, and how to leave.
type openingPage struct{}

func (openingPage) press(m *model, k tea.KeyMsg) {
	switch k.String() {
	case "enter", "right", "n":
		m.begin()
	case "r":
		m.review(0)
	case "q":
		m.quit()
	case "up", "k":
		m.frame.scroll--
	case "down", "j":
		m.frame.scroll++
	}
}

func (openingPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	var lines []string
	for _, text := range m.bank.opening(m.session) {
		lines = append(lines, display.WrapLines(text, width)...)
	}
	lines = append(lines, "")
	lines = append(lines, m.frame.look.sections(m.bank.introduction(), width, r.spaced)...)
	hints := []hint{{"enter", "start", "start"}, {"q", "quit", "quit"}}
	if m.bank.progress(m.session.Answers).answered > 0 {
		hints = []hint{{"enter", "go on", "go on"}, {"q", "quit", "quit"}, {"r", "review", "review"}}
	}
	return content{header: m.bank.title, lines: lines, hints: hints, bare: true}
}
