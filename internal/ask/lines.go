package ask

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// maxLine is the longest line that is taken, in bytes.
const maxLine = 128 << 10

var errLongLine = errors.New("line too long")

// lineReader reads lines, and can be interrupted while it waits for one. It is
// the only reader of its input, because a second one would miss what the first
// had buffered.
type lineReader struct {
	in *bufio.Reader
	// pending delivers the line that is being read. It outlives a call that
	// was interrupted, so that the line is there for the next.
	pending chan line
}

type line struct {
	text string
	err  error
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, maxLine)}
}

// next returns the next line without its end. What stands after the last line
// break is a line too. It returns ErrInterrupted, an error that is
// ErrInputEnded, or errLongLine, after which the following line can be read.
func (l *lineReader) next(ctx context.Context) (string, error) {
	if ctx.Err() != nil {
		return "", ErrInterrupted
	}
	if l.pending == nil {
		pending := make(chan line, 1)
		l.pending = pending
		go func() { pending <- readLine(l.in) }()
	}
	select {
	case <-ctx.Done():
		return "", ErrInterrupted
	case got := <-l.pending:
		l.pending = nil
		return got.text, got.err
	}
}

func readLine(in *bufio.Reader) line {
	b, err := in.ReadSlice('\n')
	text := string(b)
	if errors.Is(err, bufio.ErrBufferFull) {
		return line{err: skipLine(in)}
	}
	if err == nil || len(b) > 0 {
		return line{text: text} // an error comes again with the next line
	}
	return line{err: endOfInput(err)}
}

// skipLine reads to the end of a line, however long, without keeping it.
func skipLine(in *bufio.Reader) error {
	for {
		if _, err := in.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return errLongLine
		}
	}
}
