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
	name    string // what to press or enter: the points, or u
	text    string
	points  int
	unknown bool
}

const (
	unknownName = "u"
	unknownText = "I don't know"
)

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
		shown.options = append(shown.options, optionOf(maturity.Answer{Points: o.Points}))
		shown.options[len(shown.options)-1].text = oneLine(o.Text)
	}
	shown.options = append(shown.options, optionOf(maturity.Answer{Unknown: true}))
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

// optionOf returns the option that an answer names, without the text of one that
// has points.
func optionOf(a maturity.Answer) option {
	if a.Unknown {
		return option{name: unknownName, text: unknownText, unknown: true}
	}
	return option{name: strconv.Itoa(a.Points), points: a.Points}
}

// names returns what the options are called.
func (q *question) names() []string {
	names := make([]string, len(q.options))
	for i, o := range q.options {
		names[i] = o.name
	}
	return names
}

// points puts the names of the options with points in words: "0 to 2".
func (q *question) points() string { return inWords(q.names()[:len(q.options)-1]) }

// named returns the index of the option with that name.
func (q *question) named(name string) (int, bool) {
	i := slices.Index(q.names(), name)
	return i, i >= 0
}

// keyed is named for a key of the form. A digit chooses only if it can't be the
// first of several.
func (q *question) keyed(key string) (int, bool) {
	long := func(o option) bool { return len(o.name) > 1 }
	if key != unknownName && slices.ContainsFunc(q.options, long) {
		return 0, false
	}
	return q.named(key)
}

// chosen returns the index of the option that an answer chose, or -1.
func (q *question) chosen(a maturity.Answer) int {
	return slices.IndexFunc(q.options, func(o option) bool {
		return o.unknown == a.Unknown && (o.unknown || o.points == a.Points)
	})
}

// answer returns old with option i chosen. The note and the evidence stay: only
// the person who wrote them removes them. A commitment stays until it is reached.
func (q *question) answer(i int, old maturity.Answer) maturity.Answer {
	old.Points, old.Unknown = q.options[i].points, q.options[i].unknown
	if !slices.ContainsFunc(q.goals(old), func(o option) bool { return o.points == old.Next.Points }) {
		old.Next = maturity.Commitment{}
	}
	return old
}

// describe puts what a session holds for q in words.
func (q *question) describe(s *Session) string {
	a, ok := s.Answers[q.id]
	i := q.chosen(a)
	switch p, proposed := s.proposed(q); {
	case proposed:
		return "unconfirmed · " + q.quote(p)
	case !ok || i < 0:
		return "not answered yet"
	default:
		return q.options[i].name + " · " + q.options[i].text
	}
}

// opening returns the paragraphs to read first: how much there is to answer, how
// to stop, and any notices.
func (b *questionnaire) opening(s *Session) []string {
	all := []string{
		b.effort(),
		"Each answer is saved at once. Stop at any time with q; resume later.",
	}
	if n := len(s.Proposals); n > 0 {
		all = append(all, "Each question shows the earlier answer. Only what Enter confirms counts.")
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

// rules returns what the bank says about answering, and where the answers are
// kept.
func (b *questionnaire) rules(s *Session) []section {
	return slices.DeleteFunc([]section{
		{"How to choose", b.instructions.Choose},
		{"Not sure", b.instructions.Unsure},
		{"Not applicable", b.instructions.NotApplicable},
		{"Evidence", b.instructions.Evidence},
		{"Scope", b.instructions.Scope},
		{"Saved in", oneLine(s.Draft)},
	}, section.empty)
}

// help returns what helps to answer a question, its own help first.
func (b *questionnaire) help(q *question) []section {
	return slices.DeleteFunc([]section{
		{"Help", q.help},
		{"What you could show", strings.Join(q.evidence, "; ")},
		{"Why it matters", q.why},
		{"How to choose", b.instructions.Choose},
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
