package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The minor numbers of kernel devices with the major number 1.
const (
	nullDevice = 3
	fullDevice = 7
)

// device creates a device for one test. As root, a broken WriteFile would replace a
// device of the machine.
func device(t *testing.T, minor int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "device")
	if err := syscall.Mknod(path, syscall.S_IFCHR|0o600, 1<<8|minor); err != nil {
		t.Skip("cannot make a device here:", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Skip("devices do not work here:", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestADeviceIsWrittenToAndStays(t *testing.T) {
	t.Parallel()
	null := device(t, nullDevice)
	linked := filepath.Join(t.TempDir(), "link")
	link(t, null, linked)
	for _, path := range []string{null, linked} {
		if err := WriteFile(path, []byte("text"), 0o600); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Lstat(null); err != nil || info.Mode()&fs.ModeCharDevice == 0 {
			t.Fatalf("%s is no longer a device: %v, %v", null, info, err)
		}
	}
	wantNames(t, filepath.Dir(null), "device")
}

func TestADeviceThatIsFullIsAnError(t *testing.T) {
	t.Parallel()
	full := device(t, fullDevice)
	err := WriteFile(full, []byte("text"), 0o600)
	if !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(err.Error(), "cannot write "+full+": no space") {
		t.Errorf("got %v", err)
	}
}

// A program that is started while a result is written must not get its descriptor.
func TestTheDescriptorOfAResultIsNotInherited(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	err = WriteResult(filepath.Join("/proc/self/fd", fdName(f)), false, func(w io.Writer) error {
		out, ok := w.(*os.File)
		if !ok || fdName(out) == fdName(f) {
			t.Fatalf("%v is not a duplicate of %v", w, f)
		}
		info, err := os.ReadFile("/proc/self/fdinfo/" + fdName(out))
		if err != nil {
			return err
		}
		_, rest, _ := strings.Cut(string(info), "flags:")
		flags, err := strconv.ParseUint(strings.Fields(rest)[0], 8, 64)
		if flags&syscall.O_CLOEXEC == 0 {
			t.Errorf("flags %o", flags)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Kernel files are regular and have the size 0.
func TestAFileOfSizeZeroIsRead(t *testing.T) {
	t.Parallel()
	if got := content("/proc/self/cmdline"); !strings.Contains(got, "store") {
		t.Errorf("read %q, expected the name of this test's program", got)
	}
}
