// Package display shows untrusted text safely. It decides which characters are
// invisible and what appears instead, measures and wraps text, and keeps
// spreadsheets, Markdown renderers and CI logs from acting on it.
//
// All text from banks, sheets and file names passes through [Clean] (to be read)
// or [Escape] (to show exactly what is there) before a person sees it.
// The functions are pure and never fail.
package display
