package rollup

import (
	"maps"
	"slices"

	"genaiops/internal/maturity"
)

// totals are the counts of some sheets. They are whole numbers, so the order of
// addition does not matter.
type totals struct {
	name   string // of the group; of several spellings, the first
	sheets int
	unsure int         // sheets with an unknown answer
	scores map[int]int // sheets, by score
	gaps   map[int]int // sheets with a critical gap, by score
	chosen []int       // sheets, by slot
	lowest []int       // sheets at the lowest subtotal, by dimension
}

func newTotals(f *frame) *totals {
	return &totals{
		scores: map[int]int{},
		gaps:   map[int]int{},
		chosen: make([]int, len(f.slots)),
		lowest: make([]int, len(f.dimensions)),
	}
}

func (t *totals) add(f *frame, r Record, s *Scores) {
	t.sheets++
	t.scores[s.Score]++
	if s.Unknown > 0 {
		t.unsure++
	}
	if s.Gaps > 0 {
		t.gaps[s.Score]++
	}
	for i, choice := range r.Choices {
		t.chosen[f.first[i]+int(choice)]++
	}
	for i, d := range f.dimensions {
		if s.Dimensions[i] == d.lowest {
			t.lowest[i]++
		}
	}
}

func (t *totals) merge(other *totals) {
	t.sheets += other.sheets
	t.unsure += other.unsure
	for score, count := range other.scores {
		t.scores[score] += count
	}
	for score, count := range other.gaps {
		t.gaps[score] += count
	}
	for i, n := range other.chosen {
		t.chosen[i] += n
	}
	for i, n := range other.lowest {
		t.lowest[i] += n
	}
}

func (t *totals) summarize(f *frame) Totals {
	return Totals{
		Sheets:     t.sheets,
		Unsure:     t.unsure,
		Score:      t.scoreStats(),
		Levels:     t.levels(f.model),
		Dimensions: t.dimensions(f),
		Questions:  t.questions(f),
	}
}

func (t *totals) scoreStats() ScoreStats {
	if t.sheets == 0 {
		return ScoreStats{}
	}
	scores := slices.Sorted(maps.Keys(t.scores))
	sum := 0
	for _, score := range scores {
		sum += score * t.scores[score]
	}
	return ScoreStats{
		Mean:   float64(sum) / float64(t.sheets),
		Median: float64(t.ranked(scores, (t.sheets-1)/2)+t.ranked(scores, t.sheets/2)) / 2,
		Min:    scores[0],
		Max:    scores[len(scores)-1],
	}
}

// ranked returns the score at an index of the scores in ascending order.
func (t *totals) ranked(scores []int, index int) int {
	for _, score := range scores {
		if index -= t.scores[score]; index < 0 {
			return score
		}
	}
	return 0
}

func (t *totals) levels(m *maturity.Model) []LevelCount {
	counts := make([]LevelCount, len(m.Levels))
	for i := range m.Levels {
		counts[i].Level = &m.Levels[i]
		for score, count := range t.scores {
			if m.LevelAt(score) == counts[i].Level {
				counts[i].Count += count
				counts[i].Gaps += t.gaps[score]
			}
		}
	}
	return counts
}

func (t *totals) dimensions(f *frame) []DimensionTotal {
	var all []DimensionTotal
	for i, d := range f.dimensions {
		sum := 0
		for at := f.first[d.from]; at < f.first[d.to]; at++ {
			sum += t.chosen[at] * f.slots[at].low
		}
		all = append(all, DimensionTotal{
			Dimension: d.Dimension, Sum: sum, Mean: mean(sum, t.sheets), Min: d.lowest, Max: d.highest,
			Lowest: t.lowest[i],
		})
	}
	return all
}

func (t *totals) questions(f *frame) []QuestionTotal {
	var all []QuestionTotal
	for i, q := range f.questions {
		total := QuestionTotal{Question: q, Unknown: t.chosen[f.first[i+1]-1]}
		sum := total.Unknown * q.Lowest()
		for j, o := range q.Options {
			count := t.chosen[f.first[i]+j]
			total.Counts = append(total.Counts, OptionCount{o.Points, count})
			sum += count * o.Points
		}
		total.Sum, total.Mean = sum, mean(sum, t.sheets)
		all = append(all, total)
	}
	return all
}

func mean(sum, count int) float64 {
	if count == 0 {
		return 0
	}
	return float64(sum) / float64(count)
}
