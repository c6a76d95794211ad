package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// File is a file to write.
type File struct {
	Path    string
	Text    []byte
	Private bool // whether nobody else may read it, nor its folder if that is new
}

// WriteTogether writes files that only make sense together, and the folders they
// need. It writes all of them under temporary names before it renames any. If one
// can't be written, the new ones are removed again. Without force, an existing file
// is [fs.ErrExist], and nothing changes.
func WriteTogether(files []File, force bool) (err error) {
	var made []string // to be removed after a failure, in reverse
	var waiting []waitingFile
	defer func() {
		if err == nil {
			return
		}
		for _, f := range waiting {
			_ = os.Remove(f.temporary)
		}
		for _, path := range slices.Backward(made) {
			_ = os.Remove(path)
		}
	}()
	for _, file := range files {
		folders, err := makeFolders(filepath.Dir(file.Path), file.perm(folderPerm, 0o777))
		made = append(made, folders...)
		if err != nil {
			return cannot("make the folder", filepath.Dir(file.Path), err)
		}
		f, err := wait(file, force)
		if err != nil {
			return cannot("write", file.Path, err)
		}
		waiting = append(waiting, f)
	}
	for i, f := range waiting {
		move := moveNew
		if f.existing != nil {
			move = os.Rename
		}
		if err := errors.Join(move(f.temporary, f.file), syncFolder(folderOf(f.file))); err != nil {
			return cannot("write", files[i].Path, err)
		}
		if f.existing == nil {
			made = append(made, f.file)
		}
	}
	return nil
}

func (f File) perm(private, public fs.FileMode) fs.FileMode {
	if f.Private {
		return private
	}
	return public
}

// waitingFile is a file that is on disk under a temporary name.
type waitingFile struct {
	target
	temporary string
}

func wait(file File, force bool) (waitingFile, error) {
	t, err := locate(file.Path, force)
	if err == nil && t.special {
		err = errors.New("it is not a regular file")
	}
	if err != nil {
		return waitingFile{}, err
	}
	temporary, err := writeTemporary(t.file, whole(file.Text), file.perm(sheetPerm, 0o666), t.existing)
	return waitingFile{t, temporary}, err
}

// makeFolders makes a folder and those above it, and returns the new ones.
func makeFolders(folder string, perm fs.FileMode) (made []string, err error) {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if above := filepath.Dir(folder); above != folder {
		if made, err = makeFolders(above, perm); err != nil {
			return made, err
		}
	}
	if err := os.Mkdir(folder, perm); err != nil {
		return made, err
	}
	return append(made, folder), nil
}
