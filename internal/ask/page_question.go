package ask

import (
	"fmt"
	"genaiops/internal/display"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// questionPage asks one question. Moving about on it answers nothing; only
// Enter does.
type questionPage struct {
	at         int // index of the question
	fromReview bool
	choice     *choice
	help       bool // shown below the options
	helpFirst  bool // scroll to the help, which was just opened
}

func newQuestionPage(m *model, at int, fromReview bool) *questionPage {
	p := &questionPage{at: at, fromReview: fromReview}
	q, cursor, confirmed := &m.bank.questions[at], 0, -1
	if a, ok := m.answer(at); ok {
		confirmed = q.chosen(a)
		cursor = max(confirmed, 0)
	}
	p.choice = newChoice(m.frame.look, m.frame.textWidth(), cursor, func(width int) []string {
		return optionLabels(q.options, confirmed, width)
	})
	return p
}

// optionLabels numbers the options and marks the one that is the answer now.
func optionLabels(options []option, confirmed, width int) []string {
	labels := make([]string, len(options))
	for i, o := range options {
		label := fmt.Sprintf("%d  ", i+1)
		if i == confirmed {
			label = fmt.Sprintf("%d ✓ ", i+1)
		} else if confirmed >= 0 {
			label += " "
		}
		labels[i] = strings.Join(wrapHanging(label, o.text, width), "\n")
	}
	return labels
}

func (p *questionPage) press(m *model, k tea.KeyMsg) {
	p.helpFirst = false
	key := k.String()
	if key == "esc" && p.help {
		key = "?" // which closes it
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
		p.pressOption(m, k, key)
	}
}

func (p *questionPage) pressOption(m *model, k tea.KeyMsg, key string) {
	options := m.bank.questions[p.at].options
	if i, ok := digit(key, len(options)); ok {
		p.choice.moveTo(i)
		return
	}
	if p.choice.press(k) {
		p.confirm(m)
	}
}

// digit returns the index of the option that a key of 1 to 9 names.
func digit(key string, options int) (int, bool) {
	if len(key) != 1 || key < "1" || key > "9" {
		return 0, false
	}
	i := int(key[0] - '1')
	return i, i < options
}

func (p *questionPage) confirm(m *model) {
	old, _ := m.answer(p.at)
	answer := m.bank.questions[p.at].answer(p.choice.at(), old)
	if !m.confirm(p.at, answer) {
		return
	}
	if m.session.Notes {
		m.open(newNotesPage(m, p.at, p.fromReview))
		return
	}
	m.advance(p.at, p.fromReview)
}

// forward goes on without changing anything.
func (p *questionPage) forward(m *model) {
	switch a, ok := m.answer(p.at); {
	case !ok:
		m.message = "Not answered yet: choose an option and press Enter."
		return
	case p.choice.at() != m.bank.questions[p.at].chosen(a):
		m.message = "Not confirmed yet: press Enter to change the answer."
		return
	}
	m.advance(p.at, p.fromReview)
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
		header: p.header(m),
		lines:  lines,
		focus:  focus,
		hints:  p.hints(m),
		more:   " (? full rule)",
	}
}

// header names the dimension and the place of the question, which stays whole.
func (p *questionPage) header(m *model) string {
	place := fmt.Sprintf(" · question %d of %d", p.at+1, len(m.bank.questions))
	dimension := m.bank.questions[p.at].dimension
	return display.Truncate(dimension, m.frame.headerWidth()-display.Width(place)) + place
}

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
	last := len(m.bank.questions[p.at].options)
	return append(hints,
		hint{fmt.Sprintf("1-%d", min(last, 9)), "choose", "choose"},
		hint{"↑↓", "move", "move"},
		hint{"r", "review", "review"})
}
