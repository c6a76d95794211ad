package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

// write creates files in a new folder and returns its path. It compresses a file
// whose name ends in .gz.
func write(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			tb.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			text = compress(tb, text)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

func compress(tb testing.TB, text string) string {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func line(team string, one int) string {
	return fmt.Sprintf(`{"team":%q,"answers":{"a.one":%d,"a.two":1}}`+"\n", team, one)
}

// teams returns the teams of the rows in order.
func teams(rows string) string {
	var names []string
	for row := range strings.Lines(rows) {
		_, rest, _ := strings.Cut(row, `"team":"`)
		name, _, _ := strings.Cut(rest, `"`)
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// bad returns the problems, one per line, without the folder.
func bad(problems diag.List, dir string) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, strings.TrimPrefix(p.String(), dir+string(filepath.Separator)))
	}
	return b.String()
}

func TestAFolderIsSearchedForSheetsOfEveryFormat(t *testing.T) {
	t.Parallel()
	const yaml = "team: %s\nanswers: {a.one: 1, a.two: 3}\n"
	dir := write(t, map[string]string{
		"a.yaml":               fmt.Sprintf(yaml, "A"),
		"b/c.yml.gz":           fmt.Sprintf(yaml, "C"),
		"b/d.json":             line("D", 1),
		"e.ndjson":             line("E1", 1) + line("E2", 1),
		"f.JSONL.gz":           line("F1", 1) + line("F2", 1),
		"g.csv":                "team,a.one,a.two\nG1,1,3\nG2,1,3\n",
		"h.csv.GZ":             "not compressed",
		"i.txt":                "no sheet",
		"README.md":            "no sheet",
		".hidden.yaml":         "no sheet",
		".git/config.yaml":     "no sheet",
		"k.yaml/deep/down.yml": fmt.Sprintf(yaml, "K"),
		"z.csv.gz":             "team,a.one,a.two\nZ,1,3\n",
	})
	got := runAll(t, tiny(), full(), Input{Path: dir})
	if names := teams(got.Rows); names != "A C D E1 E2 F1 F2 G1 G2 K Z" {
		t.Errorf("teams %s", names)
	}
	if want := "h.csv.GZ:1:1: cannot be read: not in gzip format [read]\n"; bad(got.Problems, dir) != want {
		t.Errorf("problems %s", got.Problems)
	}
	if got.Summary.Sheets != 11 || got.Summary.Rejected != 0 || got.Summary.Unreadable != 1 {
		t.Errorf("%+v", got.Summary)
	}
}

func TestLinksToFilesAreFollowedAndToFoldersNot(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{".data/real.ndjson": line("A", 1), "sub/b.ndjson": line("B", 1)})
	for name, target := range map[string]string{
		"link.ndjson": ".data/real.ndjson", "loop": ".", "sub/up.yaml": "..", "none.yaml": "nowhere", "self.yaml": "self.yaml",
	} {
		err := os.Symlink(target, filepath.Join(dir, name))
		if err == nil { // Wine makes something else
			_, err = os.Readlink(filepath.Join(dir, name))
		}
		if err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	got := runAll(t, tiny(), full(), Input{Path: dir})
	if names := teams(got.Rows); names != "A B" {
		t.Errorf("teams %s", names)
	}
	if len(got.Problems) != 2 || !strings.HasSuffix(got.Problems[0].File, "none.yaml") || !strings.HasSuffix(got.Problems[1].File, "self.yaml") {
		t.Errorf("%v", got.Problems)
	}
	// A link that is an input is followed, even to a folder.
	got = runAll(t, tiny(), full(), Input{Path: filepath.Join(dir, "loop", "sub")})
	if names := teams(got.Rows); names != "B" {
		t.Errorf("teams %s", names)
	}
}

func TestFormatOfAnInput(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{"a.ndjson": line("A", 1), "b.txt": line("B", 1) + line("C", 1), "d": "team: D\nanswers: {a.one: 1, a.two: 3}\n"})
	in := func(name string, f sheet.Format) Input { return Input{Path: filepath.Join(dir, name), Format: f} }
	got := runAll(t, tiny(), full(), in("a.ndjson", ""), in("b.txt", sheet.NDJSON), in("d", ""),
		Input{Path: "<stdin>", Reader: strings.NewReader("team,a.one,a.two\nE,1,3\n"), Format: sheet.CSV},
		Input{Path: "f.csv", Reader: strings.NewReader("team: F\nanswers: {a.one: 1, a.two: 3}\n")})
	if names := teams(got.Rows); names != "A B C D E F" || len(got.Problems) > 0 {
		t.Errorf("teams %s, problems %v", names, got.Problems)
	}
}

func TestWhatCannotBeReadIsAProblemAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	good := line("G", 1)
	dir := write(t, map[string]string{
		"cut.ndjson":   line("A", 1) + line("B", 2)[:30],
		"cut.yaml":     "team: A\nanswers:\n  a.one: 1\n",
		"good":         good,
		"zeros.ndjson": strings.Repeat("\x00", 3*maxRecord),
		"zeros.yaml":   strings.Repeat("\x00", 100),
		"zeros.csv":    strings.Repeat("\x00", 3*maxRecord),
		"empty.gz":     "",
		"list.json":    "[]",

		"unknown.csv": "team,a.tow\nA,1\n",
		"twice.csv":   "a.one,a.one\n1,1\n",
		"quote.csv":   "a.one,\"a.two\"x\n1,3\n",
		"few.csv":     "a.one,a.two\n1\n",
	})
	cut := compress(t, line("C", 1)+strings.Repeat(line("D", 1), 20_000))
	for name, text := range map[string]string{"cut.ndjson.gz": cut[:len(cut)/2], "cut.yaml.gz": cut[:20], "nothing.yaml.gz": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, gone := os.Stat(filepath.Join(dir, "gone.yaml"))
	missing := errors.Unwrap(gone).Error() // each system has its own words
	for name, want := range map[string]string{
		"cut.ndjson":      "cut.ndjson:2:31: not well-formed JSON: unexpected end of the text [syntax]\n",
		"cut.yaml":        "cut.yaml:3:3: missing 1 of 2 answers: a.two [missing-answer]\n",
		"zeros.ndjson":    "zeros.ndjson:1:1: the line is too long; expected at most 256 KiB [size]\n",
		"zeros.yaml":      "zeros.yaml:1:1: control character U+0000 is not allowed; is this a text file? [encoding]\n",
		"zeros.csv":       "zeros.csv:1:1: the row is too long; expected at most 256 KiB (is a quote not closed?); the rest of the file was not read [size]\n",
		"list.json":       "list.json:1:1: this is a list; expected an answer sheet (write many sheets one a line, as .ndjson) [not-a-sheet]\n",
		"unknown.csv":     "unknown.csv:1:6: unknown column \"a.tow\" (did you mean \"a.two\"?); expected bank, team, respondent, date, label.NAME, a question id, ID.note, ID.evidence, ID.next, ID.owner or ID.due [unknown-key]\n",
		"twice.csv":       "twice.csv:1:7: duplicate column \"a.one\" [duplicate-key]\n",
		"quote.csv":       "quote.csv:1:13: not well-formed CSV: extraneous or missing \" in quoted-field [syntax]\n",
		"few.csv":         "few.csv:2:1: the row has 1 cell; expected 2, as in the header [syntax]\n",
		"gone.ndjson":     "gone.ndjson:1:1: cannot be read: " + missing + " [read]\n",
		"gone.yaml":       "gone.yaml:1:1: cannot be read: " + missing + " [read]\n",
		"cut.yaml.gz":     "cut.yaml.gz:1:1: cannot be read: the compressed data ends too early [read]\n",
		"nothing.yaml.gz": "nothing.yaml.gz:1:1: cannot be read: not in gzip format [read]\n",
	} {
		got := runAll(t, tiny(), full(), Input{Path: filepath.Join(dir, name)}, Input{Path: filepath.Join(dir, "good"), Format: sheet.NDJSON})
		if text := bad(got.Problems, dir); text != want {
			t.Errorf("%s: got %s\nwant %s", name, text, want)
		}
		if !strings.HasSuffix(got.Rows, `{"team":"G","score":2,"high":2,"level":1,"level_name":"low","unknown":0,"critical_gaps":1,"dimensions":{"a":2}}`+"\n") {
			t.Errorf("%s: the next input does not count: %s", name, got.Rows)
		}
	}
	got := runAll(t, tiny(), full(), Input{Path: filepath.Join(dir, "cut.ndjson.gz")})
	n := got.Summary.Sheets
	if want := fmt.Sprintf("cut.ndjson.gz:%d:1: cannot be read: the compressed data ends too early [read]\n", n+1); n < 100 || bad(got.Problems, dir) != want {
		t.Errorf("%d sheets, problems %v", n, got.Problems)
	}
}

