package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The faults that tests inject, and what must hold: nothing that was there is
// lost, nothing is half-written, and the status and message say what happened.
//
//	fault                                      injected by
//	standard output is closed                  TestScripts/output_ends
//	standard output ends at any byte           TestOutputThatEndsAnywhereIsAnError, TestAResultThatCannotBeShownLosesNoAnswers
//	disk full while asking                     TestFullDiskLosesNothing
//	disk full while a draft is saved           store: TestAFullDiskKeepsTheDraftAsItWas
//	disk full in the middle of a file          store: TestAWriteThatFailsInTheMiddleChangesNothing
//	disk turns read-only while asking          TestReadOnlyDiskLosesNothing
//	device is full                             store: TestADeviceThatIsFullIsAnError
//	folder vanishes while asking               TestSheetIsRescuedWhenItsFolderVanishes
//	no draft, or no sheet, can be written      TestAnswersAreRescuedWhenTheDraftCannotBeWritten, TestTheSheetIsPrintedIfItCannotBeSaved
//	killed at a random moment                  TestKilledSessionIsResumed, store: TestAKilledProcessLosesNothing
//	signal, closed terminal, end of input      TestLeavingTheFormKeepsEveryAnswer, TestLeavingThePrompterKeepsEveryAnswer
//	input cut off at any byte                  sheet: TestNoBeginningOfASheetIsASheet
//	input missing, a folder, unreadable        TestFaultsOfFiles
//	output into nothing, a file, a folder      TestFaultsOfFiles
//	state or data is no folder, no home        TestFaultsOfFiles
//	hostile sheets                             TestFaultsOfFiles, sheet: TestFixtures
//	hostile banks                              bank: TestHostileAuthors, TestWhatIsNoFileIsRefused
//	exports and workbooks that are hostile     response: TestAWorkbookThatUnpacksToTooMuchIsRefused, FuzzRead, FuzzWorkbook
//	UTF-16, broken or without its mark         document: TestUTF16WithAMarkIsDecoded, TestBrokenUTF16IsNotText
//	hostile and broken input of roll-ups       intake: TestMemoryIsBounded, TestWhatCannotBeReadIsAProblemAndTheRestGoesOn
//	draft corrupt, of another bank or version  TestUnreadableDraftIsKeptAside, TestDraftOfAnotherVersionIsNotUsed
//	draft open in another session              TestSecondSessionIsToldAndStaysApart
//	a few files of many can't be written       store: TestFilesAreWrittenTogetherOrNotAtAll
//	the disk hangs, a model hangs              ask: TestAHangingSaveDoesNotKeepThePrompter, TestAHangingModelIsLeft
//	keys typed before a page is on screen      TestEnterTypedAheadConfirmsNoProposal, TestALineTypedAheadConfirmsNoProposal
//	file appears while asking                  TestFileThatAppearsWhileAskingIsNotReplaced

// run runs the program in this process.
func run(env map[string]string, stdin string, stdout io.Writer, args ...string) (status int, stderr string) {
	var messages bytes.Buffer
	status = Main(Env{
		Args: args, Stdin: strings.NewReader(stdin), Stdout: stdout, Stderr: &messages,
		Getenv: func(name string) string { return env[name] }, Now: now,
	})
	return status, messages.String()
}

// files returns what is below a folder, by path.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// unchanged checks that a folder holds what it held.
func unchanged(t *testing.T, folder string, before map[string]string) {
	t.Helper()
	after := files(t, folder)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s was changed or lost", name)
		}
	}
	for name := range after {
		if _, known := before[name]; !known {
			t.Errorf("%s was left behind", name)
		}
	}
}

// fullSheet is a sheet with the same answer to every question.
func fullSheet(t *testing.T) string {
	t.Helper()
	var template bytes.Buffer
	if status, stderr := run(nil, "", &template, "template"); status != StatusDone {
		t.Fatal(stderr)
	}
	lines := strings.Split(template.String(), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "  ") && strings.HasSuffix(line, ":") && !strings.Contains(line, "#") {
			lines[i] = line + " 1"
		}
	}
	return strings.Join(lines, "\n")
}

