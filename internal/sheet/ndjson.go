package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"

	"genaiops/internal/diag"
	"genaiops/internal/document"
)

// maxRecord is the size limit of an NDJSON line or a CSV row in bytes. It limits
// memory if a file has no line ends.
const maxRecord = document.MaxSize

// ndjson yields a sheet for each line that isn't blank.
func (c *checker) ndjson(r io.Reader, file string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		var buffer []byte
		for number := 1; ; number++ {
			line, tooLong, err := readLine(lines, buffer[:0])
			buffer = line
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Record{}, err)
				return
			}
			if number == 1 {
				line = document.StripBOM(line)
			}
			if tooLong || len(bytes.TrimSpace(line)) > 0 {
				record := Record{Line: number}
				start := diag.Pos{File: file, Line: number, Col: 1}
				if tooLong {
					record.Problems.Addf(start, document.RuleSize, "the line is too long; expected at most %d KiB", maxRecord>>10)
				} else {
					record.Sheet = c.parse(line, start, NDJSON, &record.Problems)
				}
				if !yield(record, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
		}
	}
}

// readLine appends the next line, without its end, to buffer. It drops the rest
// of a line that is longer than maxRecord without its end.
func readLine(r *bufio.Reader, buffer []byte) (line []byte, tooLong bool, err error) {
	const most = maxRecord + len("\r\n")
	for {
		part, err := r.ReadSlice('\n')
		room := most - len(buffer)
		buffer = append(buffer, part[:min(room, len(part))]...)
		tooLong = tooLong || len(part) > room
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		line = bytes.TrimRight(buffer, "\r\n")
		cut := len(buffer) == most && buffer[most-1] != '\n'
		return line, tooLong || cut || len(line) > maxRecord, err
	}
}
