package bank

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"genaiops/internal/document"
	"genaiops/internal/schematest"
)

// The test removes and replaces every value of a bank with every key in turn. The schema of
// the file accepts what Load accepts, and refuses what breaks a rule that a schema
// can check.
func TestSchemasAgreeWithLoadOnEveryChange(t *testing.T) {
	t.Parallel()
	const all = "testdata/ok/unknown-framework_all.txtar"
	base := overlay(t, all)
	for name, text := range base {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			schema := schematest.Compile(t, schemaOf(name))
			accepted, refused := 0, 0
			eachChange(t, text, func(changed string) {
				files := overlay(t, all)
				files[name] = changed
				_, problems := loadFiles(t, files)
				within := false
				for _, p := range problems {
					within = within || p.File == name && beyondSchema[p.Rule] == ""
				}
				switch refusal := schema.Refusal(name, []byte(changed)); {
				case refusal != nil && len(problems) == 0:
					t.Errorf("%s\nLoad accepts this, but the schema says %v", changed, refusal)
				case refusal == nil && within:
					t.Errorf("%s\nthe schema accepts this, but Load says\n%v", changed, problems)
				case refusal == nil:
					accepted++
				default:
					refused++
				}
			})
			if accepted < 20 || refused < 100 {
				t.Errorf("%d changes were accepted and %d refused, too few for a test", accepted, refused)
			}
		})
	}
}

func schemaOf(file string) *document.Schema {
	if strings.HasPrefix(file, "levels/") {
		return LevelSchema()
	}
	return Schema()
}

// others are right and wrong replacements for any value.
var others = []any{
	nil, -1, 0, 7, 1.5, 9_999_999, 10_000_000, true, "", " ", "word", "Not an id", "a.b", "1.2.3",
	"2026-02-28", "2026-02-30", "28.2.2026", "https://example.org", "HTTP://example.org:80/a?b#c", "https:///a", "https://example.org/ü",
	"ftp://example.org", "javascript:x", "example.org",
	[]any{},
	[]any{"soil"},
	[]any{1},
	[]any{nil},
	map[string]any{},
	map[string]any{"extra": "x"},
	map[string]any{"from_0": "x"},
	map[string]any{"from_0": ""},
}

// eachChange calls f with the text after each change of one value.
func eachChange(t *testing.T, text string, f func(changed string)) {
	t.Helper()
	var root any
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	show := func() {
		changed, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		f(string(changed))
	}
	changeIn(root, show)
	for _, other := range others {
		root = other
		show()
	}
}

// changeIn changes each value below v in turn, calls show, and restores it.
func changeIn(v any, show func()) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			value := v[key]
			changeIn(value, show)
			delete(v, key)
			show()
			for _, other := range others {
				v[key] = other
				show()
			}
			v[key] = value
		}
		v["extra"] = "x"
		show()
		delete(v, "extra")
	case []any:
		for i, item := range v {
			changeIn(item, show)
			for _, other := range others {
				v[i] = other
				show()
			}
			v[i] = item
		}
	}
}
