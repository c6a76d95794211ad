package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"genaiops/internal/diag"
	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

// outcome is everything that a run outputs.
type outcome struct {
	Summary  *rollup.Summary
	Problems diag.List
	Rows     string
}

// full returns options for a complete summary.
func full() Options {
	return Options{Rollup: rollup.Options{By: "unit", Rows: 5, Names: 3, Today: "2026-06-01"}, RowFormat: rollup.RowNDJSON}
}

// runAll runs and fails on an error.
func runAll(tb testing.TB, m *maturity.Model, o Options, inputs ...Input) outcome {
	tb.Helper()
	var rows bytes.Buffer
	o.Rows = &rows
	out := runWith(tb, m, o, inputs...)
	out.Rows = rows.String()
	return out
}

// runWith is runAll with rows only if the options ask for them.
func runWith(tb testing.TB, m *maturity.Model, o Options, inputs ...Input) outcome {
	tb.Helper()
	var out outcome
	o.Problems = func(problems diag.List) { out.Problems = append(out.Problems, problems...) }
	var err error
	if out.Summary, err = run(tb.Context(), m, inputs, o); err != nil {
		tb.Fatal(err)
	}
	return out
}

// stream is a text that is read in pieces of a maximum size.
type stream struct {
	name   string
	format sheet.Format
	size   int
	text   string
}

// streams makes a stream of each text in each size.
func streams(f sheet.Format, sizes []int, texts ...string) []stream {
	var all []stream
	for _, size := range sizes {
		for i, text := range texts {
			all = append(all, stream{fmt.Sprintf("%s %d in pieces of %d", f, i, size), f, size, text})
		}
	}
	return all
}

// strictly returns the expected outcome: that of the strict reader alone, sheet by
// sheet.
func strictly(tb testing.TB, m *maturity.Model, o Options, all ...stream) outcome {
	tb.Helper()
	var out outcome
	builder := rollup.NewBuilder(m, o.Rollup)
	encoder := rollup.NewRowEncoder(m, o.Rollup.By, o.RowFormat)
	rows := encoder.Header()
	for _, s := range all {
		for record, err := range sheet.Records(strings.NewReader(s.text), s.name, s.format, &m.Bank, o.Sheet) {
			if err != nil {
				tb.Fatal(err)
			}
			if len(record.Problems) > 0 {
				record.Problems.Sort()
				out.Problems = append(out.Problems, record.Problems...)
				builder.Reject()
				continue
			}
			r, err := builder.Record(record.Sheet)
			if err != nil {
				tb.Fatal(err)
			}
			rows = encoder.Append(rows, r, builder.Add(r))
		}
	}
	out.Summary, out.Rows = builder.Summary(), string(rows)
	return out
}

// pieces limits the size of each read of a text.
type pieces struct {
	text string
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.text == "" {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), p.size)], p.text)
	p.text = p.text[n:]
	return n, nil
}

// checkSameAsStrict reads all the streams in one run, so that good ones follow bad
// ones. On a difference, it looks for streams that differ by themselves.
func checkSameAsStrict(t *testing.T, m *maturity.Model, o Options, all ...stream) {
	t.Helper()
	difference := differenceToStrict(t, m, o, all)
	if difference == "" {
		return
	}
	found := false
	for _, s := range all {
		if alone := differenceToStrict(t, m, o, []stream{s}); alone != "" {
			t.Errorf("%s: %.500q\n%s", s.name, s.text, alone)
			found = true
		}
	}
	if !found {
		t.Errorf("%d streams differ together, but none by itself\n%.5000s", len(all), difference)
	}
}

// differenceToStrict returns how Run differs from the strict reader, with or
// without rows, or "".
func differenceToStrict(t *testing.T, m *maturity.Model, o Options, all []stream) string {
	t.Helper()
	inputs := func() []Input {
		var inputs []Input
		for _, s := range all {
			inputs = append(inputs, Input{Path: s.name, Reader: &pieces{s.text, s.size}, Format: s.format})
		}
		return inputs
	}
	want := strictly(t, m, o, all...)
	if got := runAll(t, m, o, inputs()...); !reflect.DeepEqual(got, want) {
		return fmt.Sprintf("got  %+v\n%v\n%s\nwant %+v\n%v\n%s",
			got.Summary.Totals, got.Problems, got.Rows, want.Summary.Totals, want.Problems, want.Rows)
	}
	o.Rows = nil
	want.Rows = ""
	if got := runWith(t, m, o, inputs()...); !reflect.DeepEqual(got, want) {
		return fmt.Sprintf("without rows:\ngot  %+v\n%v\nwant %+v\n%v",
			got.Summary.Totals, got.Problems, want.Summary.Totals, want.Problems)
	}
	return ""
}

