package ask

import (
	"fmt"
	"genaiops/internal/display"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// choosePage asks a question that is not of a bank.
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
		labels := make([]string, len(options))
		for i, o := range options {
			label := fmt.Sprintf("%d  ", i+1)
			labels[i] = strings.Join(wrapHanging(label, oneLine(o), width), "\n")
		}
		return labels
	})})
	m.draw()
	return m
}

func (p *choosePage) press(m *model, k tea.KeyMsg) {
	key := k.String()
	if i, ok := digit(key, len(p.choice.blocks())); ok {
		p.choice.moveTo(i)
		return
	}
	if key == "q" || key == "esc" {
		m.quit()
		return
	}
	if p.choice.press(k) {
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
		lines: lines, focus: focus, noRule: true, noBar: true,
		hints: []hint{{"enter", "confirm", "confirm"}, {"↑↓", "move", "move"}, {"q", "quit", "quit"}},
	}
}
