package ask

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	// For its effect: bubbletea must not query the terminal at start-up.
	_ "genaiops/internal/ask/nodetect"
)

// The form draws only on Out, on the alternate screen, so the terminal later
// shows what it showed before. It sends the terminal no query, sets no title
// and leaves the mouse alone. However it ends, it restores cursor, modes and
// screen, even if the model hangs. It ends when its context is cancelled, and
// stops and comes back with SIGTSTP and SIGCONT.
//
// In a terminal, a key that was read before the page was on screen doesn't count
// where the person didn't bring up that page: at the start, and after a stop.

// Form asks on the full screen of a terminal.
type Form struct {
	In    io.Reader // standard input; a terminal, except in tests
	Out   io.Writer // standard error; a terminal, except in tests
	Color bool      // use the terminal's 16 colours
	ASCII bool      // draw bars, rules and marks in ASCII

	asked bool // an earlier form has led to the next one
}

// Ask implements [Asker].
func (f *Form) Ask(ctx context.Context, s *Session) error {
	width, height := f.size()
	return f.run(ctx, newModel(s, f.look(), width, height))
}

// Choose implements [Asker].
func (f *Form) Choose(ctx context.Context, question string, options []string) (int, error) {
	width, height := f.size()
	m := newChooseModel(question, options, f.look(), width, height)
	if err := f.run(ctx, m); err != nil {
		return 0, err
	}
	return m.page.(*choosePage).choice.at(), nil
}

// Line implements [Asker]. It asks below what the terminal showed before the form, as
// any program does that asks for one line.
func (f *Form) Line(ctx context.Context, prompt string) (string, error) {
	width, _ := f.size()
	plain := Plain{In: f.In, Out: f.Out, Width: width, ASCII: f.ASCII}
	return plain.Line(ctx, prompt)
}

func (f *Form) look() look {
	l := newLook(f.Out, f.Color)
	l.ascii = f.ASCII
	return l
}

// size returns the terminal's size, or 80 x 24 if that is unknown.
func (f *Form) size() (width, height int) {
	if out, ok := f.Out.(interface{ Fd() uintptr }); ok {
		width, height, err := term.GetSize(out.Fd())
		if err == nil && width > 0 && height > 0 {
			return width, height
		}
	}
	return 80, 24
}

// run runs the model in bubbletea. The model knows how the form ended;
// bubbletea's error doesn't tell, since a killed program can return nil.
func (f *Form) run(ctx context.Context, m *model) error {
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	out := f.watch(m)
	in := &input{Reader: f.In, ctx: ctx, stopped: m.stopped, screen: m.screen, leave: leave}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in.reader()), tea.WithOutput(out),
		tea.WithAltScreen(), tea.WithoutSignalHandler())
	in.send = p.Send
	restore := restorer(f.In, f.Out)
	m.signals = watchSignals(p.Send)
	defer m.signals.end()
	err, hangs := bounded(ctx, func() error { _, err := p.Run(); return err })
	if hangs { // touch nothing of the model any more
		restore()
		return ErrInterrupted
	}
	m.keep() // a note being typed when the context was cancelled
	switch {
	case m.over:
		return m.err
	case ctx.Err() != nil:
		return ErrInterrupted
	default:
		return fmt.Errorf("the form stopped unexpectedly: %w", err)
	}
}

// watch makes the model notice which page is on screen, if In is a terminal. It
// returns where to draw.
func (f *Form) watch(m *model) io.Writer {
	in, ok := terminal(f.In)
	if !ok {
		return f.Out
	}
	m.screen = &screen{Writer: f.Out, in: in}
	if !f.asked {
		m.needed = m.opened
	}
	f.asked = true
	m.draw()
	if out, ok := f.Out.(*os.File); ok {
		return screenFile{out, m.screen}
	}
	return m.screen
}

// terminal returns the file that a stream is, if it is a terminal.
func terminal(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(f.Fd())
}

// restorer returns a function that restores the terminal without bubbletea.
func restorer(in io.Reader, out io.Writer) func() {
	f, ok := terminal(in)
	if !ok {
		return func() {}
	}
	before, err := term.GetState(f.Fd())
	return func() {
		written := make(chan struct{})
		go func() { // a terminal that takes no output must not hold up the end
			_, _ = io.WriteString(out, ansi.ResetModeBracketedPaste+ansi.ShowCursor+ansi.ResetModeAltScreenSaveCursor)
			close(written)
		}()
		select {
		case <-written:
		case <-time.After(grace / 4):
		}
		if err == nil {
			_ = term.Restore(f.Fd(), before) // there is nothing else to try
		}
	}
}

