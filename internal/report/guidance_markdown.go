package report

import "genaiops/internal/maturity"

// guidance writes a level's guidance, each piece with the questions that
// measure it and their standing in the assessment, which may be nil.
func (m *markdown) guidance(l *maturity.Level, a *maturity.Assessment) {
	if len(l.Guidance) == 0 {
		return
	}
	m.heading(2, text(headingOf(l)))
	for _, g := range l.Guidance {
		advice := text(g.Text)
		if measures := sequence(measuredBy(a, g)); measures != "" {
			advice += " (" + measures + ")"
		}
		m.item(0, "-", advice)
	}
	m.endList()
}

// references writes pages to read, with what is known that is better.
func (m *markdown) references(references []maturity.Reference) {
	if len(references) == 0 {
		return
	}
	m.heading(2, "Read on")
	for _, r := range references {
		m.item(0, "-", linked(lead(r), r.URL))
		for _, update := range updates(r) {
			m.item(1, "-", text(update))
		}
	}
	m.endList()
}

// source writes where levels and questions come from.
func (m *markdown) source(b *maturity.Bank) {
	m.paragraph("---")
	for _, sentence := range source(b) {
		m.paragraph(text(sentence))
	}
}
