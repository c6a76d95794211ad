//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package ask

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// signals passes SIGTSTP and SIGCONT on to a model.
type signals struct {
	all       chan os.Signal
	stopping  atomic.Bool   // from SIGTSTP until the process goes on
	continued chan struct{} // SIGCONT came meanwhile
}

// watchSignals calls send with a message for each signal, until the end. SIGTSTP
// stays ignored if it is.
func watchSignals(send func(tea.Msg)) *signals {
	s := &signals{all: make(chan os.Signal, 1), continued: make(chan struct{}, 1)}
	signal.Notify(s.all, syscall.SIGCONT)
	if !signal.Ignored(syscall.SIGTSTP) {
		signal.Notify(s.all, syscall.SIGTSTP)
	}
	go s.pass(send)
	return s
}

func (s *signals) pass(send func(tea.Msg)) {
	for one := range s.all {
		switch {
		case one == syscall.SIGTSTP:
			if s.stopping.CompareAndSwap(false, true) {
				send(suspended{})
			}
		case s.stopping.Load():
			select {
			case s.continued <- struct{}{}:
			default:
			}
		default:
			send(continued{})
		}
	}
}

func (s *signals) end() {
	signal.Stop(s.all)
	close(s.all)
}

// suspend does what Ctrl-Z does where the terminal handles it: it sends SIGTSTP to
// this process and those it shares a pipeline with. Without a shell that could
// continue them it does nothing.
func (s *signals) suspend() {
	if s != nil && hasJobControl() {
		_ = syscall.Kill(0, syscall.SIGTSTP) // one's own group takes signals
	}
}

// stop stops this process, and returns when it is continued. SIGTSTP wouldn't do:
// Go doesn't restore what it does by default.
func (s *signals) stop() {
	defer s.stopping.Store(false)
	select {
	case <-s.continued: // before the terminal was given back
		return
	default:
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	select { // the process may run on for a moment
	case <-s.continued:
	case <-time.After(grace):
	}
}

// hasJobControl reports whether a shell has started this process as a job: then
// its group isn't that of the whole session.
func hasJobControl() bool {
	session, _, errno := syscall.Syscall(syscall.SYS_GETSID, 0, 0, 0)
	return errno == 0 && int(session) != syscall.Getpgrp()
}
