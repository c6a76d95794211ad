package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// contestant is a command that summarizes a file, and its results.
type contestant struct {
	name    string
	command []string
	env     []string
	status  int    // the expected exit status
	says    string // part of the first problem on standard error
	read    func(output []byte) (found, error)

	rejected int // by genaiops
	found    found
	problem  string // the first one
}

// found has the results that must agree: the number of sheets, the number at each
// level and the mean of each dimension.
type found struct {
	sheets, rejected int
	levels           []int
	means            []float64
}

// measures are those of one run. memory is the peak resident memory in bytes.
type measures struct {
	wall, processor time.Duration
	memory          int64
}

// find returns why the program cannot be run.
func (c *contestant) find() error {
	_, err := exec.LookPath(c.command[0])
	return err
}

// run runs the command once through GNU time: a process inherits the memory count of
// a large parent.
func (c *contestant) run() (measures, error) {
	report, err := os.CreateTemp("", "time")
	if err != nil {
		return measures{}, err
	}
	defer os.Remove(report.Name())
	defer report.Close()
	cmd := exec.Command("time", append([]string{"--quiet", "-f", "%U %S %M", "-o", report.Name()}, c.command...)...)
	cmd.Env = append(os.Environ(), c.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err = cmd.Run()
	wall := time.Since(start)
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return measures{}, err
	}
	if got := cmd.ProcessState.ExitCode(); got != c.status {
		return measures{}, fmt.Errorf("%s: status %d, expected %d: %s", c.name, got, c.status, stderr.String())
	}
	if !strings.Contains(stderr.String(), c.says) {
		return measures{}, fmt.Errorf("%s: no %q in %q", c.name, c.says, stderr.String())
	}
	c.problem, _, _ = strings.Cut(stderr.String(), "\n")
	if c.found, err = c.read(stdout.Bytes()); err != nil {
		return measures{}, fmt.Errorf("%s: %w in %q", c.name, err, stdout.String())
	}
	if c.found.rejected != c.rejected {
		return measures{}, fmt.Errorf("%s: %d rejected, expected %d", c.name, c.found.rejected, c.rejected)
	}
	return measured(report.Name(), wall)
}

func measured(file string, wall time.Duration) (measures, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return measures{}, err
	}
	var user, system float64
	var kilobytes int64
	if _, err := fmt.Sscan(string(text), &user, &system, &kilobytes); err != nil {
		return measures{}, fmt.Errorf("GNU time: %w in %q", err, text)
	}
	return measures{wall, time.Duration((user + system) * float64(time.Second)), kilobytes << 10}, nil
}

// same returns an error if another program has different results.
func (c *contestant) same(other *contestant) error {
	a, b := c.found, other.found
	near := slices.EqualFunc(a.means, b.means, func(x, y float64) bool { return math.Abs(x-y) < 1e-9*float64(1+a.sheets) })
	if a.sheets != b.sheets || !slices.Equal(a.levels, b.levels) || !near {
		return fmt.Errorf("%s and %s disagree: %+v and %+v", c.name, other.name, a, b)
	}
	return nil
}

func median(runs []measures) measures {
	middle := func(compare func(a, b measures) int) measures {
		slices.SortFunc(runs, compare)
		return runs[len(runs)/2]
	}
	return measures{
		wall:      middle(func(a, b measures) int { return cmp.Compare(a.wall, b.wall) }).wall,
		processor: middle(func(a, b measures) int { return cmp.Compare(a.processor, b.processor) }).processor,
		memory:    middle(func(a, b measures) int { return cmp.Compare(a.memory, b.memory) }).memory,
	}
}

// readSummary reads genaiops.rollup/1.
func readSummary(output []byte) (f found, err error) {
	var s struct {
		Sheets, Rejected int
		Levels           []struct{ Count int }
		Dimensions       []struct{ Mean float64 }
	}
	err = json.Unmarshal(output, &s)
	f.sheets, f.rejected = s.Sheets, s.Rejected
	for _, l := range s.Levels {
		f.levels = append(f.levels, l.Count)
	}
	for _, d := range s.Dimensions {
		f.means = append(f.means, d.Mean)
	}
	return f, err
}

// readNumbers reads the output of the other programs: the number of sheets, the
// number at each level and the sum of each dimension.
func (b *benchmark) readNumbers(output []byte) (f found, err error) {
	var numbers []float64
	for _, field := range strings.Fields(strings.ReplaceAll(string(output), ",", " ")) {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return f, err
		}
		numbers = append(numbers, n)
	}
	levels := len(b.model.Levels)
	if len(numbers) != 1+levels+len(b.model.Bank.Dimensions) {
		return f, fmt.Errorf("%d numbers", len(numbers))
	}
	f.sheets = int(numbers[0])
	for _, n := range numbers[1 : 1+levels] {
		f.levels = append(f.levels, int(n))
	}
	for _, sum := range numbers[1+levels:] {
		f.means = append(f.means, sum/float64(f.sheets))
	}
	return f, nil
}
