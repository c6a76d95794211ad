// Command sidebyside compares the roll-up of many teams with DuckDB, jq, Miller and
// Python. The processes take turns, so that a busy machine slows all of them, and
// their medians are compared. .ci/many/run installs the programs and starts it:
//
//	sidebyside -genaiops bin/genaiops -duckdb .ci/many/duckdb.mjs
//
// It writes about 1.5 GB of input to a temporary folder. It fails if another program
// has different results or genaiops misses a problem. It marks a figure that is too
// slow, and fails for it with -strict.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"

	"genaiops/internal/bank"
	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

func main() {
	log.SetFlags(0)
	var b benchmark
	flag.StringVar(&b.genaiops, "genaiops", "bin/genaiops", "the program")
	flag.StringVar(&b.duckdb, "duckdb", "", "the script that runs SQL in DuckDB; empty to skip DuckDB")
	flag.IntVar(&b.rounds, "rounds", 5, "how often to run each program")
	flag.IntVar(&b.sheets, "sheets", 1_000_000, "how many sheets")
	flag.BoolVar(&b.strict, "strict", false, "fail if a figure is too slow")
	flag.Parse()
	if err := b.run(); err != nil {
		log.Fatal(err)
	}
}

// benchmark is a complete run.
type benchmark struct {
	genaiops, duckdb string
	rounds, sheets   int
	strict           bool

	model *maturity.Model
	dir   string
	slow  int // claims that do not hold
}

func (b *benchmark) run() (err error) {
	b.model, _, err = bank.Load(bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
	if err != nil {
		return err
	}
	b.genaiops, err = filepath.Abs(b.genaiops)
	if err != nil {
		return err
	}
	b.dir, err = os.MkdirTemp("", "sidebyside")
	if err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	fmt.Println(surroundings())
	for _, part := range []func() error{b.ndjson, b.csv, b.folder, b.bad, b.hostile} {
		if err := part(); err != nil {
			return err
		}
	}
	if b.slow > 0 && b.strict {
		return fmt.Errorf("%d claims do not hold on this machine", b.slow)
	}
	return nil
}

// surroundings describes the machine. Other load slows programs on all cores more
// than those on one.
func surroundings() string {
	text := fmt.Sprintf("%d cores", runtime.NumCPU())
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		minute, _, _ := strings.Cut(string(load), " ")
		text += ", load " + minute + " before the first run"
	}
	return text
}

// claim prints whether a claim holds.
func (b *benchmark) claim(holds bool, format string, args ...any) {
	mark := "ok     "
	if !holds {
		mark = "MISSED "
		b.slow++
	}
	fmt.Printf("  %s%s\n", mark, fmt.Sprintf(format, args...))
}

// ndjson compares 1,000,000 sheets as NDJSON, and a tenth of them for programs that
// would take minutes.
func (b *benchmark) ndjson() error {
	all, part := b.path("all.ndjson"), b.path("part.ndjson")
	if err := errors.Join(b.write(all, "ndjson", b.sheets), b.write(part, "ndjson", b.sheets/10)); err != nil {
		return err
	}
	fmt.Printf("NDJSON, %d sheets\n", b.sheets)
	whole, err := b.compare(b.program(all), b.duck(b.sqlNDJSON(all)))
	if err != nil {
		return err
	}
	fmt.Printf("NDJSON, %d sheets\n", b.sheets/10)
	tenth, err := b.compare(b.program(part), b.duck(b.sqlNDJSON(part)), b.jq(part), b.python(part))
	if err != nil {
		return err
	}
	us := whole["genaiops"]
	if them, ok := whole["DuckDB"]; ok {
		b.claim(us.wall*2 <= them.wall, "at most half of DuckDB's time: %s", ratio(us, them))
	}
	if them, ok := tenth["jq"]; ok {
		b.claim(tenth["genaiops"].wall*20 <= them.wall, "at most a twentieth of jq's time: %s", ratio(tenth["genaiops"], them))
	}
	few := tenth["genaiops"]
	b.claim(us.memory <= 64<<20, "at most 64 MB of memory: %s", megabytes(us.memory))
	b.claim(us.memory*10 <= few.memory*11, "the memory of a tenth of the sheets, within a tenth: %s and %s",
		megabytes(us.memory), megabytes(few.memory))
	return nil
}

