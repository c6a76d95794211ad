package report

import (
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func mustPlan(t *testing.T, a *maturity.Assessment, target *maturity.Level) *maturity.Plan {
	t.Helper()
	p, err := maturity.NewPlan(a, target)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// plans returns the plans in the golden files, by name.
func plans(t *testing.T) map[string]*maturity.Plan {
	t.Helper()
	all := scored(t)
	named := map[string]*maturity.Plan{
		"plan_known":   mustPlan(t, all["known"], nil),
		"plan_unknown": mustPlan(t, all["unknown"], nil),
		"plan_top":     mustPlan(t, all["top"], nil),
		"plan_foreign": mustPlan(t, all["foreign"], nil),
	}
	named["plan_far"] = mustPlan(t, all["known"], all["known"].Model.Level(4))
	return named
}

func TestPlanEndsWhereItsStepsLead(t *testing.T) {
	t.Parallel()
	for name, p := range plans(t) {
		document := string(rendered(t, planFormats(p).markdown))
		if !strings.HasSuffix(strings.TrimSpace(document), string(bold(text(planOutcome(p))))) {
			t.Errorf("%s does not end with %q", name, planOutcome(p))
		}
		if got := strings.Count(document, "**How:**"); got != countHows(p) {
			t.Errorf("%s explains how %d times, want %d", name, got, countHows(p))
		}
	}
}

func countHows(p *maturity.Plan) int {
	hows := 0
	for _, s := range p.Steps {
		if s.How != "" {
			hows++
		}
	}
	return hows
}

func TestPlanListsAPageOnce(t *testing.T) {
	t.Parallel()
	same := &maturity.Reference{ID: "a", Title: "A", URL: "https://example.com/a"}
	again := &maturity.Reference{ID: "b", Title: "A", URL: "https://example.com/a"}
	other := &maturity.Reference{ID: "c", Title: "A", URL: "https://example.com/c"}
	got := pages(maturity.Step{References: []*maturity.Reference{same, again, other}})
	if len(got) != 2 || got[0].ID != "a" || got[1].ID != "c" {
		t.Errorf("pages %v, want a and c", got)
	}
}

func TestPlanSaysWhatTheUnknownAnswersCouldChange(t *testing.T) {
	t.Parallel()
	p := plans(t)["plan_unknown"]
	if got := findOutSentence(p); !strings.Contains(got, "finding out may be all it takes") {
		t.Errorf("the high end reaches the target, but the plan says: %s", got)
	}
	far := mustPlan(t, p.Assessment, p.Assessment.Model.Level(4))
	if got := findOutSentence(far); !strings.Contains(got, "and the way to level 4 is shorter") {
		t.Errorf("the high end doesn't reach level 4, but the plan says: %s", got)
	}
}
