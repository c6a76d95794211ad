package store

import (
	"os"
	"path/filepath"
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

func TestAtFirstThereAreNoSavedSheets(t *testing.T) {
	t.Parallel()
	if got, err := Saved(filepath.Join(t.TempDir(), "none")); err != nil || len(got) > 0 {
		t.Errorf("got %q, %v", got, err)
	}
}
