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

// newReviewPage puts the cursor on question at, or on "Finish", which comes after
// the last one.
func newReviewPage(m *model, at, from int) *reviewPage {
	return &reviewPage{from: from, choice: newChoice(m.frame.look, len(m.bank.questions)+1, at)}
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
	p.choice = newChoice(m.frame.look, len(m.bank.questions)+1, progress.missing[0])
}

func (p *reviewPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	lines := append(display.WrapLines(m.bank.progress(m.session.Answers).summary(), width), "")
	fixed := len(lines)
	lines, focus := p.choice.list(lines, reviewItems(m, m.frame.width-2*len(margin)), false) // rows, unlike prose, may be long
	if r.spaced {                                                                            // then the whole page fits, and the focus doesn't matter
		lines = slices.Insert(lines, len(lines)-1, "")
	}
	return content{
		header:   "Review",
		ruleless: true,
		fixed:    fixed,
		lines:    lines,
		focus:    focus,
		hints:    p.hints(m),
	}
}

func (p *reviewPage) hints(m *model) []hint {
	enter := []hint{{"enter", "change", "change"}, {"f", "finish", "finish"}}
	if p.choice.at() == len(m.bank.questions) {
		enter = []hint{{"enter or f", "finish", "finish"}}
	}
	return append(enter, hint{"q", "save and quit", "quit"}, hint{"←", "back", "back"}, hint{"↑↓", "move", "move"})
}

// reviewItems returns an item for each question, with the dimension above its
// first one, and an item to finish. In a narrow window the answer goes below the
// question's title.
func reviewItems(m *model, width int) []item {
	const minAnswer = 24
	width -= selectorWidth
	number := len(fmt.Sprint(len(m.bank.questions)))
	titles := 0
	for _, q := range m.bank.questions {
		titles = max(titles, display.Width(q.title))
	}
	var items []item
	dimension := ""
	for i, q := range m.bank.questions {
		answer := q.describe(m.session)
		label := fmt.Sprintf("%*d  ", number, i+1)
		it := item{name: len(label)}
		if q.dimension != dimension {
			dimension = q.dimension
			it.heading = display.Truncate(dimension, width)
		}
		room := width - len(label)
		if room < titles+2+minAnswer {
			it.lines = []string{
				label + display.Truncate(q.title, room),
				strings.Repeat(" ", len(label)) + display.Truncate(answer, room),
			}
		} else {
			it.lines = []string{label + display.Pad(q.title, titles) + "  " + display.Truncate(answer, room-titles-2)}
		}
		items = append(items, it)
	}
	return append(items, item{lines: []string{strings.Repeat(" ", number+2) + "Finish"}})
}