// FuzzRunSameAsStrict compares the scanners and the cutter with the strict reader:
// sheets, their order, and problems with their positions must be the same.
func FuzzRunSameAsStrict(f *testing.F) {
	for i, text := range slices.Concat(plainLines, awkwardLines) {
		f.Add(false, i%2 == 0, uint16(i), []byte(text))
	}
	for i, text := range slices.Concat(plainTables, awkwardTables, detailTables, encoded(plainTables...), encoded(detailTables...)) {
		f.Add(true, i%2 == 0, uint16(7*i), []byte(text))
	}
	m := tiny()
	f.Fuzz(func(t *testing.T, csv, partial bool, size uint16, text []byte) {
		o := full()
		o.Sheet.Partial = partial
		o.Workers = 2
		format := sheet.NDJSON
		if csv {
			format = sheet.CSV
		}
		checkSameAsStrict(t, m, o, stream{"f", format, int(size) + 1, string(text)})
	})
}

// The scanner accepts plainLines.
var plainLines = []string{
	`{"team":"A","date":"2026-01-02","answers":{"a.two":{"next":{"owner":"Ada","points":10,"due":"2027-01-31"},"points":3},"a.one":{"points":"unknown","next":{"points":2}}}}`,
	`{"team":"A","date":"2026-01-02","answers":{"a.one":{"points":1,"note":"x","next":{"points":2}},"a.two":3}}`,
	`{"answers":{"a.one":2,"a.two":1}}`,
	`{"answers":{"a.two":10,"a.one":"unknown"},"team":"A","bank":"tiny@2"}`,
	` { "answers" : { "a.one" : 0 , "a.two" : 3 } , "date" : "2026-02-28" } `,
	"{\"team\":\"Küche\",\"respondent\":\"日本\",\"answers\":{\"a.one\":1,\"a.two\":1}}\r\n",
	`{"labels":{"unit":"X","b":"Y"},"answers":{"a.one":{"points":1,"note":"n","evidence":["e","f"]},"a.two":{"points":"unknown"}}}`,
	`{"labels":{},"answers":{"a.one":{"evidence":"e","points":2},"a.two":{"evidence":[],"points":3}}}`,
	`{"date":"2024-02-29","answers":{"a.one":2,"a.two":1}}`,
	`{"answers":{"a.one":2.0,"a.two":10.0}}`,
	`{"team":" A ","labels":{" unit ":" X ","b ":"Y"},"answers":{"a.one":2,"a.two":1}}`,
}

