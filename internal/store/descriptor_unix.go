//go:build unix

package store

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// descriptor returns the number of the open file of this process that path
// names, as /dev/fd/3 does. Links in the last element are not followed.
func descriptor(path string) (n int, ok bool) {
	n, err := strconv.Atoi(filepath.Base(path))
	if err != nil {
		return 0, false
	}
	folder, err := filepath.EvalSymlinks(cmp.Or(folderOf(path), "."))
	if err != nil {
		return 0, false
	}
	folder, err = filepath.Abs(folder)
	return n, err == nil && (folder == "/dev/fd" || folder == fmt.Sprintf("/proc/%d/fd", os.Getpid()))
}

// duplicate returns another descriptor of an open file, which has the same
// position in it.
func duplicate(n int, path string) (*os.File, error) {
	fd, err := syscall.Dup(n)
	if err != nil {
		return nil, &os.PathError{Op: "dup", Path: path, Err: err}
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), path), nil
}
