package rollup

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// Latest keeps, of each team, the sheet with the latest date; by a [Period], that
// of each team in each. A sheet without a date is older than any with one. Of
// several sheets of one day it keeps the one with the lower score, so that nobody
// looks better than a sheet says; of those, the one whose options come first in
// bank order, then by the group.
//
// Its memory grows with the number of teams: some 350 bytes each, with what Go
// takes to collect garbage. It is for one goroutine; use one each, and Merge.
type Latest struct {
	frame   *frame
	periods bool            // whether the groups are periods, of which each has its latest
	kept    map[string]kept // by what key says
	buffer  []byte
}

// kept is a sheet of a team as one text, since there may be a million of them: a
// byte of flags, one for the length of the date, the date, two for each choice,
// the group.
type kept string

// The flags say what else there is of the team.
const (
	tied  byte = 1 << iota // a sheet of the same date
	moved                  // a sheet in another group
)

// NewLatest returns an empty one for sheets of that model, grouped as in [Options].
func NewLatest(m *maturity.Model, by string) *Latest {
	return &Latest{frame: newFrame(m), periods: Period(by), kept: map[string]kept{}}
}

// key is what one sheet is kept for: the team and, where each has its latest, the
// period. It is valid until the next call.
func (l *Latest) key(r Record) []byte {
	l.buffer = append(l.buffer[:0], r.Team...)
	if l.periods {
		l.buffer = append(append(l.buffer, 0), r.Group...)
	}
	return l.buffer
}

// Offer copies the record if it is the latest of its team. It reports false,
// and keeps nothing, for a record without a team, which counts on its own.
func (l *Latest) Offer(r Record) bool {
	if len(r.Team) == 0 {
		return false
	}
	key := l.key(r)
	old, ok := l.kept[string(key)]
	switch {
	case !ok:
		l.kept[string(key)] = pack(r)
	case string(r.Date) >= old.date(), string(r.Group) != l.group(old):
		l.kept[string(key)] = l.latest(old, pack(r))
	}
	return true
}

// latest returns which of two sheets of one team is to be kept.
func (l *Latest) latest(one, other kept) kept {
	flags := (one[0] | other[0]) & moved
	if l.group(one) != l.group(other) {
		flags |= moved
	}
	switch order := cmp.Compare(one.date(), other.date()); {
	case order == 0:
		flags |= tied
		if l.isLower(other, one) {
			one = other
		}
	case order < 0:
		one = other
	}
	return kept([]byte{flags | one[0]&tied}) + one[1:]
}

// isLower reports whether, of two sheets of one day, the first is to be kept.
func (l *Latest) isLower(first, second kept) bool {
	one, other := l.unpack("", first), l.unpack("", second)
	return cmp.Or(
		cmp.Compare(l.score(one), l.score(other)),
		slices.Compare(one.Choices, other.Choices),
		bytes.Compare(one.Group, other.Group),
	) < 0
}

func (l *Latest) score(r Record) int {
	sum := 0
	for i, choice := range r.Choices {
		sum += l.frame.slots[l.frame.first[i]+int(choice)].low
	}
	return sum
}

// Merge takes over what another one kept.
func (l *Latest) Merge(other *Latest) {
	for key, k := range other.kept {
		if old, ok := l.kept[key]; ok {
			k = l.latest(old, k)
		}
		l.kept[key] = k
	}
}

// Tied returns how many teams have several sheets of their latest date; by a
// period, a team counts in each.
func (l *Latest) Tied() int { return l.count(tied) }

// Moved returns how many teams have sheets in several groups: they moved, or are
// different teams of one name.
func (l *Latest) Moved() int { return l.count(moved) }

func (l *Latest) count(flag byte) int {
	n := 0
	for _, k := range l.kept {
		if k[0]&flag != 0 {
			n++
		}
	}
	return n
}

// All yields the records kept, by team and period.
func (l *Latest) All() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for _, key := range slices.Sorted(maps.Keys(l.kept)) {
			k, team := l.kept[key], key
			if l.periods {
				team = strings.TrimSuffix(key, "\x00"+l.group(k))
			}
			if !yield(l.unpack(team, k)) {
				return
			}
		}
	}
}

func pack(r Record) kept {
	text := []byte{0, byte(len(r.Date))}
	text = append(text, r.Date...)
	for _, choice := range r.Choices {
		text = binary.BigEndian.AppendUint16(text, uint16(choice))
	}
	return kept(append(text, r.Group...))
}

func (k kept) date() string { return string(k[2 : 2+k[1]]) }

func (l *Latest) group(k kept) string { return string(k[2+int(k[1])+2*len(l.frame.questions):]) }

func (l *Latest) unpack(team string, k kept) Record {
	r := Record{Team: []byte(team), Date: []byte(k.date()), Choices: make([]Choice, len(l.frame.questions))}
	rest := []byte(k[2+len(r.Date):])
	for i := range r.Choices {
		r.Choices[i] = Choice(binary.BigEndian.Uint16(rest))
		rest = rest[2:]
	}
	r.Group = rest
	return r
}
