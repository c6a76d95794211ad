package document

import (
	"bytes"
	"encoding/json"
)

// Schema is a JSON Schema, draft 2020-12, for editors and other programs. Zero
// fields are omitted. See https://json-schema.org/draft/2020-12/schema.
type Schema struct {
	Dialect     string `json:"$schema,omitempty"`
	ID          string `json:"$id,omitempty"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`

	Type string `json:"type,omitempty"`
	Enum []any  `json:"enum,omitempty"`
	// EnumDescriptions describe the values of Enum. The standard does not define
	// them, but editors show them.
	EnumDescriptions []string `json:"enumDescriptions,omitempty"`
	Pattern          string   `json:"pattern,omitempty"`
	Format           string   `json:"format,omitempty"`
	Minimum          *int     `json:"minimum,omitempty"`
	Maximum          *int     `json:"maximum,omitempty"`

	Properties    Properties `json:"properties,omitempty"`
	Required      []string   `json:"required,omitempty"`
	PropertyNames *Schema    `json:"propertyNames,omitempty"`
	// Additional is the Schema of other properties, or false to forbid them.
	Additional any `json:"additionalProperties,omitempty"`

	Items    *Schema `json:"items,omitempty"`
	MinItems int     `json:"minItems,omitempty"`

	AnyOf []*Schema `json:"anyOf,omitempty"`
	AllOf []*Schema `json:"allOf,omitempty"`
	If    *Schema   `json:"if,omitempty"`
	Then  *Schema   `json:"then,omitempty"`
	Else  *Schema   `json:"else,omitempty"`
}

// Dialect is the version of JSON Schema of a [Schema].
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Properties are the keys of an object, in the preferred order.
type Properties []Property

// Property is a key and the schema of its value.
type Property struct {
	Name   string
	Schema *Schema
}

// MarshalJSON writes an object with its keys in order.
func (ps Properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	mark := "{"
	for _, p := range ps {
		b.WriteString(mark)
		if err := encoder.Encode(p.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encoder.Encode(p.Schema); err != nil {
			return nil, err
		}
		mark = ","
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Object describes a mapping with the given keys. It takes the same lists as
// [Node.Map], so editors and the reader accept the same keys.
func Object(keys, required []string, values map[string]*Schema) *Schema {
	s := &Schema{Type: "object", Required: required, Additional: false}
	for _, key := range keys {
		s.Properties = append(s.Properties, Property{key, values[key]})
	}
	return s
}

// NotBlank is a pattern for texts that aren't blank: a character other than those
// that strings.TrimSpace removes. It doesn't use \S, which is another set of
// characters in each language.
const NotBlank = `[^\t-\r \x85\xa0` + "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"

// TextSchema describes what [Node.Text] accepts.
func TextSchema(description string) *Schema {
	return &Schema{Type: "string", Pattern: NotBlank, Description: description}
}

// TextsSchema describes what [Node.Texts] accepts: a single text, or a list of
// at least that many.
func TextsSchema(description string, least int) *Schema {
	text := TextSchema("")
	return &Schema{Description: description, AnyOf: []*Schema{text, ListSchema("", least, text)}}
}

// IntSchema describes what [Node.Int] accepts, from least upward.
func IntSchema(description string, least int) *Schema {
	most := maxInt
	return &Schema{Type: "integer", Minimum: &least, Maximum: &most, Description: description}
}

// DateSchema describes a date as YYYY-MM-DD.
func DateSchema(description string) *Schema {
	return &Schema{Type: "string", Format: "date", Pattern: `^\d{4}-\d{2}-\d{2}$`, Description: description}
}

// ListSchema describes a list of at least that many items.
func ListSchema(description string, least int, item *Schema) *Schema {
	return &Schema{Type: "array", Items: item, MinItems: least, Description: description}
}

// MapSchema describes a mapping from names that match pattern to texts.
func MapSchema(description, pattern string) *Schema {
	return &Schema{
		Type: "object", PropertyNames: &Schema{Pattern: pattern}, Additional: TextSchema(""), Description: description,
	}
}

// OrBlank also allows a key without a value, as in a template.
func (s *Schema) OrBlank() *Schema {
	inner := *s
	inner.Description = ""
	return &Schema{Description: s.Description, AnyOf: []*Schema{&inner, {Type: "null"}}}
}
