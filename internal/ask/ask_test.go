package ask

import (
	"errors"
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/maturity"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// recorder is a Save that remembers what it was given.
type recorder struct {
	saved []map[string]maturity.Answer
	fail  error // returned by save number at, counted from 1
	at    int
}

func (r *recorder) save(answers map[string]maturity.Answer) error {
	r.saved = append(r.saved, maps.Clone(answers))
	if r.fail != nil && len(r.saved) == r.at {
		return r.fail
	}
	return nil
}

func (r *recorder) last() map[string]maturity.Answer {
	if len(r.saved) == 0 {
		return nil
	}
	return r.saved[len(r.saved)-1]
}

func newSession() (*Session, *recorder) {
	r := &recorder{}
	return &Session{Bank: testBank(), Save: r.save, Draft: "state/draft.yaml"}, r
}

// fullSheet answers question i with option(i).
func fullSheet(b *maturity.Bank, option func(i int) int) map[string]maturity.Answer {
	shown := newQuestionnaire(b)
	answers := map[string]maturity.Answer{}
	for i := range shown.questions {
		q := &shown.questions[i]
		answers[q.id] = q.answer(option(i), maturity.Answer{})
	}
	return answers
}

// checkAnswers expects question i to have option want[i], or no answer for -1.
func checkAnswers(t *testing.T, s *Session, want []int) {
	t.Helper()
	shown := newQuestionnaire(s.Bank)
	for i := range shown.questions {
		q := &shown.questions[i]
		got := -1
		if a, ok := s.Answers[q.id]; ok {
			got = q.chosen(a)
		}
		if got != want[i] {
			t.Errorf("question %d: option %d, want %d", i+1, got, want[i])
		}
	}
}

func checkSaved(t *testing.T, s *Session, r *recorder) {
	t.Helper()
	if !maps.EqualFunc(s.Answers, r.last(), sameAnswer) {
		t.Errorf("last saved %v\nanswers    %v", r.last(), s.Answers)
	}
}

func checkError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("error %v, want %v", got, want)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	got = strings.TrimSuffix(got, "\n") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update to accept):\n%s", path, got)
	}
}

// noVerdict finds words that give away what an answer is worth.
var noVerdict = regexp.MustCompile(`(?i)\bpoints?\b|\bscore:|\btotal\b|\blevel \d|\d+ of 28\b`)

func checkNoVerdict(t *testing.T, shown string) {
	t.Helper()
	if found := noVerdict.FindString(shown); found != "" {
		t.Errorf("while asking, the page says %q:\n%s", found, shown)
	}
}

// words is text without its layout, so that wrapped text can be searched.
func words(s string) string {
	s = strings.NewReplacer(">", " ", "✓", " ", "│", " ").Replace(ansi.Strip(s))
	return strings.Join(strings.Fields(s), " ")
}

func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, n)) }

func randomOptions(r *rand.Rand, questions int) []int {
	picks := make([]int, questions)
	for i := range picks {
		picks[i] = r.IntN(4)
	}
	return picks
}

func unanswered(n int) []int { return slices.Repeat([]int{-1}, n) }

func TestConfirmSavesOnlyChanges(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	for _, a := range []maturity.Answer{{Points: 1}, {Points: 1}, {Points: 2}, {Unknown: true}, {Unknown: true}} {
		if err := s.confirm("models.selection", a); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.saved) != 3 {
		t.Errorf("saved %d times, want 3", len(r.saved))
	}
	checkSaved(t, s, r)
}

func TestConfirmKeepsAnAnswerItCannotSave(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	r.fail, r.at = errors.New("disk full"), 1
	err := s.confirm("models.selection", maturity.Answer{Points: 1})
	checkError(t, err, r.fail)
	if a := s.Answers["models.selection"]; a.Points != 1 {
		t.Errorf("the answer is gone: %v", s.Answers)
	}
}