// The scanner refuses awkwardLines, though some are valid.
var awkwardLines = []string{
	`{"team":"A","answers":{"a.one":{"points":1,"next":{"points":2,"owner":"Ada","due":"2027-01-31"}},"a.two":3}}`,
	`{"answers":{"a.one":{"next":{"points":1},"points":1},"a.two":3}}`, `{"answers":{"a.one":{"points":2,"next":{"points":2}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":{"points":2,"due":"soon"}},"a.two":3}}`, `{"answers":{"a.one":{"points":"unknown","next":{"points":1}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":{"owner":"Ada"}},"a.two":3}}`, `{"answers":{"a.one":{"points":1,"next":{}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":{"points":2,"owner":"Ada","owner":"Ben"}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":{"points":2,"due":"2027-01-31","due":"2027-01-31"}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":{"points":"unknown"}},"a.two":3}}`, `{"answers":{"a.one":{"points":1,"next":{"points":2},"next":{"points":2}},"a.two":3}}`,
	`{"answers":{"a.one":{"points":1,"next":null},"a.two":3}}`, `{"answers":{"a.one":{"points":1,"next":{"points":2,"points":2}},"a.two":3}}`,
	"{\"team\":\"Ku\u0308che\",\"labels\":{\"unit\":\"u\u0308\"},\"answers\":{\"a.one\":1,\"a.two\":1}}",
	"{\"labels\":{\"u\u0308\":\"x\",\"\u00fc\":\"y\"},\"answers\":{\"a.one\":1,\"a.two\":1}}",
	"", "\n", " ", "x", "{}", "[]", "null", `"a"`, "{", "\ufeff", "\x00\x00", "\xff",
	`{"answers":{"a.one":2,"a.two":1}}x`,
	`{"answers":{"a.one":2,"a.two":1},}`,
	`{"answers":{"a.one":2,"a.two":1,}}`,
	`{"answers":{"a.one":2 "a.two":1}}`,
	`{"answers":{"a.one":2,,"a.two":1}}`,
	`{"answers":{"a.one":2,"a.two":1}}{"answers":{"a.one":2,"a.two":1}}`,
	"\ufeff" + `{"answers":{"a.one":2,"a.two":1}}`,
	`{"answers":{"a.one":2}}`,
	`{"answers":{"a.one":2,"a.one":2}}`,
	`{"answers":{"a.one":2,"a.two":1,"a.two":1}}`,
	`{"answers":{"a.one":2,"a.two":1},"answers":{"a.one":2,"a.two":1}}`,
	`{"answers":{"a.one":02,"a.two":1}}`, `{"answers":{"a.one":2.5,"a.two":1}}`, `{"answers":{"a.one":.0,"a.two":1}}`,
	`{"answers":{"a.one":2.00,"a.two":1}}`, `{"answers":{"a.one":2.0e0,"a.two":1}}`, `{"answers":{"a.one":2.,"a.two":1}}`, `{"answers":{"a.one":9.0,"a.two":1}}`,
	`{"$schema":"s","answers":{"a.one":2,"a.two":1}}`, `{"$schema":null,"team":null,"labels":null,"date":null,"answers":{"a.one":2,"a.two":1}}`,
	`{"schema":"genaiops.assessment/1","answers":[]}`, `{"team":"A","score":3,"level":1}`, `[{"answers":{"a.one":2,"a.two":1}}]`,
	"a", "\x00a\x00b", "a\n\n\x00b\x00", "PK\x03\x04", "%PDF-",
	`{"answers":{"a.one":"2","a.two":1}}`, `{"answers":{"a.one":-0,"a.two":1}}`,
	`{"answers":{"a.one"::,"a.two":1}}`, `{"answers":{"a.one":/,"a.two":1}}`, // just beside the digits
	`{"answers":{"a.one":3,"a.two":1}}`, `{"answers":{"a.one":2e0,"a.two":1}}`,
	`{"answers":{"a.one":null,"a.two":1}}`, `{"answers":{"a.one":true,"a.two":1}}`,
	`{"answers":{"a.one":"Unknown","a.two":1}}`, `{"answers":{"a.one":"unkno\u0077n","a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"points":1},"a.two":1}}`,
	`{"answers":{"a.one":{"note":"n"},"a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"note":""},"a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"note":"\u00a0"},"a.two":1}}`,
	"{\"answers\":{\"a.one\":{\"points\":1,\"note\":\"\u00a0\"},\"a.two\":1}}",
	`{"answers":{"a.one":{"points":1,"evidence":["e",""]},"a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"evidence":["e",]},"a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"evidence":{}},"a.two":1}}`,
	`{"answers":{"a.one":{"points":1,"other":1},"a.two":1}}`,
	`{"answers":{"a.one":{},"a.two":1}}`,
	`{"team":"","answers":{"a.one":2,"a.two":1}}`, `{"team":" ","answers":{"a.one":2,"a.two":1}}`,
	`{"team":1,"answers":{"a.one":2,"a.two":1}}`, `{"team":null,"answers":{"a.one":2,"a.two":1}}`,
	`{"team":"A","team":"B","answers":{"a.one":2,"a.two":1}}`,
	`{"team":"a\"b\\c\u0041","answers":{"a.one":2,"a.two":1}}`,
	"{\"team\":\"a\tb\",\"answers\":{\"a.one\":2,\"a.two\":1}}",
	"{\"team\":\"a\x7fb\",\"answers\":{\"a.one\":2,\"a.two\":1}}",
	"{\"team\":\"a\u0085\u009fb\",\"answers\":{\"a.one\":2,\"a.two\":1}}",
	"{\"team\":\"a\xc3\",\"answers\":{\"a.one\":2,\"a.two\":1}}",
	"{\"team\":\"a\uffffb\",\"answers\":{\"a.one\":2,\"a.two\":1}}",
	`{"Team":"A","answers":{"a.one":2,"a.two":1}}`,
	`{"date":"2026-02-29","answers":{"a.one":2,"a.two":1}}`, `{"date":"2026-2-9","answers":{"a.one":2,"a.two":1}}`,
	`{"date":"2026-13-01","answers":{"a.one":2,"a.two":1}}`, `{"date":"2026-00-10","answers":{"a.one":2,"a.two":1}}`,
	`{"date":20260209,"answers":{"a.one":2,"a.two":1}}`,
	`{"bank":"tiny@1","answers":{"a.one":2,"a.two":1}}`, `{"bank":"tiny","answers":{"a.one":2,"a.two":1}}`,
	`{"labels":{"unit":""},"answers":{"a.one":2,"a.two":1}}`, `{"labels":{"":"x"},"answers":{"a.one":2,"a.two":1}}`,
	`{"labels":{"a":"x","a":"y"},"answers":{"a.one":2,"a.two":1}}`,
	`{"labels":{"a":"1","b":"1","c":"1","d":"1","e":"1","f":"1","g":"1","h":"1","unit":"1"},"answers":{"a.one":2,"a.two":1}}`,
	`{"labels":{"unit":"X"," unit":"Y"},"answers":{"a.one":2,"a.two":1}}`, `{"team":"A\n","answers":{"a.one":2,"a.two":1}}`,
	`{"team":"A\u001b","answers":{"a.one":2,"a.two":1}}`, `{"team":"A\ud800","answers":{"a.one":2,"a.two":1}}`,
	`{"labels":[],"answers":{"a.one":2,"a.two":1}}`, `{"labels":null,"answers":{"a.one":2,"a.two":1}}`,
	`{"labels":{"unit":1},"answers":{"a.one":2,"a.two":1}}`,
	`{"answers":[]}`, `{"answers":{}}`, `{"answers":null}`,
	`{"answers":{"a.three":2,"a.one":2,"a.two":1}}`,
}

