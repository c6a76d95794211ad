package store

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// savedFolder holds the finished sheets in the data directory.
const savedFolder = "assessments"

// SaveNew saves a finished sheet in dataDir, which it creates if necessary, and
// returns its path: "assessments/2026-11-23-search.yaml", or "-2" and so on if that
// exists. It never replaces a file.
func SaveNew(dataDir string, b *maturity.Bank, s maturity.Sheet) (path string, err error) {
	folder := filepath.Join(dataDir, savedFolder)
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	text := textOf(b, s)
	stem := filepath.Join(folder, join(cmp.Or(slug(s.Date), "undated"), slug(s.Team)))
	for n := 1; ; n++ {
		path = stem + numbered(n) + ".yaml"
		if exists(path) {
			continue
		}
		err = WriteNew(path, text, sheetPerm)
		if !errors.Is(err, fs.ErrExist) { // another process may have just created it
			return path, err
		}
	}
}

func textOf(b *maturity.Bank, s maturity.Sheet) []byte {
	var text bytes.Buffer
	_ = sheet.Write(&text, b, s) // writing to a buffer never fails
	return text.Bytes()
}

// Saved returns the saved sheets in dataDir, if any, like [Files].
func Saved(dataDir string) ([]string, error) {
	folder := filepath.Join(dataDir, savedFolder)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return Files([]string{folder})
}
