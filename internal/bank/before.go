package bank

import (
	"fmt"
	"slices"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
)

// LoadBank reads a question bank without levels: an earlier version, to compare with.
// The bank is nil if there are problems.
func LoadBank(questions Dir) (*maturity.Bank, diag.List, error) {
	r := &reader{}
	b, err := r.bank(questions)
	if err != nil {
		return nil, nil, err
	}
	s := &sources{bank: b, unread: r.unread}
	check(s)
	if !s.unread && b.fields["dimensions"] != nil {
		checkFiles(s)
	}
	if problems := r.problems(); len(problems) > 0 {
		return nil, problems, nil
	}
	return &assemble(b, nil).Bank, nil, nil
}

// Changes compares two states of one bank. The answers of old sheets don't fit
// changes of meaning: questions that came or went, and other points. For the
// questions in reworded, only a person can tell.
func Changes(before, after *maturity.Bank) (meaning, reworded []string) {
	for _, q := range before.Questions() {
		if after.Question(q.ID) == nil {
			meaning = append(meaning, fmt.Sprintf("question %s is gone", q.ID))
		}
	}
	for _, q := range after.Questions() {
		old := before.Question(q.ID)
		switch {
		case old == nil:
			meaning = append(meaning, fmt.Sprintf("question %s is new", q.ID))
		case !slices.Equal(points(old), points(q)):
			meaning = append(meaning, fmt.Sprintf("the options of %s have other points", q.ID))
		case old.Text != q.Text || old.Help != q.Help || !slices.Equal(texts(old), texts(q)):
			reworded = append(reworded, q.ID)
		}
	}
	return meaning, reworded
}

func points(q *maturity.Question) []int {
	var all []int
	for _, o := range q.Options {
		all = append(all, o.Points)
	}
	return all
}

func texts(q *maturity.Question) []string {
	var all []string
	for _, o := range q.Options {
		all = append(all, o.Text)
	}
	return all
}
