package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// PlanPage says what to find out, lists the steps, explains each one, and says
// where the plan ends. At the top level it says what to keep doing.
func PlanPage(p *maturity.Plan) Page {
	page := Page{
		title{text: planTitle(p), facts: about(p.Assessment.Sheet)},
		say(planSummary(p)),
	}
	if len(p.FindOut) > 0 {
		page = append(page, section{"Find out first", Page{
			tell(findOutSentence(p)),
			list{spaced: true, items: each(p.FindOut, func(a maturity.ScoredAnswer) item {
				return item{mark: "?", pen: alert, name: questionName(a.Question), text: a.Question.Text}
			})},
		}})
	}
	if p.Stay() {
		page = append(page, section{"Warnings", alerts(warnings(p.Assessment))}, guidance(p.Target, p.Assessment), references(p.Target))
	} else {
		page = append(page, section{"Steps", Page{planTable(p)}})
	}
	page = append(page, section{"Commitments", commitments(p)})
	for i, s := range p.Steps {
		page = append(page, section{fmt.Sprintf("%d. %s", i+1, questionName(s.Question)), Page{
			fields{indent, stepFields(p, s)},
			links(pages(s)),
			further{pages: furtherReading(s.Question)},
		}})
	}
	return append(page, closing{outcome: planOutcome(p)})
}

// StepPage describes one step, which may raise an answer by several options.
func StepPage(p *maturity.Plan, s maturity.Step) Page {
	return Page{title{text: fmt.Sprintf("%s, %d → %d", questionName(s.Question), s.From, s.To)}, fields{indent, stepFields(p, s)}}
}

// planTable is an overview of the steps, and of who has committed to them.
func planTable(p *maturity.Plan) table {
	score := p.Assessment.Low
	committed := len(p.Assessment.Committed()) > 0
	t := table{
		columns: []column{{"Question", false}, {"Raise", false}, {"Then", false}},
		rows: each(p.Steps, func(s maturity.Step) []span {
			score += s.Points()
			row := []span{
				{s.Question.Title, plain},
				{fmt.Sprintf("%d → %d", s.From, s.To), strong},
				{fmt.Sprintf("score %d", score), quiet},
			}
			switch {
			case !committed:
				return row
			case s.Committed.Points > s.To:
				return append(row, span{s.Committed.String(), plain})
			case s.Committed.Exists():
				return append(row, span{cmp.Or(s.Committed.Who(), "committed"), plain})
			}
			return append(row, span{"nobody yet", quiet})
		}),
	}
	if committed {
		t.columns = append(t.columns, column{"Committed", false})
		t.last = goBelow
	}
	return t
}

// commitments says where the commitments lead, what they leave to do, and which of them
// are no part of the plan.
func commitments(p *maturity.Plan) Page {
	all := p.Assessment.Committed()
	if len(all) == 0 {
		return nil
	}
	kept := p.Assessment.IfKept()
	page := Page{tell(assumed(p.Assessment, fmt.Sprintf("with %s kept: %s, %s. %s",
		display.Count(len(all), "commitment"), scorePhrase(kept), levelOf(kept), leftSentence(p))))}
	return append(page, bullets(each(p.Others, func(a maturity.ScoredAnswer) string {
		return fmt.Sprintf("Not a step of this plan: %s, %s → %d%s", questionName(a.Question), pointsOf(a.Answer), a.Next.Points, after(", ", a.Next.Who()))
	}))...)
}

// leftSentence names the steps that nobody has committed to, if the plan needs them.
func leftSentence(p *maturity.Plan) string {
	left := p.Left()
	if left == nil {
		return "Nothing else is needed."
	}
	return "Left to commit to: " + strings.Join(each(left.Steps, func(s maturity.Step) string {
		return fmt.Sprintf("%s %d → %d", s.Question.Title, s.From, s.To)
	}), ", ") + "."
}

