package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"genaiops/internal/cli"
)

// generate runs the program and returns its output files by path.
func generate(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	var stderr bytes.Buffer
	if status := run([]string{dir}, func(string) string { return "1795392000" }, &stderr); status != 0 {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	files := map[string]string{}
	for _, pattern := range []string{"man/*", "completions/*"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(found) == 0 {
			t.Fatal("nothing in", pattern, err)
		}
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name, _ := filepath.Rel(dir, file)
			files[filepath.ToSlash(name)] = string(text)
		}
	}
	return files
}

// Each command in the help has a page with its summary, flags and examples. Others have
// none.
func TestEveryCommandHasAPage(t *testing.T) {
	t.Parallel()
	files := generate(t)
	expected := 0
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		expected++
		page := files["man/"+strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"]
		for _, part := range []string{".TH ", cmd.Short, "Nov 2026", "SYNOPSIS", strings.TrimSpace(cmd.Example)} {
			if !strings.Contains(page, part) {
				t.Errorf("the page of %s does not contain %q", cmd.CommandPath(), part)
			}
		}
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				visit(c)
			}
		}
	}
	visit(cli.Command())
	pages := 0
	for name := range files {
		if strings.HasPrefix(name, "man/") {
			pages++
		}
	}
	if pages != expected {
		t.Errorf("%d pages for %d commands", pages, expected)
	}
}

// The pages show flags as help does: with their value and a default, if any.
func TestPagesShowWhatFlagsTake(t *testing.T) {
	t.Parallel()
	files := generate(t)
	page := files["man/genaiops-assess.1"]
	for _, line := range []string{
		".TP\n\\fB-a\\fP, \\fB--answers\\fP \\fIFILE\\fP\nscore",
		".TP\n\\fB--format\\fP \\fIFORMAT\\fP (default text)\n",
		".TP\n\\fB--partial\\fP\ncount",
		".TP\n\\fB--min-score\\fP \\fIN\\fP\n",
	} {
		if !strings.Contains(page, line) {
			t.Errorf("no %q in\n%s", line, page)
		}
	}
	for name, text := range files {
		if strings.HasPrefix(name, "man/") && (strings.Contains(text, `=""`) || strings.Contains(text, `[="`)) {
			t.Errorf("%s shows an empty default", name)
		}
	}
	if page := files["man/genaiops-validate.1"]; !strings.Contains(page, ".TP\n\\fB--evidence\\fP[=\\fIHOW\\fP]\n") {
		t.Errorf("no [=HOW] in\n%s", page)
	}
	if schema := files["man/genaiops-schema.1"]; !strings.Contains(schema, "\n  \"bank.schema.json\": \"questions/*.yaml\",\n") {
		t.Errorf("the settings of an editor are not as they are in the help:\n%s", schema)
	}
	if root := files["man/genaiops.1"]; !strings.Contains(root, ".SH COMMANDS\n.TP\n\\fBassess\\fP\n") || !strings.Contains(root, ".SH ENVIRONMENT") || !strings.Contains(root, ".SH FILES") ||
		!strings.Contains(root, ".SH EXIT STATUS\n0 done; 1 done, and the answer is no") {
		t.Error("the page of genaiops has no commands, exit status, environment and files")
	}
}

func TestPagesAndCompletionsAreReproducible(t *testing.T) {
	t.Parallel()
	first, second := generate(t), generate(t)
	for name, text := range first {
		if second[name] != text {
			t.Errorf("%s differs", name)
		}
	}
}

func TestCompletionScriptsAreWellFormed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if run([]string{dir}, func(string) string { return "0" }, &bytes.Buffer{}) != 0 {
		t.Fatal("nothing was written")
	}
	for file, shell := range map[string][]string{
		"genaiops.bash": {"bash", "-n"}, "_genaiops": {"zsh", "-n"}, "genaiops.fish": {"fish", "--no-execute"},
	} {
		t.Run(file, func(t *testing.T) {
			if _, err := exec.LookPath(shell[0]); err != nil {
				t.Skip("there is no ", shell[0], " here to read it")
			}
			out, err := exec.Command(shell[0], shell[1], filepath.Join(dir, "completions", file)).CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

func TestWrongUseIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args   []string
		epoch  string
		status int
	}{
		{nil, "0", 2}, {[]string{"a", "b"}, "0", 2}, {[]string{t.TempDir()}, "", 2}, {[]string{"main.go"}, "0", 1},
	} {
		var stderr bytes.Buffer
		status := run(c.args, func(string) string { return c.epoch }, &stderr)
		if status != c.status || stderr.Len() == 0 {
			t.Errorf("%q with %q: status %d, %q", c.args, c.epoch, status, stderr.String())
		}
	}
}
