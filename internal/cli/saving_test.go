package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/store"
)

// storage is where a test in this process keeps drafts and sheets.
func storage(t *testing.T) (env map[string]string, state, data string) {
	t.Helper()
	state, data = t.TempDir(), t.TempDir()
	return map[string]string{"GENAIOPS_STATE": state, "GENAIOPS_DATA": data}, state, data
}

// then is an input that does something when the input before it has been read.
type then func()

func (do then) Read([]byte) (int, error) {
	do()
	return 0, io.EOF
}

// runMeanwhile answers every question, does something, and finishes.
func runMeanwhile(env map[string]string, do func(), args ...string) (status int, stdout, stderr string) {
	var out, messages bytes.Buffer
	status = Main(Env{
		Args: args, Stdin: io.MultiReader(strings.NewReader(strings.Repeat("2\n", 14)), then(do), strings.NewReader("f\n")),
		Stdout: &out, Stderr: &messages, Getenv: func(name string) string { return env[name] }, Now: now,
	})
	return status, out.String(), messages.String()
}

var answerLine = regexp.MustCompile(`(?m)^  [a-z.]+: \d$`)

func TestTheSheetIsPrintedIfItCannotBeSaved(t *testing.T) {
	t.Parallel()
	env, state, data := storage(t)
	status, _, stderr := runMeanwhile(env, func() {
		if err := errors.Join(os.RemoveAll(data), os.WriteFile(data, nil, 0o600)); err != nil {
			t.Error(err)
		}
	}, "assess", "--accessible", "--team", "H")
	_, rescued, _ := strings.Cut(stderr, "\nbank: genaiops@1\nteam: H\ndate: 2026-11-23\nanswers:\n")
	rescued, rest, _ := strings.Cut(rescued, "genaiops: error: cannot make the folder "+filepath.Join(data, "assessments")+": ")
	const hints = "\nhint: the sheet above holds every answer: save it as a file, and score it with genaiops assess --answers FILE --partial" +
		"\nhint: or, if the draft was kept, genaiops assess --accessible --team H --resume resumes it\n"
	if status != StatusIO || len(answerLine.FindAllString(rescued, -1)) != 14 || !strings.HasSuffix(rest, hints) {
		t.Errorf("status %d: %s", status, stderr)
	}
	if kept := files(t, state); len(kept) != 1 {
		t.Errorf("the drafts are %v", kept)
	}
}

// A draft that can't be removed is no reason to hide the result.
func TestTheResultIsShownIfTheDraftCannotBeRemoved(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"--no-save", "--notes=false"} {
		env, state, _ := storage(t)
		var open error
		status, stdout, stderr := runMeanwhile(env, func() {
			locks, err := filepath.Glob(filepath.Join(store.DraftsIn(state), "*.lock"))
			if err != nil || len(locks) != 1 {
				t.Errorf("the locks are %q, %v", locks, err)
				return
			}
			if open = os.Remove(locks[0]); open != nil {
				return
			}
			if err := os.WriteFile(locks[0], nil, 0o600); err != nil { // of another session
				t.Error(err)
			}
		}, "assess", "--accessible", "--min-score", "1", flag)
		if open != nil {
			t.Skip("an open file cannot be removed here:", open)
		}
		if status != StatusIO || !strings.Contains(stdout, " of 28\n") {
			t.Errorf("%s: status %d: %s", flag, status, stdout)
		}
		wantOrder := []string{"gate passed", "genaiops: error: cannot remove the draft ", "another session may be using it", "hint: the answers in it"}
		for _, part := range wantOrder {
			if !strings.Contains(stderr, part) {
				t.Errorf("%s: %q is missing in %s", flag, part, stderr)
			}
		}
	}
}

// Notes are refused where they are typed if the sheet would be too large to read.
func TestNotesThatMakeASheetTooLargeAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	env, state, data := storage(t)
	long := strings.Repeat("word ", 20_000) // 100 kB
	const refusal = "Not saved: the sheet would have 294 KiB; a sheet has at most 256 KiB."
	input := "1\n" + long + "\n\n\n" + "1\n" + long + "\n\n\n" + // fit
		"1\n" + long + "\n" + "short\n\n\n" + // does not, and is entered again
		strings.Repeat("1\n\n\n\n", 11) + "f\n"
	status, stderr := run(env, input, &bytes.Buffer{}, "assess", "--accessible", "--notes")
	if status != StatusDone || strings.Count(strings.Join(strings.Fields(stderr), " "), refusal) != 1 {
		t.Errorf("status %d: %s", status, stderr)
	}
	unchanged(t, state, nil)
	for name, text := range files(t, data) {
		if strings.Count(text, "note: ") != 3 || !strings.Contains(text, "note: short\n") {
			t.Errorf("%s has other notes", name)
		}
		if status, stderr := run(env, "", &bytes.Buffer{}, "assess", "--answers", filepath.Join(data, name)); status != StatusDone {
			t.Errorf("status %d: %s", status, stderr)
		}
	}
}

