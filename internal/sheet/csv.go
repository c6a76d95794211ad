package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
)

// labelPrefix starts the name of a label column.
const labelPrefix = "label."

var textColumns = []string{"bank", "team", "respondent", "date"}

var errRowTooLong = errors.New("row too long")

// csv yields a sheet for each row below the header.
func (c *checker) csv(r io.Reader, file string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		rows := newRows(r, file)
		header, problems, err := rows.next()
		if errors.Is(err, io.EOF) {
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
			if errors.Is(err, io.EOF) {
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
	if len(header) == 1 && strings.ContainsAny(header[0], ";\t") {
		problems.Addf(rows.at[0], document.RuleSyntax, "the header is %s; expected commas between the columns", diag.Quote(header[0]))
		return problems
	}
	known := append(slices.Clone(textColumns), c.ids...)
	seen := make(map[string]bool, len(header))
	for i, name := range header {
		switch {
		case seen[name]:
			problems.Addf(rows.at[i], document.RuleDuplicateKey, "duplicate column %s", diag.Quote(name))
		case strings.HasPrefix(name, labelPrefix) && name != labelPrefix, slices.Contains(known, name):
		default:
			problems.Addf(rows.at[i], document.RuleUnknownKey, "unknown column %s%s; expected %s, label.NAME or a question id",
				diag.Quote(name), diag.DidYouMean(name, known), strings.Join(textColumns, ", "))
		}
		seen[name] = true
	}
	return problems
}

// rows reads a CSV file row by row and locates each cell.
type rows struct {
	csv   *csv.Reader
	input *window
	file  string
	line  int        // first line of the last row
	at    []diag.Pos // of the cells of the last row
	width int        // cells in the header
	lost  bool       // the start of the next row is unknown
}

func newRows(r io.Reader, file string) *rows {
	input := &window{r: withoutBOM(r), line: 1}
	reader := csv.NewReader(input)
	reader.FieldsPerRecord = -1 // next checks it and reports the position
	return &rows{csv: reader, input: input, file: file}
}

func withoutBOM(r io.Reader) io.Reader {
	buffered := bufio.NewReader(r)
	start, _ := buffered.Peek(len("\ufeff")) // the next read returns the error
	_, _ = buffered.Discard(len(start) - len(document.StripBOM(start)))
	return buffered
}

// next returns the next row, trimmed, or its problems. io.EOF and errors of the
// file end the rows.
func (r *rows) next() ([]string, diag.List, error) {
	if r.lost {
		return nil, nil, io.EOF
	}
	cells, err := r.csv.Read()
	start := diag.Pos{File: r.file, Line: r.input.line, Col: 1}
	text := r.input.cut(r.csv.InputOffset())
	walk := walker{text: text, Pos: start, byteCol: 1}
	var problems diag.List
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, errRowTooLong):
		r.lost = true
		r.line = start.Line
		return nil, LongRow(start), nil
	case errors.As(err, &syntax):
		r.line = syntax.StartLine
		problems.Addf(walk.to(syntax.Line, syntax.Column), document.RuleSyntax, "not well-formed CSV: %v", syntax.Err)
		return nil, problems, nil
	case err != nil:
		return nil, nil, err
	}
	document.CheckText(text, start, &problems)
	r.at = r.at[:0]
	for i, cell := range cells {
		r.at = append(r.at, walk.to(r.csv.FieldPos(i)))
		cells[i] = strings.TrimSpace(cell)
	}
	r.line = r.at[0].Line
	if r.width == 0 {
		r.width = len(cells)
	}
	if len(cells) != r.width {
		problems.Addf(r.at[0], document.RuleSyntax, "the row has %s; expected %d, as in the header", display.Count(len(cells), "cell"), r.width)
	}
	return cells, problems, nil
}

// LongRow returns the problem of a row that is too long.
func LongRow(at diag.Pos) diag.List {
	var problems diag.List
	problems.Addf(at, document.RuleSize,
		"the row is too long; expected at most %d KiB (is a quote not closed?); the rest of the file was not read", maxRecord>>10)
	return problems
}

// walker moves forward along a row and converts the columns of encoding/csv,
// which count bytes, to characters.
type walker struct {
	text []byte // the rest of the row
	diag.Pos
	byteCol int
}

func (w *walker) to(line, byteCol int) diag.Pos {
	for end := 0; w.Line < line && end >= 0; {
		if end = bytes.IndexByte(w.text, '\n'); end >= 0 {
			w.text = w.text[end+1:]
			w.Line, w.Col, w.byteCol = w.Line+1, 1, 1
		}
	}
	n := min(max(byteCol-w.byteCol, 0), len(w.text))
	w.Col += utf8.RuneCount(bytes.TrimRight(w.text[:n], "\r\n"))
	w.text, w.byteCol = w.text[n:], w.byteCol+n
	return w.Pos
}

// document builds the tree of the same sheet in YAML, so that all formats share
// one set of rules.
func (r *rows) document(header, row []string, problems *diag.List) *document.Node {
	start := diag.Pos{File: r.file, Line: r.line, Col: 1}
	root := document.New(start, document.Map, "", problems)
	labels := document.New(start, document.Map, "", problems)
	answers := document.New(start, document.Map, "", problems)
	for i, name := range header {
		at := r.at[i]
		label, isLabel := strings.CutPrefix(name, labelPrefix)
		switch {
		case isLabel && row[i] != "":
			labels.Add(label, document.New(at, document.Text, row[i], problems))
		case isLabel:
		case slices.Contains(textColumns, name):
			kind := document.Text
			if row[i] == "" {
				kind = document.Null
			}
			root.Add(name, document.New(at, kind, row[i], problems))
		default:
			answers.Add(name, document.New(at, cellKind(row[i]), row[i], problems))
		}
	}
	root.Add("labels", labels)
	root.Add("answers", answers)
	return root
}

// cellKind returns the kind that an answer would have in YAML. In CSV, quotes
// don't distinguish text from numbers.
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

// window passes a file to the CSV reader and keeps the text since the end of the
// last row. It fails when a row is longer than maxRecord, for example because a
// quote is not closed.
type window struct {
	r      io.Reader
	text   []byte
	offset int64 // of text in the file
	line   int   // first line of text
}

func (w *window) Read(p []byte) (int, error) {
	if len(w.text) > maxRecord {
		return 0, errRowTooLong
	}
	n, err := w.r.Read(p)
	w.text = append(w.text, p[:n]...)
	return n, err
}

// cut removes and returns the text before a file offset.
func (w *window) cut(offset int64) []byte {
	n := int(offset - w.offset)
	row := w.text[:n]
	w.text, w.offset = w.text[n:], offset
	w.line += bytes.Count(row, []byte{'\n'})
	return row
}
