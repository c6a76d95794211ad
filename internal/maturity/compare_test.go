package maturity

import (
	"math/rand"
	"slices"
	"testing"
)

func TestCompareSaysHowEachAnswerChanged(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("a", false, []int{1, 2, 4})}, 4)
	known := func(points int) Answer { return Answer{Points: points} }
	unknown := Answer{Unknown: true}
	for name, test := range map[string]struct {
		before, after Answer
		change        int
		want          string
	}{
		"rose":               {known(1), known(4), 3, "rose"},
		"fell":               {known(4), known(2), -2, "fell"},
		"became known":       {unknown, known(4), 3, "known"},
		"known to be lowest": {unknown, known(1), 0, "known"},
		"became unknown":     {known(2), unknown, -1, "unknown"},
		"stayed":             {known(2), known(2), 0, "-"},
		"stayed unknown":     {unknown, unknown, 0, "-"},
		"note":               {known(2), Answer{Points: 2, Note: "new"}, 0, "note"},
		"evidence":           {Answer{Points: 2, Evidence: []string{"a"}}, Answer{Points: 2, Evidence: []string{"a", "b"}}, 0, "evidence"},
		"rose, with a note":  {Answer{Points: 1, Note: "old"}, known(2), 1, "rose note"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assess := func(answer Answer) *Assessment {
				return scored(t, m, Sheet{Answers: map[string]Answer{"a.1": answer}})
			}
			c := Compare(assess(test.before), assess(test.after))
			got := c.Answers[0]
			if said := sayings(got); said != test.want || got.Change() != test.change {
				t.Errorf("%s by %d, want %s by %d", said, got.Change(), test.want, test.change)
			}
			if changed := test.want != "-"; got.Changed() != changed || (len(c.Changed()) == 1) != changed {
				t.Errorf("Changed is %t, and %d answers are listed as changed", got.Changed(), len(c.Changed()))
			}
		})
	}
}

// sayings joins what the methods of a claim.
func sayings(a AnswerChange) string {
	said := ""
	for _, claim := range []struct {
		holds bool
		word  string
	}{
		{a.Rose(), "rose"},
		{a.Fell(), "fell"},
		{a.BecameKnown(), "known"},
		{a.BecameUnknown(), "unknown"},
		{a.NoteChanged(), "note"},
		{a.EvidenceChanged(), "evidence"},
	} {
		if claim.holds && said != "" {
			said += " "
		}
		if claim.holds {
			said += claim.word
		}
	}
	if said == "" {
		return "-"
	}
	return said
}

func TestCompareNamesAFallenDimensionEvenIfTheTotalRose(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	before := scored(t, m, sheetOf(m, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0))
	after := scored(t, m, sheetOf(m, 2, 2, 1, 0, 1, 1, 2, 0, 1, 0, 1, 0, 0, 0))
	c := Compare(before, after)
	if c.ScoreChange() != 2 {
		t.Errorf("score changed by %d, want 2", c.ScoreChange())
	}
	fell := c.Fell()
	if len(fell) != 1 || fell[0].Dimension.ID != "b" || fell[0].Change() != -1 || fell[0].After.Score != 1 {
		t.Errorf("fell: %v, want b by 1", fell)
	}
	if len(c.Dimensions) != 7 || len(c.Answers) != 14 || len(c.Changed()) != 6 {
		t.Errorf("%d dimensions, %d answers, %d changed; want 7, 14, 6", len(c.Dimensions), len(c.Answers), len(c.Changed()))
	}
}

// twoAssessments returns random assessments of one random model.
func twoAssessments(t *testing.T, r *rand.Rand) (a, b *Assessment) {
	t.Helper()
	m := randomModel(r)
	return scored(t, m, randomSheet(r, m)), scored(t, m, randomSheet(r, m))
}

func TestComparisonWithItselfIsEmpty(t *testing.T) {
	t.Parallel()
	r := random()
	for range 100 {
		a, _ := twoAssessments(t, r)
		c := Compare(a, a)
		if c.ScoreChange() != 0 || len(c.Changed()) > 0 || len(c.Fell()) > 0 {
			t.Fatalf("score %d, answers %v, dimensions %v", c.ScoreChange(), c.Changed(), c.Fell())
		}
	}
}

