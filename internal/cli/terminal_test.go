//go:build unix

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"genaiops/internal/intake"
)

// sheetPlace is a place with two sheets in its home: a.yaml and b.yaml.
func sheetPlace(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	for name, points := range map[string]int{"a.yaml": 1, "b.yaml": 2} {
		text := jsonSheet(t, fmt.Sprintf(`"team":"Search","date":"2026-11-0%d",`, points), points)
		if err := os.WriteFile(filepath.Join(p.home, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// jsonSheet is a line with a sheet that has the same answer to every question.
func jsonSheet(t *testing.T, about string, points int) []byte {
	t.Helper()
	var answers []string
	for _, q := range builtIn(t).Questions() {
		answers = append(answers, fmt.Sprintf("%q:%d", q.ID, points))
	}
	return fmt.Appendf(nil, "{%s\"answers\":{%s}}\n", about, strings.Join(answers, ","))
}

// inTerminal runs a command that does not ask in a terminal, and returns what
// it writes there.
func inTerminal(t *testing.T, cmd *exec.Cmd, s size, status int) string {
	t.Helper()
	x := start(t, cmd, s)
	x.ends(status)
	return x.written()
}

func inPipe(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out)
}

var (
	colour = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	link   = "\x1b]8;"
)

func TestColourFlagsAndTerminals(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		flag, env            string
		terminal, pipe, file bool // whether there is colour
		links                bool // in a terminal; elsewhere there are none
	}{
		{"", "", true, false, false, true},
		{"auto", "", true, false, false, true},
		{"always", "", true, true, true, true},
		{"never", "", false, false, false, true},
		{"", "NO_COLOR=1", false, false, false, true},
		{"", "NO_COLOR=", true, false, false, true},
		{"", "CLICOLOR_FORCE=1", true, true, false, true},
		{"", "CLICOLOR_FORCE=0", true, false, false, true},
		{"", "CLICOLOR_FORCE=", true, false, false, true},
		{"", "TERM=dumb", false, false, false, false},
		{"", "NO_COLOR=1 CLICOLOR_FORCE=1", false, false, false, true},
		{"", "TERM=dumb CLICOLOR_FORCE=1", true, true, false, false},
		{"always", "TERM=dumb", true, true, true, false},
		{"always", "NO_COLOR=1", true, true, true, true},
		{"never", "CLICOLOR_FORCE=1", false, false, false, true},
		{"auto", "NO_COLOR=1", false, false, false, true},
	} {
		t.Run(test.flag+" "+test.env, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			command := func(more ...string) *exec.Cmd {
				args := append([]string{"level", "3"}, more...)
				if test.flag != "" {
					args = append(args, "--color", test.flag)
				}
				cmd := p.command(args...)
				cmd.Env = append(cmd.Env, strings.Fields(test.env)...)
				return cmd
			}
			check := func(where, text string, colours, links bool) {
				if colour.MatchString(text) != colours || strings.Contains(text, link) != links {
					t.Errorf("%s: colour is to be %v, links %v, in %q", where, colours, links, text)
				}
			}
			check("terminal", inTerminal(t, command(), usual, StatusDone), test.terminal, test.links)
			check("pipe", inPipe(t, command()), test.pipe, false)
			inTerminal(t, command("--output", "x.txt"), usual, StatusDone)
			text, err := os.ReadFile(filepath.Join(p.home, "x.txt"))
			if err != nil {
				t.Fatal(err)
			}
			check("file", string(text), test.file, false)
		})
	}
}

func TestTheFormTakesColourLikeTheResult(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		flag, env string
		want      bool
	}{
		{"auto", "", true},
		{"never", "", false},
		{"auto", "NO_COLOR=1", false},
		{"always", "NO_COLOR=1", true},
	} {
		cmd := newPlace(t).command("assess", "--color", test.flag)
		cmd.Env = append(cmd.Env, strings.Fields(test.env)...)
		x := start(t, cmd, usual)
		x.waits("enter start")
		x.types(enter)
		x.waits(question(1))
		x.types("q")
		x.ends(StatusInterrupted)
		if colour.MatchString(x.written()) != test.want {
			t.Errorf("--color %s, %s: colour is to be %v", test.flag, test.env, test.want)
		}
	}
}

