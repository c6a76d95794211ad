package bank

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"genaiops/internal/document"
	"genaiops/internal/schematest"
)

// beyondSchema are the rules of which a schema can see some breaches or none,
// and why. What breaks any other rule, the schemas refuse.
var beyondSchema = map[string]string{
	RuleBankFile:         "a schema is for one file",
	RuleTooMuch:          "a schema is for one file",
	RuleBands:            "a schema is for one file",
	RuleUnknownReference: "a schema is for one file",
	RuleUnknownQuestion:  "a schema is for one file",
	RuleDuplicateID:      "equal ids stand in different items, or files",
	RuleOptionOrder:      "a schema does not compare items",
	RuleMoveUp:           "a schema does not compare items",
	RuleID:               "whether a question's id begins with its dimension's",
	RuleControl:          "a pattern that lists every hidden character is of no help to a reader",
}

// TestSchemasAgreeWithLoadOnCases holds the schemas against every case of
// testdata: they refuse none that is right, and all that break a rule within
// their reach.
func TestSchemasAgreeWithLoadOnCases(t *testing.T) {
	t.Parallel()
	passed := map[string]bool{} // rules of which the schemas missed a breach
	for _, file := range cases(t, "ok", "err") {
		files := overlay(t, file)
		_, problems := loadFiles(t, files)
		refusals := refusalsOf(t, files)
		within := false
		for _, p := range problems {
			_, beyond := beyondSchema[p.Rule]
			within = within || !beyond && filepath.Ext(p.File) == ".yaml" // a folder has no schema
			passed[p.Rule] = passed[p.Rule] || len(refusals) == 0
		}
		switch {
		case len(problems) == 0 && len(refusals) > 0:
			t.Errorf("%s: nothing is wrong, but the schemas say\n%s", file, strings.Join(refusals, "\n"))
		case within && len(refusals) == 0:
			t.Errorf("%s: the schemas refuse nothing of\n%v", file, problems)
		}
	}
	for rule, reason := range beyondSchema {
		if !passed[rule] {
			t.Errorf("the schemas see every breach of %s: take it from the list of those beyond them (%s)", rule, reason)
		}
	}
}

// refusalsOf returns what the schemas refuse of a bank and its levels.
func refusalsOf(t *testing.T, files map[string]string) []string {
	t.Helper()
	schemas := map[string]schematest.Schema{
		"questions": schematest.Compile(t, Schema()),
		"levels":    schematest.Compile(t, LevelSchema()),
	}
	var refusals []string
	for name, text := range files {
		schema, ok := schemas[filepath.Dir(name)]
		if !ok || !strings.HasSuffix(name, ".yaml") || strings.HasPrefix(filepath.Base(name), ".") {
			continue
		}
		if err := schema.Refusal(name, []byte(text)); err != nil {
			refusals = append(refusals, name+": "+err.Error())
		}
	}
	return refusals
}

func TestSchemasAcceptTheBanksThatAreThere(t *testing.T) {
	t.Parallel()
	for _, root := range []string{"../..", "testdata/foreign"} {
		files := map[string]string{}
		for _, folder := range []string{"questions", "levels"} {
			found, err := filepath.Glob(filepath.Join(root, folder, "*.yaml"))
			if err != nil || len(found) == 0 {
				t.Fatal("no files in", root, folder, err)
			}
			for _, file := range found {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				files[filepath.Join(folder, filepath.Base(file))] = string(text)
			}
		}
		if refusals := refusalsOf(t, files); len(refusals) > 0 {
			t.Errorf("%s: %s", root, strings.Join(refusals, "\n"))
		}
	}
}

// Every key has a description, for the reader of an editor's bubble.
func TestSchemasDescribeEveryKey(t *testing.T) {
	t.Parallel()
	described := 0
	var visit func(at string, s *document.Schema)
	visit = func(at string, s *document.Schema) {
		if s == nil {
			return
		}
		for _, p := range s.Properties {
			described++
			if p.Schema == nil || p.Schema.Description == "" {
				t.Errorf("%s.%s has no description", at, p.Name)
			}
			visit(at+"."+p.Name, p.Schema)
		}
		for _, inner := range append([]*document.Schema{s.Items, s.Then, s.Else}, s.AnyOf...) {
			visit(at, inner)
		}
	}
	visit("bank", Schema())
	visit("level", LevelSchema())
	if described < 40 {
		t.Errorf("only %d keys were looked at", described)
	}
}
