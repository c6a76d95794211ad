package diag

import "genaiops/internal/display"

// DidYouMean returns ` (did you mean "x"?)` for the [Nearest] candidate, or "".
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return ` (did you mean ` + Quote(near) + `?)`
	}
	return ""
}

// Nearest returns the candidate nearest to word, the first one of several. It
// returns "" if more than a third of the word differs. It ignores case and accents.
func Nearest(word string, candidates []string) string {
	const longest = 200 // longer than any id; limits the cost of hostile input
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", len(word)/3+1
	for _, c := range candidates {
		// A changed character changes the length by at most four bytes.
		if lengths := len(word) - len(c); max(lengths, -lengths) > 4*bestDistance {
			continue
		}
		if d := distance(display.Fold(word), display.Fold(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance returns how many characters to insert, delete, replace or swap with
// the next to turn a into b (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before := make([]int, len(y)+1)
	last := make([]int, len(y)+1)
	row := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			replaced := last[j-1]
			if x[i-1] != y[j-1] {
				replaced++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replaced)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
