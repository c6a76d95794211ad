package ask

import (
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func TestACommitmentIsTyped(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	q := &newQuestionnaire(s.Bank).questions[0] // 0, 1 or 2
	zero := maturity.Answer{Points: 0}
	for text, want := range map[string]maturity.Commitment{
		"":                                {},
		"2":                               {Points: 2},
		" 1 , Ada ":                       {Points: 1, Owner: "Ada"},
		"2, 2027-01-31":                   {Points: 2, Due: "2027-01-31"},
		"2, Ada, 2027-01-31":              {Points: 2, Owner: "Ada", Due: "2027-01-31"},
		"2,Ada Lovelace, Ben ,2027-01-31": {Points: 2, Owner: "Ada Lovelace, Ben", Due: "2027-01-31"},
		"2, Mu\u0308ller":                 {Points: 2, Owner: "Müller"},
	} {
		got, err := q.commitment(zero, text)
		if err != nil || got != want {
			t.Errorf("%q: %+v, %v; expected %+v", text, got, err, want)
		}
		if again, err := q.commitment(zero, inShort(want)); err != nil || again != want {
			t.Errorf("%+v in short is %q, read as %+v, %v", want, inShort(want), again, err)
		}
	}
	for text, want := range map[string]string{
		"0":                  "begins with the option to reach, 1 or 2;",
		"3":                  "begins with the option to reach, 1 or 2;",
		"Ada":                "begins with the option to reach, 1 or 2;",
		"2, Ada, 2027-02-30": "2027-02-30 is not a date; expected YYYY-MM-DD",
		"2, 31.1.2027":       "31.1.2027 is not a date; expected YYYY-MM-DD",
	} {
		if got, err := q.commitment(zero, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v; expected %q", text, got, err, want)
		}
	}
}

func TestACommitmentStaysUntilItIsReached(t *testing.T) {
	t.Parallel()
	next := maturity.Commitment{Points: 2, Owner: "Ada"}
	for key, want := range map[string]maturity.Commitment{"0": next, "1": next, "u": next, "2": {}} {
		s, r := newSession()
		s.Proposals = map[string]Proposal{"models.selection": {From: "August", Answer: maturity.Answer{Points: 1, Next: next}}}
		m := typed(newTestModel(s, 80, 24), "enter")
		if !strings.Contains(m.View(), "committed to 2, Ada") {
			t.Errorf("the page doesn't show the commitment:\n%s", m.View())
		}
		typed(m, key, "enter")
		if got := s.Answers["models.selection"].Next; got != want {
			t.Errorf("%s: %+v; expected %+v", key, got, want)
		}
		checkSaved(t, s, r)
	}
}

func TestACommitmentThatCannotBeReadIsTypedAgain(t *testing.T) {
	t.Parallel()
	for _, leave := range []string{"enter", "esc", "ctrl+s"} {
		s, r := newSession()
		s.Notes = true
		m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "why", "tab", "tab", "2, Ada, soon", "ctrl+u", "Ada", leave)
		if page, ok := m.page.(*notesPage); !ok || m.over || page.fields[page.focused].Value() != "Ada" ||
			!strings.Contains(m.View(), "Not saved: a commitment begins with") {
			t.Fatalf("%s leads to %T:\n%s", leave, m.page, m.View())
		}
		if got := s.Answers["models.selection"]; got.Note != "why" || got.Next.Exists() {
			t.Errorf("%s: saved %+v", leave, got)
		}
		typed(m, "ctrl+u", "2, Ada", leave)
		if got := s.Answers["models.selection"].Next; got != (maturity.Commitment{Points: 2, Owner: "Ada"}) {
			t.Errorf("%s: %+v", leave, got)
		}
		checkSaved(t, s, r)
	}
}