func TestComparisonIsAntisymmetric(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		a, b := twoAssessments(t, r)
		there, back := Compare(a, b), Compare(b, a)
		if there.ScoreChange() != -back.ScoreChange() {
			t.Fatalf("score changes by %d and back by %d", there.ScoreChange(), back.ScoreChange())
		}
		for i, d := range there.Dimensions {
			if d.Change() != -back.Dimensions[i].Change() {
				t.Fatalf("%s changes by %d and back by %d", d.Dimension.ID, d.Change(), back.Dimensions[i].Change())
			}
		}
		for i, x := range there.Answers {
			y := back.Answers[i]
			if x.Change() != -y.Change() || x.Rose() != y.Fell() || x.BecameKnown() != y.BecameUnknown() || x.Changed() != y.Changed() {
				t.Fatalf("%s: %s by %d and back %s by %d", x.Question.ID, sayings(x), x.Change(), sayings(y), y.Change())
			}
		}
	}
}

func TestChangesAddUp(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		c := Compare(twoAssessments(t, r))
		dimensions, answers := 0, 0
		for _, d := range c.Dimensions {
			dimensions += d.Change()
		}
		for _, a := range c.Changed() {
			answers += a.Change()
		}
		if dimensions != c.ScoreChange() || answers != c.ScoreChange() {
			t.Fatalf("score changed by %d, dimensions by %d, answers by %d", c.ScoreChange(), dimensions, answers)
		}
	}
}

// edited returns a copy of a model's bank as its next version.
func edited(m *Model, edit func(*Bank)) *Model {
	next := *m
	next.Bank.Version++
	next.Bank.Dimensions = slices.Clone(m.Bank.Dimensions)
	for i := range next.Bank.Dimensions {
		d := &next.Bank.Dimensions[i]
		d.Questions = slices.Clone(d.Questions)
		for j := range d.Questions {
			d.Questions[j].Options = slices.Clone(d.Questions[j].Options)
		}
	}
	edit(&next.Bank)
	return &next
}

func TestCompareListsWhatTwoVersionsDoNotShare(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for name, test := range map[string]struct {
		edit func(*Bank)
		want []string
	}{
		"nothing":        {func(*Bank) {}, nil},
		"title and help": {func(b *Bank) { b.Dimensions[0].Questions[0].Title, b.Dimensions[0].Questions[0].Help = "x", "x" }, nil},
		"text":           {func(b *Bank) { b.Dimensions[0].Questions[0].Text = "x" }, []string{"a.1 changed"}},
		"option's text":  {func(b *Bank) { b.Dimensions[0].Questions[0].Options[1].Text = "x" }, []string{"a.1 changed"}},
		"points":         {func(b *Bank) { b.Dimensions[0].Questions[0].Options[2].Points = 3 }, []string{"a.1 changed"}},
		"id":             {func(b *Bank) { b.Dimensions[1].Questions[1].ID = "b.9" }, []string{"b.9 added", "b.2 removed"}},
		"dimension":      {func(b *Bank) { b.Dimensions = b.Dimensions[1:] }, []string{"a.1 removed", "a.2 removed"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			later := edited(m, test.edit)
			c := Compare(scored(t, m, totalling(m, 12)), scored(t, later, totalling(later, 12)))
			var got []string
			for _, n := range c.NotComparable {
				got = append(got, n.Question.ID+" "+string(n.Reason))
			}
			if !slices.Equal(got, test.want) || c.SameScale() != (test.want == nil) {
				t.Errorf("not comparable: %q, same scale %t; want %q", got, c.SameScale(), test.want)
			}
			if shared := len(c.Answers) + len(got); shared < 14 {
				t.Errorf("%d answers compared, %d listed", len(c.Answers), len(got))
			}
		})
	}
}

