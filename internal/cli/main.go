package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"genaiops/internal/display"
)

// Env is everything that the program takes from the outside.
type Env struct {
	Name           string   // by which the program was started; empty for genaiops
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// Main runs the program and returns its exit status.
func Main(env Env) int {
	if isClosed(env.Stdout) {
		env.Stdout = closedOutput{}
	}
	a := &app{Env: env}
	help := &checkedWriter{Writer: env.Stdout}
	root := newRootCmd(a, help)
	root.SetArgs(env.Args)
	root.SetIn(env.Stdin)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		err = help.err
	}
	return a.conclude(err)
}

// closedOutput is a standard output that was closed before the program started.
type closedOutput struct{}

func (closedOutput) Write([]byte) (int, error) {
	return 0, ioError(errors.New("cannot write to standard output: it is closed"))
}

// checkedWriter remembers that a write failed: cobra ignores that when it prints
// help.
type checkedWriter struct {
	io.Writer
	err error
}

func (w *checkedWriter) Write(p []byte) (n int, err error) {
	if n, err = w.Writer.Write(p); err != nil {
		w.err = ioError(fmt.Errorf("cannot write to standard output: %w", err))
	}
	return n, err
}

// app is what all the commands share: the outside and the common flags.
type app struct {
	Env
	questions, levels string
	color             string
}

// message prints a line to standard error.
func (a *app) message(format string, args ...any) {
	fmt.Fprintf(a.Stderr, "genaiops: %s\n", oneLine(fmt.Sprintf(format, args...)))
}

func oneLine(s string) string { return display.LogLine(display.Escape(s)) }