const tableHead = "team,date,bank,label.unit,label.b,a.one,a.two\n"

// The scanner accepts plainTables.
var plainTables = []string{
	tableHead + "A,2026-02-28,tiny@2,X,Y,1,3\n",
	tableHead + " A , , , , , 1 , unknown \r\n\r\n\nB,,,,,0,10",
	tableHead + "\"A, B\",\"2026-02-28\",,\"\",,\"2\",\"1\"\n,,,,,2,3\n",
	"a.two,a.one\n1,2\n3,unknown\n",
	"a.two;team;a.one\n1;A,B;2\n3.0;\"C\";1.0\n",
	"sep=\t\na.two\ta.one\ta.one.note\n1\t2\twhy\n",
	"\ufeffa.two,team,a.one\n1,Küche,2\n",
}

// encoded returns texts as other programs write them: with another separator, as
// UTF-16, with a byte order mark, a "sep=" line, blank rows, or whole numbers like
// 1.0.
func encoded(texts ...string) []string {
	var all []string
	for _, text := range texts {
		semicolons, tabs := strings.ReplaceAll(text, ",", ";"), strings.ReplaceAll(text, ",", "\t")
		all = append(all, semicolons, tabs, "sep=;\r\n"+semicolons, "\ufeffsep=\t\n"+tabs, "sep=;\n"+text, "\ufeff"+semicolons,
			utf16Text(text, binary.LittleEndian), utf16Text(tabs, binary.BigEndian), "\n,,,\r\n"+text,
			strings.ReplaceAll(text, "\n", "\n,,;\t\n;;\n,,,\r\n\t \t\n"), strings.ReplaceAll(text, "1", "1.0"))
	}
	return all
}

func utf16Text(text string, order binary.AppendByteOrder) string {
	encoded := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		encoded = order.AppendUint16(encoded, unit)
	}
	return string(encoded)
}

// detailTables have notes and evidence.
var detailTables = []string{
	"a.one.note,a.one,a.two,a.two.evidence,team\nwhy,1,3,e,A\n,1,3,,B\n,,3,,C\nwhy,,3,,D\n\"a\nb\",1,9,\"c\n\nd\",E\n",
	"a.one,a.two.note\n1,why\n1,\n",
	"a.one;a.two;a.three.note\n1;3;x\n", "a.one.note,team\nx,A\n",
	"team,a.one,a.two,a.one.next,a.one.due,a.one.owner\nA,1,3,2,2027-01-31,Ada\nB,1,3,,,\nC,1,3,1,,\nD,1,3,,,Ada\nE,1,3,2,31.1.,\nF,unknown,3,1,,\nG,1,9,2,,\n",
	"score,level,team\n1,1,A\n",
}

