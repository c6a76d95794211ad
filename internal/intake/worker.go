package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

// findings are the results of a worker, sent whenever they reach a limit.
type findings struct {
	rows     []byte
	problems diag.List
	skipped  []string // files of folders that are no sheets
	Progress
}

const (
	rowsLimit     = 128 << 10 // bytes
	problemsLimit = 500
)

// worker parses batches and counts their sheets.
type worker struct {
	ctx     context.Context
	options Options
	table   *table
	builder *rollup.Builder
	latest  *rollup.Latest
	encoder *rollup.RowEncoder
	scanner scanner
	refused refused // of the current batch

	findings
	found chan<- findings // of the current batch
}

func newWorker(ctx context.Context, m *maturity.Model, t *table, o Options) *worker {
	return &worker{
		ctx: ctx, options: o, table: t,
		builder: rollup.NewBuilder(m, o.Rollup),
		latest:  rollup.NewLatest(m, o.Rollup.By),
		encoder: rollup.NewRowEncoder(m, o.Rollup.By, o.RowFormat),
		scanner: newScanner(t),
	}
}

func (w *worker) run(work <-chan *batch) {
	for b := range work {
		if w.ctx.Err() == nil {
			w.found = b.found
			b.task.run(w)
			w.flush()
		}
		close(b.found)
	}
}

func (w *worker) flush() {
	select {
	case w.found <- w.findings:
	case <-w.ctx.Done():
	}
	w.findings = findings{}
}

// add counts a sheet, or keeps it until the end if its team may have a later one.
func (w *worker) add(r rollup.Record) {
	w.Sheets++
	if w.options.Latest && w.latest.Offer(r) {
		return
	}
	scores := w.builder.Add(r)
	if w.options.Rows == nil {
		return
	}
	w.rows = w.encoder.Append(w.rows, r, scores)
	if len(w.rows) > rowsLimit {
		w.flush()
	}
}

// gated reports whether sheets need their places, which take time.
func (w *worker) gated() bool { return len(w.options.Rollup.Gate) > 0 }

// reject reports the problems of a record. A file in a folder that is plainly no
// sheet is skipped instead.
func (w *worker) reject(problems diag.List, inFolder bool) {
	if inFolder && problems[0].Rule == sheet.RuleNotASheet {
		w.skipped = append(w.skipped, problems[0].File)
		return
	}
	w.builder.Reject()
	w.Rejected++
	w.report(problems...)
}

func (w *worker) report(problems ...diag.Problem) {
	if w.options.Problems == nil {
		return
	}
	w.problems = append(w.problems, problems...)
	if len(w.problems) > problemsLimit {
		w.flush()
	}
}

// failure is the task to report an unreadable file.
type failure struct{ diag.Problem }

func (f failure) run(w *worker) {
	w.builder.Unreadable()
	w.report(f.Problem)
}

// refusal is the task to report a record that the feeder refuses.
type refusal struct {
	problems diag.List
	folder   bool // of a file in a folder
}

func (r refusal) run(w *worker) { w.reject(r.problems, r.folder) }

// files is the task to read small files.
type files []Input

func (f files) run(w *worker) {
	for _, in := range f {
		text, err := in.open()
		if err != nil {
			failure{unreadable(in.Path, 0, err)}.run(w)
			continue
		}
		w.strict(text, in.Path, in.found, in.format(), 0, nil)
		text.Close()
	}
}

// lines is the task to read whole lines of NDJSON.
type lines struct {
	name   string
	folder bool // the file is in a folder
	first  int  // number of the first line
	text   []byte
}

// blank reports whether the lines have no record.
func (l lines) blank() bool {
	text := l.text
	if l.first == 1 {
		text = document.StripBOM(text)
	}
	return len(bytes.TrimSpace(text)) == 0
}

func (l lines) run(w *worker) {
	w.records(l.text, l.name, l.first, lineLength, isBlank, w.scanner.line, func(r *refused) {
		text := r.text
		if r.lines[0] == 1 {
			text = document.StripBOM(text)
		}
		// After empty lines, the first bytes have no meaning.
		const before = "\n\n"
		w.strict(io.MultiReader(strings.NewReader(before), bytes.NewReader(text)), l.name, l.folder, sheet.NDJSON, len(before), r.lines)
	})
}

// rows is the task to read whole rows of CSV.
type rows struct {
	name   string
	first  int // number of the first row's line
	text   []byte
	header *header
}

