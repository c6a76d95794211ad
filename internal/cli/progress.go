package cli

import (
	"fmt"
	"io"
	"time"

	"genaiops/internal/intake"
)

// progress is a line on standard error that says how far a long read has got. It
// appears only in a terminal, after a second, and is cleared before anything else
// is printed.
type progress struct {
	out   io.Writer // nil to show nothing
	now   func() time.Time
	start time.Time
	last  time.Time
	shown bool
}

// The line appears after the first second, and changes a few times a second.
const (
	progressDelay = time.Second
	progressPause = 200 * time.Millisecond
)

func (a *app) newProgress() *progress {
	p := &progress{now: a.Now, start: a.Now()}
	if isTerminal(a.Stderr) && a.Getenv("TERM") != "dumb" {
		p.out = a.Stderr
	}
	return p
}

func (p *progress) show(done intake.Progress) {
	now := p.now()
	if p.out == nil || now.Sub(p.start) < progressDelay || now.Sub(p.last) < progressPause {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.out, "\r\x1b[K%d sheets read, %d rejected", done.Sheets, done.Rejected)
}

// clear removes the line.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}
