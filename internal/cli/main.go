package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"genaiops/internal/diag"
	"genaiops/internal/display"
)

// Env is everything that the program takes from the outside.
type Env struct {
	Args           []string // without the program's name
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// The exit statuses, the same for every command and format.
const (
	StatusDone        = 0   // done
	StatusNo          = 1   // done, and the answer is no: below a gate, a dimension fell, problems found
	StatusUsage       = 2   // wrong use or bad input, incomplete sheets included
	StatusIO          = 3   // could not do it: reading or writing failed
	StatusInterrupted = 130 // interrupted, with the draft kept
)

// Main runs the program and returns its exit status.
func Main(env Env) int {
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

// checkedWriter remembers that a write failed, for cobra, which prints help
// without looking.
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
	read              []os.FileInfo // the files that were read, which no result may replace
	questions, levels string
	color             string
}

// failure is an error that knows its exit status and what to try next.
type failure struct {
	status   int
	err      error
	asked    bool      // it was what the user wanted, and is no error
	problems diag.List // printed above the error
	hints    []string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usageError is a failure by wrong use or bad input.
func usageError(err error) *failure {
	return &failure{status: StatusUsage, err: err}
}

func usagef(format string, args ...any) *failure {
	return usageError(fmt.Errorf(format, args...))
}

// hint returns f with a line that names the flag or command to try.
func (f *failure) hint(format string, args ...any) *failure {
	f.hints = append(f.hints, fmt.Sprintf(format, args...))
	return f
}

// ioError is a failure to read or write.
func ioError(err error) *failure { return &failure{status: StatusIO, err: err} }

// no is the result "done, and the answer is no", with the reason.
func no(format string, args ...any) error { return noError{fmt.Sprintf(format, args...)} }

type noError struct{ reason string }

func (e noError) Error() string { return e.reason }

// conclude prints what went wrong and returns the exit status.
func (a *app) conclude(err error) int {
	var negative noError
	var f *failure
	switch {
	case err == nil:
		return StatusDone
	case errors.As(err, &negative):
		a.message("%s", negative.reason)
		return StatusNo
	case !errors.As(err, &f):
		f = asFailure(err)
	}
	f.problems.Sort()
	_ = f.problems.Print(a.Stderr) // what cannot be said any more does not change the status
	what := "error: "
	if f.asked {
		what = ""
	}
	a.message("%s%s", what, f)
	for _, hint := range f.hints {
		fmt.Fprintf(a.Stderr, "hint: %s\n", oneLine(hint))
	}
	return f.status
}

// asFailure gives an error its status: what the file system says is I/O, all
// else comes from cobra and is wrong use.
func asFailure(err error) *failure {
	var pathError *fs.PathError
	var linkError *os.LinkError
	var number syscall.Errno
	if errors.As(err, &pathError) || errors.As(err, &linkError) || errors.As(err, &number) {
		return ioError(err)
	}
	return cobraFailure(err)
}

// cobraFailure rewrites cobra's errors, which carry their suggestions inside
// the text.
func cobraFailure(err error) *failure {
	text, rest, _ := strings.Cut(err.Error(), "\n")
	text = strings.TrimSuffix(text, ` for "genaiops"`)
	f := usagef("%s", text)
	if _, suggestions, ok := strings.Cut(rest, "Did you mean this?"); ok {
		for _, name := range strings.Fields(suggestions) {
			f.hint("did you mean %q?", name)
		}
	}
	return f
}

// message prints a line to standard error.
func (a *app) message(format string, args ...any) {
	fmt.Fprintf(a.Stderr, "genaiops: %s\n", oneLine(fmt.Sprintf(format, args...)))
}

func oneLine(s string) string { return display.LogLine(display.Escape(s)) }

// usageHelp is what cobra calls for a flag that it cannot parse.
func usageHelp(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &invalid):
		err = badValue(invalid)
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		err = fmt.Errorf("%w%s", err, diag.DidYouMean("--"+unknown.GetSpecifiedName(), names))
	}
	return usageError(err).hint("see %s --help", cmd.CommandPath())
}

// badValue says what a flag takes. A choice knows that itself; for the others,
// the library's words are its own.
func badValue(e *pflag.InvalidValueError) error {
	expected := map[string]string{"int": "expected a whole number", "bool": "expected true or false, or nothing"}
	flag := e.GetFlag()
	return fmt.Errorf("--%s %q: %s", flag.Name, e.GetValue(), cmp.Or(expected[flag.Value.Type()], e.Unwrap().Error()))
}

// failures collects what is wrong with several files, so that all of it is
// reported at once.
type failures struct {
	all []*failure
}

// add takes an error, if there is one.
func (f *failures) add(err error) {
	if err == nil {
		return
	}
	var one *failure
	if !errors.As(err, &one) {
		one = asFailure(err)
	}
	f.all = append(f.all, one)
}

// join returns one failure with all the problems and hints, and the highest
// status; nil when nothing was added.
func (f *failures) join() error {
	if len(f.all) == 0 {
		return nil
	}
	joined := &failure{}
	var texts []string
	for _, one := range f.all {
		joined.status = max(joined.status, one.status)
		joined.problems = append(joined.problems, one.problems...)
		texts = append(texts, one.Error())
		for _, hint := range one.hints {
			if !slices.Contains(joined.hints, hint) {
				joined.hints = append(joined.hints, hint)
			}
		}
	}
	joined.err = errors.New(strings.Join(texts, "; "))
	return joined
}
