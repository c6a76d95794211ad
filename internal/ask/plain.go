package ask

import (
	"context"
	"io"
)

// Manners of the plain prompter: it writes lines of text and nothing else, no
// colour, no cursor movement, no escape byte, so that a screen reader, a dumb
// terminal or a pipe can follow. Everything is written out before it is asked
// about. It takes one line at a time, and an empty line answers no question.

// Plain asks line by line.
type Plain struct {
	In    io.Reader
	Out   io.Writer
	Width int // where lines are wrapped; 0 means 80
	// Silent says that lines which are entered do not show, as those of a pipe.
	Silent bool

	lines *lineReader // kept between calls, with what it has read ahead
}

const defaultWidth = 80

// Ask implements [Asker].
func (p *Plain) Ask(ctx context.Context, s *Session) error {
	return p.prompter(ctx, s, newQuestionnaire(s.Bank)).run()
}

// Choose implements [Asker].
func (p *Plain) Choose(ctx context.Context, question string, options []string) (int, error) {
	t := p.prompter(ctx, &Session{}, &questionnaire{})
	t.say("")
	t.say(oneLine(question))
	t.say("")
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = oneLine(o)
	}
	t.number(texts)
	t.say("")
	for {
		word, err := t.read("Enter " + numbers(len(options)) + ", or q to quit")
		if err != nil {
			return 0, err
		}
		if word == "q" {
			return 0, ErrQuit
		}
		if i, ok := pick(word, len(options)); ok {
			return i, nil
		}
		t.expected(word, numbers(len(options))+", or q")
	}
}

func (p *Plain) prompter(ctx context.Context, s *Session, b *questionnaire) *prompter {
	if p.lines == nil {
		p.lines = newLineReader(p.In)
	}
	width := p.Width
	if width <= 0 {
		width = defaultWidth
	}
	return &prompter{ctx: ctx, session: s, bank: b, in: p.lines, out: p.Out, width: width, silent: p.Silent}
}
