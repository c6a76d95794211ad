package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"genaiops/internal/maturity"
)

// children are functions that this test binary runs instead of the tests if
// childVariable names one: processes that a test kills, limits or waits for.
var children = map[string]func(folder string) error{
	"hold":  holdDraft,
	"limit": writeBeyondLimit,
	"save":  saveForever,
}

const childVariable = "STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	name, isChild := os.LookupEnv(childVariable)
	if !isChild {
		os.Exit(m.Run())
	}
	run := children[name]
	if run == nil { // never the tests again, which would start more children
		fmt.Fprintf(os.Stderr, "no child %q\n", name)
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// tinyBank asks a.one and a.two, each worth 0, 1 or 2 points.
func tinyBank(version int) *maturity.Bank {
	options := []maturity.Option{{Points: 0, Text: "None."}, {Points: 1, Text: "Some."}, {Points: 2, Text: "All."}}
	return &maturity.Bank{ID: "tiny", Version: version, Title: "Tiny", Dimensions: []maturity.Dimension{{
		ID: "a", Name: "A", Questions: []maturity.Question{
			{ID: "a.one", Title: "one", Text: "One?", Options: options},
			{ID: "a.two", Title: "two", Text: "Two?", Options: options},
		},
	}}}
}

// half returns a sheet with one of two answers.
func half(b *maturity.Bank) maturity.Sheet {
	return maturity.Sheet{
		Bank: b.Ref(), Team: "Search",
		Answers: map[string]maturity.Answer{"a.two": {Points: 2, Note: "why", Evidence: []string{"docs/a.md"}}},
	}
}

// write creates a file and its folder.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, path string) {
	t.Helper()
	err := os.Symlink(target, path)
	if err == nil { // Wine makes something else
		_, err = os.Readlink(path)
	}
	if err != nil {
		_ = os.RemoveAll(path)
		t.Skip("no symbolic links here:", err)
	}
}

// wantText fails unless the file contains exactly that text.
func wantText(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s contains %.80q, %v; expected %.80q", path, got, err, want)
	}
}

// wantNames fails unless a folder contains exactly these files, including hidden and
// temporary ones.
func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s contains %q, expected %q", folder, got, want)
	}
}

func wantPerm(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("%s has permissions %v, expected %v", path, got, want)
	}
}
