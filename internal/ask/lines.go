package ask

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// maxLine is the length in bytes of the longest line that is accepted.
const maxLine = 128 << 10

var errLongLine = errors.New("line too long")

// lineReader reads lines and can be interrupted while it waits for one. It must
// be the only reader of its input: a second one would miss what it has buffered.
type lineReader struct {
	in *bufio.Reader
	// pending delivers the line being read. It survives an interrupted call, so
	// that the next call gets the line.
	pending  chan line
	terminal bool // somebody types the lines
}

type line struct {
	text string
	err  error
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, maxLine)}
}

// next returns the next line, the last one even if it has no line end. It
// fails with ErrInterrupted, an error that wraps ErrInputEnded, or errLongLine;
// after errLongLine the line that follows can be read.
func (l *lineReader) next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", ErrInterrupted
	}
	l.start()
	select {
	case <-ctx.Done():
		return "", ErrInterrupted
	case got := <-l.pending:
		l.pending = nil
		return got.text, got.err
	}
}

// start reads a line in the background, unless it does so already.
func (l *lineReader) start() {
	if l.pending != nil {
		return
	}
	pending := make(chan line, 1)
	l.pending = pending
	go func() { pending <- readLine(l.in) }()
}

// moment is enough to read a line that was typed before.
const moment = 20 * time.Millisecond

// typedAhead reports whether a line was typed already.
func (l *lineReader) typedAhead() bool {
	if !l.terminal {
		return false
	}
	l.start()
	select {
	case got := <-l.pending:
		l.pending <- got
		return true
	case <-time.After(moment):
		return false
	}
}

func readLine(in *bufio.Reader) line {
	b, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) { // skip the rest of the line
			_, err = in.ReadSlice('\n')
		}
		return line{err: errLongLine}
	}
	if len(b) > 0 {
		return line{text: string(b)} // the next read returns the error again
	}
	return line{err: endOfInput(err)}
}

func endOfInput(err error) error {
	if errors.Is(err, io.EOF) {
		return ErrInputEnded
	}
	return fmt.Errorf("%w: %w", ErrInputEnded, err)
}
