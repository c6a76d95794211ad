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

// maxRecord is the longest line of NDJSON and the longest row of CSV that is
// read, in bytes. It bounds memory when a file has no line ends at all.
const maxRecord = document.MaxSize

// ndjson yields a sheet for each line that is not blank.
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
			if (tooLong || len(bytes.TrimSpace(line)) > 0) && !yield(c.line(line, tooLong, file, number), nil) {
				return
			}
			if errors.Is(err, io.EOF) {
				return
			}
		}
	}
}

func (c *checker) line(line []byte, tooLong bool, file string, number int) Record {
	record := Record{Line: number}
	start := diag.Pos{File: file, Line: number, Col: 1}
	if tooLong {
		record.Problems.Addf(start, document.RuleSize, "the line is longer than %d KiB, the most that is read", maxRecord>>10)
		return record
	}
	record.Sheet = c.parse(line, start, NDJSON, &record.Problems)
	return record
}

// readLine appends the next line, without its end, to buffer. Of a line longer
// than maxRecord it keeps the beginning only.
func readLine(r *bufio.Reader, buffer []byte) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := maxRecord - len(buffer); len(part) > room+1 {
			tooLong = true
			part = part[:max(room, 0)]
		}
		buffer = append(buffer, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimRight(buffer, "\r\n"), tooLong, err
		}
	}
}
