package diag

import (
	"errors"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"a":                       `"a"`,
		"":                        `""`,
		"a\nb":                    `"a\nb"`,
		strings.Repeat("é", 60):   `"` + strings.Repeat("é", 60) + `"`,
		strings.Repeat("é", 61):   `"` + strings.Repeat("é", 60) + `…"`,
		strings.Repeat("a", 1e6):  `"` + strings.Repeat("a", 60) + `…"`,
		strings.Repeat("\x00", 3): `"\x00\x00\x00"`,
	} {
		if got := Quote(s); got != want {
			t.Errorf("Quote of %d bytes is %s, expected %s", len(s), got, want)
		}
	}
}

func TestProblemsPrintOnOneLine(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Problem{
		"a.yaml:3:4: wrong [type]":         {Pos{"a.yaml", 3, 4}, "type", "wrong"},
		"dir:1:1: wrong [type]":            {Pos{File: "dir"}, "type", "wrong"},
		`a\n\x1b[2J:3:1: b\nc\r [control]`: {Pos{File: "a\n\x1b[2J", Line: 3}, "control", "b\nc\r"},
	} {
		if p.String() != want {
			t.Errorf("got %q, expected %q", p.String(), want)
		}
	}
}

func TestPrintWritesEachProblemInTurn(t *testing.T) {
	t.Parallel()
	var l List
	l.Addf(Pos{"b", 2, 1}, "r", "%d of %s", 2, "x")
	l.Addf(Pos{"a", 1, 1}, "r", "100%%")
	var out strings.Builder
	if err := l.Print(&out); err != nil || out.String() != "b:2:1: 2 of x [r]\na:1:1: 100% [r]\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	broken := errors.New("broken")
	if err := l.Print(writerFunc(func([]byte) (int, error) { return 0, broken })); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestAListEndsWithTheThousandthProblem(t *testing.T) {
	t.Parallel()
	var l List
	for i := range 1100 {
		l.Addf(Pos{File: "f", Line: i + 1}, "r", "problem %d", i+1)
	}
	if len(l) != 1000 || l[998].Message != "problem 999" {
		t.Fatalf("%d problems", len(l))
	}
	if got, want := l[999].String(), "f:1000:1: more than 999 problems; the rest are not shown [too-many]"; got != want {
		t.Errorf("the last is %s, expected %s", got, want)
	}
}

func TestSortGoesByFileThenPositionThenRule(t *testing.T) {
	t.Parallel()
	sorted := List{
		{Pos{"a", 0, 0}, "z", "whole file"},
		{Pos{"a", 1, 2}, "b", "m"},
		{Pos{"a", 1, 10}, "a", "m"},
		{Pos{"a", 2, 1}, "a", "m"},
		{Pos{"a", 2, 1}, "b", "a"},
		{Pos{"a", 2, 1}, "b", "b"},
		{Pos{"a", 10, 1}, "a", "m"},
		{Pos{"b", 1, 1}, "a", "m"},
	}
	r := rand.New(rand.NewSource(1))
	for range 50 {
		l := append(List{}, sorted...)
		r.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] })
		l.Sort()
		if !reflect.DeepEqual(l, sorted) {
			t.Fatalf("got %v", l)
		}
	}
}

func TestAFullListSaysSoAtTheEnd(t *testing.T) {
	t.Parallel()
	var l, more List
	for i := range 600 {
		more.Addf(Pos{"f", 1000 - i, 1}, "r", "100%%")
	}
	l.Add(more)
	if l.Full() {
		t.Error("600 problems fill the list")
	}
	l.Add(more)
	l.Add(more)
	l.Sort()
	if len(l) != 1000 || !l.Full() || l[999].Rule != "too-many" || l[0].Message != "100%" {
		t.Errorf("%d problems, from %v to %v", len(l), l[0], l[len(l)-1])
	}
}

// The cost of hostile ids is limited: 2,500 unknown ones in a bank with 500.
func TestSuggestionsForManyLongIDsAreQuick(t *testing.T) {
	t.Parallel()
	var candidates []string
	for i := range 500 {
		candidates = append(candidates, strings.Repeat("a", 190)+string(rune('b'+i%20)))
	}
	var l List
	for range 2500 {
		l.Addf(Pos{}, "r", "%s", Suggestion{strings.Repeat("a", 170) + strings.Repeat("z", 20), candidates})
	}
	if !l.Full() {
		t.Errorf("%d problems", len(l))
	}
	var few List
	for range 102 {
		few.Addf(Pos{}, "r", "%s%d", Suggestion{"taem", []string{"team"}}, 1)
	}
	if few[99].Message != ` (did you mean "team"?)1` || few[100].Message != "1" {
		t.Errorf("%v", few[99:])
	}
}
