package ask

import (
	"genaiops/internal/display"

	tea "github.com/charmbracelet/bubbletea"
)

// openingPage says what is about to be asked, how, and how to leave.
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

// begin opens the first question without an answer.
func (m *model) begin() {
	p := m.bank.progress(m.session.Answers)
	if len(p.missing) == 0 {
		m.review(len(m.bank.questions) - 1) // as after the last answer
		return
	}
	m.open(newQuestionPage(m, p.missing[0], false))
}

func (openingPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	lines := display.WrapLines(m.bank.effort(), width)
	lines = append(lines, display.WrapLines(leaving(m.session.Draft), width)...)
	hints := []hint{{"enter", "start", "start"}, {"q", "quit", "quit"}}
	if p := m.bank.progress(m.session.Answers); p.answered > 0 {
		lines = append(lines, display.WrapLines("So far: "+m.bank.summary(p), width)...)
		hints[0] = hint{"enter", "go on", "go on"}
		hints = append(hints, hint{"r", "review", "review"})
	}
	for _, notice := range m.session.Notices {
		lines = append(lines, display.WrapLines(oneLine(notice), width)...)
	}
	lines = append(lines, "")
	return content{
		header: m.bank.title,
		lines:  append(lines, m.frame.look.sections(m.bank.introduction(), width, r.spaced)...),
		hints:  hints,
		noRule: true, // it is among the sections
		noBar:  true,
	}
}

// leaving says what happens to the answers, and how to stop.
func leaving(draft string) string {
	where := "at once"
	if draft != "" {
		where += " in " + oneLine(draft)
	}
	return "Each answer is saved " + where + ". q stops at any time, and the next run can go on from there."
}
