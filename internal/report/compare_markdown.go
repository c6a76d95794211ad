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
	m.paragraph(text(comparisonSides(c)))
	m.paragraph(text(comparisonSummary(c)))
	m.dimensionChanges(c.Dimensions)
	for _, group := range answerGroups(c) {
		m.heading(2, text(group.title))
		for _, line := range group.lines {
			m.item(0, "-", text(line))
		}
		m.endList()
	}
	return m.writeTo(w)
}

func (m *markdown) dimensionChanges(changes []maturity.DimensionChange) {
	m.table(
		[]column{{"Dimension", false}, {"Before", true}, {"After", true}, {"Change", true}},
		each(changes, func(d maturity.DimensionChange) []inline {
			change := text(signed(d.Change()))
			if d.Change() != 0 {
				change = bold(change)
			}
			return []inline{
				text(d.Dimension.Name),
				inline(fmt.Sprint(d.Before.Score)),
				inline(fmt.Sprintf("%d of %d", d.After.Score, d.After.Max)),
				change,
			}
		}),
	)
}