// screen is what the form draws on. It knows which page was drawn last.
type screen struct {
	io.Writer
	in    *os.File // the terminal; nil in tests
	mu    sync.Mutex
	shown int    // the page that is on screen
	next  int    // the page that is to come
	mark  []byte // its first line that isn't blank; no page has the one of the page before
	fresh bool   // what was typed before it doesn't count
}

// expect says what a page looks like that is about to be drawn.
func (s *screen) expect(page int, view string, fresh bool) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if page > s.shown {
		mark, _, _ := strings.Cut(strings.TrimLeft(view, " \n"), "\n")
		s.next, s.mark, s.fresh = page, []byte(mark), fresh
	}
}

// Write counts a page as shown when it begins to draw it: who has seen it may type
// before Write returns.
func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	if s.next > s.shown && bytes.Contains(b, s.mark) {
		if s.fresh && s.in != nil {
			flushInput(s.in)
		}
		s.shown = s.next
	}
	s.mu.Unlock()
	return s.Writer.Write(b)
}

func (s *screen) page() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

// screenFile is a screen that bubbletea recognizes as a terminal, so that it
// knows its size.
type screenFile struct {
	*os.File
	screen *screen
}

func (f screenFile) Write(b []byte) (int, error) { return f.screen.Write(b) }

// input tells the model when its input ends; bubbletea would wait forever.
//
// If another model follows, input reads one key at a time, and only after the
// model has handled the one before. Keys typed ahead of the first model's end
// then reach the second one whole. The price is that an Esc waits for the next
// key, since it may begin a longer one. A single model needn't pay it.
type input struct {
	io.Reader
	send    func(tea.Msg)
	ctx     context.Context
	stopped <-chan struct{} // closed when the model is over; nil if no model follows
	screen  *screen         // nil where nobody watches
	leave   func()          // ends the form without the model
}

// file is an input that bubbletea recognizes as a file, so that it can set the
// terminal's mode and cancel a read.
type file struct {
	*os.File
	input *input
}

func (f file) Read(b []byte) (int, error) { return f.input.Read(b) }

func (in *input) reader() io.Reader {
	if f, ok := in.Reader.(*os.File); ok {
		return file{f, in}
	}
	return in
}

// Read reads keys, and tells the model when there are none left.
func (in *input) Read(b []byte) (n int, err error) {
	switch {
	case in.stopped == nil:
		n, err = in.Reader.Read(b)
	case in.drain():
		n, err = readKey(in.Reader, b)
	default:
		return 0, io.EOF
	}
	if bytes.ContainsAny(b[:n], "\x03\x1c") { // Ctrl-C and Ctrl-\, which are no signals here
		go in.insist()
	}
	if n > 0 && in.screen != nil {
		in.send(keysRead{in.screen.page()})
	}
	if n > 0 || err == nil {
		return n, nil // the next read returns the error again
	}
	in.send(inputEnded{err})
	return 0, io.EOF
}

// insist ends the form if the model doesn't handle messages any more.
func (in *input) insist() {
	done := make(chan struct{})
	go in.send(keysDone{done})
	select {
	case <-done:
	case <-in.ctx.Done():
	case <-time.After(grace / 2):
		in.leave()
	}
}

// drain waits until the model has handled every key read so far. It returns
// false if the model wants no more.
func (in *input) drain() bool {
	done := make(chan struct{})
	in.send(keysDone{done})
	select {
	case <-done:
		return true
	case <-in.stopped:
	case <-in.ctx.Done():
	}
	return false
}

func readKey(r io.Reader, b []byte) (int, error) {
	n, err := r.Read(b[:1])
	for n > 0 && err == nil && n < len(b) && unfinished(b[:n]) {
		var more int
		more, err = r.Read(b[n : n+1])
		n += more
	}
	return n, err
}

// unfinished reports whether more bytes of a key follow these. An escape
// sequence ends with the first byte from @ on after its introducer.
func unfinished(key []byte) bool {
	if key[0] != '\x1b' || len(key) == 1 {
		return key[0] == '\x1b'
	}
	introduced := key[1] == '[' || key[1] == 'O'
	return introduced && (len(key) == 2 || key[len(key)-1] < '@')
}
