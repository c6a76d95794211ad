package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// ConsensusDocument is "genaiops.consensus/1": what several people answered,
// the widest spread first.
type ConsensusDocument struct {
	Schema      string                    `json:"schema"`
	Bank        BankDocument              `json:"bank"`
	Respondents []string                  `json:"respondents"`
	Answers     []ConsensusAnswerDocument `json:"answers"`
	Score       ConsensusScoreDocument    `json:"score"`
	Levels      ConsensusLevelsDocument   `json:"levels"`
	// Assessments are everybody's own results, in the order of the respondents.
	Assessments []RespondentDocument `json:"assessments"`
}

// RespondentDocument is one person's own result.
type RespondentDocument struct {
	Respondent string        `json:"respondent"`
	Team       string        `json:"team"`
	Range      RangeDocument `json:"range"`
	Level      BandDocument  `json:"level"`
}

// ConsensusAnswerDocument is what everybody answered to one question: points
// in the order of the respondents, null for unknown.
type ConsensusAnswerDocument struct {
	Question string `json:"question"`
	Points   []*int `json:"points"`
	Answered int    `json:"answered"` // how many knew
	Low      int    `json:"low"`
	High     int    `json:"high"`
	Median   int    `json:"median"` // of two middle answers, the lower
	Spread   int    `json:"spread"`
	Agreeing int    `json:"agreeing"` // how many gave the most common answer
}

// ConsensusScoreDocument is the sums of everybody's lowest, highest and median
// answers.
type ConsensusScoreDocument struct {
	Low    int `json:"low"`
	High   int `json:"high"`
	Median int `json:"median"`
}

// ConsensusLevelsDocument is the levels that those sums give.
type ConsensusLevelsDocument struct {
	Low    BandDocument `json:"low"`
	High   BandDocument `json:"high"`
	Median BandDocument `json:"median"`
}

// Consensus returns the document of a consensus.
func Consensus(c *maturity.Consensus) ConsensusDocument {
	return ConsensusDocument{
		Schema:      "genaiops.consensus/1",
		Bank:        bankDocument(&c.Model.Bank),
		Respondents: list(c.Respondents),
		Answers: each(c.Answers, func(a maturity.ConsensusAnswer) ConsensusAnswerDocument {
			return ConsensusAnswerDocument{
				Question: a.Question.ID, Points: each(a.Given, known), Answered: a.Answered,
				Low: a.Low, High: a.High, Median: a.Median, Spread: a.Spread(), Agreeing: a.Agreeing,
			}
		}),
		Score:       ConsensusScoreDocument{c.Low.Score, c.High.Score, c.Median.Score},
		Levels:      ConsensusLevelsDocument{bandDocument(c.Low.Level), bandDocument(c.High.Level), bandDocument(c.Median.Level)},
		Assessments: respondents(c),
	}
}

func respondents(c *maturity.Consensus) []RespondentDocument {
	documents := make([]RespondentDocument, len(c.Assessments))
	for i, a := range c.Assessments {
		documents[i] = RespondentDocument{c.Respondents[i], a.Sheet.Team, RangeDocument{a.Low, a.High}, bandDocument(a.Level)}
	}
	return documents
}

// ConsensusText writes the agenda of the meeting in which people settle what
// they disagree on: each person's result, then the questions, the widest
// disagreement first, with who said what.
func ConsensusText(w io.Writer, c *maturity.Consensus, s Style) error {
	p := newPage(s)
	p.ends(consensusTitle(c), standing(c.Median))
	p.blank()
	p.stacked(each(c.Assessments, func(a *maturity.Assessment) tableRow {
		return tableRow{cells: []span{{}, {scorePhrase(a), strong}, {capital(a.Level.String()), plain}}}
	}), c.Respondents)
	p.blank()
	p.prose(0, consensusSummary(c), plain)
	p.warnings(differentTeams(c))
	p.disagreements(c)
	p.heading("All answers")
	p.consensusTable(c)
	p.conclude(consensusOutcome(c))
	return p.writeTo(w)
}

// stacked prints rows behind the names in their first cell; where they do not
// fit, the last cell of each stands below.
func (p *page) stacked(rows []tableRow, names []string) {
	for i, name := range names {
		rows[i].cells[0] = span{name, plain}
	}
	if tableWidth(rows) > p.columns {
		rows = marksBelow(rows)
	}
	p.table(rows, 0)
}

// disagreements writes each question on which people differ, with who said
// what.
func (p *page) disagreements(c *maturity.Consensus) {
	agenda := agendaOf(c)
	if len(agenda) == 0 {
		return
	}
	p.heading("To talk about")
	for i, a := range agenda {
		if i > 0 {
			p.blank()
		}
		p.item(span{fmt.Sprintf("  %d. ", i+1), strong}, questionName(a.Question), strong)
		p.prose(5, a.Question.Text, quiet)
		for _, s := range saidBy(c, a) {
			p.item(span{"     " + s.mark + "  ", accent}, s.names+": "+s.text, plain)
		}
	}
}

// consensusTable has a row for each question: median, range, agreement.
func (p *page) consensusTable(c *maturity.Consensus) {
	rows := []tableRow{{cells: []span{{"Question", quiet}, {"Median", quiet}, {"Range", quiet}, {"Agree", quiet}}}}
	for _, a := range c.Answers {
		rows = append(rows, tableRow{cells: []span{
			{a.Question.Title, plain},
			{medianText(a), plain},
			{rangeText(a), plain},
			{agreement(a), plain},
		}})
	}
	p.table(rows, 0)
}
