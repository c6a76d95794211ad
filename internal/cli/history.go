package cli

import (
	"io"
	"runtime"
	"slices"
	"sort"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type historyOptions struct {
	*app
	output
	sheetFlags
	darkFlag
	team  string
	paths []string // files and folders; empty for the data directory
}

func newHistoryCmd(a *app) *cobra.Command {
	o := &historyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "history [SHEET or DIR...]",
		Short: "See the saved assessments over time",
		Long: `Lists assessments by team, the oldest first, with score, level and the change since
the same person's one before, and the trend of each dimension. Without arguments it reads what
assess has saved; give it a folder if you keep sheets in a repository. A file may
hold many sheets, one per row or line. HTML and SVG draw the trend as a chart.`,
		Example: `  genaiops history
  genaiops history --team Search
  genaiops history assessments/`,
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			if err := o.checkDark(o.format); err != nil {
				return err
			}
			return runHistory(o)
		},
	}
	cmd.Flags().StringVar(&o.team, "team", "", "only the assessments of `TEAM`")
	completes(cmd, "team", cobra.NoFileCompletions)
	o.output.register(cmd, "text", "json", "yaml", "markdown", "html", "svg", "csv")
	o.darkFlag.register(cmd)
	o.sheetFlags.register(cmd)
	return cmd
}

func runHistory(o *historyOptions) error {
	o.keep = pointsAlone // a history shows nothing else
	m, err := o.model()
	if err != nil {
		return err
	}
	found, err := o.find(m)
	if err != nil {
		return err
	}
	skipped := found.unread.join() // the rest is shown
	if len(found.entries) == 0 && skipped != nil {
		return skipped
	}
	h := report.History{Model: m, Entries: found.entries, Today: o.today()}
	err = o.write(o.app, result{
		document: func() any { return report.HistoryOf(h) },
		next:     o.next(found),
		page:     func() report.Page { return report.HistoryPage(h) },
		formats: map[string]func(io.Writer) error{
			"html": func(w io.Writer) error { return report.HistoryHTML(w, h) },
			"svg":  func(w io.Writer) error { return report.HistorySVG(w, h, o.dark) },
			"csv":  func(w io.Writer) error { return report.HistoryCSV(w, h) },
		},
	})
	if err != nil {
		return err
	}
	return skipped
}

// found is what the files of a history hold.
type found struct {
	entries []report.HistoryEntry // the oldest first
	unread  failures              // files that are left out
	several map[string]bool       // files with more than one sheet
}

// next is the command that goes on with the latest assessment: with the one before,
// if it's of the same team, to compare them; with all of that day, if several people
// answered, to settle their answers. Each has to be in a file of its own.
func (o *historyOptions) next(f *found) []string {
	n := len(f.entries)
	if n < 2 {
		return nil
	}
	latest := f.entries[n-1]
	command, with := "compare", f.entries[n-2:n-1]
	if day := sameDay(f.entries); len(day) > 0 {
		command, with = "consensus", day
	}
	var files []string
	for _, e := range append(slices.Clone(with), latest) {
		if e.Assessment.Sheet.Team != latest.Assessment.Sheet.Team || f.several[e.File] {
			return nil
		}
		files = append(files, e.File)
	}
	return []string{o.command(command, o.sheetFlags, files...)}
}

// sameDay returns the assessments of the latest one's team and day, without the
// latest, if they are by several people.
func sameDay(entries []report.HistoryEntry) []report.HistoryEntry {
	latest := entries[len(entries)-1].Assessment.Sheet
	var day []report.HistoryEntry
	several := false
	for _, e := range entries[:len(entries)-1] {
		s := e.Assessment.Sheet
		if s.Team == latest.Team && s.Date == latest.Date {
			day = append(day, e)
			several = several || s.Respondent != latest.Respondent
		}
	}
	if !several {
		return nil
	}
	return day
}

// find reads and scores the sheets in the files, and says what is left out. What
// can't be read is for the caller to report, at the end.
func (o *historyOptions) find(m *maturity.Model) (*found, error) {
	f := &found{several: map[string]bool{}}
	files, err := o.files(&f.unread)
	if err != nil {
		return nil, err
	}
	var skipped passedOver
	otherBanks := 0 // saved sheets: one folder holds those of all banks
	var otherTeams []string
	for _, file := range files {
		sheets, err := o.readSheets(m, file, o.sheetFlags, manySheets)
		if err != nil && len(o.paths) == 0 && failureOf(err).hasProblem(sheet.RuleBank) {
			otherBanks++
			continue
		}
		if err != nil && skipped.take(file, o.paths, failureOf(err).problems) {
			continue
		}
		f.unread.add(err)
		f.several[file] = len(sheets) > 1
		for _, s := range sheets {
			if o.team != "" && display.Fold(s.Team) != display.Fold(o.team) {
				otherTeams = append(otherTeams, s.Team)
				continue
			}
			a, err := maturity.Score(m, s)
			if err != nil {
				return nil, usageError(err)
			}
			f.entries = append(f.entries, report.HistoryEntry{File: file, Assessment: a})
		}
	}
	sort.SliceStable(f.entries, func(i, j int) bool {
		return f.entries[i].Assessment.Sheet.Date < f.entries[j].Assessment.Sheet.Date
	})
	if len(f.entries) == 0 && len(otherTeams) > 0 {
		o.message("no assessment is about team %s%s", diag.Quote(o.team), diag.DidYouMean(o.team, otherTeams))
	}
	skipped.tell(o.app)
	if otherBanks > 0 {
		o.message("%s of other question banks or versions left out; --questions and --levels choose a bank", display.Count(otherBanks, "saved sheet"))
	}
	return f, nil
}

// files returns those that the arguments name, or what assess has saved.
func (o *historyOptions) files(unread *failures) ([]string, error) {
	if len(o.paths) > 0 {
		files, err := store.Files(o.paths)
		unread.add(err)
		return files, nil
	}
	folder, err := store.DataDir(o.Getenv, runtime.GOOS, o.home)
	o.inputs = append(o.inputs, folder)
	if err != nil {
		return nil, ioError(err)
	}
	files, err := store.Saved(folder)
	unread.add(err)
	return files, nil
}
