package ask

import (
	"context"
	"errors"
	"fmt"
	"genaiops/internal/display"
	"io"
	"strconv"
	"strings"
)

// prompter is one call of Plain.
type prompter struct {
	ctx     context.Context // of that call
	session *Session
	bank    *questionnaire
	in      *lineReader
	out     io.Writer
	width   int
	silent  bool            // no line end shows behind what is entered
	pending strings.Builder // said, but not yet written
}

// say adds a paragraph to what is written before the next line is read.
func (t *prompter) say(text string) { t.sayHanging("", text) }

func (t *prompter) sayHanging(label, text string) {
	for _, line := range wrapHanging(label, text, t.width) {
		t.pending.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// flush writes what was said.
func (t *prompter) flush() error {
	_, err := io.WriteString(t.out, t.pending.String())
	t.pending.Reset()
	if err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}

// line prompts and returns the line that was entered, and asks again after one
// that is too long.
func (t *prompter) line(prompt string) (string, error) {
	for {
		lines := display.WrapLines(prompt, t.width-2) // room for ": "
		t.pending.WriteString(strings.Join(lines, "\n") + ": ")
		if err := t.flush(); err != nil {
			return "", err
		}
		text, err := t.in.next(t.ctx)
		if err != nil || t.silent {
			t.say("") // ends the line of the prompt
		}
		if err == nil {
			return text, t.flush()
		}
		if !errors.Is(err, errLongLine) {
			return "", errors.Join(err, t.flush())
		}
		t.say(fmt.Sprintf("That line is longer than %d bytes and was not taken.", maxLine))
	}
}

// read is line for one word: trimmed and in lower case.
func (t *prompter) read(prompt string) (string, error) {
	text, err := t.line(prompt)
	return strings.ToLower(oneLine(text)), err
}

// expected says that a line was not understood.
func (t *prompter) expected(word, what string) {
	t.say("")
	if word == "" {
		t.say("Nothing was entered. Please enter " + what + ".")
		return
	}
	t.say(fmt.Sprintf("%q is not among the choices. Please enter %s.", display.Truncate(word, 20), what))
}

// number lists options, numbered from 1.
func (t *prompter) number(options []string) {
	for i, o := range options {
		t.sayHanging(fmt.Sprintf("%3d. ", i+1), o)
	}
}

func numbers(n int) string {
	if n == 1 {
		return "1"
	}
	return fmt.Sprintf("a number from 1 to %d", n)
}

// pick returns the index of the option with that number.
func pick(word string, options int) (int, bool) {
	notDigit := func(r rune) bool { return r < '0' || r > '9' }
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > options || strings.ContainsFunc(word, notDigit) {
		return 0, false
	}
	return n - 1, true
}
