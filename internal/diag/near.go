package diag

import "strings"

// DidYouMean returns ` (did you mean "x"?)` for the candidate nearest to word,
// or nothing when none is near: at most a third of the word may differ, and
// upper or lower case never matters.
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return ` (did you mean ` + Quote(near) + `?)`
	}
	return ""
}

// Nearest returns the candidate nearest to word, or "" when none is near. Of
// equally near ones, the first is returned.
func Nearest(word string, candidates []string) string {
	const longest = 200 // no id is longer; keeps the work bounded for hostile input
	if len(word) > longest {
		return ""
	}
	best, bestDistance := "", len(word)/3+1
	for _, c := range candidates {
		if tooFar(len(word)-len(c), bestDistance) {
			continue
		}
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// tooFar spares the work of comparing words whose lengths in bytes say enough:
// one character changes the length by its own four bytes at most.
func tooFar(lengths, bestDistance int) bool {
	return max(lengths, -lengths) > 4*bestDistance
}

// distance is the number of characters to insert, delete, replace or swap
// with the next to turn a into b (optimal string alignment).
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
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+unequal(x[i-1], y[j-1]))
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}

func unequal(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
