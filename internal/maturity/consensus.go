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
	Model       *Model
	Respondents []Respondent // in the order of the sheets
	// Anonymous means that nothing tells who said what: see [Consensus.Anonymize].
	Anonymous bool
	// Answers has every question, widest spread first; equal spreads are in bank
	// order.
	Answers []ConsensusAnswer

	// Low and High are the group's score as a range: the sums of every question's
	// Low and High. They needn't be anyone's score.
	Low, High Standing
}

// Respondent is one of the people who answered.
type Respondent struct {
	Name  string // of the sheet; without one, "respondent" and its number
	Sheet Sheet
	// Assessment is the respondent's own result. It is nil if the sheet leaves out
	// questions: part of the answers have no score.
	Assessment *Assessment
}

// Standing is a score, the level that it gives, and what that level hides.
type Standing struct {
	Score int
	Level *Level
	Gaps  []*Question // critical questions at the lowest option, in bank order
}

// ConsensusAnswer is what several people answered to one question.
type ConsensusAnswer struct {
	Dimension *Dimension
	Question  *Question
	Given     []*Answer // by respondent; nil if the respondent was not asked

	Asked    int // number of respondents who were asked
	Answered int // of them, those who knew
	// Low and High are the group's value: the lower median of everyone who was
	// asked, with unknown answers as the lowest option and as the highest. They
	// differ only if the median depends on somebody who didn't know, or if nobody
	// was asked.
	Low, High int
	// Least and Most are the lowest and the highest known answer, 0 if nobody knew.
	Least, Most int
	// Agreeing is the number of respondents who gave the most common of the known
	// answers; 0 if several were asked and no two of them agree.
	Agreeing int
}

// Spread returns the difference between the highest and the lowest known answer.
// It is 0 if nobody knew, since nobody disagrees.
func (c ConsensusAnswer) Spread() int { return c.Most - c.Least }

// Settled returns the answer that everybody who was asked gave. ok is false if
// people differ, if somebody didn't know, or if nobody was asked.
func (c ConsensusAnswer) Settled() (answer Answer, ok bool) {
	if c.Answered == 0 || c.Answered < c.Asked || c.Spread() > 0 {
		return Answer{}, false
	}
	return Answer{Points: c.Least}, true
}

// Median returns the group's value as an answer: unknown where the median depends
// on somebody who didn't know. ok is false if nobody knew or was asked.
func (c ConsensusAnswer) Median() (answer Answer, ok bool) {
	switch {
	case c.Answered == 0:
		return Answer{}, false
	case c.Low != c.High:
		return Answer{Unknown: true}, true
	}
	return Answer{Points: c.Low}, true
}

// NewConsensus computes the consensus of at least one sheet. A question that a
// sheet leaves out was not asked. For everything else that [Score] refuses, the
// error names the respondent of the first sheet that it refuses.
func NewConsensus(m *Model, sheets []Sheet) (*Consensus, error) {
	if len(sheets) == 0 {
		return nil, errors.New("a consensus needs at least one sheet")
	}
	c := &Consensus{Model: m}
	for i, s := range sheets {
		r := Respondent{Name: respondentName(s, i), Sheet: s}
		var incomplete *IncompleteError
		a, err := Score(m, s)
		if err != nil && !errors.As(err, &incomplete) {
			return nil, fmt.Errorf("sheet of %s: %w", r.Name, err)
		}
		r.Assessment = a
		c.Respondents = append(c.Respondents, r)
	}
	for i := range m.Bank.Dimensions {
		d := &m.Bank.Dimensions[i]
		for j := range d.Questions {
			c.addAnswer(d, &d.Questions[j])
		}
	}
	c.Low.Level, c.High.Level = m.LevelAt(c.Low.Score), m.LevelAt(c.High.Score)
	sort.SliceStable(c.Answers, func(i, j int) bool { return c.Answers[i].Spread() > c.Answers[j].Spread() })
	return c, nil
}

func respondentName(s Sheet, index int) string {
	if s.Respondent != "" {
		return s.Respondent
	}
	return fmt.Sprintf("respondent %d", index+1)
}

func (c *Consensus) addAnswer(d *Dimension, q *Question) {
	answer := ConsensusAnswer{Dimension: d, Question: q}
	for _, r := range c.Respondents {
		var given *Answer
		if a, asked := r.Sheet.Answers[q.ID]; asked {
			given = &a
		}
		answer.Given = append(answer.Given, given)
	}
	answer.summarize()
	c.Answers = append(c.Answers, answer)
	c.Low.add(answer, answer.Low)
	c.High.add(answer, answer.High)
}

