package diag

import "genaiops/internal/display"

// DidYouMean returns ` (did you mean "x"?)` for the [Nearest] candidate, or "".
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return ` (did you mean ` + Quote(near) + `?)`
	}
	return ""
}

// Suggestion is [DidYouMean] as an argument of [List.Addf], which looks for the
// candidate only for the first hundred problems.
type Suggestion struct {
	Word       string
	Candidates []string
}

// String returns ` (did you mean "x"?)` or "".
func (s Suggestion) String() string { return DidYouMean(s.Word, s.Candidates) }

// Nearest returns the candidate nearest to word, the first one of several. It
// returns "" if more than a third of the word differs, or more than 12 characters.
// It ignores case and accents.
func Nearest(word string, candidates []string) string {
	const longest = 200  // bytes, longer than any id; limits the cost of hostile input
	const mostTypos = 12 // likewise
	if len(word) > longest {
		return ""
	}
	x := []rune(display.Fold(word))
	best, bestDistance := "", min(len(x)/3, mostTypos)+1
	for _, c := range candidates {
		if d := distance(x, []rune(display.Fold(c)), bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance returns how many characters to insert, delete, replace or swap with the
// next to turn x into y (optimal string alignment), or limit if it is not less. It
// looks only at prefixes whose lengths differ by less than the limit: others are
// further apart.
func distance(x, y []rune, limit int) int {
	if max(len(x)-len(y), len(y)-len(x)) >= limit {
		return limit
	}
	before := make([]int, len(y)+1)
	last := make([]int, len(y)+1)
	row := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		from, to := max(1, i-limit), min(len(y), i+limit)
		row[from-1] = limit
		if from == 1 {
			row[0] = i
		}
		nearest := row[from-1]
		for j := from; j <= to; j++ {
			replaced := last[j-1]
			if x[i-1] != y[j-1] {
				replaced++
			}
			row[j] = min(row[j-1]+1, replaced)
			if j < i+limit {
				row[j] = min(row[j], last[j]+1)
			}
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			nearest = min(nearest, row[j])
		}
		if nearest > limit { // a swap can still lower it by one
			return limit
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}
