//go:build unix

package cli

import (
	"math/rand/v2"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Impatient Enters, from the moment of start, are no answers.
func TestEnterFromTheStartAnswersNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--accessible"}} {
		p := newPlace(t)
		x := start(t, p.command(append([]string{"assess"}, args...)...), usual)
		for range 20 {
			x.types(enter)
		}
		x.waits("q quit")
		x.types("q", enter)
		x.ends(StatusInterrupted)
		p.wantDraft(t, nil)
	}
}

// shell starts a shell with job control.
func (p place) shell(t *testing.T) *terminal {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here:", err)
	}
	cmd := p.command()
	cmd.Path, cmd.Args, cmd.Err = bash, []string{"bash", "--norc", "--noprofile", "-i"}, nil
	cmd.Env = append(cmd.Env, "PS1=$ ")
	return start(t, cmd, usual)
}

func TestCtrlZStopsAndComesBack(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := p.shell(t)
	x.waits("$")
	x.types("genaiops assess --notes", enter)
	x.waits("enter start")
	x.types(enter, "1", enter)
	x.waits("Note (optional)")
	x.types("half a ", "\x1a")
	x.waits("Stopped")
	x.types("echo 0 $((1+1))", enter) // for the shell, not for the form
	x.waits("\n0 2\n")
	x.types("fg", enter)
	x.waits("half a", "esc back")
	x.types("note", "\x13") // Ctrl-S
	x.waits("1 answer kept")
	p.wantNote(t, "half a note")
	x.types("exit", enter)
	x.ends(StatusInterrupted) // that of the last command
	if got, want := x.modes(), freshModes(t); !reflect.DeepEqual(got, want) {
		t.Errorf("the terminal's modes are %+v, were %+v", got, want)
	}
}

func (p place) wantNote(t *testing.T, note string) {
	t.Helper()
	for _, a := range p.draftAnswers(t) {
		if a.Note != note {
			t.Errorf("the note is %q, expected %q", a.Note, note)
		}
	}
}

// A stop from outside gives the terminal back, and what is typed meanwhile
// answers nothing.
func TestAStopFromOutsideGivesTheTerminalBack(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p, usual)
	x.signal(syscall.SIGTSTP)
	x.untilWritten("\x1b[?1049l")
	for deadline := time.Now().Add(patience); !reflect.DeepEqual(x.modes(), freshModes(t)); {
		if time.Now().After(deadline) {
			t.Fatal("the terminal stays raw")
		}
	}
	x.types("0\n")
	x.signal(syscall.SIGCONT)
	x.waits(question(1), "0-2 u ↑↓")
	x.types("1", enter)
	x.waits(question(2))
	x.types("q")
	x.ends(StatusInterrupted)
	x.restored()
	p.wantDraft(t, options{2})
}

// untilWritten waits for bytes, not for a screen.
func (x *terminal) untilWritten(bytes string) {
	x.t.Helper()
	x.until("the bytes "+bytes, func(string) bool { return strings.Contains(x.written(), bytes) })
}

// Word-left in an empty note was an endless loop, deaf to every signal.
func TestASignalEndsTheNotesWithinTwoSeconds(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		p := newPlace(t)
		x := open(t, p, usual, "--notes")
		x.types("1", enter)
		x.waits("Note (optional)")
		x.types("  ", "\x1b[1;3D", "\x1b[1;5D", "\x1b[1;3C", "\x1b\x1b[D", "kept")
		x.waits("kept")
		began := time.Now()
		x.signal(s)
		x.ends(StatusInterrupted)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%s takes %s", s, took)
		}
		x.restored()
		p.wantNote(t, "kept")
	}
}

// randomInput has what a terminal may send: keys, pastes, mouse clicks, replies
// to queries nobody made, and noise. None of it quits.
var randomInput = []string{
	enter, enter, enter, "0", "1", "2", "u", up, down, left, right, "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[3~", "\t", "\x1b[Z",
	"?", "r", "b", "n", "j", "k", "g", "G", "/", escape, "\x1bb", "\x1bf", "\x1bd", "\x1b\x7f", "\x7f", "\x01", "\x05", "\x0b", "\x15", "\x17", "\x14", "\x16",
	"\x1b[1;3D", "\x1b[1;3C", "\x1b[1;5D", "\x1b[1;5C", "\x1b\x1b[D", "\x0a", "日本", "e\u0301", "words and ", "delete", "ctrl+c", " ", "\u3000",
	"\x1b[200~pasted\rq\x1b[201~", "\x1b[<0;10;5M", "\x1b[<0;10;5m", "\x1b[M !!", "\x1b]11;rgb:0000/0000/0000\x07", "\x1b[12;40R", "\x1b[?1;2c", "\x1b[I", "\x1b[O", "\x00", "\xff",
}

func TestRandomInputNeitherHangsNorBreaksTheTerminal(t *testing.T) {
	t.Parallel()
	for seed := range rounds(6) {
		r := seeded(seed)
		p := newPlace(t)
		args := []string{"assess"}
		if seed%2 == 0 {
			args = append(args, "--notes")
		}
		x := start(t, p.command(args...), sizes[r.IntN(len(sizes))])
		x.waits("enter")
		x.typesAtRandom(r, 120)
		x.signal(syscall.SIGTERM)
		select {
		case <-x.ended: // finished at random, or ended by the signal
		case <-time.After(patience):
			t.Fatalf("seed %d: it does not end; the screen shows:\n%s", seed, x.shows())
		}
		if x.status != StatusInterrupted && x.status != StatusDone {
			t.Errorf("seed %d: status %d", seed, x.status)
		}
		x.restored()
	}
}

func (x *terminal) typesAtRandom(r *rand.Rand, n int) {
	for range n {
		select {
		case <-x.ended:
			return
		default:
		}
		if r.IntN(20) == 0 {
			x.resizes(sizes[r.IntN(len(sizes))])
		}
		if _, err := x.person.WriteString(randomInput[r.IntN(len(randomInput))]); err != nil {
			return // it has ended
		}
		if r.IntN(4) == 0 {
			select {
			case <-x.drawn:
			case <-x.ended:
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}
