// Package internal_test has the tests of the whole tree: the house rules (this file)
// and the start-up time of the program (startup_test.go).
//
// A house rule that fails says what to do. To allow something new, change [layout],
// [dependencies] or [topLevel] in the same commit, so that a reviewer sees it.
package internal_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "genaiops"

// layer is what the packages in a folder and its subfolders may import. All of them
// may import the standard library, except where pure or a rule forbids it.
type layer struct {
	own     []string // folders of this module
	foreign []string // import paths outside it, and those below them
	pure    bool     // no files, network or clock
}

// layout says which folder may import which.
var layout = map[string]layer{
	"internal/maturity": {pure: true},
	"internal/display": {
		foreign: []string{"github.com/charmbracelet/x/ansi", "golang.org/x/text/unicode/norm"},
		pure:    true,
	},
	"internal/diag": {
		own:  []string{"internal/display"},
		pure: true,
	},
	"internal/document": {
		own:     []string{"internal/diag", "internal/display"},
		foreign: []string{"gopkg.in/yaml.v3"},
	},
	"internal/bank": {
		own: []string{"internal/diag", "internal/display", "internal/document", "internal/maturity"},
	},
	"internal/sheet": {
		own:     []string{"internal/diag", "internal/display", "internal/document", "internal/maturity"},
		foreign: []string{"gopkg.in/yaml.v3"},
	},
	"internal/response": {
		own: []string{"internal/diag", "internal/display", "internal/document", "internal/maturity", "internal/sheet"},
	},
	"internal/store": {
		own:     []string{"internal/diag", "internal/display", "internal/maturity", "internal/sheet"},
		foreign: []string{"github.com/gofrs/flock"},
	},
	"internal/rollup": {
		own: []string{"internal/display", "internal/maturity"},
	},
	"internal/intake": {
		own: []string{
			"internal/diag", "internal/display", "internal/document", "internal/maturity", "internal/rollup", "internal/sheet",
			"internal/store",
		},
	},
	"internal/report": {
		own: []string{"internal/display", "internal/maturity", "internal/rollup"},
		foreign: []string{
			"github.com/charmbracelet/lipgloss",
			"github.com/charmbracelet/x/ansi",
			"github.com/muesli/termenv",
		},
	},
	"internal/ask": {
		own: []string{"internal/display", "internal/maturity"},
		foreign: []string{
			"github.com/charmbracelet/bubbles",
			"github.com/charmbracelet/bubbletea",
			"github.com/charmbracelet/huh",
			"github.com/charmbracelet/lipgloss",
			"github.com/charmbracelet/x/ansi",
			"github.com/charmbracelet/x/term",
			"github.com/muesli/termenv",
		},
	},
	// Only tests import it.
	"internal/schematest": {
		foreign: []string{"github.com/santhosh-tekuri/jsonschema/v6", "gopkg.in/yaml.v3"},
	},
	"internal/cli": {
		own: []string{
			"internal/ask", "internal/bank", "internal/diag", "internal/display", "internal/document", "internal/intake",
			"internal/maturity", "internal/report", "internal/response", "internal/rollup", "internal/sheet", "internal/store",
			"levels", "questions",
		},
		foreign: []string{
			"github.com/charmbracelet/x/term",
			"github.com/spf13/cobra",
			"github.com/spf13/pflag",
		},
	},
	"cmd/genaiops": {own: []string{"internal/cli"}},
	// Keeps the generator of man pages out of the program.
	"cmd/gendocs": {
		own:     []string{"internal/cli"},
		foreign: []string{"github.com/spf13/cobra", "github.com/spf13/pflag"},
	},
	"levels":    {},
	"questions": {},
}

