//go:build unix

package store

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// syncFolder makes a new name in a folder survive a power failure, if the file
// system and the permissions allow it.
func syncFolder(folder string) error {
	f, err := os.Open(cmp.Or(folder, "."))
	if errors.Is(err, fs.ErrPermission) { // a folder can be writable but not readable
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
