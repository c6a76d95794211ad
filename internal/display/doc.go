// Package display is where the program decides how to show somebody else's text:
// which characters are invisible and what appears instead, how wide a text is
// and where its lines break, and what keeps a spreadsheet, a Markdown renderer
// or a CI log from acting on it.
//
// Every text of a bank, a sheet or a file name passes through [Clean] (to read)
// or [Escape] (to see exactly what is there) before it reaches a person.
// The functions are pure and never fail.
package display
