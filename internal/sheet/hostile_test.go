package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"genaiops/internal/document"
)

// hostile has files that are built to cost time or memory. None is a sheet. Tests
// repeat each up to about the size limit.
var hostile = []struct {
	name   string
	format Format
	text   string // before the repeated text
	repeat string
}{
	{"brackets", YAML, "", "["},
	{"brackets in turn", YAML, "", "[[],"},
	{"closed brackets", YAML, "[", "[],"},
	{"braces", YAML, "", "{a: "},
	{"block sequences", YAML, "", "- "},
	{"block keys", YAML, "", "? "},
	{"long flow sequence", YAML, "answers: [", "a,"},
	{"long flow mapping", YAML, "answers: {", "a: 1,"},
	{"the same key", YAML, "answers:\n", "  a: 1\n"},
	{"unknown keys", YAML, "", "%d: 1\n"},
	{"unknown questions", YAML, "answers:\n", "  a.%d: 1\n"},
	{"comments", YAML, "a: 1\n", "#\n"},
	{"trailing comments", YAML, "", "- #\n"},
	{"anchors", YAML, "", "- &a b\n"},
	{"aliases", YAML, "- &a b\n", "- *a\n"},
	{"tags", YAML, "", "!"},
	{"quote", YAML, `"`, "a\n"},
	{"documents", YAML, "", "---\n"},
	{"long text", YAML, "team: ", "a"},
	{"brackets", JSON, "", "["},
	{"brackets in turn", JSON, "", "[[],"},
	{"the same key", JSON, "{", `"a":1,`},
	{"unknown keys", JSON, "{", `"%d":1,`},
	{"unknown questions", JSON, `{"answers":{`, `"a.%d":1,`},
	{"one line", NDJSON, "", "x"},
	{"one blank line", NDJSON, "", " "},
	{"quote", CSV, `team,a.one,a.two` + "\n" + `"`, "a\n"},
	{"quotes", CSV, `"`, `""`},
	{"columns", CSV, "", ","},
	{"unknown columns", CSV, "", "c%d,"},
	{"cells", CSV, "a.one,a.two\n", ","},
	{"one row", CSV, "", "x"},
	{"one cell of umlauts", CSV, "a.one,a.two\n", "ä,"},
}

// hostileText repeats up to size. It replaces %d by a different number each time.
func hostileText(text, repeat string, size int) string {
	var b strings.Builder
	b.WriteString(text)
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Replace(repeat, "%d", fmt.Sprint(i), 1))
	}
	return b.String()[:size]
}

func TestHostileFilesAreRefused(t *testing.T) {
	t.Parallel()
	for _, h := range hostile {
		for _, size := range []int{document.MaxSize / 16, 2*document.MaxSize + 1} {
			text := hostileText(h.text, h.repeat, size)
			_, problems, err := Read(strings.NewReader(text), "f", h.format, &tinyModel().Bank, Options{})
			if err != nil || len(problems) == 0 {
				t.Errorf("%s: %s of %d bytes: error %v, no problem", h.format, h.name, size, err)
			}
			checkInside(t, problems, text)
		}
	}
}

// BenchmarkHostileFiles measures the worst files. Each must cost far less than two
// seconds and 100 MB.
func BenchmarkHostileFiles(b *testing.B) {
	for _, h := range hostile {
		b.Run(string(h.format)+"/"+h.name, func(b *testing.B) {
			text := hostileText(h.text, h.repeat, document.MaxSize)
			bank := &tinyModel().Bank
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Read(strings.NewReader(text), "f", h.format, bank, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A file of 50 MB costs no more than the part that is read.
func TestAHugeFileIsReadOnlyAsFarAsNeeded(t *testing.T) {
	t.Parallel()
	const size = 50 << 20
	for f, limit := range map[Format]int64{YAML: 2 * document.MaxSize, JSON: 2 * document.MaxSize, CSV: 2 * document.MaxSize, NDJSON: size} {
		huge := &io.LimitedReader{R: repeated("x"), N: size}
		_, problems, err := Read(huge, "f", f, &tinyModel().Bank, Options{})
		if err != nil || len(problems) != 1 || problems[0].Rule != document.RuleSize {
			t.Errorf("%s: error %v, problems %v", f, err, problems)
		}
		if read := size - huge.N; read > limit {
			t.Errorf("%s: %d bytes were read, expected at most %d", f, read, limit)
		}
	}
}

// repeated is an endless reader of a repeated text.
type repeated string

func (r repeated) Read(p []byte) (int, error) {
	return copy(p, bytes.Repeat([]byte(r), len(p)/len(r)+1)), nil
}

// An overlong line of NDJSON loses its own sheet only.
func TestAnOverlongLineDoesNotHideTheNext(t *testing.T) {
	t.Parallel()
	good := `{"answers":{"a.one":2,"a.two":1}}` + "\n"
	for _, long := range []string{"x", " ", `{"team":"`} {
		for _, length := range []int{maxRecord + 1, maxRecord + 2, maxRecord + 70_000} {
			text := good + hostileText(long, long[:1], length) + "\n" + good + "\n" + good
			var lines, bad []int
			for _, record := range collect(t, strings.NewReader(text), NDJSON, &tinyModel().Bank) {
				lines = append(lines, record.Line)
				if len(record.Problems) > 0 {
					bad = append(bad, record.Line)
					if record.Problems[0].Rule != document.RuleSize || record.Problems[0].Line != 2 {
						t.Errorf("%v", record.Problems)
					}
				}
			}
			if fmt.Sprint(lines, bad) != "[1 2 3 5] [2]" {
				t.Errorf("%d times %q: records at lines %v, problems at %v", length, long, lines, bad)
			}
		}
	}
}

// A line of exactly the maximum size is read.
func TestTheLongestLineIsRead(t *testing.T) {
	t.Parallel()
	line := `{"answers":{"a.one":2,"a.two":1}}`
	for _, end := range []string{"", "\n", "\n" + line} {
		text := line + strings.Repeat(" ", maxRecord-len(line)) + end
		records := collect(t, strings.NewReader(text), NDJSON, &tinyModel().Bank)
		for _, record := range records {
			if len(record.Problems) > 0 {
				t.Errorf("%v", record.Problems)
			}
		}
	}
}

// After an unclosed quote, the start of the next row is unknown: reading stops.
func TestAnUnclosedQuoteEndsTheFile(t *testing.T) {
	t.Parallel()
	text := "team,a.one,a.two\nA,1,3\n\n" + `"B,1,3` + "\n" + strings.Repeat("C,1,3\n", maxRecord/3)
	records := collect(t, strings.NewReader(text), CSV, &tinyModel().Bank)
	if len(records) != 2 || len(records[1].Problems) != 1 {
		t.Fatalf("%d records, the last %v", len(records), records[len(records)-1])
	}
	p := records[1].Problems[0]
	if p.Rule != document.RuleSize || p.Line != 4 || !strings.Contains(p.Message, "is a quote not closed?") {
		t.Errorf("%v", p)
	}
}
