package report

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestJSONReadsBackToTheSameDocument(t *testing.T) {
	t.Parallel()
	for name, f := range withHarm(t) {
		back := reread(t, f.document())
		// Only bytes that are not UTF-8, in the hostile ones, are replaced.
		if !strings.HasPrefix(name, "hostile") && !reflect.DeepEqual(back, f.document()) {
			t.Errorf("%s reads back as a different value", name)
		}
		if !reflect.DeepEqual(reread(t, back), back) {
			t.Errorf("%s changes when read back again", name)
		}
	}
}

// reread writes a document as JSON and reads it strictly.
func reread(t *testing.T, document any) any {
	t.Helper()
	text := rendered(t, func(w io.Writer) error { return JSON(w, document) })
	back := reflect.New(reflect.TypeOf(document))
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(back.Interface()); err != nil {
		t.Fatal(err)
	}
	return back.Elem().Interface()
}

func TestJSONHasNoNullAndEveryField(t *testing.T) {
	t.Parallel()
	all := everything(t)
	for name, f := range all {
		if text := rendered(t, func(w io.Writer) error { return JSON(w, f.document()) }); bytes.Contains(text, []byte("null")) {
			t.Errorf("%s holds a null: %s", name, text)
		}
	}
	for name, want := range map[string]string{
		"assessment_unknown": "schema bank team date labels score max range level high_level next near_edge critical_gaps dimensions answers warnings guidance references supports",
		"assessment_known":   "schema bank team date labels score max range level next near_edge critical_gaps dimensions answers warnings guidance references supports",
		"assessment_top":     "schema bank team date score max range level near_edge critical_gaps dimensions answers warnings guidance references supports",
		"level":              "schema bank number name label min max summary heading guidance references",
		"levels":             "schema bank levels",
		"questions":          "schema bank title source instructions frameworks dimensions",
	} {
		if got := strings.Join(keys(t, all[name].document()), " "); got != want {
			t.Errorf("%s has the fields %s; want %s", name, got, want)
		}
	}
}

// keys returns the names of a document's fields, in order.
func keys(t *testing.T, document any) []string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(rendered(t, func(w io.Writer) error { return JSON(w, document) })))
	var names []string
	if _, err := decoder.Token(); err != nil {
		t.Fatal(err)
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name.(string))
		var skipped json.RawMessage
		if err := decoder.Decode(&skipped); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func TestScoreIsTheLowEndAndUnknownAnswersAreMarked(t *testing.T) {
	t.Parallel()
	d := Assessment(scored(t)["unknown"])
	if d.Score != 11 || d.Range != (RangeDocument{11, 15}) || d.HighLevel == nil || d.HighLevel.Number != 3 {
		t.Errorf("score %d, range %v, high level %v; want 11, 11 to 15, level 3", d.Score, d.Range, d.HighLevel)
	}
	if tuning := d.Answers[1]; !tuning.Unknown || tuning.Points != 0 || tuning.Max != 2 {
		t.Errorf("the unknown answer is %+v", tuning)
	}
	if models := d.Dimensions[0]; models.Unknown != 1 || models.Score != 1 {
		t.Errorf("its dimension is %+v", models)
	}
}

func TestJSONKeepsMarkupAndEscapesHiddenCharacters(t *testing.T) {
	t.Parallel()
	text := string(rendered(t, func(w io.Writer) error { return JSON(w, "<b>&\u009b\u202e\U000e0041é") }))
	if want := `"<b>&\u009b\u202e\udb40\udc41é"` + "\n"; text != want {
		t.Errorf("JSON is %s, want %s", text, want)
	}
}

func TestFilterSelectsADimensionAQuestionOrNothing(t *testing.T) {
	t.Parallel()
	b := &published().Bank
	for filter, want := range map[string]int{"": 14, "safety": 2, "safety.content": 1, "safety.": 0, "nowhere": 0} {
		d, n := Questions(b, filter), 0
		for _, dimension := range d.Dimensions {
			n += len(dimension.Questions)
		}
		if n != want || d.Dimensions == nil {
			t.Errorf("%q selects %d questions, want %d", filter, n, want)
		}
	}
	if len(b.Dimension("safety").Questions) != 2 {
		t.Error("selecting changed the bank")
	}
}
