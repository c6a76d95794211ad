package maturity

import (
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// each returns f of every element.
func each[T, U any](from []T, f func(T) U) []U {
	var to []U
	for _, element := range from {
		to = append(to, f(element))
	}
	return to
}

func mustConsensus(t *testing.T, m *Model, sheets ...Sheet) *Consensus {
	t.Helper()
	c, err := NewConsensus(m, sheets)
	if err != nil {
		t.Fatalf("NewConsensus: %v", err)
	}
	return c
}

// The points -1 are unknown, and -2 were not asked.
func TestConsensusOfOneQuestion(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("a", false, []int{1, 2, 4, 8})}, 8)
	open, unknown, none := -1, Answer{Unknown: true}, Answer{Points: -1}
	for name, test := range map[string]struct {
		given                                        []int
		asked, answered, low, high, spread, agreeing int
		settled, median                              Answer
	}{
		"one":                           {[]int{4}, 1, 1, 4, 4, 0, 1, Answer{Points: 4}, Answer{Points: 4}},
		"all agree":                     {[]int{2, 2, 2}, 3, 3, 2, 2, 0, 3, Answer{Points: 2}, Answer{Points: 2}},
		"odd number":                    {[]int{8, 1, 2}, 3, 3, 2, 2, 7, 0, none, Answer{Points: 2}},
		"even number, lower of two":     {[]int{8, 2, 4, 1}, 4, 4, 2, 2, 7, 0, none, Answer{Points: 2}},
		"two":                           {[]int{8, 1}, 2, 2, 1, 1, 7, 0, none, Answer{Points: 1}},
		"most common":                   {[]int{4, 1, 4, 8, 4}, 5, 5, 4, 4, 7, 3, none, Answer{Points: 4}},
		"an unknown decides nothing":    {[]int{4, open, 4, 4}, 4, 3, 4, 4, 0, 3, none, Answer{Points: 4}},
		"an unknown leaves it open":     {[]int{2, open, 4}, 3, 2, 2, 4, 2, 0, none, unknown},
		"most don't know":               {[]int{open, 4, open, open, 8}, 5, 2, 1, 8, 4, 0, none, unknown},
		"one knows, one doesn't":        {[]int{open, 4}, 2, 1, 1, 4, 0, 0, none, unknown},
		"nobody knew":                   {[]int{open, open}, 2, 0, 1, 8, 0, 0, none, none},
		"who was not asked is not in":   {[]int{-2, 4, -2, 4, -2}, 2, 2, 4, 4, 0, 2, Answer{Points: 4}, Answer{Points: 4}},
		"one was asked":                 {[]int{-2, -2, 8}, 1, 1, 8, 8, 0, 1, Answer{Points: 8}, Answer{Points: 8}},
		"one was asked and didn't know": {[]int{-2, open}, 1, 0, 1, 8, 0, 0, none, none},
		"nobody was asked":              {[]int{-2, -2}, 0, 0, 1, 8, 0, 0, none, none},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sheets []Sheet
			for _, points := range test.given {
				s := sheetOf(m, points)
				if points == -2 {
					s.Answers = nil
				}
				sheets = append(sheets, s)
			}
			got := mustConsensus(t, m, sheets...).Answers[0]
			if got.Asked != test.asked || got.Answered != test.answered || got.Agreeing != test.agreeing || got.Spread() != test.spread {
				t.Errorf("%d asked, %d answered, %d agree, spread %d; want %d, %d, %d, %d",
					got.Asked, got.Answered, got.Agreeing, got.Spread(), test.asked, test.answered, test.agreeing, test.spread)
			}
			if got.Low != test.low || got.High != test.high {
				t.Errorf("from %d to %d; want %d to %d", got.Low, got.High, test.low, test.high)
			}
			if answer, ok := got.Settled(); ok != (test.settled.Points >= 0) || ok && !reflect.DeepEqual(answer, test.settled) {
				t.Errorf("settled %v, %t; want %v", answer, ok, test.settled)
			}
			if answer, ok := got.Median(); ok != (test.median.Points >= 0) || ok && !reflect.DeepEqual(answer, test.median) {
				t.Errorf("median %v, %t; want %v", answer, ok, test.median)
			}
		})
	}
}

