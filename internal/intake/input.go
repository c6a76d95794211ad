package intake

import (
	"cmp"
	"io"

	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// Input is a file, a folder or a stream.
type Input struct {
	Path   string       // of a file or a folder, or a pattern (see store.Expand); the name of a stream in messages
	Reader io.Reader    // of a stream; nil for a file or a folder
	Format sheet.Format // empty: by the file's extension, else YAML; ignored for a folder

	found bool // in a folder, or by a pattern
}

// format returns the format of a file or a stream.
func (in Input) format() sheet.Format {
	format := in.Format
	if format == "" && in.Reader == nil {
		format, _ = sheet.FormatOf(in.Path)
	}
	return cmp.Or(format, sheet.YAML)
}

// open opens a file or a stream.
func (in Input) open() (io.ReadCloser, error) {
	if in.Reader == nil {
		return store.Open(in.Path)
	}
	text, err := store.Decompress(in.Reader)
	return io.NopCloser(text), err
}
