package sheet

import (
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// endless returns a text many times over.
type endless struct {
	text  string
	times int
	rest  string
}

func (r *endless) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.times == 0 {
			return 0, io.EOF
		}
		r.times, r.rest = r.times-1, r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// A file of bad sheets is not read to the end, and its problems fit on a few screens.
func TestAFileOfBadSheetsHasAThousandProblems(t *testing.T) {
	t.Parallel()
	for f, line := range map[Format]string{NDJSON: `{"answers":{"a.one":9,"a.two":9}}` + "\n", CSV: "9,9\n"} {
		in := &endless{text: line, times: 1_000_000, rest: map[Format]string{CSV: "a.one,a.two\n"}[f]}
		sheets, problems, err := ReadUpTo(1<<30, in, "f", f, &tinyModel().Bank, Options{})
		if sheets != nil || err != nil || len(problems) != 1000 || problems[999].Rule != "too-many" || in.times < 990_000 {
			t.Errorf("%s: %d problems, %v, %d lines not read", f, len(problems), err, in.times)
		}
	}
}

// Keep decides what of many sheets stays in memory, in every format.
func TestWhatIsNotKeptTakesNoMemory(t *testing.T) {
	const sheets, size = 200, 200_000
	points := func(a maturity.Answer) maturity.Answer { return maturity.Answer{Points: a.Points, Unknown: a.Unknown} }
	note := strings.Repeat("x", size)
	for f, line := range map[Format]string{
		NDJSON: fmt.Sprintf(`{"team":"A","answers":{"a.one":{"points":1,"note":%q},"a.two":3}}`+"\n", note),
		CSV:    "A,1,3," + note + "\n",
	} {
		in := &endless{text: line, times: sheets, rest: map[Format]string{CSV: "team,a.one,a.two,a.one.note\n"}[f]}
		all, problems, err := ReadUpTo(sheets, in, "f", f, &tinyModel().Bank, Options{Keep: points})
		if len(all) != sheets || err != nil {
			t.Fatalf("%s: %d sheets, %v, %v", f, len(all), problems, err)
		}
		if want := map[string]maturity.Answer{"a.one": {Points: 1}, "a.two": {Points: 3}}; !reflect.DeepEqual(all[7].Answers, want) {
			t.Errorf("%s: %v", f, all[7].Answers)
		}
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		if stats.HeapAlloc > sheets*size/4 {
			t.Errorf("%s: %d MiB of heap", f, stats.HeapAlloc>>20)
		}
		runtime.KeepAlive(all)
	}
}
