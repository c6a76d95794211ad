//go:build !unix

package store

import (
	"errors"
	"os"
)

// descriptor finds none: these systems have no names for open files.
func descriptor(string) (n int, ok bool) { return 0, false }

func duplicate(int, string) (*os.File, error) { return nil, errors.ErrUnsupported }
