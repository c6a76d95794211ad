package ask

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// step asks something and returns the step that follows; nil ends the session.
type step func() (step, error)

// run takes one step after another until the person finishes or leaves.
func (t *prompter) run() error {
	t.say(t.bank.title, "")
	t.say(t.bank.opening(t.session)...)
	t.sections(slices.DeleteFunc([]section{{"How to choose", t.bank.instructions.Choose}}, section.empty))
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
	_, answered := t.session.Answers[q.id]
	proposal, proposed := t.session.proposed(q)
	confirmable := proposed && q.chosen(proposal.Answer) >= 0
	prompt := fmt.Sprintf("Answer %s or u, b back, h help, q quit and keep the draft", q.points())
	choices := q.points() + ", u, b, h or q"
	switch {
	case confirmable:
		prompt = fmt.Sprintf("Enter alone confirms %s. %s", optionOf(proposal.Answer).name, prompt)
	case answered:
		prompt += ", n next and keep the answer"
		choices = q.points() + ", u, b, h, n or q"
	}
	for {
		early := confirmable && t.in.typedAhead()
		word, err := t.read(prompt)
		if err != nil {
			return nil, err
		}
		if word == "" && confirmable && !early {
			word = optionOf(proposal.Answer).name
		}
		if i, ok := q.named(word); ok {
			err := t.confirm(q, i)
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
		case word == "" && early:
			t.say("", "That line was typed before the question was here. Please answer it now.")
		default:
			t.expected(word, choices)
		}
	}
}

// question prints a question with its options, and the current answer or the
// proposal.
func (t *prompter) question(at int) {
	q := &t.bank.questions[at]
	t.say("", fmt.Sprintf("Question %d of %d. %s: %s", at+1, len(t.bank.questions), q.dimension, q.title), q.text, "")
	t.list(q.names(), q.texts())
	t.say("")
	if p, ok := t.session.proposed(q); ok {
		t.say(q.quote(p), "")
	}
	if a, ok := t.session.Answers[q.id]; ok && q.chosen(a) >= 0 {
		t.say(fmt.Sprintf("Your current answer is %s.", optionOf(a).name))
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

// confirm saves option i as the answer, says so, and asks for notes if they are
// wanted. Each of them is saved before the next is asked for.
func (t *prompter) confirm(q *question, i int) error {
	a := q.answer(i, t.session.base(q))
	if old, answered := t.session.Answers[q.id]; !answered || !sameAnswer(a, old) {
		t.idle = 0
	}
	if err := t.session.confirm(q.id, a); err != nil {
		return err
	}
	t.say("", fmt.Sprintf("Recorded: %s, %s", q.options[i].name, q.options[i].text))
	if !t.session.Notes {
		return nil
	}
	if err := t.annotate(q, &a, t.note); err != nil {
		return err
	}
	err := t.annotate(q, &a, t.evidence)
	if err != nil || len(q.goals(a)) == 0 {
		return err
	}
	return t.annotate(q, &a, func(a *maturity.Answer) error { return t.commitment(q, a) })
}

// annotate reads a part of a's notes and saves it, as often as it is refused. What was
// read before the input ended is saved, too.
func (t *prompter) annotate(q *question, a *maturity.Answer, read func(*maturity.Answer) error) error {
	for {
		with := *a
		ended := read(&with)
		err := t.session.confirm(q.id, with)
		if !t.refused(err) {
			*a = with
			return cmp.Or(err, ended)
		}
		if ended != nil {
			return ended
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

// note reads a note. An empty line leaves it as it is.
func (t *prompter) note(a *maturity.Answer) error {
	prompt := "Note, or an empty line for none"
	t.say("")
	if a.Note != "" {
		t.say("Your current note: " + oneLine(a.Note))
		prompt = "Note; an empty line keeps it, - removes it"
	}
	text, err := t.line(prompt)
	switch text = oneLine(text); text {
	case "":
	case "-":
		a.Note = ""
	default:
		a.Note = text
	}
	return err
}

// mostEvidence limits the evidence for one answer from a pipe, as mostIdle does other
// lines.
const mostEvidence = 100

// evidence reads paths and URLs up to an empty line, and adds them to those that
// are there.
func (t *prompter) evidence(a *maturity.Answer) error {
	prompt := "Evidence, a path or URL, or an empty line for none"
	t.say("")
	removable := len(a.Evidence) > 0
	if removable {
		t.say("Your current evidence: " + strings.Join(shownEvidence(*a), "; "))
		prompt = "More evidence, a path or URL; an empty line keeps it, - removes it"
	}
	for n := 0; ; n++ {
		if t.silent && n == mostEvidence {
			return fmt.Errorf("%w: more than %d lines of evidence", ErrNoAnswers, mostEvidence)
		}
		text, err := t.line(prompt)
		text = oneLine(text)
		switch {
		case err != nil || text == "":
			return err
		case text == "-" && removable:
			a.Evidence = nil
			return nil
		}
		removable = false
		a.Evidence = append(slices.Clone(a.Evidence), text)
		t.say("")
		prompt = "More evidence, or an empty line to go on"
	}
}

// commitment reads a commitment. An empty line leaves it as it is.
func (t *prompter) commitment(q *question, a *maturity.Answer) error {
	t.say("")
	prompt := "Commitment (" + q.commitmentForm(*a) + "), or an empty line for none"
	if a.Next.Exists() {
		t.say("Your current commitment: " + inShort(a.Next))
		prompt = "Commitment (" + q.commitmentForm(*a) + "); an empty line keeps it, - removes it"
	}
	for range mostIdle {
		text, err := t.line(prompt)
		switch text = oneLine(text); {
		case err != nil || text == "":
			return err
		case text == "-":
			a.Next = maturity.Commitment{}
			return nil
		}
		next, wrong := q.commitment(*a, text)
		if wrong == nil {
			a.Next = next
			return nil
		}
		t.say("", "Not saved: "+wrong.Error()+".")
	}
	return ErrNoAnswers
}

// review lists the answers, to change any of them and to finish.
func (t *prompter) review() (step, error) {
	n := len(t.bank.questions)
	names := numbers(n)
	p := t.bank.progress(t.session.Answers)
	t.say("", "Your answers. "+p.summary())
	dimension := ""
	for i := range t.bank.questions {
		q := &t.bank.questions[i]
		if q.dimension != dimension {
			dimension = q.dimension
			t.say("", dimension)
		}
		t.list(names[i:i+1], []string{q.title + ": " + q.describe(t.session)})
	}
	t.say("")
	prompt := fmt.Sprintf("Number of a question to change, 1 to %d, or f finish, b back, h help, q quit and keep the draft", n)
	for {
		word, err := t.read(prompt)
		if err != nil {
			return nil, err
		}
		if at := slices.Index(names, word); at >= 0 {
			return t.asking(at, true), nil
		}
		switch word {
		case "q":
			return nil, ErrQuit
		case "b":
			return t.asking(n-1, false), nil
		case "h":
			t.sections(t.bank.rules(t.session))
			t.say("")
		case "f":
			if len(p.missing) == 0 {
				return nil, nil
			}
			t.say("", p.lacking())
		default:
			t.expected(word, fmt.Sprintf("a number from 1 to %d, f, b, h or q", n))
		}
	}
}
