package store

import (
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
// exists. It never replaces a file, and saves nothing that can't be read back.
func SaveNew(dataDir string, b *maturity.Bank, s maturity.Sheet) (path string, err error) {
	folder := filepath.Join(dataDir, savedFolder)
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	text, err := sheet.Text(b, s)
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
		if !errors.Is(err, fs.ErrExist) { // another process may have just created it
			return path, err
		}
	}
}

// CheckData returns an error if [SaveNew] would fail whatever the sheet is. It creates
// the folder that SaveNew saves in.
func CheckData(dataDir string) error {
	folder := filepath.Join(dataDir, savedFolder)
	if err := makeFolder(folder); err != nil {
		return err
	}
	if err := tryFolder(filepath.Join(folder, "sheet.yaml")); err != nil {
		return cannot("write in the folder", folder, err)
	}
	return nil
}

// Saved returns the saved sheets in dataDir, if any, like [Files].
func Saved(dataDir string) ([]string, error) {
	folder := filepath.Join(dataDir, savedFolder)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return Files([]string{folder})
}
