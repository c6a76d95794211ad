package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"genaiops/internal/maturity"
)

// fullDisk returns a folder on a disk with space for a few names only.
func fullDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=64k,nr_inodes=100"); err != nil {
		t.Skip("cannot mount a small disk here:", err)
	}
	t.Cleanup(func() {
		// Detached, since a process that another test starts can hold it open for a moment.
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// fillUp uses all the free space.
func fillUp(t *testing.T, folder string) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

func TestAFullDiskKeepsTheDraftAsItWas(t *testing.T) {
	t.Parallel()
	disk, b := fullDisk(t), tinyBank(1)
	d := open(t, disk, b, "Search")
	if err := d.Save(half(b)); err != nil {
		t.Fatal(err)
	}
	fillUp(t, disk)
	more := half(b)
	more.Answers["a.one"] = maturity.Answer{Points: 1, Note: strings.Repeat("long ", 2000)}
	if err := d.Save(more); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v", err)
	}
	wantUsable(t, d, half(b))
	wantNames(t, filepath.Dir(d.Path()), filepath.Base(d.Path()), filepath.Base(d.Path())+".lock")
	if _, err := SaveNew(disk, b, more); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v", err)
	}
	wantNames(t, filepath.Join(disk, savedFolder))
}
