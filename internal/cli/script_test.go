package cli

import (
	"bytes"
	"compress/gzip"
	"flag"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// now is the clock of every test.
func now() time.Time { return time.Date(2026, time.November, 23, 10, 30, 0, 0, time.UTC) }

// TestMain makes the test binary the program itself, so that scripts run it as
// a process of its own.
func TestMain(m *testing.M) {
	// The tests mostly wait for screens, so more of them run at a time than there
	// are cores. Flags are not parsed yet: a -parallel on the command line wins.
	if err := flag.Set("test.parallel", strconv.Itoa(max(8, runtime.GOMAXPROCS(0)))); err != nil {
		panic(err)
	}
	if program := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"); program != "genaiops" {
		// The program is started as from a shell, even if nohup started the tests.
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	testscript.Main(m, map[string]func(){
		"genaiops": func() {
			os.Exit(Main(Env{
				Args:   os.Args[1:],
				Stdin:  os.Stdin,
				Stdout: os.Stdout,
				Stderr: os.Stderr,
				Getenv: os.Getenv,
				Now:    now,
			}))
		},
	})
}

// TestScripts runs testdata/script/<command>_<case>.txtar. In them, "status N
// genaiops …" runs the program and expects that exit status, and
// "gzip FILE" makes FILE.gz beside it. "copy FOLDER NEW" copies a folder, and "edit
// REGEXP REPLACEMENT FILE" replaces what a regular expression matches. No system lacks
// these, as Windows lacks cp and sed.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, scriptParams("testdata/script"))
}

func scriptParams(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir+"/home")
			e.Setenv("GENAIOPS_DATA", e.WorkDir+"/data")
			e.Setenv("GENAIOPS_STATE", e.WorkDir+"/state")
			e.Setenv("COLUMNS", "80")
			here, err := os.Getwd()
			e.Setenv("FOREIGN", here+"/../bank/testdata/foreign")
			e.Setenv("BUILTIN", here+"/../..")
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": expectStatus,
			"gzip":   compress,
			"copy":   copyFolder,
			"edit":   edit,
		},
	}
}

// expectStatus is the script command "status N program args…".
func expectStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%v: status %d, expected %d", args[1:], got, want)
	}
}

func copyFolder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copy folder new")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit regexp replacement file")
	}
	what, err := regexp.Compile("(?m)" + args[0])
	ts.Check(err)
	before := ts.ReadFile(args[2])
	after := what.ReplaceAllString(before, strings.ReplaceAll(args[1], `\n`, "\n"))
	if after == before {
		ts.Fatalf("edit changed nothing in %s", args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(after), 0o600))
}

func compress(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: gzip file")
	}
	ts.Check(writeGzip(ts.MkAbs(args[0]+".gz"), ts.ReadFile(args[0])))
}

func writeGzip(file, text string) error {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o600)
}
