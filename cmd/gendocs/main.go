// Command gendocs writes the manual page of each command to DIR/man and the completion
// script of each shell to DIR/completions, for packages of genaiops. It is a separate
// program so that genaiops does not link the generator.
//
// Pages have the date SOURCE_DATE_EPOCH, so that a release depends only on its commit.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"

	"genaiops/internal/cli"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stderr))
}

// run writes everything to the directory in args and returns the exit status.
func run(args []string, getenv func(string) string, stderr io.Writer) int {
	if len(args) != 1 {
		fmt.Fprintln(stderr, "usage: SOURCE_DATE_EPOCH=SECONDS gendocs DIR")
		return 2
	}
	seconds, err := strconv.ParseInt(getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		fmt.Fprintln(stderr, "gendocs: SOURCE_DATE_EPOCH is not a number; expected the commit time in seconds since 1970")
		return 2
	}
	root := cli.Command()
	err = errors.Join(
		writeAll(filepath.Join(args[0], "man"), pages(root, time.Unix(seconds, 0).UTC())),
		writeAll(filepath.Join(args[0], "completions"), completions(root)),
	)
	if err != nil {
		fmt.Fprintln(stderr, "gendocs:", err)
		return 1
	}
	return 0
}

// file writes the content of a file.
type file func(io.Writer) error

func writeAll(dir string, files map[string]file) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, write := range files {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// completions returns the scripts by the file names that shells expect.
func completions(root *cobra.Command) map[string]file {
	return map[string]file{
		"genaiops.bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"_genaiops":     root.GenZshCompletion,
		"genaiops.fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"genaiops.ps1":  root.GenPowerShellCompletionWithDesc,
	}
}

// sections belong to the page of genaiops itself.
const sections = `

# ENVIRONMENT

**GENAIOPS_QUESTIONS**, **GENAIOPS_LEVELS**
	directories of a question bank and of levels, as with --questions and --levels

**GENAIOPS_DATA**, **GENAIOPS_STATE**
	directories of finished sheets and of drafts

**ACCESSIBLE**
	ask in plain text, line by line, as with --accessible

**NO_COLOR**, **CLICOLOR_FORCE**, **COLUMNS**, **TERM**
	as in other programs

# FILES

**~/.local/share/genaiops/assessments**
	finished sheets; in XDG_DATA_HOME if that is set

**~/.local/state/genaiops**
	drafts; in XDG_STATE_HOME if that is set
`

// pages returns the manual pages of a command and its subcommands.
func pages(root *cobra.Command, date time.Time) map[string]file {
	root.DisableAutoGenTag = true
	escape(root)
	var list strings.Builder
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			fmt.Fprintf(&list, "**%s**\n\t%s\n\n", c.Name(), c.Short)
		}
	}
	about, statuses, _ := strings.Cut(root.Long, "\nExit status: ")
	root.Long = about + "\n# COMMANDS\n\n" + list.String() + "\n# EXIT STATUS\n\n" + statuses + sections
	all := map[string]file{}
	add(all, root, date)
	return all
}

// escape makes Markdown of the descriptions, which the generator takes for that: what is
// indented stays as it is, and a star is a star.
func escape(cmd *cobra.Command) {
	lines := strings.Split(cmd.Long, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "  ") {
			lines[i] = "  " + line
		} else {
			lines[i] = strings.NewReplacer("*", `\*`, "_", `\_`).Replace(line)
		}
	}
	cmd.Long = strings.Join(lines, "\n")
	for _, c := range cmd.Commands() {
		escape(c)
	}
}

func add(all map[string]file, cmd *cobra.Command, date time.Time) {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
	all[name] = func(w io.Writer) error { return page(w, cmd, date) }
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			add(all, c, date)
		}
	}
}

// tagged matches a paragraph that starts with a bold name on its own line.
var tagged = regexp.MustCompile(`(?m)^(?:\.PP\n)?(\\fB.*)\n\t`)

// page writes the manual page of a command. The generator shows the default of every
// flag, even an empty one, on the line of its description; page shows the flag's value
// instead, as help does.
func page(w io.Writer, cmd *cobra.Command, date time.Time) error {
	var b bytes.Buffer
	err := doc.GenMan(cmd, &doc.GenManHeader{Section: "1", Date: &date, Source: "genaiops", Manual: "GenAIOps maturity"}, &b)
	if err != nil {
		return err
	}
	text := b.String()
	for _, flags := range []*pflag.FlagSet{cmd.NonInheritedFlags(), cmd.InheritedFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { text = showTaken(text, f) })
	}
	_, err = io.WriteString(w, tagged.ReplaceAllString(text, ".TP\n$1\n"))
	return err
}

func showTaken(page string, f *pflag.Flag) string {
	flag := `\fB--` + f.Name + `\fP`
	taken, _ := pflag.UnquoteUsage(f)
	if taken != "" {
		taken = ` \fI` + taken + `\fP`
	}
	if taken != "" && f.NoOptDefVal != "" { // the value may be left out
		taken = "[=" + strings.TrimSpace(taken) + "]"
	}
	if !slices.Contains([]string{"", "false", "0", "[]"}, f.DefValue) {
		taken += " (default " + f.DefValue + ")"
	}
	for _, shown := range []string{"[=" + f.DefValue + "]", `[="` + f.DefValue + `"]`, `="` + f.DefValue + `"`, "=" + f.DefValue} {
		page = strings.Replace(page, flag+shown+"\n", flag+taken+"\n", 1)
	}
	return page
}
