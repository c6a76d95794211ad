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

// descriptor returns the number of this process's open file that path names, such as
// /dev/fd/3. It does not follow a link in the last element.
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

// duplicate returns another descriptor of an open file, with the same position.
func duplicate(n int, path string) (*os.File, error) {
	fd, err := syscall.Dup(n)
	if err != nil {
		return nil, &os.PathError{Op: "dup", Path: path, Err: err}
	}
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), path), nil
}