// In a terminal, a command prints the text that a pipe of the same width gets,
// with nothing added but colour and links.
func TestCommandsInATerminalPrintWhatAPipeGets(t *testing.T) {
	t.Parallel()
	p := sheetPlace(t)
	for _, test := range []struct {
		status int
		args   string
	}{
		{StatusNo, "assess --answers a.yaml --min-level 4"},
		{StatusDone, "level"},
		{StatusDone, "level 3"},
		{StatusDone, "questions safety"},
		{StatusDone, "plan a.yaml"},
		{StatusIO, "plan nowhere.yaml"},
		{StatusDone, "compare a.yaml b.yaml"},
		{StatusDone, "consensus a.yaml b.yaml"},
		{StatusDone, "history a.yaml b.yaml"},
		{StatusDone, "report a.yaml --format markdown"},
		{StatusDone, "rollup a.yaml b.yaml"},
		{StatusNo, "rollup a.yaml b.yaml --min-level 4"},
		{StatusDone, "rollup a.yaml b.yaml --format csv"},
		{StatusDone, "validate a.yaml"},
		{StatusDone, "template"},
		{StatusDone, "schema level"},
		{StatusDone, "version"},
		{StatusDone, "--help"},
	} {
		t.Run(test.args, func(t *testing.T) {
			t.Parallel()
			args := strings.Fields(test.args)
			piped := p.command(args...)
			piped.Env = append(piped.Env, "COLUMNS=60")
			want := inPipe(t, piped)
			cmd := p.command(args...)
			cmd.Env = append(cmd.Env, "COLUMNS=100") // the terminal knows better
			got := inTerminal(t, cmd, size{60, 24}, test.status)
			if strings.Contains(got, "\x1b[?") {
				t.Errorf("it changes the terminal's modes: %q", got)
			}
			if text := ansi.Strip(got); text == "" || text != want {
				t.Errorf("a terminal shows\n%s\na pipe\n%s", text, want)
			}
		})
	}
}

// Text is as wide as the terminal, else as COLUMNS says, else 80 columns.
func TestTheWidthOfText(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	level := func(columns string) *exec.Cmd {
		cmd := p.command("level", "3")
		cmd.Env = append(cmd.Env, "COLUMNS="+columns)
		return cmd
	}
	wide := map[int]string{}
	for _, width := range []int{50, 80} {
		text := inPipe(t, level(fmt.Sprint(width)))
		widest := 0
		for line := range strings.Lines(text) {
			if !strings.Contains(line, "://") { // an address is never broken
				widest = max(widest, ansi.StringWidth(strings.TrimSuffix(line, "\n")))
			}
		}
		if widest > width || widest < width-5 {
			t.Errorf("in %d columns, the widest line has %d:\n%s", width, widest, text)
		}
		wide[width] = text
	}
	for _, columns := range []string{"", "0", "-50", "wide", "50x"} {
		if got := inPipe(t, level(columns)); got != wide[80] {
			t.Errorf("COLUMNS=%s: a pipe gets\n%s", columns, got)
		}
	}
	for _, test := range []struct {
		terminal int // 0 where the terminal does not know
		columns  string
		want     int
	}{
		{50, "80", 50}, {80, "50", 80}, {0, "50", 50}, {0, "", 80},
	} {
		got := inTerminal(t, level(test.columns), size{test.terminal, 24}, StatusDone)
		if ansi.Strip(got) != wide[test.want] {
			t.Errorf("COLUMNS=%s: a terminal of %d columns shows\n%s", test.columns, test.terminal, got)
		}
	}
}

