package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// ConsensusMarkdown writes the agenda of a consensus meeting as Markdown.
func ConsensusMarkdown(w io.Writer, c *maturity.Consensus) error {
	m := &markdown{}
	m.heading(1, text(consensusTitle(c)+", "+standing(c.Median)))
	m.respondents(c)
	m.paragraph(text(consensusSummary(c)))
	m.warnings(differentTeams(c))
	for i, a := range agendaOf(c) {
		m.disagreement(i+1, c, a)
	}
	m.heading(2, "All answers")
	m.table(
		[]column{{"Question", false}, {"Median", true}, {"Range", true}, {"Agree", true}},
		each(c.Answers, func(a maturity.ConsensusAnswer) []inline {
			return []inline{text(a.Question.Title), text(medianText(a)), text(rangeText(a)), text(agreement(a))}
		}),
	)
	m.paragraph(bold(text(consensusOutcome(c))))
	return m.writeTo(w)
}

// respondents writes everybody's own result.
func (m *markdown) respondents(c *maturity.Consensus) {
	var rows [][]inline
	for i, a := range c.Assessments {
		rows = append(rows, []inline{text(c.Respondents[i]), text(scorePhrase(a)), text(capital(a.Level.String()))})
	}
	m.table([]column{{"Respondent", false}, {"Score", true}, {"Level", false}}, rows)
}

func (m *markdown) disagreement(number int, c *maturity.Consensus, a maturity.ConsensusAnswer) {
	m.heading(2, inline(fmt.Sprintf("%d\\. ", number))+text(questionName(a.Question)))
	m.paragraph(text(a.Question.Text))
	for _, s := range saidBy(c, a) {
		lead := bold(text(s.names))
		if s.mark != "•" {
			lead = bold(text(s.mark + " " + s.names))
		}
		m.item(0, "-", lead+": "+text(s.text))
	}
	m.endList()
}
