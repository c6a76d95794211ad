package rollup

import (
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"testing"
)

// rows returns n rows with many equal scores and teams.
func rows(r *rand.Rand, n int) []Row {
	var all []Row
	for range n {
		all = append(all, Row{
			Team: string(rune('A' + r.Intn(4))), Date: fmt.Sprint(r.Intn(3)), Score: r.Intn(5),
			Dimensions: []int{r.Intn(2), r.Intn(2)},
		})
	}
	return all
}

func TestARankingIsTheBeginningOfTheSortedRows(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	for range 300 {
		all, limit := rows(r, r.Intn(40)), r.Intn(10)
		up, down := ranking{limit: limit, sign: +1}, ranking{limit: limit, sign: -1}
		for _, row := range all {
			for _, k := range []*ranking{&up, &down} {
				if k.admits(Record{Team: []byte(row.Team)}, row.Score) {
					k.add(row)
				}
			}
		}
		slices.SortFunc(all, Row.compare)
		checkRows(t, up.sorted(), all[:min(limit, len(all))])
		slices.Reverse(all)
		checkRows(t, down.sorted(), all[:min(limit, len(all))])
	}
}

func checkRows(t *testing.T, got, want []Row) {
	t.Helper()
	if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v\nwant %v", got, want)
	}
}

func TestMergedRankingsAreTheRankingOfAll(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(2))
	for range 100 {
		whole, merged := ranking{limit: 5, sign: -1}, ranking{limit: 5, sign: -1}
		for range 4 {
			part := ranking{limit: 5, sign: -1}
			for _, row := range rows(r, r.Intn(12)) {
				whole.add(row)
				part.add(row)
			}
			merged.merge(part)
		}
		checkRows(t, merged.sorted(), whole.sorted())
	}
}

func TestNamesAreTheFirstOfAllEachOnce(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(3))
	for range 300 {
		var all []string
		limit := r.Intn(6)
		one, other := names{limit: limit}, names{limit: limit}
		for i := range r.Intn(30) {
			name := string(rune('A' + r.Intn(12)))
			all = append(all, name)
			[]*names{&one, &other}[i%2].add([]byte(name), 1)
		}
		one.add(nil, 1) // a sheet without a team has no name
		one.merge(other)
		often := map[string]int{}
		for _, name := range all {
			often[name]++
		}
		want := slices.Sorted(maps.Keys(often))
		want = want[:min(limit, len(want))]
		if !slices.Equal(one.sorted, want) {
			t.Fatalf("got %v, want %v", one.sorted, want)
		}
		for i, name := range want {
			if one.counts[i] != often[name] || slices.Contains(one.repeated(), name) != (often[name] > 1) {
				t.Fatalf("%s came %d times, got %d", name, often[name], one.counts[i])
			}
		}
	}
}

// Each field decides if those before it are equal.
func TestTheOrderOfRowsIsTotal(t *testing.T) {
	t.Parallel()
	ascending := []Row{
		{},
		{Unknown: 1},
		{High: 1},
		{Dimensions: []int{0}},
		{Dimensions: []int{1}},
		{Group: "A"},
		{Date: "2026-01-01"},
		{Team: "A"},
		{Score: 1},
	}
	for i, a := range ascending {
		for j, b := range ascending {
			if got := a.compare(b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%+v against %+v: %d", a, b, got)
			}
		}
	}
}
