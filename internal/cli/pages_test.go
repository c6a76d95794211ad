package cli

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the sessions in pages, and golden files, with what the program prints")

// pages are the pages with sessions, seen from the top of the repository.
var pages = []string{"README.md", "CONTRIBUTING.md", ".github/pipelines.md", ".github/many-teams.md"}

// consoleBlock is a session in a page: commands behind "$ ", each followed
// by what it prints.
var consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")

// fileBlock is a file that the sessions of a page use.
var fileBlock = regexp.MustCompile("(?s)<!-- file: (\\S+) -->\n```[a-z]*\n(.*?)```")

// TestSessionsInPagesAreTrue runs every console block of a page, in order, in
// one folder and one shell, and compares what is printed. A line "…" stands for any lines;
// -update rewrites blocks without one.
func TestSessionsInPagesAreTrue(t *testing.T) {
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			checkSessions(t, filepath.Join("../..", page))
		})
	}
}

// localLink is where a link or a picture of a page leads, unless that is the web.
var localLink = regexp.MustCompile(`(?:\]\(|src=")([^):"]+)[)"]`)

var heading = regexp.MustCompile(`(?m)^#+ (.+)$`)

func TestLinksInPagesLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, page := range append(slices.Clone(pages), ".github/SECURITY.md") {
		for _, m := range localLink.FindAllStringSubmatch(readPage(t, page), -1) {
			file, anchor, _ := strings.Cut(m[1], "#")
			target := page
			if file != "" {
				target = filepath.Join(filepath.Dir(page), file)
			}
			switch _, err := os.Stat(filepath.Join("../..", target)); {
			case err != nil:
				t.Errorf("%s links to %s: %v", page, m[1], err)
			case anchor != "" && !slices.Contains(anchors(readPage(t, target)), anchor):
				t.Errorf("%s links to %s: %s has no such heading", page, m[1], target)
			}
		}
	}
}

// anchors returns the names by which GitHub links to the headings of a page.
func anchors(text string) []string {
	var names []string
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\w -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

func readPage(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", page))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func checkSessions(t *testing.T, page string) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	shell := newShell(t)
	for _, m := range fileBlock.FindAllStringSubmatch(string(text), -1) {
		file := filepath.Join(shell.dir, m[1])
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(m[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	blocks := consoleBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) == 0 {
		t.Fatal("the page has no console block")
	}
	var all []string
	for _, block := range blocks {
		all = append(all, commands(block[1])...)
	}
	printed := shell.session(t, all)
	updated := string(text)
	for _, block := range blocks {
		n := len(commands(block[1]))
		got := strings.Join(printed[:n], "")
		printed = printed[n:]
		if *update && !strings.Contains(block[1], "…\n") {
			updated = strings.Replace(updated, block[0], "```console\n"+got+"```", 1)
		} else if !matches(block[1], got) {
			t.Errorf("the page says:\n%s\nthe program prints:\n%s", block[1], got)
		}
	}
	if updated != string(text) {
		if err := os.WriteFile(page, []byte(updated), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// commands returns the lines behind "$ ".
func commands(block string) []string {
	var list []string
	for line := range strings.Lines(block) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			list = append(list, strings.TrimSuffix(command, "\n"))
		}
	}
	return list
}

// matches compares a session with what was printed; "…" stands for any lines.
func matches(want, got string) bool {
	parts := strings.Split(want, "…\n")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(`(?s)^` + strings.Join(parts, `.*`) + `$`).MatchString(got)
}

// shell runs command lines in a folder of its own, in which "genaiops" is this
// test binary.
type shell struct {
	dir string
	env []string
}

func newShell(t *testing.T) shell {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh:", err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "genaiops")); err != nil {
		t.Skip("cannot make a symbolic link: ", err)
	}
	return shell{dir, []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"),
		"HOME=" + dir,
		"GENAIOPS_DATA=" + filepath.Join(dir, "data"),
		"GENAIOPS_STATE=" + filepath.Join(dir, "state"),
	}}
}

// session runs commands in one shell, so that $? works, and returns each with
// what it printed, in the form of a console block.
func (s shell) session(t *testing.T, commands []string) []string {
	t.Helper()
	const mark = "\x1e\n"
	var script strings.Builder
	for _, command := range commands {
		script.WriteString(command + "\nstatus=$?; printf '\\036\\n'; (exit $status)\n")
	}
	cmd := exec.Command("sh", "-c", script.String())
	cmd.Dir, cmd.Env = s.dir, s.env
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	outputs := strings.Split(string(out), mark)
	if len(outputs) != len(commands)+1 {
		t.Fatalf("the session broke off:\n%s", out)
	}
	printed := make([]string, len(commands))
	for i, command := range commands {
		printed[i] = "$ " + command + "\n" + outputs[i]
	}
	return printed
}
