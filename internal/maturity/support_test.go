package maturity

import (
	"fmt"
	"slices"
	"testing"
)

// supporting has two questions of 0, 1 or 2 points and one of 1, 3, 4 or 9, and three
// frameworks, of which no question names the last.
func supporting() *Model {
	m := modelOf([]Dimension{
		dimensionOf("x", true, []int{0, 1, 2}, []int{0, 1, 2}),
		dimensionOf("y", false, []int{1, 3, 4, 9}),
	}, 6)
	m.Bank.Frameworks = []Framework{{ID: "law"}, {ID: "custom"}, {ID: "myth"}}
	q := m.Bank.Questions()
	q[0].Supports = []Support{{Framework: "law", Provision: "A", From: 1}, {Framework: "custom", Provision: "A", From: 2}}
	q[1].Supports = []Support{{Framework: "law", Provision: "A", From: 2}}
	q[2].Supports = []Support{{Framework: "law", Provision: "B", From: 1}, {Framework: "law", Provision: "C", From: 4}}
	return m
}

func TestAnAnswerSupportsAProvisionExactlyFromItsPoints(t *testing.T) {
	t.Parallel()
	m := supporting()
	for _, test := range []struct {
		answers          []int
		supported, ahead []string
	}{
		{[]int{0, 0, 1}, []string{"law B y.1"}, []string{"law A x.1", "law A x.2", "law C y.1", "custom A x.1"}},
		{[]int{1, 1, 3}, []string{"law A x.1", "law B y.1"}, []string{"law A x.2", "law C y.1", "custom A x.1"}},
		{[]int{2, 1, 4}, []string{"law A x.1", "law B y.1", "law C y.1", "custom A x.1"}, []string{"law A x.2"}},
		{[]int{2, 2, 9}, []string{"law A x.1", "law A x.2", "law B y.1", "law C y.1", "custom A x.1"}, nil},
		// Unknown counts as the lowest option, but supports nothing, not even from the lowest.
		{[]int{-1, 2, -1}, []string{"law A x.2"}, []string{"law A x.1", "law B y.1", "law C y.1", "custom A x.1"}},
		{[]int{-1, -1, -1}, nil, []string{"law A x.1", "law A x.2", "law B y.1", "law C y.1", "custom A x.1"}},
	} {
		var supported, ahead []string
		for _, f := range scored(t, m, sheetOf(m, test.answers...)).Supports() {
			if f.ID == "myth" {
				t.Error("a framework that no question supports is listed")
			}
			for _, p := range f.Supported {
				supported = append(supported, fmt.Sprint(f.ID, " ", p.Provision, " ", p.Answer.Question.ID))
			}
			for _, p := range f.Ahead {
				ahead = append(ahead, fmt.Sprint(f.ID, " ", p.Provision, " ", p.Answer.Question.ID))
			}
		}
		if !slices.Equal(supported, test.supported) || !slices.Equal(ahead, test.ahead) {
			t.Errorf("%v: supported %q, want %q; ahead %q, want %q", test.answers, supported, test.supported, ahead, test.ahead)
		}
	}
}
