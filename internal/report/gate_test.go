package report

import (
	"slices"
	"testing"

	"genaiops/internal/rollup"
)

func TestAGatePassesOnlyIfEverySheetWasJudged(t *testing.T) {
	t.Parallel()
	passed := gatedTeams(t, 1)
	for name, test := range map[string]struct {
		change  func(*rollup.Summary)
		reasons []string
		summary string
	}{
		"all":        {func(*rollup.Summary) {}, []string{}, "all 4 sheets (--min-score 1, --fail-on critical-gap)"},
		"one":        {func(s *rollup.Summary) { s.Sheets = 1 }, []string{}, "1 sheet (--min-score 1, --fail-on critical-gap)"},
		"rejected":   {func(s *rollup.Summary) { s.Rejected = 2 }, []string{"2 sheets rejected and not counted"}, "not every sheet could be judged (--min-score 1, --fail-on critical-gap)"},
		"unreadable": {func(s *rollup.Summary) { s.Unreadable = 1 }, []string{"1 file not fully read"}, "not every sheet could be judged (--min-score 1, --fail-on critical-gap)"},
		"none":       {func(s *rollup.Summary) { s.Sheets = 0 }, []string{"there is nothing to judge"}, "no sheets (--min-score 1, --fail-on critical-gap)"},
	} {
		s := *passed
		test.change(&s)
		got := RollupGate(&s)
		if got.Passed != (len(test.reasons) == 0) || !slices.Equal(got.Reasons, test.reasons) || got.Summary != test.summary {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWithoutAGateNothingIsSaid(t *testing.T) {
	t.Parallel()
	m := tiny(1)
	a := mustScore(t, m, sheetOf(m, 0))
	s := organization(t, m)
	if AssessmentGate(nil, a) != nil || RollupGate(s) != nil || Rollup(s).Gate != nil || len(Gated(AssessmentPage(a), nil)) != len(AssessmentPage(a)) {
		t.Error("there is a verdict without a gate")
	}
}