// csv compares the same sheets as CSV.
func (b *benchmark) csv() error {
	file := b.path("all.csv")
	if err := b.write(file, "csv", b.sheets); err != nil {
		return err
	}
	fmt.Printf("CSV, %d sheets\n", b.sheets)
	took, err := b.compare(b.program(file), b.duck(b.sqlCSV(file)), b.miller(file))
	if err != nil {
		return err
	}
	us := took["genaiops"]
	if them, ok := took["DuckDB"]; ok {
		b.claim(us.wall <= them.wall, "at most DuckDB's time: %s", ratio(us, them))
	}
	if them, ok := took["Miller"]; ok {
		b.claim(us.wall*4 <= them.wall, "at most a quarter of Miller's time: %s", ratio(us, them))
	}
	return nil
}

// folder compares one core with two, with one file per sheet.
func (b *benchmark) folder() error {
	const files = 10_000
	dir := b.path("sheets")
	if err := sample.WriteFolder(dir, &b.model.Bank, files, 1); err != nil {
		return err
	}
	fmt.Printf("YAML, a folder of %d files\n", files)
	one, two := b.program(dir), b.program(dir)
	one.name, one.env = "1 core", []string{"GOMAXPROCS=1"}
	two.name, two.env = "2 cores", []string{"GOMAXPROCS=2"}
	took, err := b.compare(one, two)
	if err != nil {
		return err
	}
	faster := took["1 core"].wall.Seconds() / took["2 cores"].wall.Seconds()
	b.claim(faster >= 1.5, "on two cores at least 1.5 times as fast as on one: %.2f times", faster)
	return nil
}

// bad compares NDJSON with and without bad lines.
func (b *benchmark) bad() error {
	file := b.path("bad.ndjson")
	rejected, err := b.writeBad(b.path("all.ndjson"), file)
	if err != nil {
		return err
	}
	fmt.Printf("NDJSON, %d sheets and %d bad lines\n", b.sheets, rejected)
	clean, mixed := b.program(b.path("all.ndjson")), b.program(file)
	clean.name, mixed.name = "clean", "mixed"
	mixed.status, mixed.rejected = 2, rejected
	took, err := b.compare(clean, mixed)
	if err != nil {
		return err
	}
	b.claim(took["mixed"].wall <= took["clean"].wall*2, "at most twice the time: %s", ratio(took["mixed"], took["clean"]))
	return nil
}

func (b *benchmark) path(name string) string { return filepath.Join(b.dir, name) }

// compare runs the contestants in turns, and prints and returns their medians. Their
// results must agree.
func (b *benchmark) compare(contestants ...*contestant) (map[string]measures, error) {
	var here []*contestant
	for _, c := range contestants {
		switch {
		case c == nil: // not installed
		case c.find() != nil:
			fmt.Printf("  skipped %s: %v\n", c.name, c.find())
		default:
			here = append(here, c)
		}
	}
	runs := map[string][]measures{}
	for range b.rounds {
		for _, c := range here {
			m, err := c.run()
			if err != nil {
				return nil, err
			}
			runs[c.name] = append(runs[c.name], m)
		}
	}
	medians := map[string]measures{}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\ttime\tprocessor\tmemory\ttime by ours\t")
	for _, c := range here {
		m := median(runs[c.name])
		medians[c.name] = m
		fmt.Fprintf(table, "  %s\t%.2f s\t%.2f s\t%s\t%.1f\t\n", c.name, m.wall.Seconds(), m.processor.Seconds(),
			megabytes(m.memory), m.wall.Seconds()/medians[here[0].name].wall.Seconds())
		if err := here[0].same(c); err != nil {
			return nil, err
		}
	}
	return medians, table.Flush()
}

func ratio(us, them measures) string {
	a, b := us.wall.Seconds(), them.wall.Seconds()
	return fmt.Sprintf("%.2f s to %.2f s, %.2f of it", a, b, a/b)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }

// hostile checks that a gigabyte of hostile input is refused without using memory.
func (b *benchmark) hostile() error {
	fmt.Println("Hostile files")
	for _, h := range b.hostileFiles() {
		if err := h.make(h.file); err != nil {
			return err
		}
		c := b.program(h.file)
		c.status, c.rejected, c.says = 2, h.rejected, h.says
		m, err := c.run()
		if err != nil {
			return fmt.Errorf("%s: %w", h.what, err)
		}
		b.claim(m.memory <= 64<<20, "%s: %s in %.2f s: %s", h.what, megabytes(m.memory), m.wall.Seconds(), strings.TrimSpace(c.problem))
		if err := os.RemoveAll(h.file); err != nil {
			return err
		}
	}
	return nil
}