func (r rows) run(w *worker) {
	scan := func(row []byte) (rollup.Record, bool) { return w.scanner.row(r.header, row) }
	length := func(text []byte) int { return sheet.RowLength(text, r.header.comma) }
	blank := func(row []byte) bool { return sheet.IsBlankRow(row, r.header.comma) }
	w.records(r.text, r.name, r.first, length, blank, scan, func(rest *refused) {
		text := io.MultiReader(bytes.NewReader(r.header.text), bytes.NewReader(rest.text))
		w.strict(text, r.name, false, sheet.CSV, r.header.lines, rest.lines)
	})
}

// refused has the records that a scanner refused.
type refused struct {
	text  []byte
	lines []int // by line of the text, its number in the file
}

func (r *refused) add(record []byte, line int) {
	r.text = append(r.text, record...)
	for range bytes.Lines(record) {
		r.lines = append(r.lines, line)
		line++
	}
}

// records counts the records of a text. It collects those that scan refuses for
// the strict reader, which is slow to start. Only rows must be in order. length
// returns 0 for a last record without an end.
func (w *worker) records(text []byte, name string, line int, length func([]byte) int, blank func([]byte) bool,
	scan func([]byte) (rollup.Record, bool), strict func(*refused),
) {
	counted := 0 // lines are counted up to here
	flush := func() {
		if len(w.refused.text) > 0 {
			strict(&w.refused)
			w.refused.text, w.refused.lines = w.refused.text[:0], w.refused.lines[:0]
		}
	}
	var end int
	for at := 0; at < len(text); at = end {
		end = at + length(text[at:])
		if end == at {
			end = len(text)
		}
		if blank(text[at:end]) {
			continue
		}
		record, ok := scan(text[at:end])
		if !ok {
			line += bytes.Count(text[counted:at], []byte{'\n'})
			counted = at
			w.refused.add(text[at:end], line)
			continue
		}
		if w.options.Rows != nil {
			flush()
		}
		if w.gated() {
			line += bytes.Count(text[counted:at], []byte{'\n'})
			counted = at
			record.Place = rollup.Place{File: name, Line: line}
		}
		w.add(rollup.Grouped(record, w.options.Rollup.By))
	}
	flush()
}

// lineLength returns the length of the first line with its end, or 0.
func lineLength(text []byte) int { return bytes.IndexByte(text, '\n') + 1 }

func isBlank(record []byte) bool { return record[0] == '\n' || string(record) == "\r\n" }

// strict counts the records of a text with the strict reader. After the first
// before lines, numbers are the line numbers in the file; without numbers, the text
// is the whole file.
func (w *worker) strict(text io.Reader, name string, inFolder bool, f sheet.Format, before int, numbers []int) {
	for record, err := range sheet.Records(text, name, f, &w.table.model.Bank, w.options.Sheet) {
		if err != nil {
			failure{unreadable(name, 0, err)}.run(w)
			return
		}
		if len(record.Problems) > 0 {
			if numbers != nil && record.Problems[0].Rule == sheet.RuleRecords {
				continue // blank lines
			}
			record.Problems.Sort()
			for i := range record.Problems {
				move(&record.Problems[i], before, numbers)
			}
			w.reject(record.Problems, inFolder)
			continue
		}
		r, err := w.builder.Record(record.Sheet)
		if err != nil { // the strict reader refuses such a sheet
			problem := diag.Problem{Pos: diag.Pos{File: name, Line: record.Line}, Rule: sheet.RuleAnswer, Message: err.Error()}
			move(&problem, before, numbers)
			w.reject(diag.List{problem}, inFolder)
			continue
		}
		if w.gated() {
			r.Place = rollup.Place{File: name}
			if f == sheet.NDJSON || f == sheet.CSV {
				r.Place.Line = moved(record.Line, before, numbers)
			}
		}
		w.add(r)
	}
}

// move changes a problem's line to the one in the file. The message about a
// duplicate key in one-line JSON names the same line.
func move(p *diag.Problem, before int, numbers []int) {
	if p.Line == 0 || len(numbers) == 0 {
		return
	}
	from := fmt.Sprintf("(first used at line %d)", p.Line)
	p.Line = moved(p.Line, before, numbers)
	if message, ok := strings.CutSuffix(p.Message, from); ok && p.Rule == document.RuleDuplicateKey {
		p.Message = fmt.Sprintf("%s(first used at line %d)", message, p.Line)
	}
}

// moved returns the number in the file of a line of the text.
func moved(line, before int, numbers []int) int {
	if len(numbers) == 0 {
		return line
	}
	return numbers[min(max(line-1-before, 0), len(numbers)-1)]
}
