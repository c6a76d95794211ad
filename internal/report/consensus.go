package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// ConsensusPage is the agenda of a meeting to settle disagreements: each person's
// result, then the questions with who said what, widest disagreement first.
func ConsensusPage(c *maturity.Consensus) Page {
	p := Page{
		title{
			text:  bankTitle(&c.Model.Bank) + ": " + display.Count(len(c.Respondents), "respondent"),
			aside: fmt.Sprintf("median %d, %s", c.Median.Score, groupLevel(c, c.Median, medianOf)),
		},
		respondents(c),
		say(consensusSummary(c)),
		section{"Warnings", alerts(differentTeams(c))},
	}
	var agenda []item
	for i, a := range agendaOf(c) {
		agenda = append(agenda, item{
			mark: fmt.Sprintf("%d.", i+1), pen: strong, name: questionName(a.Question), notes: []string{a.Question.Text},
			items: each(saidBy(c, a), func(s saying) item {
				return item{mark: s.mark + " ", pen: accent, text: s.names + ": " + s.text}
			}),
		})
	}
	if len(agenda) > 0 {
		p = append(p, section{"To discuss", Page{list{spaced: true, items: agenda}}})
	}
	return append(p, section{"All answers", Page{consensusTable(c)}}, closing{outcome: consensusOutcome(c)})
}

// respondents is each person's result.
func respondents(c *maturity.Consensus) table {
	t := table{columns: []column{{"Respondent", false}, {"Score", false}, {"Level", false}}, last: goBelow}
	for i, a := range c.Assessments {
		t.rows = append(t.rows, []span{{c.Respondents[i], plain}, {scorePhrase(a), strong}, {capital(levelOf(a)), plain}})
	}
	return t
}

// consensusTable has a row for each question. Agreement is out of everyone asked.
func consensusTable(c *maturity.Consensus) table {
	return table{
		columns: []column{{"Question", false}, {"Median", false}, {"Range", false}, {"Agree", false}},
		rows: each(c.Answers, func(a maturity.ConsensusAnswer) []span {
			median, extent := fmt.Sprint(a.Median), fmt.Sprint(a.Low)
			switch {
			case a.Answered == 0:
				median, extent = "unknown", ""
			case a.Low < a.High:
				extent = fmt.Sprintf("%d to %d", a.Low, a.High)
			}
			agreement := fmt.Sprintf("%d of %d", a.Agreeing, len(a.Given))
			return []span{{a.Question.Title, plain}, {median, plain}, {extent, plain}, {agreement, plain}}
		}),
		headed: true,
	}
}

// consensusSummary gives the team's range of scores and levels, and says how far
// people agree.
func consensusSummary(c *maturity.Consensus) string {
	agreeing, answered := c.Agreement()
	switch {
	case len(c.Respondents) == 1:
		return "This is one person's sheet. Add other people's to see where they differ."
	case answered == 0:
		return "Every answer is unknown."
	}
	spread := fmt.Sprintf("The lowest answers to all questions add up to %d, %s; the highest, to %d, %s.",
		c.Low.Score, groupLevel(c, c.Low, lowOf), c.High.Score, groupLevel(c, c.High, highOf))
	if low, high := groupLevel(c, c.Low, lowOf), groupLevel(c, c.High, highOf); low == high {
		spread = fmt.Sprintf("The lowest answers to all questions add up to %d, the highest to %d: %s either way.",
			c.Low.Score, c.High.Score, low)
	}
	match := "match"
	if agreeing == 1 {
		match = "matches"
	}
	return fmt.Sprintf("%s Of %s by %d people, %d %s the most common answer.",
		spread, display.Count(answered, "known answer"), len(c.Respondents), agreeing, match)
}

// groupLevel names the level of a sum of everyone's answers, with the critical
// questions whose answer in that sum is the lowest.
func groupLevel(c *maturity.Consensus, sum maturity.Standing, of func(maturity.ConsensusAnswer) int) string {
	gaps := 0
	for _, a := range c.Answers {
		if a.Dimension.Critical && of(a) == a.Question.Lowest() {
			gaps++
		}
	}
	return sum.Level.String() + withGaps(gaps)
}

func lowOf(a maturity.ConsensusAnswer) int    { return a.Low }
func highOf(a maturity.ConsensusAnswer) int   { return a.High }
func medianOf(a maturity.ConsensusAnswer) int { return a.Median }

// consensusOutcome gives the median and what is left to settle.
func consensusOutcome(c *maturity.Consensus) string {
	outcome := fmt.Sprintf("Median of %s: %d, %s.", display.Count(len(c.Respondents), "respondent"), c.Median.Score, groupLevel(c, c.Median, medianOf))
	if n := len(agendaOf(c)); n > 0 {
		return fmt.Sprintf("%s %s to settle.", outcome, display.Count(n, "question"))
	}
	if len(c.Respondents) == 1 {
		return outcome
	}
	return outcome + " Everybody gave the same answers: nothing to settle."
}

// differentTeams warns if the sheets are from several teams.
func differentTeams(c *maturity.Consensus) []string {
	var teams []string
	for _, a := range c.Assessments {
		if team := a.Sheet.Team; team != "" && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	if len(teams) < 2 {
		return nil
	}
	return []string{"The sheets are from different teams: " + strings.Join(teams, ", ") + "."}
}

// agendaOf returns the questions on which people differ or which somebody couldn't
// answer, widest spread first.
func agendaOf(c *maturity.Consensus) []maturity.ConsensusAnswer {
	var agenda []maturity.ConsensusAnswer
	for _, a := range c.Answers {
		if a.Spread() > 0 || a.Answered < len(a.Given) {
			agenda = append(agenda, a)
		}
	}
	return agenda
}

// saying is what some respondents said: the points or a sign, who, and the words.
type saying struct{ mark, names, text string }

// saidBy lists the answers, lowest first, then notes and evidence.
func saidBy(c *maturity.Consensus, a maturity.ConsensusAnswer) []saying {
	var said []saying
	for _, o := range a.Question.Options {
		if names := whoSaid(c, a, maturity.Answer{Points: o.Points}); names != "" {
			said = append(said, saying{fmt.Sprint(o.Points), names, o.Text})
		}
	}
	if names := whoSaid(c, a, maturity.Answer{Unknown: true}); names != "" {
		said = append(said, saying{"?", names, "didn't know"})
	}
	for i, given := range a.Given {
		for _, remark := range append([]string{given.Note}, given.Evidence...) {
			if remark != "" {
				said = append(said, saying{"•", "noted by " + c.Respondents[i], remark})
			}
		}
	}
	return said
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