// dependencies has the modules that go.mod may require directly, and why.
var dependencies = map[string]string{
	"github.com/charmbracelet/bubbles":   "key bindings of the form",
	"github.com/charmbracelet/bubbletea": "our model around the form, which keeps the order of keys typed ahead",
	"github.com/charmbracelet/huh":       "the form that asks the questions",
	"github.com/charmbracelet/lipgloss":  "colour and style that the terminal supports",
	"github.com/charmbracelet/x/ansi":    "the width of text in columns, and wrapping",
	"github.com/charmbracelet/x/term":    "whether a stream is a terminal, and its size",
	"github.com/gofrs/flock":             "locks drafts on every system",
	"github.com/muesli/termenv":          "the colour profiles of lipgloss",
	"github.com/spf13/cobra":             "commands, flags, help and completion",
	"github.com/spf13/pflag":             "cobra's flags, to inspect the given ones",
	"golang.org/x/text":                  "composed and decomposed names are the same",
	"gopkg.in/yaml.v3":                   "YAML with line and column",

	"github.com/creack/pty":           "tests: the program in a pseudo-terminal",
	"github.com/hinshun/vt10x":        "tests: the screen of that terminal",
	"github.com/rogpeppe/go-internal": "tests: commands as scripts (testscript)",
	"github.com/yuin/goldmark":        "tests: a task list becomes boxes to tick",

	"github.com/santhosh-tekuri/jsonschema/v6": "tests: validates files against our JSON Schemas",
}

// topLevel has the files and folders at the top of the repository, without dot files.
var topLevel = []string{
	"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
	"cmd", "go.mod", "go.sum", "internal", "levels", "questions",
}

// processOnly has the ways to access the process and the clock. Only cmd uses them;
// everything else gets streams, arguments, environment and clock as values.
var processOnly = []string{
	"log.Fatal", "log.Fatalf", "log.Fatalln",
	"os.Args", "os.Environ", "os.Exit", "os.Getenv", "os.LookupEnv", "os.Stderr", "os.Stdin", "os.Stdout",
	"time.Now", "time.Since", "time.Until",
}

// source is one Go file.
type source struct {
	folder string // from the top of the repository
	file   string // the same, with the file's name
	syntax *ast.File
}

func (s source) isTest() bool { return strings.HasSuffix(s.file, "_test.go") }

// rule is a rule for each file that is not a test.
type rule struct {
	check    func(source) []string // returns problems and what to do
	breaches []breach
}

// breach is a file that breaks a rule, to test the rule.
type breach struct{ folder, text string }

var rules = map[string]rule{
	"every folder is in the layout": {checkPlace, []breach{
		{"internal/util", ``},
	}},
	"imports follow the layout": {checkArrows, []breach{
		{"internal/bank", `import "genaiops/internal/cli"`},
		{"internal/maturity", `import _ "genaiops/internal/diag"`},
		{"internal/report", `import "github.com/charmbracelet/huh"`},
		{"internal/cli", `import "gopkg.in/yaml.v3"`},
	}},
	"the domain is pure": {checkPure, []breach{
		{"internal/maturity", `import "os"`},
		{"internal/diag", `import "os/exec"`},
	}},
	"nothing opens a network connection": {checkOffline, []breach{
		{"internal/cli", `import "net"`},
		{"internal/cli", `import "net/http"`},
	}},
	"only cmd accesses the process and the clock": {checkProcess, []breach{
		{"internal/store", `import "os"; var home = os.Getenv("HOME")`},
		{"internal/cli", `import clock "time"; var start = clock.Now()`},
	}},
	"only display decides what is hidden, how wide text is and how to escape it": {checkDisplay, []breach{
		{"internal/sheet", `import "unicode"; var hidden = unicode.Cf`},
		{"internal/report", `import "github.com/charmbracelet/x/ansi"; var width = ansi.StringWidth`},
		{"internal/cli", `func count(n int, noun string) string { return noun }`},
		{"internal/rollup", `var formula = "=+-@＝＋－＠"`},
	}},
	"a command calls what it runs": {checkRunF, []breach{
		{"internal/cli", `func newXCmd(runF func() error) {}`},
	}},
	"main only calls cli.Main": {checkMain, []breach{
		{"cmd/genaiops", `import "fmt"`},
	}},
	"nothing runs before main": {checkInit, []breach{
		{"internal/cli", `func init() {}`},
		{"internal/ask", `func init() {}`},
		{"internal/report", `import "github.com/charmbracelet/lipgloss"; func init() { lipgloss.SetHasDarkBackground(true) }`},
	}},
}

