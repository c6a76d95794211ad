package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

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
	titleFlag
	darkFlag
	gate
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
		Short: "See the big picture of many teams",
		Long: `Adds up the answer sheets of many teams: how they are distributed over the levels,
the weakest dimensions and questions, and a heat map of teams by dimensions. Reads
files, folders (searched for sheets) and standard input (-), also gzipped.

A sheet with a problem is reported and not counted; the others are, and the exit
status is 2. --format csv and ndjson write a row for each sheet.

--min-level, --min-score, --fail-on and --max-age fail a pipeline if any sheet fails.
The first ten such sheets are named, by file and line.

--by also takes year, quarter or month, to see how the organization changes. Then
--latest counts the latest sheet of each team in each period: the newest period is the
result, and earlier ones are the trend.`,
		Example: `  genaiops rollup sheets/
  genaiops rollup sheets/ --by unit --latest
  genaiops rollup sheets/ --by quarter --latest --title "Retail, Q4 2026" --output retail.html
  genaiops rollup all.ndjson.gz --format csv --output teams.csv
  genaiops rollup sheets/ --latest --fail-on critical-gap --max-age 120`,
		Args:              argCount(1, -1, "at least one file or folder"),
		ValidArgsFunction: a.completeSheets,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := cmp.Or(o.checkTitle(cmd, o.format, "text", "markdown", "html", "svg"), o.checkDark(o.format)); err != nil {
				return err
			}
			return runRollup(o)
		},
	}
	cmd.Flags().StringVar(&o.by, "by", "", "group the sheets by their `LABEL`, or by year, quarter or month")
	completes(cmd, "by", cobra.FixedCompletions([]cobra.Completion{
		"year\tof the date", "quarter\tof the date", "month\tof the date",
	}, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&o.latest, "latest", false, "count only the latest sheet of each team, by date")
	o.rows = 10
	cmd.Flags().Var(wholeNumber{&o.rows}, "rows", "list the `N` weakest and the N strongest teams")
	cmd.Flags().BoolVar(&o.allProblems, "all-problems", false, "print every problem, not only the first 20")
	o.output.register(cmd, "text", "json", "yaml", "markdown", "html", "svg", "csv", "ndjson")
	o.darkFlag.register(cmd)
	o.sheetFlags.register(cmd)
	o.titleFlag.register(cmd)
	o.gate.register(cmd, a, "any")
	return cmd
}

func runRollup(o *rollupOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	demands, err := o.demands(m, o.Now())
	if err != nil {
		return err
	}
	s, err := o.read(m, demands)
	if err != nil {
		return err
	}
	if s.TooManyGroups && !o.hasRows() {
		return usagef("--by %s has more than %d values; expected a label that groups teams", o.by, rollup.MaxGroups)
	}
	o.remark(s)
	if !o.hasRows() {
		err := o.write(o.app, result{
			document: func() any { return report.Rollup(s) },
			page:     func() report.Page { return report.Titled(report.RollupPage(s), o.title) },
			formats: map[string]func(io.Writer) error{
				"html": func(w io.Writer) error { return report.RollupHTML(w, s, o.title) },
				"svg":  func(w io.Writer) error { return report.RollupSVG(w, s, o.title, o.dark) },
			},
		})
		if err != nil {
			return err
		}
	}
	var all failures
	all.add(o.judge(s))
	all.add(o.complaint(s))
	return all.join()
}

// judge says what the gate says. Sheets that could not be judged are the matter of
// complaint.
func (o *rollupOptions) judge(s *rollup.Summary) error {
	verdict := report.RollupGate(s)
	switch {
	case verdict == nil:
	case verdict.Passed:
		o.message("gate passed: %s", verdict.Summary)
	case s.Failed > 0:
		failed := no("gate failed: %s", verdict.Summary)
		for _, f := range s.Failing {
			failed.problems = append(failed.problems, diag.Problem{
				Pos: diag.Pos{File: f.Place.File, Line: f.Place.Line}, Rule: "gate", Message: report.FailureMessage(f),
			})
		}
		if more := s.Failed - len(s.Failing); more > 0 {
			failed.err = fmt.Errorf("%w; %d more than the %d listed", failed.err, more, len(s.Failing))
		}
		return failed
	}
	return nil
}

