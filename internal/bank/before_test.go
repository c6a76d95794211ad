package bank

import (
	"fmt"
	"testing"

	"genaiops/internal/maturity"
)

func TestChanges(t *testing.T) {
	t.Parallel()
	question := func(id, text string, points ...int) maturity.Question {
		q := maturity.Question{ID: id, Text: text}
		for _, p := range points {
			q.Options = append(q.Options, maturity.Option{Points: p, Text: "This much."})
		}
		return q
	}
	of := func(questions ...maturity.Question) *maturity.Bank {
		return &maturity.Bank{Dimensions: []maturity.Dimension{{ID: "a", Questions: questions}}}
	}
	before := of(question("a.one", "One?", 0, 1), question("a.two", "Two?", 0, 1))
	option := question("a.two", "Two?", 0, 1)
	option.Options[1].Text = "That much."
	help := question("a.two", "Two?", 0, 1)
	help.Help = "This counts."
	title := question("a.two", "Two?", 0, 1)
	title.Title = "Two"
	for _, test := range []struct {
		after *maturity.Bank
		want  string
	}{
		{before, "[] []"},
		{of(question("a.two", "Two?", 0, 1), question("a.one", "One?", 0, 1)), "[] []"},
		{of(before.Dimensions[0].Questions[0], title), "[] []"},
		{of(before.Dimensions[0].Questions[0], option), "[] [a.two]"},
		{of(before.Dimensions[0].Questions[0], help), "[] [a.two]"},
		{of(question("a.one", "Eins?", 0, 1), option), "[] [a.one a.two]"},
		{
			of(question("a.one", "Eins?", 0, 2), question("a.six", "Six?", 0, 1)),
			"[question a.two is gone the options of a.one have other points question a.six is new] []",
		},
	} {
		meaning, reworded := Changes(before, test.after)
		if got := fmt.Sprint(meaning, reworded); got != test.want {
			t.Errorf("got %s, expected %s", got, test.want)
		}
	}
}
