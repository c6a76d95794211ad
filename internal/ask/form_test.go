package ask

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"genaiops/internal/maturity"
)

// The bytes that keys send.
const (
	enter = "\r"
	down  = "\x1b[B"
	esc   = "\x1b"
)

// runForm runs a form to its end on the keys from in.
func runForm(s *Session, in io.Reader) (shown string, err error) {
	var out bytes.Buffer
	err = (&Form{In: in, Out: &out}).Ask(context.Background(), s)
	return out.String(), err
}

// answering returns the keys that choose these options, from the opening page on.
func answering(options []int, key func(option int) string) string {
	keys := enter
	for _, option := range options {
		keys += key(option) + enter
	}
	return keys
}

// The first of these puts the cursor on the first option.
func byArrows(option int) string { return strings.Repeat(down, option+1) }

func byLetters(option int) string {
	return strings.Repeat("j", option+1) + strings.Repeat("jk", option%2)
}
func byNames(option int) string { return []string{"0", "1", "2", "u"}[option] }

func TestAllAnswersTypedAtOnceAreRecorded(t *testing.T) {
	t.Parallel()
	want := slices.Repeat([]int{1}, 14)
	s, r := newSession()
	shown, err := runForm(s, strings.NewReader(answering(want, byArrows)+"f"))
	if err != nil {
		t.Fatal(err)
	}
	checkAnswers(t, s, want)
	checkSaved(t, s, r)
	checkNoVerdict(t, shown)
	if len(r.saved) != 14 {
		t.Errorf("saved %d times", len(r.saved))
	}
}

// chunks hands out keys in reads of random size that never cut a key: a
// terminal writes each key's bytes together.
type chunks struct {
	keys []string
	rand *rand.Rand
}

func (c *chunks) Read(b []byte) (int, error) {
	if len(c.keys) == 0 {
		return 0, io.EOF
	}
	n := 0
	for k := c.rand.IntN(8); len(c.keys) > 0 && n+len(c.keys[0]) <= len(b) && k >= 0; k-- {
		n += copy(b[n:], c.keys[0])
		c.keys = c.keys[1:]
	}
	return n, nil
}

func split(keys string) []string {
	var each []string
	for len(keys) > 0 {
		n := 1
		if strings.HasPrefix(keys, down) {
			n = len(down)
		}
		each, keys = append(each, keys[:n]), keys[n:]
	}
	return each
}

func TestTypingAheadNeverMisplacesAnAnswer(t *testing.T) {
	t.Parallel()
	runs := uint64(67) // for each way of typing: 201 in all
	if testing.Short() {
		runs = 10
	}
	for name, way := range map[string]func(int) string{"arrows": byArrows, "letters": byLetters, "names": byNames} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range runs {
				typeAhead(t, seeded(seed), way)
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
		})
	}
}

// typeAhead answers at random, goes back from the review to question 13,
// changes it, keeps 14 and finishes.
func typeAhead(t *testing.T, r *rand.Rand, way func(int) string) {
	t.Helper()
	want := randomOptions(r, 14)
	keys := answering(want, way)
	want[12] = r.IntN(4)
	keys += "bb" + byNames(want[12]) + enter + "n" + "f"
	s, saved := newSession()
	s.Bank = terseBank()
	if _, err := runForm(s, &chunks{split(keys), r}); err != nil {
		t.Fatal(err)
	}
	checkAnswers(t, s, want)
	checkSaved(t, s, saved)
}

func TestEndOfInputAnswersNoQuestion(t *testing.T) {
	t.Parallel()
	for n := range 15 {
		want := slices.Concat(slices.Repeat([]int{2}, n), unanswered(14-n))
		s, r := newSession()
		s.Bank = terseBank()
		_, err := runForm(s, strings.NewReader(answering(want[:n], byArrows)+down))
		if !errors.Is(err, ErrInputEnded) { // not wrapped: there is nothing to explain
			t.Fatalf("%v", err)
		}
		checkAnswers(t, s, want)
		checkSaved(t, s, r)
	}
}

func TestInterruptAtAnyQuestionKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	for n := range 15 {
		want := slices.Concat(slices.Repeat([]int{3}, n), unanswered(14-n))
		s, r := newSession()
		s.Bank = terseBank()
		_, err := runForm(s, strings.NewReader(answering(want[:n], byArrows)+down+"\x03"+enter))
		checkError(t, err, ErrInterrupted)
		checkAnswers(t, s, want)
		checkSaved(t, s, r)
	}
}

func TestCancellingAtAnyQuestionKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 14; n++ {
		ctx, cancel := context.WithCancel(context.Background())
		s, r := newSession()
		s.Bank = terseBank()
		s.Save = func(answers map[string]maturity.Answer) error {
			if len(answers) == n {
				cancel()
			}
			return r.save(answers)
		}
		in, typing := io.Pipe()
		go func() {
			keys := answering(slices.Repeat([]int{1}, n), byArrows)
			_, _ = io.WriteString(typing, keys) // then the input stays open
		}()
		err := (&Form{In: in, Out: io.Discard}).Ask(ctx, s)
		checkError(t, err, ErrInterrupted)
		checkAnswers(t, s, slices.Concat(slices.Repeat([]int{1}, n), unanswered(14-n)))
		checkSaved(t, s, r)
		in.Close()
	}
}

func TestCancelledContextAsksNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, asker := range []Asker{
		&Form{In: strings.NewReader(enter), Out: io.Discard},
		&Plain{In: strings.NewReader("1\n"), Out: io.Discard},
	} {
		s, _ := newSession()
		checkError(t, asker.Ask(ctx, s), ErrInterrupted)
		_, err := asker.Choose(ctx, "Which?", []string{"a", "b"})
		checkError(t, err, ErrInterrupted)
	}
}

func TestReadErrorIsReported(t *testing.T) {
	t.Parallel()
	broken := errors.New("terminal gone")
	s, _ := newSession()
	_, err := runForm(s, io.MultiReader(strings.NewReader(enter+"0"+enter), iotest.ErrReader(broken)))
	checkError(t, err, ErrInputEnded)
	checkError(t, err, broken)
	checkAnswers(t, s, append([]int{0}, unanswered(13)...))
}

func TestFormRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for _, keys := range []string{enter + "q", enter + "\x03", enter, answering(make([]int, 14), byArrows) + "f"} {
		s, _ := newSession()
		shown, _ := runForm(s, strings.NewReader(keys))
		for _, pair := range [][2]string{{"\x1b[?1049h", "\x1b[?1049l"}, {"\x1b[?25l", "\x1b[?25h"}, {"\x1b[?2004h", "\x1b[?2004l"}} {
			if strings.LastIndex(shown, pair[1]) < strings.LastIndex(shown, pair[0]) {
				t.Errorf("%q: %q is not undone", keys, pair[0])
			}
		}
		for _, query := range []string{"\x1b]11", "\x1b[6n", "\x1b[c", "\x1b]0", "\x1b]2"} {
			if strings.Contains(shown, query) {
				t.Errorf("%q: the terminal is sent %q", keys, query)
			}
		}
	}
}

func TestFormChoosesByKeys(t *testing.T) {
	t.Parallel()
	options := []string{"resume", "start over", "quit"}
	tests := []struct {
		keys string
		want int
		err  error
	}{
		{enter, 0, nil},
		{down + enter, 1, nil},
		{"\x1bOB" + enter, 1, nil},                  // as sent in application mode
		{down + "\x1b[1~" + enter, 0, nil},          // Home
		{down + down + "\x1bj" + enter, 0, ErrQuit}, // Esc and a letter
		{"3" + enter, 2, nil},
		{"9" + enter, 0, nil},
		{"jjk" + enter, 1, nil},
		{"q", 0, ErrQuit},
		{esc, 0, ErrQuit},
		{"\x03", 0, ErrInterrupted},
		{down, 0, ErrInputEnded},
	}
	for _, test := range tests {
		form := &Form{In: strings.NewReader(test.keys), Out: io.Discard}
		got, err := form.Choose(context.Background(), "Go on?", options)
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%q: %d, %v; want %d, %v", test.keys, got, err, test.want, test.err)
		}
	}
}

func TestAKeyEndsWithItsLastByte(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{
		"a": false, "\r": false, "[": false, "O": false, "\x1b": true, "\x1bj": false, "\x1b\x1b": false,
		"\x1b[": true, "\x1b[B": false, "\x1b[@": false, "\x1b[?": true, "\x1b[1": true, "\x1b[1;": true, "\x1b[1;5": true,
		"\x1b[1;5B": false, "\x1b[1~": false, "\x1bO": true, "\x1bOB": false, "\x1bO1": true,
	} {
		if got := unfinished([]byte(key)); got != want {
			t.Errorf("%q is unfinished: %v", key, got)
		}
	}
}

func TestAFormThatIsNotInATerminalIsOfUsualSize(t *testing.T) {
	t.Parallel()
	if width, height := (&Form{Out: io.Discard}).size(); width != 80 || height != 24 {
		t.Errorf("%d x %d", width, height)
	}
}
