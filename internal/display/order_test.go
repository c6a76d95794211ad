package display

import (
	"slices"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNamesAreOrderedAsPeopleExpect(t *testing.T) {
	t.Parallel()
	want := []string{
		"", "Ämter", "Apfel", "A\u0308pfel", "apfel", "Äpfel", "Éclair", "Team 2", "team 10", "Zoll", "Ярославль", "北",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFoldedNamesDifferOnlyInMoreThanCaseAndAccents(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		same bool
	}{
		{"Äpfel", "apfel", true},
		{"Äpfel", "A\u0308PFEL", true},
		{"İstanbul", "istanbul", true},
		{"ﬁx", "FIX", true},
		{"STRAẞE", "Strasse", true},
		{"Łódź", "lodz", true},
		{"Ёлка", "елка", true},
		{"a", "b", false},
		{"Ab", "a b", false},
		{"कि", "कु", false}, // the marks are vowels
		{"\u0301", "\u0300", false},
		{"\u0301", "", false},
	} {
		if got := Fold(test.a) == Fold(test.b); got != test.same {
			t.Errorf("%q and %q are the same: %t", test.a, test.b, got)
		}
	}
}

func FuzzCompareIsAnOrder(f *testing.F) {
	f.Add("Äpfel", "Zoll", "team 2")
	f.Add("2", "10", "a1")
	f.Add("a\u0308", "ä", "\xff")
	f.Add("1a", "1", "a")
	f.Add("한국", "a\u0323\u0307", "\u1e69")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if Compare(a, b) != -Compare(b, a) || (Compare(a, b) == 0) != (a == b) {
			t.Errorf("%q and %q: %d and %d", a, b, Compare(a, b), Compare(b, a))
		}
		if utf8.ValidString(a) && Fold(a) != Fold(norm.NFD.String(a)) {
			t.Errorf("%q folds to %q, decomposed to %q", a, Fold(a), Fold(norm.NFD.String(a)))
		}
		names := []string{a, b, c}
		Sort(names)
		if Compare(names[0], names[2]) > 0 {
			t.Errorf("%q are not in order", names)
		}
	})
}
