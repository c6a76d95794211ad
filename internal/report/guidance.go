package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// guidance is a level's advice, each piece with the questions that measure it and
// their scores in the assessment, which may be nil.
func guidance(l *maturity.Level, a *maturity.Assessment) block {
	if len(l.Guidance) == 0 {
		return Page{}
	}
	return section{headingOf(l), Page{list{items: each(l.Guidance, func(g maturity.Guidance) item {
		text := g.Text
		if measures := measuredBy(a, g); len(measures) > 0 {
			text += " (" + strings.Join(measures, " · ") + ")"
		}
		return item{text: text}
	})}}}
}

// references are a level's pages to read.
func references(l *maturity.Level) block {
	if len(l.References) == 0 {
		return Page{}
	}
	return section{"Further reading", Page{links(l.References)}}
}

// reading lists a level's pages and the source of the levels.
func reading(b *maturity.Bank, l *maturity.Level) Page {
	if once := readingOnce(b, l); once != nil {
		return Page{once}
	}
	return nil
}

// readingOnce returns a level's pages and the source of the levels, each address
// once, and it is the one that works today.
func readingOnce(b *maturity.Bank, l *maturity.Level) links {
	var once links
	for _, r := range l.References {
		page := maturity.Reference{Title: lead(r), URL: cmp.Or(r.Now, r.URL)}
		if at := slices.IndexFunc(once, func(o maturity.Reference) bool { return o.URL == page.URL }); at >= 0 {
			once[at].Title += "; " + page.Title
			continue
		}
		once = append(once, page)
	}
	if s := b.Source; s != (maturity.Source{}) {
		once = append(once, maturity.Reference{Title: "Levels: " + cited(s), URL: s.URL})
	}
	return once
}

// links are pages to read, each with its address and newer information.
type links []maturity.Reference

func (b links) asText(t *textPage) {
	for i, r := range b {
		if i == 0 {
			t.gap()
		}
		t.item(span{"  • ", plain}, lead(r), plain)
		t.prose(2*indent, r.URL, plain)
		for _, update := range updates(r) {
			t.prose(3*indent, update, quiet)
		}
	}
}

func (b links) asMarkdown(m *markdownPage) {
	for _, r := range b {
		inside := m.item(0, "-", linked(lead(r), cmp.Or(r.Now, r.URL)))
		if r.Now != "" {
			m.item(inside, "-", text(r.URL))
		}
		for _, update := range updates(r) {
			m.item(inside, "-", text(update))
		}
	}
	m.endList()
}

// source says where the levels and the questions come from.
type source struct{ bank *maturity.Bank }

func (b source) asText(t *textPage) {
	t.gap()
	for _, sentence := range b.sentences() {
		t.prose(0, sentence, quiet)
	}
}

func (b source) asMarkdown(m *markdownPage) {
	m.paragraph("---")
	for _, sentence := range b.sentences() {
		m.paragraph(text(sentence))
	}
}

// measuredBy lists the questions that measure a piece of guidance with their
// scores: "Prompt design 2/2". Without an assessment, the list is empty.
func measuredBy(a *maturity.Assessment, g maturity.Guidance) []string {
	if a == nil {
		return nil
	}
	var measures []string
	for _, id := range g.Questions {
		at := slices.IndexFunc(a.Answers, func(answer maturity.ScoredAnswer) bool { return answer.Question.ID == id })
		if at < 0 {
			continue
		}
		points := "unknown"
		if answer := a.Answers[at]; !answer.Unknown {
			points = fmt.Sprintf("%d/%d", answer.Points, answer.Question.Highest())
		}
		measures = append(measures, a.Answers[at].Question.Title+" "+points)
	}
	return measures
}

// headingOf says what a level's guidance is for.
func headingOf(l *maturity.Level) string { return cmp.Or(l.Heading, "What to do next") }

// lead returns a reference's title, with its kind.
func lead(r maturity.Reference) string {
	if r.Kind == "" {
		return r.Title
	}
	return r.Title + " (" + r.Kind + ")"
}

// updates says what is known about a reference beyond its title and URL.
func updates(r maturity.Reference) []string {
	labelled := func(label, s string) string {
		if s == "" {
			return ""
		}
		return label + s
	}
	going := nonEmpty([]string{labelled("retires ", r.Retires), labelled("successor: ", r.Successor)})
	return nonEmpty([]string{labelled("now: ", r.Now), strings.Join(going, ", "), r.Note})
}

func (b source) sentences() []string {
	questions := fmt.Sprintf("Questions: this bank's own (%s)", b.bank.Ref())
	s := b.bank.Source
	if s == (maturity.Source{}) {
		return []string{questions}
	}
	return []string{"Levels: " + strings.Join(nonEmpty([]string{cited(s), s.URL}), ", "), questions}
}

// cited names a source by its publisher and its title.
func cited(s maturity.Source) string {
	title := ""
	if s.Title != "" {
		title = `"` + s.Title + `"`
	}
	return strings.Join(nonEmpty([]string{s.Publisher, title}), ", ")
}
