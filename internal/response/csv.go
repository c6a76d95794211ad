package response

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/sheet"
)

// readCSV reads a CSV file. Its cells are separated by what makes the most headers
// known, or by what a first line like "sep=;" says.
func readCSV(text []byte, file string, known func(header string) bool) (table, diag.List) {
	var problems diag.List
	if !utf8.Valid(text) {
		at := diag.Pos{File: file, Line: 1 + bytes.Count(text[:invalid(text)], []byte{'\n'}), Col: 1}
		problems.Addf(at, document.RuleEncoding, "this line is not UTF-8; save the file as CSV UTF-8, or as .xlsx")
		return table{}, problems
	}
	text = document.StripBOM(text)
	commas, line := sheet.Commas, 1
	if comma, length := sheet.SeparatorLine(text, true); comma != 0 {
		commas, text, line = string(comma), text[length:], 2
	}
	c := csvReader{text: text, file: file, line: line}
	most := -1
	for _, comma := range commas {
		if n := c.knownHeaders(comma, known); n > most {
			most, c.comma = n, comma
		}
	}
	return c.table()
}

// invalid returns the offset of the first byte that isn't UTF-8.
func invalid(text []byte) int {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// csvReader reads a text whose first line has that number.
type csvReader struct {
	text  []byte
	file  string
	line  int
	comma rune
}

func (c csvReader) reader(comma rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(c.text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	return r
}

// knownHeaders returns how many cells of the first row that isn't blank are known.
func (c csvReader) knownHeaders(comma rune, known func(string) bool) int {
	r := c.reader(comma)
	for {
		cells, err := r.Read()
		if err != nil {
			return 0
		}
		n := 0
		for _, text := range cells[:min(len(cells), maxColumns)] {
			if known(text) {
				n++
			}
		}
		if strings.TrimSpace(strings.Join(cells, "")) != "" {
			return n
		}
	}
}

func (c csvReader) table() (t table, problems diag.List) {
	r := c.reader(c.comma)
	lines := newLines(c.text)
	number := 0
	for {
		ended := lines.of(int(r.InputOffset()))
		cells, err := r.Read()
		var mistake *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return t, nil
		case errors.As(err, &mistake):
			at := diag.Pos{File: c.file, Line: c.line - 1 + mistake.Line, Col: lines.column(mistake.Line, mistake.Column)}
			problems.Addf(at, document.RuleSyntax, "a quote is misplaced; expected each quote inside a cell doubled, and the whole cell in quotes")
			return table{}, problems
		case err != nil:
			problems.Addf(diag.Pos{File: c.file}, document.RuleSyntax, "%s", err)
			return table{}, problems
		}
		start, _ := r.FieldPos(0)
		number += 1 + max(start-ended, 0) // a spreadsheet shows blank lines as rows
		made := row{at: diag.Pos{File: c.file, Line: c.line - 1 + start, Col: 1}, number: number}
		for i, text := range cells {
			if text = strings.TrimSpace(text); text == "" {
				continue
			}
			line, column := r.FieldPos(i)
			at := diag.Pos{File: c.file, Line: c.line - 1 + line, Col: lines.column(line, column)}
			made.cells = append(made.cells, cell{at, number, i, strings.Clone(text)})
		}
		if p := t.add(made); p != nil {
			return table{}, diag.List{*p}
		}
	}
}

// lines locates offsets in a text.
type lines struct {
	text   []byte
	starts []int // offsets of the lines
}

func newLines(text []byte) lines {
	l := lines{text, []int{0}}
	for i, b := range text {
		if b == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// of returns the line of an offset, from 1.
func (l lines) of(offset int) int {
	low, high := 0, len(l.starts)
	for high-low > 1 {
		if middle := (low + high) / 2; l.starts[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low + 1
}

// column turns a column in bytes into one in characters. Both count from 1.
func (l lines) column(line, column int) int {
	start := l.starts[min(max(line, 1), len(l.starts))-1]
	return utf8.RuneCount(l.text[start:min(start+max(column-1, 0), len(l.text))]) + 1
}
