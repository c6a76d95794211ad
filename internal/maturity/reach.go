package maturity

import (
	"math/big"
	"slices"
)

// Scores returns every score that answers can add up to, in ascending order. With
// uneven options, scores between the lowest and the highest are missing: two
// questions of 0, 10 or 20 points give 0, 10, 20, 30 and 40.
func (b *Bank) Scores() []int {
	var choices [][]Option
	for _, q := range b.Questions() {
		choices = append(choices, q.Options)
	}
	return sums(choices)
}

// Begin returns the lowest score in a level's band that answers can add up to. It
// is above the band's Min where bands skip scores.
func (m *Model) Begin(l *Level) int { return atLeast(m.Bank.Scores(), l.Min) }

// atLeast returns the first of the scores, which are ascending, that is at least
// least.
func atLeast(scores []int, least int) int {
	at, _ := slices.BinarySearch(scores, least)
	return scores[at]
}

// sums returns what one option from each list can add up to, in ascending order.
// A bit for each sum keeps this within a few milliseconds for the largest bank.
func sums(choices [][]Option) []int {
	low, high := 0, 0
	reached := big.NewInt(1) // bit n: low+n
	for _, options := range choices {
		lowest := options[0].Points
		before := reached
		reached = new(big.Int).Set(before)
		for _, o := range options[1:] {
			reached.Or(reached, new(big.Int).Lsh(before, uint(o.Points-lowest)))
		}
		low += lowest
		high += options[len(options)-1].Points
	}
	var all []int
	for score := low; score <= high; score++ {
		if reached.Bit(score-low) == 1 {
			all = append(all, score)
		}
	}
	return all
}
