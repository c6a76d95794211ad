package ask

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLineReaderReadsLinesOfAnyLength(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 70<<10) // longer than bufio.Scanner takes
	endless := strings.Repeat("y", 3*maxLine)
	l := newLineReader(strings.NewReader("one\n" + long + "\n" + endless + "\nafter\nlast"))
	steps := []struct {
		text string
		err  error
	}{{"one\n", nil}, {long + "\n", nil}, {"", errLongLine}, {"after\n", nil}, {"last", nil}, {"", ErrInputEnded}, {"", ErrInputEnded}}
	for i, want := range steps {
		text, err := l.next(context.Background())
		if text != want.text || !errors.Is(err, want.err) {
			t.Fatalf("step %d: %.20q, %v; want %.20q, %v", i, text, err, want.text, want.err)
		}
	}
}

func TestALineHasAtMost128KiBWithItsEnd(t *testing.T) {
	t.Parallel()
	for length, want := range map[int]error{131_072: nil, 131_073: errLongLine} {
		_, err := newLineReader(strings.NewReader(strings.Repeat("x", length-1) + "\n")).next(context.Background())
		if !errors.Is(err, want) {
			t.Errorf("%d bytes: %v, expected %v", length, err, want)
		}
	}
}

func TestLineReaderSaysWhyTheInputEnded(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	_, err := newLineReader(iotest.ErrReader(broken)).next(context.Background())
	checkError(t, err, ErrInputEnded)
	checkError(t, err, broken)
}

func TestNextCallGetsAnInterruptedLine(t *testing.T) {
	t.Parallel()
	in, typed := io.Pipe()
	l := newLineReader(in)
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	if _, err := l.next(ctx); !errors.Is(err, ErrInterrupted) {
		t.Fatalf("blocked read: %v", err)
	}
	go func() { _, _ = io.WriteString(typed, "kept\n") }()
	text, err := l.next(context.Background())
	if text != "kept\n" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}
