package maturity

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"testing"
)

func TestEveryTotalLandsInItsBand(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for total := range 29 {
		want := 1
		switch {
		case total >= 20:
			want = 4
		case total >= 15:
			want = 3
		case total >= 10:
			want = 2
		}
		a := scored(t, m, totalling(m, total))
		if a.Low != total || a.High != total || a.Max != 28 {
			t.Errorf("total %d scores %d to %d of %d", total, a.Low, a.High, a.Max)
		}
		if a.Level.Number != want || a.HighLevel != a.Level {
			t.Errorf("total %d is level %d, %d at the high end; want %d", total, a.Level.Number, a.HighLevel.Number, want)
		}
	}
}

func TestLevelChangesAtEachBoundary(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for _, test := range []struct{ score, level, toNext int }{
		{0, 1, 10}, {9, 1, 1}, {10, 2, 5}, {14, 2, 1}, {15, 3, 5}, {19, 3, 1}, {20, 4, 0}, {28, 4, 0},
	} {
		a := scored(t, m, totalling(m, test.score))
		if a.Level.Number != test.level || a.PointsToNext() != test.toNext {
			t.Errorf("score %d: level %d with %d points to the next; want %d with %d",
				test.score, a.Level.Number, a.PointsToNext(), test.level, test.toNext)
		}
		if next := m.LevelAbove(a.Level); a.Next != next {
			t.Errorf("score %d: next level %v, want %v", test.score, a.Next, next)
		}
	}
}

func TestForeignModelLandsInItsBands(t *testing.T) {
	t.Parallel()
	m := foreign()
	for _, test := range []struct {
		points       []int
		score, level int
	}{
		{[]int{1, 1, 1}, 3, 1},
		{[]int{1, 1, 3}, 5, 1},
		{[]int{2, 1, 3}, 6, 2},
		{[]int{1, 1, 9}, 11, 2},
		{[]int{2, 1, 9}, 12, 3},
		{[]int{5, 4, 9}, 18, 3},
	} {
		a := scored(t, m, sheetOf(m, test.points...))
		if a.Low != test.score || a.Level.Number != test.level || a.Max != 18 {
			t.Errorf("%v: %d of %d, level %d; want %d of 18, level %d", test.points, a.Low, a.Max, a.Level.Number, test.score, test.level)
		}
	}
}

func TestProfileAddsUpToTheScore(t *testing.T) {
	t.Parallel()
	r := random()
	for range 200 {
		m := randomModel(r)
		a := scored(t, m, randomSheet(r, m))
		score, unknown := 0, 0
		for _, d := range a.Dimensions {
			score, unknown = score+d.Score, unknown+d.Unknown
			if d.Score < d.Min || d.Score > d.Max {
				t.Fatalf("%s scores %d, outside %d to %d", d.Dimension.ID, d.Score, d.Min, d.Max)
			}
		}
		if score != a.Low || unknown != len(a.Unknown()) {
			t.Fatalf("dimensions add up to %d with %d unknown; want %d with %d", score, unknown, a.Low, len(a.Unknown()))
		}
	}
}

func TestScoreIsMonotonic(t *testing.T) {
	t.Parallel()
	r := random()
	for range 200 {
		m := randomModel(r)
		before := scored(t, m, randomSheet(r, m))
		for _, answer := range before.Answers {
			higher := answer.Question.Above(answer.Points)
			if higher == nil {
				continue
			}
			raised := before.Sheet.Clone()
			raised.Answers[answer.Question.ID] = Answer{Points: higher.Points}
			after := scored(t, m, raised)
			if after.Low <= before.Low || after.Level.Number < before.Level.Number {
				t.Fatalf("raising %s takes the low end from %d to %d", answer.Question.ID, before.Low, after.Low)
			}
			if !answer.Unknown && (after.High <= before.High || after.HighLevel.Number < before.HighLevel.Number) {
				t.Fatalf("raising %s takes the high end from %d to %d", answer.Question.ID, before.High, after.High)
			}
		}
	}
}

func TestRangeIsThatOfEveryCompletion(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		m := randomModel(r)
		a := scored(t, m, randomSheet(r, m))
		low, high := a.High, a.Low
		everyCompletion(a.Sheet, a.Unknown(), func(s Sheet) {
			completed := scored(t, m, s)
			low, high = min(low, completed.Low), max(high, completed.High)
		})
		if low != a.Low || high != a.High {
			t.Fatalf("completions score %d to %d, the assessment %d to %d", low, high, a.Low, a.High)
		}
		if a.Level != m.LevelAt(low) || a.HighLevel != m.LevelAt(high) {
			t.Fatalf("levels %d to %d are not those of %d and %d", a.Level.Number, a.HighLevel.Number, low, high)
		}
	}
}

