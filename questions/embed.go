// Package questions holds the built-in question bank: bank.yaml, and one file
// for each dimension that it lists. They are YAML for people to edit, and are
// embedded here so that the program is one file.
//
// Read [FS] with package bank, which also checks it; nothing here parses or
// judges what it embeds. The program reads any other directory of the same
// shape with --questions, and "genaiops validate" checks an edit.
//
// The levels that scores map to are Microsoft's (package levels). The
// questions are this project's own: 14 in 7 dimensions, worth 0, 1 or 2 points
// each, and so 0 to 28 together, which is the range of the published bands. On
// every question 0 is whatever is not yet 1, said without blame; 1 is a regular
// practice; 2 is 1 and one further step, so that two points always include one.
// An option names one practice; what counts for it and what does not stands in
// help.
package questions

import "embed"

// FS holds bank.yaml and the dimensions' files, at its root.
//
//go:embed *.yaml
var FS embed.FS
