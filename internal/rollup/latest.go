package rollup

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"genaiops/internal/maturity"
)

// Latest keeps, of each team, the sheet with the latest date. A sheet without a
// date is older than any with one. Of several sheets of one day it keeps the
// one with the lower score, so that nobody looks better than a sheet says; of
// those, the one whose options come first in bank order, then by the group.
//
// Its memory grows with the number of teams. It is for one goroutine; use one
// each, and Merge.
type Latest struct {
	frame *frame
	teams map[string]kept
}

type kept struct {
	date, group string
	score       int
	choices     []Choice
}

// NewLatest returns an empty one for sheets of that model.
func NewLatest(m *maturity.Model) *Latest {
	return &Latest{frame: newFrame(m), teams: map[string]kept{}}
}

// Offer copies the record if it is the latest of its team. It reports false,
// and keeps nothing, for a record without a team, which counts on its own.
func (l *Latest) Offer(r Record) bool {
	if len(r.Team) == 0 {
		return false
	}
	old, ok := l.teams[string(r.Team)]
	if ok && string(r.Date) < old.date {
		return true
	}
	k := kept{string(r.Date), string(r.Group), l.score(r), r.Choices}
	if !ok || k.compare(old) < 0 {
		k.choices = slices.Clone(r.Choices)
		l.teams[string(r.Team)] = k
	}
	return true
}

func (l *Latest) score(r Record) int {
	sum := 0
	for i, choice := range r.Choices {
		sum += l.frame.slots[l.frame.first[i]+int(choice)].low
	}
	return sum
}

// compare orders sheets of one team; the first is the one to keep.
func (k kept) compare(other kept) int {
	return cmp.Or(
		cmp.Compare(other.date, k.date),
		cmp.Compare(k.score, other.score),
		slices.Compare(k.choices, other.choices),
		cmp.Compare(k.group, other.group),
	)
}

// Merge takes over what another one kept.
func (l *Latest) Merge(other *Latest) {
	for team, k := range other.teams {
		if old, ok := l.teams[team]; !ok || k.compare(old) < 0 {
			l.teams[team] = k
		}
	}
}

// All yields the records kept, by team.
func (l *Latest) All() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for _, team := range slices.Sorted(maps.Keys(l.teams)) {
			k := l.teams[team]
			if !yield(Record{[]byte(team), []byte(k.date), []byte(k.group), k.choices}) {
				return
			}
		}
	}
}
