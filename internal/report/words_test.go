package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func TestLevelHasItsLabelIfItDiffers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, label, want string }{
		{"defined", "maturing", "level 2, defined (maturing)"},
		{"initial", "initial", "level 2, initial"},
		{"cold", "", "level 2, cold"},
	} {
		l := &maturity.Level{Number: 2, Name: test.name, Label: test.label}
		if got := l.String(); got != test.want {
			t.Errorf("%s, %s: %q, want %q", test.name, test.label, got, test.want)
		}
	}
}

func TestDistanceIsSingularAndEndsAtTheTop(t *testing.T) {
	t.Parallel()
	for score, want := range map[int]string{
		0: "10 points to level 2", 9: "1 point to level 2",
		14: "1 point to level 3", 15: "5 points to level 4",
		20: "the highest level", 28: "the highest level",
	} {
		if got := distance(totalling(t, score)); got != want {
			t.Errorf("at %d: %q, want %q", score, got, want)
		}
	}
}

// totalling scores a sheet of the published model with that total.
func totalling(t *testing.T, total int) *maturity.Assessment {
	t.Helper()
	points := make([]int, 14)
	for i := range total {
		points[i%14]++
	}
	m := published()
	return mustScore(t, m, sheetOf(m, points...))
}

func TestUnknownAnswersAreNamedWithTheirEffect(t *testing.T) {
	t.Parallel()
	m := published()
	for _, test := range []struct {
		points []int
		want   string
	}{
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, ""},
		{
			[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 0, 0},
			"1 answer is unknown: at best 12, still level 2, defined (maturing), with 1 critical gap. To find out: Watching production.",
		},
		{
			[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, 2, 0, 0},
			"2 answers are unknown: at best 15, level 3, managed (maturing). It depends on: Responsible use; Watching production.",
		},
	} {
		if got := unknownSentence(mustScore(t, m, sheetOf(m, test.points...))); got != test.want {
			t.Errorf("%v: %q, want %q", test.points, got, test.want)
		}
	}
}

