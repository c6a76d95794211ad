package intake

import (
	"bytes"
	"encoding/csv"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/sheet"
)

// header is the first row of a CSV file, with the blank lines before it.
type header struct {
	text     []byte
	lines    int
	columns  []column
	complete bool // there is a column for each question
}

type column struct {
	kind     columnKind
	question int // of an answer
}

type columnKind int

const (
	otherColumn columnKind = iota // of no interest here: any text
	bankColumn
	teamColumn
	dateColumn
	groupColumn
	answerColumn
)

// newHeader reads a header; the problems are those of the strict reader.
func newHeader(text []byte, file string, t *table) (*header, diag.List) {
	for record := range sheet.Records(bytes.NewReader(text), file, sheet.CSV, &t.model.Bank, t.options) {
		return nil, record.Problems
	}
	h := &header{text: text, lines: bytes.Count(text, []byte{'\n'})}
	names, err := csv.NewReader(bytes.NewReader(document.StripBOM(text))).Read()
	if err != nil { // there are only blank lines
		return h, nil
	}
	answers := 0
	for _, name := range names {
		c := t.column(strings.TrimSpace(name))
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

// headerLength returns the length of the first row that is not blank, with what
// stands before it, or 0 when it does not end within text.
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

// wholeRows returns the length of the rows that end within text. Lines without
// a quote are rows.
func wholeRows(text []byte) int {
	end := 0
	for {
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

// rowLengthOrAll is rowLength for text whose last row need not end.
func rowLengthOrAll(text []byte) int {
	if length := rowLength(text); length > 0 {
		return length
	}
	return len(text)
}

// rowLength returns the length of the first row with its line end, or 0 when it
// does not end within text. It ends where encoding/csv ends it: line ends within
// quotes do not count, and a quote where none may stand makes the row end with
// its line.
func rowLength(text []byte) int {
	if end := lineEnd(text, 0); end > 0 && bytes.IndexByte(text[:end], '"') < 0 {
		return end
	}
	at := 0
	for {
		if at < len(text) && text[at] == '"' {
			if at = behindQuotes(text, at); at < 0 {
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

// behindQuotes returns the offset behind the quoted cell that begins at an
// offset, or -1 when its end is not known yet.
func behindQuotes(text []byte, at int) int {
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

// lineEnd returns the offset behind the end of the line, or 0.
func lineEnd(text []byte, at int) int {
	end := bytes.IndexByte(text[at:], '\n')
	if end < 0 {
		return 0
	}
	return at + end + 1
}
