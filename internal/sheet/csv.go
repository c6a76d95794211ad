package sheet

import (
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

var errRowTooLong = errors.New("row too long")

// csv yields a sheet for each row below the header that isn't blank.
func (c *checker) csv(r io.Reader, file string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		rows, header, problems, err := c.openTable(r, file)
		if err != nil {
			yield(Record{}, err)
			return
		}
		if len(problems) > 0 {
			yield(Record{Line: max(problems[0].Line, 1), Problems: problems}, nil)
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
				record.Sheet = c.sheet(c.row(rows, header, row, &record.Problems))
			}
			if !yield(record, nil) {
				return
			}
		}
	}
}

// openTable reads the header. Without one, the rows are empty.
func (c *checker) openTable(r io.Reader, file string) (t *rows, header []string, problems diag.List, err error) {
	begin, h, rest := c.readHeader(r)
	before := bytes.Count(begin[:h.Start], []byte{'\n'})
	if IsLongRow(begin[h.Start:h.End]) {
		return nil, nil, LongRow(diag.Pos{File: file, Line: before + 1, Col: 1}), nil
	}
	lines := strings.NewReader(strings.Repeat("\n", before))
	t = newRows(io.MultiReader(lines, bytes.NewReader(begin[h.Start:]), rest), file, h.Comma)
	header, problems, err = t.next()
	if errors.Is(err, io.EOF) {
		return t, nil, nil, nil
	}
	if err == nil && len(problems) == 0 {
		problems = c.checkHeader(t, header)
	}
	return t, header, problems, err
}

// readHeader reads until the header is complete. It returns what it has read, and the
// rest.
func (c *checker) readHeader(r io.Reader) (begin []byte, h Header, rest io.Reader) {
	const piece = 4 << 10
	rest = r
	for {
		_, ended := rest.(failing)
		if h, ok := c.columns.FindHeader(begin, ended || len(begin) == MaxRow); ok {
			return begin, h, rest
		}
		begin = slices.Grow(begin, piece)
		n, err := r.Read(begin[len(begin):min(len(begin)+piece, MaxRow)])
		begin = begin[:len(begin)+n]
		if err != nil {
			rest = failing{err}
		}
	}
}

// failing is a reader at the end of a file, or at a place that can't be read.
type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

