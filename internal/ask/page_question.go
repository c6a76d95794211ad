package ask

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// questionPage asks one question. Only Enter answers it; other keys move.
type questionPage struct {
	at         int // index of the question
	fromReview bool
	choice     *choice
	help       bool // shown below the options
	helpFirst  bool // scroll to the help, which was just opened
}

func newQuestionPage(m *model, at int, fromReview bool) *questionPage {
	q, confirmed := &m.bank.questions[at], -1
	if a, ok := m.answer(at); ok {
		confirmed = q.chosen(a)
	}
	return &questionPage{
		at: at, fromReview: fromReview,
		choice: newChoice(m.frame.look, m.frame.textWidth(), max(confirmed, 0), func(width int) []string {
			return numberedLabels(q.texts(), confirmed, width)
		}),
	}
}

func (p *questionPage) press(m *model, k tea.KeyMsg) {
	p.helpFirst = false
	key := k.String()
	if key == "esc" && p.help {
		key = "?" // closes the help instead of going back
	}
	switch key {
	case "left", "esc", "b":
		m.back(p.at, p.fromReview)
	case "right", "n":
		p.forward(m)
	case "r":
		m.review(p.at)
	case "q":
		m.quit()
	case "?":
		p.help = !p.help
		p.helpFirst = p.help
	default:
		if p.choice.pressNumbered(k) {
			p.confirm(m)
		}
	}
}

func (p *questionPage) confirm(m *model) {
	old, _ := m.answer(p.at)
	switch answer := m.bank.questions[p.at].answer(p.choice.at(), old); {
	case !m.confirm(p.at, answer):
	case m.session.Notes:
		m.open(newNotesPage(m, p.at, p.fromReview))
	default:
		m.advance(p.at, p.fromReview)
	}
}

// forward goes on without changing anything.
func (p *questionPage) forward(m *model) {
	switch a, ok := m.answer(p.at); {
	case !ok:
		m.message = "You haven't chosen an answer yet. Confirm one with Enter."
	case p.choice.at() != m.bank.questions[p.at].chosen(a):
		m.message = "That change isn't confirmed. Press Enter to confirm it."
	default:
		m.advance(p.at, p.fromReview)
	}
}

func (p *questionPage) content(m *model, r roominess) content {
	q, width := &m.bank.questions[p.at], m.frame.textWidth()
	p.choice.resize(width)
	var lines []string
	for _, line := range display.WrapLines(q.text, width) {
		lines = append(lines, m.frame.look.strong.Render(line))
	}
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, r.spaced)
	if p.help {
		lines = append(lines, "")
		top := len(lines)
		lines = append(lines, m.frame.look.sections(p.sections(m, r), width, false)...)
		if p.helpFirst {
			focus = span{top, len(lines)}
		}
	}
	return content{
		header: m.place(p.at),
		lines:  lines,
		focus:  focus,
		hints:  p.hints(m),
		more:   " (? full rule)",
	}
}

// place says where question at is: its dimension, shortened if need be, and its
// number.
func (m *model) place(at int) string {
	number := fmt.Sprintf(" · question %d of %d", at+1, len(m.bank.questions))
	return display.Truncate(m.bank.questions[at].dimension, m.frame.headerWidth()-display.Width(number)) + number
}

// sections returns what the page's help says.
func (p *questionPage) sections(m *model, r roominess) []section {
	all := m.bank.help(&m.bank.questions[p.at])
	if rule := m.bank.instructions.Choose; !r.fullRule && rule != "" {
		all = append(all, section{"How to choose", rule})
	}
	return append(all, section{"Keys", "up, down, j, k or a number move; Enter confirms; " +
		"left, Esc or b goes back; right or n goes on; r shows all answers; q or Ctrl-S saves and quits; " +
		"PgUp and PgDn scroll; ? closes this help."})
}

func (p *questionPage) hints(m *model) []hint {
	help := hint{"?", "help", "help"}
	if p.help {
		help = hint{"?", "close help", "close"}
	}
	hints := []hint{
		{"enter", "confirm", "confirm"},
		help,
		{"q", "save and quit", "quit"},
		{"←", "back", "back"},
	}
	if _, ok := m.answer(p.at); ok {
		hints = append(hints, hint{"→", "next", "next"})
	}
	return append(hints,
		hint{fmt.Sprintf("1-%d", min(p.choice.count, 9)), "choose", "choose"},
		hint{"↑↓", "move", "move"},
		hint{"r", "review", "review"})
}
