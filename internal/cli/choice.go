package cli

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"genaiops/internal/document"
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

// wholeNumber is the value of a flag that takes a plain decimal number. One with a
// sign, a leading zero or another base is more likely a mistake than meant.
type wholeNumber struct{ value *int }

func (n wholeNumber) String() string { return strconv.Itoa(*n.value) }

// Type is the type that help shows.
func (n wholeNumber) Type() string { return "int" }

// Set takes a whole number of 0 or more.
func (n wholeNumber) Set(s string) error {
	value, err := strconv.Atoi(s)
	if !document.IsWhole(s) || err != nil {
		return errors.New("expected a whole number, 0 or more")
	}
	*n.value = value
	return nil
}
