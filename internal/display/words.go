package display

import "fmt"

// Count returns a number with its noun: "1 point", "2 points".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
