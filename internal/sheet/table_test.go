package sheet

import (
	"reflect"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func TestRowLength(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"":                             0,
		"a":                            0,
		"a\n":                          2,
		"\n":                           1,
		"\r\na":                        2,
		"a,b\r\nc\n":                   5,
		`a,"b` + "\n":                  0,
		`"a` + "\n" + `b"`:             0, // a quote may follow
		`"a` + "\n" + `b"` + "\n":      6,
		`"a` + "\n" + `b"` + "\r\nc":   7,
		`"a""` + "\n" + `b",c` + "\n":  10,
		`""` + "\nb\n":                 3,
		`"",""` + "\nb\n":              6,
		`"a"b,"c` + "\n" + `d"` + "\n": 8, // a misplaced quote ends the row with its line
		`a"b,"c` + "\n" + `d"` + "\n":  7,
	} {
		for _, comma := range []byte(",;\t|") {
			text := strings.ReplaceAll(text, ",", string(comma))
			if got := RowLength([]byte(text), comma); got != want {
				t.Errorf("%q: %d, expected %d", text, got, want)
			}
		}
	}
}

// The header says what separates the cells. A second name that is known makes it
// certain.
func TestFindHeader(t *testing.T) {
	t.Parallel()
	c := NewColumns(&tinyModel().Bank)
	for _, test := range []struct {
		text  string
		want  Header
		short bool // for this, more text is needed
	}{
		{"a.one,a.two\n1,3\n", Header{',', 0, 12}, false},
		{"a.one;a.two\n1;3\n", Header{';', 0, 12}, false},
		{"a.one\ta.two\n", Header{'\t', 0, 12}, false},
		{"a.one|a.two\n", Header{'|', 0, 12}, false},
		{"team;a.one,x;a.two\n", Header{';', 0, 19}, false},
		{"a.one;a.two", Header{';', 0, 11}, true},
		{"a.one\n", Header{',', 0, 6}, false},
		{"x;y\n", Header{',', 0, 4}, false},
		{"\ufeffa.one;a.two\n", Header{';', 3, 15}, false},
		{"sep=;\r\na.one;a.two\n", Header{';', 7, 19}, false},
		{"\ufeff\"sep=;\"\na.one;a.two\n", Header{';', 11, 23}, false},
		{"SEP=,\na.one;a.two\n", Header{',', 6, 18}, false},
		{"sep=\t\na.one,a.two\n", Header{'\t', 6, 18}, false},
		{"sep=;", Header{';', 5, 5}, true},
		{"sep=x\na.one;a.two\n", Header{',', 0, 6}, false},
		{"\n\r\n;;; \na.one;a.two\n", Header{';', 8, 20}, false},
		{"\"a.one\";\"a.two\n\"\n1;3\n", Header{';', 0, 17}, false},
		{"\"a.one\";\"a.two", Header{';', 0, 14}, true},
		{"", Header{',', 0, 0}, true},
		{"\n\n", Header{',', 2, 2}, true},
	} {
		if got, ok := c.FindHeader([]byte(test.text), true); got != test.want || !ok {
			t.Errorf("%q: %+v, expected %+v", test.text, got, test.want)
		}
		if got, ok := c.FindHeader([]byte(test.text), false); ok == test.short || ok && got != test.want {
			t.Errorf("the beginning %q: %+v, %v", test.text, got, ok)
		}
	}
}

func TestNotesAndEvidenceHaveColumns(t *testing.T) {
	t.Parallel()
	text := "a.two.evidence,a.one,a.one.note,a.two,a.two.note,a.one.evidence\n" +
		"\"p\n\n q \",1, why ,3,,e\n" +
		",1,,3,,\n"
	want := []map[string]maturity.Answer{
		{"a.one": {Points: 1, Note: "why", Evidence: []string{"e"}}, "a.two": {Points: 3, Evidence: []string{"p", "q"}}},
		{"a.one": {Points: 1}, "a.two": {Points: 3}},
	}
	for i, record := range collect(t, strings.NewReader(text), CSV, &tinyModel().Bank) {
		if !reflect.DeepEqual(record.Sheet.Answers, want[i]) {
			t.Errorf("got %+v, %v", record.Sheet.Answers, record.Problems)
		}
	}
}

// A note without points is no answer.
func TestANoteWithoutPointsIsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a.one,a.two,a.one.note\n,3,why\n": "f:2:1: a.one has no answer; expected 0, 1, 2 or unknown [empty-answer]",
		"a.two,a.one.note\n3,why\n":        "f:2:3: a.one has no points; expected 0, 1, 2 or unknown [empty-answer]",
		"a.two,a.one.note\n3,\n":           "f:2:1: missing 1 of 2 answers: a.one [missing-answer]",
	} {
		records := collect(t, strings.NewReader(text), CSV, &tinyModel().Bank)
		if len(records) != 1 || len(records[0].Problems) != 1 || records[0].Problems[0].String() != want {
			t.Errorf("%q: %v", text, records)
		}
	}
}

// A bank's own names come first.
func TestAQuestionMayBeCalledLikeAnotherColumn(t *testing.T) {
	t.Parallel()
	b := &maturity.Bank{ID: "b", Version: 1, Dimensions: []maturity.Dimension{{ID: "label", Questions: []maturity.Question{
		{ID: "label.unit", Options: []maturity.Option{{Points: 0}, {Points: 1}}},
		{ID: "label.unit.note", Options: []maturity.Option{{Points: 0}, {Points: 1}}},
	}}}}
	records := collect(t, strings.NewReader("label.unit,label.unit.note,label.x\n1,0,y\n"), CSV, b)
	want := maturity.Sheet{
		Labels:  map[string]string{"x": "y"},
		Answers: map[string]maturity.Answer{"label.unit": {Points: 1}, "label.unit.note": {Points: 0}},
	}
	if len(records) != 1 || !reflect.DeepEqual(records[0].Sheet, want) {
		t.Errorf("%+v", records)
	}
}
