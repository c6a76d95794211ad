package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// ConsensusPage is the agenda of a meeting to settle disagreements: the group's
// score and each person's result, then the questions with who said what, widest
// disagreement first.
func ConsensusPage(c *maturity.Consensus) Page {
	p := Page{
		title{text: consensusTitle(c), aside: groupScore(c)},
		say(consensusSummary(c)...),
	}
	if !c.Anonymous {
		p = append(p, respondents(c))
	}
	p = append(p, section{"Warnings", alerts(append(differentTeams(c), notAsked(c)...))})
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

func consensusTitle(c *maturity.Consensus) string {
	return bankTitle(&c.Model.Bank) + ": " + display.Count(len(c.Respondents), "respondent")
}

// respondents is each person's result.
func respondents(c *maturity.Consensus) table {
	return table{
		columns: []column{{"Respondent", false}, {"Score", false}, {"Level", false}},
		last:    goBelow,
		rows: each(c.Respondents, func(r maturity.Respondent) []span {
			if r.Assessment == nil {
				return []span{{r.Name, plain}, {partPhrase(c, r), plain}, {}}
			}
			return []span{{r.Name, plain}, {scorePhrase(r.Assessment), strong}, {capital(levelOf(r.Assessment)), plain}}
		}),
	}
}

// partPhrase is what stands for the score of a sheet that leaves out questions.
func partPhrase(c *maturity.Consensus, r maturity.Respondent) string {
	return fmt.Sprintf("%d of %s", len(r.Sheet.Answers), display.Count(len(c.Answers), "question"))
}

// consensusTable has a row for each question. Agreement is out of everyone asked.
func consensusTable(c *maturity.Consensus) table {
	return table{
		columns: []column{{"Question", false}, {"Median", false}, {"Answers", false}, {"Agree", false}},
		rows: each(c.Answers, func(a maturity.ConsensusAnswer) []span {
			median, answers := fromTo(a.Low, a.High), fromTo(a.Least, a.Most)
			agreement := fmt.Sprintf("%d of %d", a.Agreeing, a.Asked)
			switch {
			case a.Asked == 0:
				median, answers, agreement = "", "not asked", ""
			case a.Answered == 0:
				median, answers = "", "unknown"
			}
			return []span{{a.Question.Title, plain}, {median, plain}, {answers, plain}, {agreement, plain}}
		}),
		headed: true,
	}
}

// fromTo is "1 to 2", or "1" if both ends are equal.
func fromTo(low, high int) string {
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}

// consensusSummary gives the group's score and level, and says how far people
// agree.
func consensusSummary(c *maturity.Consensus) []string {
	if len(c.Respondents) == 1 {
		return []string{"This is one person's sheet. Add other people's to see where they differ."}
	}
	standing := groupLevel(c, c.Low)
	if c.Low.Level != c.High.Level {
		standing = fmt.Sprintf("%s, or at best %s", standingOf(c.Low), groupLevel(c, c.High))
	}
	return []string{fmt.Sprintf("The medians of the answers add up to %s: %s.", groupScore(c), standing), openMedians(c), agreement(c)}
}

// openMedians names the questions that make the group's score a range because
// somebody didn't know, or is "".
func openMedians(c *maturity.Consensus) string {
	var titles []string
	for _, a := range c.Answers {
		if a.Asked > 0 && a.Low != a.High {
			titles = append(titles, a.Question.Title)
		}
	}
	if len(titles) == 0 {
		return ""
	}
	return "The median depends on who didn't know: " + strings.Join(titles, "; ") + "."
}

// groupScore is "11 to 16 of 28": a range where somebody didn't know or nobody was
// asked.
func groupScore(c *maturity.Consensus) string {
	_, highest := c.Model.Bank.Range()
	return fmt.Sprintf("%s of %d", fromTo(c.Low.Score, c.High.Score), highest)
}

// groupLevel is the level of the group and, since nobody may be at it, how the
// people are spread over the levels. Without that, no page states a group's level.
func groupLevel(c *maturity.Consensus, s maturity.Standing) string {
	if len(c.Respondents) == 1 {
		return standingOf(s)
	}
	return standingOf(s) + "; by person, " + levelSpread(c)
}

func standingOf(s maturity.Standing) string { return s.Level.String() + withGaps(len(s.Gaps)) }

// levelSpread is "1 at level 1, 4 at level 2 (3 with critical gaps), 2 answered only
// part of the questions".
func levelSpread(c *maturity.Consensus) string {
	var counts []string
	whole := 0
	for _, l := range c.Levels() {
		whole += l.Count
		count := fmt.Sprintf("%d at level %d", l.Count, l.Level.Number)
		switch l.Gaps {
		case 0:
		case l.Count:
			count += " with critical gaps"
		default:
			count += fmt.Sprintf(" (%d with critical gaps)", l.Gaps)
		}
		if l.Count > 0 {
			counts = append(counts, count)
		}
	}
	switch parts := len(c.Respondents) - whole; {
	case whole == 0:
		return "nobody answered every question"
	case parts > 0:
		counts = append(counts, fmt.Sprintf("%d with part of the questions", parts))
	}
	return strings.Join(counts, ", ")
}

// agreement says on how many of the questions that several people were asked all of
// them gave the same answer.
func agreement(c *maturity.Consensus) string {
	shared, same := 0, 0
	for _, a := range c.Answers {
		if a.Asked > 1 {
			shared++
			if _, ok := a.Settled(); ok {
				same++
			}
		}
	}
	questions := display.Count(shared, "question")
	switch shared {
	case 0:
		return "No question was put to more than one person."
	case len(c.Answers):
	default:
		questions += " that several people were asked"
	}
	return fmt.Sprintf("Everybody agrees on %d of %s.", same, questions)
}

// consensusOutcome gives the group's score and what is left to settle.
func consensusOutcome(c *maturity.Consensus) string {
	outcome := fmt.Sprintf("%s, %s.", groupScore(c), groupLevel(c, c.Low))
	if n := len(agendaOf(c)); n > 0 {
		return fmt.Sprintf("%s %s to settle.", outcome, display.Count(n, "question"))
	}
	return outcome + " Nothing to settle."
}

// differentTeams warns if the sheets are from several teams.
func differentTeams(c *maturity.Consensus) []string {
	var teams []string
	for _, r := range c.Respondents {
		if team := r.Sheet.Team; team != "" && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	if len(teams) < 2 {
		return nil
	}
	return []string{"The sheets are from different teams: " + strings.Join(teams, ", ") + "."}
}

// notAsked warns of the questions that no sheet answers.
func notAsked(c *maturity.Consensus) []string {
	var titles []string
	for _, a := range c.Answers {
		if a.Asked == 0 {
			titles = append(titles, a.Question.Title)
		}
	}
	if len(titles) == 0 {
		return nil
	}
	return []string{"Nobody was asked: " + strings.Join(titles, "; ") + ". The score leaves room for every answer."}
}

// agendaOf returns the questions on which people differ or which somebody couldn't
// answer, widest spread first.
func agendaOf(c *maturity.Consensus) []maturity.ConsensusAnswer {
	return slices.DeleteFunc(slices.Clone(c.Answers), func(a maturity.ConsensusAnswer) bool {
		_, settled := a.Settled()
		return settled || a.Asked == 0
	})
}

// saying is what some respondents said: the points or a sign, who, and the words.
type saying struct{ mark, names, text string }

// saidBy lists the answers, lowest first, then who didn't know and who was not
// asked, then notes and evidence.
func saidBy(c *maturity.Consensus, a maturity.ConsensusAnswer) []saying {
	var said []saying
	add := func(mark, text string, gave func(*maturity.Answer) bool) {
		names := whoSaid(c, a, gave)
		switch {
		case len(names) == 0:
		case c.Anonymous:
			said = append(said, saying{mark, fmt.Sprintf("%d of %d", len(names), len(a.Given)), text})
		default:
			said = append(said, saying{mark, strings.Join(names, ", "), text})
		}
	}
	for _, o := range a.Question.Options {
		add(fmt.Sprint(o.Points), o.Text, func(given *maturity.Answer) bool {
			return given != nil && !given.Unknown && given.Points == o.Points
		})
	}
	add("?", "didn't know", didNotKnow)
	add("–", "not asked", wasNotAsked)
	for i, given := range a.Given {
		if given == nil {
			continue
		}
		for _, remark := range slices.Concat([]string{given.Note}, given.Evidence, []string{after("committed ", given.Next.String())}) {
			switch {
			case remark == "":
			case c.Anonymous:
				said = append(said, saying{"•", "noted", remark})
			default:
				said = append(said, saying{"•", "noted by " + c.Respondents[i].Name, remark})
			}
		}
	}
	return said
}

// whoSaid names the respondents whose answer is one of those.
func whoSaid(c *maturity.Consensus, a maturity.ConsensusAnswer, gave func(*maturity.Answer) bool) []string {
	names := []string{} // in documents, [] and not null
	for i, given := range a.Given {
		if gave(given) {
			names = append(names, c.Respondents[i].Name)
		}
	}
	return names
}

func didNotKnow(given *maturity.Answer) bool  { return given != nil && given.Unknown }
func wasNotAsked(given *maturity.Answer) bool { return given == nil }
