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

// WriteFile writes a file atomically: it writes a temporary file in the same folder
// and renames it once it is on disk. A new file gets perm minus the umask; an existing
// one keeps its permissions. WriteFile follows symbolic links, and writes directly to
// what isn't a regular file, such as a device or /dev/stdout. It creates no folders.
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

// WriteNew is WriteFile for a new file. If the name exists in any form, nothing
// changes and the error is [fs.ErrExist].
func WriteNew(path string, data []byte, perm fs.FileMode) error {
	if err := put(path, whole(data), perm, nil, moveNew); err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// WriteResult is WriteFile for the result of a command, which write produces in
// pieces. It replaces an existing file only with force, or if its name is that of a
// page or a picture; otherwise the error is [fs.ErrExist]. If write fails, nothing
// changes and WriteResult returns its error.
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

// CheckResult returns an error if [WriteResult] would fail whatever the result is.
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

// WriteSheet is WriteFile for a sheet. It replaces an existing file only with force;
// otherwise the error is [fs.ErrExist].
func WriteSheet(path string, data []byte, force bool) error {
	t, err := locateSheet(path, force)
	if err == nil {
		err = t.write(whole(data), sheetPerm)
	}
	if err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// CheckSheet returns an error if [WriteSheet] would fail whatever the sheet is.
func CheckSheet(path string, force bool) error {
	t, err := locateSheet(path, force)
	if err == nil && !t.special {
		err = tryFolder(t.file)
	}
	if err != nil {
		return cannot("write", path, err)
	}
	return nil
}

// locateSheet is locate for a sheet, which is never a page, whatever its name.
func locateSheet(path string, force bool) (target, error) {
	t, err := locate(path, true)
	if err == nil && t.existing != nil && !force {
		err = fs.ErrExist
	}
	t.replace = force
	return t, err
}

// tryFolder returns an error if no new file can be written beside path.
func tryFolder(path string) error {
	temporary, err := writeTemporary(path, whole(nil), sheetPerm, nil)
	if err != nil {
		return err
	}
	return os.Remove(temporary)
}

// target is the file that a path leads to.
type target struct {
	file     string      // after following links; may not exist
	existing fs.FileInfo // the existing regular file, if any
	special  bool        // not a regular file: write to it directly
	replace  bool        // an existing file may be replaced
}

// locate returns the target of path, or an error if it must not be written. For a
// link, both its name and that of its target must allow it.
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

// pages has the extensions of files that contain only results. Any other file could
// contain answers or a question bank.
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
		return put(t.file, data, perm, nil, moveNew) // another process may have created it
	}
}

// whole writes data at once.
func whole(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// put writes a temporary file and moves it to path.
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

// writeTemporary writes data to a new file in the folder of path, syncs it and
// returns its name. If it fails, it removes the file.
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

// temporaryPrefix is the prefix of the temporary files for path. They are hidden, and
// their names are short even if that of path is long.
func temporaryPrefix(path string) string {
	return folderOf(path) + "." + application + "-" + fingerprint(filepath.Base(path)) + "-"
}

const temporarySuffix = ".tmp"

// removeTemporary removes temporary files that killed processes left for path. No
// other process may be writing path.
func removeTemporary(path string) {
	prefix := filepath.Base(temporaryPrefix(path))
	entries, _ := os.ReadDir(filepath.Dir(path))
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) && strings.HasSuffix(entry.Name(), temporarySuffix) {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

// moveNew renames a file unless the new name exists; then the error is fs.ErrExist.
// On a file system without hard links, an empty file reserves the name.
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

// writeInto writes directly to a file. It duplicates a descriptor of this process:
// opening /dev/stdout again would overwrite the start of a file to which the shell
// appends.
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

// checkWritable fails for a write-protected file, which a rename would replace.
func checkWritable(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// mostLinks limits a chain of symbolic links, as in Linux.
const mostLinks = 40

// follow follows symbolic links in the last element of path; /dev/stdout leads to a
// descriptor. The file may not exist: writing creates it, as in a shell.
func follow(path string) (string, error) {
	for range mostLinks {
		if _, ok := descriptor(path); ok {
			return path, nil
		}
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil //nolint:nilerr // using the file fails with the reason
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = folderOf(path) + to // joining would drop "..", which is wrong after a link
		}
		path = to
	}
	return "", errors.New("too many symbolic links")
}

// sameFile reports whether path is the described file. It is not for links in /proc,
// whose text is not where they lead.
func sameFile(info fs.FileInfo, path string) bool {
	at, err := os.Lstat(path)
	return err == nil && os.SameFile(info, at)
}

// folderOf returns path without its last element, including the separator; it is
// empty for a plain name.
func folderOf(path string) string {
	folder, _ := filepath.Split(path)
	return folder
}
