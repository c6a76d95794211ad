package sheet

import (
	"bytes"
	"math/rand"
	"testing"

	"genaiops/internal/maturity"
)

func TestAmendingChangesNothingButCommitments(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	ada := maturity.Commitment{Points: 2, Owner: "Ada, at home", Due: "2027-01-31"}
	zoe := maturity.Commitment{Points: 10, Owner: "Zoë"}
	none := maturity.Commitment{}
	for _, test := range []struct {
		name, before, after string
		one, two            maturity.Commitment
	}{
		{
			"points alone, with comments and blank lines",
			"# ours\nteam: Search # of all\n\nanswers:\n  # first\n  a.one: 1  # by hand\n\n  a.two:   unknown\n# end\n",
			"# ours\nteam: Search # of all\n\nanswers:\n  # first\n  a.one:\n    points: 1  # by hand\n    next: {points: 2, owner: \"Ada, at home\", due: 2027-01-31}\n\n" +
				"  a.two:\n    points: unknown\n    next: {points: 10, owner: Zoë}\n# end\n",
			ada, zoe,
		},
		{
			"blocks, one without its last line end",
			"answers:\n    a.one:\n        points: 1\n        note: why # not\n    a.two: 1",
			"answers:\n    a.one:\n        next: {points: 2, owner: \"Ada, at home\", due: 2027-01-31}\n        points: 1\n        note: why # not\n    a.two:\n      points: 1\n      next: {points: 10, owner: Zoë}\n",
			ada, zoe,
		},
		{
			"braces",
			"answers:\n  a.one: {points: 1, note: \"{\"} # x\n  a.two: {\n    points: 1 }\n",
			"answers:\n  a.one: {next: {points: 2, owner: \"Ada, at home\", due: 2027-01-31}, points: 1, note: \"{\"} # x\n  a.two: {next: {points: 10, owner: Zoë}, \n    points: 1 }\n",
			ada, zoe,
		},
		{
			"another commitment, and one that is gone",
			"answers:\r\n  a.one:\r\n    points: 1\r\n    next: {points: 2, owner: \"}\"}\r\n    note: x\r\n  a.two:\r\n    next: {points: 3}\r\n    points: 1\r\n",
			"answers:\r\n  a.one:\r\n    points: 1\r\n    next: {points: 2, owner: \"Ada, at home\", due: 2027-01-31}\r\n    note: x\r\n  a.two:\r\n    points: 1\r\n",
			ada, none,
		},
		{
			"braces in braces",
			"answers:\n  a.one: {points: 1, note: üü, next: {owner: \"} {\", points: 2}} # x\n  a.two: 1\n",
			"answers:\n  a.one: {points: 1, note: üü, next: {points: 2, owner: \"Ada, at home\", due: 2027-01-31}} # x\n  a.two: 1\n",
			ada, none,
		},
		{"the same", "answers: {a.one: {points: 1, next: {points: 2}}, a.two: 1} # x\n", "answers: {a.one: {points: 1, next: {points: 2}}, a.two: 1} # x\n", maturity.Commitment{Points: 2}, none},
		{"braces around all answers", "answers: {a.one: 1, a.two: 1}\n", "", ada, none},
		{"a block as a commitment", "answers:\n  a.one:\n    points: 1\n    next:\n      points: 2\n  a.two: 1\n", "", ada, none},
		{"an alias", "answers:\n  a.one: &x {points: 1}\n  a.two: *x\n", "", ada, none},
		{"no sheet", "answers: 1\n", "", ada, none},
	} {
		s, _, _ := Read(bytes.NewReader([]byte(test.before)), "f", YAML, b, Options{Draft: true})
		for id, next := range map[string]maturity.Commitment{"a.one": test.one, "a.two": test.two} {
			if a, ok := s.Answers[id]; ok {
				a.Next = next
				s.Answers[id] = a
			}
		}
		got, ok := Amend([]byte(test.before), b, s)
		if string(got) != test.after || ok != (test.after != "") {
			t.Errorf("%s: got %t\n%s\nexpected\n%s", test.name, ok, got, test.after)
		}
	}
}

func TestAmendingRefusesOtherChanges(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	text := []byte("answers:\n  a.one: 1\n  a.two: 1\n")
	s, _, _ := Read(bytes.NewReader(text), "f", YAML, b, Options{})
	s.Team = "Search"
	if got, ok := Amend(text, b, s); ok {
		t.Errorf("got %s", got)
	}
}

// What the program writes, it can amend.
func TestRandomSheetsAreAmended(t *testing.T) {
	t.Parallel()
	b := &builtInModel(t).Bank
	r := rand.New(rand.NewSource(3))
	for range 300 {
		s, other := randomSheet(r, b), randomSheet(r, b)
		var text bytes.Buffer
		if err := Write(&text, b, s); err != nil {
			t.Fatal(err)
		}
		for id, a := range s.Answers {
			if next := other.Answers[id].Next; !next.Exists() || next.Points > a.Points {
				a.Next = next
			}
			s.Answers[id] = a
		}
		s = composed(s)
		amended, ok := Amend(text.Bytes(), b, s)
		var want bytes.Buffer
		if err := Write(&want, b, s); err != nil {
			t.Fatal(err)
		}
		got, _, err := Read(bytes.NewReader(amended), "f", YAML, b, Options{})
		if !ok || err != nil || got.Team != s.Team {
			t.Fatalf("%t, %v\n%s\nexpected\n%s", ok, err, text.String(), want.String())
		}
	}
}
