package maturity

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
)

// Plan is the shortest way from an assessment to a higher level that leaves no
// critical gap.
type Plan struct {
	Assessment *Assessment
	Target     *Level
	Points     int    // gained by all the steps
	Steps      []Step // in the order to take them
	// FindOut are the unknown answers, in bank order. The plan counts them as
	// the lowest option; knowing them may already be part of the way.
	FindOut []ScoredAnswer
	// Others are the answers with a commitment that no step is a part of, in bank order.
	Others []ScoredAnswer
}

// Stay reports whether there is nothing to do: the assessment is at the top
// level, which is then also the Target, and has no critical gap.
func (p *Plan) Stay() bool { return len(p.Steps) == 0 }

// Climbs reports whether the target is above the level of the assessment. A plan
// that doesn't climb closes the critical gaps.
func (p *Plan) Climbs() bool { return p.Target.Number > p.Assessment.Level.Number }

// After returns the assessment of the sheet with every step taken.
func (p *Plan) After() *Assessment {
	s := p.Assessment.Sheet.Clone()
	for _, step := range p.Steps {
		answer := s.Answers[step.Question.ID]
		answer.Points, answer.Unknown = step.To, false
		s.Answers[step.Question.ID] = answer
	}
	return mustScore(p.Assessment.Model, s)
}

// AtBest returns the plan for the same target if the unknown answers turn out to
// be the highest, nil if that already reaches the target without a critical gap.
func (p *Plan) AtBest() *Plan {
	s := p.Assessment.Sheet.Clone()
	for _, unknown := range p.FindOut {
		s.Answers[unknown.Question.ID] = Answer{Points: unknown.Question.Highest()}
	}
	best, err := NewPlan(mustScore(p.Assessment.Model, s), p.Target)
	if err != nil || best.Stay() {
		return nil
	}
	return best
}

// Left returns the plan for the same target once every commitment is kept, nil if there
// is nothing left to do.
func (p *Plan) Left() *Plan {
	kept, target := p.Assessment.IfKept(), p.Target
	if kept.Level.Number > target.Number {
		target = kept.Level
	}
	left, err := NewPlan(kept, target)
	if err != nil || left.Stay() {
		return nil
	}
	return left
}

// IfKept returns the assessment of the sheet with every commitment kept.
func (a *Assessment) IfKept() *Assessment {
	s := a.Sheet.Clone()
	for id, answer := range s.Answers {
		if answer.Next.Exists() {
			answer.Points, answer.Unknown, answer.Next = answer.Next.Points, false, Commitment{}
			s.Answers[id] = answer
		}
	}
	return mustScore(a.Model, s)
}

// Committed returns the answers with a commitment, in bank order.
func (a *Assessment) Committed() []ScoredAnswer {
	var committed []ScoredAnswer
	for _, answer := range a.Answers {
		if answer.Next.Exists() {
			committed = append(committed, answer)
		}
	}
	return committed
}

// mustScore scores a variant of a sheet that was scored already.
func mustScore(m *Model, s Sheet) *Assessment {
	a, err := Score(m, s)
	if err != nil {
		panic(err)
	}
	return a
}

// Step raises one answer by one option. An answer to be raised further has
// several steps.
type Step struct {
	Dimension  *Dimension
	Question   *Question
	From, To   int          // points before and after
	Reason     Reason       // why this step comes now
	How        string       // how to get from the one option to the other; may be empty
	References []*Reference // those of the question; may be empty
	Committed  Commitment   // that the step is a part of; zero if there is none
}

// Reason is why a plan takes a step, at the moment when it takes it.
type Reason int