// A stream that fails is a problem at its position. The records before it count,
// and so does the next input.
func TestAStreamThatBreaksOffIsAProblemAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	const head = "team,a.one,a.two\n"
	for _, c := range []struct {
		format sheet.Format
		before string // what is read before the error
		teams  string // of the sheets that count
		line   int    // of the problem
	}{
		{sheet.NDJSON, "", "G", 1},
		{sheet.NDJSON, line("A", 1)[:10], "G", 1},
		{sheet.NDJSON, line("A", 1), "A G", 2},
		{sheet.NDJSON, line("A", 1) + line("B", 1)[:40], "A G", 2},
		{sheet.CSV, "", "G", 1},
		{sheet.CSV, "\n", "G", 1},
		{sheet.CSV, "team,a.o", "G", 1},
		{sheet.CSV, "a.tow,", "G", 1},
		{sheet.CSV, head, "G", 2},
		{sheet.CSV, head + "A,1,3\nB,1", "A G", 3},
		{sheet.YAML, "team: A\nanswers: {a.one: 1, a.two: 3}\n", "G", 1},
		{sheet.JSON, line("A", 1), "G", 1},
	} {
		broken := io.MultiReader(strings.NewReader(c.before), iotest.ErrReader(errors.New("the disk is on fire")))
		got := runAll(t, tiny(), full(),
			Input{Path: "broken", Reader: broken, Format: c.format},
			Input{Path: "good", Reader: strings.NewReader(line("G", 1)), Format: sheet.NDJSON})
		want := fmt.Sprintf("broken:%d:1: cannot be read: the disk is on fire [read]\n", c.line)
		if bad(got.Problems, "") != want || teams(got.Rows) != c.teams {
			t.Errorf("%s after %q: teams %s, problems %v", c.format, c.before, teams(got.Rows), got.Problems)
		}
		if got.Summary.Unreadable != 1 || got.Summary.Rejected != 0 {
			t.Errorf("%s after %q: %d unreadable, %d rejected", c.format, c.before, got.Summary.Unreadable, got.Summary.Rejected)
		}
	}
}

func TestAFileWithoutSheetsDoesNotHideTheNext(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxRecord+10)
	for _, c := range []struct {
		format sheet.Format
		text   string
		rule   string // of the problem, if any
	}{
		{sheet.CSV, "", sheet.RuleRecords},
		{sheet.CSV, "\n\n", sheet.RuleRecords},
		{sheet.CSV, "sep=;\n", sheet.RuleRecords},
		{sheet.CSV, "team,a.one,a.two\n", sheet.RuleRecords},
		{sheet.CSV, "team,a.one,a.two\n,,\n \n", sheet.RuleRecords},
		{sheet.CSV, "team,a.one,a.two", sheet.RuleRecords},
		{sheet.CSV, "team,a.one,a.tow\nA,1,3\n", document.RuleUnknownKey},
		{sheet.CSV, "team,a.one,a.tow", document.RuleUnknownKey},
		{sheet.CSV, "team;date\nA;2026-11-23\n", sheet.RuleNotASheet},
		{sheet.CSV, "%PDF-1.7\n", sheet.RuleNotASheet},
		{sheet.NDJSON, "PK\x03\x04", sheet.RuleNotASheet},
		{sheet.CSV, `"a.one` + "\n", document.RuleSyntax},
		{sheet.CSV, long, document.RuleSize},
		{sheet.CSV, "team,a.one,a.two\n" + `"` + long, document.RuleSize},
		{sheet.NDJSON, "", sheet.RuleRecords},
		{sheet.NDJSON, "\n \n", sheet.RuleRecords},
		{sheet.NDJSON, "{", document.RuleSyntax},
		{sheet.NDJSON, long, document.RuleSize},
		{sheet.NDJSON, long + "\n", document.RuleSize},
		{sheet.YAML, "", document.RuleSyntax},
	} {
		got := runAll(t, tiny(), full(),
			Input{Path: "bad", Reader: strings.NewReader(c.text), Format: c.format},
			Input{Path: "good", Reader: strings.NewReader(line("G", 1)), Format: sheet.NDJSON})
		if teams(got.Rows) != "G" || got.Summary.Sheets != 1 || got.Summary.Unreadable != 0 {
			t.Errorf("%s %.40q: teams %s, %+v", c.format, c.text, teams(got.Rows), got.Summary)
		}
		rule := ""
		for _, p := range got.Problems {
			rule += p.Rule
		}
		if rule != c.rule || got.Summary.Rejected != len(got.Problems) {
			t.Errorf("%s %.40q: %d rejected, problems %v", c.format, c.text, got.Summary.Rejected, got.Problems)
		}
	}
}

