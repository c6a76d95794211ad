package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/ask"
	"genaiops/internal/maturity"
	"genaiops/internal/store"
)

// asking is how the questions are asked and where the finished sheet goes.
type asking struct {
	accessible bool
	notes      bool
	save       string
	noSave     bool
	reviewed   string // the sheet whose answers are asked again, or "last"; empty for none
	fresh      bool   // start over, even if there is an unfinished assessment
	resume     bool   // go on with the unfinished assessment, without asking
}

func (f *asking) register(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&f.reviewed, "review", "", "ask again, starting from the answers in `SHEET` (last for the newest saved one of the team)")
	completes(cmd, "review", a.completeSheets)
	cmd.Flags().BoolVar(&f.accessible, "accessible", false, "ask in plain text, line by line (also ACCESSIBLE=1)")
	cmd.Flags().BoolVar(&f.notes, "notes", false, "ask for a note and evidence with each answer")
	cmd.Flags().StringVar(&f.save, "save", "", "save the finished sheet as `FILE` (default: in the data directory)")
	cmd.Flags().BoolVar(&f.noSave, "no-save", false, "don't save the finished sheet")
	cmd.Flags().BoolVar(&f.resume, "resume", false, "go on with the unfinished assessment, without asking whether to")
	cmd.Flags().BoolVar(&f.fresh, "fresh", false, "start over, and keep the unfinished assessment in a file of its own")
}

// ask asks the questions and saves the finished sheet.
func (o *assessOptions) ask(m *maturity.Model) (answered, error) {
	asker, err := o.asker()
	if err != nil {
		return answered{}, err
	}
	r, err := o.readReview(&m.Bank)
	if err != nil {
		return answered{}, err
	}
	if r != nil {
		o.team = cmp.Or(o.team, r.sheet.Team)
		o.inputs = append(o.inputs, r.file)
	}
	// Anything wrong with the flags is said before the first question.
	if o.fresh && o.resume {
		return answered{}, usagef("--fresh and --resume exclude each other").hint("leave one of them out")
	}
	if err := cmp.Or(o.checkReviewed(r), o.checkInputs(), o.checkSave(), o.checkDrafts(), o.checkData()); err != nil {
		return answered{}, err
	}
	i := &interview{assessOptions: o, bank: &m.Bank, asker: asker, review: r}
	ctx, stop := untilStopped()
	a, err := i.run(ctx)
	if err == nil {
		stop() // after an error, a late signal must not change how the program exits
	}
	return a, err
}

// interactive reports whether a person answers, who can be asked what to do.
func (o *assessOptions) interactive() bool { return isTerminal(o.Stdin) }

// goOn is the command that finds the draft of this session, and asks in the same way.
func (o *assessOptions) goOn() string {
	c := o.again(o.cmd, "fresh", "resume")
	c.on("resume", !o.interactive())
	return string(c)
}

// asker returns the form in a terminal, or the plain prompter.
func (o *assessOptions) asker() (ask.Asker, error) {
	terminal := isTerminal(o.Stdin) && isTerminal(o.Stderr)
	if o.accessible || isOn(o.Getenv("ACCESSIBLE")) || terminal && o.Getenv("TERM") == "dumb" {
		return &ask.Plain{In: o.Stdin, Out: o.Stderr, Width: o.width(o.Stderr), Silent: !isTerminal(o.Stdin)}, nil
	}
	if !terminal {
		why := "standard input isn't one"
		if isTerminal(o.Stdin) {
			why = "standard error, where the questions are drawn, isn't one"
		}
		return nil, usagef("there is no terminal to ask in: %s", why).
			hint("genaiops assess --answers FILE scores a sheet; genaiops template prints a blank one").
			hint("--accessible reads answers line by line, from a pipe too")
	}
	return &ask.Form{In: o.Stdin, Out: o.Stderr, Color: o.colored(o.Stderr)}, nil
}

// isOn reports whether a variable of the environment switches something on.
func isOn(value string) bool {
	return !slices.Contains([]string{"", "0", "f", "false", "n", "no", "off"}, strings.ToLower(strings.TrimSpace(value)))
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
