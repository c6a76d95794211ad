package ask

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// notesPage asks for a note, evidence and a commitment, all optional. It opens after
// the answer itself is saved, and saves what was typed however the person leaves it.
//
// The text areas are bubbles', with the bindings of editKeys. The page drops the
// commands that they return, which make the cursor blink.
type notesPage struct {
	at         int // index of the question
	fromReview bool
	fields     []*field
	focused    int // index of a field
}

// field is a text area with a title.
type field struct {
	textarea.Model
	title string
	saved string // what the area holds where nothing was typed
}

const (
	fieldLines      = 3
	commitmentField = 2 // index, on a page that has it
)

func newField(l look, title, text string) *field {
	f := &field{Model: textarea.New(), title: title}
	style, cursorStyle := l.area()
	f.FocusedStyle, f.BlurredStyle = style, style
	f.Cursor.Style, f.Cursor.TextStyle = cursorStyle, style.Text
	f.Cursor.SetMode(cursor.CursorStatic)
	f.KeyMap, f.Prompt, f.ShowLineNumbers, f.MaxHeight, f.MaxWidth = editKeys(), "", false, 0, 0
	f.SetHeight(fieldLines)
	f.SetValue(text)
	f.saved = f.Value()
	return f
}

// editKeys are the bindings of a text area. The others of bubbles' paste through
// another program, or change what was written at a slip.
func editKeys() textarea.KeyMap {
	on := func(keys ...string) key.Binding { return key.NewBinding(key.WithKeys(keys...)) }
	return textarea.KeyMap{
		CharacterForward:        on("right", "ctrl+f"),
		CharacterBackward:       on("left", "ctrl+b"),
		WordForward:             on("alt+right", "ctrl+right"),
		WordBackward:            on("alt+left", "ctrl+left"),
		LineNext:                on("down", "ctrl+n"),
		LinePrevious:            on("up", "ctrl+p"),
		LineStart:               on("home", "ctrl+a"),
		LineEnd:                 on("end", "ctrl+e"),
		InputBegin:              on("ctrl+home"),
		InputEnd:                on("ctrl+end"),
		DeleteCharacterBackward: on("backspace", "ctrl+h"),
		DeleteCharacterForward:  on("delete", "ctrl+d"),
		DeleteWordBackward:      on("alt+backspace", "ctrl+w"),
		DeleteBeforeCursor:      on("ctrl+u"),
		DeleteAfterCursor:       on("ctrl+k"),
		InsertNewline:           on("ctrl+j"),
	}
}

// press handles a key.
func (f *field) press(k tea.KeyMsg) {
	// With no word on the left, bubbles would look for one for ever.
	if holds(f.KeyMap.WordBackward, k.String()) && strings.TrimSpace(f.before()) == "" {
		k = tea.KeyMsg{Type: tea.KeyCtrlHome}
	}
	f.Model, _ = f.Update(k)
}

// before returns the text before the cursor.
func (f *field) before() string {
	lines, info := strings.Split(f.Value(), "\n"), f.LineInfo()
	column := info.StartColumn + info.ColumnOffset
	last := []rune(lines[f.Line()])
	return strings.Join(lines[:f.Line()], "\n") + string(last[:min(column, len(last))])
}

func newNotesPage(m *model, at int, fromReview bool) *notesPage {
	a, _ := m.answer(at)
	p := &notesPage{at: at, fromReview: fromReview}
	p.fields = []*field{
		newField(m.frame.look, "Note (optional)", a.Note),
		newField(m.frame.look, "Evidence (optional): paths or URLs, one per line; an empty line goes on",
			strings.Join(shownEvidence(a), "\n")),
	}
	if q := &m.bank.questions[at]; len(q.goals(a)) > 0 {
		next := newField(m.frame.look, "Commitment (optional): "+q.commitmentForm(a), inShort(a.Next))
		next.SetHeight(1)
		p.fields = append(p.fields, next)
	}
	p.focus(0)
	return p
}

func (p *notesPage) focus(i int) {
	p.fields[p.focused].Blur()
	p.focused = i
	p.fields[i].Focus()
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
		p.focus(max(0, p.focused-1))
	case "enter":
		evidence := p.fields[1].Value()
		onEmptyLine := evidence == "" || strings.HasSuffix(evidence, "\n")
		if p.focused == 1 && !onEmptyLine {
			p.fields[1].press(tea.KeyMsg{Type: tea.KeyCtrlEnd})
			p.fields[1].press(tea.KeyMsg{Type: tea.KeyCtrlJ}) // the next line of evidence
			return
		}
		p.next(m)
	default:
		p.fields[p.focused].press(k)
	}
}

// next goes to the next field, or on from the last one.
func (p *notesPage) next(m *model) {
	switch {
	case p.focused < len(p.fields)-1:
		p.focus(p.focused + 1)
	case p.keep(m):
		m.advance(p.at, p.fromReview)
	}
}

// keep implements writer. What nobody has changed stays as it was, line breaks
// and blanks included. A commitment that can't be read is to be typed again.
func (p *notesPage) keep(m *model) bool {
	a, _ := m.answer(p.at)
	if note := p.fields[0]; note.Value() != note.saved {
		a.Note = clean(note.Value())
	}
	if evidence := p.fields[1]; evidence.Value() != evidence.saved {
		a.Evidence = mergeEvidence(a, strings.Split(evidence.Value(), "\n"))
	}
	var unread error
	if len(p.fields) > commitmentField {
		if next := p.fields[commitmentField]; next.Value() != next.saved {
			var c maturity.Commitment
			if c, unread = m.bank.questions[p.at].commitment(a, next.Value()); unread == nil {
				a.Next = c
			}
		}
	}
	if !m.confirm(p.at, a) {
		return false
	}
	if unread != nil {
		p.focus(commitmentField)
		m.message = "Not saved: " + unread.Error() + "."
	}
	return unread == nil
}

// shownEvidence returns the evidence of an answer, each item on one line.
func shownEvidence(a maturity.Answer) []string {
	var lines []string
	for _, item := range a.Evidence {
		lines = append(lines, oneLine(item))
	}
	return lines
}

// mergeEvidence returns the items that the lines name. A line that an item was
// shown as is that item.
func mergeEvidence(a maturity.Answer, lines []string) []string {
	shown := shownEvidence(a)
	var items []string
	for _, line := range lines {
		line = oneLine(line)
		if i := slices.Index(shown, line); i >= 0 {
			line = a.Evidence[i]
		}
		if line != "" {
			items = append(items, line)
		}
	}
	return items
}

func (p *notesPage) content(m *model, r roominess) content {
	width, look := m.frame.textWidth(), m.frame.look
	q := &m.bank.questions[p.at]
	about := q.title + ": " + q.describe(m.session)
	lines := []string{display.Truncate(about, width)}
	if r.spaced {
		lines = display.WrapLines(about, width)
	}
	var focus span
	for i, f := range p.fields {
		if r.spaced {
			lines = append(lines, "")
		}
		top, edge := len(lines), look.quiet.Render("│ ")
		if i == p.focused {
			edge = look.accent.Render("┃ ")
		}
		for _, line := range display.WrapLines(f.title, width-2) {
			lines = append(lines, edge+look.strong.Render(line))
		}
		f.SetWidth(width - 2)
		for _, line := range strings.Split(f.View(), "\n") {
			lines = append(lines, edge+line)
		}
		if i == p.focused {
			focus = span{top, len(lines)}
		}
	}
	return content{
		header:   m.place(p.at),
		ruleless: true,
		lines:    lines,
		focus:    focus,
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
