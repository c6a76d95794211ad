package report

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

// TestAResultTakesThreeScreens draws sheets of every level of the built-in bank.
func TestAResultTakesThreeScreens(t *testing.T) {
	t.Parallel()
	const screens, last = 72, 24 // lines
	m, problems, err := bank.Load(bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
	if m == nil {
		t.Fatal(problems, err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	drawn := map[int]bool{}
	for range 3000 {
		s := maturity.Sheet{Team: "Search", Respondent: "J. Doe", Date: "2026-11-23", Answers: map[string]maturity.Answer{}}
		high, unknown := random.IntN(100), random.IntN(100)
		for _, q := range m.Bank.Questions() {
			answer := maturity.Answer{Points: random.IntN(2)}
			if random.IntN(100) < high {
				answer.Points = 2
			}
			if random.IntN(300) < unknown {
				answer = maturity.Answer{Unknown: true}
			}
			s.Answers[q.ID] = answer
		}
		a := mustScore(t, m, s)
		var b bytes.Buffer
		if err := AssessmentPage(a).Text(&b, Style{Next: []string{
			"genaiops plan search-2026-11-23.yaml", "genaiops report search-2026-11-23.yaml --output report.html",
		}}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		drawn[a.Level.Number] = true
		if len(lines) > screens {
			t.Fatalf("%d lines:\n%s", len(lines), b.String())
		}
		if end := strings.Join(lines[len(lines)-last:], "\n"); len(a.Priorities()) > 0 && !strings.Contains(end, "\nNext steps\n") {
			t.Fatalf("the last screen has no next steps:\n%s", end)
		}
	}
	if len(drawn) != len(m.Levels) {
		t.Errorf("only these levels were drawn: %v", drawn)
	}
}
