//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package ask

import (
	"os"
	"syscall"
	"unsafe"
)

// flushInput drops what was typed in a terminal and not read yet.
func flushInput(f *os.File) {
	input := int32(1) // FREAD
	// Without success, what was typed before counts; there is nothing else to try.
	_, _, _ = syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCFLUSH, uintptr(unsafe.Pointer(&input)))
}
