package bank

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRules loads each case of testdata/ok and testdata/err on top of
// testdata/base.txtar. Cases are named RULE_WHAT. NAME.out beside a case has its
// problems as the program prints them.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, file := range cases(t, "ok", "err") {
		t.Run(filepath.ToSlash(file), func(t *testing.T) {
			t.Parallel()
			m, problems := loadFiles(t, overlay(t, file))
			if wrong := filepath.Base(filepath.Dir(file)) == "err"; wrong != (len(problems) > 0) || wrong != (m == nil) {
				t.Errorf("model %v, problems %v", m != nil, problems)
			}
			if len(problems) == 0 {
				return
			}
			var out bytes.Buffer
			if err := problems.Print(&out); err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".txtar")+".out", out.Bytes())
		})
	}
}

// Each rule has a case that breaks it and a case that barely keeps it.
func TestEveryRuleHasItsCases(t *testing.T) {
	t.Parallel()
	broken := map[string]bool{}
	for _, file := range cases(t, "err") {
		_, problems := loadFiles(t, overlay(t, file))
		for _, p := range problems {
			if p.Rule == caseRule(file) {
				broken[p.Rule] = true
			}
		}
	}
	kept := map[string]bool{}
	for _, file := range cases(t, "ok") {
		kept[caseRule(file)] = true
	}
	for _, name := range ruleNames(t, "rules.go", "../document/document.go") {
		if name == document.RuleSize { // needs a large file: see TestHostileAuthors
			continue
		}
		if !broken[name] {
			t.Errorf("testdata/err has no %s_….txtar that breaks the rule %s", name, name)
		}
		if !kept[name] {
			t.Errorf("testdata/ok has no %s_….txtar that just keeps the rule %s", name, name)
		}
	}
}

// ruleNames returns the values of the constants Rule… in source files.
func ruleNames(t *testing.T, files ...string) []string {
	t.Helper()
	var names []string
	for _, file := range files {
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(spec.Names[0].Name, "Rule") {
				return true
			}
			name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
			return true
		})
	}
	if len(names) < 20 {
		t.Fatalf("found only %d rules", len(names))
	}
	return names
}

func caseRule(file string) string {
	rule, _, _ := strings.Cut(filepath.Base(file), "_")
	return rule
}

func cases(t testing.TB, folders ...string) []string {
	t.Helper()
	var files []string
	for _, folder := range folders {
		found, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
		if err != nil || len(found) == 0 {
			t.Fatal("no cases in", folder, err)
		}
		files = append(files, found...)
	}
	return files
}

// overlay returns the files of the base with the changes of a case.
func overlay(t testing.TB, file string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, source := range []string{filepath.Join("testdata", "base.txtar"), file} {
		archive, err := txtar.ParseFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			files[f.Name] = string(f.Data)
			if len(f.Data) == 0 {
				delete(files, f.Name)
			}
		}
	}
	return files
}

// loadFiles loads the bank in questions/ and the levels in levels/.
func loadFiles(t testing.TB, files map[string]string) (*maturity.Model, diag.List) {
	t.Helper()
	m, problems, err := Load(dirOf(t, files, "questions"), dirOf(t, files, "levels"))
	if err != nil {
		t.Fatal(err)
	}
	return m, problems
}

func dirOf(t testing.TB, files map[string]string, name string) Dir {
	t.Helper()
	all := fstest.MapFS{"questions/.keep": {}, "levels/.keep": {}}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		all[file] = &fstest.MapFile{Data: []byte(files[file])}
	}
	sub, err := fs.Sub(all, name)
	if err != nil {
		t.Fatal(err)
	}
	return Dir{FS: sub, Name: name}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update rewrites it)\n--- got\n%s--- want\n%s", file, got, want)
	}
}
