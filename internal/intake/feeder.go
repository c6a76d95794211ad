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
	maxRecord    = document.MaxSize        // of a line or a row, in bytes, as in package sheet
	bufferSize   = maxRecord + len("\r\n") // a line that fills the buffer without an end is too long
	filesInBatch = 16                      // enough to make the cost of a batch small
)

// batch is a piece of the input that goes from the feeder through a worker to the
// collector. A fixed number of batches limits memory.
type batch struct {
	buffer []byte // bufferSize long; contains the text of the task
	task   task
	found  chan findings // closed after the last
}

// task is the work of a batch.
type task interface{ run(w *worker) }

// feeder cuts the inputs into batches and sends each to the workers and, in the
// same order, to the collector.
type feeder struct {
	ctx   context.Context
	table *table

	free, work, ordered chan *batch // each has capacity for all batches
	files               files       // small files, not sent yet
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

// run feeds the inputs until the context ends.
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
		return f.source(in)
	}
	info, err := os.Stat(in.Path)
	if files := store.Expand(in.Path); err != nil && files[0] != in.Path {
		for _, file := range files {
			if !f.input(Input{Path: file, Format: in.Format, found: true}) {
				return false
			}
		}
		return true
	}
	if err != nil {
		return f.unreadable(in.Path, err)
	}
	if !info.IsDir() {
		return f.source(in)
	}
	for file, err := range store.Sheets(in.Path) {
		if err != nil && !f.unreadable(file, err) || err == nil && !f.source(Input{Path: file, found: true}) {
			return false
		}
	}
	return true
}

// source feeds a file or a stream. It collects small files into a batch.
func (f *feeder) source(in Input) bool {
	format := in.format()
	if format != sheet.NDJSON && format != sheet.CSV {
		f.files = append(f.files, in)
		return len(f.files) < filesInBatch || f.flush()
	}
	if !f.flush() {
		return false
	}
	text, err := in.open()
	if err != nil {
		return f.unreadable(in.Path, err)
	}
	defer text.Close()
	decoded, problems := sheet.Enter(text, in.Path)
	if len(problems) > 0 {
		return f.hand(refusal{problems, in.found})
	}
	b := f.takeBuffer()
	if b == nil {
		return false
	}
	c := &cutter{feeder: f, name: in.Path, text: decoded, folder: in.found, batch: b, line: 1}
	if format == sheet.CSV {
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

// flush sends the small files collected so far.
func (f *feeder) flush() bool {
	if len(f.files) == 0 {
		return true
	}
	collected := f.files
	f.files = nil
	return f.hand(collected)
}

// hand sends a task that needs no buffer.
func (f *feeder) hand(t task) bool {
	b := f.take()
	if b == nil {
		return false
	}
	f.send(b, t)
	return true
}

// take returns a free batch, or nil if the context has ended.
func (f *feeder) take() *batch {
	select {
	case b := <-f.free:
		return b
	case <-f.ctx.Done():
		return nil
	}
}

// takeBuffer is take for a batch with a buffer.
func (f *feeder) takeBuffer() *batch {
	b := f.take()
	if b != nil && b.buffer == nil {
		b.buffer = make([]byte, bufferSize)
	}
	return b
}

func (f *feeder) send(b *batch, t task) {
	b.task = t
	b.found = make(chan findings, 2) // never blocks the last findings
	f.work <- b
	f.ordered <- b
}
