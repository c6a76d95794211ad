package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"genaiops/internal/schematest"
)

func TestSchemasMarshalToTheKeywordsOfTheStandard(t *testing.T) {
	t.Parallel()
	nothing, some, most := 0, 2, 9
	for _, test := range []struct {
		schema *Schema
		want   string
	}{
		{&Schema{}, `{}`},
		{
			&Schema{Dialect: Dialect, ID: "urn:x", Title: "T", Description: "D"},
			`{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"urn:x","title":"T","description":"D"}`,
		},
		{
			&Schema{Type: "integer", Minimum: &nothing, Maximum: &most, Format: "f", Pattern: "p"},
			`{"type":"integer","pattern":"p","format":"f","minimum":0,"maximum":9}`,
		},
		{&Schema{Minimum: &some}, `{"minimum":2}`},
		{&Schema{Enum: []any{1, "a", nil}, EnumDescriptions: []string{"x", "y", "z"}}, `{"enum":[1,"a",null],"enumDescriptions":["x","y","z"]}`},
		{&Schema{Additional: false, Required: []string{"a"}}, `{"required":["a"],"additionalProperties":false}`},
		{&Schema{Additional: &Schema{Type: "string"}, PropertyNames: &Schema{Pattern: "p"}}, `{"propertyNames":{"pattern":"p"},"additionalProperties":{"type":"string"}}`},
		{&Schema{Items: &Schema{Type: "null"}, MinItems: 1}, `{"items":{"type":"null"},"minItems":1}`},
		{
			&Schema{AnyOf: []*Schema{{}, {Type: "null"}}, If: &Schema{Title: "i"}, Then: &Schema{Title: "t"}, Else: &Schema{Title: "e"}},
			`{"anyOf":[{},{"type":"null"}],"if":{"title":"i"},"then":{"title":"t"},"else":{"title":"e"}}`,
		},
		{&Schema{Properties: Properties{{"b", &Schema{Type: "string"}}}}, `{"properties":{"b":{"type":"string"}}}`},
		{
			&Schema{Properties: Properties{{"b", &Schema{}}, {`"a"`, &Schema{}}, {"<c>", &Schema{Title: "a & b"}}}},
			`{"properties":{"b":{},"\"a\"":{},"<c>":{"title":"a & b"}}}`,
		},
	} {
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(test.schema); err != nil || out.String() != test.want+"\n" {
			t.Errorf("got %s, error %v; want %s", out.String(), err, test.want)
		}
	}
}

func TestASchemaThatIsNotJSONIsAnError(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(Properties{{"a", &Schema{Additional: make(chan int)}}})
	if err == nil {
		t.Errorf("it is written as %s", text)
	}
}

// values are the values of "x: …" that the schemas and the readers are given.
var values = []string{
	"", "null", "word", "two words", `"1"`, `" "`, `""`, `"\n"`, "0", "1", "2", "3", "9999999", "10000000", "-1", "1.5", "true",
	"[]", "[a]", "[a, b]", "[a, b, c]", "[1]", `[" "]`, "[[a]]", "{}", "{a: b}", "{a: 1}", `{a: " "}`, `{" ": a}`, "{a: [b]}", "{a: b, c: 1}", "{c: 1}", "{a: b, d: 1}",
}

func TestSchemasAcceptWhatTheReadersAccept(t *testing.T) {
	t.Parallel()
	atLeast := func(least int, read func(*Node) int) func(*Node) {
		return func(n *Node) {
			if count := read(n); count < least {
				n.Errorf(RuleType, "%d are too few", count)
			}
		}
	}
	text := func(n *Node) { n.Text("x") }
	texts := func(n *Node) int { return len(n.Texts("x")) }
	items := func(n *Node) int {
		for _, item := range n.List("x") {
			item.Int("an item")
		}
		return len(n.List("x"))
	}
	type shape struct {
		schema *Schema
		read   func(*Node)
	}
	shapes := map[string]shape{
		"text":              {TextSchema("D"), text},
		"texts":             {TextsSchema("D", 0), func(n *Node) { texts(n) }},
		"two texts or more": {TextsSchema("D", 2), atLeast(2, func(n *Node) int { return max(texts(n), map[Kind]int{Text: 2}[n.Kind]) })},
		"a number":          {IntSchema("D", 0), func(n *Node) { n.Int("x") }},
		"a number from 2":   {IntSchema("D", 2), atLeast(2, func(n *Node) int { i, _ := n.Int("x"); return i })},
		"numbers":           {ListSchema("D", 1, IntSchema("", 0)), atLeast(1, items)},
		"a map of texts": {MapSchema("D", `\S`), func(n *Node) {
			n.AnyMap("x")
			for _, p := range n.Pairs {
				p.Key.Text("a key")
				p.Value.Text("a value")
			}
		}},
		"an object": {Object([]string{"a", "c"}, []string{"a"}, map[string]*Schema{"a": TextSchema(""), "c": {}}), func(n *Node) {
			n.Map("x", []string{"a", "c"}, "a")["a"].Text("a")
		}},
	}
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		s := shapes[name]
		shapes[name+" or blank"] = shape{s.schema.OrBlank(), func(n *Node) {
			if n.Kind != Null {
				s.read(n)
			}
		}}
	}
	for name, s := range shapes {
		compiled := schematest.Compile(t, Object([]string{"x"}, []string{"x"}, map[string]*Schema{"x": s.schema}))
		for _, value := range values {
			root, problems := parseYAML(t, "x: "+value)
			s.read(root.Pairs[0].Value)
			if refusal := compiled.Refusal("f.yaml", []byte("x: "+value)); (refusal != nil) != (len(*problems) > 0) {
				t.Errorf("%s: of %q the schema says %v, the reader %v", name, value, refusal, *problems)
			}
		}
	}
}

func TestADateSchemaAcceptsOnlyDatesOfTheCalendar(t *testing.T) {
	t.Parallel()
	compiled := schematest.Compile(t, DateSchema("D"))
	for text, want := range map[string]bool{
		"2026-11-23": true, "2024-02-29": true, "2026-02-29": false, "2026-13-01": false, "26-11-23": false, "2026-1-1": false,
		"2026-11-23T10:00:00Z": false, "23.11.2026": false, "20261123": false, "2026": false, "": false,
	} {
		if refusal := compiled.Refusal("f.yaml", []byte(text)); (refusal == nil) != want {
			t.Errorf("%q: %v", text, refusal)
		}
	}
}

func TestSchemasKeepTheirDescription(t *testing.T) {
	t.Parallel()
	for i, s := range []*Schema{
		TextSchema("D"), TextsSchema("D", 1), IntSchema("D", 1), DateSchema("D"), ListSchema("D", 1, TextSchema("")), MapSchema("D", "p"),
		TextSchema("D").OrBlank(),
	} {
		text, err := json.Marshal(s)
		if err != nil || bytes.Count(text, []byte(`"description":"D"`)) != 1 || bytes.Count(text, []byte("description")) != 1 {
			t.Errorf("schema %d is %s, error %v", i, text, err)
		}
	}
}

func TestOrBlankLeavesItsSchemaAsItIs(t *testing.T) {
	t.Parallel()
	s := TextSchema("D")
	before := fmt.Sprint(*s)
	s.OrBlank()
	if after := fmt.Sprint(*s); after != before {
		t.Errorf("%s became %s", before, after)
	}
}
