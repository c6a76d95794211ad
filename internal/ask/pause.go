package ask

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"
)

// pause gives the terminal back, stops the process, and takes the terminal again
// when the process is continued.
func (m *model) pause(who target) tea.Cmd {
	if m.signals == nil {
		return nil
	}
	return tea.Exec(pausing{m.signals, who}, func(error) tea.Msg { return resumed{} })
}

// target is whom a stop is for.
type target int

const (
	nobody      target = iota // something else has stopped the process
	thisProcess               // somebody has sent SIGTSTP to it
	everyone                  // somebody has pressed Ctrl-Z, which is for a whole pipeline
)

// suspended asks to stop, continued to take the terminal back after something
// else has stopped the process. resumed says that the terminal is ours again.
type (
	suspended struct{}
	continued struct{}
	resumed   struct{}
)

// pausing is a stop as bubbletea runs it.
type pausing struct {
	signals *signals
	who     target
}

// Run implements [tea.ExecCommand].
func (p pausing) Run() error {
	if p.who != nobody {
		p.signals.stop(p.who)
	}
	return nil
}

// SetStdin does nothing: a stop reads and writes nothing.
func (pausing) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (pausing) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (pausing) SetStderr(io.Writer) {}
