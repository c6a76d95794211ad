// Package store keeps drafts and finished sheets on disk, and writes files
// atomically.
//
// During an interview, call [OpenDrafts] or [NewDraft], and [Draft.Save] after each
// answer; at the end, call [SaveNew] and then [Draft.Remove]. [Saved], [Files] and
// [Sheets] find sheets, and [Open] opens one. [WriteResult] is for what a command
// makes, after [CheckResult]; [WriteFile] and [WriteNew] are for sheets, and
// [WriteTogether] for banks.
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

// Answers are nobody else's business: folders and files are the user's alone.
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

// cannot says what could not be done to which file. What the system calls the
// operation, and the names of temporary files, are left out.
func cannot(do, path string, err error) error {
	return fmt.Errorf("cannot %s %s: %w", do, path, Reason(err))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