func TestChangingAnOptionKeepsTheNote(t *testing.T) {
	t.Parallel()
	q := newQuestionnaire(testBank()).questions[0]
	old := maturity.Answer{Points: 2, Note: "routing", Evidence: []string{"a.md"}}
	if got := q.answer(3, old); !got.Unknown || got.Points != 0 || got.Note != "routing" || len(got.Evidence) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestProgressCountsOnlyAnswersThatAreOptions(t *testing.T) {
	t.Parallel()
	b := newQuestionnaire(testBank())
	p := b.progress(map[string]maturity.Answer{
		"models.selection": {Unknown: true}, "models.optimization": {Points: 2}, "prompts.design": {Points: 7},
	})
	if p.answered != 2 || p.unknown != 1 || !slices.Contains(p.missing, 2) {
		t.Errorf("got %+v", p)
	}
}

func TestEffortGrowsWithTheNumberOfQuestions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		questions int
		want      string
	}{
		{1, "1 question in 1 dimension, about 1 minute."},
		{14, "14 questions in 1 dimension, about 10 minutes."},
		{30, "30 questions in 1 dimension, about 20 minutes."},
	}
	for _, test := range tests {
		b := &questionnaire{dimensions: 1, questions: make([]question, test.questions)}
		if got := b.effort(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestARefusedAnswerStaysAsItWas(t *testing.T) {
	t.Parallel()
	refuse := false
	s := &Session{Save: func(map[string]maturity.Answer) error {
		if refuse {
			return &RefusedError{"too long"}
		}
		return nil
	}}
	confirm := func(id string, points int) {
		t.Helper()
		if err := s.confirm(id, maturity.Answer{Points: points}); errors.As(err, new(*RefusedError)) != refuse || !refuse && err != nil {
			t.Errorf("got %v", err)
		}
	}
	confirm("a", 1)
	refuse = true
	confirm("a", 2)
	confirm("b", 2)
	if want := map[string]maturity.Answer{"a": {Points: 1}}; !maps.EqualFunc(s.Answers, want, sameAnswer) {
		t.Errorf("the answers are %v, expected %v", s.Answers, want)
	}
}

func TestThePrompterAsksAgainWhatWasRefused(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	save := s.Save
	refusals := 2
	s.Save = func(answers map[string]maturity.Answer) error {
		if refusals--; refusals >= 0 {
			return &RefusedError{"the sheet is full"}
		}
		return save(answers)
	}
	shown, err := runPlain(s, "1\n1\n1\nq\n")
	checkError(t, err, ErrQuit)
	if len(s.Answers) != 1 || strings.Count(shown, "Not saved: the sheet is full.") != 2 || strings.Count(shown, "Recorded") != 1 {
		t.Errorf("%v after\n%s", s.Answers, shown)
	}
}

func TestTheFormAsksAgainWhatWasRefused(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Notes = true
	save := s.Save
	s.Save = func(answers map[string]maturity.Answer) error {
		if a := answers["models.selection"]; a.Points == 2 || a.Note == "long" {
			return &RefusedError{"the sheet is full"}
		}
		return save(answers)
	}
	m := typed(newTestModel(s, 80, 24), "enter", "2", "enter")
	if !strings.Contains(m.View(), "Not saved: the sheet is full.") || len(s.Answers) > 0 {
		t.Fatalf("%v; it shows\n%s", s.Answers, m.View())
	}
	typed(m, "1", "enter", "long", "ctrl+s")
	if m.over || !strings.Contains(m.View(), "Not saved: the sheet is full.") {
		t.Fatalf("it shows\n%s", m.View())
	}
	typed(m, "backspace", "backspace", "backspace", "backspace", "short", "ctrl+s")
	checkError(t, m.err, ErrQuit)
	if got := s.Answers["models.selection"]; got.Points != 1 || got.Note != "short" {
		t.Errorf("it became %+v", got)
	}
}