// everyCompletion calls f with every sheet that s can become once the unknown
// answers are known.
func everyCompletion(s Sheet, unknown []ScoredAnswer, f func(Sheet)) {
	if len(unknown) == 0 {
		f(s)
		return
	}
	for _, option := range unknown[0].Question.Options {
		completed := s.Clone()
		completed.Answers[unknown[0].Question.ID] = Answer{Points: option.Points}
		everyCompletion(completed, unknown[1:], f)
	}
}

func TestUnknownAnswersMakeARange(t *testing.T) {
	t.Parallel()
	m := foreign()
	a := scored(t, m, sheetOf(m, -1, 4, -1))
	if a.Low != 6 || a.High != 18 || a.Level.Number != 2 || a.HighLevel.Number != 3 {
		t.Errorf("range %d to %d, levels %d to %d; want 6 to 18, levels 2 to 3", a.Low, a.High, a.Level.Number, a.HighLevel.Number)
	}
	if d := a.Dimensions[0]; d.Score != 5 || d.Unknown != 1 {
		t.Errorf("dimension x scores %d with %d unknown, want 5 with 1", d.Score, d.Unknown)
	}
	if first := a.Answers[0]; !first.Unknown || first.Points != 1 || !first.AtLowest() {
		t.Errorf("first answer is %+v, want unknown at 1 point", first.Answer)
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	type warning struct {
		kind      WarningKind
		dimension string
	}
	for name, test := range map[string]struct {
		model  *Model
		points []int
		want   []warning
	}{
		"none":                        {sevenByTwo(), []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1}, nil},
		"dimension at zero":           {sevenByTwo(), []int{0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, []warning{{ZeroDimension, "a"}}},
		"one zero is no dimension":    {sevenByTwo(), []int{0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, nil},
		"critical question at zero":   {sevenByTwo(), []int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 2, 1}, []warning{{CriticalGap, "f"}}},
		"critical question unknown":   {sevenByTwo(), []int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, -1}, []warning{{CriticalGap, "g"}, {UnknownAnswers, ""}}},
		"unknown, not critical":       {sevenByTwo(), []int{2, 2, 2, 2, 2, 2, 2, -1, 2, 2, 2, 2, 2, 1}, []warning{{UnknownAnswers, ""}}},
		"critical dimension at zero":  {sevenByTwo(), []int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0}, []warning{{ZeroDimension, "g"}, {CriticalGap, "g"}}},
		"foreign lowest options":      {foreign(), []int{1, 1, 9}, []warning{{ZeroDimension, "x"}, {CriticalGap, "x"}, {NearEdge, ""}}},
		"foreign above lowest":        {foreign(), []int{2, 4, 3}, nil},
		"foreign not critical lowest": {foreign(), []int{5, 4, 1}, []warning{{ZeroDimension, "y"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := scored(t, test.model, sheetOf(test.model, test.points...))
			var got []warning
			for _, w := range a.Warnings {
				id := ""
				if w.Dimension != nil {
					id = w.Dimension.ID
				}
				got = append(got, warning{w.Kind, id})
			}
			// Edges have a test of their own.
			if !slices.Contains(test.want, warning{NearEdge, ""}) {
				got = slices.DeleteFunc(got, func(w warning) bool { return w.kind == NearEdge })
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("warnings %v, want %v", got, test.want)
			}
		})
	}
}

