//go:build !unix

package ask

import tea "github.com/charmbracelet/bubbletea"

// signals has nothing to watch: these systems don't stop processes.
type signals struct{}

func watchSignals(func(tea.Msg)) *signals { return nil }

func (*signals) end() {}

func (*signals) stop(target) {}
