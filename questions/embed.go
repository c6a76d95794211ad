// Package questions embeds the built-in question bank, YAML files for people to edit:
// bank.yaml, and one file for each dimension that it lists.
//
// Read [FS] with package bank, which also checks it. The program reads other questions
// with --questions, and "genaiops validate" checks an edit.
//
// The levels are Microsoft's (package levels); this project wrote the questions: 14 in
// 7 dimensions, worth 0, 1 or 2 points each. The total of 0 to 28 is the range of the
// published bands. In every question, 0 points mean that the practice is not yet
// regular, without blame; 1 point is a regular practice; 2 points are that practice
// and one more step. An option names one practice, and help says what counts.
package questions

import "embed"

// FS has bank.yaml and the files of the dimensions at its root.
//
//go:embed *.yaml
var FS embed.FS
