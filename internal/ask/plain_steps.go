package ask

import (
	"errors"
	"fmt"
	"strings"

	"genaiops/internal/maturity"
)

// step asks something and returns the step that follows; nil ends the session.
type step func() (step, error)

// run takes one step after another until the person finishes or leaves.
func (t *prompter) run() error {
	t.say(t.bank.title, "")
	t.say(t.bank.opening(t.session)...)
	t.sections(t.bank.introduction())
	next, err := step(t.review), error(nil)
	if p := t.bank.progress(t.session.Answers); len(p.missing) > 0 {
		next = t.asking(p.missing[0], false)
	}
	for next != nil && err == nil {
		next, err = next()
	}
	return err
}

func (t *prompter) sections(all []section) {
	for _, s := range all {
		t.say("", s.title+": "+s.text)
	}
}

// asking is the step that asks question at.
func (t *prompter) asking(at int, fromReview bool) step {
	return func() (step, error) { return t.ask(at, fromReview) }
}

// ask asks a question until it is answered or left.
func (t *prompter) ask(at int, fromReview bool) (step, error) {
	q := &t.bank.questions[at]
	next := step(t.review)
	if !fromReview && at+1 < len(t.bank.questions) {
		next = t.asking(at+1, false)
	}
	t.question(at)
	present, answered := t.session.Answers[q.id]
	prompt := fmt.Sprintf("Answer 1 to %d, b back, h help, q quit and keep the draft", len(q.options))
	choices := numbers(len(q.options)) + ", b, h or q"
	if answered {
		prompt += ", n next and keep the answer"
		choices = numbers(len(q.options)) + ", b, h, n or q"
	}
	for {
		word, err := t.read(prompt)
		if err != nil {
			return nil, err
		}
		if i, ok := pick(word, len(q.options)); ok {
			err := t.confirm(q, i, present)
			if t.refused(err) {
				continue
			}
			return next, err
		}
		switch {
		case word == "q":
			return nil, ErrQuit
		case word == "h", word == "?": // ? opens the form's help
			t.help(q)
		case word == "n" && answered:
			return next, nil
		case word == "b" && fromReview:
			return t.review, nil
		case word == "b" && at > 0:
			return t.asking(at-1, false), nil
		case word == "b":
			t.say("", "This is the first question.")
		default:
			t.expected(word, choices)
		}
	}
}

// question prints a question with its options, the choosing rule and the
// current answer.
func (t *prompter) question(at int) {
	q := &t.bank.questions[at]
	t.say("", fmt.Sprintf("Question %d of %d. %s: %s", at+1, len(t.bank.questions), q.dimension, q.title), q.text, "")
	t.number(q.texts())
	t.say("")
	if rule := t.bank.instructions.Choose; rule != "" {
		t.say(rule, "")
	}
	if a, ok := t.session.Answers[q.id]; ok && q.chosen(a) >= 0 {
		t.say(fmt.Sprintf("Your current answer is %d.", q.chosen(a)+1))
	}
}

func (t *prompter) help(q *question) {
	all := t.bank.help(q)
	if len(all) == 0 {
		t.say("", "There is no help for this question.")
	}
	t.sections(all)
	t.say("")
}

// confirm saves option i as the answer, says so, and asks for notes if they
// are wanted.
func (t *prompter) confirm(q *question, i int, old maturity.Answer) error {
	a := q.answer(i, old)
	if _, answered := t.session.Answers[q.id]; !answered || !sameAnswer(a, old) {
		t.idle = 0
	}
	if err := t.session.confirm(q.id, a); err != nil {
		return err
	}
	t.say("", fmt.Sprintf("Recorded: %d, %s", i+1, q.options[i].text))
	if !t.session.Notes {
		return nil
	}
	for {
		note, err := t.note(oneLine(a.Note))
		if err != nil {
			return err
		}
		evidence, err := t.evidence(a.Evidence)
		if err != nil {
			return err
		}
		err = t.session.confirm(q.id, annotate(a, note, evidence))
		if !t.refused(err) {
			return err
		}
	}
}

// refused says why an answer was refused, if that is what happened.
func (t *prompter) refused(err error) bool {
	var refused *RefusedError
	if !errors.As(err, &refused) {
		return false
	}
	t.say("", "Not saved: "+refused.Reason+".")
	return true
}

func (t *prompter) note(old string) (string, error) {
	prompt := "Note, or an empty line for none"
	t.say("")
	if old != "" {
		t.say("Your current note: " + old)
		prompt = "Note; an empty line keeps it, - removes it"
	}
	text, err := t.line(prompt)
	switch text = oneLine(text); text {
	case "":
		return old, err
	case "-":
		return "", err
	default:
		return text, err
	}
}

// mostEvidence limits the evidence for one answer from a pipe, as mostIdle does other
// lines.
const mostEvidence = 100

// evidence reads paths and URLs up to an empty line.
func (t *prompter) evidence(old []string) ([]string, error) {
	prompt := "Evidence, a path or URL, or an empty line for none"
	t.say("")
	if len(old) > 0 {
		t.say("Your current evidence: " + oneLine(strings.Join(old, "; ")))
		prompt = "Evidence, a path or URL; an empty line keeps it, - removes it"
	}
	text, err := t.line(prompt)
	switch text = oneLine(text); text {
	case "":
		return old, err
	case "-":
		return nil, err
	}
	var evidence []string
	for text != "" && err == nil {
		if t.silent && len(evidence) == mostEvidence {
			return nil, fmt.Errorf("%w: more than %d lines of evidence", ErrNoAnswers, mostEvidence)
		}
		evidence = append(evidence, text)
		t.say("")
		text, err = t.line("More evidence, or an empty line to go on")
		text = oneLine(text)
	}
	return evidence, err
}

// review lists the answers, to change any of them and to finish.
func (t *prompter) review() (step, error) {
	n := len(t.bank.questions)
	answers := make([]string, n)
	for i := range t.bank.questions {
		q := &t.bank.questions[i]
		_, text := q.describe(t.session.Answers)
		answers[i] = q.title + ": " + text
	}
	p := t.bank.progress(t.session.Answers)
	t.say("", "Your answers. "+p.summary(), "")
	t.number(answers)
	t.say("")
	prompt := fmt.Sprintf("Number of a question to change, 1 to %d, or f finish, b back, h help, q quit and keep the draft", n)
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
			if len(p.missing) == 0 {
				return nil, nil
			}
			t.say("", p.lacking())
		default:
			t.expected(word, numbers(n)+", f, b, h or q")
		}
	}
}