func TestDimensionsAtTheirLowestShareOneWarning(t *testing.T) {
	t.Parallel()
	m := published()
	for _, test := range []struct {
		points []int
		want   []string
	}{
		{[]int{0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []string{"Models scores 0 of 4, the lowest possible."}},
		{[]int{0, 0, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []string{"2 dimensions have the lowest possible score: Models 0/4, Prompts 0/4."}},
		// The sentence about unknown answers says it.
		{[]int{-1, -1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, nil},
		{[]int{-1, -1, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []string{"Prompts scores 0 of 4, the lowest possible."}},
	} {
		if got := warnings(mustScore(t, m, sheetOf(m, test.points...))); !slices.Equal(got, test.want) {
			t.Errorf("%v: %q, want %q", test.points, got, test.want)
		}
	}
}

func TestWarningsSayWhatTheyAreAbout(t *testing.T) {
	t.Parallel()
	m := published()
	one := maturity.Model{
		Bank: maturity.Bank{ID: "one", Dimensions: []maturity.Dimension{{ID: "a", Name: "A", Questions: []maturity.Question{
			{ID: "a.a", Title: "Q", Options: []maturity.Option{{Points: 0}, {Points: 1}, {Points: 2}}},
		}}}},
		Levels: []maturity.Level{{Number: 1, Name: "low"}, {Number: 2, Name: "mid", Min: 1, Max: 1}, {Number: 3, Name: "high", Min: 2, Max: 2}},
	}
	for _, test := range []struct {
		a    *maturity.Assessment
		want []string
	}{
		{mustScore(t, m, sheetOf(m, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), []string{"Models scores 0 of 4, the lowest possible."}},
		{mustScore(t, m, sheetOf(m, 0, -1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)), []string{
			"Models scores 0 of 4, the lowest possible (1 of 2 answers unknown).",
		}},
		{mustScore(t, m, sheetOf(m, 1, 1, 2, 1, 1, 1, 1, 1, 0, -1, 0, 1, 1, 1)), []string{
			"Safety scores 0 of 4, the lowest possible (1 of 2 answers unknown).",
		}},
		{mustScore(t, m, sheetOf(m, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1)), []string{
			"At an edge: one answer higher would be level 4.",
		}},
		{mustScore(t, &one, sheetOf(&one, 1)), []string{
			"At an edge: one answer lower would be level 1; one answer higher would be level 3.",
		}},
	} {
		if got := warnings(test.a); !slices.Equal(got, test.want) {
			t.Errorf("warnings %q, want %q", got, test.want)
		}
	}
}

func TestMarkFlagsLowAndUnknownDimensions(t *testing.T) {
	t.Parallel()
	critical, ordinary := &maturity.Dimension{Critical: true}, &maturity.Dimension{}
	for _, test := range []struct {
		score maturity.DimensionScore
		want  string
	}{
		{maturity.DimensionScore{Dimension: ordinary, Score: 1, Max: 4}, ""},
		{maturity.DimensionScore{Dimension: critical, Score: 1, Max: 4}, ""},
		{maturity.DimensionScore{Dimension: ordinary, Max: 4}, "at zero"},
		{maturity.DimensionScore{Dimension: critical, Max: 4, Unknown: 2}, "at zero, critical, 2 unknown"},
		{maturity.DimensionScore{Dimension: ordinary, Score: 3, Min: 3, Max: 9}, "at its lowest"},
		{maturity.DimensionScore{Dimension: ordinary, Score: 1, Max: 4, Unknown: 1}, "1 unknown"},
	} {
		if got := mark(test.score); got != test.want {
			t.Errorf("%+v: %q, want %q", test.score, got, test.want)
		}
	}
}

func TestNextStepsAreThoseOfThePlan(t *testing.T) {
	t.Parallel()
	for name, a := range scored(t) {
		var want []string
		for _, step := range mustPlan(t, a, nil).Steps {
			if !slices.Contains(want, step.Question.Title) {
				want = append(want, step.Question.Title)
			}
		}
		var steps []item
		if p := nextSteps(a); p != nil {
			steps = p[0].(list).items
		}
		if want := min(len(a.Priorities()), 3); len(steps) != want {
			t.Fatalf("%s: %d steps, want %d", name, len(steps), want)
		}
		for i, step := range steps[:min(len(want), len(steps))] {
			if !strings.HasPrefix(step.name, want[i]+" (") || step.text == "" {
				t.Errorf("%s: step %d is %+v, want %s", name, i+1, step, want[i])
			}
		}
	}
}

func TestNextStepWithoutAdviceNamesTheNextOption(t *testing.T) {
	t.Parallel()
	step := nextSteps(scored(t)["foreign"])[0].(list).items[0]
	if want := "It is worth 6."; step.text != want {
		t.Errorf("the step says %q, want %q", step.text, want)
	}
}

func TestAnUnknownAnswerIsToBeFoundOutFirst(t *testing.T) {
	t.Parallel()
	m := published()
	a := mustScore(t, m, sheetOf(m, 2, -1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))
	step := nextSteps(a)[0].(list).items[0]
	if step.name != "Tuning (Models, unknown)" || !strings.HasPrefix(step.text, "Find out first") {
		t.Errorf("the step is %+v", step)
	}
	g := maturity.Guidance{Questions: []string{"models.tuning"}}
	if got := measuredBy(a, g); !slices.Equal(got, []string{"Tuning unknown"}) {
		t.Errorf("guidance is measured by %q", got)
	}
}

func TestGuidanceIsMeasuredByKnownQuestionsOnly(t *testing.T) {
	t.Parallel()
	a := scored(t)["known"]
	g := maturity.Guidance{Questions: []string{"prompts.design", "nowhere", "safety.content"}}
	want := []string{"Prompt design 2/2", "Content safety 0/2"}
	if got := measuredBy(a, g); !slices.Equal(got, want) {
		t.Errorf("measured by %q, want %q", got, want)
	}
	if got := measuredBy(nil, g); len(got) > 0 {
		t.Errorf("without answers, measured by %q", got)
	}
}

func TestReferenceHasUpdatesOnlyIfKnown(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		reference maturity.Reference
		want      []string
	}{
		{maturity.Reference{Status: "ok"}, nil},
		{maturity.Reference{Now: "N"}, []string{"now: N"}},
		{maturity.Reference{Retires: "2027-04-20", Successor: "S"}, []string{"retires 2027-04-20, successor: S"}},
		{maturity.Reference{Successor: "S", Note: "Changed."}, []string{"successor: S", "Changed."}},
	} {
		if got := updates(test.reference); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %q, want %q", test.reference, got, test.want)
		}
	}
}

func TestSourceOfTheLevelsIsNamedIfStated(t *testing.T) {
	t.Parallel()
	ref := maturity.Bank{ID: "b", Version: 2}
	for _, test := range []struct {
		source maturity.Source
		want   []string
	}{
		{maturity.Source{}, nil},
		{maturity.Source{Title: "T"}, []string{`Levels: "T"`}},
		{maturity.Source{Publisher: "P"}, []string{`Levels: P`}},
		{maturity.Source{URL: "https://u.example"}, []string{`Levels: https://u.example`}},
		{maturity.Source{Title: "T", Publisher: "P", URL: "https://u.example"}, []string{`Levels: P, "T", https://u.example`}},
	} {
		b := ref
		b.Source = test.source
		want := append(test.want, "Questions: this bank's own (b@2)")
		if got := (source{&b}).sentences(); !slices.Equal(got, want) {
			t.Errorf("%+v: %q, want %q", test.source, got, want)
		}
	}
}

func TestMissingTextsOfABankAreLeftOut(t *testing.T) {
	t.Parallel()
	if got := bankTitle(&maturity.Bank{ID: "b"}); got != "b" {
		t.Errorf("a bank without title is called %q", got)
	}
	if got := instructions(&maturity.Bank{Instructions: maturity.Instructions{Choose: "c"}}); !slices.Equal(got, []string{"c"}) {
		t.Errorf("the instructions are %q", got)
	}
	q := maturity.Question{Why: "w", Options: []maturity.Option{{Points: 0}, {Points: 3, MoveUp: "m"}, {Points: 7}}}
	if got := fmt.Sprint(named(questionFields(q, true))); got != "[Why: w To reach 7: m]" {
		t.Errorf("the fields are %s", got)
	}
	if got := about(maturity.Sheet{}); len(got) != 0 {
		t.Errorf("an empty sheet says %q", got)
	}
}

func TestCriticalDimensionSaysSo(t *testing.T) {
	t.Parallel()
	for about, begin := range map[string]string{"": "Critical: ", "Harm": "Harm. Critical: ", "Harm.": "Harm. Critical: "} {
		if got := dimensionAbout(maturity.Dimension{About: about, Critical: true}); !strings.HasPrefix(got, begin) {
			t.Errorf("about %q becomes %q", about, got)
		}
		if got := dimensionAbout(maturity.Dimension{About: about}); got != about {
			t.Errorf("about %q becomes %q", about, got)
		}
	}
}

func TestLabelsOfASheetAreInOrder(t *testing.T) {
	t.Parallel()
	s := maturity.Sheet{Team: "T", Date: "D", Labels: map[string]string{"z": "1", "a": "2", "m": "3"}}
	if got := about(s); !slices.Equal(got, []string{"T", "D", "a: 2", "m: 3", "z: 1"}) {
		t.Errorf("the sheet says %q", got)
	}
}
