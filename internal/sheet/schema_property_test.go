package sheet

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/schematest"
)

// The schema and Read agree about sheets with random mistakes, except those in
// beyondSchema.
func TestSchemaAgreesWithReadOnRandomSheets(t *testing.T) {
	t.Parallel()
	b := &tinyModel().Bank
	schema := schematest.Compile(t, Schema(b))
	r := rand.New(rand.NewSource(1))
	refused := 0
	const sheets = 4000
	for range sheets {
		text := asYAML(spoiltSheet(r))
		_, problems, err := Read(strings.NewReader(text), "f.yaml", YAML, b, Options{})
		if err != nil {
			t.Fatal(err)
		}
		refusal := schema.Refusal("f.yaml", []byte(text))
		if (refusal != nil) != (len(problems) > 0) {
			t.Fatalf("%s\nthe schema says: %v\nRead says: %v", text, refusal, problems)
		}
		if refusal != nil {
			refused++
		}
	}
	if refused < sheets/5 || refused > sheets*4/5 {
		t.Errorf("%d of %d sheets were refused, too one-sided for a test", refused, sheets)
	}
}

// values are right and wrong values for any key; nil is blank.
var values = []any{
	nil, 0, 1, 2, 3, 10, -1, 1.5, true, "unknown", "Unknown", "1", "", "  ", "\u00a0", "\u3000", "\u2028", "\ufeff", "\u200b", "some text", "two\nlines", "tiny@2", "tiny@1",
	"other@2", "2026-11-23", "2026-13-01", "2026-02-30", "23.11.2026",
	[]any{},
	[]any{"text"},
	[]any{1},
	[]any{" "},
	map[string]any{},
	map[string]any{"unit": "Retail"},
	map[string]any{"unit": 1},
	map[string]any{" ": "x"},
	map[string]any{"points": 1},
	map[string]any{"points": 2, "owner": "Ada", "due": "2027-01-31"},
}

// spoiltSheet returns a sheet of the tiny bank with at most two mistakes.
func spoiltSheet(r *rand.Rand) map[string]any {
	answers := map[string]any{}
	targets := []map[string]any{answers}
	for _, q := range tinyModel().Bank.Questions() {
		var choice any = unknown
		if i := r.Intn(len(q.Options) + 1); i < len(q.Options) {
			choice = q.Options[i].Points
		}
		answers[q.ID] = choice
		if r.Intn(2) == 0 {
			long := map[string]any{"points": choice}
			fill(r, long, "note", nil, "why")
			fill(r, long, "evidence", nil, "a page", []any{}, []any{"a page", "another"})
			answer := maturity.Answer{Unknown: choice == unknown}
			answer.Points, _ = choice.(int)
			if goals := q.Goals(answer); len(goals) > 0 && r.Intn(2) == 0 {
				next := map[string]any{"points": goals[r.Intn(len(goals))]}
				fill(r, next, "owner", nil, "Ada")
				fill(r, next, "due", nil, "2027-01-31")
				long["next"] = next
				targets = append(targets, next)
			}
			answers[q.ID] = long
			targets = append(targets, long)
		}
	}
	sheet := map[string]any{"answers": answers}
	fill(r, sheet, "bank", nil, "tiny@2")
	fill(r, sheet, "team", nil, "Search")
	fill(r, sheet, "respondent", nil, "J. Doe")
	fill(r, sheet, "date", nil, "2026-11-23")
	fill(r, sheet, "labels", nil, map[string]any{}, map[string]any{"unit": "Retail", "site": "two\nlines"})
	targets = append(targets, sheet)
	for range r.Intn(3) {
		spoil(r, targets[r.Intn(len(targets))])
	}
	return sheet
}

// fill sets a key to one of the values, or leaves it out.
func fill(r *rand.Rand, m map[string]any, key string, right ...any) {
	if i := r.Intn(len(right) + 1); i < len(right) {
		m[key] = right[i]
	}
}

// spoil changes, removes or adds a key. The result may be valid by chance.
func spoil(r *rand.Rand, m map[string]any) {
	keys := slices.Sorted(maps.Keys(m))
	value := values[r.Intn(len(values))]
	switch key := keys[r.Intn(len(keys))]; r.Intn(4) {
	case 0:
		delete(m, key)
	case 1:
		added := slices.Concat(sheetKeys, answerKeys, nextKeys, []string{"a.one", "a.three", "extra"})
		m[added[r.Intn(len(added))]] = value
	default:
		m[key] = value
	}
	if len(m) == 0 {
		m["extra"] = nil
	}
}

// asYAML writes a value as JSON, but nil as blank.
func asYAML(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case map[string]any:
		var pairs []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			pairs = append(pairs, fmt.Sprintf("%q: %s", key, asYAML(value[key])))
		}
		return "{" + strings.Join(pairs, ", ") + "}"
	default:
		text, err := json.Marshal(value)
		if err != nil {
			panic(err) // all values are of JSON types
		}
		return string(text)
	}
}
