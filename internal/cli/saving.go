package cli

// Whatever can fail at the end of an assessment is tried before the first question, and
// the draft goes only when the finished sheet is where it should be.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"genaiops/internal/ask"
	"genaiops/internal/display"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// checkEnd refuses to ask if the sheet couldn't be saved, or the result not be written.
func (o *assessOptions) checkEnd(r *review) error {
	for _, check := range []func() error{
		func() error { return o.checkReviewed(r) }, o.checkInputs, o.checkSave, o.checkDrafts, o.checkData, o.tryOutput,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkSave refuses a file that the sheet couldn't be saved as.
func (o *assessOptions) checkSave() error {
	switch {
	case o.save == "":
		return nil
	case o.save == "-":
		return usagef("--save is -: expected a file").hint("--no-save --format json prints the result instead of saving a sheet")
	case o.noSave:
		return usagef("--save and --no-save exclude each other").hint("leave one of them out")
	case o.toFile() && realPath(o.save) == realPath(o.output.file):
		return usagef("--save and --output name the same file, %s", o.save).hint("choose another name for one of them")
	}
	if err := checkName("save", o.save, true); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(o.save)); err != nil || !info.IsDir() {
		return usagef("there is no folder %s to save in", filepath.Dir(o.save)).hint("create it first, or choose another name for --save")
	}
	if info, err := os.Stat(o.save); err == nil && info.IsDir() {
		return usagef("--save %s: it is a folder; expected a file", o.save).hint("choose a name in it, or leave --save out")
	}
	switch err := store.CheckSheet(o.save, o.force); {
	case errors.Is(err, fs.ErrExist):
		return alreadyExists("save", o.save)
	case err != nil:
		return ioError(err).hint("choose another name for --save")
	}
	return nil
}

// checkData refuses to ask if the finished sheet couldn't be saved in the data folder.
func (o *assessOptions) checkData() error {
	if o.save != "" || o.noSave {
		return nil
	}
	folder, err := store.DataDir(o.Getenv, runtime.GOOS, o.home)
	if err == nil {
		err = store.CheckData(folder)
	}
	if err != nil {
		return ioError(fmt.Errorf("the finished sheet can't be saved: %w", err)).
			hint("--save FILE saves it as that file; GENAIOPS_DATA=DIR names a folder that can be written to")
	}
	return nil
}

// tryOutput refuses to ask if the result couldn't be written. Other commands notice
// that when they write: nobody has typed anything for them.
func (o *assessOptions) tryOutput() error {
	if !o.toFile() {
		return nil
	}
	return o.failed(store.CheckSheet(o.output.file, true))
}

// checkDrafts refuses to write among the drafts: a file there may be the draft of this
// session, which is removed at the end, or somebody else's.
func (o *assessOptions) checkDrafts() error {
	folder, err := store.StateDir(o.Getenv, runtime.GOOS, o.home)
	if err != nil {
		return nil //nolint:nilerr // opening the draft fails with the reason
	}
	info, err := os.Stat(store.DraftsIn(folder))
	if err != nil {
		return nil //nolint:nilerr // there are no drafts
	}
	for _, target := range []struct{ flag, file string }{{"save", o.save}, {"output", o.output.file}} {
		if target.file != "" && holds(info, target.file) {
			return usagef("--%s %s: only drafts go into this folder", target.flag, target.file).
				hint("choose another folder for --%s", target.flag)
		}
	}
	return nil
}

// realPath returns where a file is, or will be, without links. It's the same for
// two names of one file, except hard links.
func realPath(file string) string {
	if path, err := filepath.EvalSymlinks(file); err == nil {
		file = path
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		file = filepath.Join(folder, filepath.Base(file))
	}
	if path, err := filepath.Abs(file); err == nil {
		return path
	}
	return file
}

// checkReviewed refuses to save over the sheet that is reviewed, even by force.
func (o *assessOptions) checkReviewed(r *review) error {
	if r == nil || o.save == "" {
		return nil
	}
	target, err := os.Stat(o.save)
	if err != nil {
		return nil //nolint:nilerr // there is nothing to lose
	}
	if info, err := os.Stat(r.file); err == nil && os.SameFile(info, target) {
		return usagef("--save %s would replace the sheet that is reviewed", o.save).hint("choose another name")
	}
	return nil
}

// saveUnlessInterrupted saves the sheet. A pipe may have no reader for as long as
// anybody waits.
func (i *interview) saveUnlessInterrupted(ctx context.Context) (string, error) {
	if info, err := os.Stat(i.save); err != nil || info.Mode().IsRegular() {
		return i.saveSheet()
	}
	done := make(chan error, 1)
	go func() {
		_, err := i.saveSheet()
		done <- err
	}()
	select {
	case err := <-done:
		return i.save, err
	case <-ctx.Done():
		return "", ask.ErrInterrupted
	}
}

// saveSheet writes the finished sheet, and returns its file. It reads back what it has
// written: after that, the draft goes.
func (i *interview) saveSheet() (file string, err error) {
	text, err := sheet.Text(i.bank, i.sheet)
	if err != nil {
		return "", err
	}
	if file = i.save; file != "" {
		err = store.WriteSheet(file, text, i.force)
		if errors.Is(err, fs.ErrExist) {
			err = fmt.Errorf("%s already exists", display.Escape(file))
		}
	} else {
		var folder string
		if folder, err = store.DataDir(i.Getenv, runtime.GOOS, i.home); err == nil {
			file, err = store.SaveNew(folder, i.bank, i.sheet)
		}
	}
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() { // gone to whoever reads it
		return file, nil
	}
	if written, err := os.ReadFile(file); err != nil || !bytes.Equal(written, text) {
		return "", fmt.Errorf("%s doesn't hold the sheet that was saved in it", display.Escape(file))
	}
	return file, nil
}
