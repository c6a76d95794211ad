//go:build !unix

package cli

import "testing"

func TestAskingInATerminal(t *testing.T) {
	t.Skip("there are no pseudo-terminals to test with here")
}
