// Package schematest validates files against a JSON Schema, for tests that
// compare schemas with the readers.
//
// Call [Compile], then [Schema.Refusal]. It reads a file as editors do: as YAML
// 1.2, in which a date is a string.
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

// Schema is a compiled JSON Schema.
type Schema struct{ compiled *jsonschema.Schema }

// Compile compiles a value that marshals to a JSON Schema. It fails the test if
// the schema is invalid.
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
	compiled, err := compiler.Compile(name) // also validates the schema
	if err != nil {
		t.Fatal(err)
	}
	return Schema{compiled}
}

// Refusal returns why the text is not well-formed or the schema refuses it, or
// nil. The text is JSON if the file name ends in .json, else YAML.
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

// plain returns the JSON value of a node.
func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		values := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if _, taken := values[key]; taken {
				return nil, fmt.Errorf("duplicate key %q", key)
			}
			value, err := plain(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			values[key] = value
		}
		return values, nil
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
		switch n.ShortTag() {
		case "!!null":
			return nil, nil
		case "!!int", "!!float", "!!bool":
			var value any
			err := n.Decode(&value)
			return value, err
		default:
			return n.Value, nil
		}
	default:
		return nil, errors.New("aliases are not supported")
	}
}
