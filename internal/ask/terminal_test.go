package ask

import (
	"context"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"genaiops/internal/maturity"
)

// tty is a pseudo-terminal with a person at it.
type tty struct {
	t       *testing.T
	person  *os.File
	program *os.File

	mu    sync.Mutex
	drawn strings.Builder // all that the program wrote
	news  chan struct{}
}

func openTerminal(t *testing.T, width, height uint16) *tty {
	t.Helper()
	if raceDetector {
		// A form that ends doesn't wait forever for bubbletea's reader, and cancelreader
		// closes its file while that still reads.
		t.Skip("in a terminal, bubbletea's reader races with its own end")
	}
	person, program, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	t.Cleanup(func() { person.Close(); program.Close() })
	if err := pty.Setsize(person, &pty.Winsize{Cols: width, Rows: height}); err != nil {
		t.Fatal(err)
	}
	x := &tty{t: t, person: person, program: program, news: make(chan struct{}, 1)}
	go func() { _, _ = io.Copy(x, person) }()
	return x
}

// Write takes what the program draws.
func (x *tty) Write(b []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drawn.Write(b)
	select {
	case x.news <- struct{}{}:
	default:
	}
	return len(b), nil
}

func (x *tty) written() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.drawn.String()
}

// waits returns when a text has been drawn.
func (x *tty) waits(text string) {
	x.t.Helper()
	deadline := time.After(10 * time.Second)
	for !strings.Contains(x.written(), text) {
		select {
		case <-x.news:
		case <-deadline:
			x.t.Errorf("%q is not drawn in %q", text, x.written())
			return
		}
	}
}

func (x *tty) types(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.person, keys); err != nil {
		x.t.Error(err)
	}
}

// asks runs a form in the terminal.
func (x *tty) asks(ctx context.Context, s *Session) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- (&Form{In: x.program, Out: x.program, Color: true}).Ask(ctx, s) }()
	return ended
}

const started = "resume later."

func TestFormRecordsAnswersTypedInATerminal(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		x := openTerminal(t, uint16(size[0]), uint16(size[1]))
		before, err := term.GetState(x.program.Fd())
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Repeat([]int{1}, 14)
		s, r := newSession()
		ended := x.asks(context.Background(), s)
		x.waits(started)
		x.types(answering(want, byArrows) + "f")
		checkError(t, <-ended, nil)
		checkAnswers(t, s, want)
		checkSaved(t, s, r)
		after, err := term.GetState(x.program.Fd())
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%v: the terminal's modes are not restored: %v", size, err)
		}
	}
}

func TestFormUsesTheTerminalsSize(t *testing.T) {
	t.Parallel()
	for _, size := range [][4]uint16{{44, 17, 44, 17}, {1, 1, 1, 1}, {0, 0, 80, 24}, {44, 0, 80, 24}, {0, 17, 80, 24}} {
		x := openTerminal(t, size[0], size[1])
		if width, height := (&Form{Out: x.program}).size(); width != int(size[2]) || height != int(size[3]) {
			t.Errorf("got %d x %d from a terminal of %d x %d", width, height, size[0], size[1])
		}
	}
	if width, height := (&Form{Out: io.Discard}).size(); width != 80 || height != 24 {
		t.Errorf("got %d x %d without a terminal", width, height)
	}
}

func TestClosedTerminalEndsTheForm(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	s, r := newSession()
	s.Save = func(answers map[string]maturity.Answer) error {
		defer x.person.Close()
		return r.save(answers)
	}
	ended := x.asks(context.Background(), s)
	x.waits(started)
	x.types(enter + "1" + enter)
	checkError(t, <-ended, ErrInputEnded)
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
	checkSaved(t, s, r)
}

func TestCancellingEndsTheFormInATerminal(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	ctx, cancel := context.WithCancel(context.Background())
	s, r := newSession()
	s.Save = func(answers map[string]maturity.Answer) error {
		defer cancel()
		return r.save(answers)
	}
	ended := x.asks(ctx, s)
	x.waits(started)
	x.types(enter + "1" + enter)
	checkError(t, <-ended, ErrInterrupted)
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
}

