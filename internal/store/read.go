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

	"genaiops/internal/sheet"
)

// IsCompressed reports whether a file's name promises gzip.
func IsCompressed(path string) bool { return strings.EqualFold(filepath.Ext(path), ".gz") }

// Open opens a file to read, decompressed where it is gzip by its name or its
// first bytes. A file ends where it ended when it was opened, so that one that
// grows comes to an end; a size of 0 is not believed, since special files say
// so. [Reason] makes its errors, and those of reading, fit for a message.
func Open(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	text, err := plain(file, IsCompressed(path))
	if err != nil {
		file.Close()
		return nil, err
	}
	return readCloser{text, file}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}

func plain(file *os.File, compressed bool) (io.Reader, error) {
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.Mode().IsRegular() && info.Size() > 0:
		return decompress(io.LimitReader(file, info.Size()), compressed)
	default:
		return decompress(file, compressed)
	}
}

// Decompress returns the text of a stream, which may be gzip.
func Decompress(stream io.Reader) (io.Reader, error) { return decompress(stream, false) }

// gzipMagic begins every gzip file (RFC 1952, section 2.3.1), and no text.
const gzipMagic = "\x1f\x8b"

func decompress(stream io.Reader, compressed bool) (io.Reader, error) {
	text := bufio.NewReader(stream)
	// An error of the stream comes again when it is read.
	if begin, _ := text.Peek(len(gzipMagic)); compressed || string(begin) == gzipMagic {
		return gzip.NewReader(text)
	}
	return text, nil
}

// Reason returns what the system or the decompressor said, without the path
// and the call, which a message names anyway.
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

// Sheets yields every sheet file in a folder and below it, told by their
// extensions, in the order of names and numbers; with an error, a folder that
// could not be read. Hidden files, hidden folders and links to folders are passed over, so
// no loop is entered. The names of one folder are held in memory.
func Sheets(folder string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { walk(folder, yield) }
}

// walk returns false when yield did.
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

// byNumber compares names as people order them: "team-2" before "team-10", and
// "team.yaml" before "team-2.yaml", which was saved after it.
func byNumber(a, b string) int {
	x, y := stem(a), stem(b)
	for x != "" && y != "" {
		m, n := digits(x), digits(y)
		if m == 0 || n == 0 {
			m, n = 1, 1
		}
		// Of two numbers, the one with more digits is the larger.
		if order := cmp.Or(cmp.Compare(m, n), strings.Compare(x[:m], y[:n])); order != 0 {
			return order
		}
		x, y = x[m:], y[n:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// digits returns how many bytes of a text are the number that it begins with.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// isSheet reports whether a file found in a folder is one to read: not a pipe,
// at which reading would wait. A link that leads nowhere counts, so that
// whoever reads it says so.
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

// Files returns the files that paths stand for, in their order: a folder for
// its [Sheets], anything else for itself, whether or not it exists. The error
// joins those of folders that could not be read; the files of the others are
// returned all the same.
func Files(paths []string) ([]string, error) {
	var files []string
	var unread []error
	for _, path := range paths {
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