// A file that grows is read up to its size at the start.
func TestReadingAGrowingFileEnds(t *testing.T) {
	t.Parallel()
	const sheets = 60_000 // more than there are buffers for
	dir := write(t, map[string]string{"a.ndjson": strings.Repeat(line("A", 1), sheets)})
	path := filepath.Join(dir, "a.ndjson")
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	o := Options{Workers: 1, Rows: writerFunc(func(p []byte) (int, error) { // grows whenever rows are written
		_, err := file.WriteString(strings.Repeat(line("B", 1), 1000))
		return len(p), err
	})}
	s, err := run(t.Context(), tiny(), []Input{{Path: path}}, o)
	if err != nil || s.Sheets != sheets || s.Rejected != 0 {
		t.Errorf("%+v, error %v", s, err)
	}
}

// A file disappears after its folder was listed.
func TestAVanishedFileIsAProblemAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	const sheets = 60_000 // more than there are buffers for
	dir := write(t, map[string]string{"a.ndjson": strings.Repeat(line("A", 1), sheets), "b.ndjson": line("B", 1), "c.ndjson": line("C", 1)})
	var problems diag.List
	o := Options{
		Workers:  1,
		Problems: func(found diag.List) { problems = append(problems, found...) },
		Rows: writerFunc(func(p []byte) (int, error) { // the reader is far from b.ndjson
			return len(p), os.RemoveAll(filepath.Join(dir, "b.ndjson"))
		}),
	}
	s, err := run(t.Context(), tiny(), []Input{{Path: dir}}, o)
	if err != nil || s.Sheets != sheets+1 || s.Unreadable != 1 {
		t.Errorf("%+v, error %v", s, err)
	}
	if got := bad(problems, dir); !strings.HasPrefix(got, "b.ndjson:1:1: cannot be read: ") || strings.Count(got, "\n") != 1 {
		t.Errorf("problems %s", bad(problems, dir))
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// repeated is an endless reader of a repeated text.
type repeated struct {
	text string
	left int64
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) {
		n += copy(p[n:], r.text)
	}
	r.left -= int64(n)
	return n, nil
}

// Memory does not depend on the input or the options.
func TestMemoryIsBounded(t *testing.T) {
	const size = 48 << 20
	for name, c := range map[string]struct {
		format sheet.Format
		text   string
		size   int64
	}{
		"endless line":     {sheet.NDJSON, strings.Repeat("x", 100), size},
		"endless blank":    {sheet.NDJSON, strings.Repeat(" ", 100), size},
		"endless row":      {sheet.CSV, strings.Repeat("x", 100), size},
		"endless quote":    {sheet.CSV, `"` + strings.Repeat("x\n", 100), size},
		"endless YAML":     {sheet.YAML, strings.Repeat("x", 100), size},
		"endless JSON":     {sheet.JSON, strings.Repeat("[", 100), size},
		"NUL":              {sheet.NDJSON, strings.Repeat("\x00", 100), size},
		"blank lines":      {sheet.NDJSON, strings.Repeat("\n", 100), size / 10},
		"many bad records": {sheet.NDJSON, strings.Repeat("x\n", 100), size / 400},
		"good records":     {sheet.NDJSON, line("A", 1), size / 4},
	} {
		checkMemory(t, name, Input{Path: "f", Reader: &repeated{c.text, c.size}, Format: c.format})
	}
}