func TestAPageOfHTMLIsNotPrintedInATerminal(t *testing.T) {
	t.Parallel()
	p := sheetPlace(t)
	const refusal = `genaiops: error: an HTML page can't be read in a terminal
hint: --output report.html writes it to a file; --format markdown prints something to read here
`
	if got := inTerminal(t, p.command("report", "a.yaml"), usual, StatusUsage); got != refusal {
		t.Errorf("it says %q", got)
	}
	const formRefusal = `genaiops: error: an HTML page can't be read in a terminal
hint: --output form.html writes it to a file
`
	if got := inTerminal(t, p.command("form"), usual, StatusUsage); got != formRefusal {
		t.Errorf("it says %q", got)
	}
	const summary = "genaiops: r.html: Level 2, defined (maturing): 14 of 28, 1 point to level 3.\n"
	if got := inTerminal(t, p.command("report", "a.yaml", "--output", "r.html"), usual, StatusDone); got != summary {
		t.Errorf("it says %q", got)
	}
	page, err := os.ReadFile(filepath.Join(p.home, "r.html"))
	if err != nil || !bytes.HasPrefix(page, []byte("<!DOCTYPE html>")) {
		t.Errorf("the page is %.40q, %v", page, err)
	}
}

// The questions are asked in a form only where both streams are a terminal that
// can draw one.
func TestWhichStreamsAndTerminalsAreAskedIn(t *testing.T) {
	t.Parallel()
	const (
		form     = "enter start"
		prompter = "Question 1 of 14."
		noInput  = "genaiops: error: there is no terminal to ask in: standard input isn't one\n"
		noErrors = "genaiops: error: there is no terminal to ask in: standard error, where the questions are drawn, isn't one\n"
		hints    = "hint: genaiops assess --answers FILE scores a sheet; genaiops template prints a blank one\n" +
			"hint: --accessible reads answers line by line, from a pipe too\n"
	)
	for _, test := range []struct {
		name, env    string
		args         []string
		in, messages bool // whether these are the terminal
		want         string
	}{
		{"terminal", "", nil, true, true, form},
		{"ACCESSIBLE=1", "ACCESSIBLE=1", nil, true, true, prompter},
		{"ACCESSIBLE=0", "ACCESSIBLE=0", nil, true, true, form},
		{"ACCESSIBLE empty", "ACCESSIBLE=", nil, true, true, form},
		{"--accessible", "", []string{"--accessible"}, true, true, prompter},
		{"TERM=dumb", "TERM=dumb", nil, true, true, prompter},
		{"input elsewhere", "", nil, false, true, noInput + hints},
		{"input elsewhere, TERM=dumb", "TERM=dumb", nil, false, true, noInput + hints},
		{"messages elsewhere", "", nil, true, false, noErrors + hints},
		{"messages elsewhere, TERM=dumb", "TERM=dumb", nil, true, false, noErrors + hints},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			cmd := p.command(append([]string{"assess"}, test.args...)...)
			cmd.Env = append(cmd.Env, strings.Fields(test.env)...)
			if !test.in {
				cmd.Stdin = strings.NewReader("")
				cmd.SysProcAttr = &syscall.SysProcAttr{Ctty: 2} // standard input cannot be it
			}
			var messages bytes.Buffer
			if !test.messages {
				cmd.Stderr = &messages
			}
			x := start(t, cmd, usual)
			if test.in && test.messages {
				x.waits(test.want)
				x.types("q", enter)
				x.ends(StatusInterrupted)
				return
			}
			x.ends(StatusUsage)
			if said := x.written() + messages.String(); said != test.want {
				t.Errorf("it says %q, expected %q", said, test.want)
			}
		})
	}
}

// A console that knows no box and block characters shows question marks for them.
func TestAskingIsASCIIWhereTheLocaleIsNotUTF8(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"assess"}, {"assess", "--accessible"}} {
		p := newPlace(t)
		cmd := p.command(append(args, "--review", "a.yaml")...)
		if err := os.WriteFile(filepath.Join(p.home, "a.yaml"), jsonSheet(t, "", 1), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd.Env = append(cmd.Env, "LC_ALL=C")
		x := start(t, cmd, usual)
		if len(args) == 1 {
			x.waits("enter start")
			x.types(enter)
			x.waits(question(1))
		} else {
			x.waits("Question 1 of 14.")
		}
		x.types("q", enter)
		x.ends(StatusInterrupted)
		for _, r := range x.written() {
			if r > '~' {
				t.Errorf("%v draws %q", args, r)
			}
		}
	}
}

