//go:build unix

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

// watchSignals calls send with a message for each signal, until the end.
func watchSignals(send func(tea.Msg)) *signals {
	s := &signals{make(chan os.Signal, 1)}
	s.notify()
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

// notify leaves SIGTSTP ignored if it is.
func (s *signals) notify() {
	signal.Notify(s.all, syscall.SIGCONT)
	if !signal.Ignored(syscall.SIGTSTP) {
		signal.Notify(s.all, syscall.SIGTSTP)
	}
}

func (s *signals) end() {
	signal.Stop(s.all)
	close(s.all)
}

// stop stops this process, or everyone in its group, and returns when it is
// continued. Where no shell could continue the group, the system ignores the
// signal for everyone, and stop returns after a moment.
func (s *signals) stop(who target) {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	if who == thisProcess {
		_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP) // one's own process can be stopped
	} else if !signal.Ignored(syscall.SIGTSTP) {
		signal.Reset(syscall.SIGTSTP) // or it would come back as a message
		defer s.notify()
		_ = syscall.Kill(0, syscall.SIGTSTP)
	}
	select {
	case <-continued:
	case <-time.After(grace / 2):
	}
}