// A few KiB decompress to one line of 64 MiB.
func TestACompressedLineWithoutEndIsRefusedInBoundedMemory(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	if _, err := io.Copy(w, &repeated{strings.Repeat("x", 100), 64 << 20}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"a.ndjson.gz", "a.csv.gz", "a.yaml.gz", "a.json.gz"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, bomb.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		problems := checkMemory(t, name, Input{Path: path})
		if len(problems) != 1 || problems[0].Rule != document.RuleSize {
			t.Errorf("%s: problems %v", name, problems)
		}
	}
}

// checkMemory reads an input with every option and returns its problems.
func checkMemory(t *testing.T, name string, in Input) (problems diag.List) {
	t.Helper()
	// Otherwise, garbage would double the heap, or more on a busy machine.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	peak := uint64(0)
	sample := func() {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		peak = max(peak, stats.HeapAlloc)
	}
	o := full()
	o.Rows = io.Discard
	o.Rollup.Gate = closed
	o.Problems = func(found diag.List) {
		problems = found
		sample()
	}
	progress := 0
	o.Progress = func(Progress) {
		if progress++; progress%100 == 0 {
			sample()
		}
	}
	if _, err := run(t.Context(), tiny(), []Input{in}, o); err != nil {
		t.Fatal(err)
	}
	if sample(); peak > 32<<20 {
		t.Errorf("%s: %d MiB of heap", name, peak>>20)
	}
	return problems
}

// A record that is too long loses itself in NDJSON, and the rest of the file in
// CSV. Up to the limit, nothing is lost.
func TestLongRecords(t *testing.T) {
	t.Parallel()
	m := tiny()
	var texts []string
	for _, by := range []int{-2, -1, 0, 1, 2, 3, 70_000} {
		for _, end := range []string{"", "\n", "\r\n", "\r\r", "\r"} {
			for _, before := range []string{"", line("A", 1)} {
				text := strings.TrimSpace(line("B", 1))
				text = before + text + strings.Repeat(" ", maxRecord+by-len(text)) + end
				if end != "" {
					text += line("C", 1) + "\n" + line("D", 3)
				}
				texts = append(texts, text)
			}
		}
	}
	// Many reads follow a line of several reads.
	texts = append(texts, strings.Repeat(" ", 2*bufferSize)+"\n"+strings.Repeat(line("E", 1), 500))
	checkSameAsStrict(t, m, full(), streams(sheet.NDJSON, []int{5000, 1 << 30}, texts...)...)
	const head = "team,a.one,a.two\nA,1,1\n\n"
	texts = nil
	for by, want := range map[int]string{-2: "A B C", -1: "A B C", 0: "A B C", 1: "A", 2: "A", 3: "A", maxRecord: "A"} {
		for _, end := range []string{"\n", "\r\n", "", "\r"} {
			row := "B,1,1"
			text := head + row + strings.Repeat(" ", maxRecord+by-len(row)) + end
			texts = append(texts, text, head+`"B",1,`+strings.Repeat("\n", maxRecord)+strings.TrimPrefix(text, head))
			if end == "\n" {
				text += "C,1,1\n"
			} else {
				want = strings.TrimSuffix(want, " C")
			}
			texts = append(texts, text)
			got := runAll(t, m, full(), Input{Path: "f", Reader: strings.NewReader(text), Format: sheet.CSV})
			if teams(got.Rows) != want && end != "\r" {
				t.Errorf("%d over the limit, then %q: teams %s, expected %s", by, end, teams(got.Rows), want)
			}
		}
	}
	checkSameAsStrict(t, m, full(), streams(sheet.CSV, []int{5000, 1 << 30}, texts...)...)
	unclosed := strings.TrimSpace(head) + "\n" + `"` + strings.Repeat("B,1,1\n", maxRecord/3)
	checkSameAsStrict(t, m, full(), stream{"f", sheet.CSV, 1 << 30, unclosed})
}

