package maturity

import (
	"maps"
	"slices"
	"testing"
)

// everyRaise calls f for every way to raise answers, none included, with the points
// that it gains and the options that it climbs.
func everyRaise(answers []ScoredAnswer, f func(points, steps int)) {
	if len(answers) == 0 {
		f(0, 0)
		return
	}
	first := answers[0]
	everyRaise(answers[1:], func(points, steps int) {
		climbed := 0
		for _, o := range first.Question.Options {
			if o.Points >= first.Points {
				f(points+o.Points-first.Points, steps+climbed)
				climbed++
			}
		}
	})
}

func TestScoresAreWhatAnswersAddUpTo(t *testing.T) {
	t.Parallel()
	r := random()
	for range 200 {
		m := randomModel(r)
		lowest := Sheet{Answers: map[string]Answer{}}
		for _, q := range m.Bank.Questions() {
			lowest.Answers[q.ID] = Answer{Points: q.Lowest()}
		}
		a := scored(t, m, lowest)
		reached := map[int]bool{}
		everyRaise(a.Answers, func(points, _ int) { reached[a.Low+points] = true })
		if got, want := m.Bank.Scores(), slices.Sorted(maps.Keys(reached)); !slices.Equal(got, want) {
			t.Fatalf("scores %v, want %v", got, want)
		}
	}
}

func TestTheNextLevelIsAsFarAsTheShortestWayThere(t *testing.T) {
	t.Parallel()
	r := random()
	uneven := 0
	for range 500 {
		m := randomModel(r)
		a := scored(t, m, randomSheet(r, m))
		points, steps := 0, 0
		if a.Next != nil {
			points, steps = a.Max, a.Max
			everyRaise(a.Answers, func(gained, climbed int) {
				if a.Low+gained >= a.Next.Min {
					points, steps = min(points, gained), min(steps, climbed)
				}
			})
			if points != a.Next.Min-a.Low {
				uneven++
			}
		}
		if a.PointsToNext() != points || a.StepsToNext() != steps {
			t.Fatalf("%d points and %d steps to the next level, want %d and %d", a.PointsToNext(), a.StepsToNext(), points, steps)
		}
	}
	if uneven < 20 {
		t.Errorf("only %d of the cases skip the level's lowest score", uneven)
	}
}

func TestScoresOfTheLargestBank(t *testing.T) {
	t.Parallel()
	d := Dimension{ID: "a"}
	for range 500 {
		d.Questions = append(d.Questions, dimensionOf("a", false, []int{0, 7, 19, 31, 40}).Questions...)
	}
	scores := (&Bank{Dimensions: []Dimension{d}}).Scores()
	if len(scores) < 19_900 || scores[0] != 0 || scores[1] != 7 || scores[len(scores)-1] != 20_000 {
		t.Errorf("%d scores", len(scores))
	}
}
