// Package intake reads the sheets of many teams, from files, folders and
// streams, on all cores, and hands them to package rollup.
//
// Call [Run] with the inputs; everything else here is what it takes and gives.
//
// It is a package of its own because rollup is arithmetic, which a test can
// feed with values, while this is files, goroutines and a scanner for speed; the
// readers of sheets stay unaware of both.
//
// # How it works
//
// One goroutine, the feeder, goes through the inputs in order and cuts them into
// batches that end where a record ends: the lines of one read of NDJSON, the
// rows of one read of CSV, a handful of small files. Workers, one a core, parse
// batches and count into builders of their own. The caller's goroutine collects
// what the batches yielded to be shown, rows and problems, in the order of the
// input. Buffers are used again, and a worker waits when what it found is not
// yet taken, so memory stays the same however long the input is.
//
// # Strictness
//
// [sheet.Records] decides what a sheet is. A scanner for the plain shape of a
// sheet reads nearly every line of NDJSON, and another one nearly every row of
// CSV; whatever either does not fully understand goes to sheet.Records, which is
// also where every problem comes from. A fuzz test holds the two side by side.
// One thing is stricter: a row of CSV over the largest size is always refused,
// where sheet.Records may let some 4 KiB more pass, depending on where it stands.
//
// # Figures
//
// Of sheets of the built-in bank on one core, the best of several runs of
// BenchmarkReaders: NDJSON at 910 MB/s by the scanner, 40 by encoding/json into a
// struct, 10 by the strict reader; CSV at 170 and 5.8 MB/s. The nearest library,
// fastjson, was measured at three fifths of a scanner for this one shape, and
// would leave strictness still to be done. Whole processes on two cores, medians
// of testdata/sidebyside, 1,000,000 sheets as 416 MB of NDJSON: 0.51 s, 0.8 s of
// processor time and 14 MB of memory, of which 11 are the program's own; the same
// query takes DuckDB 1.16 s, 2.0 s and 167 MB. As CSV, 0.38 s where DuckDB takes
// 0.99 and Miller 10.4. With 100,000 sheets it takes 13.5 MB. One bad record in a
// hundred, of every kind, makes it 1.4 times as long. 10,000 YAML files take
// 0.58 s, and 1.04 s on one core. A gigabyte without a line end takes 14 MB too,
// compressed or not.
//
// # Files that are not well
//
// Package store opens files and searches folders. What cannot be opened, is cut
// off inside gzip or fails midway is a problem of the rule "read" at its place; the
// sheets read before it count. Of a line over the largest size, however long,
// only the beginning is kept.
package intake