// A bank that is reworded or translated keeps its version if answers keep their
// meaning.
func TestWordsDoNotMatterWithinAVersion(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for name, test := range map[string]struct {
		edit func(*Bank)
		want []Incomparability
	}{
		"text":            {func(b *Bank) { b.Dimensions[0].Questions[0].Text = "x" }, nil},
		"option's text":   {func(b *Bank) { b.Dimensions[0].Questions[0].Options[1].Text = "x" }, nil},
		"points":          {func(b *Bank) { b.Dimensions[0].Questions[0].Options[2].Points = 3 }, []Incomparability{Changed}},
		"another version": {func(b *Bank) { b.Version, b.Dimensions[0].Questions[0].Text = 2, "x" }, []Incomparability{Changed}},
	} {
		later := edited(m, func(b *Bank) { b.Version = 1; test.edit(b) })
		c := Compare(scored(t, m, totalling(m, 12)), scored(t, later, totalling(later, 11)))
		var got []Incomparability
		for _, n := range c.NotComparable {
			got = append(got, n.Reason)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: not comparable %q, want %q", name, got, test.want)
		}
		if fell := c.Fell(); len(fell) != 1 || fell[0].Dimension.ID != "f" {
			t.Errorf("%s: %v fell, want f", name, fell)
		}
	}
}

func TestWhatBecomesKnownIsNoRiseAndNoFall(t *testing.T) {
	t.Parallel()
	r := random()
	moved, learned := 0, 0
	for range 3000 {
		a, b := twoAssessments(t, r)
		c := Compare(a, b)
		known := 0
		for _, d := range c.Dimensions {
			change := 0
			for _, answer := range c.Answers {
				if answer.Dimension == d.Dimension && !answer.Before.Unknown && !answer.After.Unknown {
					change += answer.After.Points - answer.Before.Points
				}
			}
			known += change
			fell := slices.ContainsFunc(c.Fell(), func(f DimensionChange) bool { return f.Dimension == d.Dimension })
			if d.KnownChange != change || fell != (change < 0) {
				t.Fatalf("%s: known answers changed by %d, not by %d; fell is %t", d.Dimension.ID, change, d.KnownChange, fell)
			}
		}
		if c.KnownChange() != known {
			t.Fatalf("known answers changed by %d, not by %d", known, c.KnownChange())
		}
		up := a.Level.Number < b.Level.Number && a.Low+known >= b.Level.Min
		down := a.Level.Number > b.Level.Number && a.Low+known <= b.Level.Max
		switch {
		case c.LevelMoved() != (up || down):
			t.Fatalf("level %d to %d by %d points: moved is %t", a.Level.Number, b.Level.Number, known, c.LevelMoved())
		case c.LevelMoved():
			moved++
		case a.Level != b.Level:
			learned++
			if known == b.Low-a.Low {
				t.Fatalf("the level didn't move from %d to %d, but nothing became known or unknown", a.Level.Number, b.Level.Number)
			}
		}
	}
	if moved < 50 || learned < 20 {
		t.Errorf("the level moved %d times, and %d times only by what became known", moved, learned)
	}
}

func TestDimensionsOfTwoVersionsCountWhatTheyShare(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	later := edited(m, func(b *Bank) { b.Dimensions[0].Questions[0].Text = "x" })
	before, after := scored(t, m, totalling(m, 28)), scored(t, later, totalling(later, 14))
	d := Compare(before, after).Dimensions[0]
	if d.Before.Score != 2 || d.After.Score != 1 || d.After.Max != 2 || d.Change() != -1 {
		t.Errorf("dimension a counts %d and %d of %d, want 2 and 1 of 2", d.Before.Score, d.After.Score, d.After.Max)
	}
}

func TestDifferentBandsAreADifferentScale(t *testing.T) {
	t.Parallel()
	m, moved := sevenByTwo(), sevenByTwo()
	moved.Levels[0].Max, moved.Levels[1].Min = 8, 9
	if Compare(scored(t, m, totalling(m, 9)), scored(t, moved, totalling(moved, 9))).SameScale() {
		t.Error("9 points are level 1 in one model and level 2 in the other, but the scale is the same")
	}
}

func TestComparisonWithinOneModelIsComplete(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		a, b := twoAssessments(t, r)
		c := Compare(a, b)
		if len(c.NotComparable) > 0 || !c.SameScale() || len(c.Answers) != len(a.Answers) {
			t.Fatalf("%d of %d answers compared, %v not", len(c.Answers), len(a.Answers), c.NotComparable)
		}
		for i, d := range c.Dimensions {
			if d.Before != a.Dimensions[i] || d.After != b.Dimensions[i] {
				t.Fatalf("%+v differs from the assessments' own subtotals", d)
			}
		}
	}
}
