// Package store keeps drafts and finished sheets on disk, and writes files
// whole or not at all.
//
// While asking, call [OpenDraft] and [Draft.Save] after each answer; when the
// last one is there, [SaveNew] and then [Draft.Remove]. [Saved], [Files] and
// [Sheets] find sheets, and [Open] opens one. [WriteResult] is for what a command
// makes, after [CheckResult]; [WriteFile] and [WriteNew] are for sheets.
//
// The store never overwrites a finished sheet, never deletes a draft that it
// cannot read, and never uses a draft that another session has open or that
// answers another version of the bank. It reads neither the environment nor
// the clock: callers hand it what they say. Its errors name the file and say
// what could not be done to it; the cause stays wrapped.
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
