//go:build race

package ask

// raceDetector reports whether the tests run with the race detector.
const raceDetector = true
