package ask

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
)

// reviewPage lists all answers, to change any of them and to finish.
type reviewPage struct {
	choice *choice // the questions, then "Finish"
	from   int     // the question to go back to
}

// newReviewPage puts the cursor on question at.
func newReviewPage(m *model, at, from int) *reviewPage {
	return &reviewPage{
		from: from,
		choice: newChoice(m.frame.look, m.frame.textWidth(), at, func(width int) []string {
			return reviewLabels(m, width)
		}),
	}
}

func (p *reviewPage) press(m *model, k tea.KeyMsg) {
	switch k.String() {
	case "f":
		p.finish(m)
	case "left", "esc", "b":
		m.open(newQuestionPage(m, p.from, false))
	case "q":
		m.quit()
	default:
		if !p.choice.press(k) {
			return
		}
		if at := p.choice.at(); at < len(m.bank.questions) {
			m.open(newQuestionPage(m, at, true))
		} else {
			p.finish(m)
		}
	}
}

// finish ends the form, or says which answers are missing and moves to the
// first.
func (p *reviewPage) finish(m *model) {
	progress := m.bank.progress(m.session.Answers)
	if len(progress.missing) == 0 {
		m.stop(nil)
		return
	}
	m.message = progress.lacking()
	p.choice.build(progress.missing[0])
}

func (p *reviewPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	p.choice.resize(width)
	lines := display.WrapLines(m.bank.progress(m.session.Answers).summary(), width)
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, false)
	if r.spaced { // then the whole page fits, and the focus doesn't matter
		lines = slices.Insert(lines, len(lines)-1, "")
	}
	return content{
		header: "Review",
		lines:  lines,
		focus:  focus,
		hints: []hint{
			{"enter", "change", "change"},
			{"f", "finish", "finish"},
			{"q", "save and quit", "quit"},
			{"←", "back", "back"},
			{"↑↓", "move", "move"},
		},
	}
}

// reviewLabels returns a line for each question and one to finish. In a narrow
// window the answer goes below the question's title.
func reviewLabels(m *model, width int) []string {
	const number, minAnswer = 4, 24
	titles := 0
	for _, q := range m.bank.questions {
		titles = max(titles, display.Width(q.title))
	}
	var labels []string
	for i, q := range m.bank.questions {
		mark, answer := q.describe(m.session.Answers)
		answer = strings.TrimSpace(mark + " " + answer)
		label := fmt.Sprintf("%2d  ", i+1)
		room := width - display.Width(label)
		if width < number+titles+minAnswer {
			label += display.Truncate(q.title, room) + "\n" + strings.Repeat(" ", number) + display.Truncate(answer, room)
		} else {
			label += display.Pad(q.title, titles) + "  " + display.Truncate(answer, room-titles-2)
		}
		labels = append(labels, label)
	}
	return append(labels, strings.Repeat(" ", number)+"Finish")
}
