// Package rollup summarizes the sheets of many teams.
//
// Call [NewBuilder], pass the [Builder.Record] of each sheet to [Builder.Add], and
// get the [Summary] at the end. [Builder.Merge] merges builders that ran
// concurrently. [Latest] keeps one sheet per team, and [RowEncoder] writes one row
// per sheet.
//
// The order of the sheets never changes the result: sums are whole numbers, and
// every shortened list has a total order. Memory grows with the number of groups
// and the rows of the summary, but not with the number of sheets; only Latest
// grows with the number of teams.
//
// Package intake reads the files and package sheet checks the sheets.
package rollup