// badLines returns a bad line of every kind.
func badLines() []string {
	var lines []string
	for _, text := range awkwardLines {
		if !strings.Contains(text, "\n") && strings.TrimSpace(text) != "" {
			lines = append(lines, text)
		}
	}
	return lines
}

func TestOnePercentOfBadRecordsChangesNothingElse(t *testing.T) {
	t.Parallel()
	m := tiny()
	var clean, mixed strings.Builder
	r := rand.New(rand.NewSource(1))
	rejected := 0
	kinds := slices.DeleteFunc(badLines(), func(text string) bool {
		return strictly(t, m, full(), stream{format: sheet.NDJSON, text: "\n" + text}).Summary.Rejected == 0
	})
	for i := range 20_000 {
		text := line(fmt.Sprint("T", i), r.Intn(3))
		clean.WriteString(text)
		mixed.WriteString(text)
		if r.Intn(100) == 0 {
			mixed.WriteString(kinds[rejected%len(kinds)] + "\n")
			rejected++
		}
	}
	want := runAll(t, m, full(), Input{Path: "f", Reader: strings.NewReader(clean.String()), Format: sheet.NDJSON})
	got := runAll(t, m, full(), Input{Path: "f", Reader: strings.NewReader(mixed.String()), Format: sheet.NDJSON})
	if got.Summary.Rejected != rejected || rejected < 2*len(kinds) {
		t.Errorf("%d rejected, expected %d", got.Summary.Rejected, rejected)
	}
	got.Summary.Rejected = 0
	if !reflect.DeepEqual(got.Summary, want.Summary) || got.Rows != want.Rows {
		t.Errorf("the rest changed: %+v, expected %+v", got.Summary, want.Summary)
	}
}

func TestNeitherOrderNorWorkersMatter(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]*maturity.Model{"built-in": builtIn(t), "foreign": foreign(t)} {
		inputs := everyFormat(t, m)
		for _, latest := range []bool{false, true} {
			o := full()
			o.Latest = latest
			o.Workers = 1
			want := runAll(t, m, o, inputs...)
			if want.Summary.Sheets != map[bool]int{false: 320, true: 80}[latest] || len(want.Problems) > 0 {
				t.Fatalf("%s: %d sheets, problems %v", name, want.Summary.Sheets, want.Problems)
			}
			for _, workers := range []int{2, 3, 8} {
				o.Workers = workers
				if got := runAll(t, m, o, inputs...); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %d workers give %+v, one gave %+v", name, workers, got.Summary, want.Summary)
				}
				shuffled := slices.Clone(inputs)
				rand.New(rand.NewSource(int64(workers))).Shuffle(len(inputs), func(i, j int) {
					shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
				})
				got := runAll(t, m, o, shuffled...)
				if !reflect.DeepEqual(got.Summary, want.Summary) || latest && got.Rows != want.Rows {
					t.Errorf("%s: another order gives %+v, expected %+v", name, got.Summary, want.Summary)
				}
			}
		}
	}
}

