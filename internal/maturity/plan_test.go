package maturity

import (
	"errors"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"testing"
)

func mustPlan(t testing.TB, a *Assessment, target *Level) *Plan {
	t.Helper()
	p, err := NewPlan(a, target)
	if err != nil {
		t.Fatalf("NewPlan: %v", err)
	}
	return p
}

// stepNames renders steps as "question from>to", in their order.
func stepNames(steps []Step) []string {
	var names []string
	for _, s := range steps {
		names = append(names, fmt.Sprintf("%s %d>%d", s.Question.ID, s.From, s.To))
	}
	return names
}

func TestPlanPrefers(t *testing.T) {
	t.Parallel()
	three := []int{0, 1, 2}
	twoDimensions := func(critical bool, start int) *Model {
		return modelOf([]Dimension{
			dimensionOf("a", false, three, three), dimensionOf("b", critical, three, three),
		}, start)
	}
	naming := func(m *Model, ids ...string) *Model {
		m.Levels[0].Guidance = []Guidance{{ID: "g", Questions: ids}}
		return m
	}
	for name, test := range map[string]struct {
		model  *Model
		points []int
		want   []string
	}{
		"a dimension at zero": {twoDimensions(false, 2), []int{1, 0, 0, 0}, []string{"b.1 0>1"}},
		"every critical gap, whatever the level needs": {
			twoDimensions(true, 1), []int{2, 0, 0, 0}, []string{"b.1 0>1", "b.2 0>1"},
		},
		"a critical gap to another dimension at zero": {
			twoDimensions(true, 3), []int{0, 0, 1, 0}, []string{"b.2 0>1", "a.1 0>1"},
		},
		"one step in each dimension at zero to two in one of them": {
			twoDimensions(false, 2), []int{0, 0, 0, 0}, []string{"a.1 0>1", "b.1 0>1"},
		},
		"a dimension at zero once, and then the lowest answers": {
			twoDimensions(false, 4), []int{1, 1, 0, 0}, []string{"b.1 0>1", "b.2 0>1"},
		},
		"the lowest answers to a second step of the same answer": {
			twoDimensions(true, 4), []int{0, 0, 0, 0}, []string{"b.1 0>1", "b.2 0>1", "a.1 0>1", "a.2 0>1"},
		},
		"what the guidance names": {
			naming(twoDimensions(false, 4), "b.2"), []int{1, 0, 1, 1}, []string{"b.2 1>2"},
		},
		"a dimension at zero to what the guidance names": {
			naming(twoDimensions(false, 2), "a.1"), []int{1, 0, 0, 0}, []string{"b.1 0>1"},
		},
		"the lowest answer":  {twoDimensions(false, 4), []int{1, 1, 1, 0}, []string{"b.2 0>1"}},
		"bank order at last": {twoDimensions(false, 5), []int{1, 1, 1, 1}, []string{"a.1 1>2"}},
		"one large step to two small ones": {
			modelOf([]Dimension{dimensionOf("a", false, []int{0, 1}, []int{0, 1}, []int{0, 5})}, 2),
			[]int{0, 0, 0},
			[]string{"a.3 0>5"},
		},
		"the least excess among steps of one option": {
			modelOf([]Dimension{dimensionOf("a", false, []int{0, 5}, []int{0, 3}, []int{0, 2})}, 3),
			[]int{0, 0, 0},
			[]string{"a.2 0>3"},
		},
		"a small step that opens a large one": {
			modelOf([]Dimension{dimensionOf("a", false, []int{0, 3}, []int{0, 1, 9}, []int{0, 3}, []int{0, 3})}, 9),
			[]int{0, 0, 0, 0},
			[]string{"a.2 0>1", "a.2 1>9"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := scored(t, test.model, sheetOf(test.model, test.points...))
			if got := stepNames(mustPlan(t, a, nil).Steps); !slices.Equal(got, test.want) {
				t.Errorf("steps %q, want %q", got, test.want)
			}
		})
	}
}

