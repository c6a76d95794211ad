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
	// FindOut are the unknown answers, in bank order. The plan counts them as
	// the lowest option; knowing them may already be part of the way.
	FindOut []ScoredAnswer
}

// Stay reports whether there is nothing to climb: the assessment is at the top
// level, which is then also the Target.
func (p *Plan) Stay() bool { return len(p.Steps) == 0 }

// Step raises one answer by one option. An answer to be raised further has
// several steps.
type Step struct {
	Dimension  *Dimension
	Question   *Question
	From, To   int          // points before and after
	Reason     Reason       // why this step and not another
	How        string       // how to get from the one option to the other; may be empty
	References []*Reference // those of the question; may be empty
}

// Reason is why a plan takes one step and not another.
type Reason int

// The reasons, the strongest first: those of the rules of [NewPlan].
const (
	LiftsCritical   Reason = iota // it takes a critical dimension off its lowest score
	LiftsDimension                // it takes another dimension off its lowest score
	NamedByGuidance               // the current level's guidance names the question
	LowestAnswer                  // the answer is at its lowest option
	ShortestWay                   // no other step makes the way shorter
)

// Points returns how much the step adds to the score.
func (s Step) Points() int { return s.To - s.From }

// TargetError says that a plan was asked for a level that is not above that of
// the assessment.
type TargetError struct {
	Target, Current *Level
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("%s, is not above the level reached, %s", e.Target, e.Current)
}

// NewPlan returns the plan that takes a to the target level, which is one of
// a's model; nil stands for the next level. At the top level, with the target
// nil or that level, the plan is to stay. Any other target that is not above
// the current level is a *TargetError.
//
// A plan has the fewest steps that reach the target's lowest score, and among
// such plans the least excess over it. What remains equal is decided by
// preference. Every possible step has a rank, by these rules in order:
//
//  1. A step that takes an answer off its lowest option in a dimension at its
//     lowest score, in critical dimensions before others. A further step of the
//     same answer does not count here: the first has lifted the dimension.
//  2. A step of a question that the current level's guidance names.
//  3. A step that starts from fewer points above the question's lowest option.
//  4. A step of a question that stands earlier in the bank.
//
// Of two plans equal so far, list the ranks of each one's steps in ascending
// order: the lexicographically smaller list wins. So a plan takes the most
// preferred step that any shortest plan contains, then the next, and so on.
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

// possibleSteps returns every step from the answers of a upwards, by rank.
// The steps of one question are then in ascending order, because each starts
// higher than the one before.
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
// is more urgent. Its first elements are those of the first three [Reason]s.
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

// explain fills in what the reader of a chosen step needs.
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

// shortest chooses from steps, which are in order of rank, those that gain at
// least need points, as NewPlan promises. It returns nil when all of them
// together do not gain as much.
//
// It goes through the questions one by one and keeps, for every sum of points
// that can be gained so far, the best set of steps that gains exactly that
// sum. This is enough because adding the same steps to two sets does not
// change which of them is better. The work grows with the number of steps
// times the number of different sums below need.
func shortest(steps []Step, need int) []Step {
	best := map[int]stepSet{0: {members: make([]byte, (len(steps)+7)/8)}}
	for _, ladder := range ladders(steps) {
		reached := maps.Clone(best)
		for gain, set := range best {
			for _, rank := range ladder {
				if gain >= need { // more steps would only make it longer
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

// ladders returns the indices of steps, those of one question together.
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

// cheapest returns the set of fewest steps among those that gain enough, of
// these the one that gains least; the empty set when none does.
func cheapest(best map[int]stepSet, need int) stepSet {
	found := best[0]
	for _, gain := range slices.Sorted(maps.Keys(best)) {
		if set := best[gain]; gain >= need && (found.size == 0 || set.size < found.size) {
			found = set
		}
	}
	return found
}

// stepSet is a set of steps as a row of bits, the first of which stands for the
// step of the first rank. Of two sets of the same size, the one with the
// lexicographically smaller list of ranks is then the larger row.
type stepSet struct {
	size    int
	members []byte // not changed once made, so that sets can share it
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

// pick returns the members of the set, given all the steps in order of rank.
func (s stepSet) pick(steps []Step) []Step {
	var picked []Step
	for rank := range steps {
		if s.members[rank/8]&(0x80>>(rank%8)) != 0 {
			picked = append(picked, steps[rank])
		}
	}
	return picked
}
