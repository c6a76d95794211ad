package report

import (
	"fmt"
	"strings"

	"genaiops/internal/maturity"
)

// How long bars are, in columns. Twelve shows halves, thirds and quarters.
const (
	shortBar = 8 // the shortest that is worth looking at
	usualBar = 12
	longBar  = 24
)

// profile prints a bar for each dimension: side by side where two fit,
// otherwise below each other.
func (p *page) profile(dimensions []maturity.DimensionScore) {
	rows := profileRows(dimensions, usualBar)
	pairs := sideBySide(rows)
	if len(rows) >= 4 && tableWidth(pairs) <= p.columns {
		p.table(pairs, 0)
		return
	}
	if room := roomForBars(rows, p.columns); room >= shortBar {
		p.table(profileRows(dimensions, min(room, longBar)), 0)
		return
	}
	room := roomForBars(marksBelow(rows), p.columns)
	p.table(marksBelow(profileRows(dimensions, min(max(room, shortBar), longBar))), 0)
}

// roomForBars returns how long the bars of these rows could be instead.
func roomForBars(rows []tableRow, columns int) int {
	return columns - tableWidth(rows) + usualBar
}

// profileRows returns the rows of a profile: name, bar, score, mark.
func profileRows(dimensions []maturity.DimensionScore, columns int) []tableRow {
	rows := each(dimensions, func(d maturity.DimensionScore) tableRow {
		return tableRow{cells: []span{
			{d.Dimension.Name, plain},
			{barOf(d, columns), accent},
			{fmt.Sprintf("%d/%d", d.Score, d.Max), plain},
			{flagged(mark(d)), alert},
		}}
	})
	alignRight(rows, 2)
	return rows
}

// barOf draws the share of what is attainable.
func barOf(d maturity.DimensionScore, columns int) string {
	return bar(float64(d.Score), d.Min, d.Max, columns)
}

// bar draws where a figure stands between two ends: empty at the low one alone,
// and full at the high one alone.
func bar(x float64, low, high, columns int) string {
	filled := 0
	if high > low {
		filled = int((x-float64(low))/float64(high-low)*float64(columns) + 0.5)
	}
	if x > float64(low) {
		filled = max(filled, 1)
	}
	if x < float64(high) {
		filled = min(filled, columns-1)
	}
	return strings.Repeat("█", filled) + strings.Repeat("░", columns-filled)
}

// flagged puts the sign of warnings before a text.
func flagged(text string) string {
	if text == "" {
		return ""
	}
	return "! " + text
}

// sideBySide puts the second half of the rows beside the first.
func sideBySide(rows []tableRow) []tableRow {
	half := (len(rows) + 1) / 2
	pairs := make([]tableRow, half)
	for i, r := range rows {
		cells := &pairs[i%half].cells
		*cells = append(*cells, r.cells...)
	}
	return pairs
}

// marksBelow moves the last cell of each row below the others.
func marksBelow(rows []tableRow) []tableRow {
	return each(rows, func(r tableRow) tableRow {
		last := len(r.cells) - 1
		return tableRow{cells: r.cells[:last], below: r.cells[last]}
	})
}