func TestPlanExplainsItsSteps(t *testing.T) {
	t.Parallel()
	three := []int{0, 1, 2}
	m := modelOf([]Dimension{
		dimensionOf("a", true, three), dimensionOf("b", false, three), dimensionOf("c", false, three, three, three),
		dimensionOf("d", true, []int{1, 2}),
	}, 10)
	m.Levels[0].Guidance = []Guidance{{ID: "g", Questions: []string{"c.3"}}}
	m.Levels[0].References = []Reference{{ID: "first"}}
	m.Levels[1].References = []Reference{{ID: "second"}}
	m.Bank.Dimensions[0].Questions[0].Refs = []string{"second", "first"}
	p := mustPlan(t, scored(t, m, sheetOf(m, 0, 0, 0, 1, 1, 1)), nil)

	want := []struct {
		step   string
		reason Reason
	}{
		{"a.1 0>1", ClosesGap},
		{"d.1 1>2", ClosesGap},
		{"b.1 0>1", LiftsDimension},
		{"c.3 1>2", NamedByGuidance},
		{"c.1 0>1", LowestAnswer},
		{"a.1 1>2", ShortestWay},
		{"b.1 1>2", ShortestWay},
	}
	if got := stepNames(p.Steps); len(got) != len(want) {
		t.Fatalf("steps %q, want %d of them", got, len(want))
	}
	for i, step := range p.Steps {
		if got := stepNames(p.Steps)[i]; got != want[i].step || step.Reason != want[i].reason {
			t.Errorf("step %d is %s, reason %d; want %s, %d", i+1, got, step.Reason, want[i].step, want[i].reason)
		}
		if how := fmt.Sprintf("from %d upwards", step.From); step.How != how {
			t.Errorf("step %d: How is %q, want %q", i+1, step.How, how)
		}
	}
	refs := p.Steps[0].References
	if len(refs) != 2 || refs[0].ID != "second" || refs[1].ID != "first" {
		t.Errorf("references %v, want the question's, in order", refs)
	}
	if p.Points != 7 {
		t.Errorf("Points %d, want 7", p.Points)
	}
}

func TestPlanFindsOutUnknownAnswers(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	a := scored(t, m, sheetOf(m, 2, -1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, -1, 1))
	p := mustPlan(t, a, nil)
	if len(p.FindOut) != 2 || p.FindOut[0].Question.ID != "a.2" || p.FindOut[1].Question.ID != "g.1" {
		t.Errorf("FindOut %v, want a.2 and g.1", p.FindOut)
	}
}

func TestPlanAtTheTopClosesTheCriticalGaps(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for _, test := range []struct {
		points []int
		want   []string
	}{
		{[]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, -1, 0}, []string{"f.1 0>1", "f.2 0>1", "g.1 0>1", "g.2 0>1"}},
		{[]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 1, 1, 1}, nil},
	} {
		a := scored(t, m, sheetOf(m, test.points...))
		for _, target := range []*Level{nil, levelOf(m, 4)} {
			p := mustPlan(t, a, target)
			if got := stepNames(p.Steps); p.Stay() != (test.want == nil) || p.Climbs() || p.Target != levelOf(m, 4) || !slices.Equal(got, test.want) {
				t.Errorf("%v: stay %t, target %v, steps %q, want %q", test.points, p.Stay(), p.Target, got, test.want)
			}
		}
	}
}

func TestPlanForTheLevelReachedClosesTheCriticalGaps(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	a := scored(t, m, sheetOf(m, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 0, 1, 1, 1))
	p := mustPlan(t, a, levelOf(m, 3))
	if got := stepNames(p.Steps); !slices.Equal(got, []string{"f.1 0>1"}) || p.Climbs() {
		t.Errorf("steps %q, want to close f.1 alone", got)
	}
}

// Thirteen points, deployment and strategy at zero: each is lifted once.
func TestPlanLiftsTwoDimensionsAtZeroOnceEach(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	a := scored(t, m, sheetOf(m, 2, 1, 2, 1, 0, 0, 2, 1, 0, 0, 1, 1, 1, 1))
	p := mustPlan(t, a, nil)
	if got := stepNames(p.Steps); !slices.Equal(got, []string{"c.1 0>1", "e.1 0>1"}) ||
		p.Steps[0].Reason != LiftsDimension || p.Steps[1].Reason != LiftsDimension {
		t.Errorf("steps %q with the reasons %d and %d", got, p.Steps[0].Reason, p.Steps[1].Reason)
	}
}

func TestPlanRefusesALevelThatIsNotAbove(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for _, test := range []struct {
		points []int
		target int
	}{
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1}, 1},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1}, 2},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1}, 1},
		{[]int{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0}, 3},
	} {
		_, err := NewPlan(scored(t, m, sheetOf(m, test.points...)), levelOf(m, test.target))
		var wrong *TargetError
		if !errors.As(err, &wrong) || wrong.Target.Number != test.target {
			t.Errorf("plan from %v to level %d: error %v, want a *TargetError", test.points, test.target, err)
		}
	}
}

func TestPlanRefusesALevelThatNoAnswersReach(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	if _, err := NewPlan(scored(t, m, totalling(m, 3)), &Level{Number: 9, Min: 29}); err == nil {
		t.Error("a plan to 29 of 28 points is accepted")
	}
}

