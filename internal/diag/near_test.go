package diag

import (
	"math/rand"
	"strings"
	"testing"
)

func TestDidYouMean(t *testing.T) {
	t.Parallel()
	candidates := []string{"models.selection", "safety.content", "team", "date", "Überblick"}
	for word, want := range map[string]string{
		"models.selection":  "models.selection",
		"Models.Selection":  "models.selection",
		"models.slection":   "models.selection",
		"models.seletcion":  "models.selection",
		"model_selection":   "models.selection",
		"tema":              "team",
		"TEAM":              "team",
		"taem":              "team",
		"dtae":              "date",
		"überblick":         "Überblick",
		"Überblik":          "Überblick",
		"weather":           "",
		"x":                 "",
		"":                  "",
		"selection":         "",
		"respondent":        "",
		"safety.responsive": "",
	} {
		got := DidYouMean(word, candidates)
		if want != "" {
			want = ` (did you mean "` + want + `"?)`
		}
		if got != want {
			t.Errorf("for %q: %q, expected %q", word, got, want)
		}
	}
}

func TestTheNearestIsTheFirstOfEquals(t *testing.T) {
	t.Parallel()
	if got := Nearest("cat", []string{"dogs", "bat", "rat"}); got != "bat" {
		t.Errorf("got %q", got)
	}
	if got := Nearest("cat", nil); got != "" {
		t.Errorf("got %q without candidates", got)
	}
}

func TestSuggestionsAreSafeToPrint(t *testing.T) {
	t.Parallel()
	if got := DidYouMean("team", []string{"tea\x1bm"}); got != ` (did you mean "tea\x1bm"?)` {
		t.Errorf("got %q", got)
	}
}

func TestAThirdOfAWordMayDiffer(t *testing.T) {
	t.Parallel()
	for third := 1; third <= 12; third++ {
		for _, other := range []string{"b", "é", "索", "😀"} {
			word := strings.Repeat("a", 3*third)
			near, far := strings.Repeat(other, third), strings.Repeat(other, third+1)
			for candidate, want := range map[string]bool{
				word + near: true, word + far: false,
				word[third:] + near: true, word[third+1:] + far: false,
				word[third:]: true, word[third+1:]: false,
			} {
				if got := Nearest(word, []string{candidate}); (got == candidate) != want {
					t.Errorf("Nearest(%q, %q) = %q", word, candidate, got)
				}
			}
		}
	}
}

func TestAHugeWordHasNoNearest(t *testing.T) {
	t.Parallel()
	for length, want := range map[int]bool{199: true, 200: true, 201: false} {
		word := strings.Repeat("a", length)
		if got := Nearest(word, []string{word}); (got == word) != want {
			t.Errorf("of %d bytes: %q", length, got)
		}
	}
	word := strings.Repeat("a", 1e6)
	if got := Nearest(word, []string{word}); got != "" {
		t.Error("a word of a megabyte was compared")
	}
}

// Skipping candidates by length never changes the answer.
func TestNearestIsTheLeastDistance(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	word := func() string {
		var b strings.Builder
		for range r.Intn(8) {
			b.WriteRune([]rune("abé😀")[r.Intn(4)])
		}
		return b.String()
	}
	for range 2000 {
		w, candidates := word(), []string{word(), word(), word()}
		want, least := "", len([]rune(w))/3+1
		for _, c := range candidates {
			if d := wholeDistance(w, c); d < least {
				want, least = c, d
			}
		}
		if got := Nearest(w, candidates); got != want {
			t.Errorf("Nearest(%q, %q) = %q, expected %q", w, candidates, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "", 3},
		{"abc", "abc", 0},
		{"abc", "axc", 1},
		{"abc", "acb", 1},
		{"abcd", "badc", 2},
		{"abc", "abcd", 1},
		{"é", "e", 1},
		{"😀a", "a😀", 1},
		{"kitten", "sitting", 3},
	} {
		for limit := range 8 {
			a, b := []rune(test.a), []rune(test.b)
			if got := distance(a, b, limit); got != min(test.want, limit) || got != distance(b, a, limit) {
				t.Errorf("distance(%q, %q, %d) = %d, expected %d", test.a, test.b, limit, got, test.want)
			}
		}
	}
}

// wholeDistance looks at all prefixes.
func wholeDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := [][]int{}
	for i := range len(x) + 1 {
		rows = append(rows, make([]int, len(y)+1))
		for j := range len(y) + 1 {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			replaced := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				replaced++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, replaced)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

func TestALimitedDistanceIsTheWholeOneUpToTheLimit(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(2))
	word := func() string {
		var b strings.Builder
		for range r.Intn(10) {
			b.WriteByte("abc"[r.Intn(3)])
		}
		return b.String()
	}
	for range 50_000 {
		a, b, limit := word(), word(), r.Intn(8)
		if got, want := distance([]rune(a), []rune(b), limit), min(wholeDistance(a, b), limit); got != want {
			t.Fatalf("distance(%q, %q, %d) = %d, expected %d", a, b, limit, got, want)
		}
	}
}
