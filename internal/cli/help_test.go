package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
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
	header, row := `"Where do you work?",Name`, "Search,Ada"
	for _, q := range m.Bank.Questions() {
		header += `,"` + q.Text + `"`
		row += `,"` + q.Options[0].Text + `"`
	}
	if err := os.WriteFile(filepath.Join(dir, "responses.csv"), []byte(header+"\n"+row+"\n"), 0o600); err != nil {
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

func TestTheShellReadsBackTheWordsThatWeQuote(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh")
	}
	words := []string{
		"", "it's", "''", "a/b-c_d.yaml", "q@1", "é", "a=b", "-", "=ls", "a\nb", "a\n1 % %s \\ ' \" $HOME", "a\u202eb", "##[error]", "::x",
	}
	for _, sign := range " \t\"'`$&|;<>()*?[]{}!#~\\" {
		words = append(words, string(sign), "a"+string(sign)+"b", string(sign)+"HOME"+string(sign))
	}
	for _, word := range words {
		quoted := fileWord("linux", word)
		got, err := exec.Command("sh", "-c", "printf %s "+quoted).Output()
		if err != nil || string(got) != word {
			t.Errorf("%q is quoted as %s, which the shell reads as %q, %v", word, quoted, got, err)
		}
		if oneLine(quoted) != quoted {
			t.Errorf("%q is quoted as %s, which a hint shows as %s", word, quoted, oneLine(quoted))
		}
	}
	if got, err := exec.Command("sh", "-c", "printf %s "+quotedFor("linux", "-n\tx")).Output(); err != nil || string(got) != "-n\tx" {
		t.Errorf("the shell reads %s as %q, %v", quotedFor("linux", "-n\tx"), got, err)
	}
	for word, want := range map[string]string{"a/b-c_d.yaml": "a/b-c_d.yaml", "-": "-", "-a.yaml": "./-a.yaml", "- a": "'./- a'", "=ls": "'=ls'"} {
		if got := fileWord("linux", word); got != want {
			t.Errorf("%q is written as %s, expected %s", word, got, want)
		}
	}
}

// cmd.exe and PowerShell both take what is in double quotes as it is, apart from what
// the table has in single quotes, which only PowerShell knows.
func TestCommandsAreQuotedForTheShellsOfWindows(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		`hist\q3.yaml`: `hist\q3.yaml`, `C:\a\b.yaml`: `C:\a\b.yaml`, "q@1": `"q@1"`, "a=b": "a=b", "é.yaml": "é.yaml",
		"my sheets\\a.yaml": `"my sheets\a.yaml"`, "it's": `"it's"`, "a&b": `"a&b"`, "a^b": `"a^b"`, "100%": `"100%"`, "a,b": `"a,b"`,
		"": `""`, "=a": `"=a"`, "my folder\\": `"my folder\\"`, "-a.yaml": `.\-a.yaml`, "(a)": `"(a)"`, "~a": `"~a"`,
		"a$b": "'a$b'", "a`b's": "'a`b''s'", `a"b`: `'a"b'`, "a”b’": "'a”b’’'",
		"a\nb": `"a$([char]0x000a)b"`, "::x": `"$([char]0x003a)$([char]0x003a)x"`, "\U0001f600\u202e": `"$([char]0xd83d)$([char]0xde00)$([char]0x202e)"`,
	} {
		if got := fileWord("windows", word); got != want {
			t.Errorf("%q is written as %s, expected %s", word, got, want)
		}
		if shown := oneLine(want); shown != want {
			t.Errorf("a hint shows %s as %s", want, shown)
		}
	}
}

func TestASourceArchiveKnowsItsVersion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"v0.1.0\n1234abcd\n": "v0.1.0 1234abcd",
		"\n1234abcd\n":       " 1234abcd", // no tag
		"$Format:%(describe:tags=true)$\n$Format:%H$\n": " ",
	} {
		if version, commit := fromArchive(text); version+" "+commit != want {
			t.Errorf("%q says %q %q, expected %q", text, version, commit, want)
		}
	}
}

func TestABuildOfAnArchiveHasItsVersion(t *testing.T) {
	t.Parallel()
	built := &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}
	if got := versionOf("v0.1.0\nabc\n", built, true); got.Version != "v0.1.0" || got.Commit != "abc" {
		t.Errorf("version %q, commit %q", got.Version, got.Commit)
	}
}

func TestVersionSaysWhatTheProgramWasBuiltFrom(t *testing.T) {
	t.Parallel()
	built := func(version string, settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{Main: debug.Module{Version: version}}
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	for _, test := range []struct {
		info            *debug.BuildInfo
		version, commit string
	}{
		{nil, "(devel)", "unknown"},
		{built(""), "(devel)", "unknown"},
		{built("v1.2.0", "vcs.revision", "abc", "vcs.modified", "false"), "v1.2.0", "abc"},
		{built("v1.2.0", "vcs.modified", "true", "vcs.revision", "abc"), "v1.2.0", "abc (modified)"},
		{built("v1.2.0", "vcs", "true"), "v1.2.0", "unknown"},
	} {
		got := versionOf("", test.info, test.info != nil)
		if got.Version != test.version || got.Commit != test.commit {
			t.Errorf("%v: version %q, commit %q", test.info, got.Version, got.Commit)
		}
		if got.Schema != "genaiops.version/1" || got.Go != runtime.Version() || got.System != runtime.GOOS+"/"+runtime.GOARCH {
			t.Errorf("%+v", got)
		}
	}
}
