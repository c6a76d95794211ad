package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"genaiops/internal/ask"
	"genaiops/internal/maturity"
)

// asking is how the questions are asked and where the answers go.
type asking struct {
	accessible bool
	notes      bool
	save       string
	noSave     bool

	discard func() error // removes the draft of answers that are not to be saved
}

func (f *asking) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.accessible, "accessible", false, "ask in plain text, line by line (also ACCESSIBLE=1)")
	cmd.Flags().BoolVar(&f.notes, "notes", false, "ask for a note and evidence with each answer")
	cmd.Flags().StringVar(&f.save, "save", "", "save the finished sheet as `FILE` (default: in the data directory)")
	cmd.Flags().BoolVar(&f.noSave, "no-save", false, "do not save the finished sheet")
}

// ask asks the questions and saves the finished sheet. It returns the sheet and
// the file it was saved as.
func (o *assessOptions) ask(m *maturity.Model) (maturity.Sheet, string, error) {
	asker, err := o.asker()
	if err != nil {
		return maturity.Sheet{}, "", err
	}
	if err := errors.Join(o.checkSave(), o.apply(&maturity.Sheet{})); err != nil { // before anybody has answered anything
		return maturity.Sheet{}, "", err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	i := &interview{assessOptions: o, bank: &m.Bank, asker: asker}
	s, file, err := i.run(ctx)
	if err == nil {
		stop() // otherwise the end is near, and a signal that comes late must not change it
	}
	return s, file, err
}

// asker returns the form on a terminal, and the plain prompter where it was
// asked for.
func (o *assessOptions) asker() (ask.Asker, error) {
	terminal := isTerminal(o.Stdin) && isTerminal(o.Stderr)
	accessible := o.Getenv("ACCESSIBLE")
	if o.accessible || accessible != "" && accessible != "0" || terminal && o.Getenv("TERM") == "dumb" {
		return &ask.Plain{In: o.Stdin, Out: o.Stderr, Width: o.width(o.Stderr), Silent: !isTerminal(o.Stdin)}, nil
	}
	if !terminal {
		return nil, usagef("there is no terminal to ask in: %s", notTerminal(o.Stdin)).
			hint("genaiops assess --answers FILE scores a sheet; genaiops template prints a blank one").
			hint("--accessible reads answers line by line, from a pipe too")
	}
	return &ask.Form{In: o.Stdin, Out: o.Stderr, Color: o.colored(o.Stderr)}, nil
}

// notTerminal says which stream is in the way.
func notTerminal(stdin any) string {
	if isTerminal(stdin) {
		return "standard error, on which the questions are drawn, goes elsewhere"
	}
	return "standard input is not one"
}

// checkSave refuses a place that could not be saved to, before anybody has
// answered anything.
func (o *assessOptions) checkSave() error {
	switch {
	case o.save == "":
		return nil
	case o.save == "-":
		return usagef("--save - : expected a file").hint("--no-save --format json prints the result; a sheet is saved under a name")
	case o.noSave:
		return usagef("--save and --no-save exclude each other").hint("leave one of them out")
	}
	if err := cmp.Or(checkName("save", o.save, true), o.checkApart()); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(o.save)); err != nil || !info.IsDir() {
		return usagef("there is no folder %s to save in", filepath.Dir(o.save)).hint("make it first, or choose another name for --save")
	}
	if o.force {
		return nil
	}
	if _, err := os.Lstat(o.save); err == nil {
		return alreadyExists("save", o.save)
	}
	return nil
}

// checkApart refuses one file for the sheet and for the result: the second would
// take the place of the first.
func (o *assessOptions) checkApart() error {
	if o.toFile() && realPath(o.save) == realPath(o.output.file) {
		return usagef("--save and --output name one file, %s", o.save).hint("choose another name for one of them")
	}
	return nil
}

// realPath returns where a file is, or will be, without links. It is the same for
// two names of one file, unless that is a hard link.
func realPath(file string) string {
	if path, err := filepath.EvalSymlinks(file); err == nil {
		file = path
	} else if folder, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		file = filepath.Join(folder, filepath.Base(file))
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	return path
}
