package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// consensusPage is what an agenda says.
type consensusPage struct {
	Name, Respondents, Score, Bank string
	Summary, Warnings              []string
	Levels                         []htmlFigure
	Agenda, Settled                []htmlTopic
}

// htmlTopic is a question with what people said.
type htmlTopic struct {
	Dimension, Title, Text, Spread string
	Options                        []htmlOption
	Remarks                        []saying
}

// htmlOption is an option, or a word for none, with the people on it.
type htmlOption struct {
	Mark, Text, Who, Figure, Bar string
	Chosen                       bool
}

// ConsensusHTML writes the agenda of a meeting as one self-contained page, like
// [HTML]: what to discuss, widest spread first, and what is settled, folded. A title
// replaces the page's own.
func ConsensusHTML(w io.Writer, c *maturity.Consensus, title string) error {
	page := consensusPage{
		Name:        cmp.Or(title, bankTitle(&c.Model.Bank)),
		Respondents: display.Count(len(c.Respondents), "respondent"),
		Score:       capital(consensusOutcome(c)),
		Bank:        c.Model.Bank.Ref().String(),
		Summary:     nonEmpty(consensusSummary(c)),
		Warnings:    append(differentTeams(c), notAsked(c)...),
	}
	for _, l := range c.Levels() {
		page.Levels = append(page.Levels, htmlFigure{
			fmt.Sprintf("%d %s", l.Level.Number, l.Level.Title()), fmt.Sprint(l.Count), "", gapsAmong(l),
			barWidth(float64(l.Count), 0, len(c.Respondents)),
		})
	}
	for _, a := range agendaOf(c) {
		page.Agenda = append(page.Agenda, topic(c, a))
	}
	for _, a := range c.Answers {
		if _, settled := a.Settled(); settled {
			page.Settled = append(page.Settled, topic(c, a))
		}
	}
	head := pageHead{Title: cmp.Or(title, consensusTitle(c)), Language: language(&c.Model.Bank)}
	return writeHTML(w, head, func(p *htmlPage) { p.consensus(page) })
}

// gapsAmong says how many of those at a level have critical gaps.
func gapsAmong(l maturity.LevelCount) string {
	if l.Gaps == 0 {
		return ""
	}
	return fmt.Sprintf("%d with critical gaps", l.Gaps)
}

// topic lists all the options, also those that nobody chose: the discussion needs them.
func topic(c *maturity.Consensus, a maturity.ConsensusAnswer) htmlTopic {
	t := htmlTopic{Dimension: a.Dimension.Name, Title: a.Question.Title, Text: a.Question.Text}
	if spread := a.Spread(); spread > 0 {
		t.Spread = display.Count(spread, "point") + " apart"
	}
	add := func(mark, text string, always bool, gave func(*maturity.Answer) bool) {
		names := whoSaid(c, a, gave)
		if len(names) == 0 && !always {
			return
		}
		o := htmlOption{mark, text, "", fmt.Sprint(len(names)), barWidth(float64(len(names)), 0, len(a.Given)), len(names) > 0}
		if !c.Anonymous {
			o.Who = strings.Join(names, ", ")
		}
		t.Options = append(t.Options, o)
	}
	for _, o := range a.Question.Options {
		add(fmt.Sprint(o.Points), o.Text, true, func(given *maturity.Answer) bool {
			return given != nil && !given.Unknown && given.Points == o.Points
		})
	}
	add("?", "Didn’t know", false, didNotKnow)
	add("–", "Not asked", false, wasNotAsked)
	for _, s := range saidBy(c, a) {
		if s.mark == "•" {
			t.Remarks = append(t.Remarks, s)
		}
	}
	return t
}

// Who says whose remark it is.
func (s saying) Who() string { return capital(s.names) }

// Words is the remark.
func (s saying) Words() string { return s.text }
