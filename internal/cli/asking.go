package cli

import (
	"cmp"
	"slices"
	"strings"

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
	reviewed   string // the sheet whose answers are asked again, or "last"; empty for none
	fresh      bool   // start over, even if there is an unfinished assessment
	resume     bool   // go on with the unfinished assessment, without asking
}

func (f *asking) register(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&f.reviewed, "review", "", "ask again, starting from the answers in `SHEET` (last for the newest saved one of the team)")
	completes(cmd, "review", a.completeSheets)
	cmd.Flags().BoolVar(&f.accessible, "accessible", false, "ask in plain text, line by line (also ACCESSIBLE=1)")
	cmd.Flags().BoolVar(&f.notes, "notes", false, "ask for a note, evidence and a commitment with each answer")
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
	if o.fresh && o.resume {
		return answered{}, usagef("--fresh and --resume exclude each other").hint("leave one of them out")
	}
	r, err := o.readReview(&m.Bank)
	if err != nil {
		return answered{}, err
	}
	if r != nil {
		o.team = cmp.Or(o.team, r.sheet.Team)
		o.inputs = append(o.inputs, r.file)
	}
	if err := o.checkEnd(r); err != nil {
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
		return o.plainAsker(), nil
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
	return &ask.Form{In: o.Stdin, Out: o.Stderr, Color: o.colored(o.Stderr), ASCII: o.asciiOnly(o.Stderr)}, nil
}

func (a *app) plainAsker() *ask.Plain {
	return &ask.Plain{In: a.Stdin, Out: a.Stderr, Width: a.width(a.Stderr), Silent: !isTerminal(a.Stdin), ASCII: a.asciiOnly(a.Stderr)}
}

// isOn reports whether a variable of the environment switches something on.
func isOn(value string) bool {
	return !slices.Contains([]string{"", "0", "f", "false", "n", "no", "off"}, strings.ToLower(strings.TrimSpace(value)))
}
