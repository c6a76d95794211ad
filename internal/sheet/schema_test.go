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

// beyondSchema are the fixtures with mistakes that no schema can see, and why.
// All others that Read refuses, the schema refuses too.
var beyondSchema = map[string]string{
	"negative_zero.json":          otherSpelling,
	"number_exponent.yaml":        otherSpelling,
	"number_hex.yaml":             otherSpelling,
	"number_spellings.yaml":       otherSpelling,
	"numbers.json":                otherSpelling,
	"second_document_broken.yaml": "a schema is for one document",
	"two_documents.yaml":          "a schema is for one document",
	"tag_key.yaml":                "to a schema, a tag is part of the spelling",
}

const otherSpelling = "to a schema, a number is a number, however it is spelled"

// One schema, compiled from the code's own key lists, and Read are of one mind
// about every fixture.
func TestSchemaAgreesWithReadOnFixtures(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, folder := range []string{"ok", "err"} {
		for _, file := range fixtures(t, folder) {
			if format, _ := FormatOf(file); format != YAML && format != JSON {
				continue // lines and cells, which schemas do not describe
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
			t.Errorf("there is no fixture %s", name)
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

// What the program writes, an editor accepts; a blank template is refused at
// each question, and nowhere else.
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
		t.Errorf("the schema refuses a template that was filled in: %v", refusal)
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
		t.Errorf("the schema refuses a sheet as it is saved: %v", refusal)
	}
}

// The schema of a sheet has every question, with every option in its
// description.
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

// The whole schema of a small bank: a change of it shows, and two makings of it
// are equal.
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