func (c *checker) checkHeader(rows *rows, header []string) diag.List {
	var problems diag.List
	if why := c.foreignTable(header); why != "" {
		problems.Addf(rows.at[0], RuleNotASheet, "%s", why)
		return problems
	}
	candidates := append(slices.Clone(textColumns), c.ids...)
	var details []string
	for _, key := range detailColumns {
		details = append(details, "ID."+key)
	}
	seen := make(map[string]bool, len(header))
	for i, name := range header {
		switch {
		case seen[name]:
			problems.Addf(rows.at[i], document.RuleDuplicateKey, "duplicate column %s", diag.Quote(name))
		case c.columns.known(name):
		default:
			problems.Addf(rows.at[i], document.RuleUnknownKey,
				"unknown column %s%s; expected %s, label.NAME, a question id, %s",
				diag.Quote(name), diag.Suggestion{Word: name, Candidates: candidates}, strings.Join(textColumns, ", "), oneOf(details))
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

func newRows(r io.Reader, file string, comma byte) *rows {
	input := &window{r: r, line: 1}
	reader := csv.NewReader(input)
	reader.Comma = rune(comma)
	reader.FieldsPerRecord = -1 // next checks it and reports the position
	return &rows{csv: reader, input: input, file: file}
}

// next returns the next row that isn't blank, trimmed, or its problems. io.EOF and
// errors of the file end the rows.
func (r *rows) next() ([]string, diag.List, error) {
	for !r.lost {
		cells, err := r.csv.Read()
		start := diag.Pos{File: r.file, Line: r.input.line, Col: 1}
		text := r.input.cut(r.csv.InputOffset())
		if err == nil && IsBlankRow(text, byte(r.csv.Comma)) {
			continue
		}
		return r.row(cells, err, text, start)
	}
	return nil, nil, io.EOF
}

// row checks a row of a text that begins at start.
func (r *rows) row(cells []string, err error, text []byte, start diag.Pos) ([]string, diag.List, error) {
	walk := walker{text: text, Pos: start, byteCol: 1}
	var problems diag.List
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, errRowTooLong), (err == nil || errors.As(err, &syntax)) && IsLongRow(text):
		r.lost = true
		r.line = start.Line + bytes.Count(text[:leadingLines(text)], []byte{'\n'})
		start.Line = r.line
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

// MaxRow is the size limit of a row with its line end.
const MaxRow = maxRecord + len("\r\n")

// IsLongRow reports whether a row is longer than the limit, its line end and the
// blank lines before it apart.
func IsLongRow(row []byte) bool {
	return len(row) > maxRecord && len(bytes.Trim(row, "\r\n")) > maxRecord
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

// row builds the tree of the same sheet in YAML, so that all formats share one set of
// rules.
func (c *checker) row(r *rows, header, row []string, problems *diag.List) *document.Node {
	start := diag.Pos{File: r.file, Line: r.line, Col: 1}
	root := document.New(start, document.Map, "", problems)
	labels := document.New(start, document.Map, "", problems)
	answers := document.New(start, document.Map, "", problems)
	long, next := map[string]*document.Node{}, map[string]*document.Node{}
	for i, name := range header {
		question, key := c.columns.detail(name)
		if question == "" || row[i] == "" {
			continue
		}
		if long[question] == nil {
			long[question] = document.New(r.at[i], document.Map, "", problems)
		}
		switch key {
		case "note":
			long[question].Add(key, document.New(r.at[i], document.Text, row[i], problems))
		case "evidence":
			long[question].Add(key, lines(r.at[i], row[i], problems))
		default:
			if next[question] == nil {
				next[question] = document.New(r.at[i], document.Map, "", problems)
				long[question].Add("next", next[question])
			}
			if key == "next" {
				next[question].Add("points", answerCell(document.New(r.at[i], document.Text, row[i], problems)))
			} else {
				next[question].Add(key, document.New(r.at[i], document.Text, row[i], problems))
			}
		}
	}
	for i, name := range header {
		cell := row[i]
		kind := document.Text
		if cell == "" {
			kind = document.Null
		}
		// A cell alone would keep its row in memory.
		node := document.New(r.at[i], kind, strings.Clone(cell), problems)
		label, isLabel := strings.CutPrefix(name, LabelPrefix)
		question, _ := c.columns.detail(name)
		switch {
		case c.columns.questions[name] && long[name] != nil:
			long[name].Add("points", answerCell(node))
			answers.Add(name, long[name])
		case c.columns.questions[name]:
			answers.Add(name, answerCell(node))
		case question != "" && !slices.Contains(header, question) && long[question] != nil:
			answers.Add(question, long[question])
			delete(long, question)
		case question != "":
		case isLabel && cell != "":
			labels.Add(label, node)
		case isLabel:
		default:
			root.Add(name, node)
		}
	}
	root.Add("labels", labels)
	root.Add("answers", answers)
	return root
}

// lines returns the node of evidence, which is one item a line.
func lines(at diag.Pos, cell string, problems *diag.List) *document.Node {
	items := document.New(at, document.Sequence, "", problems)
	for line := range strings.Lines(cell) {
		if item := strings.TrimSpace(line); item != "" {
			items.Items = append(items.Items, document.New(at, document.Text, item, problems))
		}
	}
	return items
}

// answerCell gives a cell with points the kind that it would have in YAML. In CSV,
// quotes don't distinguish text from numbers, and some programs write 1 as 1.0.
func answerCell(n *document.Node) *document.Node {
	whole, zeros, isFraction := strings.Cut(n.Value, ".")
	switch {
	case n.Kind == document.Null, n.Value == unknown:
	case document.IsWhole(n.Value):
		n.Kind = document.Int
	case isFraction && document.IsWhole(whole) && zeros != "" && strings.Trim(zeros, "0") == "":
		n.Kind, n.Value = document.Int, whole
	default:
		n.Kind = document.Other
	}
	return n
}

// window passes a file to the CSV reader and keeps the text since the end of the
// last row. It fails when a row is longer than MaxRow, for example because a quote
// is not closed.
type window struct {
	r      io.Reader
	text   []byte
	offset int64 // of text in the file
	line   int   // first line of text
}

// Read is called when the CSV reader has used all the text: it is the beginning of
// one row, after blank lines.
func (w *window) Read(p []byte) (int, error) {
	if len(w.text) >= MaxRow {
		w.cut(w.offset + int64(leadingLines(w.text)))
	}
	if len(w.text) >= MaxRow {
		return 0, errRowTooLong
	}
	n, err := w.r.Read(p[:min(len(p), MaxRow-len(w.text))])
	w.text = append(w.text, p[:n]...)
	return n, err
}

// leadingLines returns the length of the blank lines that a text begins with.
func leadingLines(text []byte) int {
	blank := text[:len(text)-len(bytes.TrimLeft(text, "\r\n"))]
	return bytes.LastIndexByte(blank, '\n') + 1
}

// cut removes and returns the text before a file offset.
func (w *window) cut(offset int64) []byte {
	n := int(offset - w.offset)
	row := w.text[:n]
	w.text, w.offset = w.text[n:], offset
	w.line += bytes.Count(row, []byte{'\n'})
	return row
}
