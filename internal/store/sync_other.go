//go:build !unix

package store

// syncFolder does nothing: these systems write names to disk by themselves.
func syncFolder(string) error { return nil }
