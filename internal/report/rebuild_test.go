package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"testing"
	"testing/fstest"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

// rebuilt makes the files of a bank and its levels from their documents, and loads
// them. The files are JSON, which is YAML.
func rebuilt(t *testing.T, m *maturity.Model) *maturity.Model {
	t.Helper()
	object := func(document any) map[string]any {
		var b bytes.Buffer
		if err := report.JSON(&b, document); err != nil {
			t.Fatal(err)
		}
		var o map[string]any
		if err := json.Unmarshal(b.Bytes(), &o); err != nil {
			t.Fatal(err)
		}
		return o
	}
	questions, levels := fstest.MapFS{}, fstest.MapFS{}
	write := func(files fstest.MapFS, name string, content map[string]any) {
		text, err := json.Marshal(withoutBlanks(content))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}

	document := object(report.Questions(&m.Bank, ""))
	file := document["bank"].(map[string]any)
	maps.Copy(file, map[string]any{"title": document["title"], "source": document["source"], "instructions": document["instructions"]})
	maps.Copy(file, map[string]any{"language": document["language"], "frameworks": document["frameworks"]})
	var ids []any
	for _, d := range document["dimensions"].([]any) {
		dimension := d.(map[string]any)
		ids = append(ids, dimension["id"])
		for _, q := range dimension["questions"].([]any) {
			question, moveUp := q.(map[string]any), map[string]any{}
			for _, o := range question["options"].([]any) {
				option := o.(map[string]any)
				moveUp[fmt.Sprintf("from_%v", option["points"])] = option["move_up"]
				delete(option, "move_up")
			}
			question["move_up"] = moveUp
		}
		write(questions, fmt.Sprintf("%v.yaml", dimension["id"]), dimension)
	}
	file["dimensions"] = ids
	write(questions, "bank.yaml", file)
	for i := range m.Levels {
		level := object(report.Level(m, &m.Levels[i]))
		delete(level, "schema")
		delete(level, "bank")
		write(levels, fmt.Sprintf("%d-%s.yaml", i+1, m.Levels[i].Slug), level)
	}
	got, problems, err := bank.Load(bank.Dir{FS: questions, Name: "questions"}, bank.Dir{FS: levels, Name: "levels"})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return got
}

// withoutBlanks leaves out what a document says is missing: "", {} and [].
func withoutBlanks(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if value = withoutBlanks(value); value == nil {
				delete(v, key)
			} else {
				v[key] = value
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = withoutBlanks(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}

func TestABankCanBeRebuiltFromItsDocuments(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{htmlBuiltin(t), htmlForeign(t)} {
		if got := rebuilt(t, m); !reflect.DeepEqual(got, m) {
			t.Errorf("%s differs:\n%+v\nwant\n%+v", m.Bank.Ref(), got, m)
		}
		document := report.Levels(m)
		for i := range m.Levels {
			if one := report.Level(m, &m.Levels[i]); one.Bank != document.Bank || !reflect.DeepEqual(one.LevelContent, document.Levels[i]) {
				t.Errorf("level %d differs from that in the list", i+1)
			}
		}
	}
}
