package ask

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// questionnaire is a bank as both askers show it: its questions in the order
// they are asked, with all text clean. They print nothing else of a bank.
type questionnaire struct {
	title        string
	instructions maturity.Instructions
	dimensions   int
	questions    []question
}

// question is one question as it is shown.
type question struct {
	id, dimension, title, text string
	options                    []option // lowest first, "I don't know" last
	help, why                  string
	evidence                   []string
}

type option struct {
	text    string
	points  int
	unknown bool
}

const unknownText = "I don't know"

// clean makes a text of several lines safe for a terminal.
func clean(s string) string { return strings.TrimSpace(display.CleanLines(s)) }

// oneLine is clean without line breaks and repeated spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(display.Clean(s)), " ") }

func newQuestionnaire(b *maturity.Bank) *questionnaire {
	shown := &questionnaire{title: oneLine(b.Title), instructions: b.Instructions, dimensions: len(b.Dimensions)}
	i := &shown.instructions
	for _, text := range []*string{&i.Scope, &i.Choose, &i.Evidence, &i.Unsure, &i.NotApplicable} {
		*text = oneLine(*text)
	}
	for _, d := range b.Dimensions {
		for _, q := range d.Questions {
			shown.questions = append(shown.questions, newQuestion(d.Name, q))
		}
	}
	return shown
}

func newQuestion(dimension string, q maturity.Question) question {
	shown := question{
		id:        q.ID,
		dimension: oneLine(dimension),
		title:     oneLine(q.Title),
		text:      oneLine(q.Text),
		help:      clean(q.Help),
		why:       clean(q.Why),
	}
	for _, o := range q.Options {
		shown.options = append(shown.options, option{text: oneLine(o.Text), points: o.Points})
	}
	shown.options = append(shown.options, option{text: unknownText, unknown: true})
	for _, e := range q.Evidence {
		shown.evidence = append(shown.evidence, oneLine(e))
	}
	return shown
}

// texts returns what the options say.
func (q *question) texts() []string {
	texts := make([]string, len(q.options))
	for i, o := range q.options {
		texts[i] = o.text
	}
	return texts
}

// chosen returns the index of the option that an answer chose, or -1.
func (q *question) chosen(a maturity.Answer) int {
	return slices.IndexFunc(q.options, func(o option) bool {
		return o.unknown == a.Unknown && (o.unknown || o.points == a.Points)
	})
}

// answer returns old with option i chosen. The note and the evidence stay: only
// the person who wrote them removes them.
func (q *question) answer(i int, old maturity.Answer) maturity.Answer {
	old.Points, old.Unknown = q.options[i].points, q.options[i].unknown
	return old
}

// annotate returns an answer with a note and evidence as somebody typed them.
func annotate(a maturity.Answer, note string, evidence []string) maturity.Answer {
	a.Note, a.Evidence = clean(note), nil
	for _, line := range evidence {
		if line = oneLine(line); line != "" {
			a.Evidence = append(a.Evidence, line)
		}
	}
	return a
}

// describe puts the answer to q in words, with a mark if it is missing or
// unknown.
func (q *question) describe(answers map[string]maturity.Answer) (mark, text string) {
	a, ok := answers[q.id]
	i := q.chosen(a)
	switch {
	case !ok || i < 0:
		return "–", "not answered yet"
	case a.Unknown:
		return "?", unknownText
	default:
		return "", q.options[i].text
	}
}

// pick returns the index of the option with this number, counted from 1.
func pick(number string, options int) (int, bool) {
	notDigit := func(r rune) bool { return r < '0' || r > '9' }
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > options || strings.ContainsFunc(number, notDigit) {
		return 0, false
	}
	return n - 1, true
}

// opening returns the paragraphs to read first: how much there is to answer,
// where the answers go, how to stop, and any notices.
func (b *questionnaire) opening(s *Session) []string {
	where := "at once"
	if s.Draft != "" {
		where += " in " + oneLine(s.Draft)
	}
	all := []string{
		b.effort(),
		"Each answer is saved " + where + ". You can stop at any time with q and resume later.",
	}
	if p := b.progress(s.Answers); p.answered > 0 {
		all = append(all, "So far: "+p.summary())
	}
	for _, notice := range s.Notices {
		all = append(all, oneLine(notice))
	}
	return all
}

// effort says how much there is to answer. Forty seconds per question is an
// estimate for reading four short options and agreeing on one.
func (b *questionnaire) effort() string {
	n := len(b.questions)
	minutes := (n*40 + 59) / 60
	return fmt.Sprintf("%s in %s, about %s.", display.Count(n, "question"),
		display.Count(b.dimensions, "dimension"), display.Count(minutes, "minute"))
}

// section is a titled paragraph.
type section struct{ title, text string }

func (s section) empty() bool { return s.text == "" }

// introduction returns what the bank says before the first question.
func (b *questionnaire) introduction() []section {
	return slices.DeleteFunc([]section{
		{"Scope", b.instructions.Scope},
		{"How to choose", b.instructions.Choose},
		{"Evidence", b.instructions.Evidence},
		{"Not sure", b.instructions.Unsure},
		{"Not applicable", b.instructions.NotApplicable},
	}, section.empty)
}

// help returns what helps to answer a question.
func (b *questionnaire) help(q *question) []section {
	return slices.DeleteFunc([]section{
		{"Help", q.help},
		{"What you could show", strings.Join(q.evidence, "; ")},
		{"Why it matters", q.why},
		{"Evidence", b.instructions.Evidence},
		{"Not sure", b.instructions.Unsure},
		{"Not applicable", b.instructions.NotApplicable},
	}, section.empty)
}

// progress says how many questions have an answer, and which don't.
type progress struct {
	total, answered, unknown int
	missing                  []int // indexes of the unanswered questions
}

func (b *questionnaire) progress(answers map[string]maturity.Answer) progress {
	p := progress{total: len(b.questions)}
	for i := range b.questions {
		a, ok := answers[b.questions[i].id]
		if !ok || b.questions[i].chosen(a) < 0 {
			p.missing = append(p.missing, i)
			continue
		}
		p.answered++
		if a.Unknown {
			p.unknown++
		}
	}
	return p
}

func (p progress) summary() string {
	s := fmt.Sprintf("%d of %d answered", p.answered, p.total)
	if p.unknown > 0 {
		s += fmt.Sprintf(", %d of them %q", p.unknown, unknownText)
	}
	return s + "."
}

// lacking names the unanswered questions by their numbers.
func (p progress) lacking() string {
	numbers := make([]string, len(p.missing))
	for i, at := range p.missing {
		numbers[i] = strconv.Itoa(at + 1)
	}
	return "Not answered yet: " + strings.Join(numbers, ", ") + "."
}
