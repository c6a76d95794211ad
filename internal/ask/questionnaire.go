package ask

import (
	"fmt"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// questionnaire is a bank as it is shown: its questions in the order of
// asking, and all of its words cleaned. Nothing else of a bank is printed.
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

// option is one answer that can be chosen.
type option struct {
	text    string
	points  int
	unknown bool
}

const unknownText = "I don't know"

func newQuestionnaire(b *maturity.Bank) *questionnaire {
	shown := &questionnaire{
		title:        oneLine(b.Title),
		instructions: cleanInstructions(b.Instructions),
		dimensions:   len(b.Dimensions),
	}
	for _, d := range b.Dimensions {
		for _, q := range d.Questions {
			shown.questions = append(shown.questions, newQuestion(d.Name, q))
		}
	}
	return shown
}

func cleanInstructions(i maturity.Instructions) maturity.Instructions {
	return maturity.Instructions{
		Scope:         oneLine(i.Scope),
		Choose:        oneLine(i.Choose),
		Evidence:      oneLine(i.Evidence),
		Unsure:        oneLine(i.Unsure),
		NotApplicable: oneLine(i.NotApplicable),
	}
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

// chosen returns the index of the option that an answer chose, or -1.
func (q *question) chosen(a maturity.Answer) int {
	for i, o := range q.options {
		if o.unknown == a.Unknown && (o.unknown || o.points == a.Points) {
			return i
		}
	}
	return -1
}

// answer returns old with option i chosen. The note and the evidence stay:
// they are the person's own words, and only the person drops them.
func (q *question) answer(i int, old maturity.Answer) maturity.Answer {
	old.Points, old.Unknown = q.options[i].points, q.options[i].unknown
	return old
}

// section is a titled paragraph of help.
type section struct{ title, text string }

// help returns what there is to read about answering a question.
func (b *questionnaire) help(q *question) []section {
	return present([]section{
		{"Help", q.help},
		{"What you could show", strings.Join(q.evidence, "; ")},
		{"Why it matters", q.why},
		{"Evidence", b.instructions.Evidence},
		{"Not sure", b.instructions.Unsure},
		{"Not applicable", b.instructions.NotApplicable},
	})
}

// introduction returns what there is to read before the first question.
func (b *questionnaire) introduction() []section {
	return present([]section{
		{"Scope", b.instructions.Scope},
		{"How to choose", b.instructions.Choose},
		{"Evidence", b.instructions.Evidence},
		{"Not sure", b.instructions.Unsure},
		{"Not applicable", b.instructions.NotApplicable},
	})
}

func present(all []section) []section {
	var some []section
	for _, s := range all {
		if s.text != "" {
			some = append(some, s)
		}
	}
	return some
}

// effort says how much there is to answer. Forty seconds a question is an
// estimate for reading four short options and agreeing on one.
func (b *questionnaire) effort() string {
	n := len(b.questions)
	minutes := (n*40 + 59) / 60
	return fmt.Sprintf("%s in %s, about %s.", display.Count(n, "question"),
		display.Count(b.dimensions, "dimension"), display.Count(minutes, "minute"))
}

// progress is where the answers of a session stand.
type progress struct {
	unknown  int
	answered int
	missing  []int // indexes of the questions without an answer
}

func (b *questionnaire) progress(answers map[string]maturity.Answer) progress {
	var p progress
	for i := range b.questions {
		a, ok := answers[b.questions[i].id]
		switch {
		case !ok || b.questions[i].chosen(a) < 0:
			p.missing = append(p.missing, i)
		case a.Unknown:
			p.unknown++
			p.answered++
		default:
			p.answered++
		}
	}
	return p
}

// summary puts the progress in words.
func (b *questionnaire) summary(p progress) string {
	s := fmt.Sprintf("%d of %d answered", p.answered, len(b.questions))
	if p.unknown > 0 {
		s += fmt.Sprintf(", %d of them %q", p.unknown, unknownText)
	}
	return s + "."
}

// lacking names the questions without an answer by their numbers.
func (p progress) lacking() string {
	numbers := make([]string, len(p.missing))
	for i, at := range p.missing {
		numbers[i] = strconv.Itoa(at + 1)
	}
	return "Not answered yet: " + strings.Join(numbers, ", ") + "."
}

// describe puts the answer to q in words, with a mark where there is not much
// of an answer.
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
