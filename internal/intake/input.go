package intake

import (
	"cmp"
	"io"

	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// Input is one thing to read: a file, a folder, or a stream.
type Input struct {
	Path   string       // of a file or a folder; the name of a stream in messages
	Reader io.Reader    // of a stream; nil for a file or a folder
	Format sheet.Format // empty: by the file's extension, else YAML; of no effect on a folder
}

// source is a file or a stream with sheets in it.
type source struct {
	name   string
	format sheet.Format
	stream io.Reader // nil for a file
}

// source returns what an input that is not a folder is.
func (in Input) source() source {
	format, _ := sheet.FormatOf(in.Path)
	if in.Reader != nil {
		format = ""
	}
	return source{in.Path, cmp.Or(in.Format, format, sheet.YAML), in.Reader}
}

// isSingle reports whether the source holds one sheet, and so is small.
func (s source) isSingle() bool { return s.format != sheet.NDJSON && s.format != sheet.CSV }

// open returns the text of the source.
func (s source) open() (io.ReadCloser, error) {
	if s.stream == nil {
		return store.Open(s.name)
	}
	text, err := store.Decompress(s.stream)
	return io.NopCloser(text), err
}