// after is a text with what stands before it; nothing if there is no text.
func after(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// planTitle is "From level 2, defined (maturing), to level 3, managed (maturing)".
func planTitle(p *maturity.Plan) string {
	switch {
	case p.Stay():
		return "At the top: " + levelOf(p.Assessment)
	case !p.Climbs():
		return fmt.Sprintf("%s: closing the gaps", capital(levelOf(p.Assessment)))
	default:
		return fmt.Sprintf("From %s, to %s", levelOf(p.Assessment), p.Target.String())
	}
}

// planSummary says how far the target is.
func planSummary(p *maturity.Plan) string {
	a := p.Assessment
	if p.Stay() {
		return fmt.Sprintf("%s now. This is the highest level; it begins at %d.", scorePhrase(a), a.Model.Begin(a.Level))
	}
	work := fmt.Sprintf("%s, worth %s", display.Count(len(p.Steps), "step"), display.Count(p.Points, "point"))
	switch gaps := len(a.CriticalGaps()); {
	case !p.Climbs():
		return fmt.Sprintf("%s now. The shortest way to close %s: %s.", scorePhrase(a), display.Count(gaps, "critical gap"), work)
	case gaps > 0:
		return fmt.Sprintf("%s now; level %d begins at %d. The shortest way that leaves no critical gap: %s.",
			scorePhrase(a), p.Target.Number, a.Model.Begin(p.Target), work)
	default:
		return fmt.Sprintf("%s now; level %d begins at %d. The shortest way: %s.", scorePhrase(a), p.Target.Number, a.Model.Begin(p.Target), work)
	}
}

// planOutcome says where the plan ends, as in "After these 2 steps: 15 of 28,
// level 3, managed (maturing)".
func planOutcome(p *maturity.Plan) string {
	if p.Stay() {
		return assumed(p.Assessment, fmt.Sprintf("%s: %s.", levelOf(p.Assessment), scorePhrase(p.Assessment)))
	}
	steps := "this step"
	if n := len(p.Steps); n > 1 {
		steps = fmt.Sprintf("these %d steps", n)
	}
	after := p.After()
	return assumed(p.Assessment, fmt.Sprintf("after %s: %s, %s.", steps, scorePhrase(after), levelOf(after)))
}

// findOutSentence says what the unknown answers could change.
func findOutSentence(p *maturity.Plan) string {
	const lead = "Unknown counts as the lowest answer. At best the score is "
	a := p.Assessment
	if p.Stay() {
		return fmt.Sprintf("%s%d.", lead, a.High)
	}
	best := p.AtBest()
	switch {
	case best == nil:
		return fmt.Sprintf("%salready %d, %s: finding out may be all it takes.", lead, a.High, levelAtBest(a))
	case len(best.Steps) < len(p.Steps):
		return fmt.Sprintf("%s%d, %s, and then the way takes %s.", lead, a.High, levelAtBest(a), display.Count(len(best.Steps), "step"))
	default:
		return fmt.Sprintf("%s%d, %s.", lead, a.High, levelAtBest(a))
	}
}

// stepFields describes a step.
func stepFields(p *maturity.Plan, s maturity.Step) []field {
	today := s.Question.Option(s.From).Text
	if isUnknown(p, s) {
		today = "Unknown, counted as: " + today
	}
	return []field{
		{fmt.Sprintf("Today (%d)", s.From), today},
		{fmt.Sprintf("Then (%d)", s.To), s.Question.Option(s.To).Text},
		{"How", s.How},
		{"Why", s.Question.Why},
		{"Committed", s.Committed.String()},
		{"Chosen", capital(reason(p, s)) + "."},
	}
}

// isUnknown reports whether a step starts from an unknown answer.
func isUnknown(p *maturity.Plan, s maturity.Step) bool {
	return s.From == s.Question.Lowest() && slices.ContainsFunc(p.FindOut, func(a maturity.ScoredAnswer) bool {
		return a.Question == s.Question
	})
}

// pages returns the references of a step, each page once: several levels may list
// it under different ids.
func pages(s maturity.Step) []maturity.Reference {
	var once []maturity.Reference
	for _, r := range s.References {
		if !slices.ContainsFunc(once, func(o maturity.Reference) bool { return o.URL == r.URL }) {
			once = append(once, *r)
		}
	}
	return once
}

// reason says why a plan takes this step.
func reason(p *maturity.Plan, s maturity.Step) string {
	low, _ := s.Dimension.Range()
	switch s.Reason {
	case maturity.ClosesGap:
		return fmt.Sprintf("%s is critical, and this is the lowest answer", s.Dimension.Name)
	case maturity.LiftsDimension:
		return fmt.Sprintf("%s is %s", s.Dimension.Name, bottom(low))
	case maturity.NamedByGuidance:
		return fmt.Sprintf("named by level %d's guidance", p.Assessment.Level.Number)
	case maturity.LowestAnswer:
		return "one of the lowest answers"
	default:
		return fmt.Sprintf("on the shortest way to level %d", p.Target.Number)
	}
}
