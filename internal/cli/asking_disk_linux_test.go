package cli

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"genaiops/internal/sheet"
)

// smallDisk makes the place's state folder a disk of its own.
func (p place) smallDisk(t *testing.T) {
	t.Helper()
	if err := os.Mkdir(p.state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", p.state, "tmpfs", 0, "size=64k,nr_inodes=100"); err != nil {
		t.Skip("cannot mount a small disk here:", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(p.state, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

func TestFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.smallDisk(t)
	x := open(t, p, usual)
	x.types(mixed[:6].keys())
	x.waits(question(7))
	fillUp(t, p.state)
	x.types(mixed[6:7].keys())
	x.ends(StatusIO)
	x.wantRescued(sheet.Options{Draft: true}, mixed[:7])
	p.wantDraft(t, mixed[:6]) // as it was saved last
}

// fillUp leaves no byte free.
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

func TestNothingIsAskedWhereTheSheetCannotBeSaved(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.smallDisk(t)
	if err := syscall.Mount("", p.state, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("cannot make a disk read-only here:", err)
	}
	readOnly := p.state
	p.state = p.home
	_, stderr := piped(t, p, "q\n", StatusIO, "--accessible", "--save", filepath.Join(readOnly, "sheet.yaml"))
	wantInOrder(t, stderr, "genaiops: error: cannot write "+readOnly+"/sheet.yaml: read-only", "hint: choose another name for --save")
	_, stderr = piped(t, p, "q\n", StatusIO, "--accessible", "--output", filepath.Join(readOnly, "result.md"))
	wantInOrder(t, stderr, "genaiops: error: cannot write "+readOnly+"/result.md: read-only")
	p.data = readOnly
	_, stderr = piped(t, p, "q\n", StatusIO, "--accessible")
	wantInOrder(t, stderr, "genaiops: error: the finished sheet can't be saved: cannot make the folder "+readOnly, "hint: --save FILE")
}

func TestReadOnlyDiskLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.smallDisk(t)
	x := open(t, p, usual)
	x.types(mixed[:6].keys())
	x.waits(question(7))
	if err := syscall.Mount("", p.state, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("cannot make a disk read-only here:", err)
	}
	x.types(mixed[6:7].keys())
	x.ends(StatusIO)
	x.wantRescued(sheet.Options{Draft: true}, mixed[:7])
	p.wantDraft(t, mixed[:6])
}