func TestFaultsOfFiles(t *testing.T) {
	t.Parallel()
	sheet := fullSheet(t)
	for _, fault := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"input missing", []string{"assess", "--answers", "DIR/nowhere.yaml"}, StatusIO, "nowhere.yaml: no such file"},
		{"input a folder", []string{"plan", "DIR/folder"}, StatusUsage, "folder is a folder"},
		{"input empty", []string{"assess", "--answers", "DIR/empty.yaml"}, StatusUsage, "empty.yaml:1:1: "},
		{"input binary", []string{"assess", "--answers", "DIR/binary.yaml"}, StatusUsage, "binary.yaml:1:1: "},
		{"input too large", []string{"assess", "--answers", "DIR/large.yaml"}, StatusUsage, "[size]"},
		{"aliases that multiply", []string{"assess", "--answers", "DIR/bomb.yaml"}, StatusUsage, "bomb.yaml:1:"},
		{"nesting", []string{"assess", "--answers", "DIR/deep.yaml"}, StatusUsage, "[syntax]"},
		{"escape sequences", []string{"assess", "--answers", "DIR/escape.yaml"}, StatusUsage, "[encoding]"},
		{"compressed, cut off", []string{"rollup", "DIR/cut.ndjson.gz"}, StatusIO, "cut.ndjson.gz:1:1: "},
		{"bank missing", []string{"level", "--questions", "DIR/nowhere"}, StatusIO, "cannot read the directory"},
		{"bank empty", []string{"questions", "--questions", "DIR/folder", "--levels", "DIR/folder"}, StatusUsage, "[bank-file]"},
		{"output nowhere", []string{"level", "3", "--output", "DIR/nowhere/level.txt"}, StatusIO, "level.txt: no such file"},
		{"output below a file", []string{"level", "3", "--output", "DIR/sheet.yaml/level.txt"}, StatusIO, "cannot write"},
		{"output a folder", []string{"level", "3", "--output", "DIR/folder"}, StatusIO, "folder: "},
		{"output the input", []string{"assess", "--answers", "DIR/sheet.yaml", "--output", "DIR/sheet.yaml"}, StatusUsage, "would replace"},
		{"template over a sheet", []string{"template", "--output", "DIR/sheet.yaml"}, StatusUsage, "already exists"},
		{"save nowhere", []string{"assess", "--accessible", "--save", "DIR/nowhere/s.yaml"}, StatusUsage, "there is no folder"},
		{"save over a sheet", []string{"assess", "--accessible", "--save", "DIR/sheet.yaml"}, StatusUsage, "already exists"},
		{"state below a file", []string{"assess", "--accessible", "--no-save"}, StatusIO, "GENAIOPS_STATE"},
		{"data below a file", []string{"assess", "--accessible"}, StatusIO, "GENAIOPS_DATA"},
		{"save a folder", []string{"assess", "--accessible", "--save", "DIR/folder", "--force"}, StatusUsage, "folder: it is a folder"},
		{"history below a file", []string{"history"}, StatusIO, "cannot read"},
		{"history missing", []string{"history", "DIR/nowhere"}, StatusIO, "nowhere"},
		{"previous missing", []string{"report", "DIR/sheet.yaml", "--previous", "DIR/nowhere.yaml", "--output", "DIR/r.html"}, StatusIO, "nowhere.yaml"},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && fault.status == StatusIO {
				t.Skip("other systems have other words for it")
			}
			dir := t.TempDir()
			for name, text := range map[string]string{
				"sheet.yaml": sheet, "empty.yaml": "", "binary.yaml": "\x00\xff", "large.yaml": strings.Repeat("# a comment\n", 50_000),
				"bomb.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "deep.yaml": strings.Repeat("[", 1000),
				"escape.yaml": "team: \x1b]0;owned\a\n", "cut.ndjson.gz": "\x1f\x8b\x08\x00\x00",
			} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
				t.Fatal(err)
			}
			before := files(t, dir)
			args := slices.Clone(fault.args)
			for i := range args {
				args[i] = strings.Replace(args[i], "DIR", dir, 1)
			}
			below := filepath.Join(dir, "sheet.yaml", "below") // a file is no folder
			var stdout bytes.Buffer
			status, stderr := run(map[string]string{"GENAIOPS_STATE": below, "GENAIOPS_DATA": below}, "2\n", &stdout, args...)
			if status != fault.status || !strings.Contains(stderr, fault.says) || !strings.Contains(stderr, "genaiops: error: ") {
				t.Errorf("status %d, expected %d and %q: %s", status, fault.status, fault.says, stderr)
			}
			if strings.Contains(stderr, "\x1b") {
				t.Errorf("an escape sequence in %q", stderr)
			}
			unchanged(t, dir, before)
		})
	}
}

