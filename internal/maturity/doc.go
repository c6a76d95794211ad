// Package maturity is the domain of genaiops: a question bank, the levels its
// scores map to, answer sheets, and everything that is computed from them.
//
// Start with [Score], which turns a [Model] and a [Sheet] into an
// [Assessment]. Compare, NewPlan and NewConsensus build on assessments.
//
// The package is pure: it imports only the standard library, opens no file,
// reads no clock and prints nothing. It never completes a sheet by itself: a
// missing answer is an error until somebody says that it is unknown
// ([Sheet.FillUnknown]).
//
// Nothing here knows how many questions, points, dimensions or levels there
// are; every figure is computed from the Model. Values are plain data. A Model
// handed in must have passed the checks of package bank; functions here treat
// it as read-only, so one Model can be shared between goroutines.
package maturity
