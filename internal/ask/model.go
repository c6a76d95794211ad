package ask

import (
	"errors"
	"fmt"
	"io"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/maturity"
)

// model is the form as bubbletea runs it: one page at a time, and around it
// what all pages share. It exists because huh.Form.Run has no room for
// saving after each answer, leaving and coming back, jumping, or resizing, and
// because its own chain of commands lets keys overtake each other (settle).
//
// A key is worked off completely, saving included, before the next one is
// looked at. So what is typed ahead has the same effect as what is typed with
// patience.
type model struct {
	session *Session
	bank    *questionnaire
	frame   frame
	page    page
	message string // shown in place of the keys until the next key
	follow  bool   // the next drawing is to have the page's focus in sight
	view    string
	over    bool
	err     error         // why it is over; nil after finishing
	stopped chan struct{} // closed when it is over; nil unless another model follows
}

// page is one thing to look at and answer.
type page interface {
	// press works off one key.
	press(m *model, k tea.KeyMsg)
	// content lays the page out for the width of m.frame.
	content(m *model, r roominess) content
}

// writer is a page on which letters are text and not commands.
type writer interface {
	page
	keep(m *model) // takes over what was typed
}

// inputEnded is sent when there is nothing more to read.
type inputEnded struct{ err error }

// keysDone is sent to learn when all the keys before it are worked off. A model
// that is over does not close it.
type keysDone struct{ done chan<- struct{} }

func newModel(s *Session, l look, width, height int) *model {
	m := &model{
		session: s,
		bank:    newQuestionnaire(s.Bank),
		frame:   frame{look: l, width: width, height: height},
	}
	m.open(openingPage{})
	m.draw()
	return m
}

// Init does nothing: the window's size is known, and nothing blinks.
func (m *model) Init() tea.Cmd { return nil }

// View returns what the last message has led to.
func (m *model) View() string { return m.view }

// Update works off one message.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.over {
		return m, tea.Quit
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.KeyMsg:
		m.keys(msg)
	case inputEnded:
		m.stop(endOfInput(msg.err))
	case keysDone:
		close(msg.done)
	}
	if m.over {
		return m, tea.Quit
	}
	m.draw()
	return m, nil
}

func endOfInput(err error) error {
	if errors.Is(err, io.EOF) {
		return ErrInputEnded
	}
	return fmt.Errorf("%w: %w", ErrInputEnded, err)
}

// resize takes over a new size. Some terminals report 0 x 0 for "not known".
func (m *model) resize(width, height int) {
	if width <= 0 || height <= 0 {
		return
	}
	m.frame.width, m.frame.height = width, height
	m.follow = true
}

// keys works off a message that may hold several keys: letters that are typed
// fast come as one, and Esc followed fast by a key comes as that key with Alt.
func (m *model) keys(k tea.KeyMsg) {
	if _, writing := m.page.(writer); writing || m.over {
		m.press(k)
		return
	}
	if k.Paste {
		return // a paste into a question is an accident
	}
	if k.Alt {
		m.press(tea.KeyMsg{Type: tea.KeyEsc})
		k.Alt = false
		m.keys(k)
		return
	}
	if len(k.Runes) < 2 {
		m.press(k)
		return
	}
	for _, r := range k.Runes {
		m.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// press works off one key.
func (m *model) press(k tea.KeyMsg) {
	if m.over {
		return
	}
	m.message = ""
	switch key := k.String(); {
	case key == "ctrl+c":
		m.stop(ErrInterrupted)
	case key == "ctrl+s":
		m.quit()
	case m.frame.tooSmall(): // nobody can see what a key would do
	case key == "pgup":
		m.turn(-1)
	case key == "pgdown":
		m.turn(+1)
	default:
		m.pressPage(k)
	}
}

func (m *model) pressPage(k tea.KeyMsg) {
	// An Enter typed before the terminal was in raw mode arrives as Ctrl-J.
	if _, writing := m.page.(writer); !writing && k.Type == tea.KeyCtrlJ {
		k = tea.KeyMsg{Type: tea.KeyEnter}
	}
	m.follow = true
	m.page.press(m, k)
}

// turn scrolls by a windowful.
func (m *model) turn(direction int) {
	p := m.frame.fit(m)
	m.frame.scroll += direction * max(1, p.room-1)
	m.frame.clamp(p)
}

func (m *model) draw() {
	if m.frame.tooSmall() {
		m.view = m.frame.drawTooSmall()
		return
	}
	p := m.frame.fit(m)
	if m.follow {
		m.frame.follow(p)
		m.follow = false
	}
	m.frame.clamp(p)
	m.view = m.frame.draw(m, p)
}

// open shows a page from its top, unless its focus is further down.
func (m *model) open(p page) {
	m.page = p
	m.frame.scroll = 0
	// A question begins with its text, even if its first option does not fit.
	q, ok := p.(*questionPage)
	m.follow = !ok || q.choice.at() > 0
}

// stop ends the form.
func (m *model) stop(err error) {
	if m.stopped != nil && !m.over {
		close(m.stopped)
	}
	m.over, m.err = true, err
}

// quit leaves on purpose; what is half written is taken over.
func (m *model) quit() {
	if w, ok := m.page.(writer); ok {
		w.keep(m)
	}
	if !m.over {
		m.stop(ErrQuit)
	}
}

// finish ends the form with success, or says which answers are missing.
func (m *model) finish() bool {
	p := m.bank.progress(m.session.Answers)
	if len(p.missing) > 0 {
		m.message = p.lacking()
		return false
	}
	m.stop(nil)
	return true
}

// confirm saves the answer to question at. When that fails, the form ends.
func (m *model) confirm(at int, answer maturity.Answer) bool {
	if err := m.session.confirm(m.bank.questions[at].id, answer); err != nil {
		m.stop(err)
	}
	return !m.over
}

// answer returns the confirmed answer to question at, if there is one.
func (m *model) answer(at int) (maturity.Answer, bool) {
	a, ok := m.session.Answers[m.bank.questions[at].id]
	return a, ok
}

// advance opens what follows question at: of the review, the next question without
// an answer.
func (m *model) advance(at int, fromReview bool) {
	switch {
	case fromReview:
		next := at
		missing := m.bank.progress(m.session.Answers).missing
		if i := slices.IndexFunc(missing, func(open int) bool { return open > at }); i >= 0 {
			next = missing[i]
		}
		m.open(newReviewPage(m, next, at))
	case at+1 == len(m.bank.questions):
		m.review(at)
	default:
		m.open(newQuestionPage(m, at+1, false))
	}
}

// review opens the review page where there is something to do; from is the
// question to go back to.
func (m *model) review(from int) {
	at := 0
	if missing := m.bank.progress(m.session.Answers).missing; len(missing) > 0 {
		at = missing[0]
	}
	m.open(newReviewPage(m, at, from))
}

// back opens what comes before question at.
func (m *model) back(at int, fromReview bool) {
	switch {
	case fromReview:
		m.open(newReviewPage(m, at, at))
	case at == 0:
		m.message = "This is the first question."
	default:
		m.open(newQuestionPage(m, at-1, false))
	}
}
