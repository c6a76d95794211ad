// Package nodetect keeps the program from asking the terminal for its
// background colour. Import it for its effect; there is nothing to call.
//
// bubbletea v1 asks in its package initialization, before main, and waits up to
// five seconds for an answer that some terminals, recorders and remote shells
// never give. What the user types meanwhile is lost. Saying that the background
// is dark skips the query. The program loses nothing by not knowing: it draws
// with the terminal's own 16 colours, which suit either background.
//
// Go initializes packages in the order of their import paths, each as soon as
// its imports are ready. This package imports only lipgloss and its path sorts
// before bubbletea's, so it runs first. A test checks that.
package nodetect

import "github.com/charmbracelet/lipgloss"

// The program's only init: nothing else can run before another package's init.
func init() {
	lipgloss.SetHasDarkBackground(true)
}