// Seven of eight people are at level 1 or 2. Most of their answers are unknown, and
// the few known ones are high: their median alone would be level 3.
func TestUnknownAnswersDoNotVanishFromTheMedian(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	var sheets []Sheet
	for i := range 8 {
		points := slices.Repeat([]int{-1}, 14)
		for q := range points {
			if (q+i)%2 == 0 && (q+i)%3 > 0 || i == 7 {
				points[q] = 1 + (q+1)/14
			}
		}
		sheets = append(sheets, sheetOf(m, points...))
	}
	c := mustConsensus(t, m, sheets...)
	counts := each(c.Levels(), func(l LevelCount) int { return l.Count })
	if want := []int{7, 0, 1, 0}; !slices.Equal(counts, want) {
		t.Fatalf("%v people by level, want %v", counts, want)
	}
	if c.Low.Score != 0 || c.Low.Level.Number != 1 || c.High.Score != 24 {
		t.Errorf("the group has %d to %d points, level %d", c.Low.Score, c.High.Score, c.Low.Level.Number)
	}
}

func TestConsensusPutsTheWidestSpreadFirst(t *testing.T) {
	t.Parallel()
	m := foreign()
	c := mustConsensus(t, m, sheetOf(m, 1, 1, 1), sheetOf(m, 5, 1, 4), sheetOf(m, 2, 4, 9))
	var ids []string
	for _, a := range c.Answers {
		ids = append(ids, a.Question.ID)
	}
	if want := []string{"y.1", "x.1", "x.2"}; !slices.Equal(ids, want) {
		t.Errorf("order %q, want %q", ids, want)
	}
	seven := sevenByTwo()
	same := mustConsensus(t, seven, totalling(seven, 0), totalling(seven, 14))
	if !slices.EqualFunc(same.Answers, seven.Bank.Questions(), func(a ConsensusAnswer, q *Question) bool { return a.Question == q }) {
		t.Error("questions of equal spread are not in bank order")
	}
}

func TestConsensusAddsUp(t *testing.T) {
	t.Parallel()
	m := foreign()
	c := mustConsensus(t, m, sheetOf(m, 1, 1, 1), sheetOf(m, 5, 1, -1), sheetOf(m, 2, 4, 9))
	gaps := []*Question{m.Bank.Question("x.2")}
	low, high := Standing{4, levelOf(m, 1), gaps}, Standing{12, levelOf(m, 3), gaps}
	if !reflect.DeepEqual(c.Low, low) || !reflect.DeepEqual(c.High, high) {
		t.Errorf("from %v to %v, want %v to %v", c.Low, c.High, low, high)
	}
}

// Critical gaps are questions whose group value is the lowest, unknown included.
func TestConsensusHasTheCriticalGapsOfItsScore(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("a", true, []int{0, 1, 2}, []int{0, 1, 2}, []int{0, 1, 2}), dimensionOf("b", false, []int{0, 1})}, 6)
	c := mustConsensus(t, m, sheetOf(m, 0, -1, 1, 0), sheetOf(m, 0, 1, 2, 0), sheetOf(m, 2, -1, 1, 0), sheetOf(m, 2, 2, 2, 0))
	ids := func(s Standing) []string { return each(s.Gaps, func(q *Question) string { return q.ID }) }
	if got, want := ids(c.Low), []string{"a.1", "a.2"}; !slices.Equal(got, want) {
		t.Errorf("gaps %q, want %q", got, want)
	}
	if got, want := ids(c.High), []string{"a.1"}; !slices.Equal(got, want) {
		t.Errorf("gaps at best %q, want %q", got, want)
	}
	want := []LevelCount{{&m.Levels[0], 3, 3}, {&m.Levels[1], 1, 0}}
	if got := c.Levels(); !reflect.DeepEqual(got, want) {
		t.Errorf("people by level %v, want %v", got, want)
	}
}

