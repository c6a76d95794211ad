package sheet

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// LabelPrefix starts the name of a label column.
const LabelPrefix = "label."

var textColumns = []string{"bank", "team", "respondent", "date"}

// detailColumns are what the long form of an answer has besides the points. The
// column of the note for a question is ID.note; the last three are the commitment.
var detailColumns = []string{"note", "evidence", "next", "owner", "due"}

// Columns are the columns that a CSV file with sheets of a bank can have.
type Columns struct{ questions map[string]bool }

// NewColumns returns the columns for a bank.
func NewColumns(b *maturity.Bank) Columns {
	c := Columns{questions: map[string]bool{}}
	for _, q := range b.Questions() {
		c.questions[q.ID] = true
	}
	return c
}

// known reports whether a column may have that name. A question comes first: it may
// be called label.unit.
func (c Columns) known(name string) bool {
	label, isLabel := strings.CutPrefix(name, LabelPrefix)
	question, _ := c.detail(name)
	return c.questions[name] || isLabel && label != "" || question != "" || slices.Contains(textColumns, name)
}

// detail returns the question and the key of a column with a detail of an answer.
func (c Columns) detail(name string) (question, key string) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 || c.questions[name] || !c.questions[name[:at]] || !slices.Contains(detailColumns, name[at+1:]) {
		return "", ""
	}
	return name[:at], name[at+1:]
}

// IsRemark reports whether a column has a note or evidence, which may be any text.
func (c Columns) IsRemark(name string) bool {
	_, key := c.detail(name)
	return key == "note" || key == "evidence"
}

// IsCommitment reports whether a column has a part of a commitment.
func (c Columns) IsCommitment(name string) bool {
	question, _ := c.detail(name)
	return question != "" && !c.IsRemark(name)
}

// Header is the place of the header in a CSV file. Before it may come a byte order
// mark, a line like "sep=;", which spreadsheets write and obey, and blank rows.
type Header struct {
	Comma      byte // separates the cells
	Start, End int  // of the row with its line end, as offsets
}

// Commas are what spreadsheets separate cells by.
const Commas = ",;\t|"

// FindHeader looks for the header in the beginning of a file, or in all of it if
// whole. The comma is what makes most of the columns known. ok is false if text is
// too short to tell.
func (c Columns) FindHeader(text []byte, whole bool) (h Header, ok bool) {
	h.Start = len(text) - len(document.StripBOM(text))
	separators := Commas
	if comma, length := SeparatorLine(text[h.Start:], whole); comma != 0 {
		h.Start += length
		separators = string(comma)
	}
	for {
		end := lineEnd(text[h.Start:])
		if end == 0 && !whole {
			return Header{}, false
		}
		if end == 0 || strings.Trim(string(text[h.Start:h.Start+end]), " \r\n"+Commas) != "" {
			break
		}
		h.Start += end
	}
	most := -1
	for i := range len(separators) {
		comma := separators[i]
		length := RowLength(text[h.Start:], comma)
		if length == 0 && !whole {
			return Header{}, false
		}
		if length == 0 {
			length = len(text) - h.Start
		}
		if known := c.count(text[h.Start:h.Start+length], comma); known > most {
			most, h.Comma, h.End = known, comma, h.Start+length
		}
	}
	return h, true
}

// SeparatorLine returns what a first line like "sep=;" says, and its length. If the text
// is not the whole file, it may be too short to tell.
func SeparatorLine(text []byte, whole bool) (comma byte, length int) {
	const mark = "sep="
	length = lineEnd(text)
	if length == 0 && whole {
		length = len(text)
	}
	line := strings.Trim(string(text[:min(length, len(mark)+len("\";\"\r\n"))]), "\"\r\n")
	if len(line) == len(mark)+1 && strings.EqualFold(line[:len(mark)], mark) && strings.IndexByte(Commas, line[len(mark)]) >= 0 {
		return line[len(mark)], length
	}
	return 0, 0
}

// count returns how many cells of a row are names of columns.
func (c Columns) count(row []byte, comma byte) int {
	known := 0
	for _, name := range splitRow(row, comma) {
		if c.known(strings.TrimSpace(name)) {
			known++
		}
	}
	return known
}

// splitRow returns the cells of a row, or nil if it is not well-formed.
func splitRow(row []byte, comma byte) []string {
	r := csv.NewReader(bytes.NewReader(row))
	r.Comma = rune(comma)
	cells, _ := r.Read()
	return cells
}

// IsBlankRow reports whether a row, or several, have only separators and blanks, as
// spreadsheets leave behind.
func IsBlankRow(row []byte, comma byte) bool {
	for _, c := range row {
		switch c {
		case ' ', '\t', '\r', '\n', comma:
		default:
			return false
		}
	}
	return true
}

// RowLength returns the length of the first row with its line end, or 0 if it does
// not end within text. It agrees with encoding/csv: a line end inside quotes does
// not end the row, and a misplaced quote makes the row end with its line.
func RowLength(text []byte, comma byte) int {
	end := lineEnd(text)
	if end > 0 && bytes.IndexByte(text[:end], '"') < 0 {
		return end
	}
	at := 0
	for {
		if at < len(text) && text[at] == '"' {
			if at = afterQuotes(text, at); at < 0 {
				return 0
			}
			if at < len(text) && text[at] == comma {
				at++
				continue
			}
			return endOfLine(text, at)
		}
		next := nextOf(text[at:], comma)
		if next < 0 {
			return 0
		}
		if at += next; text[at] != comma {
			return endOfLine(text, at)
		}
		at++
	}
}

// nextOf returns the offset of the next comma, quote or line end, or -1.
func nextOf(text []byte, comma byte) int {
	for i, c := range text {
		if c == comma || c == '"' || c == '\n' {
			return i
		}
	}
	return -1
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

// lineEnd returns the length of the first line with its end, or 0.
func lineEnd(text []byte) int { return endOfLine(text, 0) }

// endOfLine returns the offset after the line end that follows an offset, or 0.
func endOfLine(text []byte, at int) int {
	end := bytes.IndexByte(text[at:], '\n')
	if end < 0 {
		return 0
	}
	return at + end + 1
}
