//go:build unix

package cli

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// piped runs the program with input from a pipe, and returns what it printed.
func piped(t *testing.T, p place, input string, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := p.command(append([]string{"assess"}, args...)...)
	var out, messages bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &messages
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Fatalf("status %d, expected %d\n%s", got, status, messages.String())
	}
	if all := out.String() + messages.String(); strings.Contains(all, "\x1b") {
		t.Errorf("escape bytes in %q", all)
	}
	return out.String(), messages.String()
}

func TestPrompterTakesItsWholeGrammarFromAPipe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	input := "\n" + // answers nothing
		"9\nyes\n" + // no choices
		"h\n" + "0\n" +
		"2\n" + "b\n" + "n\n" + // back, and forward with the answer kept
		"b\n" + "1\n" + // back, and another answer
		mixed[2:].lines() +
		"5\nu\n" + // from the review to a question and back
		"b\n1\n" + // from the review to the last question
		" F \n"
	stdout, stderr := piped(t, p, input, StatusDone, "--accessible")
	p.wantFinished(t, mixed.with(2, 2).with(5, 4).with(14, 2))
	wantInOrder(t, stderr, "You didn't enter anything.", `"9" isn't one of the choices`, `"yes" isn't one of the choices`,
		"What you could show:", "Recorded: 0,", "Your current answer is 2.", "Your answers. 14 of 14 answered", "saved as "+p.saved(t))
	if !strings.Contains(stdout, "level ") || strings.Contains(stdout, "Question 1 of") {
		t.Errorf("standard output holds\n%s", stdout)
	}
}

func TestInputThatEndsEarlyKeepsTheDraft(t *testing.T) {
	t.Parallel()
	for n := range questionCount + 1 {
		p := newPlace(t)
		input := strings.TrimSuffix(mixed[:n].lines(), "\n") // the last line counts without its end
		stdout, stderr := piped(t, p, input, StatusUsage, "--accessible")
		p.wantDraft(t, mixed[:n])
		wantInOrder(t, stderr, "genaiops: error: the input ended before the assessment was finished", "hint: ")
		if n > 0 {
			wantInOrder(t, stderr, "kept in "+p.draft(t), "genaiops assess --accessible --resume resumes there")
		}
		if stdout != "" {
			t.Errorf("printed %q", stdout)
		}
	}
}

func TestPrompterResumesFromAPipe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	_, stderr := piped(t, p, mixed[:8].lines()+"q\n", StatusInterrupted, "--accessible")
	wantInOrder(t, stderr, "8 answers kept in "+p.draft(t))
	piped(t, p, mixed[8:].lines()+"f\n", StatusDone, "--accessible", "--resume")
	p.wantFinished(t, mixed)
}

func TestNeitherTerminalNorAnswersIsRefused(t *testing.T) {
	t.Parallel()
	_, stderr := piped(t, newPlace(t), "", StatusUsage)
	wantInOrder(t, stderr, "there is no terminal to ask in", "--answers FILE", "--accessible")
}

// A terminal that never answers must not be asked anything, not even its
// colours: that would hold up every command.
func TestSilentTerminalIsNotAsked(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"version"}, {"--help"}, {"assess", "--help"}} {
		x := start(t, newPlace(t).command(args...), usual)
		x.ends(StatusDone)
		if written := x.written(); written == "" || strings.Contains(written, "\x1b") {
			t.Errorf("%q wrote %q", args, written)
		}
	}
}
