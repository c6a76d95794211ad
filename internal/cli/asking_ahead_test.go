//go:build unix

package cli

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// soak is for make soak.
var soak = flag.Bool("soak", false, "type ahead, type at random and kill in 200 rounds instead of a few")

func rounds(few int) int {
	if *soak {
		return 200
	}
	return few
}

// Whatever is typed in one go, at whatever speed, has the effect that it would
// have had with patience: across the end of a page, of a session, and of the
// question whether to resume.
func TestTypingAheadNeverMisplacesAnAnswer(t *testing.T) {
	t.Parallel()
	for seed := range rounds(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := seeded(seed)
			p, want := newPlace(t), randomOptions(r)
			stop, s := r.IntN(questionCount)+1, sizes[r.IntN(len(sizes))]

			x := start(t, p.command("assess"), s)
			x.waits("enter start") // what is typed before doesn't count
			x.hurries(r, enter+want[:stop].keys()+"q")
			x.ends(StatusInterrupted)
			p.wantDraft(t, want[:stop])

			x = start(t, p.command("assess"), s)
			x.waits("Resume it")
			changed := 1 + r.IntN(unknownOption)
			// Resume; go on; back from the review to question 13, change it, and forward again.
			x.hurries(r, enter+enter+want[stop:].keys()+"bb"+name(changed)+enter+"n"+"f")
			x.skipsName()
			x.ends(StatusDone)
			p.wantFinished(t, want.with(questionCount-1, changed))
		})
	}
}

// hurries types keys in pieces of random length, and waits between them for
// nothing, or for no more than the next change of the screen.
func (x *terminal) hurries(r *rand.Rand, keys string) {
	x.t.Helper()
	for len(keys) > 0 {
		n := min(1+r.IntN(1+r.IntN(40)), len(keys))
		x.types(keys[:n])
		keys = keys[n:]
		if r.IntN(3) == 0 {
			select {
			case <-x.drawn:
			case <-x.ended:
			}
		}
	}
}

func TestArrowsTypedAheadNeverMisplaceAnAnswer(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := start(t, p.command("assess"), usual)
	x.waits("enter start")
	keys := enter
	for _, option := range mixed {
		keys += strings.Repeat(down, option+1) + up + enter
	}
	x.types(keys)
	x.finishes()
	x.ends(StatusDone)
	p.wantFinished(t, mixed)
}
