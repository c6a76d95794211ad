package store

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// WriteFile puts data into a file, whole or not at all: it writes a temporary
// file in the same folder and renames it once it is safe on disk. A new file
// gets perm less the umask; one that exists keeps its own. A symbolic link
// stays and its target is written. What isn't a regular file, for example a
// device or /dev/stdout, is written to as it is. Folders are not created.
func WriteFile(path string, data []byte, perm fs.FileMode) error {
	t, err := locate(path, true)
	if err == nil {
		err = t.write(whole(data), perm)
	}
	if err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// WriteNew is WriteFile for a file that is not there yet. When the name is
// taken, by whatever it is, nothing changes and the error is [fs.ErrExist].
func WriteNew(path string, data []byte, perm fs.FileMode) error {
	if err := put(path, whole(data), perm, nil, moveNew); err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// WriteResult is WriteFile for what a command made, produced piece by piece. It
// replaces an existing file only with force, or if the file's name says that it
// is a page or a picture, which hold nothing but results. Otherwise the error is
// [fs.ErrExist]. When write fails, nothing changes, and the error is that of
// write.
func WriteResult(path string, force bool, write func(io.Writer) error) error {
	t, err := locate(path, force)
	var failed error
	if err == nil {
		err = t.write(func(w io.Writer) error {
			failed = write(w)
			return failed
		}, 0o666)
	}
	switch {
	case failed != nil && !errors.As(failed, new(*fs.PathError)):
		return failed
	case err != nil:
		return cannot("write", path, err)
	}
	return nil
}

// CheckResult returns the error of [WriteResult], as far as it can be known
// before there is a result.
func CheckResult(path string, force bool) error {
	t, err := locate(path, force)
	if err == nil && t.existing == nil && !t.special {
		_, err = os.Stat(cmp.Or(folderOf(t.file), "."))
	}
	if err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// target is what a path leads to.
type target struct {
	file     string      // behind all links; it need not exist
	existing fs.FileInfo // the regular file that is there, if any
	special  bool        // not a regular file, and written to as it is
	replace  bool        // an existing file may be replaced
}

// locate returns what path leads to. It fails where nothing may be written. A
// link is judged by its own name and by that of the file behind it.
func locate(path string, force bool) (target, error) {
	file, err := follow(path)
	if err != nil {
		return target{}, err
	}
	t := target{file: file, replace: force || isPage(path) && isPage(file)}
	info, err := os.Stat(path)
	_, t.special = descriptor(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !t.special:
		return t, nil
	case err != nil:
		return t, err
	case info.IsDir():
		return t, errors.New("it is a folder")
	case t.special:
		return t, nil
	case !info.Mode().IsRegular() || !sameFile(info, file):
		t.file, t.special = path, true
		return t, nil
	case !t.replace:
		return t, fs.ErrExist
	}
	t.existing = info
	return t, checkWritable(file)
}

// pages are the extensions of files that hold nothing but a result. Any other
// file could hold answers, or a question bank.
var pages = []string{".html", ".htm", ".md", ".svg", ".txt"}

func isPage(path string) bool {
	return slices.Contains(pages, strings.ToLower(filepath.Ext(path)))
}

func (t target) write(data func(io.Writer) error, perm fs.FileMode) error {
	switch {
	case t.special:
		return writeInto(t.file, data)
	case t.replace:
		return put(t.file, data, perm, t.existing, os.Rename)
	default:
		return put(t.file, data, perm, nil, moveNew) // a file may have appeared meanwhile
	}
}

// whole writes data at once.
func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// put writes a regular file: a temporary one, which move then gives the name.
func put(path string, data func(io.Writer) error, perm fs.FileMode, existing fs.FileInfo, move func(from, to string) error) error {
	temporary, err := writeTemporary(path, data, perm, existing)
	if err != nil {
		return err
	}
	if err := move(temporary, path); err != nil {
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

// writeInto writes to what cannot be replaced. A descriptor of this process is
// duplicated, since opening /dev/stdout again would write over the beginning of
// a file to which the shell appends.
func writeInto(path string, data func(io.Writer) error) error {
	open := func() (*os.File, error) { return os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0) }
	if n, ok := descriptor(path); ok {
		open = func() (*os.File, error) { return duplicate(n, path) }
	}
	f, err := open()
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
// last element; /dev/stdout leads to a descriptor. The file need not exist, as
// in a shell: writing creates it.
func follow(path string) (string, error) {
	for range mostLinks {
		if _, ok := descriptor(path); ok {
			return path, nil
		}
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil //nolint:nilerr // what is wrong shows when it is used
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = folderOf(path) + to // joining would drop "..", wrong behind a link
		}
		path = to
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