func TestPlanTakesOneStepPerPointWhenOptionsAreOneApart(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	for total := range 20 {
		a := scored(t, m, totalling(m, total))
		for target := a.Next; target != nil; target = m.LevelAbove(target) {
			p := mustPlan(t, a, target)
			if want := max(target.Min-total, len(a.CriticalGaps())); len(p.Steps) != want || p.Points != want {
				t.Errorf("from %d to level %d: %d steps for %d points, want %d", total, target.Number, len(p.Steps), p.Points, want)
			}
		}
	}
}

// eachPlan calls f with the plans from random assessments of small models to
// every level above, and to the level reached where that has critical gaps.
func eachPlan(t *testing.T, assessments int, f func(*Plan)) {
	r := random()
	for range assessments {
		m := randomModel(r)
		a := scored(t, m, randomSheet(r, m))
		target := a.Level
		if len(a.CriticalGaps()) == 0 && a.Next != nil {
			target = a.Next
		}
		for ; target != nil; target = m.LevelAbove(target) {
			f(mustPlan(t, a, target))
		}
	}
}

func TestPlanReachesItsTarget(t *testing.T) {
	t.Parallel()
	eachPlan(t, 500, func(p *Plan) {
		raised := p.Assessment.Sheet.Clone()
		for _, s := range p.Steps {
			before := raised.Answers[s.Question.ID]
			if from := before.Points; !before.Unknown && from != s.From {
				t.Fatalf("%s raised from %d while it has %d", s.Question.ID, s.From, from)
			}
			raised.Answers[s.Question.ID] = Answer{Points: s.To}
		}
		after := scored(t, p.Assessment.Model, raised)
		if after.Level.Number < p.Target.Number || after.Low != p.Assessment.Low+p.Points {
			t.Fatalf("plan to level %d of %d points leads from %d to %d, level %d",
				p.Target.Number, p.Points, p.Assessment.Low, after.Low, after.Level.Number)
		}
		for _, answer := range after.Answers {
			if answer.Dimension.Critical && answer.Points == answer.Question.Options[0].Points && !answer.Unknown {
				t.Fatalf("the plan leaves %s at its lowest", answer.Question.ID)
			}
		}
	})
}

// The built-in bank's shape: 14 questions are too many for every way, but the
// fewest steps of one point are as many as points lack or gaps are open.
func TestPlanOfTheBuiltInShapeHasNoShorterWay(t *testing.T) {
	t.Parallel()
	r, m := random(), sevenByTwo()
	for range 500 {
		a := scored(t, m, randomSheet(r, m))
		for target := a.Next; target != nil; target = m.LevelAbove(target) {
			p := mustPlan(t, a, target)
			if want := max(target.Min-a.Low, len(a.CriticalGaps())); len(p.Steps) != want || p.Points != want {
				t.Fatalf("from %d with %d gaps to level %d: %d steps, want %d", a.Low, len(a.CriticalGaps()), target.Number, len(p.Steps), want)
			}
		}
	}
}

func TestEveryReasonIsTrueAtTheMomentOfItsStep(t *testing.T) {
	t.Parallel()
	eachPlan(t, 500, func(p *Plan) {
		now := p.Assessment
		for i, s := range p.Steps {
			if i > 0 && s.Reason < p.Steps[i-1].Reason {
				t.Fatalf("step %d has the reason %d, after %d", i+1, s.Reason, p.Steps[i-1].Reason)
			}
			lowest := s.From == s.Question.Options[0].Points
			named := namedRule(p.Assessment, s) == 1
			var want Reason
			switch d := now.Subtotal(s.Dimension); {
			case s.Dimension.Critical && lowest:
				want = ClosesGap
			case d.Score == d.Min:
				want = LiftsDimension
			case named:
				want = NamedByGuidance
			case lowest:
				want = LowestAnswer
			default:
				want = ShortestWay
			}
			if s.Reason != want {
				t.Fatalf("step %d of %q has the reason %d, want %d", i+1, stepNames(p.Steps), s.Reason, want)
			}
			raised := now.Sheet.Clone()
			raised.Answers[s.Question.ID] = Answer{Points: s.To}
			now = scored(t, now.Model, raised)
		}
	})
}

func TestPlanIsDeterministic(t *testing.T) {
	t.Parallel()
	eachPlan(t, 100, func(p *Plan) {
		if again := mustPlan(t, p.Assessment, p.Target); !reflect.DeepEqual(p, again) {
			t.Fatalf("steps %q, and then %q", stepNames(p.Steps), stepNames(again.Steps))
		}
	})
}

