package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
)

// The functions here answer the shell when it completes an argument. A model
// that cannot be read completes nothing.

func (a *app) completeLevels(wanted bool) ([]string, cobra.ShellCompDirective) {
	return a.complete(wanted, func(m *maturity.Model) (words []string) {
		for i := range m.Levels {
			l := &m.Levels[i]
			words = append(words, cobra.CompletionWithDesc(strconv.Itoa(l.Number), l.Name))
		}
		return words
	})
}

func (a *app) completeQuestions(wanted bool) ([]string, cobra.ShellCompDirective) {
	return a.complete(wanted, func(m *maturity.Model) (words []string) {
		for i := range m.Bank.Dimensions {
			d := &m.Bank.Dimensions[i]
			words = append(words, cobra.CompletionWithDesc(d.ID, d.Name))
			for j := range d.Questions {
				words = append(words, cobra.CompletionWithDesc(d.Questions[j].ID, d.Questions[j].Title))
			}
		}
		return words
	})
}

// completeAnswers completes the value of --set, up to the equals sign.
func (a *app) completeAnswers(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	words, _ := a.complete(true, func(m *maturity.Model) (words []string) {
		for _, q := range m.Bank.Questions() {
			words = append(words, cobra.CompletionWithDesc(q.ID+"=", q.Title))
		}
		return words
	})
	return words, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

func (a *app) complete(wanted bool, words func(*maturity.Model) []string) ([]string, cobra.ShellCompDirective) {
	if !wanted {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	m, err := a.model()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return words(m), cobra.ShellCompDirectiveNoFileComp
}

// sheetExtensions are the files that the shell offers where a sheet is wanted.
var sheetExtensions = []string{"yaml", "yml", "json", "csv", "ndjson", "jsonl"}

func completeSheets(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return sheetExtensions, cobra.ShellCompDirectiveFilterFileExt
}
