package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// The lengths of bars, in columns. Twelve shows halves, thirds and quarters.
const (
	shortBar = 8 // shorter bars show too little
	usualBar = 12
	longBar  = 24
)

// profile has a bar for each dimension. Text has two side by side if they fit.
type profile []maturity.DimensionScore

func (b profile) asText(t *textPage) {
	rows := b.rows(usualBar)
	half := (len(rows) + 1) / 2
	pairs := slices.Clone(rows[:half])
	for i, r := range rows[half:] {
		pairs[i] = slices.Concat(pairs[i], r)
	}
	if len(rows) >= 4 && tableWidth(pairs) <= t.columns {
		t.table(pairs, 0, nil)
		return
	}
	if room := roomForBars(rows, t.columns); room >= shortBar {
		t.table(b.rows(min(room, longBar)), 0, nil)
		return
	}
	mark := len(rows[0]) - 1
	room := roomForBars(cut(rows, mark), t.columns)
	rows = b.rows(min(max(room, shortBar), longBar))
	t.table(cut(rows, mark), 0, each(rows, func(r []span) span { return r[mark] }))
}

// roomForBars returns how long the bars of these rows can be.
func roomForBars(rows [][]span, columns int) int {
	return columns - tableWidth(rows) + usualBar
}

func (b profile) asMarkdown(m *markdownPage) {
	table{
		columns: []column{{"Dimension", false}, {"", false}, {"Score", true}, {"", false}},
		rows:    b.rows(usualBar),
	}.asMarkdown(m)
}

// rows are name, bar, score and mark.
func (b profile) rows(columns int) [][]span {
	return alignRight(each(b, func(d maturity.DimensionScore) []span {
		return []span{
			{d.Dimension.Name, plain},
			{barOf(d, columns), accent},
			{fmt.Sprintf("%d/%d", d.Score, d.Max), plain},
			{flagged(mark(d)), alert},
		}
	}), 2)
}

// barOf draws the share of what is attainable.
func barOf(d maturity.DimensionScore, columns int) string {
	return bar(float64(d.Score), d.Min, d.Max, columns)
}

// share returns how far a figure is from low to high: 0 to 1.
func share(x float64, low, high int) float64 {
	if high <= low {
		return 0
	}
	return (x - float64(low)) / float64(high-low)
}

// bar draws a share, rounded, but empty only at the low end and full only at the
// high one.
func bar(x float64, low, high, columns int) string {
	filled := int(share(x, low, high)*float64(columns) + 0.5)
	if x > float64(low) {
		filled = max(filled, 1)
	}
	if x < float64(high) {
		filled = min(filled, columns-1)
	}
	return strings.Repeat("█", filled) + strings.Repeat("░", columns-filled)
}

// flagged marks a text as a warning.
func flagged(text string) string {
	if text == "" {
		return ""
	}
	return "! " + text
}
