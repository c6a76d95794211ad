package rollup

import (
	"cmp"
	"maps"
	"slices"
	"sort"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Row is one sheet in a table of sheets.
type Row struct {
	Team, Date string
	Group      string // the value of the label that groups
	Score      int    // at the low end
	High       int    // differs from Score if answers are unknown
	Unknown    int    // number of unknown answers
	Gaps       int    // number of critical gaps
	Level      *maturity.Level
	Dimensions []int // subtotals, in bank order
	// Since is the earlier period in which the team has a sheet, and Change by how many
	// points the answers rose that are known both times. Empty without a trend, and for
	// new teams.
	Since  string
	Change int
}

// compare orders the table of all sheets. Rows that compare as 0 look the same.
func (r Row) compare(other Row) int {
	return cmp.Or(
		cmp.Compare(r.Score, other.Score),
		display.Compare(r.Team, other.Team),
		cmp.Compare(r.Date, other.Date),
		display.Compare(r.Group, other.Group),
		slices.Compare(r.Dimensions, other.Dimensions),
		cmp.Compare(r.High, other.High),
		cmp.Compare(r.Unknown, other.Unknown),
		cmp.Compare(other.Gaps, r.Gaps),
		cmp.Compare(r.Since, other.Since),
		cmp.Compare(r.Change, other.Change),
	)
}

// ranking keeps the first rows of a table (sign +1) or the last ones (sign -1). It
// collects twice as many as it keeps and then drops half, which takes the same time
// for each row however many it keeps.
type ranking struct {
	limit, sign int
	rows        []Row
	last        *Row // no row after it belongs to the ranking; nil if not known yet
}

// admits reports, without building a row, whether a record may belong to the
// ranking.
func (k *ranking) admits(r Record, score int) bool {
	switch {
	case k.limit == 0:
		return false
	case k.last == nil:
		return true
	case score != k.last.Score:
		return k.sign*cmp.Compare(score, k.last.Score) < 0
	default:
		return k.sign*display.Compare(string(r.Team), k.last.Team) <= 0
	}
}

func (k *ranking) add(row Row) {
	if k.rows = append(k.rows, row); len(k.rows) >= 2*k.limit {
		k.rows = k.sorted()
		k.last = &Row{}
		*k.last = k.rows[len(k.rows)-1]
	}
}

// sorted returns the rows in order.
func (k *ranking) sorted() []Row {
	rows := slices.Clone(k.rows)
	sort.Slice(rows, func(i, j int) bool { return k.sign*rows[i].compare(rows[j]) < 0 })
	return rows[:min(len(rows), k.limit)]
}

func (k *ranking) merge(other ranking) {
	for _, row := range other.rows {
		k.add(row)
	}
}

// failing keeps the first sheets that fail a gate, by place.
type failing struct {
	limit, count int
	sheets       []Failure
}

// admits reports, without building a row, whether a sheet may be among the first.
func (k *failing) admits(at Place) bool {
	return len(k.sheets) < k.limit || k.limit > 0 && at.compare(k.sheets[k.limit-1].Place) <= 0
}

func (k *failing) add(f Failure) {
	at, _ := slices.BinarySearchFunc(k.sheets, f, func(a, b Failure) int {
		return cmp.Or(a.Place.compare(b.Place), a.Row.compare(b.Row))
	})
	if at < k.limit {
		k.sheets = slices.Insert(k.sheets[:min(len(k.sheets), k.limit-1)], at, f)
	}
}

func (k *failing) merge(other failing) {
	k.count += other.count
	for _, f := range other.sheets {
		k.add(f)
	}
}

func (p Place) compare(other Place) int {
	return cmp.Or(cmp.Compare(p.File, other.File), cmp.Compare(p.Line, other.Line))
}

// names keeps the first of many names in alphabetical order, each with its exact
// number of occurrences. Of the spellings of a name, it keeps the first in that order.
type names struct {
	limit  int
	sorted []string
	counts []int
}

func (n *names) add(name []byte, times int) {
	full := len(n.sorted) == n.limit
	if len(name) == 0 || n.limit == 0 || full && display.CompareFolded(string(name), n.sorted[n.limit-1]) > 0 {
		return
	}
	at, found := slices.BinarySearchFunc(n.sorted, string(name), display.CompareFolded)
	if found {
		n.sorted[at] = min(n.sorted[at], string(name))
		n.counts[at] += times
		return
	}
	if full {
		n.sorted, n.counts = n.sorted[:n.limit-1], n.counts[:n.limit-1]
	}
	n.sorted = slices.Insert(n.sorted, at, string(name))
	n.counts = slices.Insert(n.counts, at, times)
}

func (n *names) merge(other names) {
	for i, name := range other.sorted {
		n.add([]byte(name), other.counts[i])
	}
}

// repeated returns the names that occur more than once.
func (n *names) repeated() []string {
	var names []string
	for i, name := range n.sorted {
		if n.counts[i] > 1 {
			names = append(names, name)
		}
	}
	return names
}

// sortedNames returns the keys of a map in the order of [display.Compare].
func sortedNames[T any](m map[string]T) []string {
	names := slices.Collect(maps.Keys(m))
	display.Sort(names)
	return names
}