// complaint is what makes the input bad, although the result was printed.
func (o *rollupOptions) complaint(s *rollup.Summary) error {
	switch {
	case s.Unreadable > 0:
		return ioError(fmt.Errorf("%s couldn't be read to the end", display.Count(s.Unreadable, "file")))
	case s.Rejected > 0:
		return o.hintFrom(usagef("%s rejected, and not counted", display.Count(s.Rejected, "sheet")), slices.Contains(o.paths, "-"))
	case s.Sheets == 0:
		return noSheets()
	case len(s.Groups) == 1 && s.Groups[0].Name == "" && rollup.Period(o.by):
		return usagef("no sheet has a date, so --by %s can't group them", o.by)
	case len(s.Groups) == 1 && s.Groups[0].Name == "":
		return usagef("no sheet has the label %s, so --by can't group by it", diag.Quote(o.by))
	}
	return nil
}

func noSheets() *failure { return usagef("no answer sheets were found in the files and folders given") }

// hasRows reports whether the format is one row a sheet.
func (o *rollupOptions) hasRows() bool {
	return o.format == string(rollup.RowCSV) || o.format == string(rollup.RowNDJSON)
}

// read reads all the sheets, and prints problems as they come. If rows are asked
// for, it writes them as they come, too.
func (o *rollupOptions) read(m *maturity.Model, demands maturity.Gate) (*rollup.Summary, error) {
	const named = 10 // teams with a critical dimension at its lowest, and sheets that fail the gate
	var inputs []intake.Input
	for _, path := range o.paths {
		input := intake.Input{Path: path, Format: sheet.Format(o.from)}
		if path == "-" {
			input.Path, input.Reader = stdinName, o.Stdin
		}
		inputs = append(inputs, input)
	}
	progress := o.newProgress()
	defer progress.clear()
	if o.hasRows() && !o.toFile() && isTerminal(o.Stdout) {
		progress.out = nil // the rows show it
	}
	skipped := &passedOver{}
	problems := &problemPrinter{out: o.Stderr, all: o.allProblems, before: progress.clear}
	options := intake.Options{
		Sheet:    sheet.Options{Partial: o.partial},
		Rollup:   rollup.Options{By: display.Composed(o.by), Rows: o.rows, Names: named, Gate: demands, Today: o.today()},
		Latest:   o.latest,
		Problems: problems.print,
		Skipped:  skipped.add,
		Progress: progress.show,
	}
	ctx, stop := untilStopped()
	defer stop()
	var s *rollup.Summary
	run := func(rows io.Writer) (err error) {
		options.Rows = rows
		s, err = intake.Run(ctx, m, inputs, options)
		switch {
		case errors.Is(err, context.Canceled):
			return interrupted("interrupted")
		case err != nil:
			return ioError(err)
		}
		return nil
	}
	var err error
	if o.hasRows() {
		options.RowFormat = rollup.RowFormat(o.format)
		err = o.stream(o.app, run)
	} else {
		err = run(nil)
	}
	if err == nil {
		problems.end()
		skipped.tell(o.app)
	}
	return s, err
}

// remark mentions what is no error but may not be what was meant.
func (o *rollupOptions) remark(s *rollup.Summary) {
	if len(s.Repeated) > 0 && !o.latest {
		in := ""
		if rollup.Period(o.by) {
			in = " in a " + o.by
		}
		o.message("%s more than one sheet, and each counts; --latest counts only the newest of each team%s", have(s.Repeated), in)
	}
	if s.Moved > 0 {
		o.message("%s in several groups of --by %s: only the newest sheet of each counts", display.Count(s.Moved, "team"), o.by)
	}
	if s.Tied > 0 {
		o.message("%s with several sheets on the latest day: only the lowest counts (consensus settles them)", display.Count(s.Tied, "team"))
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

// repeated returns the first path that another one is or holds, as written:
// links are not followed.
func (o *rollupOptions) repeated() string {
	given := map[string]int{}
	absolute := make([]string, len(o.paths))
	for i, path := range o.paths {
		if path == "-" {
			continue
		}
		at, err := filepath.Abs(path)
		if err != nil {
			at = path
		}
		absolute[i] = at
		given[at]++
	}
	for i, at := range absolute {
		if given[at] > 1 {
			return o.paths[i]
		}
		for above := filepath.Dir(at); at != "" && above != at; at, above = above, filepath.Dir(above) {
			if given[above] > 0 {
				return o.paths[i]
			}
		}
	}
	return ""
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
		_ = problems[:shown].Print(p.out) // a message that can't be shown must not stop the work
	}
}

// end says how many problems were not printed.
func (p *problemPrinter) end() {
	if more := p.count - shownProblems; more > 0 && !p.all {
		p.before()
		_, _ = io.WriteString(p.out, "… and "+display.Count(more, "more problem")+"; --all-problems prints them\n")
	}
}
