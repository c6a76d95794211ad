//go:build unix

package cli

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"genaiops/internal/display"
	"genaiops/internal/sheet"
)

// leaving is a way to go before the end.
type leaving struct {
	name   string
	act    func(*terminal)
	status int
	says   string // nothing where nobody can read it
}

var interruptions = []leaving{
	{"SIGINT", func(x *terminal) { x.signal(os.Interrupt) }, StatusInterrupted, "genaiops: interrupted"},
	{"SIGTERM", func(x *terminal) { x.signal(syscall.SIGTERM) }, StatusInterrupted, "genaiops: interrupted"},
	{"SIGHUP", func(x *terminal) { x.signal(syscall.SIGHUP) }, StatusInterrupted, "genaiops: interrupted"},
	{"Ctrl-C", func(x *terminal) { x.types(interrupt) }, StatusInterrupted, "genaiops: interrupted"},
	{"SIGQUIT", func(x *terminal) { x.signal(syscall.SIGQUIT) }, StatusInterrupted, "genaiops: interrupted"},
	{"closed terminal", (*terminal).hangUp, StatusInterrupted, ""},
}

var endOfInput = leaving{"Ctrl-D", func(x *terminal) { x.types("\x04") }, StatusUsage, "genaiops: error: the input ended"}

// everywhere runs f for each way of leaving at each question and, as question
// 15, on the review page.
func everywhere(t *testing.T, ways []leaving, f func(t *testing.T, way leaving, at int)) {
	t.Helper()
	for _, way := range ways {
		for at := 1; at <= questionCount+1; at++ {
			t.Run(fmt.Sprintf("%s at %d", way.name, at), func(t *testing.T) {
				t.Parallel()
				f(t, way, at)
			})
		}
	}
}

func TestLeavingTheFormKeepsEveryAnswer(t *testing.T) {
	t.Parallel()
	everywhere(t, interruptions, func(t *testing.T, way leaving, at int) {
		p := newPlace(t)
		x := start(t, p.command("assess"), usual)
		x.waits("enter start")
		x.types(enter, mixed[:at-1].keys())
		if at <= questionCount {
			x.waits(question(at))
			x.types("2") // under the cursor, and not an answer
			x.waits("> 2 ")
		} else {
			x.waits("f finish")
		}
		leave(t, p, x, way, at)
		if way.says != "" {
			x.restored()
		}
	})
}

func TestLeavingThePrompterKeepsEveryAnswer(t *testing.T) {
	t.Parallel()
	everywhere(t, append(interruptions, endOfInput), func(t *testing.T, way leaving, at int) {
		p := newPlace(t)
		x := start(t, p.command("assess", "--accessible"), size{100, 100})
		x.waits("keep the draft:")
		x.types(mixed[:at-1].lines())
		if at <= questionCount {
			x.until("the prompt", func(screen string) bool { // Ctrl-C drops what is not drawn yet
				_, below, _ := strings.Cut(screen, fmt.Sprintf("Question %d of 14", at))
				return strings.Contains(below, "q quit and keep the draft:")
			})
		} else {
			x.waits("Number of a question to change", "q quit and keep the draft:")
		}
		leave(t, p, x, way, at)
		if written := x.written(); strings.Contains(written, "\x1b") {
			t.Errorf("escape bytes in %q", written)
		}
	})
}

// leave leaves at a question, and checks what is left.
func leave(t *testing.T, p place, x *terminal, way leaving, at int) {
	t.Helper()
	way.act(x)
	x.ends(way.status)
	p.wantDraft(t, mixed[:at-1])
	switch {
	case way.says == "":
	case at == 1:
		wantInOrder(t, x.said(), way.says, "hint: nothing was answered yet")
	default:
		wantInOrder(t, x.said(), way.says,
			fmt.Sprintf("hint: %s kept in %s", display.Count(at-1, "answer"), p.draft(t)), "hint: genaiops assess")
	}
}

// Leaving at the question whether to resume leaves the draft as it is.
func TestLeavingBeforeResumingKeepsTheDraft(t *testing.T) {
	t.Parallel()
	quit := leaving{"q", func(x *terminal) { x.types("q") }, StatusInterrupted, "stopped before the end"}
	for _, way := range append(interruptions, quit) {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.putDraft(t, mixed[:5])
			x := start(t, p.command("assess"), usual)
			x.waits("Resume it")
			way.act(x)
			x.ends(way.status)
			p.wantDraft(t, mixed[:5])
			if way.says != "" {
				wantInOrder(t, x.said(), way.says, "5 answers kept in "+p.draft(t))
			}
		})
	}
}

