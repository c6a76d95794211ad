package intake

import (
	"bytes"
	"encoding/csv"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/sheet"
)

// header is the first row of a CSV file. Its text says what separates the cells, for
// the strict reader.
type header struct {
	text     []byte
	lines    int
	comma    byte
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
	commitmentColumn
)

// newHeader reads a header at a line of a file, or returns the problems of the strict
// reader.
func newHeader(row []byte, comma byte, file string, line int, t *table) (*header, diag.List) {
	text := append([]byte("sep="+string(comma)+"\n"), row...)
	h := &header{text: text, lines: bytes.Count(text, []byte{'\n'}), comma: comma}
	for record := range sheet.Records(bytes.NewReader(text), file, sheet.CSV, &t.model.Bank, t.options) {
		if problems := record.Problems; problems[0].Rule != sheet.RuleRecords {
			for i := range problems {
				problems[i].Line += line - 2 // the text begins with a line of its own
			}
			return nil, problems
		}
	}
	r := csv.NewReader(bytes.NewReader(row))
	r.Comma = rune(comma)
	names, err := r.Read()
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
	switch {
	case t.columns.IsRemark(name):
		return column{}
	case t.columns.IsCommitment(name):
		return column{kind: commitmentColumn}
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

// wholeRows returns the length of the rows that end within text.
func wholeRows(text []byte, comma byte) int {
	end := 0
	for { // lines without a quote are rows
		quote := bytes.IndexByte(text[end:], '"')
		if quote < 0 {
			return end + bytes.LastIndexByte(text[end:], '\n') + 1
		}
		end += bytes.LastIndexByte(text[end:end+quote], '\n') + 1
		length := sheet.RowLength(text[end:], comma)
		if length == 0 {
			return end
		}
		end += length
	}
}
