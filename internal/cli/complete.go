package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// These functions answer the shell when it completes an argument or the value of a
// flag. Nothing is completed from a model that can't be read.

// completes says how the shell completes the value of a flag.
func completes(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // the flag was declared a few lines before
	}
}

func completeFolders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func (a *app) completeLevels(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return a.complete(func(m *maturity.Model) (list []string) {
		for i := range m.Levels {
			l := &m.Levels[i]
			list = append(list, cobra.CompletionWithDesc(strconv.Itoa(l.Number), l.Name))
		}
		return list
	})
}

func (a *app) completeQuestions(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return a.complete(func(m *maturity.Model) (list []string) {
		for i := range m.Bank.Dimensions {
			d := &m.Bank.Dimensions[i]
			list = append(list, cobra.CompletionWithDesc(d.ID, d.Name))
			for j := range d.Questions {
				list = append(list, cobra.CompletionWithDesc(d.Questions[j].ID, d.Questions[j].Title))
			}
		}
		return list
	})
}

// completeAnswers completes the value of --set: first the question, then, after
// the equals sign, the points of its options.
func (a *app) completeAnswers(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	id, _, chosen := strings.Cut(word, "=")
	list, directive := a.complete(func(m *maturity.Model) (list []string) {
		for _, q := range m.Bank.Questions() {
			switch {
			case !chosen:
				list = append(list, cobra.CompletionWithDesc(q.ID+"=", q.Title))
			case q.ID == id:
				for _, o := range q.Options {
					list = append(list, cobra.CompletionWithDesc(fmt.Sprintf("%s=%d", id, o.Points), o.Text))
				}
				list = append(list, id+"=unknown")
			}
		}
		return list
	})
	if !chosen {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return list, directive
}

func (a *app) complete(list func(*maturity.Model) []string) ([]string, cobra.ShellCompDirective) {
	m, err := a.model()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return list(m), cobra.ShellCompDirectiveNoFileComp
}

// atMost completes no more arguments than the command takes.
func atMost(n int, f cobra.CompletionFunc) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= n {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return f(cmd, args, word)
	}
}

// completeSheets completes the name of a sheet or of a folder, and describes the sheets
// by team, date and score if they are few enough to be read quickly. Names that need
// quotes are left to the shell, which completes by extension; fish offers all files then.
func (a *app) completeSheets(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	names, simple := sheetsFrom(word)
	if !simple {
		return sheet.Extensions(), cobra.ShellCompDirectiveFilterFileExt
	}
	directive := cobra.ShellCompDirectiveNoFileComp
	if len(names) == 1 && strings.HasSuffix(names[0], "/") {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	const readable = 50 // sheets: a few milliseconds
	if m, err := a.model(); err == nil && len(names) <= readable {
		for i, name := range names {
			names[i] = cobra.CompletionWithDesc(name, a.describe(m, name))
		}
	}
	return names, directive
}

// sheetsFrom returns the names that begin with word of files that may be sheets, and of
// folders, with a slash at the end. It is not simple if one of them needs quotes.
func sheetsFrom(word string) (names []string, simple bool) {
	folder, begin := filepath.Split(word)
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil {
		return nil, false
	}
	for _, e := range entries {
		name := folder + e.Name()
		if !strings.HasPrefix(e.Name(), begin) || begin == "" && strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		_, isSheet := sheet.FormatOf(name)
		switch {
		case info.IsDir():
			name += "/"
		case !isSheet || !info.Mode().IsRegular():
			continue
		}
		if shellWord(name) != name {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// describe says whose sheet a file holds; nothing if it isn't a sheet.
func (a *app) describe(m *maturity.Model, file string) string {
	result, err := a.assessment(m, file, sheetFlags{partial: true})
	if err != nil {
		return ""
	}
	var about []string
	for _, part := range []string{result.Sheet.Team, result.Sheet.Respondent, result.Sheet.Date} {
		if part != "" {
			about = append(about, oneLine(part))
		}
	}
	return strings.Join(append(about, fmt.Sprintf("%d of %d", result.Low, result.Max)), ", ")
}
