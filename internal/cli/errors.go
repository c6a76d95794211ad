package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"genaiops/internal/diag"
)

// The exit statuses, the same for every command and format.
const (
	StatusDone        = 0   // done
	StatusNo          = 1   // done, and the answer is no: a gate, a ratchet, problems found
	StatusUsage       = 2   // wrong usage or bad input, incomplete sheets included
	StatusIO          = 3   // could not read or write
	StatusInterrupted = 130 // interrupted, with the draft kept
)

// failure is an error that knows its exit status and what to try next.
type failure struct {
	status   int
	err      error
	expected bool      // the user asked for it, so it isn't called an error
	problems diag.List // printed above the error
	hints    []string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// hint returns f with one more line that names a flag or command to try.
func (f *failure) hint(format string, args ...any) *failure {
	f.hints = append(f.hints, fmt.Sprintf(format, args...))
	return f
}

// hasProblem reports whether a problem of one of these rules is why.
func (f *failure) hasProblem(rules ...string) bool {
	return slices.ContainsFunc(f.problems, func(p diag.Problem) bool { return slices.Contains(rules, p.Rule) })
}

// no is the result "done, and the answer is no", with the reason.
func no(format string, args ...any) *failure {
	return &failure{status: StatusNo, err: fmt.Errorf(format, args...), expected: true}
}

// usageError is wrong usage or bad input.
func usageError(err error) *failure { return &failure{status: StatusUsage, err: err} }

func usagef(format string, args ...any) *failure { return usageError(fmt.Errorf(format, args...)) }

// ioError is a failure to read or write.
func ioError(err error) *failure { return &failure{status: StatusIO, err: err} }

// interrupted is the end of a session or a long read by a signal, by a closed
// terminal or by the user.
func interrupted(why string) *failure {
	return &failure{status: StatusInterrupted, err: errors.New(why), expected: true}
}

// conclude prints what went wrong and returns the exit status.
func (a *app) conclude(err error) int {
	if err == nil {
		return StatusDone
	}
	f := failureOf(err)
	f.problems.Sort()
	_ = f.problems.Print(a.Stderr) // a message that can't be printed doesn't change the status
	label := "error: "
	if f.expected {
		label = ""
	}
	a.message("%s%s", label, f)
	for _, hint := range f.hints {
		fmt.Fprintf(a.Stderr, "hint: %s\n", oneLine(hint))
	}
	return f.status
}

// failureOf gives an error its status: errors of the file system are I/O, and
// all others come from cobra and are wrong usage.
func failureOf(err error) *failure {
	var f *failure
	var pathError *fs.PathError
	var linkError *os.LinkError
	var number syscall.Errno
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &pathError), errors.As(err, &linkError), errors.As(err, &number):
		return ioError(err)
	}
	// Cobra's errors carry their suggestions inside the text.
	text, rest, _ := strings.Cut(err.Error(), "\n")
	f = usagef("%s", strings.TrimSuffix(text, ` for "genaiops"`))
	if _, suggestions, ok := strings.Cut(rest, "Did you mean this?"); ok {
		for _, name := range strings.Fields(suggestions) {
			f.hint("did you mean %q?", name)
		}
	}
	return f
}

// flagError rewrites what cobra says about a flag that it can't parse.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		expected := map[string]string{"bool": "expected true or false, or nothing"}
		err = fmt.Errorf("--%s %q: %s", flag.Name, invalid.GetValue(),
			cmp.Or(expected[flag.Value.Type()], invalid.Unwrap().Error())) // our own types say themselves what they take
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		err = fmt.Errorf("%w%s", err, diag.DidYouMean("--"+unknown.GetSpecifiedName(), names))
	}
	return usageError(err).hint("see %s --help", cmd.CommandPath())
}

// failures collects what is wrong with several files, so that all of it is
// reported at once.
type failures []*failure

// add takes an error, if there is one.
func (f *failures) add(err error) {
	if err != nil {
		*f = append(*f, failureOf(err))
	}
}

// join returns one failure with all the problems and hints, and the highest
// status: an error, unless it is the only one. It returns nil when nothing was added.
func (f failures) join() error {
	if len(f) == 0 {
		return nil
	}
	if len(f) == 1 {
		return f[0]
	}
	joined := &failure{}
	var texts []string
	for _, one := range f {
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
