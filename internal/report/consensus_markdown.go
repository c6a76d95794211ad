package report

import (
	"io"

	"genaiops/internal/maturity"
)

// ConsensusMarkdown writes the agenda of a consensus meeting as Markdown.
func ConsensusMarkdown(w io.Writer, c *maturity.Consensus) error {
	m := &markdown{}
	m.heading(1, text(title(&c.Model.Bank)+": "+count(len(c.Respondents), "respondent")+", "+standing(c.Median)))
	m.paragraph(sequence(c.Respondents, " · "))
	m.paragraph(text(consensusSummary(c)))
	for _, a := range c.Answers {
		if differ(a) {
			m.disagreement(c, a)
		}
	}
	m.heading(2, "All answers")
	m.table(
		[]column{{"Question", false}, {"Median", true}, {"Range", true}, {"Agree", true}},
		each(c.Answers, func(a maturity.ConsensusAnswer) []inline {
			return []inline{text(a.Question.Title), text(medianText(a)), text(rangeText(a)), text(agreement(a))}
		}),
	)
	return m.writeTo(w)
}

func (m *markdown) disagreement(c *maturity.Consensus, a maturity.ConsensusAnswer) {
	m.heading(2, text(a.Question.Title+" ("+a.Question.ID+")"))
	for _, line := range saidBy(c, a) {
		m.item(0, "-", text(line))
	}
	m.endList()
}
