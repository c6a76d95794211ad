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

// SaveNew saves a finished sheet below dataDir, which is created where needed,
// and returns its path: "assessments/2026-11-23-search.yaml", or with "-2" and
// so on where that is taken. It never replaces a file.
func SaveNew(dataDir string, b *maturity.Bank, s maturity.Sheet) (path string, err error) {
	folder := filepath.Join(dataDir, savedFolder)
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	text, err := textOf(b, s)
	if err != nil {
		return "", err
	}
	stem := filepath.Join(folder, join(cmp.Or(slug(s.Date), "undated"), slug(s.Team)))
	for n := 1; ; n++ {
		path = stem + numbered(n) + ".yaml"
		if exists(path) {
			continue
		}
		err = WriteNew(path, text, sheetPerm)
		if !errors.Is(err, fs.ErrExist) { // which another process may have made meanwhile
			return path, err
		}
	}
}

func textOf(b *maturity.Bank, s maturity.Sheet) ([]byte, error) {
	var text bytes.Buffer
	err := sheet.Write(&text, b, s)
	return text.Bytes(), err
}

// Saved returns the sheets below dataDir as [Files] does; none where nothing
// was saved yet.
func Saved(dataDir string) ([]string, error) {
	folder := filepath.Join(dataDir, savedFolder)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return Files([]string{folder})
}
