package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/intake"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/rollup"
	"genaiops/internal/sheet"
)

type rollupOptions struct {
	*app
	output
	sheetFlags
	by          string
	latest      bool
	rows        int
	allProblems bool
	paths       []string
}

func newRollupCmd(a *app) *cobra.Command {
	o := &rollupOptions{app: a}
	cmd := &cobra.Command{
		Use:   "rollup FILE or DIR...",
		Short: "See the picture of many teams",
		Long: `Adds up the answer sheets of many teams: how they spread over the levels, the weakest
dimensions and questions, and a heat map of teams by dimensions. Reads files, folders
(searched for sheets) and standard input (-), also gzipped, on all cores.

A sheet with a problem is reported and not counted; the rest goes on, and the status
is 2 at the end. --format csv and ndjson write a row for each sheet.

--by also takes year, quarter or month, of the date: how the organization changes.
With it, --latest counts the latest sheet of each team in each of them.`,
		Example: `  genaiops rollup sheets/
  genaiops rollup sheets/ --by unit --latest
  genaiops rollup sheets/ --by quarter --latest
  genaiops rollup all.ndjson.gz --format csv --output teams.csv`,
		Args:              argCount(1, -1, "at least one file or folder"),
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runRollup(o)
		},
	}
	cmd.Flags().StringVar(&o.by, "by", "", "group the sheets by their `LABEL`, or by year, quarter or month")
	completes(cmd, "by", cobra.FixedCompletions([]cobra.Completion{
		"year\tof the date", "quarter\tof the date", "month\tof the date",
	}, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&o.latest, "latest", false, "count only the latest sheet of each team, by date")
	cmd.Flags().IntVar(&o.rows, "rows", 10, "list the `N` weakest and the N strongest teams")
	cmd.Flags().BoolVar(&o.allProblems, "all-problems", false, "print every problem, not only the first 20")
	o.output.register(cmd, "text", "json", "yaml", "markdown", "html", "csv", "ndjson")
	o.sheetFlags.register(cmd)
	return cmd
}

// namedTeams is how many teams are named for a critical dimension at its
// lowest.
const namedTeams = 10

func runRollup(o *rollupOptions) error {
	if o.rows < 0 {
		return usagef("--rows %d: expected 0 or more", o.rows)
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	problems := &problemPrinter{out: o.Stderr, all: o.allProblems}
	s, err := o.read(m, o.inputs(), problems)
	if err != nil {
		return err
	}
	problems.end()
	o.remark(s)
	if err := o.printSummary(s); err != nil {
		return err
	}
	return o.rejected(s)
}

// inputs turns the arguments into what to read.
func (o *rollupOptions) inputs() []intake.Input {
	format := sheet.Format(o.from)
	var inputs []intake.Input
	for _, path := range o.paths {
		if path == "-" {
			inputs = append(inputs, intake.Input{Path: stdinName, Reader: o.Stdin, Format: format})
			continue
		}
		inputs = append(inputs, intake.Input{Path: path, Format: format})
	}
	return inputs
}

// read reads all the sheets. Rows, where they were asked for, are written as
// they come.
func (o *rollupOptions) read(m *maturity.Model, inputs []intake.Input, problems *problemPrinter) (*rollup.Summary, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	progress := o.newProgress()
	if o.hasRows() && !o.toFile() && isTerminal(o.Stdout) {
		progress.out = nil // rows come there meanwhile
	}
	defer progress.clear()
	problems.before = progress.clear
	options := intake.Options{
		Sheet:    sheet.Options{Partial: o.partial},
		Rollup:   rollup.Options{By: o.by, Rows: o.rows, Names: namedTeams},
		Latest:   o.latest,
		Problems: problems.print,
		Progress: progress.show,
	}
	if !o.hasRows() {
		return o.run(ctx, m, inputs, options)
	}
	options.RowFormat = rollup.RowFormat(o.format)
	var s *rollup.Summary
	err := o.stream(o.app, func(w io.Writer) (err error) {
		options.Rows = w
		s, err = o.run(ctx, m, inputs, options)
		return err
	})
	return s, err
}

func (o *rollupOptions) run(ctx context.Context, m *maturity.Model, inputs []intake.Input, options intake.Options) (*rollup.Summary, error) {
	s, err := intake.Run(ctx, m, inputs, options)
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("interrupted")
	case err != nil:
		return nil, ioError(err)
	}
	return s, nil
}

