package rollup

import (
	"fmt"
	"maps"
	"slices"

	"genaiops/internal/maturity"
)

// Options say what a summary holds besides the totals.
type Options struct {
	By    string // the label that groups, or a [Period]; empty for no groups
	Rows  int    // how many of the weakest sheets to list, and of the strongest
	Names int    // how many teams to name for each critical dimension at its lowest
}

// Builder adds up sheets. It is for one goroutine; use one each, and Merge.
type Builder struct {
	frame   *frame
	options Options
	groups  map[string]*totals // by value of the label; the only one is "" without groups

	rejected, unreadable int

	weakest, strongest ranking
	lowestTeams        []names // by dimension; only those of critical ones take names
	teams              names
	first, last        string // date

	scores  Scores   // of the record at hand
	choices []Choice // of the sheet at hand
}

// teamsWatched is how many teams are watched for a second sheet: in an organization
// that assesses again, any of them will have one.
const teamsWatched = 100

// NewBuilder returns a builder for sheets of that model.
func NewBuilder(m *maturity.Model, o Options) *Builder {
	b := &Builder{
		frame:     newFrame(m),
		options:   o,
		groups:    map[string]*totals{},
		weakest:   ranking{limit: o.Rows, sign: +1},
		strongest: ranking{limit: o.Rows, sign: -1},
		teams:     names{limit: teamsWatched},
	}
	for _, d := range b.frame.dimensions {
		limit := 0
		if d.Critical {
			limit = o.Names
		}
		b.lowestTeams = append(b.lowestTeams, names{limit: limit})
	}
	return b
}

// Record returns what counts of a sheet. It is valid until the next call, and fails
// for a sheet that [maturity.Score] would refuse for its answers.
func (b *Builder) Record(s maturity.Sheet) (Record, error) {
	r, err := b.frame.record(s, b.options.By, b.choices)
	if err == nil {
		b.choices = r.Choices
	}
	return r, err
}

// Add counts a record and returns its scores, which are valid until the next
// call. Nothing of the record is kept without being copied.
func (b *Builder) Add(r Record) *Scores {
	b.frame.score(r, &b.scores)
	b.group(r.Group).add(b.frame, r, &b.scores)
	b.teams.add(b.watched(r), 1)
	if len(r.Date) > 0 {
		if b.first == "" || string(r.Date) < b.first {
			b.first = string(r.Date)
		}
		if string(r.Date) > b.last {
			b.last = string(r.Date)
		}
	}
	for i, d := range b.frame.dimensions {
		if b.scores.Dimensions[i] == d.lowest {
			b.lowestTeams[i].add(r.Team, 1)
		}
	}
	for _, k := range []*ranking{&b.weakest, &b.strongest} {
		if k.admits(r, b.scores.Score) {
			k.add(b.row(r))
		}
	}
	return &b.scores
}

// watched is what should have one sheet: a team or, by a period, a team in it.
func (b *Builder) watched(r Record) []byte {
	if len(r.Team) == 0 || len(r.Group) == 0 || !Period(b.options.By) {
		return r.Team
	}
	return fmt.Appendf(nil, "%s in %s", r.Team, r.Group)
}

func (b *Builder) group(name []byte) *totals {
	if b.options.By == "" {
		name = nil
	}
	t := b.groups[string(name)]
	if t == nil {
		t = newTotals(b.frame)
		b.groups[string(name)] = t
	}
	return t
}

// row copies what a table shows of the record that was scored last.
func (b *Builder) row(r Record) Row {
	return Row{
		Team: string(r.Team), Date: string(r.Date), Group: string(r.Group),
		Score: b.scores.Score, High: b.scores.High, Unknown: b.scores.Unknown,
		Level:      b.frame.model.LevelAt(b.scores.Score),
		Dimensions: slices.Clone(b.scores.Dimensions),
	}
}

// Reject counts a sheet that has problems.
func (b *Builder) Reject() { b.rejected++ }

// Unreadable counts a file or a folder that could not be read, or not to its
// end.
func (b *Builder) Unreadable() { b.unreadable++ }

// Merge adds everything that another builder counted. Both must be for the same
// model and have the same options.
func (b *Builder) Merge(other *Builder) {
	for name, t := range other.groups {
		b.group([]byte(name)).merge(t)
	}
	b.rejected += other.rejected
	b.unreadable += other.unreadable
	b.weakest.merge(other.weakest)
	b.strongest.merge(other.strongest)
	b.teams.merge(other.teams)
	if b.first == "" || other.first != "" && other.first < b.first {
		b.first = other.first
	}
	b.last = max(b.last, other.last)
	for i := range b.lowestTeams {
		b.lowestTeams[i].merge(other.lowestTeams[i])
	}
}

// Summary returns the picture so far.
func (b *Builder) Summary() *Summary {
	all := newTotals(b.frame)
	for _, t := range b.groups {
		all.merge(t)
	}
	s := &Summary{
		Model: b.frame.model, By: b.options.By,
		Totals:   all.summarize(b.frame),
		Rejected: b.rejected, Unreadable: b.unreadable, Repeated: b.teams.repeated(),
		First: b.first, Last: b.last,
	}
	for i := range s.Dimensions {
		s.Dimensions[i].LowestTeams = slices.Clone(b.lowestTeams[i].sorted)
	}
	s.Weakest = slices.Clone(b.weakest.rows)
	s.Strongest = slices.Clone(b.strongest.rows[:min(len(b.strongest.rows), s.Sheets-len(s.Weakest))])
	slices.Reverse(s.Strongest)
	if b.options.By != "" {
		s.Groups = b.summarizeGroups()
	}
	return s
}

func (b *Builder) summarizeGroups() []Group {
	var groups []Group
	for _, name := range slices.Sorted(maps.Keys(b.groups)) {
		groups = append(groups, Group{name, b.groups[name].summarize(b.frame)})
	}
	if len(groups) > 1 && groups[0].Name == "" {
		groups = append(groups[1:], groups[0])
	}
	return groups
}