func TestHouseRules(t *testing.T) {
	t.Parallel()
	sources := load(t)
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, s := range sources {
				if s.isTest() {
					continue
				}
				for _, problem := range rule.check(s) {
					t.Errorf("%s: %s", s.file, problem)
				}
			}
		})
	}
}

func TestNoFolderMayImportMoreThanItDoes(t *testing.T) {
	t.Parallel()
	used := map[string][]string{}
	for _, s := range load(t) {
		if !s.isTest() {
			used[home(s.folder)] = append(used[home(s.folder)], imports(s)...)
		}
	}
	for folder, layer := range layout {
		for _, allowed := range slices.Concat(prefixed(module+"/", layer.own), layer.foreign) {
			if !slices.ContainsFunc(used[folder], func(imported string) bool { return within(imported, allowed) }) {
				t.Errorf("%s does not import %s: remove the permission from layout", folder, allowed)
			}
		}
	}
}

func prefixed(prefix string, names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, prefix+name)
	}
	return all
}

func TestEveryHouseRuleNoticesItsBreaches(t *testing.T) {
	t.Parallel()
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, b := range rule.breaches {
				s := parse(t, b.folder+"/breach.go", "package breach\n"+b.text)
				if len(rule.check(s)) == 0 {
					t.Errorf("%s with %q is not refused", s.file, b.text)
				}
			}
		})
	}
}

func checkPlace(s source) []string {
	if _, ok := layout[home(s.folder)]; ok {
		return nil
	}
	return []string{s.folder + " is not in layout: add it there, with what it may import"}
}

func checkArrows(s source) []string {
	var problems []string
	at := home(s.folder)
	for _, imported := range imports(s) {
		if !layout[at].allows(at, imported) {
			problems = append(problems, fmt.Sprintf(
				"%s may not import %s: move the code to a folder that may, or change layout", s.folder, imported))
		}
	}
	return problems
}

func (l layer) allows(at, imported string) bool {
	if folder, ok := strings.CutPrefix(imported, module+"/"); ok {
		return home(folder) == at || slices.Contains(l.own, home(folder))
	}
	return isStandard(imported) || slices.ContainsFunc(l.foreign, func(root string) bool {
		return within(imported, root)
	})
}

func checkPure(s source) []string {
	if !layout[home(s.folder)].pure {
		return nil
	}
	var problems []string
	for _, imported := range imports(s) {
		if imported != "net/url" && within(imported, "net") || within(imported, "os") || within(imported, "syscall") {
			problems = append(problems, fmt.Sprintf("%s is pure: take what %s provides as a parameter", s.folder, imported))
		}
	}
	return problems
}

func checkOffline(s source) []string {
	var problems []string
	for _, imported := range imports(s) {
		if imported == "net/url" || !within(imported, "net") && imported != "crypto/tls" {
			continue
		}
		problems = append(problems, imported+" opens network connections: this program must not")
	}
	return problems
}

func checkProcess(s source) []string {
	if within(s.folder, "cmd") {
		return nil
	}
	var problems []string
	for _, name := range qualified(s) {
		if slices.Contains(processOnly, name) {
			problems = append(problems, name+" is only for cmd: take the value, stream or clock as a parameter or field")
		}
	}
	return problems
}

// What only internal/display may use: functions for its decisions, texts of its
// guards, and names that duplicates of its functions had.
var (
	displayOnly = []string{
		"github.com/charmbracelet/x/ansi.Hardwrap", "github.com/charmbracelet/x/ansi.StringWidth", "github.com/charmbracelet/x/ansi.Wordwrap", "github.com/charmbracelet/x/ansi.Wrap",
		"unicode.Bidi_Control", "unicode.Cc", "unicode.Cf", "unicode.IsControl", "unicode.IsPrint", "unicode.Zl", "unicode.Zp",
	}
	displayTexts = []string{"＝", "&lt;", "##["} // of the guards for spreadsheets, Markdown and logs
	displayNames = []string{"count", "hidden", "isHidden", "isURL", "pad", "plainCell", "plural", "printable", "width", "wrap"}
)

