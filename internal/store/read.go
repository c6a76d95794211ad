package store

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/sheet"
)

// IsCompressed reports whether a file name ends in .gz.
func IsCompressed(path string) bool { return strings.EqualFold(filepath.Ext(path), ".gz") }

// Open opens a file for reading and decompresses it if its name or its first bytes
// say gzip. Reading stops at the size that the file has now, so that a growing file
// ends; special files have a size of 0 and no such limit. Use [Reason] to show the
// errors of Open and of reading.
func Open(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var stream io.Reader = file
	info, err := file.Stat()
	if err == nil {
		if info.Mode().IsRegular() && info.Size() > 0 {
			stream = io.LimitReader(file, info.Size())
		}
		stream, err = decompress(stream, IsCompressed(path))
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{stream, file}, nil
}

// Decompress decompresses a stream if it is gzip.
func Decompress(stream io.Reader) (io.Reader, error) { return decompress(stream, false) }

// gzipMagic starts every gzip file (RFC 1952, section 2.3.1), and no text.
const gzipMagic = "\x1f\x8b"

func decompress(stream io.Reader, compressed bool) (io.Reader, error) {
	text := bufio.NewReader(stream)
	// The next read returns an error of the stream again.
	if begin, _ := text.Peek(len(gzipMagic)); !compressed && string(begin) != gzipMagic {
		return text, nil
	}
	member, err := gzip.NewReader(text)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &members{text, member}, nil
}

// members reads the members of a gzip file one after the other.
type members struct {
	file   *bufio.Reader
	member *gzip.Reader
}

var errNotGzip = errors.New("something else follows the compressed data")

func (m *members) Read(p []byte) (int, error) {
	n, err := m.member.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	switch begin, err := m.file.Peek(len(gzipMagic)); {
	case len(begin) == 0:
		return n, err
	case string(begin) != gzipMagic:
		return n, errNotGzip
	}
	err = m.member.Reset(m.file)
	m.member.Multistream(false)
	return n, err
}

// Reason returns the cause of an error without the path and the system call.
func Reason(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &linkError):
		return linkError.Err
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, io.EOF):
		return errors.New("not in gzip format")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the compressed data ends too early")
	default:
		return err
	}
}

// Sheets yields the sheet files in a folder and its subfolders, by extension, in the
// order of names and numbers. With an error, it yields an unreadable folder. It
// skips hidden files, hidden folders and links to folders, so it never loops.
func Sheets(folder string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { walk(folder, yield) }
}

// walk returns false if yield did.
func walk(folder string, yield func(string, error) bool) bool {
	entries, err := os.ReadDir(folder)
	if err != nil && !yield(folder, err) {
		return false
	}
	sort.Slice(entries, func(i, j int) bool { return byNumber(entries[i].Name(), entries[j].Name()) < 0 })
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir():
			if !walk(path, yield) {
				return false
			}
		case isSheet(path, entry) && !yield(path, nil):
			return false
		}
	}
	return true
}

// byNumber compares names by the numbers in them: "team-2" before "team-10", and
// "team.yaml" before "team-2.yaml".
func byNumber(a, b string) int {
	return cmp.Or(display.ByNumber(stem(a), stem(b)), strings.Compare(a, b))
}

func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// digits returns the number of leading digits.

// isSheet reports whether a file in a folder is a sheet by its extension, and not a
// pipe, which would block. A broken link counts, so that reading it fails.
func isSheet(path string, entry fs.DirEntry) bool {
	if _, ok := sheet.FormatOf(path); !ok {
		return false
	}
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}

// Expand returns the files that match a path if it is a pattern like "*.yaml" that
// the shell has not expanded, as on Windows. A path that exists or matches nothing
// is returned as it is. As in a shell, a pattern matches no hidden files.
func Expand(path string) []string {
	if _, err := os.Lstat(path); err == nil || !strings.ContainsAny(path, "*?[") {
		return []string{path}
	}
	found, _ := filepath.Glob(path) // a malformed pattern is a path
	var files []string
	for _, file := range found {
		if name := filepath.Base(file); name[0] != '.' || filepath.Base(path)[0] == '.' {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return []string{path}
	}
	sort.Slice(files, func(i, j int) bool { return byNumber(files[i], files[j]) < 0 })
	return files
}

// Files returns the files at paths, in order: the [Sheets] of a folder, what a
// pattern matches, and anything else itself, even if it does not exist. Besides the
// files that it finds, it returns the errors of unreadable folders.
func Files(paths []string) ([]string, error) {
	var expanded []string
	for _, path := range paths {
		expanded = append(expanded, Expand(path)...)
	}
	var files []string
	var unread []error
	for _, path := range expanded {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		for found, err := range Sheets(path) {
			if err != nil {
				unread = append(unread, cannot("read the folder", found, err))
				continue
			}
			files = append(files, found)
		}
	}
	return files, errors.Join(unread...)
}
