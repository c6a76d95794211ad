package maturity

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
)

// Plan is the shortest way from an assessment to a higher level.
type Plan struct {
	Assessment *Assessment
	Target     *Level
	Points     int    // gained by all the steps
	Steps      []Step // the most preferred first
	// FindOut are the unknown answers, in bank order. The plan counts them as the
	// lowest option, so finding out may shorten it.
	FindOut []ScoredAnswer
}

// Stay reports whether the assessment is at the top level, which is then also
// the Target.
func (p *Plan) Stay() bool { return len(p.Steps) == 0 }

// Step raises one answer by one option. Raising an answer further takes several
// steps.
type Step struct {
	Dimension  *Dimension
	Question   *Question
	From, To   int          // points before and after
	Reason     Reason       // why this step and not another
	How        string       // how to get from one option to the other; may be empty
	References []*Reference // of the question; may be empty
}

// Reason is why a plan takes one step and not another.
type Reason int

// The reasons, strongest first, follow the rules of [NewPlan].
const (
	LiftsCritical   Reason = iota // it takes a critical dimension off its lowest score
	LiftsDimension                // it takes another dimension off its lowest score
	NamedByGuidance               // the current level's guidance names the question
	LowestAnswer                  // the answer is at its lowest option
	ShortestWay                   // it is on the shortest way
)

// Points returns how much the step adds to the score.
func (s Step) Points() int { return s.To - s.From }

// TargetError says that a plan's target is not above the level of the
// assessment.
type TargetError struct {
	Target, Current *Level
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("%s, is not above the level reached, %s", e.Target, e.Current)
}

// NewPlan returns the plan that takes a to the target, a level of a's model; nil
// means the next level. At the top level, with that level or nil as the target,
// the plan is to stay. Any other target that is not above the current level is a
// *TargetError.
//
// A plan reaches the target's lowest score in the fewest steps, then with the
// least excess. Preference breaks ties. Steps are ranked by these rules, in order:
//
//  1. A step that takes an answer off its lowest option in a dimension at its
//     lowest score, critical dimensions first. A further step of the same answer
//     doesn't count: the first has already raised the dimension.
//  2. A step of a question that the current level's guidance names.
//  3. A step that starts from fewer points above the question's lowest option.
//  4. A step of a question that comes earlier in the bank.
//
// To choose between tied plans, sort the ranks of each plan's steps: the
// lexicographically smaller list wins. So a plan takes the most preferred step of
// any shortest plan, then the next, and so on.
func NewPlan(a *Assessment, target *Level) (*Plan, error) {
	p := &Plan{Assessment: a, Target: target, FindOut: a.Unknown()}
	atTop := a.Next == nil
	switch {
	case atTop && (target == nil || target.Number == a.Level.Number):
		p.Target = a.Level
		return p, nil
	case target == nil:
		p.Target = a.Next
	case target.Min <= a.Low:
		return nil, &TargetError{target, a.Level}
	}
	possible := a.possibleSteps()
	p.Steps = shortest(possible, p.Target.Min-a.Low)
	if p.Steps == nil {
		return nil, fmt.Errorf("no answers reach level %d, %s", p.Target.Number, p.Target.Name)
	}
	for i := range p.Steps {
		p.Points += p.Steps[i].Points()
		p.explain(&p.Steps[i])
	}
	return p, nil
}

// possibleSteps returns every step up from the answers of a, by rank. The steps
// of one question are in ascending order, because each starts higher than the one
// before.
func (a *Assessment) possibleSteps() []Step {
	var steps []Step
	for _, answer := range a.Answers {
		from := answer.Points
		for next := answer.Question.Above(from); next != nil; next = answer.Question.Above(from) {
			steps = append(steps, Step{Dimension: answer.Dimension, Question: answer.Question, From: from, To: next.Points})
			from = next.Points
		}
	}
	urgency := a.stepUrgency()
	sort.SliceStable(steps, func(i, j int) bool { return slices.Compare(urgency(steps[i]), urgency(steps[j])) < 0 })
	return steps
}