func TestKeysTypedBeforeTheFirstPageDoNotCount(t *testing.T) {
	t.Parallel()
	for _, early := range []string{strings.Repeat(enter, 20), enter + "0" + enter + "1" + enter} {
		x := openTerminal(t, 80, 24)
		x.types(early)
		s, _ := newSession()
		ended := x.asks(context.Background(), s)
		x.waits(started)
		x.types("q")
		checkError(t, <-ended, ErrQuit)
		if len(s.Answers) > 0 || strings.Contains(x.written(), "question 1 of") {
			t.Errorf("%q: %v", early, s.Answers)
		}
	}
}

func TestKeysTypedBeforeAChoiceDoNotChoose(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	x.types(strings.Repeat(enter, 5))
	chosen := make(chan int, 1)
	go func() {
		i, _ := (&Form{In: x.program, Out: x.program}).Choose(context.Background(), "Go on?", []string{"yes", "no", "later"})
		chosen <- i
	}()
	x.waits("Go on?")
	x.types("3" + enter)
	if i := <-chosen; i != 2 {
		t.Errorf("chosen: %d", i)
	}
}

func TestLinesTypedBeforeTheFirstPromptDoNotCount(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	x.types("1\n2\n1")
	s, _ := newSession()
	ended := make(chan error, 1)
	go func() { ended <- (&Plain{In: x.program, Out: x.program}).Ask(context.Background(), s) }()
	x.waits("keep the draft:")
	x.types("0\n")
	x.waits("Recorded: 0,")
	x.types("q\n")
	checkError(t, <-ended, ErrQuit)
	checkAnswers(t, s, append([]int{0}, unanswered(13)...))
}

// The kernel cuts a line of a terminal after 4,095 bytes.
func TestALineThatATerminalCutsIsRefused(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	s, _ := newSession()
	s.Notes = true
	ended := make(chan error, 1)
	go func() { ended <- (&Plain{In: x.program, Out: x.program}).Ask(context.Background(), s) }()
	x.waits("keep the draft:")
	x.types("0\n")
	x.waits("Note, or")
	x.types(strings.Repeat("n", 6000) + "\n")
	x.waits("That line is too long; the limit is 4094 bytes.")
	x.types("short\n")
	x.waits("Evidence, a path")
	x.types("\n")
	x.waits("Commitment (")
	x.types("\n")
	x.waits("Question 2")
	x.types("q\n")
	checkError(t, <-ended, ErrQuit)
	if note := s.Answers["models.selection"].Note; note != "short" {
		t.Errorf("the note has %d bytes: %.20s", len(note), note)
	}
}

// Ctrl-C counts even where nothing is on screen yet.
func TestCtrlCCountsAtAnyTime(t *testing.T) {
	t.Parallel()
	for _, key := range []tea.KeyType{tea.KeyCtrlC, tea.KeyCtrlBackslash} {
		s, _ := newSession()
		m := newTestModel(s, 80, 24)
		m.screen, m.needed = &screen{Writer: io.Discard}, m.opened
		if typed(m, "enter", "0", "enter", "q"); m.over {
			t.Fatalf("it takes keys that nobody meant: %v", m.err)
		}
		m.Update(tea.KeyMsg{Type: key})
		checkError(t, m.err, ErrInterrupted)
	}
}

