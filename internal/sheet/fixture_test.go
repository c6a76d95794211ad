package sheet

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFixtures reads every sheet of testdata/ok and testdata/err. NAME.EXT.out
// beside it has the problems as the program prints them, and the sheets written
// back.
func TestFixtures(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"ok", "err"} {
		for _, file := range fixtures(t, folder) {
			t.Run(filepath.ToSlash(file), func(t *testing.T) {
				t.Parallel()
				got, problems := readFixture(t, file)
				if (problems > 0) != (folder == "err") {
					t.Errorf("%d problems in a file in %q:\n%s", problems, folder, got)
				}
				golden(t, filepath.Join("testdata", file+".out"), got)
			})
		}
	}
}

// fixtures returns the sheets below testdata/folder, as folder/name.
func fixtures(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("testdata", folder))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, entry := range entries {
		if _, ok := FormatOf(entry.Name()); ok {
			files = append(files, filepath.Join(folder, entry.Name()))
		}
	}
	if len(files) == 0 {
		t.Fatalf("no fixtures in %s", folder)
	}
	return files
}

func fixtureText(t testing.TB, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// bankOf returns the bank of a fixture, by its file name.
func bankOf(t testing.TB, file string) *maturity.Bank {
	if strings.HasPrefix(filepath.Base(file), "genaiops_") {
		return &builtInModel(t).Bank
	}
	return &tinyModel().Bank
}

// readFixture returns the problems and sheets of a file as text, and the number
// of problems.
func readFixture(t *testing.T, file string) (text []byte, problems int) {
	t.Helper()
	content := fixtureText(t, file)
	b := bankOf(t, file)
	format, _ := FormatOf(file)
	var out bytes.Buffer
	for record, err := range Records(bytes.NewReader(content), filepath.Base(file), format, b, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		problems += len(record.Problems)
		if len(record.Problems) > 0 {
			record.Problems.Sort()
			_ = record.Problems.Print(&out)
			continue
		}
		fmt.Fprintf(&out, "--- sheet at line %d\n", record.Line)
		if err := Write(&out, b, record.Sheet); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes(), problems
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update rewrites it)\n--- got\n%s--- want\n%s", file, got, want)
	}
}

// A golden file without a sheet is obsolete.
func TestEveryGoldenFileHasItsSheet(t *testing.T) {
	t.Parallel()
	outs, _ := filepath.Glob(filepath.Join("testdata", "*", "*.out"))
	for _, out := range outs {
		if _, err := os.Stat(strings.TrimSuffix(out, ".out")); err != nil {
			t.Error(err)
		}
	}
}
