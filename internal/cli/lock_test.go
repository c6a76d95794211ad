package cli

import (
	"bytes"
	"strings"
	"testing"
)

// meanwhile is a writer that does something before its first write.
type meanwhile struct {
	bytes.Buffer
	do func()
}

func (w *meanwhile) Write(p []byte) (int, error) {
	if w.do != nil {
		do := w.do
		w.do = nil
		do()
	}
	return w.Buffer.Write(p)
}

// Answers that are saved nowhere are in the draft alone until the result is shown:
// no other session may open it before. A saved sheet needs no lock any more.
func TestAnUnsavedDraftStaysLockedUntilTheResultIsShown(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		flags  []string
		locked bool
	}{{[]string{"--no-save"}, true}, {nil, false}} {
		env := map[string]string{"GENAIOPS_STATE": t.TempDir(), "GENAIOPS_DATA": t.TempDir()}
		args := append([]string{"assess", "--accessible"}, test.flags...)
		var other string
		out := &meanwhile{do: func() { _, other = run(env, "", &bytes.Buffer{}, args...) }}
		if status, stderr := run(env, strings.Repeat("2\n", 14)+"f\n", out, args...); status != StatusDone {
			t.Fatalf("%v: status %d: %s", test.flags, status, stderr)
		}
		if locked := strings.Contains(other, "another session is answering"); locked != test.locked {
			t.Errorf("%v: locked %t while the result is written, want %t: %s", test.flags, locked, test.locked, other)
		}
	}
}
