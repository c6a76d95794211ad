package maturity

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
)

// Consensus sets the answers of several people about one team side by side, to
// show where they agree and what to discuss.
type Consensus struct {
	Model *Model
	// Respondents are the names of those who answered, in the order of the
	// sheets. A sheet without a name gets "respondent" and its number.
	Respondents []string
	Assessments []*Assessment // one for each respondent, in the same order
	// Answers has every question, widest spread first; equal spreads are in bank
	// order.
	Answers []ConsensusAnswer

	// Low, High and Median are the sums of every question's Low, High and
	// Median. They needn't be anyone's score.
	Low, High, Median Standing
}

// Standing is a score and the level that it gives.
type Standing struct {
	Score int
	Level *Level
}

// ConsensusAnswer is what several people answered to one question.
type ConsensusAnswer struct {
	Dimension *Dimension
	Question  *Question
	Given     []Answer // by respondent; when Unknown, Points are those of the lowest option

	Answered int // number of respondents who knew
	// Low, High and Median describe the known answers; of two middle answers,
	// Median is the lower. If nobody knew, Low and Median are the lowest option
	// and High the highest, as in a score.
	Low, High, Median int
	// Agreeing is the number of respondents who gave the most common of the
	// known answers. The agreement on the question is Agreeing of Answered.
	Agreeing int
}

// Spread returns the difference between the highest and the lowest known answer.
// It is 0 if nobody knew, since nobody disagrees.
func (c ConsensusAnswer) Spread() int {
	if c.Answered == 0 {
		return 0
	}
	return c.High - c.Low
}

// NewConsensus computes the consensus of at least one sheet. [Score] must accept
// every sheet; otherwise the error names the respondent of the first it refuses.
func NewConsensus(m *Model, sheets []Sheet) (*Consensus, error) {
	if len(sheets) == 0 {
		return nil, errors.New("a consensus needs at least one sheet")
	}
	c := &Consensus{Model: m}
	for i, s := range sheets {
		name := respondentName(s, i)
		a, err := Score(m, s)
		if err != nil {
			return nil, fmt.Errorf("sheet of %s: %w", name, err)
		}
		c.Respondents = append(c.Respondents, name)
		c.Assessments = append(c.Assessments, a)
	}
	for i := range c.Assessments[0].Answers {
		c.addAnswer(i)
	}
	for _, s := range []*Standing{&c.Low, &c.High, &c.Median} {
		s.Level = m.LevelAt(s.Score)
	}
	sort.SliceStable(c.Answers, func(i, j int) bool { return c.Answers[i].Spread() > c.Answers[j].Spread() })
	return c, nil
}

func respondentName(s Sheet, index int) string {
	if s.Respondent != "" {
		return s.Respondent
	}
	return fmt.Sprintf("respondent %d", index+1)
}

// addAnswer adds the question at that index of the bank.
func (c *Consensus) addAnswer(index int) {
	first := c.Assessments[0].Answers[index]
	answer := ConsensusAnswer{Dimension: first.Dimension, Question: first.Question}
	for _, a := range c.Assessments {
		answer.Given = append(answer.Given, a.Answers[index].Answer)
	}
	answer.summarize()
	c.Answers = append(c.Answers, answer)
	c.Low.Score += answer.Low
	c.High.Score += answer.High
	c.Median.Score += answer.Median
}

// summarize computes everything else from what was given.
func (c *ConsensusAnswer) summarize() {
	var known []int
	count := map[int]int{}
	for _, given := range c.Given {
		if !given.Unknown {
			known = append(known, given.Points)
			count[given.Points]++
			c.Agreeing = max(c.Agreeing, count[given.Points])
		}
	}
	c.Answered = len(known)
	if c.Answered == 0 {
		c.Low, c.Median, c.High = c.Question.Lowest(), c.Question.Lowest(), c.Question.Highest()
		return
	}
	slices.Sort(known)
	c.Low, c.Median, c.High = known[0], known[(len(known)-1)/2], known[len(known)-1]
}

// Agreement returns how many known answers match the most common answer to their
// question, and how many answers are known.
func (c *Consensus) Agreement() (agreeing, answered int) {
	for _, a := range c.Answers {
		agreeing += a.Agreeing
		answered += a.Answered
	}
	return agreeing, answered
}

// Merged returns a sheet with the median of each question, and unknown where
// nobody knew: a draft for the respondents to settle. It has no respondent, no
// notes and no evidence, the latest date, and the team and labels that all sheets
// share.
func (c *Consensus) Merged() Sheet {
	first := c.Assessments[0].Sheet.Clone()
	merged := Sheet{Bank: c.Model.Bank.Ref(), Team: first.Team, Labels: first.Labels, Answers: map[string]Answer{}}
	for _, a := range c.Assessments {
		merged.keepCommon(a.Sheet)
		merged.Date = max(merged.Date, a.Sheet.Date)
	}
	for _, answer := range c.Answers {
		merged.Answers[answer.Question.ID] = answer.merged()
	}
	return merged
}

func (c ConsensusAnswer) merged() Answer {
	if c.Answered == 0 {
		return Answer{Unknown: true}
	}
	return Answer{Points: c.Median}
}

// keepCommon drops the team and the labels that other doesn't share.
func (s *Sheet) keepCommon(other Sheet) {
	if s.Team != other.Team {
		s.Team = ""
	}
	maps.DeleteFunc(s.Labels, func(name, value string) bool {
		theirs, ok := other.Labels[name]
		return !ok || theirs != value
	})
}