func checkDisplay(s source) []string {
	if s.folder == "internal/display" {
		return nil
	}
	var problems []string
	for _, name := range qualified(s) {
		if slices.Contains(displayOnly, name) {
			problems = append(problems, name+" is only for internal/display: call or extend that package")
		}
	}
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && slices.ContainsFunc(displayTexts, func(text string) bool {
			return strings.Contains(literal.Value, text)
		}) {
			problems = append(problems, literal.Value+" belongs to a guard in internal/display: call that")
		}
		return true
	})
	for _, declaration := range s.syntax.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if ok && f.Recv == nil && slices.Contains(displayNames, f.Name.Name) {
			problems = append(problems, f.Name.Name+" duplicates a function of internal/display: call that")
		}
	}
	return problems
}

// checkRunF forbids handing a command the function that it runs: no test ever
// passed another one.
func checkRunF(s source) []string {
	var problems []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok && name.Name == "runF" {
			problems = append(problems, "has a runF: call the function itself")
		}
		return true
	})
	return problems
}

func checkMain(s source) []string {
	if s.folder != "cmd/genaiops" {
		return nil
	}
	var problems []string
	for _, imported := range imports(s) {
		if !slices.Contains([]string{module + "/internal/cli", "os", "time"}, imported) {
			problems = append(problems, "main only calls cli.Main: move what needs "+imported+" to internal/cli")
		}
	}
	return problems
}

// checkInit allows one init: below internal/ask, in a file that imports only
// lipgloss. Go runs it before it initializes bubbletea, which would otherwise query
// the terminal's background colour and wait for the answer.
func checkInit(s source) []string {
	if within(s.folder, "internal/ask") && slices.Equal(imports(s), []string{"github.com/charmbracelet/lipgloss"}) {
		return nil
	}
	var problems []string
	for _, declaration := range s.syntax.Decls {
		f, ok := declaration.(*ast.FuncDecl)
		if ok && f.Recv == nil && f.Name.Name == "init" {
			problems = append(problems, "has an init function: call an ordinary function where it is needed")
		}
	}
	return problems
}

var unfinished = regexp.MustCompile(`\b(TODO|FIXME|XXX)\b`)

