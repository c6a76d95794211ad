package intake

import (
	"bytes"
	"errors"
	"io"

	"genaiops/internal/diag"
	"genaiops/internal/sheet"
)

// cutter reads one text into batches that end at the end of a record. It sends
// each read at once, so that a slow pipe does not delay rows.
type cutter struct {
	*feeder
	name     string
	text     io.Reader
	err      error
	batch    *batch
	n        int  // bytes in the batch's buffer
	line     int  // number of the buffer's first line
	skipping bool // the buffer starts inside a line that is too long
}

// feedLines feeds NDJSON.
func (c *cutter) feedLines() bool {
	for more := true; more; {
		more = c.fill(bufferSize)
		if c.skipping {
			c.skip()
		}
		end := bytes.LastIndexByte(c.buffered(), '\n') + 1
		if end == 0 && c.n == bufferSize {
			end, c.skipping = c.n, true // enough of the line to refuse it
		}
		if !c.cut(end, lines{c.name, c.line, c.buffered()[:end]}) {
			return false
		}
	}
	return c.finish(lines{c.name, c.line, c.buffered()})
}

// skip drops the rest of a line that is too long.
func (c *cutter) skip() {
	rest := c.buffered()
	end := bytes.IndexByte(rest, '\n')
	if end < 0 {
		c.n = 0
		return
	}
	c.n = copy(rest, rest[end+1:])
	c.line++
	c.skipping = false
}

// feedRows feeds CSV.
func (c *cutter) feedRows() bool {
	h, ok := c.header()
	if h == nil {
		return ok
	}
	for more := true; more; {
		more = c.fill(maxRecord)
		end := wholeRows(c.buffered())
		if end == 0 && c.n == maxRecord {
			return c.refuseRow()
		}
		if !c.cut(end, rows{c.name, c.line, c.buffered()[:end], h}) {
			return false
		}
	}
	return c.finish(rows{c.name, c.line, c.buffered(), h})
}

// header removes the header from the text. Without a usable header it returns nil
// and, in ok, false if the context has ended.
func (c *cutter) header() (h *header, ok bool) {
	for more := true; more; {
		more = c.fill(maxRecord)
		if length := headerLength(c.buffered()); length > 0 {
			return c.takeHeader(length)
		}
		if c.n == maxRecord {
			return nil, c.refuseRow()
		}
	}
	if errors.Is(c.err, io.EOF) && c.n > 0 {
		return c.takeHeader(c.n)
	}
	return nil, c.finish(nil)
}

func (c *cutter) takeHeader(length int) (h *header, ok bool) {
	h, problems := newHeader(bytes.Clone(c.buffered()[:length]), c.name, c.table)
	if len(problems) > 0 {
		c.send(c.batch, refusal(problems))
		return nil, true
	}
	c.line += h.lines
	c.n = copy(c.batch.buffer, c.buffered()[length:])
	return h, true
}

// refuseRow ends the file at a row that is too long, since the start of the next
// one is unknown.
func (c *cutter) refuseRow() bool {
	c.send(c.batch, refusal(sheet.LongRow(diag.Pos{File: c.name, Line: c.line, Col: 1})))
	return true
}

func (c *cutter) buffered() []byte { return c.batch.buffer[:c.n] }

// fill reads once into the first limit bytes of the buffer. It returns false at the
// end of the text and after an error.
func (c *cutter) fill(limit int) bool {
	if c.err != nil {
		return false
	}
	var n int
	n, c.err = c.text.Read(c.batch.buffer[c.n:limit])
	c.n += n
	return c.err == nil
}

// cut sends the first end bytes and keeps the rest for the next batch.
func (c *cutter) cut(end int, t task) bool {
	if end == 0 {
		return c.ctx.Err() == nil
	}
	next := c.takeBuffer()
	if next == nil {
		return false
	}
	text := c.buffered()
	c.line += bytes.Count(text[:end], []byte{'\n'})
	c.n = copy(next.buffer, text[end:])
	c.send(c.batch, t)
	c.batch = next
	return true
}

// finish sends the rest of the text. After an error, the rest is not a record.
func (c *cutter) finish(rest task) bool {
	switch {
	case !errors.Is(c.err, io.EOF):
		c.send(c.batch, failure{unreadable(c.name, c.line, c.err)})
	case c.n > 0:
		c.send(c.batch, rest)
	default:
		c.free <- c.batch
	}
	return true
}
