package rollup

import (
	"fmt"
	"slices"

	"genaiops/internal/maturity"
)

// Options say what a summary contains besides the totals.
type Options struct {
	By    string // the label that groups, or a [Period]; empty for no groups
	Rows  int    // how many of the weakest and of the strongest sheets to list
	Names int    // how many teams to name for each critical dimension at its lowest, and how many sheets that fail the gate
	Gate  maturity.Gate
}

// Builder summarizes sheets. Each goroutine needs its own; merge them at the end.
type Builder struct {
	frame   *frame
	options Options
	groups  map[string]*totals // by value of the label; only "" without groups

	tooMany bool // there are more values

	rejected, unreadable int

	weakest, strongest ranking
	lowestTeams        []names // by dimension; only critical ones have names
	failing            failing
	teams              names
	first, last        string // dates

	record  Record   // the current one
	scores  Scores   // of it
	choices []Choice // of the current sheet
}

// teamsWatched is how many teams are checked for a second sheet. If teams are
// assessed repeatedly, any of them has several.
const teamsWatched = 1000

// MaxGroups is how many groups a summary has at most. Each takes up to 50 KB.
const MaxGroups = 2000

// NewBuilder returns a builder for sheets of a model.
func NewBuilder(m *maturity.Model, o Options) *Builder {
	b := &Builder{
		frame:     newFrame(m),
		options:   o,
		groups:    map[string]*totals{},
		weakest:   ranking{limit: o.Rows, sign: +1},
		strongest: ranking{limit: o.Rows, sign: -1},
		failing:   failing{limit: o.Names},
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

// Record returns the record of a sheet, which is valid until the next call. It
// fails if an answer is missing or has points that no option has.
func (b *Builder) Record(s maturity.Sheet) (Record, error) {
	b.choices = b.choices[:0]
	for _, q := range b.frame.questions {
		a, ok := s.Answers[q.ID]
		at := len(q.Options)
		if !a.Unknown {
			at = slices.IndexFunc(q.Options, func(o maturity.Option) bool { return o.Points == a.Points })
		}
		if !ok || at < 0 {
			return Record{}, fmt.Errorf("%s has no valid answer", q.ID)
		}
		b.choices = append(b.choices, Choice(at))
	}
	by := b.options.By
	r := Record{Team: []byte(s.Team), Date: []byte(s.Date), Group: []byte(s.Labels[by]), Choices: b.choices}
	return Grouped(r, by), nil
}

// Add counts a record and returns its scores, which are valid until the next
// call. It keeps only copies of the record.
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
	b.judge(r)
	for _, k := range []*ranking{&b.weakest, &b.strongest} {
		if k.admits(r, b.scores.Score) {
			k.add(b.row(r))
		}
	}
	return &b.scores
}

// judge applies the gate to the last scored record.
func (b *Builder) judge(r Record) {
	if len(b.options.Gate) == 0 {
		return
	}
	b.record = r
	reasons := b.options.Gate.Judge(maturity.Judged{Score: b.scores.Score, Date: string(r.Date), Warns: b.warns})
	if len(reasons) == 0 {
		return
	}
	b.failing.count++
	if b.failing.admits(r.Place) {
		b.failing.add(Failure{r.Place, b.row(r), reasons})
	}
}

// warns reports whether the current record has a warning of that kind.
func (b *Builder) warns(kind maturity.WarningKind) bool {
	switch kind {
	case maturity.CriticalGap:
		return b.scores.Gaps > 0
	case maturity.ZeroDimension:
		for i, d := range b.frame.dimensions {
			if b.scores.Dimensions[i] == d.lowest {
				return true
			}
		}
	case maturity.NearEdge:
		return b.frame.nearEdge(b.record, b.scores.Score)
	case maturity.UnknownAnswers:
		return b.scores.Unknown > 0
	}
	return false
}

// watched returns what should have only one sheet: a team, or a team in a period.
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
		if len(b.groups) >= MaxGroups {
			b.tooMany = true
			name = nil
			if t = b.groups[""]; t != nil {
				return t
			}
		}
		t = newTotals(b.frame)
		b.groups[string(name)] = t
	}
	return t
}

// row returns the row of the last scored record.
func (b *Builder) row(r Record) Row {
	return Row{
		Team: string(r.Team), Date: string(r.Date), Group: string(r.Group),
		Score: b.scores.Score, High: b.scores.High, Unknown: b.scores.Unknown, Gaps: b.scores.Gaps,
		Level:      b.frame.model.LevelAt(b.scores.Score),
		Dimensions: slices.Clone(b.scores.Dimensions),
	}
}

// Reject counts a sheet that has problems.
func (b *Builder) Reject() { b.rejected++ }

// Unreadable counts a file or a folder that could not be read completely.
func (b *Builder) Unreadable() { b.unreadable++ }

// Merge adds the counts of another builder with the same model and options.
func (b *Builder) Merge(other *Builder) {
	for name, t := range other.groups {
		b.group([]byte(name)).merge(t)
	}
	b.tooMany = b.tooMany || other.tooMany
	b.rejected += other.rejected
	b.unreadable += other.unreadable
	b.weakest.merge(other.weakest)
	b.strongest.merge(other.strongest)
	b.failing.merge(other.failing)
	b.teams.merge(other.teams)
	if b.first == "" || other.first != "" && other.first < b.first {
		b.first = other.first
	}
	b.last = max(b.last, other.last)
	for i := range b.lowestTeams {
		b.lowestTeams[i].merge(other.lowestTeams[i])
	}
}

// Summary returns the summary so far.
func (b *Builder) Summary() *Summary {
	all := newTotals(b.frame)
	for _, t := range b.groups {
		all.merge(t)
	}
	s := &Summary{
		Model: b.frame.model, By: b.options.By,
		Totals:   all.summarize(b.frame),
		Rejected: b.rejected, Unreadable: b.unreadable, Repeated: b.teams.repeated(),
		First: b.first, Last: b.last, TooManyGroups: b.tooMany,
		Conditions: b.options.Gate.Conditions(), Failed: b.failing.count, Failing: slices.Clone(b.failing.sheets),
	}
	for i := range s.Dimensions {
		s.Dimensions[i].LowestTeams = slices.Clone(b.lowestTeams[i].sorted)
	}
	s.Weakest = b.weakest.sorted()
	s.Strongest = b.strongest.sorted()
	s.Strongest = s.Strongest[:min(len(s.Strongest), s.Sheets-len(s.Weakest))]
	slices.Reverse(s.Strongest)
	if b.options.By == "" {
		return s
	}
	for _, name := range sortedNames(b.groups) {
		s.Groups = append(s.Groups, Group{name, b.groups[name].summarize(b.frame)})
	}
	if len(s.Groups) > 1 && s.Groups[0].Name == "" {
		s.Groups = append(s.Groups[1:], s.Groups[0])
	}
	return s
}
