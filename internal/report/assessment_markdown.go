package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// AssessmentMarkdown writes an assessment as Markdown, for example for a pull
// request or a wiki.
func AssessmentMarkdown(w io.Writer, a *maturity.Assessment) error {
	m := &markdown{}
	m.heading(1, text(fmt.Sprintf("%s: %s", title(&a.Model.Bank), a.Level.String())))
	m.paragraph(bold(text(scorePhrase(a)+".")) + " " + text(capital(fullDistance(a))) + ".")
	m.paragraph(sequence(about(a.Sheet)))
	m.paragraph(text(unknownSentence(a)))
	m.bands(a)
	m.profile(a.Dimensions)
	m.warnings(warnings(a))
	m.heading(2, text(capital(a.Level.String())))
	m.paragraph(text(a.Level.Summary))
	m.nextSteps(nextSteps(a))
	m.guidance(a.Level, a)
	m.references(a.Level.References)
	m.source(&a.Model.Bank)
	return m.writeTo(w)
}

// bands writes the levels' bands, with the score in the last column.
func (m *markdown) bands(a *maturity.Assessment) {
	var rows [][]inline
	for i := range a.Model.Levels {
		l := &a.Model.Levels[i]
		row := []inline{inline(fmt.Sprint(l.Number)), text(l.Title()), inline(band(l)), ""}
		switch l.Number {
		case a.Level.Number:
			row[1], row[3] = bold(row[1]), bold(inline("score: "+fmt.Sprint(a.Low)))
		case a.HighLevel.Number:
			row[3] = inline(fmt.Sprintf("at best: %d", a.High))
		}
		rows = append(rows, row)
	}
	m.table([]column{{"Level", true}, {"Name", false}, {"Band", false}, {"", false}}, rows)
}

func (m *markdown) profile(dimensions []maturity.DimensionScore) {
	m.heading(2, "Profile by dimension")
	rows := each(dimensions, func(d maturity.DimensionScore) []inline {
		return []inline{
			text(d.Dimension.Name),
			inline(barOf(d, usualBar)),
			inline(fmt.Sprintf("%d/%d", d.Score, d.Max)),
			inline(mark(d)),
		}
	})
	m.table([]column{{"Dimension", false}, {"", false}, {"Score", true}, {"", false}}, rows)
}

func (m *markdown) warnings(sentences []string) {
	if len(sentences) == 0 {
		return
	}
	m.heading(2, "Warnings")
	for _, sentence := range sentences {
		m.item(0, "-", text(sentence))
	}
	m.endList()
}

func (m *markdown) nextSteps(steps []nextStep) {
	if len(steps) == 0 {
		return
	}
	m.heading(2, "Next steps")
	for i, step := range steps {
		m.item(0, fmt.Sprintf("%d.", i+1), bold(text(step.title))+" ("+text(step.standing)+")")
		m.item(1, "-", "Today: "+text(step.today))
		m.item(1, "-", "Move up: "+text(step.moveUp))
	}
	m.endList()
}
