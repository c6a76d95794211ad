package ask

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"genaiops/internal/display"
)

// notesPage asks for an optional note and optional evidence. It opens after the
// answer itself is saved, and saves what was typed when the person leaves it on
// purpose.
//
// It drops the commands that huh's text fields return: they make the cursor
// blink, read the clipboard through other programs, and move between fields,
// which the page does itself.
type notesPage struct {
	at             int // index of the question
	fromReview     bool
	note, evidence string // as typed
	fields         []*huh.Text
	focused        int // index of a field
	form           *huh.Form
}

func newNotesPage(m *model, at int, fromReview bool) *notesPage {
	a, _ := m.answer(at)
	p := &notesPage{at: at, fromReview: fromReview, note: a.Note, evidence: strings.Join(a.Evidence, "\n")}
	text := func(title string, value *string) *huh.Text {
		return huh.NewText().Title(title).Value(value).Lines(3).ExternalEditor(false)
	}
	p.fields = []*huh.Text{
		text("Note (optional)", &p.note),
		text("Evidence (optional): paths or URLs, one per line; an empty line goes on", &p.evidence),
	}
	p.form = huh.NewForm(huh.NewGroup(p.fields[0], p.fields[1])).
		WithTheme(m.frame.look.theme).WithKeyMap(m.frame.look.keys).WithShowHelp(false)
	p.form.Init()
	return p
}

func (p *notesPage) press(m *model, k tea.KeyMsg) {
	switch k.String() {
	case "esc":
		if p.keep(m) {
			m.open(newQuestionPage(m, p.at, p.fromReview))
		}
	case "tab":
		p.next(m)
	case "shift+tab":
		if p.focused > 0 {
			p.focused--
			p.form.PrevField()
		}
	case "enter":
		onEmptyLine := p.evidence == "" || strings.HasSuffix(p.evidence, "\n")
		if p.focused == 1 && !onEmptyLine {
			p.form.Update(tea.KeyMsg{Type: tea.KeyCtrlJ}) // the next line of evidence
			return
		}
		p.next(m)
	default:
		p.form.Update(k)
	}
}

// next goes to the next field, or on from the last one.
func (p *notesPage) next(m *model) {
	switch {
	case p.focused < len(p.fields)-1:
		p.focused++
		p.form.NextField()
	case p.keep(m):
		m.advance(p.at, p.fromReview)
	}
}

// keep implements writer.
func (p *notesPage) keep(m *model) bool {
	a, _ := m.answer(p.at)
	return m.confirm(p.at, annotate(a, p.note, strings.Split(p.evidence, "\n")))
}

func (p *notesPage) content(m *model, r roominess) content {
	width := m.frame.textWidth()
	q := &m.bank.questions[p.at]
	a, _ := m.answer(p.at)
	lines := display.WrapLines(q.title+": "+q.options[max(0, q.chosen(a))].text, width)
	var focus span
	for i, field := range p.fields {
		if r.spaced {
			lines = append(lines, "")
		}
		top, edge := len(lines), "│ "
		if i == p.focused {
			edge = m.frame.look.accent.Render("┃ ")
		}
		field.WithWidth(width - 2)
		for _, line := range strings.Split(field.View(), "\n") {
			lines = append(lines, edge+line)
		}
		if i == p.focused {
			focus = span{top, len(lines)}
		}
	}
	return content{
		header: m.place(p.at),
		lines:  lines,
		focus:  focus,
		hints: []hint{
			{"enter", "next", "next"},
			{"esc", "back", "back"},
			{"ctrl+s", "save and quit", "quit"},
			{"tab", "next field", "next"},
			{"shift+tab", "previous field", "previous"},
			{"ctrl+j", "new line", "line"},
		},
	}
}
