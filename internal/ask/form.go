package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	// For its effect: bubbletea must not question the terminal at start-up.
	_ "genaiops/internal/ask/nodetect"
)

// Manners of the form in the terminal: it draws on Out and nowhere else, on
// the alternate screen, so that what was there before is there afterwards. It
// asks the terminal nothing, sets no title and takes no mouse. However it
// ends, it leaves cursor, modes and screen as it found them. It handles no
// signal; it ends when the context is cancelled.

// Form asks on the full screen of a terminal.
type Form struct {
	In    io.Reader // standard input; a terminal, except in tests
	Out   io.Writer // standard error; a terminal, except in tests
	Color bool      // use the terminal's 16 colours
}

// Ask implements [Asker].
func (f *Form) Ask(ctx context.Context, s *Session) error {
	width, height := f.size()
	m := newModel(s, newLook(f.Out, f.Color), width, height)
	return f.run(ctx, m)
}

// Choose implements [Asker].
func (f *Form) Choose(ctx context.Context, question string, options []string) (int, error) {
	width, height := f.size()
	m := newChooseModel(question, options, newLook(f.Out, f.Color), width, height)
	if err := f.run(ctx, m); err != nil {
		return 0, err
	}
	return m.page.(*choosePage).choice.at(), nil
}

// size returns that of the terminal, or the customary one if it is not known.
func (f *Form) size() (width, height int) {
	if out, ok := f.Out.(interface{ Fd() uintptr }); ok {
		width, height, err := term.GetSize(out.Fd())
		if err == nil && width > 0 && height > 0 {
			return width, height
		}
	}
	return 80, 24
}

// run lets bubbletea run the model. What bubbletea returns does not tell how
// the form ended (a killed program can return nil), so the model says it.
func (f *Form) run(ctx context.Context, m *model) error {
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	in := &input{Reader: f.In, ctx: ctx, stopped: m.stopped}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in.reader()), tea.WithOutput(f.Out),
		tea.WithAltScreen(), tea.WithoutSignalHandler())
	in.send = p.Send
	_, err := p.Run()
	switch {
	case m.over:
		return m.err
	case ctx.Err() != nil:
		return ErrInterrupted
	default:
		return fmt.Errorf("the form broke off: %w", err)
	}
}

// input tells the model when there is nothing more to read: bubbletea itself
// would wait for ever.
//
// For a model that another one follows, it reads key by key, and the next key
// only when the last one was worked off. So what is typed ahead of the end of
// the first is there for the second, which would otherwise begin in the middle
// of it. The price: as nobody knows whether an Esc begins a longer key, it
// waits for the key after it. Within one model the price is not worth paying.
type input struct {
	io.Reader
	send    func(tea.Msg)
	ctx     context.Context
	stopped <-chan struct{} // closed when the model is over; nil unless one follows
}

// file is an input that still shows bubbletea that it is a file, so that it
// can set the terminal's mode and cancel a read.
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

// Read reads, and reports the end after the last key was worked off.
func (in *input) Read(b []byte) (int, error) {
	read := in.Reader.Read
	if in.stopped != nil {
		read = in.readKey
	}
	n, err := read(b)
	switch {
	case errors.Is(err, errModelOver):
		return 0, io.EOF
	case n > 0 || err == nil:
		return n, nil // should there be an error too, the next read returns it
	}
	in.send(inputEnded{err})
	return 0, io.EOF
}

var errModelOver = errors.New("the model is over")

// readKey reads one key, as soon as the model wants one.
func (in *input) readKey(b []byte) (int, error) {
	if !in.workedOff() {
		return 0, errModelOver
	}
	n, err := in.Reader.Read(b[:1])
	for n > 0 && err == nil && n < len(b) && unfinished(b[:n]) {
		var more int
		more, err = in.Reader.Read(b[n : n+1])
		n += more
	}
	return n, err
}

// unfinished reports whether a key has more bytes than these: an escape
// sequence ends with its first byte from @ on that is not its introducer.
func unfinished(key []byte) bool {
	if key[0] != '\x1b' || len(key) == 1 {
		return key[0] == '\x1b'
	}
	introduced := key[1] == '[' || key[1] == 'O'
	return introduced && (len(key) == 2 || key[len(key)-1] < '@')
}

// workedOff waits until the model has worked off all that was read, and
// reports whether it wants more.
func (in *input) workedOff() bool {
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
