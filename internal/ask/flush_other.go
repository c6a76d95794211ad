//go:build !(darwin || dragonfly || freebsd || netbsd || openbsd) && !(linux && (386 || amd64 || arm || arm64 || loong64 || riscv64 || s390x))

package ask

import "os"

// flushInput does nothing on these systems: what was typed before counts in the
// prompter. The form drops it by itself.
func flushInput(*os.File) {}
