package report

import "genaiops/internal/maturity"

// ConsensusDocument is "genaiops.consensus/1": what several people answered, widest
// spread first.
type ConsensusDocument struct {
	Schema      string                    `json:"schema"`
	Bank        BankDocument              `json:"bank"`
	Respondents []string                  `json:"respondents"`
	Answers     []ConsensusAnswerDocument `json:"answers"`
	Score       ConsensusScoreDocument    `json:"score"`
	Levels      ConsensusLevelsDocument   `json:"levels"`
	// Assessments are the respondents' results, in their order.
	Assessments []RespondentDocument `json:"assessments"`
}

// RespondentDocument is one person's result.
type RespondentDocument struct {
	Respondent string        `json:"respondent"`
	Team       string        `json:"team"`
	Range      RangeDocument `json:"range"`
	Level      BandDocument  `json:"level"`
}

// ConsensusAnswerDocument is everyone's answer to one question: points in the order
// of the respondents, null for unknown.
type ConsensusAnswerDocument struct {
	Question string `json:"question"`
	Points   []*int `json:"points"`
	Answered int    `json:"answered"` // how many knew
	Low      int    `json:"low"`
	High     int    `json:"high"`
	Median   int    `json:"median"` // the lower of two middle answers
	Spread   int    `json:"spread"`
	Agreeing int    `json:"agreeing"` // how many gave the most common answer
}

// ConsensusScoreDocument is the sums of the lowest, highest and median answers.
type ConsensusScoreDocument struct {
	Low    int `json:"low"`
	High   int `json:"high"`
	Median int `json:"median"`
}

// ConsensusLevelsDocument is the levels of those sums.
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
		Respondents: copied(c.Respondents),
		Answers: each(c.Answers, func(a maturity.ConsensusAnswer) ConsensusAnswerDocument {
			return ConsensusAnswerDocument{
				Question: a.Question.ID, Points: each(a.Given, known), Answered: a.Answered,
				Low: a.Low, High: a.High, Median: a.Median, Spread: a.Spread(), Agreeing: a.Agreeing,
			}
		}),
		Score:       ConsensusScoreDocument{c.Low.Score, c.High.Score, c.Median.Score},
		Levels:      ConsensusLevelsDocument{bandDocument(c.Low.Level), bandDocument(c.High.Level), bandDocument(c.Median.Level)},
		Assessments: respondentDocuments(c),
	}
}

func respondentDocuments(c *maturity.Consensus) []RespondentDocument {
	documents := make([]RespondentDocument, len(c.Assessments))
	for i, a := range c.Assessments {
		documents[i] = RespondentDocument{c.Respondents[i], a.Sheet.Team, RangeDocument{a.Low, a.High}, bandDocument(a.Level)}
	}
	return documents
}
