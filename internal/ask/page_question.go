package ask

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// questionPage asks one question. Nothing is chosen at first, unless there is an
// answer or a proposal. Only Enter answers; other keys move.
type questionPage struct {
	at         int // index of the question
	fromReview bool
	choice     *choice
	confirmed  int  // index of the confirmed option, or -1
	moved      bool // a key has put the cursor where it is
	help       bool // shown below the options
	helpFirst  bool // scroll to the help, which was just opened
}

func newQuestionPage(m *model, at int, fromReview bool) *questionPage {
	q := &m.bank.questions[at]
	p := &questionPage{at: at, fromReview: fromReview, confirmed: -1}
	if a, ok := m.answer(at); ok {
		p.confirmed = q.chosen(a)
	}
	start := p.confirmed
	if proposal, ok := m.session.proposed(q); ok {
		start = q.chosen(proposal.Answer)
	}
	p.choice = newChoice(m.frame.look, len(q.options), start)
	return p
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
		m.frame.scroll = 0
	case "enter":
		p.confirm(m, k)
	default:
		p.move(m, k)
	}
}

// move handles a key that may choose an option.
func (p *questionPage) move(m *model, k tea.KeyMsg) {
	before := p.choice.at()
	if i, ok := m.bank.questions[p.at].keyed(k.String()); ok {
		p.choice.moveTo(i)
		p.moved = true
		return
	}
	p.choice.press(k)
	p.moved = p.moved || p.choice.at() != before
}

// confirm answers with the option under the cursor. An Enter that was typed before
// the page was on screen confirms only what a key on this page has chosen.
func (p *questionPage) confirm(m *model, k tea.KeyMsg) {
	q := &m.bank.questions[p.at]
	switch unseen := p.confirmed < 0 && !p.moved && m.early(); {
	case p.choice.at() < 0:
		m.message = "You haven't chosen an answer yet. Choose " + q.points() + " or u."
		return
	case unseen, m.hidden: // the page scrolls to what the cursor is on
		return
	case !p.choice.press(k):
		return
	}
	switch answer := q.answer(p.choice.at(), m.session.base(q)); {
	case !m.confirm(p.at, answer): // it was refused, or the form is over
		p.choice = newChoice(m.frame.look, len(q.options), p.choice.at())
	case m.session.Notes:
		m.open(newNotesPage(m, p.at, p.fromReview))
	default:
		m.advance(p.at, p.fromReview)
	}
}

// forward goes on without changing anything.
func (p *questionPage) forward(m *model) {
	_, answered := m.answer(p.at)
	_, proposed := m.session.proposed(&m.bank.questions[p.at])
	switch {
	case proposed:
		m.message = "This answer isn't confirmed yet. Press Enter to confirm it."
	case !answered:
		m.message = "You haven't chosen an answer yet. Confirm one with Enter."
	case p.choice.at() != p.confirmed:
		m.message = "That change isn't confirmed. Press Enter to confirm it."
	default:
		m.advance(p.at, p.fromReview)
	}
}

func (p *questionPage) content(m *model, r roominess) content {
	q, width, look := &m.bank.questions[p.at], m.frame.textWidth(), m.frame.look
	var lines []string
	for _, line := range display.WrapLines(q.text, width) {
		lines = append(lines, look.strong.Render(line))
	}
	if proposal, ok := m.session.proposed(q); ok {
		for _, line := range display.WrapLines(q.quote(proposal), width) {
			lines = append(lines, look.done.Render(line))
		}
	}
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, named(q.names(), q.texts(), p.confirmed, width), r.spaced)
	c := content{header: m.place(p.at), focus: focus, cursor: focus, hints: p.hints(m), more: " (? full rule)"}
	if p.help {
		c.fixed, c.ruleless = len(lines)+1, true
		lines = append(lines, "")
		lines = append(lines, look.sections(p.sections(m), width, false)...)
		if p.helpFirst {
			c.focus = span{c.fixed, len(lines)}
		}
	}
	c.lines = lines
	return c
}

// place says where question at is: its dimension, shortened if need be, and its
// number.
func (m *model) place(at int) string {
	number := fmt.Sprintf(" · question %d of %d", at+1, len(m.bank.questions))
	return display.Truncate(m.bank.questions[at].dimension, m.frame.headerWidth()-display.Width(number)) + number
}

// sections returns what the page's help says.
func (p *questionPage) sections(m *model) []section {
	q := &m.bank.questions[p.at]
	return append(m.bank.help(q), section{"Keys", p.digits(q) + "u, up, down, j and k choose; Enter confirms; " +
		"left, Esc or b goes back; right or n goes on; r shows all answers; " +
		"q or Ctrl-S saves and quits; PgUp and PgDn scroll; ? closes this help."})
}

func (p *questionPage) hints(m *model) []hint {
	q := &m.bank.questions[p.at]
	help := hint{"?", "help", "help"}
	if p.help {
		help = hint{"?", "close help", "close"}
	}
	hints := []hint{
		{p.digits(q) + unknownName + " ↑↓", "choose", "choose"},
		{"enter", "confirm", "confirm"},
		help,
		{"q", "save and quit", "quit"},
		{"←", "back", "back"},
	}
	if _, ok := m.answer(p.at); ok {
		hints = append(hints, hint{"→", "next", "next"})
	}
	return append(hints, hint{"r", "review", "review"})
}

// digits returns the keys that choose points, shortened: "0-2 ".
func (p *questionPage) digits(q *question) string {
	points := q.names()[:len(q.options)-1]
	if _, ok := q.keyed(points[0]); !ok {
		return ""
	}
	return strings.ReplaceAll(inWords(points), " to ", "-") + " "
}