// Two people who took half the dimensions each agree on one full sheet.
func TestPartsOfAQuestionnaireMergeWithoutDisagreement(t *testing.T) {
	t.Parallel()
	m := foreign()
	whole := sheetOf(m, 5, -1, 9)
	whole.Answers["x.2"] = Answer{Points: 4}
	ada, ben := whole.Clone(), whole.Clone()
	delete(ada.Answers, "y.1")
	ben.Answers = map[string]Answer{"y.1": whole.Answers["y.1"]}
	c := mustConsensus(t, m, ada, ben)
	if got := c.Merged(ConsensusAnswer.Settled); !reflect.DeepEqual(got.Answers, whole.Answers) {
		t.Errorf("merged %v, want %v", got.Answers, whole.Answers)
	}
	for _, r := range c.Respondents {
		if r.Assessment != nil {
			t.Errorf("%s has a score for part of the questions", r.Name)
		}
	}
	if c.Low.Score != 18 || c.High.Score != 18 {
		t.Errorf("the group has %d to %d, want 18", c.Low.Score, c.High.Score)
	}
	for _, l := range c.Levels() {
		if l.Count > 0 {
			t.Errorf("%d people at level %d", l.Count, l.Level.Number)
		}
	}
}

func TestConsensusNamesItsRespondents(t *testing.T) {
	t.Parallel()
	m := foreign()
	named := sheetOf(m, 1, 4, 1)
	named.Respondent = "J. Doe"
	named.Answers["x.1"] = Answer{Points: 1, Note: "said so"}
	c := mustConsensus(t, m, sheetOf(m, 5, -1, 1), named, sheetOf(m, 2, 4, 9))
	names := each(c.Respondents, func(r Respondent) string { return r.Name })
	if want := []string{"respondent 1", "J. Doe", "respondent 3"}; !slices.Equal(names, want) {
		t.Errorf("respondents %q, want %q", names, want)
	}
	at := slices.IndexFunc(c.Answers, func(a ConsensusAnswer) bool { return a.Question.ID == "x.1" })
	want := []*Answer{{Points: 5}, {Points: 1, Note: "said so"}, {Points: 2}}
	if got := c.Answers[at].Given; !reflect.DeepEqual(got, want) {
		t.Errorf("given %v, want %v", got, want)
	}
}

func TestConsensusRefusesWhatScoreRefusesButPartsOfASheet(t *testing.T) {
	t.Parallel()
	m := foreign()
	for want, answers := range map[string]map[string]Answer{
		"no question":        {"x.1": {Points: 1}, "z.1": {Points: 1}},
		"no option worth 99": {"x.1": {Points: 99}},
	} {
		_, err := NewConsensus(m, []Sheet{sheetOf(m, 1, 1, 1), {Respondent: "J. Doe", Answers: answers}})
		if err == nil || !strings.Contains(err.Error(), "J. Doe") || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q and J. Doe", err, want)
		}
	}
	if _, err := NewConsensus(m, nil); err == nil {
		t.Error("a consensus of nobody is accepted")
	}
}

func TestConsensusOfOneSheetIsThatSheet(t *testing.T) {
	t.Parallel()
	r := random()
	for range 200 {
		m := randomModel(r)
		s := randomSheet(r, m)
		s.Team, s.Date, s.Labels = "Search", "2026-11-23", map[string]string{"unit": "Retail"}
		c, a := mustConsensus(t, m, s), scored(t, m, s)
		if c.Low.Score != a.Low || c.High.Score != a.High || len(c.Low.Gaps) != len(a.CriticalGaps()) {
			t.Fatalf("scores %d to %d; the sheet's are %d to %d", c.Low.Score, c.High.Score, a.Low, a.High)
		}
		if c.Low.Level != a.Level || c.High.Level != a.HighLevel {
			t.Fatalf("levels %d to %d, the sheet's are %d to %d", c.Low.Level.Number, c.High.Level.Number, a.Level.Number, a.HighLevel.Number)
		}
		for _, answer := range c.Answers {
			if answer.Spread() != 0 || answer.Agreeing != answer.Answered {
				t.Fatalf("%s: one respondent disagrees", answer.Question.ID)
			}
		}
		maps.DeleteFunc(s.Answers, func(_ string, a Answer) bool { return a.Unknown })
		if merged := c.Merged(ConsensusAnswer.Settled); !reflect.DeepEqual(merged, s) {
			t.Fatalf("merged %v, the sheet is %v", merged, s)
		}
	}
}

