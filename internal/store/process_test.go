package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// child returns this test binary as another process.
func child(t *testing.T, name, folder string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, folder)
	cmd.Env = append(os.Environ(), childVariable+"="+name)
	return cmd
}

func fdName(f *os.File) string { return strconv.Itoa(int(f.Fd())) }

// holdDraft keeps a draft open until the end of standard input.
func holdDraft(stateDir string) error {
	d, err := openFirst(stateDir, tinyBank(1), "Search")
	if err != nil {
		return err
	}
	fmt.Println("open")
	_, _ = io.Copy(io.Discard, os.Stdin)
	return d.Close()
}

// saveForever saves a draft repeatedly and prints which one is safe.
func saveForever(stateDir string) error {
	b := tinyBank(1)
	d, err := openFirst(stateDir, b, "Search")
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if err := d.Save(counted(b, i)); err != nil {
			return err
		}
		fmt.Println(i)
	}
}

// counted returns a sheet of many disk blocks with i in its first and last answer.
func counted(b *maturity.Bank, i int) maturity.Sheet {
	note := strconv.Itoa(i) + strings.Repeat(" word", 4000)
	return maturity.Sheet{Bank: b.Ref(), Team: strconv.Itoa(i), Answers: map[string]maturity.Answer{
		"a.one": {Points: 1, Note: note}, "a.two": {Unknown: true, Note: note},
	}}
}

// A killed process leaves a complete draft, at least as new as the last safe one,
// which the next session can open at once.
func TestAKilledProcessLosesNothing(t *testing.T) {
	t.Parallel()
	rounds := 30
	if testing.Short() {
		rounds = 5
	}
	stateDir, b := t.TempDir(), tinyBank(1)
	for round := range rounds {
		safe := killWhileSaving(t, stateDir, 1+round%7)
		d := open(t, stateDir, b, "Search")
		found, err := d.Load()
		if err != nil || found.State != UsableDraft {
			t.Fatalf("round %d: %v, %v", round, found, err)
		}
		got, err := strconv.Atoi(found.Sheet.Team)
		if err != nil || got < safe {
			t.Errorf("round %d: sheet %d was safe, read %d, %v", round, safe, got, err)
		}
		wantUsable(t, d, counted(b, got))
		wantNames(t, filepath.Dir(d.Path()), filepath.Base(d.Path()), filepath.Base(d.Path())+".lock")
		if err := errors.Join(d.Remove(), d.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// killWhileSaving kills a saving process after some sheets are safe, and returns the
// last safe one.
func killWhileSaving(t *testing.T, stateDir string, sheets int) (safe int) {
	t.Helper()
	cmd := child(t, "save", stateDir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := 0; i < sheets && lines.Scan(); i++ {
		if safe, err = strconv.Atoi(lines.Text()); err != nil {
			t.Error(err)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the process ended by itself")
	}
	if safe != sheets-1 {
		t.Fatalf("%d sheets were safe, expected %d", safe+1, sheets)
	}
	return safe
}

func TestADraftThatAnotherProcessHasOpenIsLocked(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	release := hold(t, stateDir)
	if drafts, inUse, err := OpenDrafts(stateDir, b, "Search"); len(drafts) > 0 || !inUse || err != nil {
		t.Fatalf("opened %v, others in use: %t, %v", drafts, inUse, err)
	}
	another := open(t, stateDir, b, "Search")
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if d := open(t, stateDir, b, "Search"); !strings.HasSuffix(another.Path(), "-2.yaml") || strings.HasSuffix(d.Path(), "-2.yaml") {
		t.Errorf("opened %s, and then %s", another.Path(), d.Path())
	}
}

// hold opens the draft of the team Search in another process, until release.
func hold(t *testing.T, stateDir string) (release func() error) {
	t.Helper()
	cmd := child(t, "hold", stateDir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "open\n" {
		t.Fatalf("the other process says %q, %v", line, err)
	}
	return func() error { return errors.Join(in.Close(), cmd.Wait()) }
}