// A page counts as shown when its first line is drawn, whatever else is written.
func TestAScreenKnowsWhichPageItShows(t *testing.T) {
	t.Parallel()
	s := &screen{Writer: io.Discard}
	write := func(text string) int {
		_, _ = io.WriteString(s, text)
		return s.page()
	}
	for _, step := range []struct {
		page        int
		view, drawn string
		want        int
	}{
		{1, "\n \n one\n", "\x1b[?1049h", 0},
		{1, "\n \n one\n", "one", 1},
		{2, " two, wide\n", "one", 1},
		{2, " two\n", "one", 1}, // the window has become narrow before the page was drawn
		{2, " two\n", " two\x1b[K", 2},
		{2, " two again\n", "two", 2},
	} {
		s.expect(step.page, step.view, false)
		if got := write(step.drawn); got != step.want {
			t.Errorf("%q is drawn for %q: page %d is shown, expected %d", step.drawn, step.view, got, step.want)
		}
	}
}

// An Enter that was typed before a page was there doesn't confirm what was
// proposed; digits typed ahead choose as ever.
func TestEnterTypedAheadConfirmsNoProposal(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	s, _ := newSession()
	s.Proposals = map[string]Proposal{}
	for _, q := range s.Bank.Questions() {
		s.Proposals[q.ID] = Proposal{From: "August", Answer: maturity.Answer{Points: 1}}
	}
	ended := x.asks(context.Background(), s)
	x.waits(started)
	x.types(strings.Repeat(enter, 20))
	x.waits("question 1 of")
	x.types(enter) // this one is meant
	x.waits("question 2 of")
	x.types("0" + enter + "2" + enter)
	x.waits("question 4 of")
	x.types("q")
	checkError(t, <-ended, ErrQuit)
	checkAnswers(t, s, append([]int{1, 0, 2}, unanswered(11)...))
}

func TestALineTypedAheadConfirmsNoProposal(t *testing.T) {
	t.Parallel()
	x := openTerminal(t, 80, 24)
	s, _ := newReview()
	ended := make(chan error, 1)
	go func() { ended <- (&Plain{In: x.program, Out: x.program}).Ask(context.Background(), s) }()
	x.waits("Enter alone confirms 1.")
	x.types("\n\n\n") // the first is for this question
	x.waits("That line was typed before the question was here.")
	x.types("0\n")
	x.waits("Recorded: 0,")
	x.waits("Question 3 of 14")
	x.types("q\n")
	checkError(t, <-ended, ErrQuit)
	checkAnswers(t, s, append([]int{1, 0}, unanswered(12)...))
}

func TestAHangingSaveDoesNotKeepThePrompter(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	s, _ := newSession()
	forEver := make(chan struct{})
	t.Cleanup(func() { close(forEver) })
	s.Save = func(map[string]maturity.Answer) error {
		cancel()
		<-forEver
		return nil
	}
	began := time.Now()
	checkError(t, (&Plain{In: strings.NewReader("1\n"), Out: io.Discard}).Ask(ctx, s), ErrInterrupted)
	if took := time.Since(began); took > 2*grace {
		t.Errorf("it takes %s", took)
	}
}

// A model that hangs doesn't keep the terminal.
func TestAHangingModelIsLeft(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(x *tty, cancel func()){
		"signal": func(_ *tty, cancel func()) { cancel() },
		"Ctrl-C": func(x *tty, _ func()) { x.types("\x03") },
	} {
		x := openTerminal(t, 80, 24)
		before, err := term.GetState(x.program.Fd())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		s, _ := newSession()
		hangs, forEver := make(chan struct{}), make(chan struct{})
		t.Cleanup(func() { close(forEver) })
		s.Save = func(map[string]maturity.Answer) error {
			close(hangs)
			<-forEver
			return nil
		}
		ended := x.asks(ctx, s)
		x.waits(started)
		x.types(enter + "1" + enter)
		<-hangs
		leave(x, cancel)
		select {
		case err := <-ended:
			checkError(t, err, ErrInterrupted)
		case <-time.After(2 * grace):
			t.Fatalf("%s: it does not end", name)
		}
		after, err := term.GetState(x.program.Fd())
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%s: the terminal's modes are not restored: %v", name, err)
		}
		x.waits("\x1b[?1049l")
		x.waits("\x1b[?25h")
		cancel()
	}
}
