package report

import "genaiops/internal/maturity"

// ConsensusDocument is "genaiops.consensus/1": what several people answered, widest
// spread first. If it's anonymous, the lists of respondents are empty, and the points
// of each answer are sorted.
type ConsensusDocument struct {
	Schema      string                    `json:"schema"`
	Bank        BankDocument              `json:"bank"`
	Respondents []string                  `json:"respondents"`
	Answers     []ConsensusAnswerDocument `json:"answers"`
	Score       ConsensusScoreDocument    `json:"score"`
	Levels      ConsensusLevelsDocument   `json:"levels"`
	// Gaps are the ids of the critical questions whose Low is the lowest option.
	Gaps []string `json:"critical_gaps"`
	// ByPerson is how the respondents who answered every question are spread over
	// the levels. The group's level means little without it.
	ByPerson []RollupLevelDocument `json:"by_person"`
	// Assessments are the respondents' results, in their order.
	Assessments []RespondentDocument `json:"assessments"`
}

// ConsensusAnswerDocument is everyone's answer to one question: points in the order
// of the respondents, null for who didn't know and for who was not asked.
type ConsensusAnswerDocument struct {
	Question string   `json:"question"`
	Points   []*int   `json:"points"`
	Unknown  []string `json:"unknown"`   // the respondents who didn't know
	NotAsked []string `json:"not_asked"` // those whose sheets leave the question out
	Answered int      `json:"answered"`  // how many knew
	// Low and High are the lower median of those who were asked, with unknown
	// answers as the lowest option and as the highest. If nobody was asked, they are
	// the lowest and the highest option.
	Low      int `json:"low"`
	High     int `json:"high"`
	Median   int `json:"median"`   // Low: as in a score, unknown counts as the lowest
	Spread   int `json:"spread"`   // from the lowest to the highest known answer
	Agreeing int `json:"agreeing"` // how many gave the most common answer
}

// ConsensusScoreDocument is the group's score as a range: the sums of Low, High and
// Median of the answers.
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

// RespondentDocument is one person's result. If the sheet leaves out questions,
// Range and Level are null.
type RespondentDocument struct {
	Respondent string         `json:"respondent"`
	Team       string         `json:"team"`
	Answered   int            `json:"answered"` // number of questions, those answered "unknown" included
	Range      *RangeDocument `json:"range"`
	Level      *BandDocument  `json:"level"`
	Gaps       []string       `json:"critical_gaps"`
}

// Consensus returns the document of a consensus.
func Consensus(c *maturity.Consensus) ConsensusDocument {
	low, high := bandDocument(c.Low.Level), bandDocument(c.High.Level)
	names := func(list []string) []string {
		if c.Anonymous {
			return []string{}
		}
		return list
	}
	assessments := []RespondentDocument{}
	if !c.Anonymous {
		assessments = each(c.Respondents, respondentDocument)
	}
	return ConsensusDocument{
		Schema:      "genaiops.consensus/1",
		Bank:        bankDocument(&c.Model.Bank),
		Respondents: names(each(c.Respondents, func(r maturity.Respondent) string { return r.Name })),
		Answers: each(c.Answers, func(a maturity.ConsensusAnswer) ConsensusAnswerDocument {
			return ConsensusAnswerDocument{
				Question: a.Question.ID, Points: each(a.Given, given),
				Unknown: names(whoSaid(c, a, didNotKnow)), NotAsked: names(whoSaid(c, a, wasNotAsked)), Answered: a.Answered,
				Low: a.Low, High: a.High, Median: a.Low, Spread: a.Spread(), Agreeing: a.Agreeing,
			}
		}),
		Score:  ConsensusScoreDocument{Low: c.Low.Score, High: c.High.Score, Median: c.Low.Score},
		Levels: ConsensusLevelsDocument{Low: low, High: high, Median: low},
		Gaps:   each(c.Low.Gaps, func(q *maturity.Question) string { return q.ID }),
		ByPerson: each(c.Levels(), func(l maturity.LevelCount) RollupLevelDocument {
			return RollupLevelDocument{l.Level.Number, l.Level.Name, l.Level.Label, l.Count, l.Gaps}
		}),
		Assessments: assessments,
	}
}

// given returns an answer's points, or nil if it's unknown or was not asked.
func given(a *maturity.Answer) *int {
	if a == nil {
		return nil
	}
	return known(*a)
}

func respondentDocument(r maturity.Respondent) RespondentDocument {
	document := RespondentDocument{Respondent: r.Name, Team: r.Sheet.Team, Answered: len(r.Sheet.Answers), Gaps: []string{}}
	if a := r.Assessment; a != nil {
		level := bandDocument(a.Level)
		document.Range, document.Level, document.Gaps = &RangeDocument{a.Low, a.High}, &level, gapIDs(a)
	}
	return document
}
