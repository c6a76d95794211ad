package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/display"
)

// The plain prompter writes lines of text and nothing else: no colour, no
// cursor movement, no escape sequence. A screen reader, a dumb terminal and a
// pipe can all follow it. It takes one line at a time. An empty line never chooses
// an answer; it confirms one that was proposed. In a terminal, lines that were typed
// before the first prompt are dropped.

// Plain asks line by line.
type Plain struct {
	In    io.Reader
	Out   io.Writer
	Width int // where lines are wrapped; 0 means 80
	// Silent says that input isn't echoed, as when it comes from a pipe.
	Silent bool
	ASCII  bool // draw in ASCII

	lines *lineReader // kept between calls, since it reads ahead
}

// Ask implements [Asker].
func (p *Plain) Ask(ctx context.Context, s *Session) error {
	t := p.prompter(ctx)
	t.session, t.bank = s, newQuestionnaire(s.Bank)
	err, hangs := bounded(ctx, t.run)
	if hangs {
		return ErrInterrupted
	}
	return err
}

// Choose implements [Asker].
func (p *Plain) Choose(ctx context.Context, question string, options []string) (int, error) {
	t := p.prompter(ctx)
	t.say("", display.Clean(question), "")
	names := numbers(len(options))
	t.list(names, options)
	t.say("")
	choices := "1"
	if len(names) > 1 {
		choices = "a number from 1 to " + names[len(names)-1]
	}
	for {
		word, err := t.read("Enter " + choices + ", or q to quit")
		if err != nil {
			return 0, err
		}
		if word == "q" {
			return 0, ErrQuit
		}
		if i := slices.Index(names, word); i >= 0 {
			return i, nil
		}
		t.expected(word, choices+", or q")
	}
}

// Line implements [Asker].
func (p *Plain) Line(ctx context.Context, prompt string) (string, error) {
	t := p.prompter(ctx)
	t.say("")
	text, err := t.line(prompt)
	return oneLine(text), err
}

func (p *Plain) prompter(ctx context.Context) *prompter {
	if p.lines == nil {
		p.lines = newLineReader(p.In)
		var in *os.File
		if in, p.lines.terminal = terminal(p.In); p.lines.terminal {
			flushInput(in)
		}
	}
	width := p.Width
	if width <= 0 {
		width = 80
	}
	return &prompter{ctx: ctx, in: p.lines, out: p.Out, width: width, silent: p.Silent, ascii: p.ASCII}
}

// prompter serves one call of Plain.
type prompter struct {
	ctx     context.Context // of that call
	session *Session
	bank    *questionnaire
	in      *lineReader
	out     io.Writer
	width   int
	silent  bool
	ascii   bool
	idle    int             // lines since the last one that answered something
	pending strings.Builder // said, but not yet written
}

// mostIdle is how many lines in a row from a pipe may answer nothing. A program that
// writes forever would otherwise fill a disk with prompts.
const mostIdle = 20

// say adds paragraphs to what is written before the next line is read.
func (t *prompter) say(paragraphs ...string) {
	for _, text := range paragraphs {
		t.add(display.WrapLines(text, t.width))
	}
}

// list says items, each after its name.
func (t *prompter) list(names, items []string) {
	widest := 3
	for _, name := range names {
		widest = max(widest, display.Width(name))
	}
	for i, item := range items {
		t.add(display.Hang(display.PadLeft(names[i], widest)+". ", item, t.width))
	}
}

func (t *prompter) add(lines []string) {
	for _, line := range lines {
		t.pending.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func (t *prompter) flush() error {
	said := t.pending.String()
	if t.ascii {
		said = display.ASCII(said)
	}
	_, err := io.WriteString(t.out, said)
	t.pending.Reset()
	if err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}

// maxTyped is how much of a line a terminal passes on: the rest is lost without a
// sign.
const maxTyped = 4095

// line prompts for a line and returns it without its end. It asks again if the line
// is too long.
func (t *prompter) line(prompt string) (string, error) {
	for {
		lines := display.WrapLines(prompt, t.width-2) // room for ": "
		t.pending.WriteString(strings.Join(lines, "\n") + ": ")
		if err := t.flush(); err != nil {
			return "", err
		}
		text, err := t.in.next(t.ctx)
		if err != nil || t.silent {
			t.say("") // no echoed line end has ended the prompt's line
		}
		text = strings.TrimRight(text, "\r\n")
		limit := maxLine
		switch {
		case errors.Is(err, errLongLine):
		case err != nil:
			return "", errors.Join(err, t.flush())
		case t.in.terminal && len(text) >= maxTyped:
			limit = maxTyped - 1
		default:
			return ansi.Strip(text), t.flush() // an arrow key is no answer, and no part of a note
		}
		t.say(fmt.Sprintf("That line is too long; the limit is %d bytes. Please enter a shorter one.", limit))
	}
}

// read is line, trimmed and in lower case.
func (t *prompter) read(prompt string) (string, error) {
	if t.silent && t.idle == mostIdle {
		return "", errors.Join(ErrNoAnswers, t.flush())
	}
	t.idle++
	text, err := t.line(prompt)
	return strings.ToLower(oneLine(text)), err
}

// expected says that an input isn't valid and what is.
func (t *prompter) expected(word, what string) {
	if word == "" {
		t.say("", "You didn't enter anything. Please enter "+what+".")
		return
	}
	t.say("", fmt.Sprintf("%q isn't one of the choices. Please enter %s.", display.Truncate(word, 20), what))
}
