package sheet

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"genaiops/internal/diag"
	"genaiops/internal/schematest"
)

// beyondSchema has the fixtures with mistakes that a schema cannot detect, and
// why. The schema refuses all others that Read refuses.
var beyondSchema = map[string]string{
	"number_exponent.yaml":        otherSpelling,
	"number_hex.yaml":             otherSpelling,
	"number_spellings.yaml":       otherSpelling,
	"second_document_broken.yaml": "a schema is for one document",
	"two_documents.yaml":          "a schema is for one document",
	"tag_key.yaml":                "a schema ignores tags",
}

const otherSpelling = "a schema accepts every spelling of a number"

// The schema and Read agree about every fixture.
func TestSchemaAgreesWithReadOnFixtures(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, folder := range []string{"ok", "err"} {
		for _, file := range fixtures(t, folder) {
			if format, _ := FormatOf(file); format != YAML && format != JSON {
				continue // schemas describe only YAML and JSON
			}
			schema := schematest.Compile(t, Schema(bankOf(t, file)))
			refusal := schema.Refusal(file, fixtureText(t, file))
			reason, beyond := beyondSchema[filepath.Base(file)]
			seen[filepath.Base(file)] = true
			if refused := folder == "err" && !beyond; refused != (refusal != nil) {
				t.Errorf("%s: the schema says %v, Read says %v (%s)", file, refusal, problemsOf(t, file), reason)
			}
		}
	}
	for name := range beyondSchema {
		if !seen[name] {
			t.Errorf("fixture %s does not exist", name)
		}
	}
}

func problemsOf(t *testing.T, file string) diag.List {
	t.Helper()
	format, _ := FormatOf(file)
	_, problems, err := Read(bytes.NewReader(fixtureText(t, file)), filepath.Base(file), format, bankOf(t, file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// The schema accepts written sheets and filled-in templates, but no blank template.
func TestSchemaAcceptsWhatIsWritten(t *testing.T) {
	t.Parallel()
	b := &builtInModel(t).Bank
	schema := schematest.Compile(t, Schema(b))
	var template bytes.Buffer
	if err := Template(&template, b); err != nil {
		t.Fatal(err)
	}
	if schema.Refusal("sheet.yaml", template.Bytes()) == nil {
		t.Error("the schema accepts a blank template")
	}
	filled := template.String()
	for _, q := range b.Questions() {
		filled = strings.Replace(filled, "\n  "+q.ID+":\n", "\n  "+q.ID+": unknown\n", 1)
	}
	if refusal := schema.Refusal("sheet.yaml", []byte(filled)); refusal != nil {
		t.Errorf("the schema refuses a filled-in template: %v", refusal)
	}
	s, problems, err := Read(bytes.NewBufferString(filled), "sheet.yaml", YAML, b, Options{})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var written bytes.Buffer
	if err := Write(&written, b, s); err != nil {
		t.Fatal(err)
	}
	if refusal := schema.Refusal("sheet.yaml", written.Bytes()); refusal != nil {
		t.Errorf("the schema refuses a written sheet: %v", refusal)
	}
}

func TestSchemaShowsQuestionsAndOptions(t *testing.T) {
	t.Parallel()
	b := &builtInModel(t).Bank
	shown := map[string]string{}
	for _, p := range Schema(b).Properties {
		if p.Name == "answers" {
			for _, answer := range p.Schema.Properties {
				shown[answer.Name] = answer.Schema.Description
			}
		}
	}
	if len(shown) != len(b.Questions()) {
		t.Errorf("%d questions, expected %d", len(shown), len(b.Questions()))
	}
	for _, q := range b.Questions() {
		for _, o := range q.Options {
			if !strings.Contains(shown[q.ID], o.Text) {
				t.Errorf("%s does not show %q", q.ID, o.Text)
			}
		}
	}
}

func TestSchemaOfTheTinyBank(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(Schema(&tinyModel().Bank)); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.Join("testdata", "tiny.schema.json"), out.Bytes())
}
