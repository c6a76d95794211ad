package rollup

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Latest keeps the latest sheet of each team or, by a [Period], of each team in each
// period. A sheet without a date is the oldest. Of several sheets of one day, it
// keeps the one with the lowest score, so that nobody looks better than a sheet
// says, then the one with the lower options in bank order, then the first by group,
// then the first by place.
//
// Names that differ in case or accents alone are one team. The sheet kept has the
// spelling.
//
// It takes about 350 bytes per team, including garbage collection, and keeps the
// place as well if there is one. Each goroutine needs its own; merge them at the end.
type Latest struct {
	frame   *frame
	periods bool            // whether each period has its own latest sheets
	kept    map[string]kept // by key
	sorted  []string        // the keys, if they have been asked for
	buffer  []byte
}

// kept is a compact sheet, since there may be a million: a byte of flags, a byte
// for the length of the date, the date, two bytes per choice, two for the length of
// the commitments, the commitments (two bytes for the question, two for the choice, one
// for the length of the date, the date), two for the length of the place, the place (its
// file, a zero byte and its line), the team, a zero byte and the group.
type kept string

// The flags describe the other sheets of the team.
const (
	tied  byte = 1 << iota // another sheet has the same date
	moved                  // another sheet is in another group
)

// NewLatest returns an empty Latest for sheets of a model, grouped as in [Options].
func NewLatest(m *maturity.Model, by string) *Latest {
	return &Latest{frame: newFrame(m), periods: Period(by), kept: map[string]kept{}}
}

// key returns the folded team and, if there are periods, the period. It is valid until
// the next call.
func (l *Latest) key(r Record) []byte {
	l.buffer = display.AppendFold(l.buffer[:0], string(r.Team))
	if l.periods {
		l.buffer = append(append(l.buffer, 0), r.Group...)
	}
	return l.buffer
}

// Offer copies the record if it is the latest of its team. For a record without a
// team, which always counts, it keeps nothing and returns false.
func (l *Latest) Offer(r Record) bool {
	if len(r.Team) == 0 {
		return false
	}
	key := l.key(r)
	old, ok := l.kept[string(key)]
	switch {
	case !ok:
		l.kept[string(key)] = pack(r)
	case string(r.Date) >= old.date(), display.CompareFolded(string(r.Group), l.group(old)) != 0:
		l.kept[string(key)] = l.latest(old, pack(r))
	}
	return true
}

