package report

import (
	"fmt"
	"slices"

	"genaiops/internal/display"
)

// table is rows of cells below column heads.
type table struct {
	columns []column
	rows    [][]span
	headed  bool // text shows the heads as well
	wrapped int  // the column to wrap if the table is too wide
	last    fit  // what to do with the last columns if text has no room
	bars    *bars
}

// bars fill a column that is empty in the rows of the table.
type bars struct {
	column, length int
	draw           func(row, length int) string
}

// in returns the rows with their bars. On a narrow page, bars are short.
func (b *bars) in(rows [][]span, pageColumns int) [][]span {
	if b == nil {
		return rows
	}
	length := b.length
	if pageColumns < narrowPage {
		length = shortBar
	}
	i := -1
	return each(rows, func(r []span) []span {
		i++
		r = slices.Clone(r)
		r[b.column] = span{b.draw(i, length), accent}
		return r
	})
}

// column is a column of a table.
type column struct {
	head  string
	right bool // align right, for numbers
}

// fit is what a table does with its last columns in text.
type fit int

const (
	stay     fit = iota
	goBelow      // the last cell goes below its row if the table is too wide
	readable     // the last cell goes below its row if it would be too narrow to read easily
	twoBelow     // the last two cells go below their row, with their heads, if they leave no room for names
)

const (
	gutter       = 2  // between columns
	belowColumns = 15 // the least room for a text below a row
	easyColumns  = 32 // the least width of prose that reads easily
	nameColumns  = 14 // the least width of the names that start the rows
)

func (b table) asText(t *textPage) {
	t.gap()
	rows := b.bars.in(b.rows, t.columns)
	if b.headed {
		rows = slices.Insert(slices.Clone(rows), 0, each(b.columns, func(c column) span { return span{c.head, quiet} }))
	}
	last, wrapped := len(b.columns)-1, b.wrapped
	var below []span
	switch width := tableWidth(rows); {
	case b.last == goBelow && width > t.columns, b.last == readable && t.columns-tableWidth(cut(rows, last))-gutter < easyColumns:
		below = each(rows, func(r []span) span { return r[last] })
		rows = cut(rows, last)
	case b.last == readable:
		wrapped = last
	case b.last == twoBelow && !t.fitsBesideNames(rows):
		below = append(make([]span, len(rows)-len(b.rows)), each(b.rows, func(r []span) span {
			return span{fmt.Sprintf("%s: %s; %s: %s", b.columns[last-1].head, r[last-1].text, b.columns[last].head, r[last].text), plain}
		})...)
		rows = cut(rows, last-1)
	}
	for i, c := range b.columns {
		if c.right && len(rows) > 0 && i < len(rows[0]) {
			rows = alignRight(rows, i)
		}
	}
	t.table(rows, wrapped, below)
}

func (b table) asMarkdown(m *markdownPage) {
	m.table(b.columns, each(b.bars.in(b.rows, defaultWidth), func(r []span) []inline {
		return each(r, func(cell span) inline { return inline(display.MarkdownCell(cell.text)) })
	}))
}

// cut returns the first cells of each row.
func cut(rows [][]span, cells int) [][]span {
	return each(rows, func(r []span) []span { return r[:cells] })
}

// table prints rows as aligned columns. If they don't fit, one column is wrapped.
// Each row is followed by its text in below, if any.
func (t *textPage) table(rows [][]span, wrapped int, below []span) {
	widths := columnWidths(rows)
	if excess := tableWidth(rows) - t.columns; excess > 0 {
		widths[wrapped] = max(widths[wrapped]-excess, 1)
	}
	for i, r := range rows {
		t.row(r, widths, wrapped)
		if below != nil {
			t.prose(min(indent+widths[0]+gutter, t.columns-belowColumns), below[i].text, below[i].pen)
		}
	}
}

// row prints a row, with as many lines as the wrapped text needs.
func (t *textPage) row(cells []span, widths []int, wrapped int) {
	lines := display.Wrap(cells[wrapped].text, widths[wrapped])
	for i := range max(len(lines), 1) {
		spans := []span{blanks(indent)}
		for j, cell := range cells {
			switch {
			case j == wrapped && i < len(lines):
				cell.text = lines[i]
			case j == wrapped || i > 0:
				cell.text = ""
			}
			spans = append(spans, span{display.Pad(cell.text, widths[j]), cell.pen}, blanks(gutter))
		}
		t.line(spans...)
	}
}

// fitsBesideNames reports whether rows fit once the names in their first column
// are wrapped, so that one long name doesn't cost all rows their figures.
func (t *textPage) fitsBesideNames(rows [][]span) bool {
	names := columnWidths(rows)[0]
	return tableWidth(rows)-names+min(names, nameColumns) <= t.columns
}

// tableWidth returns how many columns a table takes without wrapping.
func tableWidth(rows [][]span) int {
	columns := indent - gutter
	for _, w := range columnWidths(rows) {
		columns += w + gutter
	}
	return columns
}

func columnWidths(rows [][]span) []int {
	var widths []int
	for _, r := range rows {
		for i, cell := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], display.Width(cell.text))
		}
	}
	return widths
}

// alignRight returns the rows with one column padded on the left, for numbers.
func alignRight(rows [][]span, column int) [][]span {
	columns := columnWidths(rows)[column]
	return each(rows, func(r []span) []span {
		r = slices.Clone(r)
		r[column].text = display.PadLeft(r[column].text, columns)
		return r
	})
}