// stepUrgency returns the sort key of a step by the rules of [NewPlan]: smaller
// is more urgent. A [Reason] is the index of its rule's element.
func (a *Assessment) stepUrgency() func(Step) []int {
	lowest := map[*Dimension]bool{}
	for _, d := range a.Dimensions {
		lowest[d.Dimension] = d.AtLowest()
	}
	named := a.Level.named()
	return func(s Step) []int {
		lifts := lowest[s.Dimension] && s.From == s.Question.Lowest()
		return []int{
			LiftsCritical:   ordinal(lifts && s.Dimension.Critical),
			LiftsDimension:  ordinal(lifts),
			NamedByGuidance: ordinal(named[s.Question.ID]),
			LowestAnswer:    s.From - s.Question.Lowest(),
		}
	}
}

// explain fills in the reason, the advice and the references of a chosen step.
func (p *Plan) explain(s *Step) {
	s.Reason = ShortestWay
	if first := slices.Index(p.Assessment.stepUrgency()(*s), 0); first >= 0 {
		s.Reason = Reason(first)
	}
	s.How = s.Question.Option(s.From).MoveUp
	for _, id := range s.Question.Refs {
		if ref := p.Assessment.Model.Reference(id); ref != nil {
			s.References = append(s.References, ref)
		}
	}
}

// shortest chooses from steps, ordered by rank, those that gain at least need
// points, as NewPlan promises. It returns nil if all of them together gain less.
//
// It takes the questions one by one and keeps, for every gain possible so far,
// the best set of steps with exactly that gain. This is enough because adding the
// same steps to two sets doesn't change which is better. The work grows with the
// number of steps times the number of different gains below need.
func shortest(steps []Step, need int) []Step {
	best := map[int]stepSet{0: {members: make([]byte, (len(steps)+7)/8)}}
	for _, ladder := range ladders(steps) {
		reached := maps.Clone(best)
		for gain, set := range best {
			for _, rank := range ladder {
				if gain >= need { // more steps only make it longer
					break
				}
				gain += steps[rank].Points()
				set = set.with(rank)
				if known, ok := reached[gain]; !ok || set.better(known) {
					reached[gain] = set
				}
			}
		}
		best = reached
	}
	return cheapest(best, need).pick(steps)
}

// ladders groups the indices of steps by question.
func ladders(steps []Step) [][]int {
	var all [][]int
	place := map[*Question]int{}
	for rank, s := range steps {
		at, ok := place[s.Question]
		if !ok {
			at = len(all)
			place[s.Question] = at
			all = append(all, nil)
		}
		all[at] = append(all[at], rank)
	}
	return all
}

// cheapest returns the smallest set that gains enough; of equals, the one that
// gains least. It returns the empty set if none gains enough.
func cheapest(best map[int]stepSet, need int) stepSet {
	found := best[0]
	for _, gain := range slices.Sorted(maps.Keys(best)) {
		if set := best[gain]; gain >= need && (found.size == 0 || set.size < found.size) {
			found = set
		}
	}
	return found
}

// stepSet is a set of steps as bits; the highest bit is the step of the first
// rank. Of two sets of one size, the one with the lexicographically smaller list
// of ranks has the larger bits.
type stepSet struct {
	size    int
	members []byte // never changed, so sets can share it
}

func (s stepSet) with(rank int) stepSet {
	members := bytes.Clone(s.members)
	members[rank/8] |= 0x80 >> (rank % 8)
	return stepSet{s.size + 1, members}
}

func (s stepSet) better(t stepSet) bool {
	if s.size != t.size {
		return s.size < t.size
	}
	return bytes.Compare(s.members, t.members) > 0
}

// pick returns the members of the set. Steps are ordered by rank.
func (s stepSet) pick(steps []Step) []Step {
	var picked []Step
	for rank := range steps {
		if s.members[rank/8]&(0x80>>(rank%8)) != 0 {
			picked = append(picked, steps[rank])
		}
	}
	return picked
}
