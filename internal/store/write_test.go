package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestWritingMakesOrReplacesAFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "f.yaml")
	for _, text := range []string{"first\n", "the second is longer\n", ""} {
		if err := WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		wantText(t, path, text)
		wantPerm(t, path, 0o600)
	}
	wantNames(t, folder, "f.yaml")
}

// A number outside the folder of descriptors isn't one.
func TestAFileWhoseNameIsANumberIsAFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, name := range []string{"0", "1", "2", "9"} {
		path := filepath.Join(folder, name)
		if err := errors.Join(CheckResult(path, false), WriteResult(path, false, text("result"))); err != nil {
			t.Fatal(err)
		}
		wantText(t, path, "result")
		if err := WriteResult(path, false, text("other")); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s exists: got %v", name, err)
		}
		if err := WriteFile(path, []byte("new"), 0o600); err != nil {
			t.Fatal(err)
		}
		wantText(t, path, "new")
	}
}

// This test isn't parallel, since it changes the folder of the process.
func TestAPlainNameIsInTheCurrentFolder(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	link(t, "linked", "link")
	for _, name := range []string{"new", "new.yaml", "1", "link"} {
		if err := errors.Join(CheckResult(name, false), WriteResult(name, false, text("first"))); err != nil {
			t.Fatal(err)
		}
		if err := WriteFile(name, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		wantText(t, filepath.Join(folder, name), name)
	}
	if err := WriteNew("other", []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantNames(t, folder, "1", "link", "linked", "new", "new.yaml", "other")
}

func TestANameAsLongAsTheSystemTakesCanBeWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), strings.Repeat("x", 255))
	for _, f := range []writer{WriteNew, WriteFile} {
		if err := f(path, []byte("text"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnExistingFileKeepsItsPermissions(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	write(t, path, "old")
	for _, perm := range []fs.FileMode{0o640, 0o666, 0o755} { // more than a umask leaves, too
		if err := os.Chmod(path, perm); err != nil {
			t.Fatal(err)
		}
		before, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := WriteFile(path, []byte("new"), 0o600); err != nil {
			t.Fatal(err)
		}
		wantPerm(t, path, before.Mode().Perm())
	}
}

func TestALinkStaysAndItsTargetIsWritten(t *testing.T) {
	t.Parallel()
	for name, targets := range map[string][]string{
		"relative":               {"../real/f"},
		"chain":                  {"../real/link", "f"},
		"to nothing yet":         {"../real/new"},
		"behind a folder":        {"folder/../f"}, // real/f, since folder leads to real/below
		"to nothing, behind one": {"folder/../new"},
		"chain, then back":       {"../real/back", "../links/last", "../real/f"},
		"with a plain name":      {"beside"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			write(t, filepath.Join(root, "real", "f"), "old")
			write(t, filepath.Join(root, "real", "below", "other"), "other")
			write(t, filepath.Join(root, "links", "beside"), "old")
			link(t, "../real/below", filepath.Join(root, "links", "folder"))
			start := filepath.Join(root, "links", "start")
			link(t, targets[0], start)
			for i, target := range targets[1:] {
				link(t, target, filepath.Join(root, "links", targets[i]))
			}
			if err := WriteFile(start, []byte("new"), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := os.Readlink(start); err != nil || got != targets[0] {
				t.Errorf("the link became %q, %v", got, err)
			}
			wantText(t, start, "new")
			wantNames(t, filepath.Join(root, "real", "below"), "other")
		})
	}
}

func TestALinkWithAnAbsoluteTargetIsFollowed(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	link(t, filepath.Join(root, "f"), filepath.Join(root, "link"))
	if err := WriteFile(filepath.Join(root, "link"), []byte("new"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantText(t, filepath.Join(root, "f"), "new")
	wantNames(t, root, "f", "link")
}

// writer is WriteFile or WriteNew.
type writer func(string, []byte, fs.FileMode) error

func TestAFailureNamesTheFileAndLeavesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		path string
		f    writer
		want string // after "cannot write PATH: "
	}{
		"a folder in its place":      {"folder", WriteFile, "it is a folder"},
		"a folder, never to replace": {"folder", WriteNew, "file exists"},
		"no folder":                  {"none/f", WriteFile, "no such file or directory"},
		"no folder, new":             {"none/f", WriteNew, "no such file or directory"},
		"a file for a folder":        {"file/f", WriteFile, "not a directory"},
		"a file for a folder, new":   {"file/f", WriteNew, "not a directory"},
		"a link to itself":           {"loop", WriteFile, "too many symbolic links"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			write(t, filepath.Join(root, "folder", "inside"), "inside")
			write(t, filepath.Join(root, "file"), "old")
			link(t, "loop", filepath.Join(root, "loop"))
			path := filepath.Join(root, filepath.FromSlash(c.path))
			err := c.f(path, []byte("new"), 0o600)
			if err == nil || !strings.HasPrefix(err.Error(), "cannot write "+path+": ") {
				t.Fatalf("got %v", err)
			}
			if !strings.HasSuffix(err.Error(), ": "+c.want) && filepath.Separator == '/' {
				t.Errorf("got %v, expected %s", err, c.want)
			}
			wantText(t, filepath.Join(root, "file"), "old")
			wantNames(t, root, "file", "folder", "loop")
			wantNames(t, filepath.Join(root, "folder"), "inside")
		})
	}
}

func TestErrorsKeepTheirCause(t *testing.T) {
	t.Parallel()
	err := WriteFile(filepath.Join(t.TempDir(), "none", "f"), nil, 0o600)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
}

// The names of temporary files mean nothing to a user.
func TestErrorsDoNotNameTheTemporaryFile(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{
		&fs.PathError{Op: "write", Path: "/x/.genaiops-1.tmp", Err: fs.ErrPermission},
		&os.LinkError{Op: "rename", Old: "/x/.genaiops-1.tmp", New: "/x/f", Err: fs.ErrPermission},
		errors.Join(&fs.PathError{Op: "sync", Path: "/x/.genaiops-1.tmp", Err: fs.ErrPermission}, nil),
	} {
		err := cannot("write", "/x/f", cause)
		if err.Error() != "cannot write /x/f: permission denied" && err.Error() != "cannot write /x/f: "+fs.ErrPermission.Error() ||
			!errors.Is(err, fs.ErrPermission) {
			t.Errorf("got %v", err)
		}
	}
}

func TestWriteNewNeverReplaces(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, filepath.Join(root, "file"), "old")
	link(t, "file", filepath.Join(root, "link"))
	link(t, "nowhere", filepath.Join(root, "dangling"))
	for _, name := range []string{"file", "link", "dangling"} {
		if err := WriteNew(filepath.Join(root, name), []byte("new"), 0o600); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: got %v, expected fs.ErrExist", name, err)
		}
	}
	wantText(t, filepath.Join(root, "file"), "old")
	wantNames(t, root, "dangling", "file", "link")
}

