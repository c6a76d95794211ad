package cli

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// untilStopped returns a context that a signal to stop ends. A signal that the program
// was started to ignore, as under nohup, stays ignored.
func untilStopped() (ctx context.Context, stop context.CancelFunc) {
	signals := slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}, signal.Ignored)
	if len(signals) == 0 { // NotifyContext would take that for all signals
		return context.WithCancel(context.Background())
	}
	return signal.NotifyContext(context.Background(), signals...)
}
