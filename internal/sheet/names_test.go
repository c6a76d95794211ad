package sheet

import (
	"reflect"
	"testing"

	"genaiops/internal/maturity"
)

// "Search " and a folded text with its line end are the same team in every format.
func TestNamesAreTrimmedInEveryFormat(t *testing.T) {
	t.Parallel()
	want := maturity.Sheet{
		Team: "Search", Respondent: "J. Doe", Labels: map[string]string{"unit": "Retail"},
		Answers: map[string]maturity.Answer{"a.one": {Points: 1}, "a.two": {Points: 3}},
	}
	for text, f := range map[string]Format{
		"team: >\n  Search\nrespondent: ' J. Doe '\nlabels: {\" unit\": \"Retail\\n\"}\nanswers: {a.one: 1, a.two: 3}\n":          YAML,
		`{"team": "Search ", "respondent": "\tJ. Doe", "labels": {"unit ": " Retail"}, "answers": {"a.one": 1, "a.two": 3}}`:      JSON,
		`{"team": "Search\u00a0", "respondent": "J. Doe\n", "labels": {" unit ": "Retail"}, "answers": {"a.one": 1, "a.two": 3}}`: NDJSON,
		"team,respondent,label.unit,a.one,a.two\n Search , J. Doe, Retail ,1,3\n":                                                 CSV,
	} {
		if got, problems := readText(t, text, f, Options{}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", f, got, problems)
		}
	}
}

func TestLabelsThatDifferInBlanksAreDuplicates(t *testing.T) {
	t.Parallel()
	_, problems := readText(t, `{"labels": {"unit": "x", "unit ": "y"}, "answers": {"a.one": 1, "a.two": 3}}`, JSON, Options{})
	if len(problems) != 1 || problems[0].Message != `duplicate label "unit"` {
		t.Errorf("%v", problems)
	}
}
