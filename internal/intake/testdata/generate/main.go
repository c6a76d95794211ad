// Command generate writes sheets of the built-in bank for benchmarks of whole
// processes. The same flags write the same sheets:
//
//	go run ./internal/intake/testdata/generate -n 1000000 -format ndjson > sheets.ndjson
//	go run ./internal/intake/testdata/generate -n 10000 -format yaml -dir sheets
package main

import (
	"flag"
	"log"
	"os"

	"genaiops/internal/bank"
	"genaiops/internal/intake/testdata/sample"
	"genaiops/internal/sheet"
	"genaiops/levels"
	"genaiops/questions"
)

func main() {
	n := flag.Int("n", 1000, "how many sheets")
	seed := flag.Int64("seed", 1, "seed of the random sheets")
	format := flag.String("format", "ndjson", "ndjson or csv, to standard output, or yaml")
	dir := flag.String("dir", "", "the folder for yaml, one file per sheet")
	flag.Parse()
	m, problems, err := bank.Load(bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
	switch {
	case err != nil || len(problems) > 0:
		log.Fatal(err, problems)
	case *format == "yaml":
		err = sample.WriteFolder(*dir, &m.Bank, *n, *seed)
	default:
		err = sample.Write(os.Stdout, &m.Bank, sheet.Format(*format), *n, *seed)
	}
	if err != nil {
		log.Fatal(err)
	}
}