func (s *Standing) add(a ConsensusAnswer, points int) {
	s.Score += points
	if a.Dimension.Critical && points == a.Question.Lowest() {
		s.Gaps = append(s.Gaps, a.Question)
	}
}

// summarize computes everything else from what was given.
func (c *ConsensusAnswer) summarize() {
	lowest, highest := c.Question.Lowest(), c.Question.Highest()
	var known, low, high []int
	count := map[int]int{}
	for _, given := range c.Given {
		switch {
		case given == nil:
		case given.Unknown:
			low, high = append(low, lowest), append(high, highest)
		default:
			known = append(known, given.Points)
			count[given.Points]++
			c.Agreeing = max(c.Agreeing, count[given.Points])
		}
	}
	low, high = append(low, known...), append(high, known...)
	c.Asked, c.Answered = len(low), len(known)
	if c.Asked > 1 && c.Agreeing == 1 {
		c.Agreeing = 0
	}
	if c.Answered > 0 {
		c.Least, c.Most = slices.Min(known), slices.Max(known)
	}
	c.Low, c.High = lowerMedian(low, lowest), lowerMedian(high, highest)
}

// lowerMedian returns the median, the lower of two middle values. Without values,
// it returns otherwise.
func lowerMedian(values []int, otherwise int) int {
	if len(values) == 0 {
		return otherwise
	}
	slices.Sort(values)
	return values[(len(values)-1)/2]
}

// LevelCount is how many respondents are at a level by their own answers.
type LevelCount struct {
	Level *Level
	Count int
	Gaps  int // of Count, those with critical gaps
}

// Anonymize returns the consensus without names. The answers to each question are
// sorted, with their notes, so that no place among them tells whose they are.
func (c *Consensus) Anonymize() *Consensus {
	anonymous := *c
	anonymous.Anonymous = true
	anonymous.Respondents = slices.Clone(c.Respondents)
	for i := range anonymous.Respondents {
		r := &anonymous.Respondents[i]
		r.Name, r.Sheet.Respondent = "somebody", ""
	}
	anonymous.Answers = slices.Clone(c.Answers)
	for i := range anonymous.Answers {
		given := slices.Clone(anonymous.Answers[i].Given)
		sort.Slice(given, func(i, j int) bool { return sortKey(given[i]) < sortKey(given[j]) })
		anonymous.Answers[i].Given = given
	}
	return &anonymous
}

// sortKey orders answers: points, unknown, not asked; then by what is beside them.
func sortKey(a *Answer) string {
	switch {
	case a == nil:
		return "2"
	case a.Unknown:
		return fmt.Sprintf("1%s%q%s", a.Note, a.Evidence, a.Next)
	}
	return fmt.Sprintf("0%09d%s%q%s", a.Points, a.Note, a.Evidence, a.Next)
}

// Levels returns how the respondents are spread over the model's levels. Those
// whose sheets leave out questions are at none.
func (c *Consensus) Levels() []LevelCount {
	counts := make([]LevelCount, len(c.Model.Levels))
	for i := range counts {
		counts[i].Level = &c.Model.Levels[i]
		for _, r := range c.Respondents {
			if r.Assessment == nil || r.Assessment.Level != counts[i].Level {
				continue
			}
			counts[i].Count++
			if len(r.Assessment.CriticalGaps()) > 0 {
				counts[i].Gaps++
			}
		}
	}
	return counts
}

// Merged returns a sheet for the respondents to complete: the answers that choose
// returns, such as [ConsensusAnswer.Settled] or [ConsensusAnswer.Median], and no
// others. It has no respondent, no notes and no evidence, the latest date, and
// the team and labels that all sheets share.
func (c *Consensus) Merged(choose func(ConsensusAnswer) (Answer, bool)) Sheet {
	first := c.Respondents[0].Sheet.Clone()
	merged := Sheet{Bank: c.Model.Bank.Ref(), Team: first.Team, Labels: first.Labels, Answers: map[string]Answer{}}
	for _, r := range c.Respondents {
		merged.keepCommon(r.Sheet)
		merged.Date = max(merged.Date, r.Sheet.Date)
	}
	for _, a := range c.Answers {
		if answer, ok := choose(a); ok {
			merged.Answers[a.Question.ID] = answer
		}
	}
	return merged
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