// The scanner refuses awkwardTables, some only in part.
var awkwardTables = []string{
	"a.two,team,label.unit,label.u\u0308,a.one\n1,Ku\u0308che,u\u0308,x,2\n1,Küche,ü,y,2\n",
	"", "\n", "\n\n", "\r\n", "\r", " ", "a", "team,team", "a.one,a.two", "\"a.one\",a.two\n1,3", "\"a\n.one\",a.two\n1,3\n",
	"\n\na.one,a.two\n1,3\n1,9\n",
	"\"a.one\n\",a.two\n1,3\n1,9\n5,3\n",
	tableHead + "A\n", tableHead + ",,,,,,,,,\n", tableHead + " \n",
	tableHead + "A,2026-02-30,,,,1,3\n", tableHead + "A,,tiny@1,,,1,3\n", tableHead + "A,,,,,,\n",
	tableHead + "A,,,,,01,3\n", tableHead + "A,,,,,1.0,3\n", tableHead + "A,,,,,Unknown,3\n", tableHead + "A,,,,,9,3\n", tableHead + "A,,,,,:,3\n", tableHead + "A,,,,,/,3\n",
	tableHead + "\"A\n\nB\",,,,,1,3\nC,,,,,1,9\n",
	tableHead + "\"A\"\"B\",,,,,1,3\nC,,,,,1,9\n",
	tableHead + "\"A\"\"\nB\",,,,,1,3\nC,,,,,1,9\n", tableHead + "\"A\n\"\"\n\"\"\"\nB,,,,,1,3\nC,,,,,1,9\n",
	tableHead + "\"A\"B,,,,,1,3\nC,,,,,1,9\n",
	tableHead + "A\"B,,,,,1,3\nC,,,,,1,9\n",
	tableHead + "A,\"B\n\"C\",,,,1,3\nC,,,,,1,9\n",
	tableHead + "\"A,,,,,1,3\nC,,,,,1,3\n",
	tableHead + "A,,,,,1,\"3\"\r\nC,,,,,1,\"3\"\r",
	tableHead + "A,,,,,1,3\r\r\nC,\r,,,,1,3\n\r\nD,,,,,1,3\r",
	tableHead + "A\x00,,,,,1,3\nC\x7f,,,,,1,3\n\xff,,,,,1,3\nD\t,,,,,1,3\n",
	"team,a.one\nA,1\nB,unknown\n", "team,respondent,a.one,a.two\nA,\x00,1,3\n",
}

func TestScannerUnderstandsThePlainShape(t *testing.T) {
	t.Parallel()
	m := tiny()
	for _, line := range plainLines {
		if records := scanAll(m, sheet.NDJSON, []byte(line)); records != 1 {
			t.Errorf("the scanner refuses %q", line)
		}
	}
	for _, table := range plainTables {
		want := strictly(t, m, full(), stream{format: sheet.CSV, text: table}).Summary.Sheets
		if want == 0 {
			t.Errorf("%q has no sheets", table)
		}
		if scanned := scanAll(m, sheet.CSV, []byte(table)); scanned != want {
			t.Errorf("%q: the scanner accepts %d rows of %d", table, scanned, want)
		}
	}
	text := sampleText(t, builtIn(t), sheet.NDJSON, 500)
	if records := scanAll(builtIn(t), sheet.NDJSON, text); records != 500 {
		t.Errorf("the scanner accepts %d of 500 sample sheets", records)
	}
}

// corpus returns every plain and awkward text, and all lines mixed.
func corpus(sizes ...int) []stream {
	mixed := strings.Join(slices.Concat(plainLines, awkwardLines, plainLines), "\n")
	lines := append(slices.Concat(awkwardLines, plainLines), mixed, strings.ReplaceAll(mixed, "\n", "\r\n\n"))
	lines = append(lines, encoded(plainLines...)...)
	tables := slices.Concat(awkwardTables, plainTables, detailTables)
	tables = append(tables, encoded(tables...)...)
	return append(streams(sheet.NDJSON, sizes, lines...), streams(sheet.CSV, sizes, tables...)...)
}

