package cli

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"genaiops/internal/ask"
	"genaiops/internal/maturity"
)

// asking is how the questions are asked and where the finished sheet goes.
type asking struct {
	accessible bool
	notes      bool
	save       string
	noSave     bool
}

func (f *asking) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.accessible, "accessible", false, "ask in plain text, line by line (also ACCESSIBLE=1)")
	cmd.Flags().BoolVar(&f.notes, "notes", false, "ask for a note and evidence with each answer")
	cmd.Flags().StringVar(&f.save, "save", "", "save the finished sheet as `FILE` (default: in the data directory)")
	cmd.Flags().BoolVar(&f.noSave, "no-save", false, "don't save the finished sheet")
}

// ask asks the questions and saves the finished sheet.
func (o *assessOptions) ask(m *maturity.Model) (answered, error) {
	asker, err := o.asker()
	if err != nil {
		return answered{}, err
	}
	// Anything wrong with the flags is said before the first question.
	if err := cmp.Or(o.checkSave(), o.about.apply(&maturity.Sheet{})); err != nil {
		return answered{}, err
	}
	i := &interview{app: o.app, bank: &m.Bank, asker: asker, about: o.about, how: o.asking, force: o.force}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	a, err := i.run(ctx)
	if err == nil {
		stop() // after an error, a late signal must not change how the program exits
	}
	return a, err
}

// asker returns the form in a terminal, or the plain prompter.
func (o *assessOptions) asker() (ask.Asker, error) {
	terminal := isTerminal(o.Stdin) && isTerminal(o.Stderr)
	accessible := o.Getenv("ACCESSIBLE")
	if o.accessible || accessible != "" && accessible != "0" || terminal && o.Getenv("TERM") == "dumb" {
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
	if _, err := os.Lstat(o.save); err == nil && !o.force {
		return alreadyExists("save", o.save)
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
