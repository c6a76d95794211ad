package ask

import (
	"fmt"
	"strings"

	"genaiops/internal/maturity"
)

// step is what to do next; it returns the step after it, nil after the last.
type step func() (step, error)

// run goes from step to step until the person finishes or leaves.
func (t *prompter) run() error {
	t.introduce()
	next, err := step(t.review), error(nil)
	if p := t.bank.progress(t.session.Answers); len(p.missing) > 0 {
		next = t.asking(p.missing[0], false)
	}
	for next != nil && err == nil {
		next, err = next()
	}
	return err
}

// asking is the step that asks question at.
func (t *prompter) asking(at int, fromReview bool) step {
	return func() (step, error) { return t.ask(at, fromReview) }
}

func (t *prompter) introduce() {
	t.say(t.bank.title)
	t.say("")
	t.say(t.bank.effort())
	t.say(leaving(t.session.Draft))
	if p := t.bank.progress(t.session.Answers); p.answered > 0 {
		t.say("So far: " + t.bank.summary(p))
	}
	for _, notice := range t.session.Notices {
		t.say(oneLine(notice))
	}
	t.sections(t.bank.introduction())
}

func (t *prompter) sections(all []section) {
	for _, s := range all {
		t.say("")
		t.say(s.title + ": " + s.text)
	}
}

// ask puts one question until it is answered or left.
func (t *prompter) ask(at int, fromReview bool) (step, error) {
	q := &t.bank.questions[at]
	t.question(at)
	for {
		present, answered := t.session.Answers[q.id]
		word, err := t.read(t.questionPrompt(q, answered))
		if err != nil {
			return nil, err
		}
		if i, ok := pick(word, len(q.options)); ok {
			return t.after(at, fromReview), t.confirm(q, i, present)
		}
		switch {
		case word == "q":
			return nil, ErrQuit
		case word == "h", word == "?": // the key of the form
			t.help(q)
		case word == "n" && answered:
			return t.after(at, fromReview), nil
		case word == "b" && fromReview:
			return t.review, nil
		case word == "b" && at > 0:
			return t.asking(at-1, false), nil
		case word == "b":
			t.say("")
			t.say("This is the first question.")
		default:
			t.expected(word, t.questionChoices(q, answered))
		}
	}
}

// after is the step that follows question at.
func (t *prompter) after(at int, fromReview bool) step {
	if fromReview || at+1 == len(t.bank.questions) {
		return t.review
	}
	return t.asking(at+1, false)
}

// question writes a question out.
func (t *prompter) question(at int) {
	q := &t.bank.questions[at]
	t.say("")
	t.say(fmt.Sprintf("Question %d of %d. %s: %s", at+1, len(t.bank.questions), q.dimension, q.title))
	t.say(q.text)
	t.say("")
	texts := make([]string, len(q.options))
	for i, o := range q.options {
		texts[i] = o.text
	}
	t.number(texts)
	t.say("")
	if rule := t.bank.instructions.Choose; rule != "" {
		t.say(rule)
		t.say("")
	}
	if a, ok := t.session.Answers[q.id]; ok && q.chosen(a) >= 0 {
		t.say(fmt.Sprintf("Your answer now is %d.", q.chosen(a)+1))
	}
}

func (t *prompter) questionPrompt(q *question, answered bool) string {
	prompt := fmt.Sprintf("Answer 1 to %d, b back, h help, q quit and keep the draft", len(q.options))
	if answered {
		prompt += ", n next and keep the answer"
	}
	return prompt
}

func (t *prompter) questionChoices(q *question, answered bool) string {
	choices := numbers(len(q.options)) + ", b, h"
	if answered {
		choices += ", n"
	}
	return choices + " or q"
}

func (t *prompter) help(q *question) {
	all := t.bank.help(q)
	t.sections(all)
	if len(all) == 0 {
		t.say("")
		t.say("There is no help for this question.")
	}
	t.say("")
}

// confirm saves the choice of option i, asks for notes if wanted, and says
// what was recorded.
func (t *prompter) confirm(q *question, i int, old maturity.Answer) error {
	a := q.answer(i, old)
	if err := t.session.confirm(q.id, a); err != nil {
		return err
	}
	t.say("")
	t.say(fmt.Sprintf("Recorded: %d, %s", i+1, q.options[i].text))
	if t.session.Notes {
		return t.notes(q, a)
	}
	return nil
}

// notes asks for a note and evidence.
func (t *prompter) notes(q *question, a maturity.Answer) error {
	note, err := t.note(oneLine(a.Note))
	if err != nil {
		return err
	}
	evidence, err := t.evidence(a.Evidence)
	if err != nil {
		return err
	}
	return t.session.confirm(q.id, annotate(a, note, evidence))
}

func (t *prompter) note(old string) (string, error) {
	t.say("")
	prompt := "Note, or an empty line for none"
	if old != "" {
		t.say("The note now is: " + old)
		prompt = "Note; an empty line keeps it, - removes it"
	}
	text, err := t.line(prompt)
	switch text = oneLine(text); {
	case text == "":
		return old, err
	case text == "-":
		return "", err
	default:
		return text, err
	}
}

// evidence reads paths and URLs up to an empty line.
func (t *prompter) evidence(old []string) ([]string, error) {
	t.say("")
	first := "Evidence, a path or URL, or an empty line for none"
	if len(old) > 0 {
		t.say("The evidence now is: " + oneLine(strings.Join(old, "; ")))
		first = "Evidence, a path or URL; an empty line keeps it, - removes it"
	}
	text, err := t.line(first)
	if text = oneLine(text); text == "" || err != nil {
		return old, err
	}
	if text == "-" {
		return nil, nil
	}
	var evidence []string
	for text != "" {
		evidence = append(evidence, text)
		t.say("")
		text, err = t.line("More evidence, or an empty line to go on")
		if err != nil {
			return nil, err
		}
		text = oneLine(text)
	}
	return evidence, nil
}

// review lists the answers, to change any of them and to finish.
func (t *prompter) review() (step, error) {
	t.listAnswers()
	n := len(t.bank.questions)
	prompt := fmt.Sprintf("Number of a question to change, 1 to %d, or f finish, b back, h help, "+
		"q quit and keep the draft", n)
	for {
		word, err := t.read(prompt)
		if err != nil {
			return nil, err
		}
		if at, ok := pick(word, n); ok {
			return t.asking(at, true), nil
		}
		switch word {
		case "q":
			return nil, ErrQuit
		case "b":
			return t.asking(n-1, false), nil
		case "h":
			t.sections(t.bank.introduction())
			t.say("")
		case "f":
			if t.complete() {
				return nil, nil
			}
		default:
			t.expected(word, numbers(n)+", f, b, h or q")
		}
	}
}

// complete reports whether nothing is missing, and says what is.
func (t *prompter) complete() bool {
	p := t.bank.progress(t.session.Answers)
	if len(p.missing) > 0 {
		t.say("")
		t.say(p.lacking())
	}
	return len(p.missing) == 0
}

func (t *prompter) listAnswers() {
	t.say("")
	t.say("Your answers. " + t.bank.summary(t.bank.progress(t.session.Answers)))
	t.say("")
	lines := make([]string, len(t.bank.questions))
	for i := range t.bank.questions {
		q := &t.bank.questions[i]
		_, text := q.describe(t.session.Answers)
		lines[i] = q.title + ": " + text
	}
	t.number(lines)
	t.say("")
}
