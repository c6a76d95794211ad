// Package store keeps drafts and finished sheets on disk, and writes files
// atomically.
//
// During an interview, call [OpenDraft], and [Draft.Save] after each answer; at the
// end, call [SaveNew] and then [Draft.Remove]. [Saved], [Files] and [Sheets] find
// sheets, and [Open] opens one. [WriteFile] and [WriteNew] are for
// everything else that a command leaves behind.
//
// The store never overwrites a finished sheet, never deletes a draft that it cannot
// read, and never uses a draft of another session or of another version of the bank.
// Callers pass it the environment and the clock. Its errors name the operation and
// the file, and wrap the cause.
package store

import (
	"fmt"
	"io/fs"
	"os"
)

// Answers are private to the user.
const (
	folderPerm fs.FileMode = 0o700
	sheetPerm  fs.FileMode = 0o600
)

func makeFolder(folder string) error {
	if err := os.MkdirAll(folder, folderPerm); err != nil {
		return cannot("make the folder", folder, err)
	}
	return nil
}

// cannot returns an error for an operation on a file, without the names of system
// calls and temporary files.
func cannot(do, path string, err error) error {
	return fmt.Errorf("cannot %s %s: %w", do, path, Reason(err))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
