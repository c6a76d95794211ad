package intake

import (
	"os"
	"testing"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

// builtIn returns the default model.
func builtIn(tb testing.TB) *maturity.Model {
	tb.Helper()
	return load(tb, bank.Dir{FS: questions.FS, Name: "questions"}, bank.Dir{FS: levels.FS, Name: "levels"})
}

// foreign has 30 questions of 5 options with uneven points, the lowest 1.
func foreign(tb testing.TB) *maturity.Model {
	tb.Helper()
	const dir = "../bank/testdata/foreign/"
	return load(tb, bank.Dir{FS: os.DirFS(dir + "questions"), Name: "questions"}, bank.Dir{FS: os.DirFS(dir + "levels"), Name: "levels"})
}

func load(tb testing.TB, questions, levels bank.Dir) *maturity.Model {
	tb.Helper()
	m, problems, err := bank.Load(questions, levels)
	if err != nil || len(problems) > 0 {
		tb.Fatal(err, problems)
	}
	return m
}

// tiny has one dimension of two questions: a.one is worth 0, 1 or 2 points,
// a.two 1, 3 or 10.
func tiny() *maturity.Model {
	question := func(id string, points ...int) maturity.Question {
		q := maturity.Question{ID: id, Title: id, Text: "How much of " + id + "?"}
		for _, p := range points {
			q.Options = append(q.Options, maturity.Option{Points: p, Text: "This much."})
		}
		return q
	}
	return &maturity.Model{
		Bank: maturity.Bank{ID: "tiny", Version: 2, Title: "Tiny", Dimensions: []maturity.Dimension{{
			ID: "a", Name: "A", Critical: true,
			Questions: []maturity.Question{question("a.one", 0, 1, 2), question("a.two", 1, 3, 10)},
		}}},
		Levels: []maturity.Level{{Number: 1, Name: "low", Min: 1, Max: 5}, {Number: 2, Name: "high", Min: 6, Max: 12}},
	}
}