// someSheets returns 1 to 5 random sheets of a random model.
func someSheets(r *rand.Rand) (*Model, []Sheet) {
	m := randomModel(r)
	var sheets []Sheet
	for range 1 + r.Intn(5) {
		s := randomSheet(r, m)
		s.Team = []string{"Search", "Ads"}[r.Intn(2)]
		s.Date = []string{"", "2026-01-31", "2026-11-23"}[r.Intn(3)]
		s.Labels = map[string]string{"unit": []string{"Retail", "Cloud"}[r.Intn(2)]}
		sheets = append(sheets, s)
	}
	return m, sheets
}

func TestConsensusDoesNotDependOnTheOrderOfSheets(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		m, sheets := someSheets(r)
		one := mustConsensus(t, m, sheets...)
		r.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
		two := mustConsensus(t, m, sheets...)
		for name, choose := range map[string]func(ConsensusAnswer) (Answer, bool){"settled": ConsensusAnswer.Settled, "median": ConsensusAnswer.Median} {
			if !reflect.DeepEqual(one.Merged(choose), two.Merged(choose)) {
				t.Fatalf("%s: merged %v, then %v", name, one.Merged(choose), two.Merged(choose))
			}
		}
		withoutGiven(one)
		withoutGiven(two)
		if !reflect.DeepEqual(one, two) {
			t.Fatalf("consensus %v, then %v", one, two)
		}
	}
}

// withoutGiven drops the answers listed by respondent.
func withoutGiven(c *Consensus) {
	c.Respondents = nil
	for i := range c.Answers {
		c.Answers[i].Given = nil
	}
}

// What is settled is what everybody gave, and the medians add nothing that nobody
// said: scored with unknown for what is left, they include the group's range.
func TestMergedSheetMakesNothingUp(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		m, sheets := someSheets(r)
		for _, s := range sheets {
			maps.DeleteFunc(s.Answers, func(string, Answer) bool { return r.Intn(4) == 0 })
		}
		c := mustConsensus(t, m, sheets...)
		for id, settled := range c.Merged(ConsensusAnswer.Settled).Answers {
			for _, s := range sheets {
				if given, asked := s.Answers[id]; asked && !reflect.DeepEqual(given, settled) {
					t.Fatalf("%s: %v is settled, but somebody said %v", id, settled, given)
				}
			}
		}
		medians := c.Merged(ConsensusAnswer.Median)
		for id, median := range medians.Answers {
			if !slices.ContainsFunc(sheets, func(s Sheet) bool {
				given, asked := s.Answers[id]
				return asked && reflect.DeepEqual(given, median)
			}) {
				t.Fatalf("%s: the median is %v, which nobody said", id, median)
			}
		}
		a := scored(t, m, medians.FillUnknown(&m.Bank))
		if a.Low > c.Low.Score || a.High < c.High.Score {
			t.Fatalf("the medians score %d to %d, the group %d to %d", a.Low, a.High, c.Low.Score, c.High.Score)
		}
	}
}

func TestMergedSheetKeepsWhatAllShare(t *testing.T) {
	t.Parallel()
	m := foreign()
	sheet := func(team, respondent, date string, labels map[string]string) Sheet {
		s := sheetOf(m, 1, -1, 3)
		s.Team, s.Respondent, s.Date, s.Labels = team, respondent, date, labels
		s.Answers["x.1"] = Answer{Points: 1, Note: "mine", Evidence: []string{"page"}}
		return s
	}
	first := sheet("Search", "A", "2026-11-23", map[string]string{"unit": "Retail", "site": "north"})
	second := sheet("Search", "B", "2026-12-01", map[string]string{"unit": "Retail", "site": "south"})
	want := Sheet{
		Bank: m.Bank.Ref(), Team: "Search", Date: "2026-12-01", Labels: map[string]string{"unit": "Retail"},
		Answers: map[string]Answer{"x.1": {Points: 1}, "y.1": {Points: 3}},
	}
	if got := mustConsensus(t, m, first, second).Merged(ConsensusAnswer.Settled); !reflect.DeepEqual(got, want) {
		t.Errorf("merged %v, want %v", got, want)
	}
	if first.Labels["site"] != "north" {
		t.Error("merging changed the labels of a respondent's sheet")
	}
	third := sheet("Ads", "C", "", nil)
	if got := mustConsensus(t, m, first, third, second).Merged(ConsensusAnswer.Settled); got.Team != "" || len(got.Labels) != 0 {
		t.Errorf("kept team %q and labels %v, which not all sheets share", got.Team, got.Labels)
	}
}
