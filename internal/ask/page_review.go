package ask

import (
	"fmt"
	"genaiops/internal/display"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// reviewPage lists all the answers, to change any of them and to finish.
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
		if p.choice.press(k) {
			p.pick(m)
		}
	}
}

func (p *reviewPage) pick(m *model) {
	if at := p.choice.at(); at < len(m.bank.questions) {
		m.open(newQuestionPage(m, at, true))
		return
	}
	p.finish(m)
}

// finish ends the form, or shows the first question without an answer.
func (p *reviewPage) finish(m *model) {
	if m.finish() {
		return
	}
	p.choice.build(m.bank.progress(m.session.Answers).missing[0])
}

func (p *reviewPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	p.choice.resize(width)
	lines := display.WrapLines(m.bank.summary(m.bank.progress(m.session.Answers)), width)
	if r.spaced {
		lines = append(lines, "")
	}
	lines, focus := p.choice.list(lines, false)
	if finish := len(lines) - 1; r.spaced {
		lines = slices.Insert(lines, finish, "")
		if focus.to > finish {
			focus = span{finish + 1, finish + 2}
		}
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

// reviewLabels returns a line for each question and one to finish. Where a
// line is too short for both, the answer stands below its question's title.
func reviewLabels(m *model, width int) []string {
	const number = 4
	titles := titleWidth(m.bank.questions)
	narrow := width < number+titles+minAnswer
	labels := make([]string, 0, len(m.bank.questions)+1)
	for i, q := range m.bank.questions {
		label := fmt.Sprintf("%2d  ", i+1)
		if narrow {
			label += display.Truncate(q.title, width-number) + "\n" + strings.Repeat(" ", number)
		} else {
			label += display.Pad(q.title, titles) + "  "
		}
		used := display.Width(label[strings.LastIndex(label, "\n")+1:])
		mark, text := q.describe(m.session.Answers)
		labels = append(labels, label+display.Truncate(strings.TrimSpace(mark+" "+text), width-used))
	}
	return append(labels, strings.Repeat(" ", number)+"Finish")
}

// minAnswer is how much of an answer must be seen for it to stand beside the
// title.
const minAnswer = 24

func titleWidth(questions []question) int {
	widest := 0
	for _, q := range questions {
		widest = max(widest, display.Width(q.title))
	}
	return widest
}