// The limit is that of the finished sheet, which has a date, too.
func TestASheetOfTheLargestSizeIsSaved(t *testing.T) {
	t.Parallel()
	answers := func(env map[string]string, note int) string {
		t.Helper()
		input := strings.Repeat("1\n"+strings.Repeat("x", 100_000)+"\n\n\n", 2) + strings.Repeat("1\n\n\n\n", 11) +
			"2\n" + strings.Repeat("x", note) + "\n\n" + "short\n\n" + "f\n"
		_, stderr := run(env, input, &bytes.Buffer{}, "assess", "--accessible", "--notes")
		return stderr
	}
	env, _, data := storage(t)
	answers(env, 1)
	room := document.MaxSize
	for _, text := range files(t, data) {
		room -= len(text)
	}
	for more, refused := range []bool{false, true} {
		env, _, data := storage(t)
		stderr := answers(env, 1+room+more)
		if strings.Contains(stderr, "Not saved:") != refused || len(files(t, data)) != 1 {
			t.Errorf("%d more: %s", more, stderr[max(0, len(stderr)-2000):])
		}
	}
}

// What a person may type as a name comes back as it was.
func TestNamesAtTheLimitReadBack(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		strings.Repeat("x", 1000), strings.Repeat("日", 1000), strings.Repeat("😀", 1000), strings.Repeat(`"`, 1000), strings.Repeat("\u202e", 1000),
		"\ufffd", "? a", ": b", "- c", "<<", "=", "a=b", "null", "~", "1", "#", "a\nb", "'", "\u00a0x",
	} {
		env, _, data := storage(t)
		args := []string{"assess", "--accessible", "--team", name, "--respondent", name, "--label", strings.ReplaceAll(name, "=", "-") + "=" + name}
		status, stderr := run(env, strings.Repeat("2\n", 14)+"f\n", &bytes.Buffer{}, args...)
		if status != StatusDone {
			t.Errorf("%.20q: status %d: %s", name, status, stderr)
			continue
		}
		for file := range files(t, data) {
			s := readSheet(t, filepath.Join(data, file))
			want := strings.TrimSpace(name)
			label := strings.TrimSpace(strings.ReplaceAll(name, "=", "-"))
			if s.Team != want || s.Respondent != want || s.Labels[label] != want {
				t.Errorf("%.20q is read as %.20q, %.20q, %.20v", name, s.Team, s.Respondent, s.Labels)
			}
		}
	}
}

func readSheet(t *testing.T, file string) maturity.Sheet {
	t.Helper()
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	m, err := a.model()
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := a.readSheets(m, file, sheetFlags{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	return sheets[0]
}

// A program that isn't on the PATH is named in hints as it was called.
func TestHintsNameTheProgramAsItWasCalled(t *testing.T) {
	t.Parallel()
	names := map[string]string{
		"": "genaiops", "genaiops": "genaiops", "bin/genaiops": "bin/genaiops", "./genaiops": "./genaiops",
		"/opt/my tools/genaiops": "'/opt/my tools/genaiops'", `C:\tools\genaiops.exe`: "genaiops",
	}
	if runtime.GOOS == "windows" {
		names["/opt/my tools/genaiops"] = `"/opt/my tools/genaiops"`
		names[`C:\tools\genaiops.exe`] = `C:\tools\genaiops.exe`
	}
	for name, want := range names {
		env, _, _ := storage(t)
		var stderr bytes.Buffer
		status := Main(Env{
			Name: name, Args: []string{"assess", "--accessible"}, Stdin: strings.NewReader("1\nq\n"),
			Stdout: &bytes.Buffer{}, Stderr: &stderr, Getenv: func(name string) string { return env[name] }, Now: now,
		})
		if status != StatusInterrupted || !strings.HasSuffix(stderr.String(), "\nhint: "+want+" assess --accessible --resume resumes there\n") {
			t.Errorf("%s: status %d: %s", name, status, stderr.String())
		}
	}
}
