package rollup

import (
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"

	"genaiops/internal/maturity"
)

// strictGate fails on everything that a gate can look at. Its reasons say what it saw.
func strictGate() maturity.Gate {
	return maturity.Gate{{Condition: "nothing", Check: func(j maturity.Judged) string {
		seen := fmt.Sprintf("%d %s", j.Score, j.Date)
		for _, kind := range []maturity.WarningKind{maturity.CriticalGap, maturity.ZeroDimension, maturity.NearEdge, maturity.UnknownAnswers} {
			seen += fmt.Sprintf(" %s=%t", kind, j.Warns(kind))
		}
		return seen
	}}}
}

func TestAGateSeesInARecordWhatItSeesInAnAssessment(t *testing.T) {
	t.Parallel()
	for name, m := range models(t) {
		b := NewBuilder(m, Options{Gate: strictGate(), Names: 1000})
		sheets := random(m, 500)
		for i, s := range sheets {
			r, err := b.Record(s)
			if err != nil {
				t.Fatal(err)
			}
			r.Place = Place{"all.csv", i + 1}
			b.Add(r)
		}
		s := b.Summary()
		if s.Failed != len(sheets) || len(s.Failing) != len(sheets) {
			t.Fatalf("%s: %d failed, %d listed, want %d", name, s.Failed, len(s.Failing), len(sheets))
		}
		for i, f := range s.Failing {
			a, err := maturity.Score(m, sheets[i])
			if err != nil {
				t.Fatal(err)
			}
			if want := strictGate().Judge(a.Judged()); !slices.Equal(f.Reasons, want) || f.Row.Team != a.Sheet.Team || f.Place.Line != i+1 {
				t.Errorf("%s: %v of %+v, want %v", name, f.Reasons, f.Row, want)
			}
		}
	}
}

func TestTheFirstFailuresByPlaceAreListedInAnyOrder(t *testing.T) {
	t.Parallel()
	m := tiny()
	type placed struct {
		sheet maturity.Sheet
		place Place
	}
	var all []placed
	for i, s := range random(m, 300) {
		s.Team = fmt.Sprintf("team %d", i) // so that latest keeps each
		all = append(all, placed{s, Place{fmt.Sprintf("%c.csv", 'a'+i%7), 1 + i/7}})
	}
	gate := maturity.Gate{{Condition: "c", Check: func(j maturity.Judged) string {
		if j.Score < 5 {
			return "below"
		}
		return ""
	}}}
	options := Options{Gate: gate, Names: 10}
	r := rand.New(rand.NewSource(3))
	var want *Summary
	for builders := 1; builders <= 8; builders++ {
		for _, latest := range []bool{false, true} {
			parts := make([]*Builder, builders)
			keepers := make([]*Latest, builders)
			for i := range parts {
				parts[i], keepers[i] = NewBuilder(m, options), NewLatest(m, "")
			}
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			for i, p := range all {
				record, err := parts[0].Record(p.sheet)
				if err != nil {
					t.Fatal(err)
				}
				record.Place = p.place
				if !latest || !keepers[i%builders].Offer(record) {
					parts[i%builders].Add(record)
				}
			}
			for i := range parts[1:] {
				parts[0].Merge(parts[i+1])
				keepers[0].Merge(keepers[i+1])
			}
			for record := range keepers[0].All() {
				parts[0].Add(record)
			}
			got := parts[0].Summary()
			if want == nil {
				want = got
			}
			if !reflect.DeepEqual(got.Failing, want.Failing) || got.Failed != want.Failed {
				t.Fatalf("%d builders, latest %t: %d %+v, want %d %+v", builders, latest, got.Failed, got.Failing, want.Failed, want.Failing)
			}
		}
	}
	if len(want.Failing) != 10 || want.Failing[0].Place.File != "a.csv" || want.Failed < 50 {
		t.Errorf("%d failed, listed are %+v", want.Failed, want.Failing)
	}
	if !slices.IsSortedFunc(want.Failing, func(a, b Failure) int { return a.Place.compare(b.Place) }) {
		t.Errorf("not in the order of their places: %+v", want.Failing)
	}
}

// Of several sheets of a team that are the same, the first by place counts.
func TestLatestKeepsTheFirstPlaceOfEqualSheets(t *testing.T) {
	t.Parallel()
	m := tiny()
	b := NewBuilder(m, Options{})
	places := []Place{{"b.csv", 1}, {"a.csv", 10}, {"a.csv", 9}, {"c.yaml", 0}}
	for i := range places {
		l := NewLatest(m, "unit")
		for j := range places {
			r, err := b.Record(sheetOf(m, "A", "2026-01-01", 1, 1, 1, 1))
			if err != nil {
				t.Fatal(err)
			}
			r.Group, r.Place = []byte("X\x00Y"), places[(i+j)%len(places)]
			l.Offer(r)
		}
		for r := range l.All() {
			if r.Place != (Place{"a.csv", 9}) || string(r.Group) != "X\x00Y" {
				t.Errorf("kept %+v", r)
			}
		}
		if l.Moved() != 0 {
			t.Error("another place is not another group")
		}
	}
}
