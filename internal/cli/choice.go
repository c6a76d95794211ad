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

// choose declares such a flag. Of each word, as of a completion, what follows a
// tab says what it is for.
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

// Type is that of the flag in help.
func (c choice) Type() string { return "string" }

// Set takes one of the words; the error says which they are.
func (c choice) Set(word string) error {
	if !slices.Contains(c.words, word) {
		return errors.New("expected " + strings.Join(c.words, ", "))
	}
	*c.value = word
	return nil
}
