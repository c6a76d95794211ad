package cli

import (
	"io"
	"runtime"
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
the one before, and the trend of each dimension. Without arguments it reads what
assess has saved; give it a folder if you keep sheets in a repository. A file may
hold many sheets, one per row or line.`,
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
	// The rest is shown, so files that are left out are bad input, whatever is
	// wrong with them.
	var skipped error
	if len(found.unread) > 0 {
		f := failureOf(found.unread.join())
		f.status = StatusUsage
		skipped = f
	}
	if len(found.entries) == 0 && skipped != nil {
		return skipped
	}
	h := report.History{Model: m, Entries: found.entries}
	err = o.write(o.app, result{
		document: func() any { return report.HistoryOf(h) },
		next:     o.next(found),
		page:     func() report.Page { return report.HistoryPage(h) },
		csv:      func(w io.Writer) error { return report.HistoryCSV(w, h) },
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

// next is the command that compares the two latest assessments, if they are of
// one team, each in a file of its own. If two people answered on the same day, it
// is the command that settles their answers.
func (o *historyOptions) next(f *found) []string {
	n := len(f.entries)
	if n < 2 {
		return nil
	}
	one, other := f.entries[n-2], f.entries[n-1]
	a, b := one.Assessment.Sheet, other.Assessment.Sheet
	command := "compare"
	switch {
	case display.Fold(a.Team) != display.Fold(b.Team), f.several[one.File], f.several[other.File]:
		return nil
	case a.Date == b.Date && a.Respondent != b.Respondent:
		command = "consensus"
	}
	return []string{o.command(command, o.sheetFlags, one.File, other.File)}
}

// find reads and scores the sheets in the files, and says what is left out. What
// can't be read is for the caller to report, at the end.
func (o *historyOptions) find(m *maturity.Model) (*found, error) {
	f := &found{several: map[string]bool{}}
	files, err := o.files(&f.unread)
	if err != nil {
		return nil, err
	}
	otherBanks := 0 // saved sheets: one folder holds those of all banks
	var otherTeams []string
	for _, file := range files {
		sheets, err := o.readSheets(m, file, o.sheetFlags, manySheets)
		if err != nil && len(o.paths) == 0 && failureOf(err).hasProblem(sheet.RuleBank) {
			otherBanks++
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
