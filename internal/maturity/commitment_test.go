package maturity

import (
	"math/rand"
	"testing"
)

func TestACommitmentIsJudgedByALaterSheet(t *testing.T) {
	t.Parallel()
	promised := Commitment{Points: 2, Owner: "Ada", Due: "2027-01-31"}
	undated := Commitment{Points: 2}
	again := Commitment{Points: 3, Due: "2027-06-30"}
	for _, test := range []struct {
		name       string
		commitment Commitment
		now        Answer
		date       string
		want       CommitmentState
	}{
		{"reached", promised, Answer{Points: 2}, "2027-01-01", Kept},
		{"reached late", promised, Answer{Points: 2}, "2028-01-01", Kept},
		{"reached, and more is promised", promised, Answer{Points: 2, Next: again}, "2027-01-01", Kept},
		{"more than reached", promised, Answer{Points: 3}, "2027-01-01", Exceeded},
		{"short of it before the day", promised, Answer{Points: 1, Next: promised}, "2027-01-30", Open},
		{"short of it on the day", promised, Answer{Points: 1, Next: promised}, "2027-01-31", Open},
		{"short of it after the day", promised, Answer{Points: 1, Next: promised}, "2027-02-01", Overdue},
		{"put off", promised, Answer{Points: 1, Next: again}, "2027-02-01", Overdue},
		{"put off in time", promised, Answer{Points: 1, Next: again}, "2027-01-01", Open},
		{"short of it, in a sheet without a date", promised, Answer{Points: 1, Next: promised}, "", Open},
		{"without a date", undated, Answer{Points: 1, Next: undated}, "2030-01-01", Open},
		{"given up before the day", promised, Answer{Points: 1}, "2027-01-01", Dropped},
		{"given up after the day", promised, Answer{Points: 1}, "2028-01-01", Dropped},
		{"fallen", promised, Answer{Points: 0, Next: promised}, "2027-01-01", Open},
		{"unknown, and still promised", promised, Answer{Unknown: true, Next: promised}, "2027-01-01", Open},
		{"unknown, overdue", promised, Answer{Unknown: true, Next: promised}, "2027-02-01", Overdue},
		{"unknown, with points that don't count", promised, Answer{Unknown: true, Points: 2}, "2027-01-01", Dropped},
	} {
		if got := test.commitment.Judge(test.now, test.date); got != test.want {
			t.Errorf("%s: got %s; expected %s", test.name, got, test.want)
		}
	}
}

func TestKeptCountsWhatIsDecided(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		counts   Commitments
		kept, of int
	}{
		{nil, 0, 0},
		{Commitments{Open: 3, NotKnown: 2}, 0, 0},
		{Commitments{Kept: 1, Exceeded: 2, Overdue: 4, Dropped: 8, Open: 16, NotKnown: 32}, 3, 15},
	} {
		if kept, of := test.counts.Kept(); kept != test.kept || of != test.of {
			t.Errorf("%v: %d of %d; expected %d of %d", test.counts, kept, of, test.kept, test.of)
		}
	}
}

func TestACommitmentInWords(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Commitment{
		"":                         {},
		"to 2":                     {Points: 2},
		"to 2, Ada":                {Points: 2, Owner: "Ada"},
		"to 2, by 2027-01-31":      {Points: 2, Due: "2027-01-31"},
		"to 2, Ada, by 2027-01-31": {Points: 2, Owner: "Ada", Due: "2027-01-31"},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v is %q; expected %q", c, got, want)
		}
	}
}

// committed gives some answers of a sheet commitments.
func committed(r *rand.Rand, m *Model, s Sheet) Sheet {
	s = s.Clone()
	for _, q := range m.Bank.Questions() {
		a := s.Answers[q.ID]
		if goals := q.Goals(a); len(goals) > 0 && r.Intn(2) == 0 {
			a.Next = Commitment{Points: goals[r.Intn(len(goals))]}
			s.Answers[q.ID] = a
		}
	}
	return s
}

// Every commitment is marked at a step or listed beside the steps, and what is left leads
// to the target.
func TestPlansAccountForEveryCommitment(t *testing.T) {
	t.Parallel()
	m := sevenByTwo()
	r := rand.New(rand.NewSource(5))
	marked, others, left := 0, 0, 0
	for range 400 {
		a := scored(t, m, committed(r, m, randomSheet(r, m)))
		p, err := NewPlan(a, nil)
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, s := range p.Steps {
			if next := a.Sheet.Answers[s.Question.ID].Next; s.Committed.Exists() {
				marked++
				found[s.Question.ID] = true
				if s.Committed != next || s.To > next.Points {
					t.Fatalf("the step %s %d → %d is marked with %v; expected %v", s.Question.ID, s.From, s.To, s.Committed, next)
				}
			} else if next.Points >= s.To {
				t.Fatalf("the step %s %d → %d isn't marked with %v", s.Question.ID, s.From, s.To, next)
			}
		}
		for _, o := range p.Others {
			others++
			if found[o.Question.ID] {
				t.Fatalf("%s is marked and listed", o.Question.ID)
			}
			found[o.Question.ID] = true
		}
		if len(found) != len(a.Committed()) {
			t.Fatalf("found %v of %d commitments", found, len(a.Committed()))
		}
		rest, after := p.Left(), a.IfKept()
		if rest != nil {
			left++
			after = rest.After()
		}
		if after.Low < p.Target.Min || len(after.CriticalGaps()) > 0 {
			t.Fatalf("with commitments kept and the rest done: %d, %d gaps; expected %d", after.Low, len(after.CriticalGaps()), p.Target.Min)
		}
	}
	if marked < 100 || others < 100 || left < 50 {
		t.Errorf("%d marked, %d beside, %d times something left: too one-sided for a test", marked, others, left)
	}
}
