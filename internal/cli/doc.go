// Package cli is the command line. Each command starts in one file with three parts: an
// options struct; newXCmd, which declares the command and its flags; and runX,
// which does the work.
//
// Call [Main]. It is a function of arguments, streams, environment and clock, and
// returns an exit status. Nothing in the package reads those in any other way,
// keeps state between calls, or ends the process.
//
// Results go to standard output; questions, messages and problems go to standard
// error. A result is made in memory and written at the end, so a command that
// fails prints no half of one; only the rows of a roll-up are streamed.
package cli
