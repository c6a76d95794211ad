package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// choice is the value of a flag that takes one of a few words, and refuses all
// others while the command line is read.
type choice struct {
	value *string
	words []string
}

// choose declares such a flag. Each word may be followed by a tab and a
// description, as in a completion.
func choose(cmd *cobra.Command, flags *pflag.FlagSet, value *string, name string, list []cobra.Completion, usage string) {
	c := choice{value: value}
	for _, completion := range list {
		word, _, _ := strings.Cut(completion, "\t")
		c.words = append(c.words, word)
	}
	flags.Var(c, name, usage+": "+strings.Join(c.words, ", "))
	completes(cmd, name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
}

func (c choice) String() string { return *c.value }

// Type is the type that help shows.
func (c choice) Type() string { return "string" }

// Set takes one of the words; the error lists them.
func (c choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return errors.New("expected " + strings.Join(c.words, ", "))
	}
	*c.value = word
	return nil
}
