//go:build !unix

package store

import "errors"

// writeBeyondLimit is not used here: only Unix limits the size of files.
func writeBeyondLimit(string) error { return errors.ErrUnsupported }
