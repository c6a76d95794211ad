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
	folder   bool // the text is that of a file in a folder
	text     io.Reader
	err      error
	batch    *batch
	n        int  // bytes in the batch's buffer
	line     int  // number of the buffer's first line
	skipping bool // the buffer starts inside a line that is too long
	seen     bool // there was a record
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
			end, c.skipping, c.seen = c.n, true, true // enough of the line to refuse it
		}
		if !c.cut(end, lines{c.name, c.folder, c.line, c.buffered()[:end]}) {
			return false
		}
	}
	return c.finish(lines{c.name, c.folder, c.line, c.buffered()})
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
		more = c.fill(bufferSize)
		end := wholeRows(c.buffered(), h.comma)
		if end == 0 && c.n == bufferSize || end > maxRecord && c.longRow(h.comma) {
			return c.refuseRow()
		}
		if !c.cut(end, rows{c.name, c.line, c.buffered()[:end], h}) {
			return false
		}
	}
	if errors.Is(c.err, io.EOF) && c.longRow(h.comma) {
		return c.refuseRow()
	}
	return c.finish(rows{c.name, c.line, c.buffered(), h})
}

// longRow reports whether the first row in the buffer is too long.
func (c *cutter) longRow(comma byte) bool {
	length := sheet.RowLength(c.buffered(), comma)
	if length == 0 {
		length = c.n
	}
	return sheet.IsLongRow(c.buffered()[:length])
}

// header removes the header from the text. Without a usable header it returns nil
// and, in ok, false if the context has ended.
func (c *cutter) header() (h *header, ok bool) {
	for more := true; ; {
		whole := !more || c.n == bufferSize
		if found, ok := c.table.columns.FindHeader(c.buffered(), whole); ok {
			if c.err != nil && !errors.Is(c.err, io.EOF) && sheet.RowLength(c.buffered()[found.Start:], found.Comma) == 0 {
				return nil, c.finish(nil)
			}
			return c.takeHeader(found)
		}
		more = c.fill(bufferSize)
	}
}

func (c *cutter) takeHeader(found sheet.Header) (h *header, ok bool) {
	row := bytes.Clone(c.buffered()[found.Start:found.End])
	c.line += bytes.Count(c.buffered()[:found.Start], []byte{'\n'})
	if sheet.IsLongRow(row) {
		return nil, c.refuseRow()
	}
	h, problems := newHeader(row, found.Comma, c.name, c.line, c.table)
	if len(problems) > 0 {
		c.send(c.batch, refusal{problems, c.folder})
		return nil, true
	}
	c.line += bytes.Count(row, []byte{'\n'})
	c.n = copy(c.batch.buffer, c.buffered()[found.End:])
	return h, true
}

// refuseRow ends the file at a row that is too long, since the start of the next
// one is unknown.
func (c *cutter) refuseRow() bool {
	c.send(c.batch, refusal{problems: sheet.LongRow(diag.Pos{File: c.name, Line: c.line, Col: 1})})
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
	c.look(t)
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
	case c.n > 0 && c.look(rest):
		c.send(c.batch, rest)
	case !c.seen:
		c.send(c.batch, refusal{problems: sheet.NoSheet(c.name)})
	default:
		c.free <- c.batch
	}
	return true
}

// look notes whether a task has a record, and returns whether there was one so far.
func (c *cutter) look(t task) bool {
	if !c.seen {
		switch t := t.(type) {
		case lines:
			c.seen = !t.blank()
		case rows:
			c.seen = !sheet.IsBlankRow(t.text, t.header.comma)
		}
	}
	return c.seen
}
