// Package cli is the command line: one file a command, each in three parts: an
// options struct, newXCmd, which declares the command and its flags, and runX,
// which does the work with options that were parsed.
//
// Call [Main]. It is a function of streams, arguments, environment and clock
// that returns an exit status; nothing in the package reads those in any other
// way, keeps state between calls, or ends the process.
//
// Results go to standard output; questions, messages and problems to standard
// error. Output is made in memory and written at the end, so a command that
// fails has printed no half of a result.
package cli
