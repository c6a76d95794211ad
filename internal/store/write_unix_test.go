//go:build unix

package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestAPipeIsWrittenTo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	done := make(chan error)
	go func() { done <- WriteFile(path, []byte("through"), 0o600) }()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); err != nil || string(got) != "through" {
		t.Errorf("read %q, %v", got, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// The link of /dev/stdout in /proc does not name its file.
func TestALinkInProcIsWrittenThrough(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	f, err := os.Create(filepath.Join(folder, "gone"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Remove(f.Name()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("/proc/self/fd", fdName(f))
	if !exists(path) {
		t.Skip("no /proc here")
	}
	if err := WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != "text" {
		t.Errorf("read %q, %v", got, err)
	}
	wantNames(t, folder)
}

// What a shell redirects with >> is appended to; the file behind /dev/stdout is
// neither replaced nor written over.
func TestAnOpenFileIsWrittenWhereItIsAt(t *testing.T) {
	t.Parallel()
	for _, folder := range []string{"/dev/fd", "/proc/self/fd"} {
		dir := t.TempDir()
		file := filepath.Join(dir, "log.yaml")
		write(t, file, "before\n")
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		path := filepath.Join(folder, fdName(f))
		if !exists(path) {
			t.Log("there is no", folder)
			continue
		}
		link(t, path, filepath.Join(dir, "link.html"))
		for _, path := range []string{path, filepath.Join(dir, "link.html")} {
			for _, force := range []bool{false, true} {
				if err := errors.Join(CheckResult(path, force), WriteResult(path, force, text("result\n"))); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
		}
		if _, err := f.WriteString("after\n"); err != nil {
			t.Fatal(err)
		}
		wantText(t, file, "before\nresult\nresult\nresult\nresult\nafter\n")
		wantNames(t, dir, "link.html", "log.yaml")
	}
}

// A file that isn't opened to append to keeps its position, too, even if a link leads
// to it.
func TestAnOpenFileGoesOnAfterAResult(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	path := filepath.Join("/dev/fd", fdName(f))
	if !exists(path) {
		t.Skip("no /dev/fd here")
	}
	linked := filepath.Join(dir, "link")
	link(t, path, linked)
	for _, write := range []error{
		text("before\n")(f), WriteResult(path, false, text("result\n")), text("between\n")(f),
		WriteResult(linked, false, text("result\n")), text("after\n")(f),
	} {
		if write != nil {
			t.Fatal(write)
		}
	}
	wantText(t, f.Name(), "before\nresult\nbetween\nresult\nafter\n")
}

// This test isn't parallel, since it changes the folder of the process.
func TestARelativeFolderNeedsACurrentOne(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	write(t, filepath.Join(gone, "file"), "")
	t.Chdir(gone)
	if err := os.RemoveAll(gone); err != nil {
		t.Fatal(err)
	}
	_, err := StateDir(getenv("GENAIOPS_STATE=own"), "linux", atHome)
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "cannot find the folder GENAIOPS_STATE=own: ") {
		t.Errorf("got %v", err)
	}
}

// This test isn't parallel. Permissions don't apply to root, so it changes the user
// of the process.
func TestAFileProtectedFromWritingIsNotReplaced(t *testing.T) {
	asNobody(t)
	path := filepath.Join(t.TempDir(), "f")
	write(t, path, "old")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("new"), 0o600); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	wantText(t, path, "old")
}

// This test isn't parallel, for the same reason.
func TestAFolderProtectedFromWritingIsAnError(t *testing.T) {
	asNobody(t)
	folder := t.TempDir()
	write(t, filepath.Join(folder, "old"), "old")
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	for _, name := range []string{"old", "new"} {
		path := filepath.Join(folder, name)
		for _, err := range []error{WriteFile(path, []byte("new"), 0o600), WriteResult(path, true, text("new"))} {
			if err == nil || err.Error() != "cannot write "+path+": permission denied" {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
	if err := WriteNew(filepath.Join(folder, "new"), []byte("new"), 0o600); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	wantText(t, filepath.Join(folder, "old"), "old")
	wantNames(t, folder, "old")
}

// This test isn't parallel, for the same reason.
func TestAFolderThatCannotBeReadIsNamedAndTheOthersAreRead(t *testing.T) {
	asNobody(t)
	root := t.TempDir()
	for _, name := range []string{"a.yaml", "b/c.yaml", "d/e.yaml", "f.yaml"} {
		write(t, filepath.Join(root, filepath.FromSlash(name)), "")
	}
	closed := filepath.Join(root, "b")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	for _, paths := range [][]string{{"."}, {"a.yaml", "b", "d", "f.yaml"}} {
		got, err := Files(below(root, paths))
		if want := below(root, []string{"a.yaml", "d/e.yaml", "f.yaml"}); !slices.Equal(got, want) {
			t.Errorf("got %q, expected %q", got, want)
		}
		if err == nil || err.Error() != "cannot read the folder "+closed+": permission denied" {
			t.Errorf("got %v", err)
		}
	}
	for folder, err := range Sheets(root) {
		if err != nil && folder != closed {
			t.Errorf("%s: %v", folder, err)
		}
		if err != nil {
			break // which ends the walk
		}
	}
}

// asNobody makes root an ordinary user for the rest of a test. Files created after
// it belong to that user.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	if err := syscall.Setreuid(-1, nobody); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setreuid(-1, 0); err != nil {
			panic(err) // every other test would fail for want of permissions
		}
	})
}

const limit = 1000 // bytes

// writeBeyondLimit runs in a separate process, in which every write fails midway.
func writeBeyondLimit(folder string) error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		return err
	}
	text := bytes.Repeat([]byte("x"), 2*limit)
	old, fresh := filepath.Join(folder, "old"), filepath.Join(folder, "new")
	for _, err := range []error{WriteFile(old, text, 0o600), WriteFile(fresh, text, 0o600), WriteNew(fresh, text, 0o600)} {
		if !errors.Is(err, syscall.EFBIG) {
			return errors.Join(errors.New("expected: file too large"), err)
		}
	}
	return nil
}

func TestAWriteThatFailsInTheMiddleChangesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "old"), "old")
	if out, err := child(t, "limit", folder).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wantText(t, filepath.Join(folder, "old"), "old")
	wantNames(t, folder, "old")
}