func TestPlanMatchesBruteForce(t *testing.T) {
	t.Parallel()
	plans := 0
	eachPlan(t, 1000, func(p *Plan) {
		plans++
		want, got := stepNames(bruteForce(p.Assessment, p.Target)), stepNames(p.Steps)
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("from %d to %d: steps %q, want %q", p.Assessment.Low, p.Target.Min, got, want)
		}
	})
	if plans < 500 {
		t.Errorf("only %d plans were compared", plans)
	}
}

// bruteForce tries every way to raise the answers and returns the steps of the
// best, by rank.
func bruteForce(a *Assessment, target *Level) []Step {
	var best []Step
	found := false
	everyWay(a.Answers, nil, func(steps []Step) {
		if gained(steps) < target.Min-a.Low || leavesGap(a, steps) {
			return
		}
		sorted := slices.Clone(steps)
		slices.SortFunc(sorted, func(s, t Step) int { return preferred(a, s, t) })
		if !found || beats(a, sorted, best) {
			best, found = sorted, true
		}
	})
	return best
}

// leavesGap says whether an answer of a critical dimension stays at its lowest.
func leavesGap(a *Assessment, steps []Step) bool {
	return slices.ContainsFunc(a.Answers, func(x ScoredAnswer) bool {
		raised := slices.ContainsFunc(steps, func(s Step) bool { return s.Question == x.Question })
		return x.Dimension.Critical && x.Points == x.Question.Options[0].Points && !raised
	})
}

// lifted is the number of dimensions that are at their lowest and that steps raise.
func lifted(a *Assessment, steps []Step) int {
	n := 0
	for _, d := range a.Dimensions {
		if d.Score == d.Min && slices.ContainsFunc(steps, func(s Step) bool { return s.Dimension == d.Dimension }) {
			n++
		}
	}
	return n
}

// everyWay calls f with every set of steps that starts from the answers.
func everyWay(answers []ScoredAnswer, steps []Step, f func([]Step)) {
	if len(answers) == 0 {
		f(steps)
		return
	}
	first := answers[0]
	everyWay(answers[1:], steps, f)
	from := first.Points
	for _, option := range first.Question.Options {
		if option.Points > from {
			steps = append(steps, Step{Dimension: first.Dimension, Question: first.Question, From: from, To: option.Points})
			everyWay(answers[1:], steps, f)
			from = option.Points
		}
	}
}

func gained(steps []Step) int {
	sum := 0
	for _, s := range steps {
		sum += s.To - s.From
	}
	return sum
}

// beats says whether the sorted steps x make a better plan than y, by the
// definition in the comment of NewPlan.
func beats(a *Assessment, x, y []Step) bool {
	if len(x) != len(y) {
		return len(x) < len(y)
	}
	if gained(x) != gained(y) {
		return gained(x) < gained(y)
	}
	if lifted(a, x) != lifted(a, y) {
		return lifted(a, x) > lifted(a, y)
	}
	for i := range x {
		if order := preferred(a, x[i], y[i]); order != 0 {
			return order < 0
		}
	}
	return false
}

// preferred is negative when step x has a smaller rank than y.
func preferred(a *Assessment, x, y Step) int {
	for _, rule := range []func(*Assessment, Step) int{namedRule, lowRule, bankRule} {
		if rx, ry := rule(a, x), rule(a, y); rx != ry {
			return rx - ry
		}
	}
	return x.From - y.From
}

func namedRule(a *Assessment, s Step) int {
	for _, line := range a.Level.Guidance {
		if slices.Contains(line.Questions, s.Question.ID) {
			return 1
		}
	}
	return 2
}

func lowRule(_ *Assessment, s Step) int { return s.From - s.Question.Options[0].Points }

func bankRule(a *Assessment, s Step) int {
	return slices.IndexFunc(a.Answers, func(x ScoredAnswer) bool { return x.Question == s.Question })
}

// largeModel has 100 dimensions of 3 questions, each of 5 options.
func largeModel(r *rand.Rand) *Model {
	var dimensions []Dimension
	for i := range 100 {
		var questions [][]int
		for range 3 {
			points := []int{r.Intn(3)}
			for len(points) < 5 {
				points = append(points, points[len(points)-1]+1+r.Intn(4))
			}
			questions = append(questions, points)
		}
		dimensions = append(dimensions, dimensionOf(fmt.Sprintf("d%d", i), i%5 == 0, questions...))
	}
	_, high := (&Bank{Dimensions: dimensions}).Range()
	return modelOf(dimensions, high-10)
}

func BenchmarkPlan(b *testing.B) {
	m := largeModel(random())
	a, err := Score(m, Sheet{}.FillUnknown(&m.Bank))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		mustPlan(b, a, nil)
	}
}
