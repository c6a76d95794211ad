package report

import (
	"fmt"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// QuestionsPage shows the questions that filter selects (see [Questions]), to read
// before answering: all with the instructions, a single one with how to move up.
func QuestionsPage(b *maturity.Bank, filter string) Page {
	dimensions := selected(b, filter)
	p := Page{title{text: bankTitle(b), aside: questionCount(dimensions)}}
	if filter == "" {
		p = append(p, section{"How to answer", bullets(instructions(b))})
	}
	for _, d := range dimensions {
		body := Page{sentences{at: indent, pen: quiet, lines: []string{dimensionAbout(d)}}}
		for _, q := range d.Questions {
			body = append(body, questionHead{q},
				optionTable(q),
				fields{2 * indent, questionFields(q, q.ID == filter)})
		}
		p = append(p, section{d.Name, body})
		if one := d.Questions[0]; one.ID == filter && len(one.Reading) > 0 {
			p = append(p, section{"To read", Page{further{one.Reading, true}}})
		}
	}
	return append(p, source{b})
}

// optionTable lists the options of a question. The points are in a column by
// themselves: "1 point" is shorter than "0 points".
func optionTable(q maturity.Question) table {
	digits := len(fmt.Sprint(q.Highest()))
	return table{
		columns: []column{{"Worth", false}, {"Answer", false}},
		rows: each(q.Options, func(o maturity.Option) []span {
			aligned := blanks(indent + digits - len(fmt.Sprint(o.Points))).text
			return []span{{aligned + display.Count(o.Points, "point"), strong}, {o.Text, plain}}
		}),
		wrapped: 1,
	}
}

// questionHead is the title and the text of a question.
type questionHead struct{ maturity.Question }

func (b questionHead) name() string { return fmt.Sprintf("%s [%s]", b.Title, b.ID) }

func (b questionHead) asText(t *textPage) {
	t.gap()
	t.prose(indent, b.name(), strong)
	t.prose(indent, b.Text, plain)
}

func (b questionHead) asMarkdown(m *markdownPage) {
	m.heading(3, text(b.name()))
	m.paragraph(text(b.Text))
}

// questionCount returns "14 questions in 7 dimensions".
func questionCount(dimensions []maturity.Dimension) string {
	questions := 0
	for _, d := range dimensions {
		questions += len(d.Questions)
	}
	if len(dimensions) == 1 {
		return display.Count(questions, "question")
	}
	return fmt.Sprintf("%s in %d dimensions", display.Count(questions, "question"), len(dimensions))
}

func instructions(b *maturity.Bank) []string {
	i := b.Instructions
	return nonEmpty([]string{i.Scope, i.Choose, i.Evidence, i.Unsure, i.NotApplicable})
}

// dimensionAbout returns what a dimension is about, and whether it is critical.
func dimensionAbout(d maturity.Dimension) string {
	const critical = "Critical: the lowest answer to any of these questions raises a warning."
	if d.Critical {
		return strings.TrimLeft(strings.TrimRight(d.About, ". ")+". "+critical, ". ")
	}
	return d.About
}

// questionFields lists what a bank says about a question. The detailed list says
// how to reach each option.
func questionFields(q maturity.Question, detailed bool) []field {
	all := []field{{"Help", q.Help}, {"Evidence", strings.Join(q.Evidence, "; ")}, {"Why", q.Why}}
	for _, o := range q.Options {
		if above := q.Above(o.Points); detailed && above != nil {
			all = append(all, field{fmt.Sprintf("To reach %d", above.Points), o.MoveUp})
		}
	}
	return all
}
