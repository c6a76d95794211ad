package store

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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

// Files returns the files that paths stand for, in their order. A folder
// stands for the sheets in it and below, told by their extensions and sorted
// by name; hidden ones and linked folders are left out. Anything else stands
// for itself, whether or not it exists. The error joins those of folders that
// could not be read; the files of the others are returned all the same.
func Files(paths []string) ([]string, error) {
	var files []string
	var unread []error
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		found, err := sheetsBelow(path)
		files, unread = append(files, found...), append(unread, err)
	}
	return files, errors.Join(unread...)
}

func sheetsBelow(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, cannot("read the folder", folder, err)
	}
	var files []string
	var unread []error
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir():
			found, err := sheetsBelow(path)
			files, unread = append(files, found...), append(unread, err)
		case isSheet(path):
			files = append(files, path)
		}
	}
	return files, errors.Join(unread...)
}

// isSheet reports whether a file found in a folder is one to read: not a pipe,
// at which reading would wait. A link that leads nowhere counts, so that
// whoever reads it says so.
func isSheet(path string) bool {
	if _, ok := sheet.FormatOf(path); !ok {
		return false
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular()
}
