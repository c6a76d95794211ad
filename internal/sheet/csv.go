package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// labelPrefix begins the header of a column that holds a label.
const labelPrefix = "label."

var textColumns = []string{"bank", "team", "respondent", "date"}

var errRowTooLong = errors.New("row too long")

// csv yields a sheet for each row below the header.
func (c *checker) csv(r io.Reader, file string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		rows := newRows(r, file)
		header, problems, err := rows.next()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(Record{}, err)
			return
		}
		if len(problems) == 0 {
			problems = c.checkHeader(rows, header)
		}
		if len(problems) > 0 {
			yield(Record{Line: 1, Problems: problems}, nil)
			return
		}
		for {
			row, problems, err := rows.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Record{}, err)
				return
			}
			record := Record{Line: rows.line, Problems: problems}
			if len(problems) == 0 {
				record.Sheet = c.sheet(rows.document(header, row, &record.Problems))
			}
			if !yield(record, nil) {
				return
			}
		}
	}
}

func (c *checker) checkHeader(rows *rows, header []string) diag.List {
	var problems diag.List
	known := append(slices.Clone(textColumns), c.ids...)
	for i, name := range header {
		switch {
		case slices.Index(header, name) < i:
			problems.Addf(rows.pos(i), document.RuleDuplicateKey, "column %s stands twice", diag.Quote(name))
		case strings.HasPrefix(name, labelPrefix) && name != labelPrefix, slices.Contains(known, name):
		default:
			problems.Addf(rows.pos(i), document.RuleUnknownKey, "unknown column %s%s; expected %s, label.NAME or a question id",
				diag.Quote(name), diag.DidYouMean(name, known), strings.Join(textColumns, ", "))
		}
	}
	return problems
}

// rows reads a CSV file row by row and knows where each cell stands.
type rows struct {
	csv   *csv.Reader
	input *rowLimit
	file  string
	line  int  // where the last row began
	width int  // cells in the header
	lost  bool // where the next row begins is not known
}

func newRows(r io.Reader, file string) *rows {
	limit := &rowLimit{r: r}
	reader := csv.NewReader(limit)
	reader.FieldsPerRecord = -1 // checked here, with a position
	return &rows{csv: reader, input: limit, file: file}
}

// next returns the next row, or what is wrong with it. io.EOF and errors of
// the file end the rows.
func (r *rows) next() ([]string, diag.List, error) {
	if r.lost {
		return nil, nil, io.EOF
	}
	cells, err := r.csv.Read()
	r.input.read = 0
	var problems diag.List
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, errRowTooLong):
		r.lost = true
		r.line++
		problems.Addf(diag.Pos{File: r.file, Line: r.line}, document.RuleSize,
			"the row is longer than %d KiB, the most that is read; the rest of the file was not read (is a quote not closed?)", maxRecord>>10)
		return nil, problems, nil
	case errors.As(err, &syntax):
		r.line = syntax.StartLine
		problems.Addf(diag.Pos{File: r.file, Line: syntax.Line, Col: syntax.Column}, document.RuleSyntax,
			"not well-formed CSV: %v", syntax.Err)
		return nil, problems, nil
	case err != nil:
		return nil, nil, err
	}
	first := r.width == 0
	r.line, _ = r.csv.FieldPos(0)
	if first {
		r.width = len(cells)
		cells[0] = string(document.StripBOM([]byte(cells[0])))
	}
	r.check(cells, &problems)
	return cells, problems, nil
}

// check trims the cells and looks at their number and their characters.
func (r *rows) check(cells []string, problems *diag.List) {
	if len(cells) != r.width {
		problems.Addf(diag.Pos{File: r.file, Line: r.line}, document.RuleSyntax,
			"the row has %d cells; the header has %d", len(cells), r.width)
	}
	for i, cell := range cells {
		document.CheckText([]byte(cell), r.pos(i), problems)
		cells[i] = strings.TrimSpace(cell)
	}
}

// pos returns where a cell of the last row stands.
func (r *rows) pos(cell int) diag.Pos {
	line, col := r.csv.FieldPos(cell)
	return diag.Pos{File: r.file, Line: line, Col: col}
}

// document builds the tree that the row would be in YAML, so that one set of
// rules serves all formats.
func (r *rows) document(header, row []string, problems *diag.List) *document.Node {
	start := diag.Pos{File: r.file, Line: r.line, Col: 1}
	root := document.New(start, document.Map, "", problems)
	labels := document.New(start, document.Map, "", problems)
	answers := document.New(start, document.Map, "", problems)
	for i, name := range header {
		at := r.pos(i)
		label, isLabel := strings.CutPrefix(name, labelPrefix)
		switch {
		case isLabel && row[i] != "":
			labels.Add(label, document.New(at, document.Text, row[i], problems))
		case isLabel:
		case slices.Contains(textColumns, name):
			root.Add(name, document.New(at, textKind(row[i]), row[i], problems))
		default:
			answers.Add(name, document.New(at, cellKind(row[i]), row[i], problems))
		}
	}
	root.Add("labels", labels)
	root.Add("answers", answers)
	return root
}

func textKind(cell string) document.Kind {
	if cell == "" {
		return document.Null
	}
	return document.Text
}

// cellKind is what a cell would be if it stood in YAML; CSV has no quotes to
// tell a number from a text.
func cellKind(cell string) document.Kind {
	switch {
	case cell == "":
		return document.Null
	case document.IsWhole(cell):
		return document.Int
	case cell == unknown:
		return document.Text
	default:
		return document.Other
	}
}

// rowLimit stops reading when one row takes more than maxRecord, as a quote
// that is never closed does.
type rowLimit struct {
	r    io.Reader
	read int // since the last row ended
}

func (l *rowLimit) Read(p []byte) (int, error) {
	if l.read > maxRecord {
		return 0, errRowTooLong
	}
	n, err := l.r.Read(p)
	l.read += n
	return n, err
}