func TestMovingWithoutLinksNeverReplaces(t *testing.T) {
	t.Parallel()
	for name, move := range map[string]func(from, to string) error{"link": moveNew, "no link": moveNewWithoutLink} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			from, to := filepath.Join(root, "from"), filepath.Join(root, "to")
			if err := move(from, to); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("nothing to move: got %v", err)
			}
			wantNames(t, root)
			write(t, from, "new")
			write(t, to, "old")
			if err := move(from, to); !errors.Is(err, fs.ErrExist) {
				t.Errorf("a name that is taken: got %v", err)
			}
			wantText(t, to, "old")
			if err := os.Remove(to); err != nil {
				t.Fatal(err)
			}
			if err := move(from, to); err != nil {
				t.Fatal(err)
			}
			wantText(t, to, "new")
			wantNames(t, root, "to")
		})
	}
}

func TestOfManyWritersOfANewFileOneWins(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "f")
	texts := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	won := make(chan string, len(texts))
	var all sync.WaitGroup
	for _, text := range texts {
		all.Go(func() {
			err := WriteNew(path, []byte(text), 0o600)
			if err == nil {
				won <- text
			} else if !errors.Is(err, fs.ErrExist) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(won) != 1 {
		t.Fatalf("%d writers made the file", len(won))
	}
	wantText(t, path, <-won)
	wantNames(t, filepath.Dir(path), "f")
}

func TestAStreamThatBreaksOffLeavesTheFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "f")
	write(t, path, "old")
	brokenOff := errors.New("interrupted")
	err := WriteResult(path, true, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return brokenOff
	})
	if err != brokenOff { //nolint:errorlint // it is to come back as it is
		t.Errorf("got %v", err)
	}
	wantText(t, path, "old")
	wantNames(t, folder, "f")
}
