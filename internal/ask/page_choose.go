package ask

import (
	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// choosePage asks a question that isn't in a bank.
type choosePage struct {
	question string
	choice   *choice
}

func newChooseModel(question string, options []string, l look, width, height int) *model {
	m := &model{
		session: &Session{},
		bank:    &questionnaire{},
		frame:   frame{look: l, width: width, height: height},
		stopped: make(chan struct{}),
	}
	m.open(&choosePage{oneLine(question), newChoice(l, m.frame.textWidth(), 0, func(width int) []string {
		return numberedLabels(options, -1, width)
	})})
	m.draw()
	return m
}

func (p *choosePage) press(m *model, k tea.KeyMsg) {
	if key := k.String(); key == "q" || key == "esc" {
		m.quit()
	} else if p.choice.pressNumbered(k) {
		m.stop(nil)
	}
}

func (p *choosePage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	p.choice.resize(width)
	lines := display.WrapLines(p.question, width)
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, r.spaced)
	return content{
		lines: lines, focus: focus, bare: true,
		hints: []hint{{"enter", "confirm", "confirm"}, {"↑↓", "move", "move"}, {"q", "quit", "quit"}},
	}
}