// cutOff is an output that takes so many bytes and no more.
type cutOff struct{ left int }

func (w *cutOff) Write(p []byte) (int, error) {
	if len(p) <= w.left {
		w.left -= len(p)
		return len(p), nil
	}
	n := w.left
	w.left = 0
	return n, syscall.ENOSPC
}

// A result that could not be written whole is no result: every command says so,
// wherever the output ends.
func TestOutputThatEndsAnywhereIsAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sheet.yaml")
	if err := os.WriteFile(file, []byte(fullSheet(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"assess", "--answers", file},
		{"assess", "--answers", file, "--format", "json", "--min-level", "4"},
		{"level"},
		{"level", "3"},
		{"questions"},
		{"plan", file},
		{"compare", file, file},
		{"consensus", file},
		{"consensus", file, "--format", "yaml"},
		{"history", file},
		{"report", file},
		{"rollup", file},
		{"rollup", file, "--format", "csv"},
		{"rollup", file, "--format", "ndjson"},
		{"template"},
		{"validate", "--format", "json"},
		{"schema", "sheet"},
		{"version"},
		{"--help"},
		{"assess", "--help"},
		{"help", "plan"},
		{"completion", "bash"},
	} {
		var whole bytes.Buffer
		if status, stderr := run(nil, "", &whole, args...); status > StatusNo || whole.Len() == 0 {
			t.Fatalf("%v: status %d: %s", args, status, stderr)
		}
		for _, at := range []int{0, 1, whole.Len() / 2, whole.Len() - 1} {
			if status, stderr := run(nil, "", &cutOff{at}, args...); status != StatusIO || !strings.Contains(stderr, syscall.ENOSPC.Error()) {
				t.Errorf("%v, cut off at %d of %d: status %d: %s", args, at, whole.Len(), status, stderr)
			}
		}
	}
}

// Answers that are to be saved nowhere stay in the draft until they were shown.
func TestAResultThatCannotBeShownLosesNoAnswers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	env := map[string]string{"GENAIOPS_STATE": dir}
	answers := strings.Repeat("2\n", 14) + "f\n"
	status, stderr := run(env, answers, &cutOff{100}, "assess", "--accessible", "--no-save")
	const hint = "\nhint: your answers are kept: genaiops assess --accessible --no-save --resume continues with them, once the result can be written\n"
	if status != StatusIO || !strings.HasSuffix(stderr, hint) {
		t.Errorf("status %d: %s", status, stderr)
	}
	kept := 0
	for _, text := range files(t, dir) {
		kept += strings.Count(text, ": 2\n")
	}
	if kept != 14 {
		t.Errorf("%d answers are kept", kept)
	}
	var shown bytes.Buffer
	if status, stderr := run(env, "f\n", &shown, "assess", "--accessible", "--no-save", "--resume"); status != StatusDone || shown.Len() == 0 {
		t.Errorf("status %d: %s", status, stderr)
	}
	unchanged(t, dir, nil)
}

// failing is an input that breaks off.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the line is dead") }

func TestInputThatFailsIsAnError(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"assess", "--answers", "-"}, {"plan", "-"}, {"rollup", "-"}, {"validate", "-"}} {
		var stdout, stderr bytes.Buffer
		status := Main(Env{
			Args: args, Stdin: failing{}, Stdout: &stdout, Stderr: &stderr,
			Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Time{} },
		})
		if status < StatusUsage || !strings.Contains(stderr.String(), "the line is dead") {
			t.Errorf("%v: status %d: %s", args, status, stderr.String())
		}
	}
}
