package intake

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"genaiops/internal/sheet"
)

// Input is one thing to read: a file, a folder, or a stream.
type Input struct {
	Path   string       // of a file or a folder; the name of a stream in messages
	Reader io.Reader    // of a stream; nil for a file or a folder
	Format sheet.Format // empty: by the file's extension, else YAML; of no effect on a folder
}

// source is a file or a stream with sheets in it.
type source struct {
	name    string
	format  sheet.Format
	gzipped bool
	stream  io.Reader // nil for a file
}

const gzipExtension = ".gz"

// fileSource returns a file as a source; known is false when the extension
// says nothing about its format.
func fileSource(path string) (s source, known bool) {
	s = source{name: path}
	bare := path
	if strings.EqualFold(filepath.Ext(path), gzipExtension) {
		s.gzipped = true
		bare = path[:len(path)-len(gzipExtension)]
	}
	s.format, known = sheet.FormatOf(bare)
	return s, known
}

// source returns what an input that is not a folder is.
func (in Input) source() source {
	s := source{name: in.Path, stream: in.Reader}
	if in.Reader == nil {
		s, _ = fileSource(in.Path)
	}
	if in.Format != "" {
		s.format = in.Format
	}
	if s.format == "" {
		s.format = sheet.YAML
	}
	return s
}

// isSingle reports whether the source holds one sheet, and so is small.
func (s source) isSingle() bool { return s.format != sheet.NDJSON && s.format != sheet.CSV }

// open returns the text of the source. A file ends where it ended when it was
// opened; a size of 0 is not believed, since special files say so.
func (s source) open() (io.ReadCloser, error) {
	if s.stream != nil {
		return io.NopCloser(s.stream), nil
	}
	file, err := os.Open(s.name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	text := text{Reader: file, Closer: file}
	if info.Mode().IsRegular() && info.Size() > 0 {
		text.Reader = io.LimitReader(file, info.Size())
	}
	if !s.gzipped {
		return text, nil
	}
	text.Reader, err = gzip.NewReader(text.Reader)
	if err != nil {
		file.Close()
		return nil, err
	}
	return text, nil
}

// text is an open file seen through a limit or a decompressor.
type text struct {
	io.Reader
	io.Closer
}

// reason says what the system or the decompressor said, without the path that
// stands before it anyway.
func reason(err error) string {
	var pathError *fs.PathError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err.Error()
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, io.EOF):
		return "not in gzip format"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the compressed data ends too early"
	default:
		return err.Error()
	}
}

// sources hands over every sheet file in a folder and below it, by name, and
// every folder that cannot be read. It stops when a callback returns false.
func sources(folder string, file func(source) bool, unreadable func(path string, err error) bool) bool {
	entries, err := os.ReadDir(folder)
	if err != nil && !unreadable(folder, err) {
		return false
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir():
			if !sources(path, file, unreadable) {
				return false
			}
		default:
			s, known := fileSource(path)
			if known && isFile(path, entry) && !file(s) {
				return false
			}
		}
	}
	return true
}

// isFile tells files, and links that lead to one or to nothing, from folders,
// pipes and devices. A link to nothing is a problem for who opens it.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}
