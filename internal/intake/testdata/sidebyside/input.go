package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"

	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/sheet"
)

func (b *benchmark) write(file string, f sheet.Format, sheets int) error {
	return create(file, func(w io.Writer) error { return sample.Write(w, &b.model.Bank, f, sheets, 1) })
}

// spoil has a function for each kind of mistake.
var spoil = []func(line string) string{
	func(line string) string { return line[:len(line)/2] },                                                   // cut off
	func(line string) string { return strings.Replace(line, `"models.selection"`, `"models.selektion"`, 1) }, // no such question
	func(line string) string {
		return strings.Replace(line, `"prompts.design":`, `"prompts.design":7,"x":`, 1)
	}, // no such option
	func(line string) string {
		return strings.Replace(line, `"answers":{`, `"answers":{"safety.content":1,`, 1)
	}, // duplicate question
	func(line string) string { return strings.Replace(line, `"date":"2026-`, `"date":"2026-99-`, 1) }, // invalid date
	func(line string) string { return strings.Replace(line, `"team":"`, `"team":null,"x":"`, 1) },
	func(line string) string {
		return strings.Replace(line, `"strategy.innovation":`, `"strategy.innovation":1.5,"y":`, 1)
	},
	func(string) string { return `{}` },
	func(string) string { return `[1,2,3]` },
	func(string) string { return "not JSON at all" },
	func(string) string { return "\x00\x01\x02" },
	func(line string) string { return line + "," },
	func(line string) string { return strings.Replace(line, "Team", "Te\xffam", 1) },
}

// writeBad copies a file with a bad line after every hundred lines. It returns the
// number of bad lines.
func (b *benchmark) writeBad(from, to string) (bad int, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	err = create(to, func(w io.Writer) error {
		lines := bufio.NewScanner(in)
		for n := 1; lines.Scan(); n++ {
			fmt.Fprintf(w, "%s\n", lines.Text())
			if n%100 == 0 {
				fmt.Fprintf(w, "%s\n", spoil[bad%len(spoil)](lines.Text()))
				bad++
			}
		}
		return lines.Err()
	})
	return bad, err
}

// hostileFile is a file that must be refused.
type hostileFile struct {
	what, file string
	make       func(file string) error
	rejected   int
	says       string
}

const gigabyte = 1 << 30

func (b *benchmark) hostileFiles() []hostileFile {
	endless := func(w io.Writer) error { _, err := io.CopyN(w, letters{}, gigabyte); return err }
	zip := func(write func(io.Writer) error) func(io.Writer) error {
		return func(w io.Writer) error {
			z := gzip.NewWriter(w)
			if err := write(z); err != nil {
				return err
			}
			return z.Close()
		}
	}
	file := func(write func(io.Writer) error) func(string) error {
		return func(name string) error { return create(name, write) }
	}
	zeros := func(name string) error {
		if err := create(name, func(io.Writer) error { return nil }); err != nil {
			return err
		}
		return os.Truncate(name, gigabyte)
	}
	return []hostileFile{
		{"a line of a gigabyte", b.path("endless.ndjson"), file(endless), 1, "[size]"},
		{"the same, compressed", b.path("endless.ndjson.gz"), file(zip(endless)), 1, "[size]"},
		{"a gigabyte of NUL as NDJSON", b.path("zeros.ndjson"), zeros, 1, "[size]"},
		{"a gigabyte of NUL as CSV", b.path("zeros.csv"), zeros, 1, "zeros.csv:1"},
		{"a gigabyte of NUL as YAML", b.path("nul.yaml"), zeros, 1, "[size]"},
		{"a quote that is never closed", b.path("quote.csv"), file(func(w io.Writer) error {
			if _, err := io.WriteString(w, sample.CSVHeader(&b.model.Bank)+"\n\""); err != nil {
				return err
			}
			return endless(w)
		}), 1, "[size]"},
	}
}

// letters is an endless text.
type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func create(file string, write func(io.Writer) error) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
