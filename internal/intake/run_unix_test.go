//go:build unix

package intake

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// This test isn't parallel. Permissions don't apply to root, so it changes the user
// of the process.
func TestAFolderWithoutPermissionIsAProblem(t *testing.T) {
	asNobody(t)
	dir := write(t, map[string]string{"a.ndjson": line("A", 1), "closed/b.ndjson": line("B", 1), "d.ndjson": line("D", 1)})
	closed := filepath.Join(dir, "closed")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) }) // for the removal
	got := runAll(t, tiny(), full(), Input{Path: dir})
	if want := "closed:1:1: cannot be read: permission denied [read]\n"; bad(got.Problems, dir) != want || teams(got.Rows) != "A D" {
		t.Errorf("teams %s, problems %v", teams(got.Rows), got.Problems)
	}
}

// asNobody makes root an ordinary user for the rest of a test. Files created after
// it belong to that user.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	if err := syscall.Setreuid(-1, nobody); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setreuid(-1, 0); err != nil {
			panic(err) // every other test would fail for want of permissions
		}
	})
}
