package sheet

import (
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

// tinyModel has one dimension of two questions: a.one is worth 0, 1 or 2
// points, a.two 1, 3 or 10.
func tinyModel() *maturity.Model {
	question := func(id string, points ...int) maturity.Question {
		q := maturity.Question{ID: id, Title: id, Text: "How much of " + id + "?"}
		for _, p := range points {
			q.Options = append(q.Options, maturity.Option{Points: p, Text: "This much."})
		}
		return q
	}
	return &maturity.Model{
		Bank: maturity.Bank{ID: "tiny", Version: 2, Title: "Tiny", Dimensions: []maturity.Dimension{{
			ID: "a", Name: "A", Questions: []maturity.Question{question("a.one", 0, 1, 2), question("a.two", 1, 3, 10)},
		}}},
		Levels: []maturity.Level{{Number: 1, Name: "low", Min: 1, Max: 5}, {Number: 2, Name: "high", Min: 6, Max: 12}},
	}
}

// builtInModel returns the default model.
func builtInModel(t testing.TB) *maturity.Model {
	t.Helper()
	m, problems, err := bank.Load(bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return m
}
