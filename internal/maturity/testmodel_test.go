package maturity

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
)

// dimensionOf builds a dimension whose questions are "id.1", "id.2", …, one for
// each list of option points.
func dimensionOf(id string, critical bool, questions ...[]int) Dimension {
	d := Dimension{ID: id, Name: "Dimension " + id, Critical: critical}
	for i, points := range questions {
		q := Question{ID: fmt.Sprintf("%s.%d", id, i+1), Title: fmt.Sprintf("Title %s.%d", id, i+1)}
		for _, p := range points {
			q.Options = append(q.Options, Option{Points: p, MoveUp: fmt.Sprintf("from %d upwards", p)})
		}
		d.Questions = append(d.Questions, q)
	}
	return d
}

// modelOf builds a model whose levels begin at the lowest attainable score and
// at each of starts.
func modelOf(dimensions []Dimension, starts ...int) *Model {
	m := &Model{Bank: Bank{ID: "test", Version: 1, Dimensions: dimensions}}
	low, high := m.Bank.Range()
	for i, begin := range append([]int{low}, starts...) {
		if i > 0 {
			m.Levels[i-1].Max = begin - 1
		}
		m.Levels = append(m.Levels, Level{Number: i + 1, Name: fmt.Sprintf("name%d", i+1), Min: begin, Max: high})
	}
	return m
}

// sevenByTwo has the shape of the published model: 7 dimensions of 2 questions
// of 0, 1 or 2 points, and bands 0-9, 10-14, 15-19, 20-28. Dimensions f and g
// are critical.
func sevenByTwo() *Model {
	var dimensions []Dimension
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		dimensions = append(dimensions, dimensionOf(id, id >= "f", []int{0, 1, 2}, []int{0, 1, 2}))
	}
	return modelOf(dimensions, 10, 15, 20)
}

// foreign has uneven points, and options that begin at 1.
func foreign() *Model {
	return modelOf([]Dimension{
		dimensionOf("x", true, []int{1, 2, 5}, []int{1, 4}),
		dimensionOf("y", false, []int{1, 3, 4, 9}),
	}, 6, 12)
}

// sheetOf answers the questions in bank order. A negative number is unknown.
func sheetOf(m *Model, points ...int) Sheet {
	s := Sheet{Bank: m.Bank.Ref(), Answers: map[string]Answer{}}
	for i, q := range m.Bank.Questions() {
		s.Answers[q.ID] = Answer{Points: points[i]}
		if points[i] < 0 {
			s.Answers[q.ID] = Answer{Unknown: true}
		}
	}
	return s
}

// totalling answers a model of 0/1/2 questions so that the points add up to
// total, filling the questions in turn.
func totalling(m *Model, total int) Sheet {
	points := make([]int, len(m.Bank.Questions()))
	for i := range total {
		points[i%len(points)]++
	}
	return sheetOf(m, points...)
}

func scored(t *testing.T, m *Model, s Sheet) *Assessment {
	t.Helper()
	a, err := Score(m, s)
	if err != nil {
		t.Fatalf("Score: %v", err)
	}
	return a
}

// randomModel returns a small model with uneven points, critical dimensions
// and guidance that names questions.
func randomModel(r *rand.Rand) *Model {
	var dimensions []Dimension
	for i := range 1 + r.Intn(3) {
		var questions [][]int
		for range 1 + r.Intn(2) {
			questions = append(questions, randomPoints(r))
		}
		dimensions = append(dimensions, dimensionOf(string(rune('a'+i)), r.Intn(2) == 0, questions...))
	}
	low, high := (&Bank{Dimensions: dimensions}).Range()
	m := modelOf(dimensions, randomStarts(r, low, high)...)
	for i := range m.Levels {
		m.Levels[i].Guidance = randomGuidance(r, &m.Bank)
	}
	return m
}

// randomPoints returns the points of 2 to 4 options.
func randomPoints(r *rand.Rand) []int {
	points := []int{r.Intn(2)}
	for range 1 + r.Intn(3) {
		points = append(points, points[len(points)-1]+1+r.Intn(3))
	}
	return points
}

// randomStarts returns where the second and further levels begin, one to
// three of them.
func randomStarts(r *rand.Rand, low, high int) []int {
	var starts []int
	for range 1 + r.Intn(3) {
		starts = append(starts, low+1+r.Intn(high-low))
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

func randomGuidance(r *rand.Rand, b *Bank) []Guidance {
	var named []string
	for _, q := range b.Questions() {
		if r.Intn(3) == 0 {
			named = append(named, q.ID)
		}
	}
	return []Guidance{{ID: "g", Questions: named}}
}

// randomSheet answers every question; about one answer in eight is unknown.
func randomSheet(r *rand.Rand, m *Model) Sheet {
	s := Sheet{Bank: m.Bank.Ref(), Answers: map[string]Answer{}}
	for _, q := range m.Bank.Questions() {
		if r.Intn(8) == 0 {
			s.Answers[q.ID] = Answer{Unknown: true}
			continue
		}
		s.Answers[q.ID] = Answer{Points: q.Options[r.Intn(len(q.Options))].Points}
	}
	return s
}

// random returns the source of a test's random cases, the same in every run.
func random() *rand.Rand { return rand.New(rand.NewSource(1)) }

// levelOf returns the level with that number.
func levelOf(m *Model, number int) *Level {
	return &m.Levels[slices.IndexFunc(m.Levels, func(l Level) bool { return l.Number == number })]
}
