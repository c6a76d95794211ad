//go:build 386 || amd64 || arm || arm64 || loong64 || riscv64 || s390x

package ask

import (
	"os"
	"syscall"
)

// flushInput drops what was typed in a terminal and not read yet.
func flushInput(f *os.File) {
	const tcflsh = 0x540b // package syscall has it for other processors only
	// Without success, what was typed before counts; there is nothing else to try.
	_, _, _ = syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), tcflsh, syscall.TCIFLUSH)
}
