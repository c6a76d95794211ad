package intake

import (
	"bytes"
	"errors"
	"io"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// cutter reads one text into batches that end where a record ends. What one
// read gives is handed over at once, so that rows come out while a pipe is slow.
type cutter struct {
	*feeder
	name     string
	text     io.Reader
	err      error
	batch    *batch
	n        int  // bytes in the batch's buffer
	line     int  // number of the buffer's first line
	skipping bool // the buffer begins inside a line that was too long
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
			end, c.skipping = c.n, true // enough of the line to be refused
		}
		if !c.cut(end, lines{c.name, c.line, c.buffered()[:end]}) {
			return false
		}
	}
	return c.finish(lines{c.name, c.line, c.buffered()})
}

// skip drops what is left of a line that was too long.
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

// header takes the header off the text. It returns nil when there is none to go
// on with, and then ok as the feeder's methods do.
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

// refuseRow ends the file at a row that is longer than what is read: nothing
// tells where the next one begins. The message is that of package sheet.
func (c *cutter) refuseRow() bool {
	var problems diag.List
	problems.Addf(diag.Pos{File: c.name, Line: c.line, Col: 1}, document.RuleSize,
		"the row is longer than %d KiB, the most that is read; the rest of the file was not read (is a quote not closed?)", maxRecord>>10)
	c.send(c.batch, refusal(problems))
	return true
}

func (c *cutter) buffered() []byte { return c.batch.buffer[:c.n] }

// fill reads once, until the buffer holds limit bytes at most. It returns false
// at the end of the text and after an error.
func (c *cutter) fill(limit int) bool {
	if c.err != nil {
		return false
	}
	var n int
	n, c.err = c.text.Read(c.batch.buffer[c.n:limit])
	c.n += n
	return c.err == nil
}

// cut hands over the first end bytes and keeps the rest for the next batch.
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

// finish hands over what is left at the end of the text. What an error cut off
// is not a record.
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
