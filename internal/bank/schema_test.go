package bank

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/document"
	"genaiops/internal/schematest"
)

// beyondSchema has the rules that a schema cannot check fully, and why. The
// schemas refuse what breaks any other rule.
var beyondSchema = map[string]string{
	RuleBankFile:         "a schema is for one file",
	RuleTooMuch:          "a schema is for one file",
	RuleLevelNumber:      "a schema is for one file",
	RuleBands:            "a schema is for one file",
	RuleUnreachableLevel: "a schema is for one file",
	RuleUnknownReference: "a schema is for one file",
	RuleUnknownQuestion:  "a schema is for one file",
	RuleUnknownFramework: "a schema is for one file",
	RuleFrom:             "a schema does not compare values",
	RuleDuplicateID:      "duplicate ids are in different items or files",
	RuleOptionOrder:      "a schema does not compare items",
	RuleMoveUp:           "a schema does not compare items",
	RuleID:               "the id of a question depends on its dimension",
	RuleControl:          "a pattern of every hidden character is unreadable",
}

// The schemas accept every case of testdata that Load accepts, and refuse every
// case that breaks a rule they can check.
func TestSchemasAgreeWithLoadOnCases(t *testing.T) {
	t.Parallel()
	passed := map[string]bool{} // rules broken by a case that the schemas accept
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
			t.Errorf("%s: Load accepts this, but the schemas say\n%s", file, strings.Join(refusals, "\n"))
		case within && len(refusals) == 0:
			t.Errorf("%s: the schemas accept this, but Load says\n%v", file, problems)
		}
	}
	for rule, reason := range beyondSchema {
		if !passed[rule] {
			t.Errorf("the schemas refuse every case that breaks %s: remove it from beyondSchema (%s)", rule, reason)
		}
	}
}

// refusalsOf returns why the schemas refuse files of a bank and its levels.
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

func TestSchemasAcceptTheExistingBanks(t *testing.T) {
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

// Editors show the title of a mapping.
func TestSchemasNameEveryMapping(t *testing.T) {
	t.Parallel()
	var titles []string
	var visit func(s *document.Schema)
	visit = func(s *document.Schema) {
		if s == nil {
			return
		}
		if len(s.Properties) > 0 && s.Description == "" {
			t.Errorf("%q has no description", s.Title)
		}
		if len(s.Properties) > 0 {
			titles = append(titles, s.Title)
		}
		for _, p := range s.Properties {
			visit(p.Schema)
		}
		for _, inner := range append([]*document.Schema{s.Items, s.Then}, s.AnyOf...) {
			visit(inner)
		}
	}
	visit(Schema())
	for _, p := range Schema().Else.Properties {
		visit(p.Schema)
	}
	visit(LevelSchema())
	want := []string{"Dimension", "Question", "Option", "Reading", "Support", "Source", "Instructions", "Framework", "Maturity level", "Guidance", "Reference"}
	if !slices.Equal(titles, want) || Schema().Title != "Question bank" {
		t.Errorf("the titles are %q, want %q", titles, want)
	}
}

// Editors show the description of a key.
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
		t.Errorf("only %d keys were checked", described)
	}
}
