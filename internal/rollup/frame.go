package rollup

import (
	"fmt"
	"slices"

	"genaiops/internal/maturity"
)

// Choice is the answer to one question: the index of the option, or the number
// of the question's options for "unknown".
type Choice uint16

// Record is what counts of one sheet. Its texts may be views of a buffer that
// is about to be reused: whoever keeps something of a record copies it.
type Record struct {
	Team, Date []byte   // empty when the sheet does not say
	Group      []byte   // the value of the label that groups, or the period; empty when the sheet lacks it
	Choices    []Choice // one for each question, in bank order
}

// Scores are the points of one record; unknown answers count as the lowest
// option.
type Scores struct {
	Score      int
	High       int   // what the score would be if every unknown answer were the highest
	Unknown    int   // number of unknown answers
	Dimensions []int // subtotals, in bank order
}

// frame is a model laid out for counting. Every question has a slot for each of
// its options and one more for "unknown", all in one row.
type frame struct {
	model      *maturity.Model
	questions  []*maturity.Question
	first      []int // the first slot, by question; one more at the end for the number of slots
	slots      []slot
	dimensions []dimensionFrame
}

// slot is a choice that a sheet can make.
type slot struct {
	low, high int // points; they differ for "unknown"
	unknown   int // 1 for "unknown"
}

type dimensionFrame struct {
	*maturity.Dimension
	from, to int // the questions, as indices
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
			f.addQuestion(&d.Questions[j])
		}
		f.dimensions = append(f.dimensions, dimensionFrame{d, from, len(f.questions), low, high})
	}
	f.first = append(f.first, len(f.slots))
	return f
}

func (f *frame) addQuestion(q *maturity.Question) {
	f.questions = append(f.questions, q)
	f.first = append(f.first, len(f.slots))
	for _, o := range q.Options {
		f.slots = append(f.slots, slot{low: o.Points, high: o.Points})
	}
	f.slots = append(f.slots, slot{low: q.Lowest(), high: q.Highest(), unknown: 1})
}

// unknown returns the slot of question i for "unknown".
func (f *frame) unknown(i int) int { return f.first[i+1] - 1 }

// score fills s, whose lists are reused.
func (f *frame) score(r Record, s *Scores) {
	*s = Scores{Dimensions: s.Dimensions[:0]}
	for _, d := range f.dimensions {
		sum := 0
		for i := d.from; i < d.to; i++ {
			slot := &f.slots[f.first[i]+int(r.Choices[i])]
			sum += slot.low
			s.High += slot.high
			s.Unknown += slot.unknown
		}
		s.Score += sum
		s.Dimensions = append(s.Dimensions, sum)
	}
}

// record turns a sheet into a record, using the memory of choices. It fails for
// a sheet that lacks an answer or claims points that no option has.
func (f *frame) record(s maturity.Sheet, by string, choices []Choice) (Record, error) {
	choices = choices[:0]
	for _, q := range f.questions {
		a, ok := s.Answers[q.ID]
		at := len(q.Options)
		if !a.Unknown {
			at = slices.IndexFunc(q.Options, func(o maturity.Option) bool { return o.Points == a.Points })
		}
		if !ok || at < 0 {
			return Record{}, fmt.Errorf("the sheet has no valid answer to %s", q.ID)
		}
		choices = append(choices, Choice(at))
	}
	return Grouped(Record{Team: []byte(s.Team), Date: []byte(s.Date), Group: []byte(s.Labels[by]), Choices: choices}, by), nil
}