func TestCriticalWarningNamesEveryLowestAnswer(t *testing.T) {
	t.Parallel()
	option := []int{0, 1}
	m := modelOf([]Dimension{dimensionOf("a", true, option, option, option, option, option), dimensionOf("b", false, option)}, 3)
	for _, test := range []struct {
		points []int
		want   []string
	}{
		{[]int{1, 1, 1, 1, 1, 0}, nil},
		{[]int{1, 1, 0, 1, 1, 0}, []string{"a.3"}},
		{[]int{0, 1, -1, 1, 0, 1}, []string{"a.1", "a.3", "a.5"}},
		{[]int{0, 0, -1, 1, 0, 1}, []string{"a.1", "a.2", "a.3", "a.5"}},
	} {
		var got []string
		for _, w := range scored(t, m, sheetOf(m, test.points...)).Warnings {
			if w.Kind != CriticalGap {
				continue
			}
			for _, answer := range w.Answers {
				got = append(got, answer.Question.ID)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%v: the warning names %v, want %v", test.points, got, test.want)
		}
	}
}

func TestEveryAnswerThatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	missing := []string{"a.1", "b.2", "d.1", "g.2"}
	for n, want := range map[int]string{
		1: "missing answers (1): a.1", 2: "missing answers (2): a.1, b.2",
		3: "missing answers (3): a.1, b.2, d.1", 4: "missing answers (4): a.1, b.2, d.1, g.2",
	} {
		s := totalling(m, 14)
		for _, id := range missing[:n] {
			delete(s.Answers, id)
		}
		if _, err := Score(m, s); err == nil || err.Error() != want {
			t.Errorf("error %v, expected %s", err, want)
		}
	}
}

func TestNearEdgeOnBothSidesOfEachInnerBoundary(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	below, above := map[int]int{10: 1, 15: 2, 20: 3}, map[int]int{9: 2, 14: 3, 19: 4}
	for total := range 29 {
		a := scored(t, m, totalling(m, total))
		var w Warning
		if at := slices.IndexFunc(a.Warnings, func(w Warning) bool { return w.Kind == NearEdge }); at >= 0 {
			w = a.Warnings[at]
		}
		if a.NearEdge() != (below[total]+above[total] > 0) || a.NearEdge() != (w.Kind == NearEdge) {
			t.Errorf("score %d: NearEdge is %t, the warning is %+v", total, a.NearEdge(), w)
		}
		if numberOf(w.Below) != below[total] || numberOf(w.Above) != above[total] {
			t.Errorf("score %d: one point gives level %d or %d, want %d or %d", total, numberOf(w.Below), numberOf(w.Above), below[total], above[total])
		}
	}
}

// numberOf is a level's number, 0 for none.
func numberOf(l *Level) int {
	if l == nil {
		return 0
	}
	return l.Number
}

func TestBandOfOneScoreHasTwoEdges(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("a", false, []int{0, 1, 2})}, 1, 2)
	a := scored(t, m, sheetOf(m, 1))
	if len(a.Warnings) != 1 || numberOf(a.Warnings[0].Below) != 1 || numberOf(a.Warnings[0].Above) != 3 {
		t.Errorf("warnings %+v, want an edge to level 1 and to level 3", a.Warnings)
	}
}

func TestNearEdgeIsOneOptionOfOneAnswer(t *testing.T) {
	t.Parallel()
	// Bands 0-9, 10-14, 15-20, with steps of 5 and of 1.
	m := modelOf([]Dimension{dimensionOf("a", false, []int{0, 5, 10}, []int{0, 1, 10})}, 10, 15)
	for _, test := range []struct {
		points       []int
		below, above int
	}{
		{[]int{0, 0}, 0, 0},
		{[]int{5, 0}, 0, 2},
		{[]int{5, 1}, 0, 2},
		{[]int{0, 1}, 0, 2},
		{[]int{10, 0}, 1, 0},
		{[]int{10, 1}, 1, 3},
		{[]int{0, 10}, 1, 3},
		{[]int{5, 10}, 2, 0},
		{[]int{10, 10}, 2, 0},
	} {
		below, above := scored(t, m, sheetOf(m, test.points...)).edges()
		if numberOf(below) != test.below || numberOf(above) != test.above {
			t.Errorf("%v: one option gives level %d or %d, want %d or %d", test.points, numberOf(below), numberOf(above), test.below, test.above)
		}
	}
	unknown := scored(t, m, sheetOf(m, 10, -1))
	if below, above := unknown.edges(); numberOf(below) != 1 || above != nil {
		t.Errorf("with an unknown answer: level %d or %d, want 1 or none", numberOf(below), numberOf(above))
	}
}

func TestStepsToNextAreTheFewest(t *testing.T) {
	t.Parallel()
	r := random()
	for range 500 {
		m := randomModel(r)
		a := scored(t, m, randomSheet(r, m))
		want := 0
		if a.Next != nil {
			want = -1
			everyWay(a.Answers, nil, func(steps []Step) {
				if gained(steps) >= a.PointsToNext() && (want < 0 || len(steps) < want) {
					want = len(steps)
				}
			})
		}
		if got := a.StepsToNext(); got != want {
			t.Fatalf("from %d to %v: %d steps, want %d", a.Low, a.Next, got, want)
		}
	}
}

