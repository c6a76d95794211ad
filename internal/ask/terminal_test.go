package ask

import (
	"context"
	"io"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"genaiops/internal/maturity"
)

// openTerminal returns both sides of a pseudo-terminal of that size. What the
// program writes is discarded.
func openTerminal(t *testing.T, width, height uint16) (person, program *os.File) {
	t.Helper()
	person, program, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal here:", err)
	}
	t.Cleanup(func() { person.Close(); program.Close() })
	if err := pty.Setsize(person, &pty.Winsize{Cols: width, Rows: height}); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, person) }()
	return person, program
}

func TestFormRecordsAnswersTypedInATerminal(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		person, program := openTerminal(t, uint16(size[0]), uint16(size[1]))
		before, err := term.GetState(program.Fd())
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Repeat([]int{1}, 14)
		if _, err := io.WriteString(person, answering(want, byArrows)+"f"); err != nil {
			t.Fatal(err)
		}
		s, r := newSession()
		if err := (&Form{In: program, Out: program, Color: true}).Ask(context.Background(), s); err != nil {
			t.Fatal(err)
		}
		checkAnswers(t, s, want)
		checkSaved(t, s, r)
		after, err := term.GetState(program.Fd())
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%v: the terminal's modes are not restored: %v", size, err)
		}
	}
}

func TestFormUsesTheTerminalsSize(t *testing.T) {
	t.Parallel()
	for _, size := range [][4]uint16{{44, 17, 44, 17}, {1, 1, 1, 1}, {0, 0, 80, 24}, {44, 0, 80, 24}, {0, 17, 80, 24}} {
		_, program := openTerminal(t, size[0], size[1])
		if width, height := (&Form{Out: program}).size(); width != int(size[2]) || height != int(size[3]) {
			t.Errorf("got %d x %d from a terminal of %d x %d", width, height, size[0], size[1])
		}
	}
	if width, height := (&Form{Out: io.Discard}).size(); width != 80 || height != 24 {
		t.Errorf("got %d x %d without a terminal", width, height)
	}
}

func TestClosedTerminalEndsTheForm(t *testing.T) {
	t.Parallel()
	person, program := openTerminal(t, 80, 24)
	s, r := newSession()
	s.Save = func(answers map[string]maturity.Answer) error {
		defer person.Close()
		return r.save(answers)
	}
	if _, err := io.WriteString(person, enter+down+enter); err != nil {
		t.Fatal(err)
	}
	err := (&Form{In: program, Out: program}).Ask(context.Background(), s)
	checkError(t, err, ErrInputEnded)
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
	checkSaved(t, s, r)
}

func TestCancellingEndsTheFormInATerminal(t *testing.T) {
	t.Parallel()
	person, program := openTerminal(t, 80, 24)
	ctx, cancel := context.WithCancel(context.Background())
	s, r := newSession()
	s.Save = func(answers map[string]maturity.Answer) error {
		defer cancel()
		return r.save(answers)
	}
	if _, err := io.WriteString(person, enter+down+enter); err != nil {
		t.Fatal(err)
	}
	checkError(t, (&Form{In: program, Out: program}).Ask(ctx, s), ErrInterrupted)
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
}