// Under nohup, or in the background of a script, signals are ignored.
func TestSignalsThatAreIgnoredStayIgnored(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"", "--accessible"} {
		p := newPlace(t)
		cmd := p.command("-c", `trap "" INT HUP; exec genaiops assess `+mode)
		cmd.Path, cmd.Args[0] = "/bin/sh", "sh"
		x := start(t, cmd, usual)
		if mode == "" {
			x.waits("enter start")
			x.types(enter)
		}
		x.waits("uestion 1 of 14")
		x.signal(os.Interrupt)
		x.signal(syscall.SIGHUP)
		if mode == "" {
			x.types(mixed.keys())
			x.finishes()
		} else {
			x.types(mixed.lines(), "f\n")
			x.skipsName()
		}
		x.ends(StatusDone)
		p.wantFinished(t, mixed)
	}
}

// A pipe that nobody reads holds up the sheet, and neither the person nor the answers.
func TestSavingIntoAPipeCanBeInterrupted(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := syscall.Mkfifo(p.home+"/pipe", 0o600); err != nil {
		t.Skip("cannot make a pipe here:", err)
	}
	x := open(t, p, usual, "--save", "pipe")
	x.types(mixed.keys())
	x.finishes()
	x.until("the form's end", func(string) bool { return x.undone("\x1b[?1049h", "\x1b[?1049l") })
	x.signal(os.Interrupt)
	x.ends(StatusInterrupted)
	p.wantDraft(t, mixed)
	wantInOrder(t, x.said(), "interrupted", "14 answers kept in "+p.draft(t), "genaiops assess --save pipe resumes there")
}

func TestASheetCanBeSavedIntoAPipe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := syscall.Mkfifo(p.home+"/pipe", 0o600); err != nil {
		t.Skip("cannot make a pipe here:", err)
	}
	text := make(chan []byte)
	go func() {
		all, _ := os.ReadFile(p.home + "/pipe")
		text <- all
	}()
	piped(t, p, mixed.lines()+"f\n", StatusDone, "--accessible", "--save", "pipe")
	wantText(t, <-text, sheet.Options{}, mixed)
	p.wantDraft(t, nil)
}

// putDraft leaves a draft behind, as a session does that was quit.
func (p place) putDraft(t *testing.T, o options) {
	t.Helper()
	x := start(t, p.command("assess"), usual)
	x.waits("enter start")
	x.types(enter, o.keys(), "q")
	x.ends(StatusInterrupted)
	p.wantDraft(t, o)
}

// Killed at any moment, a session leaves a whole draft with every answer that
// the form went on from, and the next session goes on there.
func TestKilledSessionIsResumed(t *testing.T) {
	t.Parallel()
	for seed := range rounds(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := seeded(seed)
			p, want := newPlace(t), randomOptions(r)
			x := open(t, p, usual)
			moment := time.AfterFunc(time.Duration(r.Int64N(int64(60*time.Millisecond))), func() {
				_ = x.cmd.Process.Kill() // it still runs: it waits on the review page
			})
			defer moment.Stop()
			x.types(want.keys())
			x.ends(128 + int(syscall.SIGKILL))
			p.resumes(t, want[:p.survived(t, x, want)])
		})
	}
}

var pageShown = regexp.MustCompile(`question (\d+) of`)

// survived returns how many answers are in the draft: at least those to the
// questions before the one that the screen showed last.
func (p place) survived(t *testing.T, x *terminal, want options) int {
	t.Helper()
	current, _ := p.drafts(t)
	kept := 0
	if len(current) > 0 {
		text, err := os.ReadFile(current[0])
		if err != nil {
			t.Fatal(err)
		}
		kept = len(readAnswers(t, text, sheet.Options{Draft: true}))
	}
	p.wantDraft(t, want[:kept])
	confirmed := questionCount
	if m := pageShown.FindStringSubmatch(x.shows()); m != nil {
		confirmed, _ = strconv.Atoi(m[1])
		confirmed--
	}
	if kept < confirmed {
		t.Errorf("%d answers were confirmed, %d are in the draft", confirmed, kept)
	}
	return kept
}

// resumes checks that the next session goes on with these answers.
func (p place) resumes(t *testing.T, o options) {
	t.Helper()
	x := start(t, p.command("assess"), usual)
	if len(o) > 0 {
		x.waits(fmt.Sprintf("%d of 14 questions answered", len(o)))
		x.types(enter)
		x.waits("enter go on")
	}
	x.waits("enter")
	x.types(enter)
	x.waits(nextPage(len(o)))
	x.types("q")
	x.ends(StatusInterrupted)
	p.wantDraft(t, o)
}