// The reasons, the strongest first.
const (
	ClosesGap       Reason = iota // the answer is a critical gap
	LiftsDimension                // the dimension is at its lowest score
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

// NewPlan returns the plan that takes a to the target level, which is one of
// a's model; nil means the next level, or the top level once that is reached. A
// target below the level reached is a *TargetError, and so is that level itself,
// unless there are critical gaps to close or it is the top level.
//
// A plan reaches the target's lowest score and leaves no critical gap, in the
// fewest steps, and among such plans with the least excess over that score. So
// the first step of every critical gap is in it. The other steps are chosen by
// preference: first, the plan that lifts most dimensions off their lowest score;
// then, the plan with the best ranks. A step has a better rank
//
//  1. if the current level's guidance names its question;
//  2. if it starts from fewer points above the question's lowest option;
//  3. if its question comes earlier in the bank.
//
// To compare the ranks of two plans, list those of each in ascending order: the
// lexicographically smaller list is better. So a plan takes the best step that
// any such plan contains, then the next, and so on.
//
// The steps are in the order of their reasons, each of which is true at the
// moment of the step, and then by rank.
func NewPlan(a *Assessment, target *Level) (*Plan, error) {
	gaps := a.CriticalGaps()
	switch {
	case target == nil && a.Next != nil:
		target = a.Next
	case target == nil:
		target = a.Level
	case target.Number > a.Level.Number, target.Number == a.Level.Number && (len(gaps) > 0 || a.Next == nil):
	default:
		return nil, &TargetError{target, a.Level}
	}
	p := &Plan{Assessment: a, Target: target, FindOut: a.Unknown()}
	var steps []Step
	for _, gap := range gaps {
		steps = append(steps, Step{Dimension: gap.Dimension, Question: gap.Question, From: gap.Points, To: gap.Question.Above(gap.Points).Points})
	}
	need := target.Min - a.Low
	for _, s := range steps {
		need -= s.Points()
	}
	if need > 0 {
		more := a.shortest(a.openSteps(), need)
		if more == nil {
			return nil, fmt.Errorf("no answers reach level %d, %s", target.Number, target.Name)
		}
		steps = append(steps, more...)
	}
	p.take(steps)
	p.mark()
	return p, nil
}

// mark says which steps somebody has committed to.
func (p *Plan) mark() {
	for _, answer := range p.Assessment.Committed() {
		isStep := false
		for i := range p.Steps {
			if s := &p.Steps[i]; s.Question == answer.Question && s.To <= answer.Next.Points {
				s.Committed, isStep = answer.Next, true
			}
		}
		if !isStep {
			p.Others = append(p.Others, answer)
		}
	}
}

// openSteps returns every step from the answers of a upwards that is a matter of
// choice, by rank: all but the first of critical gaps.
func (a *Assessment) openSteps() []Step {
	var steps []Step
	for _, answer := range a.Answers {
		from := answer.Points
		for next := answer.Question.Above(from); next != nil; next = answer.Question.Above(from) {
			if from != answer.Points || !answer.isGap() {
				steps = append(steps, Step{Dimension: answer.Dimension, Question: answer.Question, From: from, To: next.Points})
			}
			from = next.Points
		}
	}
	rank := a.rank()
	sort.SliceStable(steps, func(i, j int) bool { return slices.Compare(rank(steps[i]), rank(steps[j])) < 0 })
	return steps
}

// rank returns the sort key of a step by the rules of [NewPlan]; bank order
// decides what is equal.
func (a *Assessment) rank() func(Step) []int {
	named := a.Level.named()
	return func(s Step) []int {
		return []int{ordinal(named[s.Question.ID]), s.From - s.Question.Lowest()}
	}
}

// take adds the steps in the order to take them, with their reasons.
func (p *Plan) take(steps []Step) {
	scores := map[*Dimension]int{}
	for _, d := range p.Assessment.Dimensions {
		scores[d.Dimension] = d.Score
	}
	rank := p.Assessment.rank()
	named := p.Assessment.Level.named()
	points := map[*Question]int{}
	for _, answer := range p.Assessment.Answers {
		points[answer.Question] = answer.Points
	}
	for len(steps) > 0 {
		at := -1
		for i := range steps {
			s := &steps[i]
			lowest := s.From == s.Question.Lowest()
			low, _ := s.Dimension.Range()
			switch {
			case lowest && s.Dimension.Critical:
				s.Reason = ClosesGap
			case scores[s.Dimension] == low:
				s.Reason = LiftsDimension
			case named[s.Question.ID]:
				s.Reason = NamedByGuidance
			case lowest:
				s.Reason = LowestAnswer
			default:
				s.Reason = ShortestWay
			}
			possible := points[s.Question] == s.From
			if possible && (at < 0 || s.Reason < steps[at].Reason ||
				s.Reason == steps[at].Reason && slices.Compare(rank(*s), rank(steps[at])) < 0) {
				at = i
			}
		}
		next := steps[at]
		steps = slices.Delete(steps, at, at+1)
		scores[next.Dimension] += next.Points()
		points[next.Question] = next.To
		next.How = next.Question.Option(next.From).MoveUp
		for _, id := range next.Question.Refs {
			if ref := p.Assessment.Model.Reference(id); ref != nil {
				next.References = append(next.References, ref)
			}
		}
		p.Points += next.Points()
		p.Steps = append(p.Steps, next)
	}
}

// shortest chooses from steps, which are in order of rank, those that gain at
// least need points, as [NewPlan] promises. It returns nil when all of them
// together do not gain as much.
//
// It goes through the dimensions one by one and keeps, for every sum of points
// that can be gained so far, the best set of steps that gains exactly that
// sum. This is enough because adding the same steps to two sets does not
// change which of them is better. Within a dimension, sets that have a step of it
// are kept apart from those that don't, since only the first one lifts it. The
// work grows with the number of steps times the number of different sums below
// need.
func (a *Assessment) shortest(steps []Step, need int) []Step {
	best := map[int]stepSet{0: {members: make([]byte, (len(steps)+7)/8)}}
	keep := func(sets map[int]stepSet, gain int, set stepSet) {
		if known, ok := sets[gain]; !ok || set.better(known) {
			sets[gain] = set
		}
	}
	for _, d := range a.Dimensions {
		lift := ordinal(!d.AtLowest() || d.Dimension.Critical) // critical gaps have lifted it
		touched := map[int]stepSet{}
		for _, ladder := range ladders(steps, d.Dimension) {
			climb := func(from map[int]stepSet, lift int, to map[int]stepSet) {
				for gain, set := range from {
					set.lifted += lift
					for _, rank := range ladder {
						if gain >= need { // more steps would only make it longer
							break
						}
						gain += steps[rank].Points()
						set = set.with(rank)
						keep(to, gain, set)
					}
				}
			}
			next := maps.Clone(touched)
			climb(touched, 0, next)
			climb(best, lift, next)
			touched = next
		}
		for gain, set := range touched {
			keep(best, gain, set)
		}
	}
	return cheapest(best, need).pick(steps)
}

// ladders returns the indices of the steps of a dimension, those of one question
// together.
func ladders(steps []Step, d *Dimension) [][]int {
	var all [][]int
	place := map[*Question]int{}
	for rank, s := range steps {
		if s.Dimension != d {
			continue
		}
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
	lifted  int    // dimensions that the steps lift off their lowest score
	members []byte // not changed once made, so that sets can share it
}

func (s stepSet) with(rank int) stepSet {
	members := bytes.Clone(s.members)
	members[rank/8] |= 0x80 >> (rank % 8)
	return stepSet{s.size + 1, s.lifted, members}
}

func (s stepSet) better(t stepSet) bool {
	if s.size != t.size {
		return s.size < t.size
	}
	if s.lifted != t.lifted {
		return s.lifted > t.lifted
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
