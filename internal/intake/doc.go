// Package intake reads the sheets of many teams from files, folders and streams
// on all cores, and passes them to package rollup.
//
// Call [Run] with the inputs.
//
// Package rollup only calculates, so tests can feed it values. This package has
// the files, the goroutines and a scanner for speed.
//
// # How it works
//
// One goroutine, the feeder, reads the inputs in order and cuts them into batches
// that end at the end of a record: lines of NDJSON, rows of CSV, or a few small
// files. Workers, one per core, parse batches and count into their own builders.
// The caller's goroutine, the collector, outputs rows and problems in input order.
// Buffers are reused, and a worker waits until its findings are collected, so
// memory does not grow with the input.
//
// # Strictness
//
// [sheet.Records] decides what a sheet is. One scanner reads nearly every line of
// NDJSON, and another nearly every row of CSV. They pass whatever they don't fully
// understand to sheet.Records, which also reports every problem. A fuzz test
// compares the two, in every dialect of CSV and every encoding.
//
// # Figures
//
// BenchmarkReaders, the best of several runs with sheets of the built-in bank on
// one core: NDJSON at 910 MB/s by the scanner, 40 by encoding/json into a struct
// and 10 by the strict reader; CSV at 170 and 5.8 MB/s. The nearest library,
// fastjson, has three fifths of the speed of a scanner for this one shape, and
// would still need the strictness.
//
// testdata/sidebyside, medians of whole processes on two cores, with 1,000,000
// sheets:
//
//	416 MB of NDJSON: 0.51 s, 0.8 s of processor time and 14 MB of memory, 11 of
//	which are the program's own (DuckDB: 1.16 s, 2.0 s and 167 MB)
//	CSV: 0.38 s (DuckDB: 0.99 s, Miller: 10.4 s)
//
// 100,000 sheets take 13.5 MB. One bad record in a hundred, of every kind, takes
// 1.4 times as long. 10,000 YAML files take 0.58 s, and 1.04 s on one core. A
// gigabyte without a line end takes 14 MB too, compressed or not.
//
// # Unreadable files
//
// Package store opens files and lists folders. A file that cannot be opened, is
// truncated inside gzip or fails midway is a problem of the rule "read"; the sheets
// before the failure count. Only the start of a line over the maximum size is kept.
package intake
