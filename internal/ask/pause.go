package ask

import (
	"io"

	tea "github.com/charmbracelet/bubbletea"
)

// suspended asks to stop the process, continued to take the terminal back after
// something else has stopped it. resumed says that the terminal is ours again.
type (
	suspended struct{}
	continued struct{}
	resumed   struct{}
)

// pausing gives the terminal back, stops the process unless it was stopped before,
// and takes the terminal again. It is a [tea.ExecCommand].
type pausing struct {
	signals *signals
	stop    bool
}

func (m *model) pause(stop bool) tea.Cmd {
	return tea.Exec(pausing{m.signals, stop}, func(error) tea.Msg { return resumed{} })
}

// Run implements [tea.ExecCommand].
func (p pausing) Run() error {
	if p.stop {
		p.signals.stop()
	}
	return nil
}

// SetStdin does nothing: a stop reads and writes nothing.
func (pausing) SetStdin(io.Reader) {}

// SetStdout does nothing.
func (pausing) SetStdout(io.Writer) {}

// SetStderr does nothing.
func (pausing) SetStderr(io.Writer) {}
