package cli

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
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

func newHistoryCmd(a *app, runF func(*historyOptions) error) *cobra.Command {
	o := &historyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "history [SHEET or DIR...]",
		Short: "See the saved assessments over time",
		Long: `Lists assessments by team, the oldest first, with score, level and the change since
the one before, and how each dimension went. Without arguments it reads what assess
has saved; give it a folder when sheets are kept in a repository.`,
		Example: `  genaiops history
  genaiops history --team Search
  genaiops history assessments/`,
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runF(o)
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
	files, err := o.files()
	if err != nil {
		return err
	}
	entries, unread := o.entries(m, files)
	if len(entries) == 0 && len(unread.all) > 0 {
		return skipped(unread)
	}
	h := report.History{Model: m, Entries: entries}
	err = o.write(o.app, report.HistoryOf(h), map[string]render{
		"text": func(w io.Writer, s report.Style) error {
			s.Next = nextOfHistory(entries)
			return report.HistoryText(w, h, s)
		},
		"markdown": func(w io.Writer, _ report.Style) error { return report.HistoryMarkdown(w, h) },
		"csv":      func(w io.Writer, _ report.Style) error { return report.HistoryCSV(w, h) },
	})
	if err != nil {
		return err
	}
	return skipped(unread)
}

// skipped reports the files that were left out: bad input, whatever was wrong
// with them, since the rest was shown.
func skipped(unread *failures) error {
	err := unread.join()
	var f *failure
	if errors.As(err, &f) {
		f.status = StatusUsage
	}
	return err
}

// nextOfHistory is the command that compares the two latest assessments, when
// they are of one team; or settles them, when two people answered on one day.
func nextOfHistory(entries []report.HistoryEntry) []string {
	n := len(entries)
	if n < 2 {
		return nil
	}
	one, other := entries[n-2].Assessment.Sheet, entries[n-1].Assessment.Sheet
	command := "compare"
	switch {
	case one.Team != other.Team:
		return nil
	case one.Date == other.Date && one.Respondent != other.Respondent:
		command = "consensus"
	}
	return []string{"genaiops " + command + " " + shellWords([]string{entries[n-2].File, entries[n-1].File})}
}

// entries reads the files. Those that cannot be read are left out, and
// reported at the end.
func (o *historyOptions) entries(m *maturity.Model, files []string) ([]report.HistoryEntry, *failures) {
	var entries []report.HistoryEntry
	unread := &failures{}
	others := 0
	var otherTeams []string
	for _, file := range files {
		a, err := o.assessment(m, file, o.sheetFlags)
		if len(o.paths) == 0 && isOtherBank(err) {
			others++
			continue
		}
		if unread.add(err) {
			continue
		}
		if o.team != "" && a.Sheet.Team != o.team {
			otherTeams = append(otherTeams, a.Sheet.Team)
			continue
		}
		entries = append(entries, report.HistoryEntry{File: file, Assessment: a})
	}
	if len(entries) == 0 && len(otherTeams) > 0 {
		o.message("no assessment is of team %s%s", diag.Quote(o.team), diag.DidYouMean(o.team, otherTeams))
	}
	if others > 0 {
		o.message("%s of other question banks or versions left out; --questions and --levels choose a bank", count(others, "saved sheet"))
	}
	slices.SortStableFunc(entries, func(a, b report.HistoryEntry) int {
		return strings.Compare(a.Assessment.Sheet.Date, b.Assessment.Sheet.Date)
	})
	return entries, unread
}

// isOtherBank reports whether a sheet was refused because it answers another
// bank or version: what assess saves for all of them is in one folder.
func isOtherBank(err error) bool {
	var f *failure
	return errors.As(err, &f) && slices.ContainsFunc(f.problems, func(p diag.Problem) bool { return p.Rule == sheet.RuleBank })
}

// files are those that the arguments name, or what assess has saved.
func (o *historyOptions) files() ([]string, error) {
	if len(o.paths) > 0 {
		files, err := store.Files(o.paths)
		if err != nil {
			return nil, ioError(err)
		}
		return files, nil
	}
	folder, err := store.DataDir(o.Getenv, runtime.GOOS, o.home)
	if err != nil {
		return nil, ioError(err)
	}
	files, err := store.Saved(folder)
	if err != nil {
		return nil, ioError(err)
	}
	return files, nil
}
