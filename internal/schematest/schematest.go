// Package schematest says what a JSON Schema makes of a file. It is for tests
// alone, which compare that with what the readers make of it.
//
// Call [Compile], then [Schema.Refusal]. A file is seen as an editor sees it:
// YAML 1.2, in which a date is a text.
package schematest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

// Schema is a schema that values can be held against.
type Schema struct{ compiled *jsonschema.Schema }

// Compile compiles a value that marshals to a JSON Schema, and fails the test
// when it is none.
func Compile(t testing.TB, schema any) Schema {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	const name = "schema.json"
	if err := compiler.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile(name) // also against the schema of its dialect
	if err != nil {
		t.Fatal(err)
	}
	return Schema{compiled}
}

// Refusal returns why the schema, or an editor before it, refuses a text; nil
// when it is accepted. It is JSON if the file is called so, else YAML.
func (s Schema) Refusal(file string, text []byte) error {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if path.Ext(file) == ".json" && !json.Valid(text) {
		return errors.New("not well-formed JSON")
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return err
	}
	if len(root.Content) == 0 {
		return s.compiled.Validate(nil)
	}
	value, err := plain(root.Content[0])
	if err != nil {
		return err
	}
	return s.compiled.Validate(value)
}

// plain returns the value of a node as JSON has it.
func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		return plainMap(n)
	case yaml.SequenceNode:
		items := []any{}
		for _, item := range n.Content {
			value, err := plain(item)
			if err != nil {
				return nil, err
			}
			items = append(items, value)
		}
		return items, nil
	case yaml.ScalarNode:
		return scalar(n)
	default:
		return nil, errors.New("an alias")
	}
}

func plainMap(n *yaml.Node) (any, error) {
	values := map[string]any{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if _, taken := values[key]; taken {
			return nil, fmt.Errorf("key %q stands twice", key)
		}
		value, err := plain(n.Content[i+1])
		if err != nil {
			return nil, err
		}
		values[key] = value
	}
	return values, nil
}

func scalar(n *yaml.Node) (value any, err error) {
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!int", "!!float", "!!bool":
		err = n.Decode(&value)
		return value, err
	default:
		return n.Value, nil
	}
}
