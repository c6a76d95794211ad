//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package ask

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// signals passes SIGTSTP and SIGCONT on to a model.
type signals struct{ all chan os.Signal }

// watchSignals calls send with a message for each signal, until the end. SIGTSTP
// stays ignored if it is.
func watchSignals(send func(tea.Msg)) *signals {
	s := &signals{make(chan os.Signal, 1)}
	signal.Notify(s.all, syscall.SIGCONT)
	if !signal.Ignored(syscall.SIGTSTP) {
		signal.Notify(s.all, syscall.SIGTSTP)
	}
	go func() {
		for one := range s.all {
			if one == syscall.SIGTSTP {
				send(suspended{})
			} else {
				send(continued{})
			}
		}
	}()
	return s
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
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	select { // the process may run on for a moment
	case <-continued:
	case <-time.After(grace):
	}
}

// hasJobControl reports whether a shell has started this process as a job: then
// its group isn't that of the whole session.
func hasJobControl() bool {
	session, _, errno := syscall.Syscall(syscall.SYS_GETSID, 0, 0, 0)
	return errno == 0 && int(session) != syscall.Getpgrp()
}
