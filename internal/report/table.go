package report

import (
	"genaiops/internal/display"
	"strings"
)

// tableRow is a row of a table, and a text to stand below its second cell.
type tableRow struct {
	cells []span
	below span
}

// belowColumns is how much room a text below a row has at least.
const belowColumns = 15

// gutter stands between the columns of a table.
const gutter = 2

// table prints rows as aligned columns. Where they do not fit, the texts of
// one column are wrapped.
func (p *page) table(rows []tableRow, wrapped int) {
	widths := columnWidths(rows)
	excess := tableWidth(rows) - p.columns
	if excess > 0 {
		widths[wrapped] = max(widths[wrapped]-excess, 1)
	}
	for _, r := range rows {
		p.row(r, widths, wrapped)
	}
}

// row prints the lines of a row: as many as the wrapped text has.
func (p *page) row(r tableRow, widths []int, wrapped int) {
	lines := display.Wrap(r.cells[wrapped].text, widths[wrapped])
	for i := range max(len(lines), 1) {
		spans := []span{blanks(indent)}
		for j, cell := range r.cells {
			switch {
			case j == wrapped && i < len(lines):
				cell.text = lines[i]
			case j == wrapped || i > 0:
				cell.text = ""
			}
			spans = append(spans, span{display.Pad(cell.text, widths[j]), cell.pen}, blanks(gutter))
		}
		p.line(spans...)
	}
	if r.below.text != "" {
		p.prose(min(indent+widths[0]+gutter, p.columns-belowColumns), r.below.text, r.below.pen)
	}
}

// tableWidth returns how many columns a table takes without wrapping.
func tableWidth(rows []tableRow) int {
	columns := indent - gutter
	for _, w := range columnWidths(rows) {
		columns += w + gutter
	}
	return columns
}

func columnWidths(rows []tableRow) []int {
	var widths []int
	for _, r := range rows {
		for i, cell := range r.cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], display.Width(cell.text))
		}
	}
	return widths
}

// alignRight pads the cells of a column on the left, for numbers.
func alignRight(rows []tableRow, column int) {
	columns := columnWidths(rows)[column]
	for _, r := range rows {
		r.cells[column].text = display.PadLeft(r.cells[column].text, columns)
	}
}

func blanks(columns int) span { return span{strings.Repeat(" ", columns), plain} }
