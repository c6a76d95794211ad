package report

import (
	"fmt"
	"io"
	"strings"

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
				Low: a.Low, High: a.High, Median: a.Median, Spread: a.Spread(),
			}
		}),
		Score:  ConsensusScoreDocument{c.Low.Score, c.High.Score, c.Median.Score},
		Levels: ConsensusLevelsDocument{bandDocument(c.Low.Level), bandDocument(c.High.Level), bandDocument(c.Median.Level)},
	}
}

// ConsensusText writes the agenda of the meeting in which people settle what
// they disagree on.
func ConsensusText(w io.Writer, c *maturity.Consensus, s Style) error {
	p := newPage(s)
	p.ends(fmt.Sprintf("%s: %s", title(&c.Model.Bank), count(len(c.Respondents), "respondent")), standing(c.Median), strong)
	p.prose(0, strings.Join(c.Respondents, " · "), quiet)
	p.blank()
	p.prose(0, consensusSummary(c), plain)
	p.disagreements(c)
	p.heading("All answers")
	p.consensusTable(c)
	return p.writeTo(w)
}

// standing is "median 13, level 2".
func standing(s maturity.Standing) string {
	return fmt.Sprintf("median %d, level %d", s.Score, s.Level.Number)
}

func consensusSummary(c *maturity.Consensus) string {
	if c.Low.Level.Number == c.High.Level.Number {
		return fmt.Sprintf("Everybody's lowest answers add up to %d, their highest to %d: %s either way.",
			c.Low.Score, c.High.Score, levelPhrase(c.Low.Level))
	}
	return fmt.Sprintf("Everybody's lowest answers add up to %d, %s; their highest to %d, %s.",
		c.Low.Score, levelPhrase(c.Low.Level), c.High.Score, levelPhrase(c.High.Level))
}

// disagreements writes each question on which people differ, with who said
// what.
func (p *page) disagreements(c *maturity.Consensus) {
	number := 0
	for _, a := range c.Answers {
		if !differ(a) {
			continue
		}
		if number++; number == 1 {
			p.heading("To talk about")
		} else {
			p.blank()
		}
		p.item(span{fmt.Sprintf("  %d. ", number), strong}, fmt.Sprintf("%s (%s)", a.Question.Title, a.Question.ID), strong)
		for _, line := range saidBy(c, a) {
			p.item(span{"     ", plain}, line, plain)
		}
	}
	if number == 0 {
		p.blank()
		p.prose(0, "Everybody gave the same answers.", strong)
	}
}

// differ reports whether there is something to talk about: different answers,
// or somebody who does not know.
func differ(a maturity.ConsensusAnswer) bool {
	return a.Spread() > 0 || a.Answered < len(a.Given)
}

// saidBy lists the answers given, highest last, each with the names and the
// option in words; notes follow.
func saidBy(c *maturity.Consensus, a maturity.ConsensusAnswer) []string {
	var lines []string
	for _, o := range a.Question.Options {
		if names := whoSaid(c, a, maturity.Answer{Points: o.Points}); names != "" {
			lines = append(lines, fmt.Sprintf("%d  %s: %s", o.Points, names, o.Text))
		}
	}
	if names := whoSaid(c, a, maturity.Answer{Unknown: true}); names != "" {
		lines = append(lines, fmt.Sprintf("?  %s: unknown", names))
	}
	for i, given := range a.Given {
		if given.Note != "" {
			lines = append(lines, fmt.Sprintf("Note by %s: %s", c.Respondents[i], given.Note))
		}
	}
	return lines
}

func whoSaid(c *maturity.Consensus, a maturity.ConsensusAnswer, answer maturity.Answer) string {
	var names []string
	for i, given := range a.Given {
		if given.Unknown == answer.Unknown && (given.Unknown || given.Points == answer.Points) {
			names = append(names, c.Respondents[i])
		}
	}
	return strings.Join(names, ", ")
}

// consensusTable has a row for each question: median, spread, agreement.
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

func medianText(a maturity.ConsensusAnswer) string {
	if a.Answered == 0 {
		return "unknown"
	}
	return fmt.Sprint(a.Median)
}

func rangeText(a maturity.ConsensusAnswer) string {
	if a.Answered == 0 {
		return ""
	}
	return fmt.Sprintf("%d to %d", a.Low, a.High)
}

// agreement is "3 of 4": how many gave the most common answer, of all asked.
func agreement(a maturity.ConsensusAnswer) string {
	return fmt.Sprintf("%d of %d", a.Agreeing, len(a.Given))
}
