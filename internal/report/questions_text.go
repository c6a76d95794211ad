package report

import (
	"fmt"
	"io"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// QuestionsText writes the questions that filter selects (see [Questions]) as
// text to read before answering. With all of them come the instructions; with a
// single one, how to move up.
func QuestionsText(w io.Writer, b *maturity.Bank, filter string, s Style) error {
	p := newPage(s)
	dimensions := selected(b, filter)
	p.ends(title(b), questionCount(dimensions))
	if filter == "" {
		p.instructions(b.Instructions)
	}
	for _, d := range dimensions {
		p.dimension(d, isSingle(d, filter))
	}
	p.source(b)
	return p.writeTo(w)
}

func (p *page) instructions(i maturity.Instructions) {
	texts := instructions(i)
	if len(texts) == 0 {
		return
	}
	p.heading("How to answer")
	for _, text := range texts {
		p.item(span{"  • ", plain}, text, plain)
	}
}

func (p *page) dimension(d maturity.Dimension, detailed bool) {
	p.heading(d.Name)
	if about := dimensionAbout(d); about != "" {
		p.prose(indent, about, quiet)
	}
	for _, q := range d.Questions {
		p.blank()
		p.question(q, detailed)
	}
}

func (p *page) question(q maturity.Question, detailed bool) {
	p.prose(indent, fmt.Sprintf("%s [%s]", q.Title, q.ID), strong)
	p.prose(indent, q.Text, plain)
	p.blank()
	points := display.Width(display.Count(q.Highest(), "point"))
	for _, o := range q.Options {
		p.item(span{fmt.Sprintf("    %s  ", display.PadLeft(display.Count(o.Points, "point"), points)), strong}, o.Text, plain)
	}
	about := fields(q, detailed)
	if len(about) > 0 {
		p.blank()
	}
	for _, f := range about {
		p.field(2*indent, f.name, f.text)
	}
}
