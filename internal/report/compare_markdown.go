package report

import (
	"fmt"
	"io"

	"genaiops/internal/maturity"
)

// ComparisonMarkdown writes what changed between two sheets as Markdown.
func ComparisonMarkdown(w io.Writer, c *maturity.Comparison) error {
	m := &markdown{}
	m.heading(1, text(comparisonTitle(c)))
	m.fields(0, []field{{"Before", sidePhrase(c.Before)}, {"After", sidePhrase(c.After)}})
	m.endList()
	m.paragraph(text(comparisonSummary(c)) + " " + text(tally(c)))
	m.warnings(cautions(c))
	m.dimensionChanges(c)
	for _, g := range answerGroups(c) {
		m.answerGroup(g)
	}
	m.notComparable(c)
	m.paragraph(bold(text(comparisonOutcome(c))))
	return m.writeTo(w)
}

func (m *markdown) dimensionChanges(c *maturity.Comparison) {
	if len(c.Dimensions) == 0 {
		return
	}
	m.heading(2, text(dimensionsHeading(c)))
	m.table(
		[]column{{"Dimension", false}, {"Before", true}, {"After", true}, {"Of", true}, {"Change", true}, {"", false}},
		each(c.Dimensions, func(d maturity.DimensionChange) []inline {
			change := inline(signed(d.Change()))
			if d.Change() != 0 {
				change = bold(change)
			}
			direction, _ := directionOf(d.Change())
			return []inline{
				text(d.Dimension.Name),
				inline(fmt.Sprint(d.Before.Score)),
				inline(fmt.Sprint(d.After.Score)),
				inline(fmt.Sprint(d.After.Max)),
				change,
				inline(direction),
			}
		}),
	)
}

func (m *markdown) answerGroup(g answerGroup) {
	m.heading(2, text(g.title))
	for _, a := range g.answers {
		m.item(0, "-", bold(inline(pointsChange(a)))+" "+text(questionName(a.Question)))
		m.fields(1, answerFields(a))
	}
	m.endList()
}

func (m *markdown) notComparable(c *maturity.Comparison) {
	if len(c.NotComparable) == 0 {
		return
	}
	m.heading(2, "Not compared")
	m.paragraph(inline(notComparedSentence))
	for _, n := range c.NotComparable {
		m.item(0, "-", text(questionName(n.Question)+": "+incomparability(c, n)))
	}
	m.endList()
}
