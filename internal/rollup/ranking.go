package rollup

import (
	"cmp"
	"slices"

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
		cmp.Compare(r.Team, other.Team),
		cmp.Compare(r.Date, other.Date),
		cmp.Compare(r.Group, other.Group),
		slices.Compare(r.Dimensions, other.Dimensions),
		cmp.Compare(r.High, other.High),
		cmp.Compare(r.Unknown, other.Unknown),
		cmp.Compare(other.Gaps, r.Gaps),
		cmp.Compare(r.Since, other.Since),
		cmp.Compare(r.Change, other.Change),
	)
}

// ranking keeps the first rows of a table (sign +1) or the last ones (sign -1).
type ranking struct {
	limit, sign int
	rows        []Row
}

// admits reports, without building a row, whether a record may belong to the
// ranking. add may still drop it.
func (k *ranking) admits(r Record, score int) bool {
	if len(k.rows) < k.limit {
		return true
	}
	if k.limit == 0 {
		return false
	}
	last := &k.rows[k.limit-1]
	if score != last.Score {
		return k.sign*cmp.Compare(score, last.Score) < 0
	}
	if k.sign > 0 {
		return string(r.Team) <= last.Team
	}
	return string(r.Team) >= last.Team
}

func (k *ranking) add(row Row) {
	at, _ := slices.BinarySearchFunc(k.rows, row, func(a, b Row) int { return k.sign * a.compare(b) })
	if at >= k.limit {
		return
	}
	k.rows = slices.Insert(k.rows[:min(len(k.rows), k.limit-1)], at, row)
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
// number of occurrences.
type names struct {
	limit  int
	sorted []string
	counts []int
}

func (n *names) add(name []byte, times int) {
	full := len(n.sorted) == n.limit
	if len(name) == 0 || n.limit == 0 || full && string(name) > n.sorted[n.limit-1] {
		return
	}
	at, found := slices.BinarySearch(n.sorted, string(name))
	if found {
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
