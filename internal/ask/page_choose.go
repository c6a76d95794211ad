package ask

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// choosePage asks a question that isn't in a bank.
type choosePage struct {
	question string
	options  []string
	choice   *choice
}

func newChooseModel(question string, options []string, l look, width, height int) *model {
	m := &model{
		session: &Session{},
		bank:    &questionnaire{},
		frame:   frame{look: l, width: width, height: height},
		stopped: make(chan struct{}),
	}
	m.open(&choosePage{oneLine(question), options, newChoice(l, len(options), 0)})
	m.draw()
	return m
}

func (p *choosePage) press(m *model, k tea.KeyMsg) {
	key := k.String()
	switch i := slices.Index(numbers(len(p.options)), key); {
	case key == "q", key == "esc":
		m.quit()
	case i >= 0:
		p.choice.moveTo(i)
	case p.choice.press(k):
		m.stop(nil)
	}
}

func (p *choosePage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	lines := display.WrapLines(p.question, width)
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, named(numbers(len(p.options)), p.options, -1, width), r.spaced)
	return content{
		lines: lines, focus: focus, bare: true,
		hints: []hint{{"enter", "confirm", "confirm"}, {"↑↓", "move", "move"}, {"q", "quit", "quit"}},
	}
}
