//go:build unix

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// patience is how long a test waits for a screen or an end that must come. It
// is only ever used up by a test that fails.
const patience = 10 * time.Second

// place is where a user's program keeps its files. Sessions that share a place
// are sessions of one user.
type place struct{ home, state, data string }

func newPlace(t *testing.T) place {
	t.Helper()
	home := t.TempDir()
	return place{home: home, state: filepath.Join(home, "state"), data: filepath.Join(home, "data")}
}

// command returns the program, to be run in the place's home.
func (p place) command(args ...string) *exec.Cmd {
	cmd := exec.Command("genaiops", args...)
	cmd.Dir = p.home
	cmd.Env = []string{
		"HOME=" + p.home, "GENAIOPS_STATE=" + p.state, "GENAIOPS_DATA=" + p.data,
		"TERM=xterm-256color", "PATH=" + os.Getenv("PATH"),
	}
	return cmd
}

// size is that of a terminal.
type size struct{ width, height int }

var (
	usual = size{80, 24}
	sizes = []size{{120, 40}, usual, {60, 15}, {40, 10}}
)

func (s size) winsize() *pty.Winsize {
	return &pty.Winsize{Cols: uint16(s.width), Rows: uint16(s.height)}
}

// terminal is the program in a pseudo-terminal, with what its screen shows. The
// terminal answers no queries.
type terminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	person *os.File      // the person's side
	device *os.File      // the same, for settings: see unblocked
	drawn  chan struct{} // something was drawn, or the program has ended
	ended  chan struct{} // closed when status and output are final
	status int

	mu     sync.Mutex
	screen vt10x.Terminal
	output bytes.Buffer // everything that was written to the terminal
}

// start runs the program in a terminal of its own.
func start(t *testing.T, cmd *exec.Cmd, s size) *terminal {
	t.Helper()
	device, err := pty.StartWithSize(cmd, s.winsize())
	if err != nil {
		t.Fatal(err)
	}
	x := &terminal{
		t: t, cmd: cmd, person: unblocked(t, device), device: device,
		drawn: make(chan struct{}, 1), ended: make(chan struct{}),
		screen: vt10x.New(vt10x.WithSize(max(1, s.width), s.height)), // 0 is a size that is not known
	}
	go x.watch()
	t.Cleanup(x.close)
	return x
}

// close ends the program, should it still run.
func (x *terminal) close() {
	_ = x.cmd.Process.Kill() // it may have ended
	<-x.ended
	x.hangUp()
}

// watch draws what the program writes, and then takes its status.
func (x *terminal) watch() {
	defer close(x.ended)
	buffer := make([]byte, 4096)
	held := 0 // bytes of a character that is not complete yet
	for {
		n, err := x.person.Read(buffer[held:])
		whole := wholeRunes(buffer[:held+n])
		x.draw(buffer[:whole])
		held = copy(buffer, buffer[whole:held+n])
		if err != nil { // the program's side is closed
			break
		}
	}
	x.status = exitStatus(x.cmd.Wait())
}

func (x *terminal) draw(b []byte) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.output.Write(b)
	_, _ = x.screen.Write(b) // never fails
	select {
	case x.drawn <- struct{}{}:
	default: // nobody has looked since the last time
	}
}

// wholeRunes returns how many bytes of b are not the beginning of a character.
func wholeRunes(b []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(b); back++ {
		if last := b[len(b)-back:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				return len(b) - back
			}
			break
		}
	}
	return len(b)
}

// exitStatus is the status as a shell has it: 128 and the number of the signal
// that ended the process, or -1 when waiting failed otherwise.
func exitStatus(err error) int {
	var exit *exec.ExitError
	if err == nil {
		return 0
	}
	if !errors.As(err, &exit) {
		return -1
	}
	if ws, ok := exit.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal())
	}
	return exit.ExitCode()
}

// shows returns the screen as text, without the spaces at the ends of lines.
func (x *terminal) shows() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	lines := strings.Split(x.screen.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// written returns everything that was written to the terminal, with the line
// ends that the program wrote.
func (x *terminal) written() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.ReplaceAll(x.output.String(), "\r\n", "\n")
}