// everyFormat writes 80 sheets in each of four formats, with the same teams and
// different answers.
func everyFormat(t *testing.T, m *maturity.Model) []Input {
	t.Helper()
	dir := t.TempDir()
	for i, f := range []sheet.Format{sheet.YAML, sheet.JSON} {
		n := 0
		err := sample.Sheets(&m.Bank, 80, int64(i), func(s maturity.Sheet) error {
			n++
			text := bytes.NewBufferString(sample.JSONLine(&m.Bank, s))
			if f == sheet.YAML {
				text.Reset()
				if err := sheet.Write(text, &m.Bank, s); err != nil {
					return err
				}
			}
			return os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.%s", n, f)), text.Bytes(), 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	inputs := []Input{{Path: dir}}
	for i, f := range []sheet.Format{sheet.NDJSON, sheet.CSV} {
		var text bytes.Buffer
		if err := sample.Write(&text, &m.Bank, f, 80, int64(i+2)); err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, Input{Path: filepath.Join(write(t, map[string]string{"a." + string(f): text.String()}), "a."+string(f))})
	}
	return inputs
}

func TestLatestCountsEachTeamOnceAndSheetsWithoutATeamAlways(t *testing.T) {
	t.Parallel()
	o := full()
	o.Latest = true
	text := `{"team":"B","date":"2026-01-01","answers":{"a.one":2,"a.two":10}}
{"answers":{"a.one":0,"a.two":1}}
{"team":"A","date":"2026-01-01","answers":{"a.one":1,"a.two":1}}
{"answers":{"a.one":0,"a.two":3}}
{"team":"B","date":"2026-01-02","answers":{"a.one":0,"a.two":1}}
`
	got := runAll(t, tiny(), o, Input{Path: "f", Reader: strings.NewReader(text), Format: sheet.NDJSON})
	if got.Summary.Sheets != 4 || got.Summary.Score.Max != 3 {
		t.Errorf("%+v", got.Summary.Totals)
	}
	if names := teams(got.Rows); names != "  A B" || !strings.Contains(got.Rows, "2026-01-02") {
		t.Errorf("rows\n%s", got.Rows)
	}
}

// closed is a gate that every sheet fails.
var closed = maturity.Gate{{Condition: "c", Check: func(maturity.Judged) string { return "never" }}}

// The places of sheets that fail a gate are the same whichever reader reads them:
// those that the scanners leave to the strict reader have an odd key order, an
// escape or a quoted cell.
func TestEachSheetThatFailsAGateHasItsPlace(t *testing.T) {
	t.Parallel()
	fast := line("A", 1)
	odd := `{"answers":{"a.two":1,"a.one":0},"team":"\u0042"}` + "\n"
	dir := write(t, map[string]string{
		"1.yaml":      "# C\nteam: C\nanswers: {a.one: 1, a.two: 3}\n",
		"2.json":      "\n" + line("D", 1),
		"3.ndjson":    "\n" + fast + odd + "\n" + odd + fast,
		"4.csv":       "team,a.one,a.two\nE,1,3\n\"F\n\",1,3\n\"G\",1,1\nE,1,3\n",
		"5.ndjson.gz": strings.Repeat(fast, 20_000),
	})
	for _, latest := range []bool{false, true} {
		o := full()
		o.Latest = latest
		o.Rollup.Names = 100_000
		o.Rollup.Gate = closed
		got := runWith(t, tiny(), o, Input{Path: dir}, Input{Path: "z", Reader: strings.NewReader(fast + odd), Format: sheet.NDJSON}) // after the folder
		if len(got.Problems) > 0 {
			t.Fatal(got.Problems)
		}
		var places []string
		for _, f := range got.Summary.Failing {
			p := f.Place
			places = append(places, fmt.Sprintf("%s %s:%d", strings.TrimSpace(f.Row.Team), strings.TrimPrefix(p.File, dir+string(filepath.Separator)), p.Line))
		}
		want := []string{"C 1.yaml:0", "D 2.json:0", "A 3.ndjson:2", "B 3.ndjson:3", "B 3.ndjson:5", "A 3.ndjson:6", "E 4.csv:2", "F 4.csv:3", "G 4.csv:5", "E 4.csv:6"}
		for i := range 20_000 {
			want = append(want, fmt.Sprintf("A 5.ndjson.gz:%d", i+1))
		}
		want = append(want, "A z:1", "B z:2")
		if latest {
			want = []string{"C 1.yaml:0", "D 2.json:0", "A 3.ndjson:2", "B 3.ndjson:3", "E 4.csv:2", "F 4.csv:3", "G 4.csv:5"}
		}
		slices.Sort(places)
		slices.Sort(want)
		if !slices.Equal(places, want) {
			t.Errorf("latest %t: %d places, want %d; the first are %v, want %v", latest, len(places), len(want), places[:min(len(places), 10)], want[:7])
		}
	}
}

func TestProblemsComeInTheOrderOfTheInput(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 12_000 { // more than one batch
		text.WriteString(line("A", i%4)) // every fourth is bad
	}
	dir := write(t, map[string]string{"a.ndjson": text.String(), "b.yaml": "answers:", "c.ndjson": text.String()})
	got := runAll(t, tiny(), full(), Input{Path: dir})
	sorted := slices.Clone(got.Problems)
	sorted.Sort()
	if !slices.Equal(got.Problems, sorted) || got.Summary.Rejected != 6_001 || len(sorted) != 6_001 || sorted[100].Line != 404 {
		t.Errorf("%d problems, %d rejected", len(sorted), got.Summary.Rejected)
	}
}

func TestProblemsIsCalledOnlyWithProblems(t *testing.T) {
	t.Parallel()
	called := 0
	o := full()
	o.Problems = func(problems diag.List) {
		called++
		if len(problems) == 0 {
			t.Error("called without a problem")
		}
	}
	in := Input{Path: "f", Reader: strings.NewReader(line("A", 1) + line("B", 9) + line("C", 1)), Format: sheet.NDJSON}
	if _, err := run(t.Context(), tiny(), []Input{in}, o); err != nil || called == 0 {
		t.Errorf("called %d times, error %v", called, err)
	}
	in.Reader = strings.NewReader(line("A", 1))
	called = 0
	if _, err := run(t.Context(), tiny(), []Input{in}, o); err != nil || called > 0 {
		t.Errorf("called %d times, error %v", called, err)
	}
}

func TestProgressEndsWithEverything(t *testing.T) {
	t.Parallel()
	var last Progress
	o := Options{Progress: func(p Progress) { last = p }}
	text := strings.Repeat(line("A", 1)+"x\n", 10_000)
	s, err := run(t.Context(), tiny(), []Input{{Path: "f", Reader: strings.NewReader(text), Format: sheet.NDJSON}}, o)
	if err != nil || last != (Progress{Sheets: 10_000, Rejected: 10_000}) || s.Rejected != 10_000 {
		t.Errorf("%+v, error %v", last, err)
	}
}

func TestRowsComeWhileAPipeIsStillOpen(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	rows, written := io.Pipe()
	done := make(chan error)
	go func() {
		_, err := Run(context.Background(), tiny(), []Input{{Path: "<stdin>", Reader: r, Format: sheet.NDJSON}},
			Options{Rows: written, RowFormat: rollup.RowNDJSON})
		done <- err
	}()
	for _, team := range []string{"A", "B"} {
		if _, err := io.WriteString(w, line(team, 1)); err != nil {
			t.Fatal(err)
		}
		row := make([]byte, 1000)
		n, err := rows.Read(row)
		if teams(string(row[:n])) != team {
			t.Errorf("got %q, error %v", row[:n], err)
		}
	}
	w.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAFailingWriterEndsTheRun(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full")
	for _, after := range []int{0, 1, 3} {
		o := Options{RowFormat: rollup.RowCSV, Rows: writerFunc(func(p []byte) (int, error) {
			if after--; after < 0 {
				return 0, full
			}
			return len(p), nil
		})}
		endless := Input{Path: "f", Reader: &repeated{line("A", 1), 1 << 60}, Format: sheet.NDJSON}
		if _, err := run(t.Context(), tiny(), []Input{endless}, o); !errors.Is(err, full) {
			t.Errorf("error %v", err)
		}
	}
}

func TestACancelledRunEndsThoughAStreamIsSilent(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	silent, w := io.Pipe()
	defer w.Close()
	inputs := []Input{
		{Path: "f", Reader: strings.NewReader(line("A", 1)), Format: sheet.NDJSON},
		{Path: "<stdin>", Reader: silent, Format: sheet.NDJSON},
	}
	_, err := Run(ctx, tiny(), inputs, Options{Progress: func(Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestALongRowHasTheMessageOfTheStrictReader(t *testing.T) {
	t.Parallel()
	text := "team,a.one,a.two\n" + strings.Repeat("x", 3*document.MaxSize)
	checkSameAsStrict(t, tiny(), full(), stream{"f", sheet.CSV, 1 << 30, text})
}
