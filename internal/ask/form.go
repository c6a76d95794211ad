package ask

import (
	"context"
	"fmt"
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	// For its effect: bubbletea must not query the terminal at start-up.
	_ "genaiops/internal/ask/nodetect"
)

// The form draws only on Out, on the alternate screen, so the terminal later
// shows what it showed before. It sends the terminal no query, sets no title
// and leaves the mouse alone. However it ends, it restores cursor, modes and
// screen. It handles no signals and ends when its context is cancelled.

// Form asks on the full screen of a terminal.
type Form struct {
	In    io.Reader // standard input; a terminal, except in tests
	Out   io.Writer // standard error; a terminal, except in tests
	Color bool      // use the terminal's 16 colours
}

// Ask implements [Asker].
func (f *Form) Ask(ctx context.Context, s *Session) error {
	width, height := f.size()
	return f.run(ctx, newModel(s, newLook(f.Out, f.Color), width, height))
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

// Line implements [Asker]. It asks below what the terminal showed before the form, as
// any program does that asks for one line.
func (f *Form) Line(ctx context.Context, prompt string) (string, error) {
	width, _ := f.size()
	plain := Plain{In: f.In, Out: f.Out, Width: width}
	return plain.Line(ctx, prompt)
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
		return fmt.Errorf("the form stopped unexpectedly: %w", err)
	}
}

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
	if n > 0 || err == nil {
		return n, nil // the next read returns the error again
	}
	in.send(inputEnded{err})
	return 0, io.EOF
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
