package cli

import (
	"errors"
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
	team  string
	paths []string // files and folders; empty for the data directory
}

func newHistoryCmd(a *app) *cobra.Command {
	o := &historyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "history [SHEET or DIR...]",
		Short: "See the saved assessments over time",
		Long: `Lists assessments by team, the oldest first, with score, level and the change since
the one before, and how each dimension went. Without arguments it reads what assess
has saved; give it a folder when sheets are kept in a repository. A file may hold
many sheets, a row or a line each.`,
		Example: `  genaiops history
  genaiops history --team Search
  genaiops history assessments/`,
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runHistory(o)
		},
	}
	cmd.Flags().StringVar(&o.team, "team", "", "only the assessments of `TEAM`")
	completes(cmd, "team", cobra.NoFileCompletions)
	o.output.register(cmd, "text", "json", "yaml", "markdown", "csv")
	o.sheetFlags.register(cmd)
	return cmd
}

func runHistory(o *historyOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	found, err := o.find(m)
	if err != nil {
		return err
	}
	if len(found.entries) == 0 && len(found.unread) > 0 {
		return skipped(found.unread)
	}
	h := report.History{Model: m, Entries: found.entries}
	err = o.write(o.app, result{
		document: func() any { return report.HistoryOf(h) },
		next:     o.next(found),
		text:     func(w io.Writer, s report.Style) error { return report.HistoryText(w, h, s) },
		markdown: func(w io.Writer) error { return report.HistoryMarkdown(w, h) },
		csv:      func(w io.Writer) error { return report.HistoryCSV(w, h) },
	})
	if err != nil {
		return err
	}
	return skipped(found.unread)
}

// skipped reports the files that were left out: bad input, whatever was wrong
// with them, since the rest was shown.
func skipped(unread failures) error {
	err := unread.join()
	var f *failure
	if errors.As(err, &f) {
		f.status = StatusUsage
	}
	return err
}

// found is what the files of a history hold.
type found struct {
	entries    []report.HistoryEntry // the oldest first
	unread     failures              // files that are left out
	several    map[string]bool       // files with more than one sheet
	otherBanks int                   // saved sheets of other banks or versions
	otherTeams []string              // of the sheets that --team leaves out
}

// next is the command that compares the two latest assessments, when they are
// of one team, each in a file of its own; or settles them, when two people
// answered on one day.
func (o *historyOptions) next(f *found) []string {
	n := len(f.entries)
	if n < 2 {
		return nil
	}
	one, other := f.entries[n-2], f.entries[n-1]
	a, b := one.Assessment.Sheet, other.Assessment.Sheet
	command := "compare"
	switch {
	case a.Team != b.Team, f.several[one.File], f.several[other.File]:
		return nil
	case a.Date == b.Date && a.Respondent != b.Respondent:
		command = "consensus"
	}
	return []string{o.command(command, o.sheetFlags, one.File, other.File)}
}

// find reads the files. Those that cannot be read are left out, and reported at
// the end.
func (o *historyOptions) find(m *maturity.Model) (*found, error) {
	f := &found{several: map[string]bool{}}
	files, err := o.files(&f.unread)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		sheets, err := o.readSheets(manySheets, m, file, o.sheetFlags)
		if len(o.paths) == 0 && isOtherBank(err) {
			f.otherBanks++
			continue
		}
		f.unread.add(err)
		f.several[file] = len(sheets) > 1
		if err := o.add(f, m, file, sheets); err != nil {
			return nil, err
		}
	}
	sort.SliceStable(f.entries, func(i, j int) bool {
		return f.entries[i].Assessment.Sheet.Date < f.entries[j].Assessment.Sheet.Date
	})
	o.remark(f)
	return f, nil
}

// add scores the sheets of a file, except those of other teams.
func (o *historyOptions) add(f *found, m *maturity.Model, file string, sheets []maturity.Sheet) error {
	for _, s := range sheets {
		if o.team != "" && s.Team != o.team {
			f.otherTeams = append(f.otherTeams, s.Team)
			continue
		}
		a, err := maturity.Score(m, s)
		if err != nil {
			return usageError(err)
		}
		f.entries = append(f.entries, report.HistoryEntry{File: file, Assessment: a})
	}
	return nil
}

// remark says what is not shown.
func (o *historyOptions) remark(f *found) {
	if len(f.entries) == 0 && len(f.otherTeams) > 0 {
		o.message("no assessment is of team %s%s", diag.Quote(o.team), diag.DidYouMean(o.team, f.otherTeams))
	}
	if f.otherBanks > 0 {
		o.message("%s of other question banks or versions left out; --questions and --levels choose a bank", display.Count(f.otherBanks, "saved sheet"))
	}
}

// isOtherBank reports whether a sheet was refused because it answers another
// bank or version: what assess saves for all of them is in one folder.
func isOtherBank(err error) bool {
	var f *failure
	return errors.As(err, &f) && slices.ContainsFunc(f.problems, func(p diag.Problem) bool { return p.Rule == sheet.RuleBank })
}

// files are those that the arguments name, or what assess has saved. Folders that
// cannot be read are left out like files.
func (o *historyOptions) files(unread *failures) ([]string, error) {
	if len(o.paths) > 0 {
		files, err := store.Files(o.paths)
		unread.add(err)
		return files, nil
	}
	folder, err := store.DataDir(o.Getenv, runtime.GOOS, o.home)
	if err != nil {
		return nil, ioError(err)
	}
	files, err := store.Saved(folder)
	unread.add(err)
	return files, nil
}
