package report

import "genaiops/internal/maturity"

// guidance writes a level's guidance, each piece with the questions that
// measure it and their standing.
func (m *markdown) guidance(b *maturity.Bank, l *maturity.Level, standing func(id string) string) {
	if len(l.Guidance) == 0 {
		return
	}
	m.heading(2, text(headingOf(l)))
	for _, g := range l.Guidance {
		advice := text(g.Text)
		if measures := sequence(measuredBy(b, g, standing), " · "); measures != "" {
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