// Some sizes cut a character or a line end.
func TestRunIsAsStrictAsTheStrictReader(t *testing.T) {
	t.Parallel()
	checkSameAsStrict(t, tiny(), full(), corpus(1, 7, 64, 1<<20)...)
}

// These are the fixtures of package sheet.
func TestFixturesReadTheSame(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../sheet/testdata/*/*")
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	var all []stream
	for _, file := range files {
		format, known := sheet.FormatOf(file)
		if !known {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, stream{file, format, 100, string(text)})
	}
	checkSameAsStrict(t, tiny(), full(), all...)
}

// The scanner must not read past the end of a line or a row.
func TestEveryBeginningOfASheetReadsTheSame(t *testing.T) {
	t.Parallel()
	line := `{"bank":"tiny@2","team":"A","date":"2026-11-23","labels":{"unit":"X"},"answers":{"a.one":1,"a.two":{"points":10,"note":"n"}}}`
	short := `{"answers":{"a.one":1,"a.two":3}}`
	var lines, tables []string
	for _, whole := range []string{line, short} {
		for n := range len(whole) + 1 {
			for _, end := range []string{"", ",", "}", "}}", "}}}"} {
				lines = append(lines, whole[:n]+end)
			}
		}
	}
	row := `"A",2026-11-23,,X,tiny@2,1,10`
	for n := range len(row) + 1 {
		tables = append(tables, tableHead+row[:n])
	}
	all := append(streams(sheet.NDJSON, []int{1 << 20}, strings.Join(lines, "\n")), streams(sheet.NDJSON, []int{1 << 20}, lines...)...)
	checkSameAsStrict(t, tiny(), full(), append(all, streams(sheet.CSV, []int{1 << 20}, tables...)...)...)
}

// Some characters of the sheets are changed.
func TestDamagedSheetsReadTheSame(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	for _, m := range []*maturity.Model{builtIn(t), foreign(t)} {
		for _, f := range []sheet.Format{sheet.NDJSON, sheet.CSV} {
			text := sampleText(t, m, f, 300)
			for range 150 {
				text[r.Intn(len(text))] = `x"9,{}:[] \`[r.Intn(11)]
			}
			text = append(text[:len(text)-5], '\n')
			if f == sheet.CSV { // a header that is damaged hides everything else
				text = append([]byte(sample.CSVHeader(&m.Bank)+"\n"), text[bytes.IndexByte(text, '\n')+1:]...)
			}
			checkSameAsStrict(t, m, full(), stream{"f", f, 1000, string(text)})
		}
	}
}

// The number of answers is right, but one is duplicate and one is missing.
func TestAnAnswerInPlaceOfAnotherIsNoticed(t *testing.T) {
	t.Parallel()
	m := builtIn(t)
	questions := m.Bank.Questions()
	var texts []string
	for _, moved := range []int{0, 1, 2, len(questions) - 1} {
		for _, missing := range []int{0, 2, 3, len(questions) - 1} {
			answers := make([]string, len(questions))
			for i, q := range questions {
				if i == missing {
					q = questions[moved]
				}
				answers[i] = fmt.Sprintf(`"%s":1`, q.ID)
			}
			answers[0], answers[moved] = answers[moved], answers[0]
			line := `{"answers":{` + strings.Join(answers, ",") + "}}\n"
			texts = append(texts, line+line)
		}
	}
	checkSameAsStrict(t, m, full(), streams(sheet.NDJSON, []int{1000}, texts...)...)
}

// Run obeys options that the scanners do not support.
func TestOptionsAreHonoured(t *testing.T) {
	t.Parallel()
	m := tiny()
	for _, options := range []sheet.Options{
		{Partial: true},
		{Set: map[string]maturity.Answer{"a.one": {Points: 1}}},
	} {
		o := full()
		o.Sheet = options
		checkSameAsStrict(t, m, o, corpus(100)...)
	}
	o := full()
	o.Sheet.Draft = true
	got := runAll(t, m, o, Input{Path: "f", Reader: strings.NewReader(`{"answers":{"a.one":1}}`), Format: sheet.NDJSON})
	if got.Summary.Sheets != 0 || got.Summary.Rejected != 1 {
		t.Errorf("an unfinished sheet counts: %s", fmt.Sprint(got))
	}
}
