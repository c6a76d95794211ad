//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package ask

import tea "github.com/charmbracelet/bubbletea"

// signals has nothing to watch: on these systems the form is never stopped.
type signals struct{}

func watchSignals(func(tea.Msg)) *signals { return nil }

func (*signals) end() {}

func (*signals) suspend() {}

func (*signals) stop() {}
