//go:build unix

package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// syncFolder makes sure that a new name in a folder survives a power cut,
// where the file system can and the user may.
func syncFolder(folder string) error {
	f, err := os.Open(cmp.Or(folder, "."))
	if errors.Is(err, fs.ErrPermission) { // a folder may take files and not be read
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