func TestCriticalGapsAreTheLowestAnswersOfCriticalDimensions(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	a := scored(t, m, sheetOf(m, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, -1, 0))
	var got []string
	for _, gap := range a.CriticalGaps() {
		got = append(got, gap.Question.ID)
	}
	if want := []string{"f.1", "g.1", "g.2"}; !slices.Equal(got, want) {
		t.Errorf("critical gaps %v, want %v", got, want)
	}
}

func TestScoreRefusesMissingAnswers(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	s := totalling(m, 14)
	delete(s.Answers, "g.2")
	delete(s.Answers, "b.1")
	_, err := Score(m, s)
	var incomplete *IncompleteError
	if !errors.As(err, &incomplete) || !slices.Equal(incomplete.Missing, []string{"b.1", "g.2"}) {
		t.Errorf("error %v, want the missing b.1 and g.2", err)
	}
	if _, err := Score(m, Sheet{}); !errors.As(err, &incomplete) || len(incomplete.Missing) != 14 {
		t.Errorf("empty sheet: error %v, want all 14 missing", err)
	}
}

func TestScoreRefusesWhatTheBankDoesNotHave(t *testing.T) {
	t.Parallel()
	m := foreign()
	for name, test := range map[string]struct {
		change func(*Sheet)
		want   string
	}{
		"other bank":       {func(s *Sheet) { s.Bank.ID = "other" }, "the sheet answers other@1, not test@1"},
		"other version":    {func(s *Sheet) { s.Bank.Version = 2 }, "the sheet answers test@2, not test@1"},
		"foreign question": {func(s *Sheet) { s.Answers["x.9"] = Answer{Points: 1} }, `test@1 has no question "x.9"`},
		"points between":   {func(s *Sheet) { s.Answers["x.1"] = Answer{Points: 3} }, "x.1 has no option worth 3"},
		"points below":     {func(s *Sheet) { s.Answers["y.1"] = Answer{Points: 0} }, "y.1 has no option worth 0"},
		"points above":     {func(s *Sheet) { s.Answers["y.1"] = Answer{Points: 10} }, "y.1 has no option worth 10"},
		"the first of several, by id": {func(s *Sheet) {
			s.Answers["y.1"], s.Answers["x.1"], s.Answers["x.2"] = Answer{}, Answer{}, Answer{}
		}, "x.1 has no option worth 0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := sheetOf(m, 1, 1, 1)
			test.change(&s)
			for range 20 { // the order of a map's keys must not show
				a, err := Score(m, s)
				if a != nil || err == nil || err.Error() != test.want {
					t.Fatalf("assessment %v, error %v; want %q", a, err, test.want)
				}
			}
		})
	}
}

func TestScoreAcceptsASheetThatNamesNoBank(t *testing.T) {
	t.Parallel()
	m := foreign()
	s := sheetOf(m, 1, 1, 1)
	s.Bank = BankRef{}
	scored(t, m, s)
}

func TestScoreDoesNotChangeTheSheet(t *testing.T) {
	t.Parallel()
	m := foreign()
	s := sheetOf(m, -1, 4, -1)
	kept := maps.Clone(s.Answers)
	scored(t, m, s)
	if !reflect.DeepEqual(s.Answers, kept) {
		t.Errorf("answers %v, were %v", s.Answers, kept)
	}
}

func TestPriorities(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	m.Levels[1].Guidance = []Guidance{{ID: "g", Questions: []string{"d.2", "a.2"}}}
	a := scored(t, m, sheetOf(m, 1, 1, 0, 0, 0, 2, 2, 1, 1, 2, 0, 0, 2, 2))
	var got []string
	for _, answer := range a.Priorities() {
		got = append(got, answer.Question.ID)
	}
	// The zeros, in bank order, come first: none is named. Of the ones, a.2 and
	// d.2 are named.
	want := []string{"b.1", "b.2", "c.1", "f.1", "f.2", "a.2", "d.2", "a.1", "e.1"}
	if !slices.Equal(got, want) {
		t.Errorf("next steps %q, want %q", got, want)
	}
}

func TestPrioritiesCountFromTheLowestOption(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("x", false, []int{0, 1, 2}, []int{3, 5})}, 3)
	a := scored(t, m, sheetOf(m, 1, 3))
	if got := a.Priorities(); len(got) != 2 || got[0].Question.ID != "x.2" {
		t.Errorf("next steps %v; want x.2 first: its lowest option is worth 3", got)
	}
}