// latest returns the sheet of a team to keep.
func (l *Latest) latest(one, other kept) kept {
	flags := (one[0] | other[0]) & moved
	if display.CompareFolded(l.group(one), l.group(other)) != 0 {
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

// isLower reports whether to keep the first of two sheets of one day.
func (l *Latest) isLower(first, second kept) bool {
	one, other := l.unpack(first), l.unpack(second)
	return cmp.Or(
		cmp.Compare(l.score(one), l.score(other)),
		slices.Compare(one.Choices, other.Choices),
		bytes.Compare(one.Group, other.Group),
		one.Place.compare(other.Place),
		bytes.Compare(one.Team, other.Team),
		bytes.Compare(packCommitments(one), packCommitments(other)),
	) < 0
}

func (l *Latest) score(r Record) int {
	sum := 0
	for i, choice := range r.Choices {
		sum += l.frame.slots[l.frame.first[i]+int(choice)].low
	}
	return sum
}

// Merge adds the sheets of another Latest.
func (l *Latest) Merge(other *Latest) {
	for key, k := range other.kept {
		if old, ok := l.kept[key]; ok {
			k = l.latest(old, k)
		}
		l.kept[key] = k
	}
}

// Tied returns how many teams have several sheets of their latest date. By a period,
// a team counts in each.
func (l *Latest) Tied() int { return l.count(tied) }

// Moved returns how many teams have sheets in several groups: they moved, or several
// teams have the same name.
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

// keys returns the keys by team and period. There may be a million, and two ask for them.
func (l *Latest) keys() []string {
	if len(l.sorted) != len(l.kept) {
		l.sorted = sortedNames(l.kept)
	}
	return l.sorted
}

// All yields the kept records by team and period. By a period, each has the team's
// one before as Earlier.
func (l *Latest) All() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		var earlier Record
		for _, key := range l.keys() {
			r := l.unpack(l.kept[key])
			if l.periods && len(r.Group) > 0 {
				if display.CompareFolded(string(earlier.Team), string(r.Team)) == 0 {
					one := earlier
					r.Earlier = &one
				}
				earlier = r
				earlier.Earlier = nil
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Missing counts the teams that have a sheet in an earlier period and none in the
// newest, and returns the first ones by name.
func (l *Latest) Missing(newest string, limit int) (count int, first []Absence) {
	last := Absence{Last: newest}
	end := func() {
		if last.Last != newest {
			count++
			if len(first) < limit {
				first = append(first, last)
			}
		}
	}
	for _, key := range l.keys() {
		team, period := l.names(l.kept[key])
		if period == "" {
			continue
		}
		if display.CompareFolded(team, last.Team) != 0 {
			end()
		}
		last = Absence{team, period}
	}
	end()
	return count, first
}

func pack(r Record) kept {
	text := []byte{0, byte(len(r.Date))}
	text = append(text, r.Date...)
	for _, choice := range r.Choices {
		text = binary.BigEndian.AppendUint16(text, uint16(choice))
	}
	commitments := packCommitments(r)
	text = append(binary.BigEndian.AppendUint16(text, uint16(len(commitments))), commitments...)
	place := ""
	if r.Place.File != "" {
		place = fmt.Sprintf("%s\x00%d", r.Place.File, r.Place.Line)
	}
	text = append(binary.BigEndian.AppendUint16(text, uint16(len(place))), place...)
	text = append(append(text, r.Team...), 0)
	return kept(append(text, r.Group...))
}

func packCommitments(r Record) (text []byte) {
	for _, c := range r.Commitments {
		text = binary.BigEndian.AppendUint16(text, uint16(c.Question))
		text = binary.BigEndian.AppendUint16(text, uint16(c.Choice))
		text = append(append(text, byte(len(c.Due))), c.Due...)
	}
	return text
}

func unpackCommitments(text []byte) (all []Commitment) {
	for len(text) > 0 {
		c := Commitment{int(binary.BigEndian.Uint16(text)), Choice(binary.BigEndian.Uint16(text[2:])), text[5 : 5+text[4]]}
		all, text = append(all, c), text[5+len(c.Due):]
	}
	return all
}

func (k kept) date() string { return string(k[2 : 2+k[1]]) }

func (l *Latest) group(k kept) string {
	_, group := l.names(k)
	return group
}

func (l *Latest) names(k kept) (team, group string) {
	place := 2 + int(k[1]) + 2*len(l.frame.questions)
	place += 2 + int(k[place])<<8 + int(k[place+1])
	team, group, _ = strings.Cut(string(k[place+2+int(k[place])<<8+int(k[place+1]):]), "\x00")
	return team, group
}

func (l *Latest) unpack(k kept) Record {
	team, group := l.names(k)
	r := Record{Team: []byte(team), Group: []byte(group), Date: []byte(k.date()), Choices: make([]Choice, len(l.frame.questions))}
	rest := []byte(k[2+len(r.Date):])
	for i := range r.Choices {
		r.Choices[i] = Choice(binary.BigEndian.Uint16(rest))
		rest = rest[2:]
	}
	length := binary.BigEndian.Uint16(rest)
	r.Commitments, rest = unpackCommitments(rest[2:2+length]), rest[2+length:]
	length = binary.BigEndian.Uint16(rest)
	file, line, _ := strings.Cut(string(rest[2:2+length]), "\x00")
	r.Place.File = file
	r.Place.Line, _ = strconv.Atoi(line)
	return r
}
