package ask

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// notesPage asks for a note and evidence after an answer, both optional. The
// answer itself is saved before the page opens. What is typed here is taken
// over whenever the page is left on purpose.
//
// The commands that huh's text fields return are dropped: they make the cursor
// blink, read the clipboard through other programs, and move between fields,
// which the page does itself.
type notesPage struct {
	at             int
	fromReview     bool
	note, evidence string // as typed
	fields         []*huh.Text
	focused        int // index of a field
	form           *huh.Form
}

const fieldLines = 3

func newNotesPage(m *model, at int, fromReview bool) *notesPage {
	a, _ := m.answer(at)
	p := &notesPage{
		at: at, fromReview: fromReview,
		note: a.Note, evidence: strings.Join(a.Evidence, "\n"),
	}
	p.fields = []*huh.Text{
		newText("Note (optional)", &p.note),
		newText("Evidence (optional): a path or URL a line; Enter on an empty line goes on", &p.evidence),
	}
	p.form = huh.NewForm(huh.NewGroup(p.fields[0], p.fields[1])).
		WithTheme(m.frame.look.theme).WithKeyMap(m.frame.look.keys).WithShowHelp(false)
	p.form.Init()
	return p
}

func newText(title string, value *string) *huh.Text {
	return huh.NewText().Title(title).Value(value).Lines(fieldLines).ExternalEditor(false)
}

func (p *notesPage) press(m *model, k tea.KeyMsg) {
	switch k.String() {
	case "esc":
		p.leave(m, func() { m.open(newQuestionPage(m, p.at, p.fromReview)) })
	case "tab":
		p.next(m)
	case "shift+tab":
		p.previous()
	case "enter":
		p.enter(m)
	default:
		p.form.Update(k)
	}
}

// enter goes on, except within the list of evidence, where it begins the next
// line.
func (p *notesPage) enter(m *model) {
	onEmptyLine := p.evidence == "" || strings.HasSuffix(p.evidence, "\n")
	if p.focused == 1 && !onEmptyLine {
		p.form.Update(tea.KeyMsg{Type: tea.KeyCtrlJ})
		return
	}
	p.next(m)
}

func (p *notesPage) next(m *model) {
	if p.focused == len(p.fields)-1 {
		p.leave(m, func() { m.advance(p.at, p.fromReview) })
		return
	}
	p.focused++
	p.form.NextField()
}

func (p *notesPage) previous() {
	if p.focused > 0 {
		p.focused--
		p.form.PrevField()
	}
}

// leave takes over what was typed and goes elsewhere, unless saving failed.
func (p *notesPage) leave(m *model, elsewhere func()) {
	if p.keep(m); !m.over {
		elsewhere()
	}
}

// keep takes over what was typed.
func (p *notesPage) keep(m *model) {
	a, _ := m.answer(p.at)
	m.confirm(p.at, annotate(a, p.note, strings.Split(p.evidence, "\n")))
}

// annotate returns an answer with a note and evidence as a person typed them.
func annotate(a maturity.Answer, note string, evidence []string) maturity.Answer {
	a.Note, a.Evidence = clean(note), nil
	for _, line := range evidence {
		if line = oneLine(line); line != "" {
			a.Evidence = append(a.Evidence, line)
		}
	}
	return a
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
		top := len(lines)
		lines = append(lines, p.draw(m, field, width, i == p.focused)...)
		if i == p.focused {
			focus = span{top, len(lines)}
		}
	}
	header := (&questionPage{at: p.at}).header(m)
	return content{header: header, lines: lines, focus: focus, hints: p.hints()}
}

// draw returns the lines of a field behind a line that shows where it is.
func (p *notesPage) draw(m *model, field *huh.Text, width int, focused bool) []string {
	edge := "│ "
	if focused {
		edge = m.frame.look.accent.Render("┃ ")
	}
	field.WithWidth(width - 2)
	lines := strings.Split(field.View(), "\n")
	for i := range lines {
		lines[i] = edge + lines[i]
	}
	return lines
}

func (p *notesPage) hints() []hint {
	return []hint{
		{"enter", "next", "next"},
		{"esc", "back", "back"},
		{"ctrl+s", "save and quit", "quit"},
		{"tab", "next field", "next"},
		{"shift+tab", "previous field", "previous"},
		{"ctrl+j", "new line", "line"},
	}
}
