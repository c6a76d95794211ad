package response

import (
	"fmt"
	"sort"
	"strconv"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// What a file may have at most. An export of a thousand people is about 1 MB.
const (
	maxFile     = 16 << 20 // bytes
	maxUnpacked = 64 << 20 // bytes, of what a workbook holds
	maxRows     = 100_000
	maxColumns  = 2000
	maxCell     = 32_767 // bytes; Excel's limit, in characters
)

// table is the rows of a file that aren't blank.
type table struct {
	rows []row
	size int // bytes in the cells
}

// row is a row with its cells that aren't blank, from left to right.
type row struct {
	at     diag.Pos
	number int // as spreadsheets count, from 1
	cells  []cell
}

// cell is a cell that isn't blank.
type cell struct {
	at     diag.Pos
	row    int // from 1
	column int // from 0
	text   string
}

// name is what spreadsheets call a cell: "C5".
func (c cell) name() string { return columnName(c.column) + strconv.Itoa(c.row) }

// columnName is what spreadsheets call a column, from 0: "A" to "Z", then "AA".
func columnName(column int) string {
	name := ""
	for column >= 0 {
		name = string(rune('A'+column%26)) + name
		column = column/26 - 1
	}
	return name
}

// cell returns the cell in a column. ok is false if it's blank.
func (r row) cell(column int) (c cell, ok bool) {
	i := sort.Search(len(r.cells), func(i int) bool { return r.cells[i].column >= column })
	if i == len(r.cells) || r.cells[i].column != column {
		return cell{}, false
	}
	return r.cells[i], true
}

// add appends a row that isn't blank. It returns an error at a row that is too much.
func (t *table) add(r row) *diag.Problem {
	if len(r.cells) == 0 {
		return nil
	}
	tooMuch := func(at diag.Pos, format string, args ...any) *diag.Problem {
		return &diag.Problem{Pos: at, Rule: document.RuleSize, Message: fmt.Sprintf(format, args...)}
	}
	if len(t.rows) == maxRows {
		return tooMuch(r.at, "the table has more rows; expected at most %d", maxRows)
	}
	for _, c := range r.cells {
		t.size += len(c.text)
		switch {
		case c.column >= maxColumns:
			return tooMuch(c.at, "the table has more columns; expected at most %d", maxColumns)
		case len(c.text) > maxCell:
			return tooMuch(c.at, "cell %s has more than %d bytes", c.name(), maxCell)
		case t.size > maxUnpacked:
			return tooMuch(c.at, "the table has more text; expected at most %d MiB", maxUnpacked>>20)
		}
	}
	t.rows = append(t.rows, r)
	return nil
}
