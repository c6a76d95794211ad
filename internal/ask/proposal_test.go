package ask

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/maturity"
)

// newReview is a session that starts from a sheet of August with the option at
// points 1 for every question.
func newReview() (*Session, *recorder) {
	s, r := newSession()
	s.Proposals = map[string]Proposal{}
	for i, q := range s.Bank.Questions() {
		s.Proposals[q.ID] = Proposal{From: "August", Answer: maturity.Answer{
			Points: 1, Note: fmt.Sprintf("We log\trequests, since %d.", 2000+i), Evidence: []string{"docs/logs.md", "a  b"},
		}}
	}
	return s, r
}

func TestAReviewShowsWhatWasAnsweredBefore(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		s, _ := newReview()
		m := typed(newTestModel(s, size[0], size[1]), "enter")
		checkView(t, m.View(), size)
		golden(t, fmt.Sprintf("proposal_%dx%d", size[0], size[1]), m.View())
	}
}

// The quarterly assessment: 14 answers, two of them changed.
func TestAReviewTakesSixteenKeysAndTheChanges(t *testing.T) {
	t.Parallel()
	s, r := newReview()
	keys := []string{"enter"}
	for i := range 14 {
		switch i {
		case 4:
			keys = append(keys, "2")
		case 9:
			keys = append(keys, "u")
		}
		keys = append(keys, "enter")
	}
	keys = append(keys, "enter")
	if len(keys) != 16+2 {
		t.Fatalf("%d keys", len(keys))
	}
	m := newTestModel(s, 80, 24)
	for i, key := range keys {
		if m.over {
			t.Fatalf("over before key %d", i)
		}
		typed(m, key)
	}
	if !finished(m) {
		t.Fatalf("not finished:\n%s", m.View())
	}
	for i, q := range s.Bank.Questions() {
		want := s.Proposals[q.ID].Answer // with its note and evidence, unchanged
		switch i {
		case 4:
			want.Points = 2
		case 9:
			want.Points, want.Unknown = 0, true
		}
		if got := s.Answers[q.ID]; !sameAnswer(got, want) {
			t.Errorf("%s: %+v, expected %+v", q.ID, got, want)
		}
	}
	checkSaved(t, s, r)
}

func TestOnlyWhatIsConfirmedCounts(t *testing.T) {
	t.Parallel()
	s, r := newReview()
	m := typed(newTestModel(s, 80, 24), "enter", "enter", "down", "?", "?", "right", "b", "right", "r", "f")
	if !strings.Contains(m.View(), "Not answered yet: 2, 3") || !strings.Contains(m.View(), "unconfirmed · August: 1") {
		t.Errorf("the review shows\n%s", m.View())
	}
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
	checkSaved(t, s, r)

	// The next session gets the confirmed answer and the same proposals.
	again, _ := newReview()
	again.Answers = r.last()
	again.Answers["models.selection"] = maturity.Answer{Points: 2}
	m = typed(newTestModel(again, 80, 24), "enter")
	if page, ok := m.page.(*questionPage); !ok || page.at != 1 {
		t.Fatalf("at %#v", m.page)
	}
	if typed(m, "b"); strings.Contains(m.View(), "August") || !strings.Contains(m.View(), "> 2 ✓") {
		t.Errorf("an answered question shows\n%s", m.View())
	}
}

func TestNextDoesNotConfirmAProposal(t *testing.T) {
	t.Parallel()
	s, _ := newReview()
	m := typed(newTestModel(s, 80, 24), "enter", "right")
	if page, ok := m.page.(*questionPage); !ok || page.at != 0 || !strings.Contains(m.View(), "isn't confirmed yet") {
		t.Errorf("at %#v:\n%s", m.page, m.View())
	}
}

// The words of an older bank are gone; what is left is text, to be confirmed or
// chosen anew.
func TestAnswersOfAnotherVersionAreShownAsText(t *testing.T) {
	t.Parallel()
	s, _ := newReview()
	s.Proposals["models.selection"] = Proposal{From: "August", Bank: "genaiops@1", Answer: maturity.Answer{Points: 1, Note: "so"}}
	s.Proposals["models.optimization"] = Proposal{From: "August", Bank: "genaiops@1", Answer: maturity.Answer{Points: 4, Note: "kept"}}
	m := typed(newTestModel(s, 80, 24), "enter")
	if !strings.Contains(m.View(), "August, genaiops@1: models.selection 1 · so\n") {
		t.Errorf("it shows\n%s", m.View())
	}
	typed(m, "enter")
	const gone = "August, genaiops@1: models.optimization 4 · kept (no answer is called 4 any more; choose one)"
	if !strings.Contains(words(m.View()), gone) {
		t.Errorf("it shows\n%s", m.View())
	}
	if typed(m, "enter"); !strings.Contains(m.View(), "You haven't chosen an answer yet.") {
		t.Errorf("it shows\n%s", m.View())
	}
	typed(m, "2", "enter")
	if got := s.Answers["models.optimization"]; got.Points != 2 || got.Note != "kept" {
		t.Errorf("recorded %+v", got)
	}
}

func TestThePrompterReviewsToo(t *testing.T) {
	t.Parallel()
	s, r := newReview()
	s.Proposals["models.optimization"] = Proposal{From: "August", Answer: maturity.Answer{Points: 4}}
	shown, err := runPlain(s, "\n\n2\n\nu\n"+strings.Repeat("\n", 10)+"f\n")
	checkError(t, err, nil)
	want := append([]int{1, 2, 1, 3}, make([]int, 10)...)
	for i := 4; i < 14; i++ {
		want[i] = 1
	}
	checkAnswers(t, s, want)
	checkSaved(t, s, r)
	if got := s.Answers["models.selection"]; !sameAnswer(got, s.Proposals["models.selection"].Answer) {
		t.Errorf("recorded %+v", got)
	}
	for _, text := range []string{
		"\nAugust: 1 · Before choosing a model, we compare can… · We log requests, since\n2000. · docs/logs.md · a b\n",
		"\nEnter alone confirms 1. Answer 0 to 2 or u, b back, h help,",
		"August: 4 (no answer is called 4 any more; choose one)",
		"You didn't enter anything. Please enter 0 to 2, u, b, h or q.",
	} {
		if !strings.Contains(ansi.Strip(shown), text) {
			t.Errorf("%q is not in\n%s", text, shown)
		}
	}
}
