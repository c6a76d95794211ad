package ask

import (
	"cmp"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// proposed returns the proposal for a question that isn't answered yet.
func (s *Session) proposed(q *question) (Proposal, bool) {
	p, ok := s.Proposals[q.id]
	_, answered := s.Answers[q.id]
	return p, ok && !answered
}

// base returns the answer to q so far, whose note and evidence stay with whatever
// option is chosen, and whose commitment stays with those below it.
func (s *Session) base(q *question) maturity.Answer {
	if p, ok := s.proposed(q); ok {
		return p.Answer
	}
	return s.Answers[q.id]
}

// maxQuote is how much of an option a proposal repeats: the page has the whole.
const maxQuote = 40

// quote puts a proposal in words: "August: 1 · We log requests … · docs/logs.md".
func (q *question) quote(p Proposal) string {
	var parts []string
	name := optionOf(p.Answer).name
	i := q.chosen(p.Answer)
	switch {
	case p.Bank != "":
		parts = append(parts, q.id+" "+name)
	case i >= 0:
		parts = append(parts, name, display.Truncate(q.options[i].text, maxQuote))
	default:
		parts = append(parts, name)
	}
	if note := oneLine(p.Answer.Note); note != "" {
		parts = append(parts, note)
	}
	for _, e := range p.Answer.Evidence {
		parts = append(parts, oneLine(e))
	}
	if next := p.Answer.Next; next.Exists() {
		parts = append(parts, "committed "+oneLine(next.String()))
	}
	from := cmp.Or(oneLine(p.From), "Proposed")
	if p.Bank != "" {
		from += ", " + oneLine(p.Bank)
	}
	text := from + ": " + strings.Join(parts, " · ")
	if i < 0 {
		text += " (no answer is called " + name + " any more; choose one)"
	}
	return text
}
