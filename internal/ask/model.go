package ask

import (
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

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
	over    bool
	err     error         // why it is over; nil if it was finished
	stopped chan struct{} // closed when it is over; nil if no model follows
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
	m.open(openingPage{})
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
		// Some terminals report 0 x 0 if they don't know.
		if msg.Width > 0 && msg.Height > 0 {
			m.frame.width, m.frame.height = msg.Width, msg.Height
			m.follow = true
		}
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

// keys handles a message that may hold several keys: letters typed fast come as
// one message, and Esc followed fast by a key comes as that key with Alt.
func (m *model) keys(k tea.KeyMsg) {
	_, writing := m.page.(writer)
	switch {
	case writing || m.over:
		m.press(k)
	case k.Paste: // nobody pastes into a question on purpose
	case k.Alt:
		m.press(tea.KeyMsg{Type: tea.KeyEsc})
		k.Alt = false
		m.keys(k)
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
	m.message = ""
	switch key := k.String(); {
	case key == "ctrl+c":
		m.stop(ErrInterrupted)
	case key == "ctrl+s":
		m.quit()
	case m.frame.tooSmall(): // nobody can see what the key would do
	case key == "pgup":
		m.turn(-1)
	case key == "pgdown":
		m.turn(+1)
	default:
		// An Enter typed before the terminal was in raw mode arrives as Ctrl-J.
		if _, writing := m.page.(writer); !writing && k.Type == tea.KeyCtrlJ {
			k = tea.KeyMsg{Type: tea.KeyEnter}
		}
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
	m.view = m.frame.draw(m, p)
}

// stop ends the form.
func (m *model) stop(err error) {
	if m.stopped != nil && !m.over {
		close(m.stopped)
	}
	m.over, m.err = true, err
}

// quit keeps what was typed and ends the form.
func (m *model) quit() {
	if w, ok := m.page.(writer); !ok || w.keep(m) {
		m.stop(ErrQuit)
	}
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
	m.frame.scroll = 0
	// A question begins with its text, even if its first option doesn't fit.
	q, ok := p.(*questionPage)
	m.follow = !ok || q.choice.at() > 0
}

// begin opens the first unanswered question.
func (m *model) begin() {
	if missing := m.missing(); len(missing) > 0 {
		m.open(newQuestionPage(m, missing[0], false))
		return
	}
	m.review(len(m.bank.questions) - 1) // as after the last answer
}

// review opens the review page at the first unanswered question. Back leads to
// question from.
func (m *model) review(from int) {
	at := 0
	if missing := m.missing(); len(missing) > 0 {
		at = missing[0]
	}
	m.open(newReviewPage(m, at, from))
}

// advance opens what follows question at. From the review, that is the review
// at the next unanswered question.
func (m *model) advance(at int, fromReview bool) {
	switch {
	case fromReview:
		next := at
		missing := m.missing()
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
