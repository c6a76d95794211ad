package store

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// tree returns the files and folders below a folder, each with its text.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		all[filepath.ToSlash(name)] = ""
		if !entry.IsDir() {
			text, err := os.ReadFile(path)
			all[filepath.ToSlash(name)] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFilesAreWrittenTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		before map[string]string // files
		force  bool
		want   map[string]string // nil for what was before
		err    error             // fs.ErrInvalid for any
	}{
		"new":                {nil, false, map[string]string{"a": "", "a/b": "", "a/b/1.yaml": "one", "a/2.yaml": "two"}, nil},
		"beside others":      {map[string]string{"a/9.yaml": "nine"}, false, map[string]string{"a": "", "a/9.yaml": "nine", "a/b": "", "a/b/1.yaml": "one", "a/2.yaml": "two"}, nil},
		"in the way":         {map[string]string{"a/2.yaml": "mine"}, false, nil, fs.ErrExist},
		"in the way, forced": {map[string]string{"a/2.yaml": "mine"}, true, map[string]string{"a": "", "a/b": "", "a/b/1.yaml": "one", "a/2.yaml": "two"}, nil},
		"a folder":           {map[string]string{"a/2.yaml/x": "mine"}, true, nil, fs.ErrInvalid},
		"no folder":          {map[string]string{"a": "mine"}, true, nil, fs.ErrInvalid},
	} {
		folder := t.TempDir()
		for path, text := range test.before {
			path = filepath.Join(folder, filepath.FromSlash(path))
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		want := test.want
		if want == nil {
			want = tree(t, folder)
		}
		err := WriteTogether([]File{
			{Path: filepath.Join(folder, "a", "b", "1.yaml"), Text: []byte("one")}, {Path: filepath.Join(folder, "a", "2.yaml"), Text: []byte("two")},
		}, test.force)
		if (err != nil) != (test.err != nil) || errors.Is(test.err, fs.ErrExist) && !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: error %v", name, err)
		}
		if got := tree(t, folder); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestPrivateFilesAreTheUsersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sheets", "1.yaml")
	if err := WriteTogether([]File{{Path: file, Text: []byte("one"), Private: true}}, false); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{file: 0o600, filepath.Dir(file): fs.ModeDir | 0o700} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %s, want %s", path, info.Mode(), want)
		}
	}
}
