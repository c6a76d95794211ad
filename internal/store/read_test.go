package store

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func compress(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// content returns the text of a file, or the reason of an error.
func content(path string) string {
	in, err := Open(path)
	if err != nil {
		return "error: " + Reason(err).Error()
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		return "error: " + Reason(err).Error()
	}
	return string(text)
}

func TestCompressedFilesAreKnownByNameOrFirstBytes(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	const text = "team: Search\n"
	long := strings.Repeat(text, 100_000)
	for name, c := range map[string]struct{ is, want string }{
		"a.yaml":     {text, text},
		"a.yaml.gz":  {compress(t, text), text},
		"a.YAML.GZ":  {compress(t, text), text},
		"named.yaml": {compress(t, text), text},
		"long.yaml":  {long, long},
		"long.gz":    {compress(t, long), long},
		"twice.gz":   {compress(t, text) + compress(t, text), text + text},
		"rubbish.gz": {compress(t, text) + "x", "error: something else follows the compressed data"},
		"zeros.gz":   {compress(t, text) + "\x00\x00\x00", "error: something else follows the compressed data"},
		"longer.gz":  {compress(t, text) + text, "error: something else follows the compressed data"},
		"half.gz":    {compress(t, text) + compress(t, text)[:5], "error: the compressed data ends too early"},
		"empty.yaml": {"", ""},
		"one.yaml":   {"\x1f", "\x1f"},
		"none.gz":    {compress(t, ""), ""},
		"plain.gz":   {text, "error: not in gzip format"},
		"empty.gz":   {"", "error: not in gzip format"},
		"cut.yaml":   {compress(t, text)[:5], "error: the compressed data ends too early"},
		"cut.gz":     {compress(t, long)[:500], "error: the compressed data ends too early"},
	} {
		path := filepath.Join(root, name)
		write(t, path, c.is)
		if got := content(path); got != c.want {
			t.Errorf("%s is %.100q, expected %.100q", name, got, c.want)
		}
	}
	_, err := os.Stat(filepath.Join(root, "missing.gz"))
	if got, want := content(filepath.Join(root, "missing.gz")), "error: "+errors.Unwrap(err).Error(); got != want {
		t.Errorf("a missing file: %s, expected %s", got, want)
	}
}

func TestAStreamMayBeCompressed(t *testing.T) {
	t.Parallel()
	for _, stream := range []string{"text", compress(t, "text")} {
		r, err := Decompress(strings.NewReader(stream))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(r); err != nil || string(text) != "text" {
			t.Errorf("%q is read as %q, %v", stream, text, err)
		}
	}
}

func TestReadingAGrowingFileEnds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "growing.csv")
	write(t, path, "team\n")
	in, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("Search\n"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(in); err != nil || string(text) != "team\n" {
		t.Errorf("read %q, %v", text, err)
	}
}

func TestFilesAreTheSheetsInFoldersAndWhatIsGiven(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{
		"b.yaml", "a.JSON", "c.csv", "sub/d.yml", "sub/deep/e.ndjson", "sub/deep/f.jsonl",
		"l.csv.gz", "README.md", "none", "m.gz", ".hidden.yaml", ".git/g.yaml", "sub/.x.tmp", "other/h.txt", "i.yaml/j.yaml",
	} {
		write(t, filepath.Join(root, filepath.FromSlash(name)), "")
	}
	all := []string{"a.JSON", "b.yaml", "c.csv", "i.yaml/j.yaml", "l.csv.gz", "sub/d.yml", "sub/deep/e.ndjson", "sub/deep/f.jsonl"}
	for name, c := range map[string]struct{ paths, want []string }{
		"a folder":           {[]string{"."}, all},
		"in the order given": {[]string{"sub/deep", "b.yaml"}, []string{"sub/deep/e.ndjson", "sub/deep/f.jsonl", "b.yaml"}},
		"as given":           {[]string{"README.md", "missing.yaml", ".hidden.yaml"}, []string{"README.md", "missing.yaml", ".hidden.yaml"}},
		"a hidden folder":    {[]string{".git"}, []string{".git/g.yaml"}},
		"an empty folder":    {[]string{"other"}, nil},
		"nothing":            {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Files(below(root, c.paths))
			if want := below(root, c.want); err != nil || !slices.Equal(got, want) {
				t.Errorf("got %q, %v\nexpected %q", got, err, want)
			}
		})
	}
}