func TestThePrompterFitsTheTerminal(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := start(t, p.command("assess", "--accessible"), size{50, 24})
	const prompt = "q quit and\nkeep the draft:"
	x.waits(prompt)
	x.types("0\n")
	x.waits("Recorded: 0,", "Question 2 of 14.", prompt)
	x.types("q\n")
	x.ends(StatusInterrupted)
	written := x.written()
	if !strings.Contains(written, prompt+" 0\n\nRecorded: 0, ") { // the terminal itself ends the line that is typed
		t.Errorf("the answer does not follow the prompt:\n%s", written)
	}
	asked, _, _ := strings.Cut(written, "genaiops: stopped")
	for line := range strings.Lines(asked) {
		if ansi.StringWidth(strings.TrimSuffix(line, "\n")) > 50 {
			t.Errorf("wider than the terminal: %q", line)
		}
	}
	if strings.Contains(written, "\x1b") {
		t.Errorf("escape bytes in %q", written)
	}
}

// TestALongReadShowsItsProgress lets a second pass whenever the clock is read.
func TestALongReadShowsItsProgress(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "many.ndjson")
	if err := os.WriteFile(file, bytes.Repeat(jsonSheet(t, "", 1), 2000), 0o600); err != nil {
		t.Fatal(err)
	}
	const shown = "\r\x1b[K2000 sheets read, 0 rejected\r\x1b[K"
	for _, test := range []struct {
		name, term, format string
		terminals          string // the streams that are one
		want               bool
	}{
		{"messages in a terminal", "xterm", "text", "2", true},
		{"no terminal", "xterm", "text", "", false},
		{"dumb terminal", "dumb", "text", "2", false},
		{"rows in a terminal too", "xterm", "csv", "12", false},
		{"rows elsewhere", "xterm", "csv", "2", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			person, device, err := pty.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer person.Close()
			said := make(chan string)
			go func() {
				text, _ := io.ReadAll(person) // ends with the terminal
				said <- string(text)
			}()
			stdout, stderr := io.Discard, io.Discard
			if strings.Contains(test.terminals, "1") {
				stdout = device
			}
			if strings.Contains(test.terminals, "2") {
				stderr = device
			}
			clock := now()
			status := Main(Env{
				Args: []string{"rollup", file, "--format", test.format}, Stdin: strings.NewReader(""), Stdout: stdout, Stderr: stderr,
				Getenv: func(name string) string { return map[string]string{"TERM": test.term}[name] },
				Now:    func() time.Time { clock = clock.Add(time.Second); return clock },
			})
			device.Close()
			if text := <-said; status != StatusDone || strings.Contains(text, shown) != test.want {
				t.Errorf("status %d, the terminal shows %.300q", status, text)
			}
		})
	}
}

func TestProgressWaitsASecondAndThenAFifth(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	clock := now()
	p := &progress{out: &out, now: func() time.Time { return clock }, start: clock}
	const line, cleared = "\r\x1b[K7 sheets read, 2 rejected", "\r\x1b[K"
	for _, step := range []struct {
		after time.Duration
		want  string
	}{
		{0, ""},
		{999 * time.Millisecond, ""},
		{time.Second, line},
		{1199 * time.Millisecond, ""},
		{1200 * time.Millisecond, line},
		{1399 * time.Millisecond, ""},
	} {
		clock = now().Add(step.after)
		out.Reset()
		if p.show(intake.Progress{Sheets: 7, Rejected: 2}); out.String() != step.want {
			t.Errorf("after %v it shows %q, expected %q", step.after, out.String(), step.want)
		}
	}
	for _, want := range []string{cleared, ""} { // there is nothing left to clear the second time
		out.Reset()
		if p.clear(); out.String() != want {
			t.Errorf("clearing writes %q, expected %q", out.String(), want)
		}
	}
}