// types sends keys.
func (x *terminal) types(keys ...string) {
	x.t.Helper()
	if _, err := io.WriteString(x.person, strings.Join(keys, "")); err != nil {
		x.t.Fatalf("typing: %v; the screen shows:\n%s", err, x.shows())
	}
}

// waits returns when the screen shows all of these texts.
func (x *terminal) waits(texts ...string) {
	x.t.Helper()
	x.until(strings.Join(texts, " and "), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

func (x *terminal) until(what string, shown func(screen string) bool) {
	x.t.Helper()
	deadline := time.After(patience)
	for !shown(x.shows()) {
		select {
		case <-x.drawn:
		case <-x.ended:
			if !shown(x.shows()) {
				x.t.Fatalf("ended with status %d before it showed %s:\n%s", x.status, what, x.shows())
			}
		case <-deadline:
			x.t.Fatalf("it does not show %s:\n%s", what, x.shows())
		}
	}
}

// resizes changes the size of the terminal.
func (x *terminal) resizes(s size) {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(s.width, s.height)
	x.mu.Unlock()
	if err := pty.Setsize(x.device, s.winsize()); err != nil {
		x.t.Fatal(err)
	}
}

// unblocked returns another handle of a file, one whose Close ends a Read that
// waits. Package pty takes the descriptor of its own, which makes that wait.
func unblocked(t *testing.T, f *os.File) *os.File {
	t.Helper()
	syscall.ForkLock.RLock() // no program that starts now may inherit it
	defer syscall.ForkLock.RUnlock()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// signal sends a signal to the program alone.
func (x *terminal) signal(s os.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatal(err)
	}
}

// hangUp closes the terminal, as closing its window does.
func (x *terminal) hangUp() {
	_ = x.person.Close() // each may be closed already
	_ = x.device.Close()
}

// ends waits for the end of the program and checks its status.
func (x *terminal) ends(status int) {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(patience):
		x.t.Fatalf("it does not end; the screen shows:\n%s", x.shows())
	}
	if x.status != status {
		x.t.Fatalf("status %d, expected %d; the screen shows:\n%s", x.status, status, x.shows())
	}
}

// restored checks that the program left the terminal as it found it: the
// ordinary screen, with a cursor, and the modes of a new terminal.
func (x *terminal) restored() {
	x.t.Helper()
	for _, mode := range []string{"1049", "2004"} {
		if !x.undone("\x1b[?"+mode+"h", "\x1b[?"+mode+"l") {
			x.t.Errorf("mode %s stays set", mode)
		}
	}
	if !x.undone("\x1b[?25l", "\x1b[?25h") {
		x.t.Error("the cursor stays hidden")
	}
	if got, want := x.modes(), freshModes(x.t); !reflect.DeepEqual(got, want) {
		x.t.Errorf("the terminal's modes are %+v, were %+v", got, want)
	}
	if said := x.said(); strings.Contains(said, "\x1b") {
		x.t.Errorf("escape bytes after the form was left: %q", said)
	}
}

// undone reports whether the last change to a mode undid it.
func (x *terminal) undone(change, undo string) bool {
	written := x.written()
	return strings.LastIndex(written, undo) > strings.LastIndex(written, change)
}

func (x *terminal) modes() *term.State {
	x.t.Helper()
	state, err := term.GetState(x.device.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	return state
}

// freshModes returns the modes of a terminal that nobody has used.
func freshModes(t *testing.T) *term.State {
	t.Helper()
	person, program, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer person.Close()
	defer program.Close()
	state, err := term.GetState(program.Fd())
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// said returns what the program wrote after the last form was left.
func (x *terminal) said() string {
	written := x.written()
	for _, last := range []string{"\x1b[?1049l", "\x1b[?25h"} {
		if at := strings.LastIndex(written, last); at >= 0 {
			written = written[at+len(last):]
		}
	}
	return written
}
