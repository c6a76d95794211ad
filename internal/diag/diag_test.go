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
