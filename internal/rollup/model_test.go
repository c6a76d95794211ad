package rollup

import (
	"fmt"
	"math/rand"
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

// tiny has dimensions a and b, b critical, of two questions worth 0, 1 or 2
// points; 0 to 3 is level 1, 4 to 8 level 2.
func tiny() *maturity.Model {
	m := &maturity.Model{
		Bank:   maturity.Bank{ID: "tiny", Version: 1},
		Levels: []maturity.Level{{Number: 1, Name: "low", Min: 0, Max: 3}, {Number: 2, Name: "high", Min: 4, Max: 8}},
	}
	for _, id := range []string{"a", "b"} {
		d := maturity.Dimension{ID: id, Name: id, Critical: id == "b"}
		for i := range 2 {
			q := maturity.Question{ID: fmt.Sprintf("%s.%d", id, i+1)}
			for points := range 3 {
				q.Options = append(q.Options, maturity.Option{Points: points})
			}
			d.Questions = append(d.Questions, q)
		}
		m.Bank.Dimensions = append(m.Bank.Dimensions, d)
	}
	return m
}

// sheetOf answers the questions in bank order. A negative number is unknown.
func sheetOf(m *maturity.Model, team, date string, points ...int) maturity.Sheet {
	s := maturity.Sheet{Team: team, Date: date, Answers: map[string]maturity.Answer{}}
	for i, q := range m.Bank.Questions() {
		s.Answers[q.ID] = maturity.Answer{Points: max(points[i], 0), Unknown: points[i] < 0}
	}
	return s
}

// random returns n sheets of fewer teams. Some have equal scores and dates.
func random(m *maturity.Model, n int) []maturity.Sheet {
	r := rand.New(rand.NewSource(1))
	var sheets []maturity.Sheet
	for range n {
		s := maturity.Sheet{Answers: map[string]maturity.Answer{}, Labels: map[string]string{"other": "x"}}
		if r.Intn(10) > 0 {
			s.Team = fmt.Sprintf("team %d", r.Intn(n/2))
		}
		if r.Intn(5) > 0 {
			s.Date = fmt.Sprintf("2026-01-%02d", 1+r.Intn(3))
		}
		if r.Intn(5) > 0 {
			s.Labels["unit"] = string(rune('A' + r.Intn(3)))
		}
		skill := r.Intn(2)
		for _, q := range m.Bank.Questions() {
			at := r.Intn(len(q.Options)) * skill
			s.Answers[q.ID] = maturity.Answer{Points: q.Options[at].Points, Unknown: r.Intn(8) == 0}
		}
		sheets = append(sheets, s)
	}
	return sheets
}

// summarize merges that many builders.
func summarize(tb testing.TB, m *maturity.Model, o Options, builders int, sheets []maturity.Sheet) *Summary {
	tb.Helper()
	all := NewBuilder(m, o)
	for i := range builders {
		b := NewBuilder(m, o)
		for j := i; j < len(sheets); j += builders {
			r, err := b.Record(sheets[j])
			if err != nil {
				tb.Fatal(err)
			}
			b.Add(r)
		}
		all.Merge(b)
	}
	return all.Summary()
}
