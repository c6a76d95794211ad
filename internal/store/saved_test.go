package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

func TestASavedSheetIsNamedByDateAndTeam(t *testing.T) {
	t.Parallel()
	dataDir, b := filepath.Join(t.TempDir(), "data"), tinyBank(1)
	for _, c := range []struct{ date, team, want string }{
		{"2026-11-23", "Search", "2026-11-23-search.yaml"},
		{"2026-11-23", "Search", "2026-11-23-search-2.yaml"},
		{"2026-11-23", "search!", "2026-11-23-search-3.yaml"},
		{"2026-11-23", "", "2026-11-23.yaml"},
		{"2026-11-23", "../../etc", "2026-11-23-etc.yaml"},
		{"", "Search", "undated-search.yaml"},
		{"../..", "", "undated.yaml"},
	} {
		s := half(b)
		s.Date, s.Team = c.date, c.team
		path, err := SaveNew(dataDir, b, s)
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(dataDir, "assessments", c.want); path != want {
			t.Errorf("%s of %s is saved as %s, expected %s", c.team, c.date, path, want)
		}
		wantPerm(t, path, 0o600)
		wantPerm(t, filepath.Dir(path), 0o700)
	}
}

func TestASavedSheetReadsBack(t *testing.T) {
	t.Parallel()
	b := tinyBank(1)
	s := half(b).FillUnknown(b)
	path, err := SaveNew(t.TempDir(), b, s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, problems, err := sheet.Read(f, path, sheet.YAML, b, sheet.Options{})
	if err != nil || len(problems) > 0 || got.Answers["a.two"].Note != "why" {
		t.Errorf("got %v, %v, %v", got, problems, err)
	}
}

func TestSheetsSavedAtOnceAllStay(t *testing.T) {
	t.Parallel()
	dataDir, b := t.TempDir(), tinyBank(1)
	const sheets = 8
	var all sync.WaitGroup
	for range sheets {
		all.Go(func() {
			if _, err := SaveNew(dataDir, b, maturity.Sheet{Date: "2026-11-23"}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got, err := Saved(dataDir); err != nil || len(got) != sheets {
		t.Errorf("found %q, %v; expected %d", got, err, sheets)
	}
}

func TestADataFolderThatCannotBeMadeIsNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	_, err := SaveNew(file, tinyBank(1), maturity.Sheet{})
	if err == nil || !strings.HasPrefix(err.Error(), "cannot make the folder "+filepath.Join(file, "assessments")+": ") {
		t.Errorf("got %v", err)
	}
}

func TestNothingIsSavedAtFirst(t *testing.T) {
	t.Parallel()
	if got, err := Saved(filepath.Join(t.TempDir(), "none")); err != nil || len(got) > 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestFilesAreTheSheetsInFoldersAndWhatIsGiven(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, name := range []string{
		"b.yaml", "a.JSON", "c.csv", "sub/d.yml", "sub/deep/e.ndjson", "sub/deep/f.jsonl",
		"README.md", "none", ".hidden.yaml", ".git/g.yaml", "sub/.x.tmp", "other/h.txt", "i.yaml/j.yaml",
	} {
		write(t, filepath.Join(root, filepath.FromSlash(name)), "")
	}
	all := []string{"a.JSON", "b.yaml", "c.csv", "i.yaml/j.yaml", "sub/d.yml", "sub/deep/e.ndjson", "sub/deep/f.jsonl"}
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
