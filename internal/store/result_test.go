package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func text(s string) func(io.Writer) error { return whole([]byte(s)) }

// Pages and pictures contain only results. The name decides, not the content.
func TestAResultReplacesPagesFreelyAndAllElseByForce(t *testing.T) {
	t.Parallel()
	for name, free := range map[string]bool{
		"page.html": true, "page.htm": true, "page.md": true, "picture.svg": true, "notes.txt": true, "PAGE.HTML": true, "a.b.md": true,
		"sheet.yaml": false, "sheet.yml": false, "sheet.json": false, "sheets.ndjson": false, "sheets.jsonl": false, "sheets.csv": false,
		"sheets.csv.gz": false, "page.md.gz": false, "sheet": false, "html": false, "sheet.log": false, "sheet.html~": false,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			path := filepath.Join(folder, name)
			if err := errors.Join(CheckResult(path, false), WriteResult(path, false, text("first"))); err != nil {
				t.Fatal(err)
			}
			wantText(t, path, "first")
			want := "first"
			if free {
				want = "second"
			}
			for _, err := range []error{CheckResult(path, false), WriteResult(path, false, text("second"))} {
				if free && err != nil || !free && !errors.Is(err, fs.ErrExist) {
					t.Errorf("without force: %v", err)
				}
			}
			wantText(t, path, want)
			if err := errors.Join(CheckResult(path, true), WriteResult(path, true, text("third"))); err != nil {
				t.Errorf("with force: %v", err)
			}
			wantText(t, path, "third")
			wantNames(t, folder, name)
		})
	}
}

func TestALinkIsJudgedByBothNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		link, file string
		free       bool
	}{
		"page to page":   {"a.html", "b.md", true},
		"page to sheet":  {"a.html", "b.yaml", false},
		"sheet to page":  {"a.yaml", "b.html", false},
		"sheet to sheet": {"a.yaml", "b.csv", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			file, path := filepath.Join(folder, c.file), filepath.Join(folder, c.link)
			link(t, c.file, path)
			if err := errors.Join(CheckResult(path, false), WriteResult(path, false, text("first"))); err != nil {
				t.Fatalf("a link to nothing yet: %v", err)
			}
			wantText(t, file, "first")
			err := WriteResult(path, false, text("second"))
			if checked := CheckResult(path, false); (checked == nil) != (err == nil) {
				t.Errorf("checked: %v, written: %v", checked, err)
			}
			if c.free && err != nil || !c.free && !errors.Is(err, fs.ErrExist) {
				t.Error(err)
			}
			if err := WriteResult(path, true, text("third")); err != nil {
				t.Error(err)
			}
			wantText(t, file, "third")
			if got, err := os.Readlink(path); err != nil || got != c.file {
				t.Errorf("the link became %q, %v", got, err)
			}
		})
	}
}

func TestAFileThatAppearsWhileAResultIsMadeStays(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "rows.csv")
	err := WriteResult(path, false, func(w io.Writer) error {
		write(t, path, "somebody's")
		return text("rows")(w)
	})
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	wantText(t, path, "somebody's")
	wantNames(t, folder, "rows.csv")
}

func TestWhatCannotBeWrittenIsKnownBefore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "file"), "old")
	link(t, "nowhere/page.html", filepath.Join(folder, "link.html"))
	for name, path := range map[string]string{
		"a folder":                filepath.Join(folder),
		"no folder":               filepath.Join(folder, "none", "page.html"),
		"a file for a folder":     filepath.Join(folder, "file", "page.html"),
		"a link into no folder":   filepath.Join(folder, "link.html"),
		"a descriptor not opened": "/dev/fd/987",
	} {
		for _, force := range []bool{false, true} {
			checked, written := CheckResult(path, force), WriteResult(path, force, text("new"))
			if checked == nil || written == nil || checked.Error() != written.Error() {
				t.Errorf("%s, force %v: checked: %v, written: %v", name, force, checked, written)
			}
		}
	}
	wantNames(t, folder, "file", "link.html")
}
