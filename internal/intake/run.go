package intake

import (
	"context"
	"io"
	"runtime"
	"sync"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

// RuleRead is the rule of a file or a folder that cannot be read.
const RuleRead = "read"

// Options say what to do with the sheets. Run calls the callbacks from the
// goroutine of its caller.
type Options struct {
	Sheet   sheet.Options  // how strict to be
	Rollup  rollup.Options // what the summary contains
	Latest  bool           // count only the latest sheet of each team (see rollup.Latest); by a period, the summary is a trend
	Workers int            // how many goroutines parse; 0 for one per core

	// Rows receives a row for each sheet that counts, in input order and as soon
	// as possible; with Latest, those with a team come at the end, by team. Nil for
	// no rows.
	Rows      io.Writer
	RowFormat rollup.RowFormat

	// Problems receives the problems in input order.
	Problems func(diag.List)
	// Skipped receives, in input order and once each, the files of folders that are
	// plainly no sheets: schemas, banks, results. They are neither counted nor problems.
	Skipped func(file string)
	// Progress is called regularly with the progress so far.
	Progress func(Progress)
}

// Progress counts the sheets read so far.
type Progress struct {
	Sheets, Rejected int
}

// ballast is the size of an allocation that is never touched. It makes the garbage
// collector run less often: with a small heap, it would take a third of the time
// of reading YAML.
const ballast = 16 << 20

// Run reads the inputs and returns the summary. Bad records and unreadable files
// are problems, which the summary counts. An error comes from Rows or from a
// cancelled context. After an error, a read of a stream may still be blocked.
func Run(ctx context.Context, m *maturity.Model, inputs []Input, o Options) (*rollup.Summary, error) {
	idle := make([]byte, ballast)
	defer runtime.KeepAlive(idle)
	return run(ctx, m, inputs, o)
}

// run is Run without ballast, for tests with little input.
func run(ctx context.Context, m *maturity.Model, inputs []Input, o Options) (*rollup.Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	o.Sheet.Draft = false // an unfinished sheet has no score
	o.Rollup.Trend = o.Latest && rollup.Period(o.Rollup.By)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	t := newTable(m, o)
	feed := newFeeder(ctx, t, o.Workers)
	go feed.run(inputs)
	var running sync.WaitGroup
	workers := make([]*worker, o.Workers)
	for i := range workers {
		workers[i] = newWorker(ctx, m, t, o)
		running.Go(func() { workers[i].run(feed.work) })
	}
	c := collector{Options: o, encoder: rollup.NewRowEncoder(m, o.Rollup.By, o.RowFormat)}
	if err := c.run(ctx, feed); err != nil {
		return nil, err
	}
	running.Wait()
	return c.finish(workers)
}

// collector outputs the findings of the batches in input order.
type collector struct {
	Options
	encoder  *rollup.RowEncoder
	progress Progress
	skipped  string // the last file
}

func (c *collector) run(ctx context.Context, feed *feeder) error {
	if c.Rows != nil {
		if err := c.write(c.encoder.Header()); err != nil {
			return err
		}
	}
	for {
		select {
		case b, ok := <-feed.ordered:
			if !ok {
				return ctx.Err()
			}
			if err := c.batch(ctx, b); err != nil {
				return err
			}
			feed.free <- b
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *collector) batch(ctx context.Context, b *batch) error {
	for {
		select {
		case found, ok := <-b.found:
			if !ok {
				return nil
			}
			if err := c.show(found); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *collector) show(f findings) error {
	if c.Problems != nil && len(f.problems) > 0 {
		c.Problems(f.problems)
	}
	for _, file := range f.skipped {
		if file != c.skipped && c.Skipped != nil {
			c.Skipped(file)
		}
		c.skipped = file
	}
	if err := c.write(f.rows); err != nil {
		return err
	}
	c.progress.Sheets += f.Sheets
	c.progress.Rejected += f.Rejected
	if c.Progress != nil {
		c.Progress(c.progress)
	}
	return nil
}

func (c *collector) write(rows []byte) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := c.Rows.Write(rows)
	return err
}

// finish merges the counts of the workers and counts the latest sheets.
func (c *collector) finish(workers []*worker) (*rollup.Summary, error) {
	first := workers[0]
	for _, w := range workers[1:] {
		first.builder.Merge(w.builder)
		first.latest.Merge(w.latest)
	}
	var row []byte
	for record := range first.latest.All() {
		scores := first.builder.Add(record)
		if c.Rows == nil {
			continue
		}
		row = c.encoder.Append(row[:0], record, scores)
		if err := c.write(row); err != nil {
			return nil, err
		}
	}
	s := first.builder.Summary()
	s.Tied, s.Moved = first.latest.Tied(), first.latest.Moved()
	if s.Trend != nil {
		s.Trend.Missing, s.Trend.MissingTeams = first.latest.Missing(s.Trend.Period, c.Rollup.Names)
	}
	return s, nil
}
