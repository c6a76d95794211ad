package cli

import "testing"

// A page of sessions holds every message, hint and status, so that a change of
// words shows as a difference of text.
func TestErrorsAndHintsInFull(t *testing.T) {
	t.Parallel()
	checkSessions(t, "testdata/errors.md")
}
