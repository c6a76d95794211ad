package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

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
	named["plan_promises"] = mustPlan(t, mustScore(t, published(), pledged(published())), nil)
	named["plan_far"] = mustPlan(t, all["known"], &all["known"].Model.Levels[3])
	return named
}

func TestPlanEndsWhereItsStepsLead(t *testing.T) {
	t.Parallel()
	for name, p := range plans(t) {
		document := string(rendered(t, planFormats(p).markdown))
		if !strings.HasSuffix(strings.TrimSpace(document), string(bold(text(planOutcome(p))))) {
			t.Errorf("%s does not end with %q", name, planOutcome(p))
		}
	}
}

// A tracker shows the tasks as boxes to tick, with what belongs to each inside.
func TestPlanIsATaskListInMarkdown(t *testing.T) {
	t.Parallel()
	all := plans(t)
	m, s := hostile()
	all["hostile"] = mustPlan(t, mustScore(t, m, s), nil)
	for name, p := range all {
		markdown := rendered(t, func(w io.Writer) error { return PlanTasks(w, p) })
		var page bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.TaskList)).Convert(markdown, &page); err != nil {
			t.Fatal(err)
		}
		work := tasks(p)
		const box = `<li><input disabled="" type="checkbox"> <strong>`
		if got := strings.Count(page.String(), box); got != len(work) {
			t.Errorf("%s has %d boxes for %d pieces of work:\n%s", name, got, len(work), page.String())
		}
		for i, part := range strings.Split(page.String(), box)[1:] {
			about := "How"
			switch {
			case work[i].how == "":
				continue
			case work[i].to == "":
				about = "Question"
			}
			if end := strings.Index(part, "<ul>\n<li><strong>"+about+":</strong>"); end < 0 || strings.Contains(part[:end], "</li>") {
				t.Errorf("%s has a task that doesn't say how:\n%s", name, part)
			}
		}
	}
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
	m := published()
	const lead = "Unknown counts as the lowest answer. At best the score is "
	for _, test := range []struct {
		points []int
		want   string
	}{
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1}, "already 15, level 3, managed (maturing): finding out may be all it takes."},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, -1}, "14, level 2, defined (maturing), with 1 critical gap, and then the way takes 1 step."},
		{[]int{1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 0, 0, 1, 1}, "12, level 2, defined (maturing), with 3 critical gaps, and then the way takes 3 steps."},
		{[]int{2, 2, 2, 2, 2, 2, 2, 2, 1, 0, 1, 1, 1, -1}, "22, level 4, optimized, with 1 critical gap."},
	} {
		if got := findOutSentence(mustPlan(t, mustScore(t, m, sheetOf(m, test.points...)), nil)); got != lead+test.want {
			t.Errorf("%v: %s\nwant %s", test.points, got, lead+test.want)
		}
	}
}
