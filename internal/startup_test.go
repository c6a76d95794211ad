package internal_test

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkStartup compares the time of the whole process for a page of guidance with
// that of a program that only links cobra and prints its help. The two take turns, so
// that a busy machine slows both, and it reports the medians. The ratio should stay
// below 2.
//
// Run it with `make bench`, or with -benchtime 50x for 50 runs of each.
func BenchmarkStartup(b *testing.B) {
	programs := []*program{
		{unit: "genaiops-ms", path: build(b, "../cmd/genaiops"), args: []string{"level", "3"}},
		{unit: "cobra-ms", path: build(b, "./testdata/cobraonly")},
	}
	for _, p := range programs {
		p.run(b) // from the disk to the cache
	}
	for b.Loop() {
		for _, p := range programs {
			p.took = append(p.took, p.run(b))
		}
	}
	for _, p := range programs {
		b.ReportMetric(float64(p.median().Microseconds())/1000, p.unit)
	}
	b.ReportMetric(float64(programs[0].median())/float64(programs[1].median()), "ratio")
	b.ReportMetric(0, "ns/op") // of both together, and so of no interest
}

// program is one of the programs that BenchmarkStartup compares.
type program struct {
	unit string // under which its median is reported
	path string
	args []string
	took []time.Duration
}

// run runs the program, reads its output and returns how long that took.
func (p *program) run(b *testing.B) time.Duration {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), p.path, p.args...)
	cmd.Env = []string{} // without the settings of the user
	start := time.Now()
	out, err := cmd.Output()
	took := time.Since(start)
	if err != nil || len(out) == 0 {
		b.Fatalf("%s %v: %v, printed %d bytes", p.path, p.args, err, len(out))
	}
	return took
}

func (p *program) median() time.Duration {
	sorted := slices.Sorted(slices.Values(p.took))
	return sorted[len(sorted)/2]
}

// build compiles a command as for a release and returns the path.
func build(b *testing.B, folder string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), filepath.Base(folder))
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", folder, err, out)
	}
	return path
}
