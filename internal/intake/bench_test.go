package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

// sampleText returns n sheets in a format.
func sampleText(tb testing.TB, m *maturity.Model, f sheet.Format, n int) []byte {
	tb.Helper()
	var text bytes.Buffer
	if err := sample.Write(&text, &m.Bank, f, n, 1); err != nil {
		tb.Fatal(err)
	}
	return text.Bytes()
}

const benchSheets = 100_000

// BenchmarkRun reads a stream of 100,000 sheets.
func BenchmarkRun(b *testing.B) {
	m := builtIn(b)
	for _, f := range []sheet.Format{sheet.NDJSON, sheet.CSV} {
		text := sampleText(b, m, f, benchSheets)
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", f, workers), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					inputs := []Input{{Path: "f", Reader: bytes.NewReader(text), Format: f}}
					o := Options{Workers: workers, Rollup: rollup.Options{Rows: 20, Names: 20}}
					s, err := Run(context.Background(), m, inputs, o)
					if err != nil || s.Sheets != benchSheets {
						b.Fatal(s, err)
					}
				}
			})
		}
	}
}

// BenchmarkReaders parses the same records on one core with the scanner, the strict
// reader and, for JSON, encoding/json into a struct.
func BenchmarkReaders(b *testing.B) {
	m := builtIn(b)
	const n = 2000
	for _, f := range []sheet.Format{sheet.NDJSON, sheet.CSV} {
		text := sampleText(b, m, f, n)
		b.Run(string(f)+"/scanner", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if records := scanAll(m, f, text); records != n {
					b.Fatal(records)
				}
			}
		})
		b.Run(string(f)+"/strict", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for record := range sheet.Records(bytes.NewReader(text), "f", f, &m.Bank, sheet.Options{}) {
					if len(record.Problems) > 0 {
						b.Fatal(record.Problems)
					}
				}
			}
		})
	}
	text := sampleText(b, m, sheet.NDJSON, n)
	b.Run("ndjson/encoding_json", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			for line := range bytes.Lines(text) {
				var s struct {
					Team, Date string
					Labels     map[string]string
					Answers    map[string]any
				}
				if err := json.Unmarshal(line, &s); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// scanAll counts the records that the scanner accepts.
func scanAll(m *maturity.Model, f sheet.Format, text []byte) (records int) {
	t := newTable(m, Options{})
	s := newScanner(t)
	scan := s.line
	if f == sheet.CSV {
		found, _ := t.columns.FindHeader(text, true)
		h, _ := newHeader(text[found.Start:found.End], found.Comma, "f", 1, t)
		scan = func(row []byte) (rollup.Record, bool) { return s.row(h, row) }
		text = text[found.End:]
	}
	for line := range bytes.Lines(text) {
		if _, ok := scan(line); ok {
			records++
		}
	}
	return records
}

// BenchmarkFolder reads 2,000 YAML files.
func BenchmarkFolder(b *testing.B) {
	m := builtIn(b)
	dir := b.TempDir()
	if err := sample.WriteFolder(dir, &m.Bank, 2000, 1); err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				s, err := Run(context.Background(), m, []Input{{Path: dir}}, Options{Workers: workers})
				if err != nil || s.Sheets != 2000 {
					b.Fatal(s, err)
				}
			}
		})
	}
}
