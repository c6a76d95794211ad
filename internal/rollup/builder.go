package rollup

import (
	"fmt"
	"slices"
	"time"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Options say what a summary contains besides the totals.
type Options struct {
	By    string // the label that groups, or a [Period]; empty for no groups
	Rows  int    // how many of the weakest and of the strongest sheets to list
	Names int    // how many teams to name for each critical dimension at its lowest, and how many sheets that fail the gate
	Gate  maturity.Gate
	// Trend, with a [Period] in By, makes the newest period the subject: totals, rows,
	// names and the gate are about its sheets alone. Earlier ones are groups.
	Trend bool
	// Today, "YYYY-MM-DD", is the day by which sheets are old and commitments overdue; if
	// it is empty, none are.
	Today string
}

// Builder summarizes sheets. Each goroutine needs its own; merge them at the end.
type Builder struct {
	frame   *frame
	options Options
	yearAgo string             // a year before Options.Today
	groups  map[string]*totals // by folded value of the label; only "" without groups
	spelled map[string]*totals // the same by each spelling

	tooMany bool // there are more values

	rejected, unreadable int

	teams names
	subject

	record      Record       // the current one
	scores      Scores       // of it
	choices     []Choice     // of the current sheet
	commitments []Commitment // of the current sheet
}

// subject is what a summary says beyond its groups: about all sheets or, of a trend,
// about those of the newest period so far.
type subject struct {
	period             string // empty without a trend, and until a sheet is in a period
	weakest, strongest ranking
	lowestTeams        []names // by dimension; only critical ones have names
	failing            failing
	first, last        string // dates
	unnamed            int    // sheets without a team
	returning, fresh   int    // teams with an earlier sheet, and without
	change             int    // of all the returning teams together
	freshTeams         names
	old                int // sheets dated more than a year ago
	promised, overdue  int // commitments
	kept               maturity.Commitments
}

func (b *Builder) newSubject(period string) subject {
	s := subject{
		period:     period,
		weakest:    ranking{limit: b.options.Rows, sign: +1},
		strongest:  ranking{limit: b.options.Rows, sign: -1},
		failing:    failing{limit: b.options.Names},
		freshTeams: names{limit: b.options.Names},
		kept:       maturity.Commitments{},
	}
	for _, d := range b.frame.dimensions {
		limit := 0
		if d.Critical {
			limit = b.options.Names
		}
		s.lowestTeams = append(s.lowestTeams, names{limit: limit})
	}
	return s
}

// covers reports whether a sheet of the group is part of the subject. The first
// sheet of a newer period changes the subject.
func (b *Builder) covers(group []byte) bool {
	if !b.options.Trend {
		return true
	}
	if string(group) > b.period {
		b.subject = b.newSubject(string(group))
	}
	return string(group) == b.period
}

// teamsWatched is how many teams are checked for a second sheet. If teams are
// assessed repeatedly, any of them has several.
const teamsWatched = 1000

// MaxGroups is how many groups a summary has at most. Each takes up to 50 KB.
const MaxGroups = 2000

// NewBuilder returns a builder for sheets of a model.
func NewBuilder(m *maturity.Model, o Options) *Builder {
	b := &Builder{
		frame:   newFrame(m),
		options: o,
		groups:  map[string]*totals{},
		spelled: map[string]*totals{},
		teams:   names{limit: teamsWatched},
	}
	if today, err := time.Parse(time.DateOnly, o.Today); err == nil {
		b.yearAgo = today.AddDate(-1, 0, 0).Format(time.DateOnly)
	}
	b.subject = b.newSubject("")
	return b
}

// Record returns the record of a sheet, which is valid until the next call. It
// fails if an answer is missing or has points that no option has.
func (b *Builder) Record(s maturity.Sheet) (Record, error) {
	b.choices, b.commitments = b.choices[:0], b.commitments[:0]
	for i, q := range b.frame.questions {
		a, ok := s.Answers[q.ID]
		at := len(q.Options)
		if !a.Unknown {
			at = slices.IndexFunc(q.Options, func(o maturity.Option) bool { return o.Points == a.Points })
		}
		if !ok || at < 0 {
			return Record{}, fmt.Errorf("%s has no valid answer", q.ID)
		}
		b.choices = append(b.choices, Choice(at))
		if a.Next.Exists() {
			goal := slices.IndexFunc(q.Options, func(o maturity.Option) bool { return o.Points == a.Next.Points })
			if goal < 0 {
				return Record{}, fmt.Errorf("%s has no valid commitment", q.ID)
			}
			b.commitments = append(b.commitments, Commitment{i, Choice(goal), []byte(a.Next.Due)})
		}
	}
	by := b.options.By
	r := Record{Team: []byte(s.Team), Date: []byte(s.Date), Group: []byte(s.Labels[by]), Choices: b.choices, Commitments: b.commitments}
	return Grouped(r, by), nil
}

// Add counts a record and returns its scores, which are valid until the next
// call. It keeps only copies of the record.
func (b *Builder) Add(r Record) *Scores {
	b.frame.score(r, &b.scores)
	b.group(r.Group).add(b.frame, r, &b.scores)
	b.teams.add(b.watched(r), 1)
	if !b.covers(r.Group) {
		return &b.scores
	}
	b.attend(r)
	if len(r.Date) > 0 {
		if b.first == "" || string(r.Date) < b.first {
			b.first = string(r.Date)
		}
		if string(r.Date) > b.last {
			b.last = string(r.Date)
		}
		if string(r.Date) < b.yearAgo {
			b.old++
		}
	}
	b.promised += len(r.Commitments)
	for _, c := range r.Commitments {
		if len(c.Due) > 0 && string(c.Due) < b.options.Today {
			b.overdue++
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

// attend counts who takes part.
func (b *Builder) attend(r Record) {
	switch {
	case len(r.Team) == 0:
		b.unnamed++
	case r.Earlier != nil:
		b.returning++
		b.change += b.frame.change(*r.Earlier, r)
		b.frame.judge(*r.Earlier, r, b.kept)
	default:
		b.fresh++
		b.freshTeams.add(r.Team, 1)
	}
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
	if t := b.spelled[string(name)]; t != nil {
		return t
	}
	folded := string(name)
	if !Period(b.options.By) { // periods are compared as they are
		folded = display.Fold(folded)
	}
	t := b.groups[folded]
	switch {
	case t != nil:
		t.name = min(t.name, string(name))
	case len(b.groups) >= MaxGroups && folded != "":
		b.tooMany = true
		return b.group(nil)
	default:
		t = newTotals(b.frame)
		t.name = string(name)
		b.groups[folded] = t
	}
	if len(b.spelled) < MaxGroups {
		b.spelled[string(name)] = t
	}
	return t
}

// row returns the row of the last scored record.
func (b *Builder) row(r Record) Row {
	row := Row{
		Team: string(r.Team), Date: string(r.Date), Group: string(r.Group),
		Score: b.scores.Score, High: b.scores.High, Unknown: b.scores.Unknown, Gaps: b.scores.Gaps,
		Level:      b.frame.model.LevelAt(b.scores.Score),
		Dimensions: slices.Clone(b.scores.Dimensions),
	}
	if r.Earlier != nil {
		row.Since, row.Change = string(r.Earlier.Group), b.frame.change(*r.Earlier, r)
	}
	return row
}

// Reject counts a sheet that has problems.
func (b *Builder) Reject() { b.rejected++ }

// Unreadable counts a file or a folder that could not be read completely.
func (b *Builder) Unreadable() { b.unreadable++ }

// Merge adds the counts of another builder with the same model and options.
func (b *Builder) Merge(other *Builder) {
	for _, t := range other.groups {
		b.group([]byte(t.name)).merge(t)
	}
	b.tooMany = b.tooMany || other.tooMany
	b.rejected += other.rejected
	b.unreadable += other.unreadable
	b.teams.merge(other.teams)
	switch {
	case other.period > b.period:
		b.subject = other.subject
	case other.period == b.period:
		b.subject.merge(other.subject)
	}
}

func (s *subject) merge(other subject) {
	s.weakest.merge(other.weakest)
	s.strongest.merge(other.strongest)
	s.failing.merge(other.failing)
	if s.first == "" || other.first != "" && other.first < s.first {
		s.first = other.first
	}
	s.last = max(s.last, other.last)
	s.unnamed += other.unnamed
	s.returning += other.returning
	s.fresh += other.fresh
	s.change += other.change
	s.freshTeams.merge(other.freshTeams)
	s.old += other.old
	s.promised += other.promised
	s.overdue += other.overdue
	for state, n := range other.kept {
		s.kept[state] += n
	}
	for i := range s.lowestTeams {
		s.lowestTeams[i].merge(other.lowestTeams[i])
	}
}

// Summary returns the summary so far.
func (b *Builder) Summary() *Summary {
	all := newTotals(b.frame)
	for _, t := range b.groups {
		all.merge(t)
	}
	about := all
	if b.period != "" {
		about = b.group([]byte(b.period))
	}
	s := &Summary{
		Model: b.frame.model, By: b.options.By,
		Totals:   about.summarize(b.frame),
		Rejected: b.rejected, Unreadable: b.unreadable, Repeated: b.teams.repeated(),
		First: b.first, Last: b.last, Old: b.old, Promised: b.promised, Overdue: b.overdue, TooManyGroups: b.tooMany,
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
		s.Groups = append(s.Groups, Group{b.groups[name].name, b.groups[name].summarize(b.frame)})
	}
	if len(s.Groups) > 1 && s.Groups[0].Name == "" {
		s.Groups = append(s.Groups[1:], s.Groups[0])
	}
	if b.period != "" {
		s.Trend = b.trend(s.Groups)
		s.Trend.All = all.summarize(b.frame)
	}
	return s
}

func (b *Builder) trend(groups []Group) *Trend {
	t := &Trend{Period: b.period, Unnamed: b.unnamed, Returning: b.returning, Change: b.change, Kept: b.kept}
	for _, g := range groups {
		switch {
		case g.Name == "":
			t.Undated = g.Sheets
		case g.Name < b.period:
			t.Before = g.Name
		}
	}
	if t.Before != "" {
		t.New, t.NewTeams = b.fresh, slices.Clone(b.freshTeams.sorted)
	}
	return t
}
