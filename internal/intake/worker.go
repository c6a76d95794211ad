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

// findings are what a worker has to show, at most so much of it at a time as
// the limits say.
type findings struct {
	rows     []byte
	problems diag.List
	Progress
}

const (
	rowsLimit     = 128 << 10 // bytes
	problemsLimit = 500
)

// worker parses batches and counts what they hold.
type worker struct {
	ctx     context.Context
	options Options
	table   *table
	builder *rollup.Builder
	latest  *rollup.Latest
	encoder *rollup.RowEncoder
	scanner scanner

	findings
	found chan<- findings // of the batch at hand
}

func newWorker(ctx context.Context, m *maturity.Model, t *table, o Options) *worker {
	return &worker{
		ctx: ctx, options: o, table: t,
		builder: rollup.NewBuilder(m, o.Rollup),
		latest:  rollup.NewLatest(m),
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

// add counts a sheet, now or, if a later one of its team may come, at the end.
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

func (w *worker) reject(problems diag.List) {
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

// failure is the task to report what cannot be read.
type failure struct{ diag.Problem }

func (f failure) run(w *worker) {
	w.builder.Unreadable()
	w.report(f.Problem)
}

// refusal is the task to report a record that the feeder refused.
type refusal diag.List

func (r refusal) run(w *worker) { w.reject(diag.List(r)) }

// files is the task to read small files.
type files []source

func (f files) run(w *worker) {
	for _, s := range f {
		w.file(s)
	}
}

func (w *worker) file(s source) {
	text, err := s.open()
	if err != nil {
		failure{unreadable(s.name, 0, err)}.run(w)
		return
	}
	defer text.Close()
	w.strict(text, s.name, s.format, 0)
}

// lines is the task to read whole lines of NDJSON.
type lines struct {
	name  string
	first int // number of the first line
	text  []byte
}

func (l lines) run(w *worker) {
	w.records(l.text, l.first, lineLength, w.scanner.line, func(run []byte, first int) {
		if first == 1 {
			w.strict(bytes.NewReader(run), l.name, sheet.NDJSON, 0)
			return
		}
		// Behind another line, a byte order mark is nothing special.
		w.strict(io.MultiReader(strings.NewReader("\n"), bytes.NewReader(run)), l.name, sheet.NDJSON, first-2)
	})
}

func lineLength(text []byte) int {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return end + 1
	}
	return len(text)
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
	w.records(r.text, r.first, rowLengthOrAll, scan, func(run []byte, first int) {
		text := io.MultiReader(bytes.NewReader(r.header.text), bytes.NewReader(run))
		w.strict(text, r.name, sheet.CSV, first-1-r.header.lines)
	})
}

// records counts the records of a text: those that scan understands at once,
// the others, in runs of them, by the strict reader.
func (w *worker) records(text []byte, line int, length func([]byte) int,
	scan func([]byte) (rollup.Record, bool), strict func(run []byte, first int),
) {
	counted, run := 0, 0 // up to where lines are counted; where what scan refused begins
	flush := func(end int) {
		if run < end {
			line += bytes.Count(text[counted:run], []byte{'\n'})
			counted = run
			strict(text[run:end], line)
		}
	}
	for at, end := 0, 0; at < len(text); at = end {
		end = at + length(text[at:])
		if run == at && isBlank(text[at:end]) {
			run = end
			continue
		}
		if record, ok := scan(text[at:end]); ok {
			flush(at)
			w.add(record)
			run = end
		}
	}
	flush(len(text))
}

func isBlank(record []byte) bool { return record[0] == '\n' || string(record) == "\r\n" }

// strict counts the records of a text as package sheet reads them. The text
// begins so many lines after the beginning of the file.
func (w *worker) strict(text io.Reader, name string, f sheet.Format, linesBefore int) {
	for record, err := range sheet.Records(text, name, f, &w.table.model.Bank, w.options.Sheet) {
		if err != nil {
			failure{unreadable(name, 0, err)}.run(w)
			return
		}
		if len(record.Problems) > 0 {
			record.Problems.Sort()
			for i := range record.Problems {
				move(&record.Problems[i], linesBefore)
			}
			w.reject(record.Problems)
			continue
		}
		r, err := w.builder.Record(record.Sheet)
		if err != nil { // the strict reader lets no such sheet pass
			at := diag.Pos{File: name, Line: record.Line + linesBefore}
			w.reject(diag.List{{Pos: at, Rule: sheet.RuleAnswer, Message: err.Error()}})
			continue
		}
		w.add(r)
	}
}

// move moves a problem down by a number of lines, and with it the line that the
// message about a repeated key names: in JSON on one line, that of the problem.
func move(p *diag.Problem, lines int) {
	if p.Line == 0 || lines == 0 {
		return
	}
	from := p.Line
	p.Line += lines
	if p.Rule != document.RuleDuplicateKey {
		return
	}
	first := fmt.Sprintf("at line %d,", from)
	if at := strings.LastIndex(p.Message, first); at >= 0 {
		p.Message = p.Message[:at] + fmt.Sprintf("at line %d,", p.Line) + p.Message[at+len(first):]
	}
}
