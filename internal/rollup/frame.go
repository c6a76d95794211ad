package rollup

import "genaiops/internal/maturity"

// Choice is the answer to one question: the index of the option, or the number
// of the question's options for "unknown".
type Choice uint16

// Record is the part of a sheet that counts. Its texts may be views of a reused
// buffer, so keep only copies.
type Record struct {
	Team, Date []byte   // empty if the sheet has none
	Group      []byte   // the value of the label that groups, or the period; empty if there is none
	Place      Place    // only needed with a gate
	Choices    []Choice // one for each question, in bank order
	Earlier    *Record  // the team's sheet in an earlier period, the latest; only from [Latest.All]
	// Commitments are what the team has promised, in bank order.
	Commitments []Commitment
}

// Commitment is a promise to raise an answer.
type Commitment struct {
	Question int    // in bank order
	Choice   Choice // the option to reach
	Due      []byte // "YYYY-MM-DD", or empty
}

// Place is where a sheet comes from.
type Place struct {
	File string
	Line int // its first line, from 1; 0 if the file holds nothing else
}

// Scores are the points of a record. An unknown answer counts as the lowest option.
type Scores struct {
	Score      int
	High       int   // the score with every unknown answer at the highest option
	Unknown    int   // number of unknown answers
	Gaps       int   // number of critical gaps
	Dimensions []int // subtotals, in bank order
}

// frame is a model prepared for counting. Each question has a slot for each option
// and one for "unknown".
type frame struct {
	model      *maturity.Model
	questions  []*maturity.Question
	first      []int // the first slot, by question; at the end, the number of slots
	slots      []slot
	dimensions []dimensionFrame
}

// slot is a possible choice.
type slot struct {
	low, high int // points, which differ for "unknown"
	unknown   int // 1 for "unknown"
	gap       int // 1 for a critical gap
}

type dimensionFrame struct {
	*maturity.Dimension
	from, to int // indices of the questions
	lowest   int // attainable subtotal
	highest  int
}

func newFrame(m *maturity.Model) *frame {
	f := &frame{model: m}
	for i := range m.Bank.Dimensions {
		d := &m.Bank.Dimensions[i]
		low, high := d.Range()
		from := len(f.questions)
		for j := range d.Questions {
			q := &d.Questions[j]
			f.questions = append(f.questions, q)
			f.first = append(f.first, len(f.slots))
			for _, o := range q.Options {
				f.slots = append(f.slots, slot{low: o.Points, high: o.Points})
			}
			unknown := slot{low: q.Lowest(), high: q.Highest(), unknown: 1}
			if d.Critical {
				f.slots[f.first[len(f.first)-1]].gap, unknown.gap = 1, 1
			}
			f.slots = append(f.slots, unknown)
		}
		f.dimensions = append(f.dimensions, dimensionFrame{d, from, len(f.questions), low, high})
	}
	f.first = append(f.first, len(f.slots))
	return f
}

// score fills s and reuses its memory.
func (f *frame) score(r Record, s *Scores) {
	*s = Scores{Dimensions: s.Dimensions[:0]}
	for _, d := range f.dimensions {
		sum := 0
		for i := d.from; i < d.to; i++ {
			slot := &f.slots[f.first[i]+int(r.Choices[i])]
			sum += slot.low
			s.High += slot.high
			s.Unknown += slot.unknown
			s.Gaps += slot.gap
		}
		s.Score += sum
		s.Dimensions = append(s.Dimensions, sum)
	}
}

// change returns by how many points the answers rose that are known both times.
func (f *frame) change(before, after Record) int {
	sum := 0
	for i := range after.Choices {
		from, to := f.slots[f.first[i]+int(before.Choices[i])], f.slots[f.first[i]+int(after.Choices[i])]
		if from.unknown+to.unknown == 0 {
			sum += to.low - from.low
		}
	}
	return sum
}

// judge counts what became of the commitments of an earlier record.
func (f *frame) judge(before, after Record, counts maturity.Commitments) {
	for _, c := range before.Commitments {
		promised, now := f.slots[f.first[c.Question]+int(c.Choice)], f.slots[f.first[c.Question]+int(after.Choices[c.Question])]
		answer := maturity.Answer{Points: now.low, Unknown: now.unknown > 0}
		for _, still := range after.Commitments {
			if still.Question == c.Question {
				answer.Next = maturity.Commitment{Points: f.slots[f.first[still.Question]+int(still.Choice)].low}
			}
		}
		counts[maturity.Commitment{Points: promised.low, Due: string(c.Due)}.Judge(answer, string(after.Date))]++
	}
}

// nearEdge is [maturity.Assessment.NearEdge] of a record.
func (f *frame) nearEdge(r Record, score int) bool {
	level := f.model.LevelAt(score)
	for i, choice := range r.Choices {
		options := f.slots[f.first[i] : f.first[i+1]-1]
		at := int(choice) % len(options) // "unknown" counts as the lowest
		for _, other := range []int{at - 1, at + 1} {
			if other >= 0 && other < len(options) && f.model.LevelAt(score-options[at].low+options[other].low) != level {
				return true
			}
		}
	}
	return false
}
