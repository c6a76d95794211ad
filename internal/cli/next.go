package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commandLine is a command to go on with, in the words to type.
type commandLine string

// start begins the command line of a command, with the bank and levels in use.
func (a *app) start(name string, files ...string) commandLine {
	c := a.program(name)
	for _, file := range files {
		c += commandLine(" " + shellWord(file))
	}
	c.flag("questions", a.questions)
	c.flag("levels", a.levels)
	return c
}

// program begins the command line of a command. A program that was started by its
// path may not be found by its name.
func (a *app) program(command string) commandLine {
	name := "genaiops"
	if strings.ContainsFunc(a.Name, func(r rune) bool { return r < 128 && os.IsPathSeparator(byte(r)) }) {
		name = shellWord(a.Name)
	}
	return commandLine(name + " " + command)
}

// flag adds a flag that has a value.
func (c *commandLine) flag(name, value string) {
	switch {
	case value == "":
	case strings.HasPrefix(value, "-"): // it would look like another flag
		*c += commandLine(" --" + name + "=" + shellValue(value))
	default:
		*c += commandLine(" --" + name + " " + shellValue(value))
	}
}

// on adds a flag without a value, if it is set.
func (c *commandLine) on(name string, set bool) {
	if set {
		*c += commandLine(" --" + name)
	}
}

// again is the command line of a command as it was typed, without some flags.
func (a *app) again(cmd *cobra.Command, without ...string) commandLine {
	c := a.program(cmd.Name())
	cmd.Flags().SortFlags = false // visit them in the order in which they were typed
	cmd.Flags().Visit(func(f *pflag.Flag) {
		list, isList := f.Value.(pflag.SliceValue)
		switch {
		case slices.Contains(without, f.Name):
		case isList:
			for _, value := range list.GetSlice() {
				c.flag(f.Name, value)
			}
		case f.Value.Type() == "bool":
			c.on(f.Name, f.Value.String() == "true")
		default:
			c.flag(f.Name, f.Value.String())
		}
	})
	return c
}

// command returns the command that goes on with these files, read in the same
// way. Standard input can't be read again.
func (a *app) command(name string, f sheetFlags, files ...string) string {
	var names []string
	for _, file := range files {
		if file == "-" {
			file, f.from = "SHEET", ""
		}
		names = append(names, file)
	}
	c := a.start(name, names...)
	c.flag("from", f.from)
	c.on("partial", f.partial)
	for _, assignment := range f.set {
		c.flag("set", assignment)
	}
	return string(c)
}
