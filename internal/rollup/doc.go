// Package rollup adds up the sheets of many teams to one picture of an
// organization.
//
// Begin with [NewBuilder], hand it the [Builder.Record] of every sheet with
// [Builder.Add], and take the [Summary] at the end. Builders that worked
// side by side become one with [Builder.Merge]. [Latest] keeps one sheet a team
// for those who want no more, and [RowEncoder] writes one row for each sheet.
//
// The order of the sheets never changes a result: whatever is averaged is kept
// as whole numbers until the end, and every list that is cut short has a total
// order. Memory grows with the groups and with the rows that a summary shows,
// not with the sheets; only Latest keeps something of every team.
//
// The package reads no files and checks no sheets: reading is package intake's
// work, and checking package sheet's. It only ever sees sheets that passed.
package rollup
