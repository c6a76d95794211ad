package cli

import "strings"

// commandLine is a command to go on with, in the words to type.
type commandLine string

// start begins the command line of a command, with the bank and levels in use.
func (a *app) start(name string, files ...string) commandLine {
	c := commandLine("genaiops " + name)
	for _, file := range files {
		c += commandLine(" " + shellWord(file))
	}
	c.flag("questions", a.questions)
	c.flag("levels", a.levels)
	return c
}

// flag adds a flag that has a value.
func (c *commandLine) flag(name, value string) {
	if value != "" {
		*c += commandLine(" --" + name + " " + shellWord(value))
	}
}

// on adds a flag without a value, if it is set.
func (c *commandLine) on(name string, set bool) {
	if set {
		*c += commandLine(" --" + name)
	}
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

// shellWord quotes a word for a shell, where it needs that.
func shellWord(s string) string {
	const special = " \t\"'`$&|;<>()*?[]{}!#~\\"
	if strings.HasPrefix(s, "-") && s != "-" { // a file, not a flag
		s = "./" + s
	}
	if s != "" && !strings.ContainsAny(s, special) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
