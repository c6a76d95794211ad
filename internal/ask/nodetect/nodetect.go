// Package nodetect keeps the program from asking the terminal for its
// background colour. Import it for its effect; there is nothing to call.
//
// bubbletea v1 sends that question in its own package initialisation, before
// main, and waits up to five seconds for an answer that some terminals,
// recorders and remote shells never give; what the user types meanwhile is
// lost. Saying beforehand that the background is dark skips the question. The
// program draws with the terminal's own 16 colours, which suit either
// background, so nothing is lost by not knowing.
//
// Go initialises packages in the order of their import paths as soon as their
// imports are ready. This package imports lipgloss alone and its path sorts
// before that of bubbletea, so it runs first; a test watches over both.
package nodetect

import "github.com/charmbracelet/lipgloss"

// This is the one init of the program: only something that runs before main
// can come before another package's init.
func init() {
	lipgloss.SetHasDarkBackground(true)
}