func TestNothingIsLeftUnfinished(t *testing.T) {
	t.Parallel()
	for _, s := range load(t) {
		for _, comment := range s.syntax.Comments {
			if mark := unfinished.FindString(comment.Text()); mark != "" {
				t.Errorf("%s: a comment has %s: finish the work, or file an issue and remove the mark", s.file, mark)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	described := map[string]int{}
	for _, s := range load(t) {
		if s.isTest() {
			continue
		}
		described[s.folder] += 0
		if s.syntax.Doc != nil {
			described[s.folder]++
		}
	}
	for folder, comments := range described {
		if comments != 1 {
			t.Errorf("%s has %d package comments: write one that says what it is for, what to call first and what it never does",
				folder, comments)
		}
	}
}

func TestDirectDependenciesAreTheOnesAgreed(t *testing.T) {
	t.Parallel()
	required := directDependencies(t)
	for _, name := range required {
		if dependencies[name] == "" {
			t.Errorf("go.mod requires %s: remove it, or add it to dependencies with the reason", name)
		}
	}
	for name := range dependencies {
		if !slices.Contains(required, name) {
			t.Errorf("go.mod does not require %s directly: run go mod tidy, or remove it from dependencies", name)
		}
	}
}

// directDependencies returns the modules that go.mod requires directly.
func directDependencies(t *testing.T) []string {
	t.Helper()
	needGo(t)
	cmd := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("go mod edit -json:", err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	var direct []string
	for _, r := range mod.Require {
		if !r.Indirect {
			direct = append(direct, r.Path)
		}
	}
	return direct
}

var testName = regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`)

// Some pages name the test of a claim.
func TestNamedTestsExist(t *testing.T) {
	t.Parallel()
	exists := map[string]bool{}
	for _, s := range load(t) {
		for _, d := range s.syntax.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				exists[f.Name.Name] = true
			}
		}
	}
	for _, page := range []string{".github/SECURITY.md", "internal/cli/faults_test.go"} {
		text, err := os.ReadFile(filepath.Join(root, page))
		if err != nil {
			t.Fatal(err)
		}
		names := testName.FindAllString(string(text), -1)
		if len(names) < 10 {
			t.Errorf("%s names only the tests %v", page, names)
		}
		for _, name := range names {
			if !exists[name] {
				t.Errorf("%s names %s, which does not exist", page, name)
			}
		}
	}
}

// excerpt is code that a page shows, and the file that it's from.
var excerpt = regexp.MustCompile("(?s)<!-- excerpt: (\\S+) -->\n```go\n(.*?)```")

func TestPagesShowTheCodeAsItIs(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	excerpts := excerpt.FindAllStringSubmatch(string(page), -1)
	if len(excerpts) < 3 {
		t.Errorf("CONTRIBUTING.md has %d excerpts, want at least those of report and cli", len(excerpts))
	}
	for _, e := range excerpts {
		code, err := os.ReadFile(filepath.Join(root, e[1]))
		if err != nil {
			t.Error(err)
		} else if !strings.Contains(string(code), e[2]) {
			t.Errorf("CONTRIBUTING.md shows code that %s doesn't have:\n%s", e[1], e[2])
		}
	}
}

// Linking them would cost every start and every download. html/template finds methods by
// name, so the linker would keep all methods of the program.
func TestTheProgramLinksNothingThatIsLarge(t *testing.T) {
	t.Parallel()
	needGo(t)
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "./cmd/genaiops")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("go list:", err)
	}
	linked := strings.Fields(string(out))
	if !slices.Contains(linked, module+"/internal/cli") {
		t.Fatalf("internal/cli is not among the %d linked packages", len(linked))
	}
	for _, name := range []string{"github.com/spf13/cobra/doc", "html/template", module + "/internal/schematest"} {
		if slices.Contains(linked, name) {
			t.Errorf("the program links %s", name)
		}
	}
}

// Files that git does not track are allowed, such as a user's sheet.
func TestTopLevelStaysSmall(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "git", "-c", "safe.directory=*", "ls-files")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Skip("not in a git checkout:", err)
	}
	seen := map[string]bool{}
	for file := range strings.Lines(string(out)) {
		name, _, _ := strings.Cut(strings.TrimSpace(file), "/")
		if !seen[name] && !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) {
			t.Errorf("%s is new at the top of the repository: move it to cmd or internal, or add it to topLevel", name)
		}
		seen[name] = true
	}
}

// needGo skips where tests run without the tools that built them, as under Wine.
func needGo(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command:", err)
	}
}

// root is the top of the repository, from this package.
const root = ".."

// load returns every Go file of the module that "./..." includes, and those for
// other systems.
func load(t *testing.T) []source {
	t.Helper()
	var sources []source
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && file != root && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		sources = append(sources, parse(t, filepath.ToSlash(relative), string(text)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func parse(t *testing.T, file, text string) source {
	t.Helper()
	syntax, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{path.Dir(file), file, syntax}
}

// imports returns the paths that a file imports, in order.
func imports(s source) []string {
	var paths []string
	for _, spec := range s.syntax.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, "\"`"))
	}
	return paths
}

// qualified returns the uses of imported packages in a file, with the import path:
// "time.Now", even if the file imports time under another name.
func qualified(s source) []string {
	byName := map[string]string{}
	for i, imported := range imports(s) {
		name := path.Base(imported)
		if alias := s.syntax.Imports[i].Name; alias != nil {
			name = alias.Name
		}
		byName[name] = imported
	}
	var names []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := selector.X.(*ast.Ident); ok && byName[x.Name] != "" {
			names = append(names, byName[x.Name]+"."+selector.Sel.Name)
		}
		return true
	})
	return names
}

// home returns the folder in layout that applies: this one or the nearest parent.
// Without one, it returns the folder itself.
func home(folder string) string {
	for at := folder; at != "."; at = path.Dir(at) {
		if _, ok := layout[at]; ok {
			return at
		}
	}
	return folder
}

// within reports whether a slash-separated path is root or below it.
func within(p, root string) bool {
	return p == root || strings.HasPrefix(p, root+"/")
}

// isStandard reports whether an import path is one of the standard library, whose
// first element has no dot.
func isStandard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return first != module && !strings.Contains(first, ".")
}
