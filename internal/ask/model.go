package ask

import (
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// model is the form as bubbletea runs it: one page at a time, and what all
// pages share. It exists because huh.Form.Run can't save after each answer,
// leave and come back, jump, or resize, and because its commands let keys
// overtake each other (see settle).
//
// Handle one key completely, saving included, before the next. Keys typed ahead
// then have the same effect as keys typed slowly.
type model struct {
	session *Session
	bank    *questionnaire
	frame   frame
	page    page
	message string // shown instead of the keys until the next key
	follow  bool   // scroll to the page's focus at the next drawing
	view    string
	hidden  bool // the item under the cursor is outside the window
	over    bool
	err     error         // why it is over; nil if it was finished
	stopped chan struct{} // closed when it is over; nil if no model follows

	signals *signals // nil where the process isn't to stop
	screen  *screen  // nil where nobody watches, as in tests
	opened  int      // how many pages were opened
	shown   int      // the page that was on screen when the keys that follow were read
	needed  int      // the page that must have been on screen for a key to count
}

// page is one screen to read and answer.
type page interface {
	// press handles one key.
	press(m *model, k tea.KeyMsg)
	// content lays the page out for the width of m.frame.
	content(m *model, r roominess) content
}

// writer is a page on which letters are text, not commands.
type writer interface {
	page
	// keep saves what was typed. It returns false if that ended the form, or if the
	// person has to change it.
	keep(m *model) bool
}

// keysRead comes before keys and says which page was on screen when they were read.
type keysRead struct{ shown int }

// inputEnded says that there is nothing more to read.
type inputEnded struct{ err error }

// keysDone asks to close done when all keys before it are handled. A model that
// is over doesn't close it.
type keysDone struct{ done chan<- struct{} }

func newModel(s *Session, l look, width, height int) *model {
	m := &model{
		session: s,
		bank:    newQuestionnaire(s.Bank),
		frame:   frame{look: l, width: width, height: height},
	}
	m.open(&openingPage{})
	m.draw()
	return m
}

// Init does nothing: the size is known, and nothing blinks.
func (m *model) Init() tea.Cmd { return nil }

// View returns what Update has drawn.
func (m *model) View() string { return m.view }

// Update handles one message and draws the result.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.over {
		return m, tea.Quit
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case keysRead:
		m.shown = msg.shown
		return m, nil
	case tea.KeyMsg:
		if msg.Type == tea.KeyCtrlZ {
			m.signals.suspend()
			return m, nil
		}
		m.keys(msg)
	case suspended:
		m.reappear()
		m.draw()
		return m, m.pause(true)
	case continued:
		m.reappear()
		m.draw()
		return m, m.pause(false)
	case resumed: // is drawn again
	case inputEnded:
		m.keep()
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

func (m *model) resize(width, height int) {
	if width <= 0 || height <= 0 { // some terminals report 0 x 0 if they don't know
		return
	}
	before := m.frame.tooSmall()
	m.frame.width, m.frame.height = width, height
	m.follow = true
	if before && !m.frame.tooSmall() {
		m.reappear()
	}
}

// reappear says that the page comes back without the person's doing: what is
// typed before it is on screen doesn't count.
func (m *model) reappear() {
	m.opened++
	m.needed = m.opened
}

// early reports whether the current key was read before the page was on screen.
func (m *model) early() bool { return m.screen != nil && m.shown < m.opened }

// ignores reports whether the person can't have meant the page with this key: it
// was typed before anything was there, or the window is too small.
func (m *model) ignores() bool {
	return m.screen != nil && m.shown < m.needed || m.frame.tooSmall()
}

// keys handles a message that may hold several keys: letters typed fast come as
// one message, and Esc followed fast by a key comes as that key with Alt.
func (m *model) keys(k tea.KeyMsg) {
	_, writing := m.page.(writer)
	letter := k.Type == tea.KeyRunes || k.Type == tea.KeySpace
	switch {
	case m.over:
	case k.Alt && (letter || k.Type == tea.KeyEnter || !writing):
		m.press(tea.KeyMsg{Type: tea.KeyEsc})
		k.Alt = false
		m.keys(k)
	case writing && letter:
		k.Paste = true // text, even where it spells the name of a key
		m.press(k)
	case k.Paste: // nobody pastes into a question on purpose
	case len(k.Runes) < 2:
		m.press(k)
	default:
		for _, r := range k.Runes {
			m.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}

// press handles one key.
func (m *model) press(k tea.KeyMsg) {
	if m.over {
		return
	}
	_, writing := m.page.(writer)
	if !writing && k.Type == tea.KeyCtrlJ { // an Enter typed before the terminal was in raw mode
		k = tea.KeyMsg{Type: tea.KeyEnter}
	}
	switch key := k.String(); {
	case key == "ctrl+c", key == "ctrl+\\":
		m.keep()
		m.stop(ErrInterrupted)
	case key == "ctrl+s":
		m.quit()
	case m.ignores():
	case key == "pgup":
		m.message = ""
		m.turn(-1)
	case key == "pgdown":
		m.message = ""
		m.turn(+1)
	default:
		m.message = ""
		m.follow = true
		m.page.press(m, k)
	}
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
	m.hidden = !m.frame.shows(p.cursor, p)
	m.view = m.frame.draw(m, p)
	if m.frame.look.ascii {
		m.view = display.ASCII(m.view)
	}
	m.screen.expect(m.opened, m.view, m.needed == m.opened)
}

// stop ends the form, unless it is over.
func (m *model) stop(err error) {
	if m.over {
		return
	}
	if m.stopped != nil {
		close(m.stopped)
	}
	m.over, m.err = true, err
}

// quit ends the form, to resume later, unless what was typed is refused.
func (m *model) quit() {
	if m.keep() {
		m.stop(ErrQuit)
	}
}

// keep saves what was typed on a page of text, and reports whether that worked.
func (m *model) keep() bool {
	w, ok := m.page.(writer)
	return !ok || w.keep(m)
}

// confirm saves the answer to question at. It returns false if that fails, which ends
// the form, or if the answer is refused, which the form says.
func (m *model) confirm(at int, answer maturity.Answer) bool {
	err := m.session.confirm(m.bank.questions[at].id, answer)
	var refused *RefusedError
	if errors.As(err, &refused) {
		m.message = "Not saved: " + refused.Reason + "."
	} else if err != nil {
		m.stop(err)
	}
	return err == nil
}

// answer returns the confirmed answer to question at, if there is one.
func (m *model) answer(at int) (maturity.Answer, bool) {
	a, ok := m.session.Answers[m.bank.questions[at].id]
	return a, ok
}

func (m *model) missing() []int { return m.bank.progress(m.session.Answers).missing }

// open shows a page, scrolled to its focus.
func (m *model) open(p page) {
	m.page = p
	m.opened++
	m.frame.scroll = 0
	// A question begins with its text, even if the first option or the one that is
	// proposed doesn't fit.
	q, ok := p.(*questionPage)
	m.follow = !ok || q.confirmed > 0
}

// begin opens the first unanswered question.
func (m *model) begin() {
	if missing := m.missing(); len(missing) > 0 {
		m.open(newQuestionPage(m, missing[0], false))
		return
	}
	m.review(len(m.bank.questions) - 1) // as after the last answer
}

// review opens the review page at what is to do next: the first unanswered
// question, or else to finish. Back leads to question from.
func (m *model) review(from int) {
	at := len(m.bank.questions)
	if missing := m.missing(); len(missing) > 0 {
		at = missing[0]
	}
	m.open(newReviewPage(m, at, from))
}

// advance opens what follows question at: from the review, the next question that
// is open.
func (m *model) advance(at int, fromReview bool) {
	next := at + 1
	if missing := m.missing(); fromReview && len(missing) > 0 {
		next = missing[0]
		if i := slices.IndexFunc(missing, func(open int) bool { return open > at }); i >= 0 {
			next = missing[i]
		}
	} else if fromReview {
		next = len(m.bank.questions)
	}
	if next == len(m.bank.questions) {
		m.review(at)
		return
	}
	m.open(newQuestionPage(m, next, fromReview))
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
