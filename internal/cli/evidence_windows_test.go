package cli

import (
	"strings"
	"testing"
)

func TestEvidenceOnAnotherComputerIsNotLookedUp(t *testing.T) {
	t.Parallel()
	for _, item := range []string{`\\host\share\page.md`, "//host/share/page.md", `\\?\UNC\host\share\page.md`} {
		if got := evidenceProblem(".", item); !strings.Contains(got, "is on another computer") {
			t.Errorf("%s: %q", item, got)
		}
	}
}
