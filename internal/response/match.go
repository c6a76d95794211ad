package response

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// name is a text that stands for a question or an option.
type name struct {
	folded string
	what   string // kind of name: "id", "title", "text", "points"
	index  int    // of what it stands for
}

// unsure is the index of "I don't know" among the options.
const unsure = -1

// fold removes what doesn't distinguish texts: case, blanks, line ends, quotes, what
// can't be seen, and what forms put at the end.
func fold(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"'`´‘’‚“”„«»‹›", r) {
			return -1
		}
		return r
	}, strings.ToLower(display.Clean(s)))
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), " .…;*")
}

// lead is a number that forms put before a text: "2. ", "Q2: ", "[G01Q02] ", "2 - ".
var lead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\[(]?[a-z]{0,3}\d+[a-z0-9]*[\])]?\s?[.:)\-–—]*\s+`)
})

// isCut reports whether a text shows that its end is missing.
func isCut(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "..")
}

// find returns the index that a text stands for. It has to be a name, apart from
// what [fold] and a leading number change, or the beginning of one. If several fit,
// or none, ok is false.
func find(text string, names []name) (found name, ok, several bool) {
	const telling = 12 // characters; a shorter text that isn't marked as cut is no beginning
	folded := fold(text)
	bare := lead().ReplaceAllString(folded, "")
	fits := func(fit func(n name) bool) (found name, indexes []int) {
		for _, n := range names {
			if fit(n) && !slices.Contains(indexes, n.index) {
				found, indexes = n, append(indexes, n.index)
			}
		}
		return found, indexes
	}
	isLong := func(s string) bool { return s != "" && (isCut(text) || utf8.RuneCountInString(s) >= telling) }
	for _, fit := range []func(n name) bool{
		func(n name) bool { return n.folded == folded },
		func(n name) bool { return n.folded == bare && n.what == "text" },
		func(n name) bool {
			return n.what == "text" && n.index != unsure &&
				(isLong(folded) && strings.HasPrefix(n.folded, folded) || isLong(bare) && strings.HasPrefix(n.folded, bare))
		},
	} {
		if found, indexes := fits(fit); len(indexes) > 0 {
			return found, len(indexes) == 1, len(indexes) > 1
		}
	}
	return name{}, false, false
}

// questionNames returns the names of the questions: id, title and text. Survey tools
// allow no dots in an id, and write it before the text.
func questionNames(b *maturity.Bank) []name {
	var names []name
	for i, q := range b.Questions() {
		code := strings.NewReplacer(".", "", "-", "", "_", "").Replace(q.ID)
		for _, n := range []name{
			{q.ID, "id", i},
			{code, "id", i},
			{q.Title, "title", i},
			{q.Text, "text", i},
			{q.Title + ": " + q.Text, "text", i},
			{q.Title + " " + q.Text, "text", i},
			{code + ". " + q.Text, "text", i},
		} {
			n.folded = fold(n.folded)
			names = append(names, n)
		}
	}
	return names
}

// unsureTexts mean "I don't know".
var unsureTexts = []string{"unknown", "I don't know", "I do not know", "we don't know", "we do not know", "don't know", "do not know"}

// optionNames returns the names of the options of a question: points and text.
func optionNames(q *maturity.Question) []name {
	var names []name
	for i, o := range q.Options {
		names = append(names,
			name{strconv.Itoa(o.Points), "points", i},
			name{display.Count(o.Points, "point"), "points", i},
			name{fold(o.Text), "text", i})
	}
	for _, text := range unsureTexts {
		names = append(names, name{fold(text), "text", unsure})
	}
	return names
}

// wholeNumber matches a number of points as spreadsheets may write it: 1.0 or 1,0.
var wholeNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d+)[.,]0+$`) })

// answer returns the answer that a cell gives. ok is false unless it is certain.
func answer(q *maturity.Question, names []name, text string) (a maturity.Answer, ok bool) {
	n, ok, _ := find(wholeNumber().ReplaceAllString(strings.TrimSpace(text), "$1"), names)
	switch {
	case !ok:
		return maturity.Answer{}, false
	case n.index == unsure:
		return maturity.Answer{Unknown: true}, true
	}
	return maturity.Answer{Points: q.Options[n.index].Points}, true
}
