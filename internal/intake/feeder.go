package intake

import (
	"context"
	"os"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

const (
	// maxRecord is the longest line and the longest row that is read, in bytes,
	// as in package sheet.
	maxRecord = document.MaxSize
	// bufferSize is room for such a line with its end. A line that is not over
	// when the buffer is full is too long.
	bufferSize = maxRecord + len("\r\n")
	// filesInBatch keeps the cost of handing over small beside that of a file.
	filesInBatch = 16
)

// batch is a piece of the input on its way from the feeder through a worker to
// the collector. There is a fixed number of them, which bounds memory.
type batch struct {
	buffer []byte // bufferSize long; holds the text that the task is about
	task   task
	found  chan findings // closed after the last
}

// task is what a worker has to do with a batch.
type task interface{ run(w *worker) }

// feeder cuts the inputs into batches and hands each to the workers and, in the
// same order, to the collector.
type feeder struct {
	ctx   context.Context
	table *table

	free, work, ordered chan *batch // each has room for all the batches
	files               files       // small ones, not handed over yet
}

func newFeeder(ctx context.Context, t *table, workers int) *feeder {
	n := 2*workers + 2
	f := &feeder{
		ctx: ctx, table: t,
		free: make(chan *batch, n), work: make(chan *batch, n), ordered: make(chan *batch, n),
	}
	for range n {
		f.free <- &batch{}
	}
	return f
}

// run feeds all the inputs, or as many as there are before the context ends.
func (f *feeder) run(inputs []Input) {
	defer close(f.ordered)
	defer close(f.work)
	for _, in := range inputs {
		if !f.input(in) {
			return
		}
	}
	f.flush()
}

// The methods below return false when the context has ended.

func (f *feeder) input(in Input) bool {
	if in.Reader != nil {
		return f.source(in.source())
	}
	info, err := os.Stat(in.Path)
	switch {
	case err != nil:
		return f.unreadable(in.Path, err)
	case info.IsDir():
		return f.folder(in.Path)
	default:
		return f.source(in.source())
	}
}

func (f *feeder) folder(path string) bool {
	for file, err := range store.Sheets(path) {
		if err != nil && !f.unreadable(file, err) || err == nil && !f.source(Input{Path: file}.source()) {
			return false
		}
	}
	return true
}

// source feeds a file or a stream. Small files gather until they make a batch.
func (f *feeder) source(s source) bool {
	if s.isSingle() {
		f.files = append(f.files, s)
		return len(f.files) < filesInBatch || f.flush()
	}
	if !f.flush() {
		return false
	}
	text, err := s.open()
	if err != nil {
		return f.unreadable(s.name, err)
	}
	defer text.Close()
	b := f.takeBuffer()
	if b == nil {
		return false
	}
	c := &cutter{feeder: f, name: s.name, text: text, batch: b, line: 1}
	if s.format == sheet.CSV {
		return c.feedRows()
	}
	return c.feedLines()
}

func (f *feeder) unreadable(path string, err error) bool {
	return f.flush() && f.hand(failure{unreadable(path, 0, err)})
}

func unreadable(file string, line int, err error) diag.Problem {
	return diag.Problem{Pos: diag.Pos{File: file, Line: line}, Rule: RuleRead, Message: "cannot be read: " + store.Reason(err).Error()}
}

// flush hands over the small files gathered so far.
func (f *feeder) flush() bool {
	if len(f.files) == 0 {
		return true
	}
	gathered := f.files
	f.files = nil
	return f.hand(gathered)
}

// hand hands over a task that needs no text.
func (f *feeder) hand(t task) bool {
	b := f.take()
	if b == nil {
		return false
	}
	f.send(b, t)
	return true
}

// take returns an unused batch, or nil.
func (f *feeder) take() *batch {
	select {
	case b := <-f.free:
		return b
	case <-f.ctx.Done():
		return nil
	}
}

// takeBuffer is take for a batch that text is to be read into.
func (f *feeder) takeBuffer() *batch {
	b := f.take()
	if b != nil && b.buffer == nil {
		b.buffer = make([]byte, bufferSize)
	}
	return b
}

func (f *feeder) send(b *batch, t task) {
	b.task = t
	b.found = make(chan findings, 2) // the last findings never wait
	f.work <- b
	f.ordered <- b
}
