//go:build unix

package cli

import (
	"os"
	"strings"
	"testing"

	"genaiops/internal/sheet"
)

// The assessment of a quarter: Enter starts it and confirms each answer, f finishes. Two
// answers change. The second time, the person leaves in the middle.
func TestAQuarterlyReviewTakesSixteenKeys(t *testing.T) {
	t.Parallel()
	for _, leaves := range []bool{false, true} {
		p := newPlace(t)
		x := start(t, p.command("assess", "--team", "Search"), usual)
		x.waits("enter start")
		x.types(enter, mixed.keys(), "f")
		x.ends(StatusDone)
		earlier := p.saved(t)
		text, err := os.ReadFile(earlier)
		if err != nil {
			t.Fatal(err)
		}
		older := strings.Replace(string(text), "2026-11-23", "2026-08-12", 1)
		if err := os.Rename(earlier, strings.Replace(earlier, "2026-11-23", "2026-08-12", 1)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(strings.Replace(earlier, "2026-11-23", "2026-08-12", 1), []byte(older), 0o600); err != nil {
			t.Fatal(err)
		}

		x = start(t, p.command("assess", "--review", "last"), usual)
		x.waits("enter start")
		x.types(enter)
		want := mixed.with(3, 1).with(9, 2)
		for n := 1; n <= questionCount; n++ {
			x.waits(question(n), "August: ")
			if want[n-1] != mixed[n-1] {
				x.types(name(want[n-1]))
			}
			x.types(enter)
			if leaves && n == 6 {
				x.waits(question(7), "August: ")
				x.types("q")
				x.ends(StatusInterrupted)
				x = start(t, p.command("assess", "--team", "Search", "--resume"), usual)
				x.waits("enter go on")
				x.types(enter)
			}
		}
		x.waits("f finish")
		x.types("f")
		x.ends(StatusDone)
		wantSheet(t, earlier, sheet.Options{}, want)
		if current, _ := p.drafts(t); len(current) > 0 {
			t.Errorf("the drafts %q are left", current)
		}
	}
}