// remark says what is no error and still may not be what was meant.
func (o *rollupOptions) remark(s *rollup.Summary) {
	if len(s.Repeated) > 0 && !o.latest {
		in := ""
		if rollup.Period(o.by) {
			in = " in a " + o.by
		}
		o.message("%s more than one sheet, and each counts; --latest counts only the newest of each team%s", have(s.Repeated), in)
	}
	if s.Moved > 0 {
		o.message("%s of one name in several groups of --by %s: the newest sheet alone counts, as if it were one team", display.Count(s.Moved, "team"), o.by)
	}
	if s.Tied > 0 {
		o.message("of %s with several sheets of the latest day, the lowest counts (consensus settles them)", display.Count(s.Tied, "team"))
	}
	if path := o.repeated(); path != "" {
		o.message("%s is given more than once, and its sheets count each time", path)
	}
}

// have names a few of many teams: "Checkout and Search have".
func have(teams []string) string {
	const few = 3
	switch n := len(teams); {
	case n == 1:
		return teams[0] + " has"
	case n > few:
		return strings.Join(teams[:few], ", ") + " and others have"
	default:
		return strings.Join(teams[:n-1], ", ") + " and " + teams[n-1] + " have"
	}
}

// repeated returns the first path that another one is or holds, as they are
// written: links are not followed.
func (o *rollupOptions) repeated() string {
	paths := slices.DeleteFunc(slices.Clone(o.paths), func(path string) bool { return path == "-" })
	given := map[string]int{}
	for _, path := range paths {
		given[absolute(path)]++
	}
	for _, path := range paths {
		at := absolute(path)
		if given[at] > 1 {
			return path
		}
		for above := filepath.Dir(at); above != at; at, above = above, filepath.Dir(above) {
			if given[above] > 0 {
				return path
			}
		}
	}
	return ""
}

// absolute returns a path in one form.
func absolute(path string) string {
	if at, err := filepath.Abs(path); err == nil {
		return at
	}
	return path
}

// hasRows reports whether the format is one row a sheet.
func (o *rollupOptions) hasRows() bool {
	return o.format == string(rollup.RowCSV) || o.format == string(rollup.RowNDJSON)
}

func (o *rollupOptions) printSummary(s *rollup.Summary) error {
	if o.hasRows() {
		return nil
	}
	return o.write(o.app, result{
		document: func() any { return report.Rollup(s) },
		text:     func(w io.Writer, st report.Style) error { return report.RollupText(w, s, st) },
		markdown: func(w io.Writer) error { return report.RollupMarkdown(w, s) },
		html:     func(w io.Writer) error { return report.RollupHTML(w, s) },
	})
}

// rejected is the failure of a roll-up that could not count everything.
func (o *rollupOptions) rejected(s *rollup.Summary) error {
	switch {
	case s.Rejected > 0:
		return o.hintFrom(usagef("%s rejected, and not counted", display.Count(s.Rejected, "sheet")), slices.Contains(o.paths, "-"))
	case s.Unreadable > 0:
		return usagef("%s could not be read to the end", display.Count(s.Unreadable, "file"))
	case s.Sheets == 0:
		return usagef("there is no answer sheet in what was given")
	case len(s.Groups) == 1 && s.Groups[0].Name == "" && rollup.Period(o.by):
		return usagef("no sheet has a date, which --by %s is to group by", o.by)
	case len(s.Groups) == 1 && s.Groups[0].Name == "":
		return usagef("no sheet has a label %s, which --by is to group by", diag.Quote(o.by))
	}
	return nil
}

// shownProblems is how many problems are printed in full.
const shownProblems = 20

// problemPrinter prints the first problems as they come, and counts the others.
type problemPrinter struct {
	out    io.Writer
	all    bool
	count  int
	before func() // clears the progress line
}

func (p *problemPrinter) print(problems diag.List) {
	shown := len(problems)
	if !p.all {
		shown = max(0, min(shown, shownProblems-p.count))
	}
	p.count += len(problems)
	if shown > 0 {
		p.before()
		_ = problems[:shown].Print(p.out) // a message that cannot be shown must not stop the work
	}
}

// end says how many problems were not printed.
func (p *problemPrinter) end() {
	if more := p.count - shownProblems; more > 0 && !p.all {
		_, _ = io.WriteString(p.out, "… and "+display.Count(more, "problem")+" more; --all-problems prints them\n")
	}
}
