package maturity

import (
	"reflect"
	"slices"
	"testing"
)

func TestMissingIsInBankOrder(t *testing.T) {
	t.Parallel()
	m := foreign()
	s := Sheet{Answers: map[string]Answer{"x.2": {Unknown: true}}}
	if got := s.Missing(&m.Bank); !slices.Equal(got, []string{"x.1", "y.1"}) {
		t.Errorf("missing %q, want x.1 and y.1: unknown is not missing", got)
	}
}

func TestFillUnknownFillsOnlyWhatIsMissing(t *testing.T) {
	t.Parallel()
	m := foreign()
	s := Sheet{Answers: map[string]Answer{"x.2": {Points: 4, Note: "kept"}}}
	want := map[string]Answer{"x.1": {Unknown: true}, "x.2": {Points: 4, Note: "kept"}, "y.1": {Unknown: true}}
	if got := s.FillUnknown(&m.Bank).Answers; !reflect.DeepEqual(got, want) {
		t.Errorf("answers %v, want %v", got, want)
	}
}

func TestFillUnknownDoesNotChangeTheOriginal(t *testing.T) {
	t.Parallel()
	m := foreign()
	s := Sheet{Answers: map[string]Answer{"x.2": {Points: 4}}}
	s.FillUnknown(&m.Bank)
	if len(s.Answers) != 1 {
		t.Errorf("the original now has %v", s.Answers)
	}
	empty := Sheet{}
	if filled := empty.FillUnknown(&m.Bank); len(filled.Answers) != 3 || empty.Answers != nil {
		t.Errorf("empty sheet filled to %v, left with %v", filled.Answers, empty.Answers)
	}
}

func TestCloneSharesNothing(t *testing.T) {
	t.Parallel()
	original := func() Sheet {
		return Sheet{
			Labels:  map[string]string{"unit": "Retail"},
			Answers: map[string]Answer{"x.1": {Points: 1, Evidence: []string{"page"}}},
		}
	}
	s := original()
	clone := s.Clone()
	if !reflect.DeepEqual(clone, s) {
		t.Fatalf("clone %v of %v", clone, s)
	}
	clone.Labels["unit"] = "other"
	clone.Answers["x.1"].Evidence[0] = "other"
	clone.Answers["x.2"] = Answer{}
	if !reflect.DeepEqual(s, original()) {
		t.Errorf("changing the clone changed the original to %v", s)
	}
}
