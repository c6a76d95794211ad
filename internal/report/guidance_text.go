package report

import "genaiops/internal/maturity"

// guidance prints a level's guidance, each piece with the questions that
// measure it and their standing in the assessment, which may be nil.
func (p *page) guidance(l *maturity.Level, a *maturity.Assessment) {
	if len(l.Guidance) == 0 {
		return
	}
	p.heading(headingOf(l))
	for _, g := range l.Guidance {
		p.item(span{"  • ", plain}, g.Text, plain)
		p.parts(2*indent, measuredBy(a, g), quiet)
	}
}

// references prints pages to read, each with its address and, on further lines,
// what is known that is better.
func (p *page) references(references []maturity.Reference) {
	if len(references) == 0 {
		return
	}
	p.heading("Read on")
	for _, r := range references {
		p.item(span{"  • ", plain}, lead(r), plain)
		p.prose(2*indent, r.URL, plain)
		for _, update := range updates(r) {
			p.prose(3*indent, update, quiet)
		}
	}
}

// source prints where levels and questions come from.
func (p *page) source(b *maturity.Bank) {
	p.blank()
	for _, sentence := range source(b) {
		p.prose(0, sentence, quiet)
	}
}
