package report

import (
	"fmt"

	"genaiops/internal/maturity"
)

// ReportPage has the contents of [HTML] in the same order, with tables instead of
// charts.
func ReportPage(r Report) Page {
	v := reportView{r}
	p := Page{
		title{text: v.Title(), facts: each(v.Facts(), field.String)},
		section{"Outcome", Page{
			sentences{at: indent, pen: strong, lines: []string{v.Outcome()}},
			append(Page{tell(v.SinceThen())}, alerts(nonEmpty([]string{v.Contradiction()}))...),
			tell(unknownSentence(v.Assessment)),
			levelScale{v.Assessment},
		}},
		section{"Profile", Page{subtotals(v.Dimensions())}},
		section{"Next", brief(v)},
		section{"What the level means", append(Page{tell("By points: " + v.Assessment.Level.Summary)}, alerts(nonEmpty([]string{v.Contradiction()}))...)},
		section{"Warnings", alerts(warnings(v.Assessment))},
	}
	if r.Plan != nil {
		p = append(p, section{"Next steps", planned(v)})
	}
	if r.Comparison != nil {
		p = append(p, section{"Change " + v.Since(), changed(v)})
	}
	return append(
		p,
		section{"Answers", answers(v.Dimensions())},
		section{"What the answers support", supports(v)},
		guidance(r.Assessment.Level, r.Assessment),
		references(r.Assessment.Level),
		section{"How the score works", method(v)},
	)
}

// brief is the next steps in a sentence each.
func brief(v reportView) Page {
	steps := v.NextThree()
	if len(steps) == 0 {
		return nil
	}
	n := 0
	return Page{list{items: each(steps, func(f field) item {
		n++
		return item{mark: fmt.Sprintf("%d.", n), name: f.Name, text: f.Text}
	})}, tell(v.MoreSteps())}
}

func subtotals(dimensions []reportDimension) table {
	return table{
		columns: []column{{"Dimension", false}, {"", false}, {"Points", true}, {"", false}},
		rows: each(dimensions, func(d reportDimension) []span {
			return []span{
				{d.Dimension.Name, plain},
				{barOf(d.DimensionScore, usualBar), accent},
				{fmt.Sprintf("%s of %d", d.Subtotal(), d.Max), plain},
				{mark(d.DimensionScore), alert},
			}
		}),
		last: goBelow,
	}
}

func planned(v reportView) Page {
	p := Page{tell(v.PlanLead())}
	if len(v.Plan.FindOut) > 0 {
		p = append(p, section{"Find out first", Page{
			tell(findOutSentence(v.Plan)),
			list{items: each(v.Plan.FindOut, func(a maturity.ScoredAnswer) item {
				return item{mark: "?", pen: alert, name: a.Question.Title, text: a.Question.Text}
			})},
		}})
	}
	for i, s := range v.Steps() {
		s.Title = fmt.Sprintf("%d. %s", i+1, s.Title)
		p = append(p, shift(s))
	}
	return p
}

func changed(v reportView) Page {
	p := append(Page{tell(v.ChangeLead())}, alerts(v.Cautions())...)
	if len(v.Comparison.Dimensions) > 0 {
		p = append(p, dimensionChanges(v.Comparison.Dimensions))
	}
	p = append(p, section{"Commitments", bullets(each(v.Promises(), field.String))})
	for _, s := range v.Changes() {
		p = append(p, shift(s))
	}
	return append(p, section{"Not compared", bullets(each(v.NotCompared(), field.String))})
}

// shift is an answer that changed or is to change.
func shift(s reportShift) section {
	return section{fmt.Sprintf("%s (%s)", s.Title, s.Change), Page{
		tell(s.About), fields{indent, s.Facts}, links(s.References), further{pages: s.Reading},
	}}
}

func answers(dimensions []reportDimension) Page {
	var p Page
	for _, d := range dimensions {
		p = append(p, section{fmt.Sprintf("%s, %s of %d", d.Dimension.Name, d.Subtotal(), d.Max), Page{
			list{spaced: true, items: each(d.Answers, func(a reportAnswer) item {
				about := []field{{"Note", a.Note}}
				for _, evidence := range a.Evidence {
					about = append(about, field{"Evidence", evidence})
				}
				about = append(about, field{"Committed", a.Next.String()})
				return item{
					name: fmt.Sprintf("%s (%s)", a.Question.Title, a.Score),
					text: a.Question.Text + " " + a.Text, fields: about,
				}
			})},
		}})
	}
	return p
}

func method(v reportView) Page {
	var p Page
	for _, paragraph := range v.Method() {
		p = append(p, tell(paragraph))
	}
	return append(p, fields{indent, []field{{"The rule", v.Bank().Instructions.Choose}}}, tell(v.Ownership()), source{v.Bank()})
}