func TestFilesAreInTheOrderOfTheirNumbers(t *testing.T) {
	t.Parallel()
	want := []string{
		"2026-09-01-a.yaml", "2026-11-23.yaml", "2026-11-23-a.yaml", "2026-11-23-a-2.yaml", "2026-11-23-a-10.yaml", "2026-11-23-b.yaml",
		"team-9.yaml", "team-10.csv", "team-10.yaml", "team-10-b.yaml", "teams.yaml",
	}
	for i, a := range want {
		for j, b := range want {
			if byNumber(a, b) != cmp.Compare(i, j) {
				t.Errorf("%s beside %s: %d", a, b, byNumber(a, b))
			}
		}
	}
	root := t.TempDir()
	for _, name := range want {
		write(t, filepath.Join(root, name), "")
	}
	if got, err := Files([]string{root}); err != nil || !slices.Equal(got, below(root, want)) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestListingAFolderCanStopAnywhere(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{"a.yaml", "b/c.yaml", "b/d.yaml", "e.yaml"} {
		write(t, filepath.Join(root, filepath.FromSlash(name)), "")
	}
	for most := 1; most <= 4; most++ {
		var seen []string
		for file, err := range Sheets(root) {
			if err != nil {
				t.Fatal(err)
			}
			if seen = append(seen, file); len(seen) == most {
				break
			}
		}
		if want := below(root, []string{"a.yaml", "b/c.yaml", "b/d.yaml", "e.yaml"}[:most]); !slices.Equal(seen, want) {
			t.Errorf("saw %q, expected %q", seen, want)
		}
	}
}

func below(root string, names []string) []string {
	var paths []string
	for _, name := range names {
		paths = append(paths, filepath.Join(root, filepath.FromSlash(name)))
	}
	return paths
}

func TestStandardInputIsAFileAsGiven(t *testing.T) {
	t.Parallel()
	if got, err := Files([]string{"-"}); err != nil || !slices.Equal(got, []string{"-"}) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLinksNeverLeadInCircles(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, filepath.Join(root, "real", "a.yaml"), "")
	link(t, "..", filepath.Join(root, "real", "up"))
	link(t, "up.yaml", filepath.Join(root, "real", "up.yaml")) // to itself
	link(t, "a.yaml", filepath.Join(root, "real", "b.yaml"))
	link(t, "..", filepath.Join(root, "real", "c.yaml"))
	link(t, "real", filepath.Join(root, "link"))
	want := []string{"link/a.yaml", "link/b.yaml", "link/up.yaml"} // the last is for its reader to report
	got, err := Files([]string{filepath.Join(root, "link")})
	if err != nil || !slices.Equal(got, below(root, want)) {
		t.Errorf("got %q, %v", got, err)
	}
}

// On Windows, the shell leaves patterns to the program.
func TestPatternsAreExpanded(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{"t-2.yaml", "t-10.yaml", ".t-3.yaml", "t.json", "[x].yaml", "sub/t-1.yaml"} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for pattern, want := range map[string]string{
		"t*.yaml":   "t-2.yaml t-10.yaml",
		"*/*.yaml":  "sub/t-1.yaml",
		".*.yaml":   ".t-3.yaml",
		"t-?.yaml":  "t-2.yaml",
		"[x].yaml":  "[x].yaml", // the file
		"n*.yaml":   "n*.yaml",
		"t[.yaml":   "t[.yaml",
		"gone.yaml": "gone.yaml",
		"t.json":    "t.json",
	} {
		var got []string
		files, err := Files([]string{filepath.Join(root, pattern)})
		for _, file := range files {
			name, _ := filepath.Rel(root, file)
			got = append(got, filepath.ToSlash(name))
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%s: %v, %v", pattern, got, err)
		}
	}
}
