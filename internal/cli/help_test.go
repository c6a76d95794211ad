package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// exampleSheets are the sheets that the examples of the help texts speak of.
var exampleSheets = []string{
	"sheet.yaml", "old.yaml", "new.yaml", "last-quarter.yaml", "2026-q3.yaml", "2026-q4.yaml", "main.yaml", "branch.yaml",
	"ada.yaml", "ben.yaml", "chris.yaml", "sheets/search.yaml", "assessments/2026-q3.yaml",
}

// TestExamplesOfHelpRun runs the example lines of every command, in order, and
// expects each to be done: no error, no failed gate, no file left unread.
func TestExamplesOfHelpRun(t *testing.T) {
	t.Parallel()
	visit(newRootCmd(&app{}, io.Discard), func(cmd *cobra.Command) {
		t.Run(strings.ReplaceAll(cmd.CommandPath(), " ", "_"), func(t *testing.T) {
			t.Parallel()
			if cmd.Example == "" {
				t.Fatal("the help has no example")
			}
			sh := newShell(t)
			sh.env = append(sh.env, "ACCESSIBLE=1") // for the one that asks: a pipe can answer
			writeExampleFiles(t, sh.dir)
			for line := range strings.Lines(cmd.Example) {
				command := strings.TrimSpace(line)
				if strings.HasPrefix(command, "#") || command == "" {
					continue
				}
				answers := `printf '` + strings.Repeat(`2\n`, 14) + `f\n' | `
				got := sh.session(t, []string{answers + command + "; echo status $?"})[0]
				if !strings.HasSuffix(got, "\nstatus 0\n") {
					t.Errorf("not done:\n%s", got)
				}
			}
		})
	})
}

// visit calls f with a command and all below it that help lists, save the
// shells' completion scripts, whose help is cobra's own.
func visit(cmd *cobra.Command, f func(*cobra.Command)) {
	f(cmd)
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() && c.Name() != "completion" {
			visit(c, f)
		}
	}
}

// writeExampleFiles writes the files that the examples read.
func writeExampleFiles(t *testing.T, dir string) {
	t.Helper()
	m, err := (&app{Env: Env{Getenv: func(string) string { return "" }}}).model()
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	for i, q := range m.Bank.Questions() {
		answers = append(answers, fmt.Sprintf("%q: %d", q.ID, 1+i%2)) // level 4: the highest gate is open
	}
	text := `{"team": "Search", "date": "2026-11-23", "labels": {"unit": "Retail"}, "answers": {` + strings.Join(answers, ", ") + "}}\n"
	for _, name := range exampleSheets {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeGzip(filepath.Join(dir, "all.ndjson.gz"), text); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"questions", "levels"} {
		for _, version := range []string{"", "v1"} {
			err := os.CopyFS(filepath.Join(dir, version, content), os.DirFS("../../"+content))
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestHelpListsEveryCommandAndFlag(t *testing.T) {
	t.Parallel()
	checkSessions(t, "testdata/help.md")
}

func TestHelpDescribesEveryCommand(t *testing.T) {
	t.Parallel()
	visit(newRootCmd(&app{}, io.Discard), func(cmd *cobra.Command) {
		if cmd.Short == "" || cmd.Long == "" {
			t.Errorf("%s: Short is %q, Long is %q", cmd.CommandPath(), cmd.Short, cmd.Long)
		}
	})
}
