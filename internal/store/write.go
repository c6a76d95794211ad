package store

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// WriteFile puts data into a file, whole or not at all: it writes a temporary
// file in the same folder and gives it the name when it is safe on disk. A new
// file gets perm less the umask; one that exists keeps its own. A symbolic
// link stays and its target is written; a device or a pipe is written to as
// it is. Folders are not created.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	return WriteStream(path, perm, whole(data))
}

// WriteStream is WriteFile for data that write produces piece by piece. When
// write fails, the file stays as it was, and the error is that of write.
func WriteStream(path string, perm fs.FileMode, write func(io.Writer) error) error {
	var failed error
	err := writeFile(path, func(w io.Writer) error {
		failed = write(w)
		return failed
	}, perm)
	switch {
	case failed != nil && !errors.As(failed, new(*fs.PathError)):
		return failed
	case err != nil:
		return cannot("write", path, err)
	}
	return nil
}

// whole writes data at once.
func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

func writeFile(path string, data func(io.Writer) error, perm fs.FileMode) error {
	target, err := follow(path)
	if err != nil {
		return err
	}
	existing, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return replace(target, data, perm, nil)
	case err != nil:
		return err
	case existing.IsDir():
		return errors.New("it is a folder")
	case !existing.Mode().IsRegular() || !sameFile(existing, target):
		return writeInto(path, data)
	}
	if err := checkWritable(target); err != nil {
		return err
	}
	return replace(target, data, perm, existing)
}

// WriteNew is WriteFile for a file that is not there yet. When the name is
// taken, by whatever it is, nothing changes and the error is [fs.ErrExist].
func WriteNew(path string, data []byte, perm fs.FileMode) error {
	if err := writeNew(path, data, perm); err != nil {
		return cannot("write", path, err)
	}
	return nil
}

func writeNew(path string, data []byte, perm fs.FileMode) error {
	temporary, err := writeTemporary(path, whole(data), perm, nil)
	if err != nil {
		return err
	}
	if err := moveNew(temporary, path); err != nil {
		_ = os.Remove(temporary)
		return err
	}
	return syncFolder(folderOf(path))
}

// replace writes a regular file that may exist, as described by existing.
func replace(path string, data func(io.Writer) error, perm fs.FileMode, existing fs.FileInfo) error {
	temporary, err := writeTemporary(path, data, perm, existing)
	if err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		_ = os.Remove(temporary)
		return err
	}
	return syncFolder(folderOf(path))
}

// writeTemporary writes data to a new file beside path, down to the disk, and
// returns its name. The file is gone when that fails.
func writeTemporary(path string, data func(io.Writer) error, perm fs.FileMode, existing fs.FileInfo) (string, error) {
	name := temporaryPrefix(path) + strconv.FormatUint(rand.Uint64(), 36) + temporarySuffix
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return "", err
	}
	if err := errors.Join(fill(f, data, existing), f.Close()); err != nil {
		_ = os.Remove(name)
		return "", err
	}
	return name, nil
}

// fill writes data to a file, with the permissions of the existing one, if any.
func fill(f *os.File, data func(io.Writer) error, existing fs.FileInfo) error {
	if existing != nil {
		if err := f.Chmod(existing.Mode().Perm()); err != nil {
			return err
		}
	}
	if err := data(f); err != nil {
		return err
	}
	return f.Sync()
}

// temporaryPrefix begins the names of the temporary files for path. They are
// hidden, and short where path's own name is long.
func temporaryPrefix(path string) string {
	return folderOf(path) + "." + application + "-" + fingerprint(filepath.Base(path)) + "-"
}

const temporarySuffix = ".tmp"

// removeTemporary removes what a process that was killed while it wrote path
// has left. Nobody else may be writing path.
func removeTemporary(path string) {
	prefix := filepath.Base(temporaryPrefix(path))
	entries, _ := os.ReadDir(filepath.Dir(path))
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) && strings.HasSuffix(entry.Name(), temporarySuffix) {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

// moveNew renames a file unless the new name is taken; then the error is
// fs.ErrExist. Where the file system has no hard links, an empty file holds
// the name until the rename.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		return os.Remove(from)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	return moveNewWithoutLink(from, to)
}

func moveNewWithoutLink(from, to string) error {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, sheetPerm)
	if err != nil {
		return err
	}
	_ = f.Close() // nothing was written
	if err := os.Rename(from, to); err != nil {
		_ = os.Remove(to)
		return err
	}
	return nil
}

// writeInto writes to what cannot be replaced, a device for example.
func writeInto(path string, data func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	return errors.Join(data(f), f.Close())
}

// checkWritable fails for a file that its owner protected from being written;
// renaming another one over it would get past that.
func checkWritable(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// mostLinks is how many symbolic links in a row are followed, as in Linux.
const mostLinks = 40

// follow returns the file that path leads to through symbolic links in its
// last element. It need not exist, as shells have it: writing creates it.
func follow(path string) (string, error) {
	for range mostLinks {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil //nolint:nilerr // what is wrong shows when it is used
		}
		target, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(target) {
			target = folderOf(path) + target // joining would drop "..", wrong behind a link
		}
		path = target
	}
	return "", errors.New("too many symbolic links")
}

// sameFile reports whether path is the file described. It is not for the links
// in /proc, which lead elsewhere than they say.
func sameFile(info fs.FileInfo, path string) bool {
	at, err := os.Lstat(path)
	return err == nil && os.SameFile(info, at)
}

// folderOf returns the part of path before its last element, unchanged, with
// the separator; it is empty for a plain name.
func folderOf(path string) string {
	folder, _ := filepath.Split(path)
	return folder
}
