package report

import (
	"slices"

	"genaiops/internal/display"
)

// table is rows of cells below the heads of their columns.
type table struct {
	columns []column
	rows    [][]span
	headed  bool // text shows the heads, too
	wrapped int  // the column whose texts are wrapped where the table is too wide
	last    fit  // what becomes of the last columns where text has no room
	bars    *bars
}

// bars fill a column of a table, which is empty in its rows.
type bars struct {
	column, length int
	draw           func(row, length int) string
}

// in returns the rows with their bars, which are short on a narrow page.
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
	right bool // aligned right, for numbers
}

// fit is what a table does with its last columns in text.
type fit int

const (
	stay     fit = iota
	goBelow      // the last cell goes below its row where the table is too wide
	readable     // the last cell goes below its row where it is too narrow to be read with ease
	dropTwo      // the last two columns are left out where the others leave no room for names
)

const (
	gutter       = 2  // between columns
	belowColumns = 15 // the least room for a text below a row
	easyColumns  = 32 // how wide a column of prose has to be to be read with ease
	nameColumns  = 14 // how narrow the names at the beginning of rows may become
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
	case b.last == dropTwo && !t.fitsBesideNames(rows):
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

// table prints rows as aligned columns. Where they do not fit, the texts of one
// column are wrapped. Below each row comes its text in below, if there is any.
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

// row prints the lines of a row: as many as the wrapped text has.
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
// are wrapped, so that one long name does not take the figures of all the others.
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

// alignRight returns the rows with the cells of a column padded on the left,
// for numbers.
func alignRight(rows [][]span, column int) [][]span {
	columns := columnWidths(rows)[column]
	return each(rows, func(r []span) []span {
		r = slices.Clone(r)
		r[column].text = display.PadLeft(r[column].text, columns)
		return r
	})
}
