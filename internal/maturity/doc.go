// Package maturity is the domain of genaiops: a question bank, the levels its
// scores map to, answer sheets, and everything computed from them.
//
// Start with [Score], which turns a [Model] and a [Sheet] into an
// [Assessment]. [Compare], [NewPlan] and [NewConsensus] build on it.
//
// The package is pure: it imports only the standard library, opens no file,
// reads no clock and prints nothing. It never completes a sheet on its own: a
// missing answer is an error until somebody says that it is unknown
// ([Sheet.FillUnknown]); among several people's sheets, it was not asked.
//
// Nothing here depends on the number of questions, points, dimensions or levels;
// every figure is computed from the Model. Values are plain data. A Model must
// have passed the checks of package bank. It is read-only here, so goroutines can
// share one.
package maturity
