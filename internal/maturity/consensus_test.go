package maturity

import (
	"errors"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func mustConsensus(t *testing.T, m *Model, sheets ...Sheet) *Consensus {
	t.Helper()
	c, err := NewConsensus(m, sheets)
	if err != nil {
		t.Fatalf("NewConsensus: %v", err)
	}
	return c
}

func TestConsensusOfOneQuestion(t *testing.T) {
	t.Parallel()
	m := modelOf([]Dimension{dimensionOf("a", false, []int{1, 2, 4, 8})}, 8)
	for name, test := range map[string]struct {
		given                                         []int
		answered, low, high, median, spread, agreeing int
	}{
		"one":                       {[]int{4}, 1, 4, 4, 4, 0, 1},
		"all agree":                 {[]int{2, 2, 2}, 3, 2, 2, 2, 0, 3},
		"odd number":                {[]int{8, 1, 2}, 3, 1, 8, 2, 7, 1},
		"even number, lower of two": {[]int{8, 2, 4, 1}, 4, 1, 8, 2, 7, 1},
		"two":                       {[]int{8, 1}, 2, 1, 8, 1, 7, 1},
		"most common":               {[]int{4, 1, 4, 8, 4}, 5, 1, 8, 4, 7, 3},
		"unknown left out":          {[]int{-1, 4, -1, 8, 4}, 3, 4, 8, 4, 4, 2},
		"nobody knew":               {[]int{-1, -1}, 0, 1, 8, 1, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sheets []Sheet
			for _, points := range test.given {
				sheets = append(sheets, sheetOf(m, points))
			}
			got := mustConsensus(t, m, sheets...).Answers[0]
			if got.Answered != test.answered || got.Agreeing != test.agreeing || got.Spread() != test.spread {
				t.Errorf("%d answered, %d agree, spread %d; want %d, %d, %d",
					got.Answered, got.Agreeing, got.Spread(), test.answered, test.agreeing, test.spread)
			}
			if got.Low != test.low || got.High != test.high || got.Median != test.median {
				t.Errorf("low %d, high %d, median %d; want %d, %d, %d", got.Low, got.High, got.Median, test.low, test.high, test.median)
			}
		})
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
	want := []Standing{{3, levelOf(m, 1)}, {18, levelOf(m, 3)}, {4, levelOf(m, 1)}}
	if got := []Standing{c.Low, c.High, c.Median}; !slices.Equal(got, want) {
		t.Errorf("low, high, median %v, want %v", got, want)
	}
	if agreeing, answered := c.Agreement(); agreeing != 4 || answered != 8 {
		t.Errorf("agreement %d of %d, want 4 of 8", agreeing, answered)
	}
}

func TestConsensusNamesItsRespondents(t *testing.T) {
	t.Parallel()
	m := foreign()
	named := sheetOf(m, 1, 4, 1)
	named.Respondent = "J. Doe"
	named.Answers["x.1"] = Answer{Points: 1, Note: "said so"}
	c := mustConsensus(t, m, sheetOf(m, 5, -1, 1), named, sheetOf(m, 2, 4, 9))
	if want := []string{"respondent 1", "J. Doe", "respondent 3"}; !slices.Equal(c.Respondents, want) {
		t.Errorf("respondents %q, want %q", c.Respondents, want)
	}
	if len(c.Assessments) != 3 || c.Assessments[1].Sheet.Respondent != "J. Doe" {
		t.Errorf("%d assessments, not in the order of the respondents", len(c.Assessments))
	}
	at := slices.IndexFunc(c.Answers, func(a ConsensusAnswer) bool { return a.Question.ID == "x.1" })
	want := []Answer{{Points: 5}, {Points: 1, Note: "said so"}, {Points: 2}}
	if got := c.Answers[at].Given; !reflect.DeepEqual(got, want) {
		t.Errorf("given %v, want %v", got, want)
	}
}

func TestConsensusRefusesWhatScoreRefuses(t *testing.T) {
	t.Parallel()
	m := foreign()
	incomplete := Sheet{Respondent: "J. Doe", Answers: map[string]Answer{"x.1": {Points: 1}}}
	_, err := NewConsensus(m, []Sheet{sheetOf(m, 1, 1, 1), incomplete})
	var missing *IncompleteError
	if !errors.As(err, &missing) || len(missing.Missing) != 2 || !strings.Contains(err.Error(), "J. Doe") {
		t.Errorf("error %v, want J. Doe's two missing answers", err)
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
		if c.Low.Score != a.Low || c.Median.Score != a.Low || c.High.Score != a.High {
			t.Fatalf("scores %d, %d, %d; the sheet's are %d to %d", c.Low.Score, c.Median.Score, c.High.Score, a.Low, a.High)
		}
		if c.Low.Level != a.Level || c.High.Level != a.HighLevel {
			t.Fatalf("levels %d to %d, the sheet's are %d to %d", c.Low.Level.Number, c.High.Level.Number, a.Level.Number, a.HighLevel.Number)
		}
		for _, answer := range c.Answers {
			if answer.Spread() != 0 || answer.Agreeing != answer.Answered {
				t.Fatalf("%s: one respondent disagrees", answer.Question.ID)
			}
		}
		if merged := c.Merged(); !reflect.DeepEqual(merged, s) {
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
		if !reflect.DeepEqual(one.Merged(), two.Merged()) {
			t.Fatalf("merged %v, then %v", one.Merged(), two.Merged())
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
	c.Respondents, c.Assessments = nil, nil
	for i := range c.Answers {
		c.Answers[i].Given = nil
	}
}

func TestMergedSheetScoresTheMedian(t *testing.T) {
	t.Parallel()
	r := random()
	for range 300 {
		m, sheets := someSheets(r)
		c := mustConsensus(t, m, sheets...)
		a := scored(t, m, c.Merged())
		if a.Low != c.Median.Score || a.Level != c.Median.Level {
			t.Fatalf("merged sheet scores %d, the median is %d", a.Low, c.Median.Score)
		}
		if c.Low.Score > a.Low || a.High > c.High.Score {
			t.Fatalf("merged sheet ranges from %d to %d, outside %d to %d", a.Low, a.High, c.Low.Score, c.High.Score)
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
		Answers: map[string]Answer{"x.1": {Points: 1}, "x.2": {Unknown: true}, "y.1": {Points: 3}},
	}
	if got := mustConsensus(t, m, first, second).Merged(); !reflect.DeepEqual(got, want) {
		t.Errorf("merged %v, want %v", got, want)
	}
	if first.Labels["site"] != "north" {
		t.Error("merging changed the labels of a respondent's sheet")
	}
	third := sheet("Ads", "C", "", nil)
	if got := mustConsensus(t, m, first, third, second).Merged(); got.Team != "" || len(got.Labels) != 0 {
		t.Errorf("kept team %q and labels %v, which not all sheets share", got.Team, got.Labels)
	}
}
