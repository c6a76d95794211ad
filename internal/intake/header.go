package intake

import (
	"bytes"
	"encoding/csv"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/sheet"
)

// header is the first row of a CSV file and the blank lines before it.
type header struct {
	text     []byte
	lines    int
	columns  []column
	complete bool // every question has a column
}

type column struct {
	kind     columnKind
	question int // of an answer
}

type columnKind int

const (
	otherColumn columnKind = iota // ignored: any text
	bankColumn
	teamColumn
	dateColumn
	groupColumn
	answerColumn
)

// newHeader reads a header, or returns the problems of the strict reader.
func newHeader(text []byte, file string, t *table) (*header, diag.List) {
	for record := range sheet.Records(bytes.NewReader(text), file, sheet.CSV, &t.model.Bank, t.options) {
		return nil, record.Problems
	}
	h := &header{text: text, lines: bytes.Count(text, []byte{'\n'})}
	names, err := csv.NewReader(bytes.NewReader(document.StripBOM(text))).Read()
	if err != nil { // only blank lines
		return h, nil
	}
	answers := 0
	for _, name := range names {
		c := t.column(display.Composed(strings.TrimSpace(name)))
		h.columns = append(h.columns, c)
		if c.kind == answerColumn {
			answers++
		}
	}
	h.complete = answers == len(t.keyTexts)
	return h, nil
}

func (t *table) column(name string) column {
	if question, ok := t.ids[name]; ok {
		return column{answerColumn, question}
	}
	switch name {
	case "bank":
		return column{kind: bankColumn}
	case "team":
		return column{kind: teamColumn}
	case "date":
		return column{kind: dateColumn}
	case "label." + t.by:
		return column{kind: groupColumn}
	default:
		return column{}
	}
}

// headerLength returns the length of the text up to the end of the first row that
// isn't blank, or 0 if it does not end within text.
func headerLength(text []byte) int {
	at := len(text) - len(document.StripBOM(text))
	for {
		length := rowLength(text[at:])
		if length == 0 {
			return 0
		}
		row := text[at : at+length]
		at += length
		if !isBlank(row) {
			return at
		}
	}
}

// wholeRows returns the length of the rows that end within text.
func wholeRows(text []byte) int {
	end := 0
	for { // lines without a quote are rows
		quote := bytes.IndexByte(text[end:], '"')
		if quote < 0 {
			return end + bytes.LastIndexByte(text[end:], '\n') + 1
		}
		end += bytes.LastIndexByte(text[end:end+quote], '\n') + 1
		length := rowLength(text[end:])
		if length == 0 {
			return end
		}
		end += length
	}
}

// rowLength returns the length of the first row with its line end, or 0 if it does
// not end within text. It agrees with encoding/csv: a line end inside quotes does
// not end the row, and a misplaced quote makes the row end with its line.
func rowLength(text []byte) int {
	if end := lineEnd(text, 0); end > 0 && bytes.IndexByte(text[:end], '"') < 0 {
		return end
	}
	at := 0
	for {
		if at < len(text) && text[at] == '"' {
			if at = afterQuotes(text, at); at < 0 {
				return 0
			}
			if at < len(text) && text[at] == ',' {
				at++
				continue
			}
			return lineEnd(text, at)
		}
		next := bytes.IndexAny(text[at:], ",\"\n")
		if next < 0 {
			return 0
		}
		if at += next; text[at] != ',' {
			return lineEnd(text, at)
		}
		at++
	}
}

// afterQuotes returns the offset after the quoted cell that starts at an offset, or
// -1 if the cell does not end within text.
func afterQuotes(text []byte, at int) int {
	for {
		end := bytes.IndexByte(text[at+1:], '"')
		if end < 0 {
			return -1
		}
		at += end + 2
		if at == len(text) || text[at] != '"' {
			return at
		}
	}
}

// lineEnd returns the offset after the line end that follows an offset, or 0.
func lineEnd(text []byte, at int) int {
	end := bytes.IndexByte(text[at:], '\n')
	if end < 0 {
		return 0
	}
	return at + end + 1
}
