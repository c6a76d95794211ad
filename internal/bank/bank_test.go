package bank

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

func builtIn(t *testing.T) *maturity.Model {
	t.Helper()
	m, problems, err := Load(Dir{questions.FS, "questions"}, Dir{levels.FS, "levels"})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return m
}

func foreign(t *testing.T) *maturity.Model {
	t.Helper()
	m, problems, err := Load(
		Dir{os.DirFS("testdata/foreign/questions"), "questions"}, Dir{os.DirFS("testdata/foreign/levels"), "levels"})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return m
}

// These facts come from Microsoft's model and the built-in questions.
func TestFactsOfTheBuiltInModel(t *testing.T) {
	t.Parallel()
	m := builtIn(t)
	options := 0
	for _, q := range m.Bank.Questions() {
		options += len(q.Options)
		if q.Lowest() != 0 || q.Highest() != 2 || q.Option(1) == nil || q.Options[0].MoveUp == "" || q.Options[1].MoveUp == "" {
			t.Errorf("%s: the points or move_up texts differ from the model: %v", q.ID, q.Options)
		}
		if q.Help == "" || q.Why == "" || len(q.Evidence) == 0 {
			t.Errorf("%s has no help, why or evidence", q.ID)
		}
	}
	var critical []string
	for _, d := range m.Bank.Dimensions {
		if d.Critical {
			critical = append(critical, d.ID)
		}
		if len(d.Questions) != 2 {
			t.Errorf("%s has %d questions", d.ID, len(d.Questions))
		}
	}
	low, high := m.Bank.Range()
	var bands []string
	references := 0
	for _, l := range m.Levels {
		bands = append(bands, fmt.Sprintf("%d %s (%s) %d-%d", l.Number, l.Name, l.Label, l.Min, l.Max))
		references += len(l.References)
	}
	for what, fact := range map[string][2]string{
		"bank":       {m.Bank.Ref().String(), "genaiops@1"},
		"size":       {fmt.Sprint(len(m.Bank.Dimensions), len(m.Bank.Questions()), options), "7 14 42"},
		"range":      {fmt.Sprint(low, high), "0 28"},
		"critical":   {fmt.Sprint(critical), "[safety monitoring]"},
		"references": {fmt.Sprint(references), "25"},
		"levels": {
			strings.Join(bands, ", "),
			"1 initial (initial) 0-9, 2 defined (maturing) 10-14, 3 managed (maturing) 15-19, 4 optimized (optimized) 20-28",
		},
	} {
		if fact[0] != fact[1] {
			t.Errorf("%s: %s, expected %s", what, fact[0], fact[1])
		}
	}
}

// The file has what was checked by hand, one fact a line.
func TestReadingAndSupportsAreTheCheckedOnes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/checked.txt")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			want = append(want, line)
		}
	}
	b := &builtIn(t).Bank
	for _, f := range b.Frameworks {
		got = append(got, fmt.Sprintf("framework %s %s\n", f.ID, f.URL))
	}
	for _, q := range b.Questions() {
		for _, r := range q.Reading {
			got = append(got, fmt.Sprintf("read %s %d %s\n", q.ID, r.Year, r.URL))
			if r.Publisher == "" || r.Kind == "" || r.Gives == "" {
				t.Errorf("%s: %s has no publisher, kind or gives", q.ID, r.URL)
			}
		}
		for _, s := range q.Supports {
			got = append(got, fmt.Sprintf("support %s %s %d %s\n", q.ID, s.Framework, s.From, s.Provision))
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("the bank lacks %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("nobody checked %s", line)
		}
	}
}

func TestEveryBuiltInQuestionIsNamedByGuidance(t *testing.T) {
	t.Parallel()
	m := builtIn(t)
	named := map[string]bool{}
	for _, l := range m.Levels {
		for _, g := range l.Guidance {
			for _, id := range g.Questions {
				named[id] = true
			}
		}
	}
	for _, q := range m.Bank.Questions() {
		if !named[q.ID] {
			t.Errorf("no guidance names %s", q.ID)
		}
	}
}

func TestTheForeignModelLoadsWhole(t *testing.T) {
	t.Parallel()
	m := foreign(t)
	low, _ := m.Bank.Range()
	if m.Bank.Ref().String() != "harbor@3" || len(m.Bank.Dimensions) != 6 || len(m.Bank.Questions()) != 30 || len(m.Levels) != 5 || low != 30 {
		t.Errorf("%s: %d dimensions, %d questions, %d levels, from %d",
			m.Bank.Ref(), len(m.Bank.Dimensions), len(m.Bank.Questions()), len(m.Levels), low)
	}
	lunch := m.Bank.Question("gulls.lunch")
	if lunch.Option(1).MoveUp != "Wear better shoes." || lunch.Option(3).MoveUp != "" || lunch.Option(8).MoveUp != "Hang up a slate, and count." {
		t.Errorf("move_up texts are at the wrong options: %v", lunch.Options)
	}
}

func TestDimensionsAndLevelsAreInOrder(t *testing.T) {
	t.Parallel()
	m, _ := loadFiles(t, overlay(t, "testdata/ok/bank-file_order.txtar"))
	if m.Bank.Dimensions[0].ID != "water" || m.Bank.Dimensions[1].ID != "soil" {
		t.Errorf("order is %v", m.Bank.Dimensions)
	}
	m, _ = loadFiles(t, overlay(t, "testdata/ok/bands_file_order.txtar"))
	if m.Levels[0].Name != "low" || m.Levels[1].Name != "high" {
		t.Errorf("levels are %v", m.Levels)
	}
}

func TestCriticalIsRead(t *testing.T) {
	t.Parallel()
	m, _ := loadFiles(t, overlay(t, "testdata/ok/type_case.txtar"))
	if !m.Bank.Dimension("soil").Critical || m.Bank.Dimension("water").Critical {
		t.Error("critical differs from the files")
	}
}

func TestDirectoriesThatCannotBeReadAreErrors(t *testing.T) {
	t.Parallel()
	good := Dir{questions.FS, "questions"}
	missing := Dir{os.DirFS(t.TempDir() + "/none"), "no\x1bwhere"}
	for _, dirs := range [][2]Dir{{missing, good}, {good, missing}} {
		m, problems, err := Load(dirs[0], dirs[1])
		if m != nil || problems != nil || !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(fmt.Sprint(err), `cannot read the directory no\x1bwhere: `) {
			t.Errorf("got %v, %v, %v", m, problems, err)
		}
	}
	folder := Dir{fstest.MapFS{"bank.yaml/x": {}}, "questions"}
	if _, _, err := Load(folder, Dir{levels.FS, "levels"}); err == nil {
		t.Error("a folder named bank.yaml is not refused")
	}
}

func TestEmptyDirectoriesAreProblems(t *testing.T) {
	t.Parallel()
	_, problems := loadFiles(t, nil)
	want := []string{
		"levels:1:1: the directory has no levels; expected files like 1-name.yaml [empty]",
		"questions/bank.yaml:1:1: there is no bank.yaml; expected a file that names the bank and its dimensions [bank-file]",
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Hostile files cost little and get a useful message. testdata/err has more.
func TestHostileAuthors(t *testing.T) {
	t.Parallel()
	repeated := func(text string, size int) string { return strings.Repeat(text, size/len(text)+1)[:size] }
	water, bankYAML := "questions/water.yaml", "questions/bank.yaml"
	numbered := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < document.MaxSize-1000; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	tests := []struct{ name, file, text, rule string }{
		{"too large", water, repeated("# a\n", 1<<20), document.RuleSize},
		{"brackets", water, repeated("[", 100_000), document.RuleSyntax},
		{"brackets in turn", water, repeated("[[],", 100_000), document.RuleSyntax},
		{"blocks", water, repeated("- ", 100_000), document.RuleSyntax},
		{"many dimensions", bankYAML, "id: a\nversion: 1\ntitle: A\ndimensions:\n" + numbered("- d%d\n"), RuleBankFile},
		{"many unknown keys", water, numbered("k%d: 1\n"), document.RuleUnknownKey},
		{"many questions", water, "id: water\nname: W\nquestions:\n" + numbered("- {id: water.q%d}\n"), document.RuleMissingKey},
		{"many options", water, "id: water\nname: W\nquestions:\n- id: water.rain\n  title: T\n  text: T\n  options:\n" + numbered("  - {points: 1, text: t%d}\n"), RuleOptionOrder},
		{"many unknown questions", "levels/1-low.yaml", "number: 1\nname: n\nlabel: l\nmin: 0\nmax: 1\nsummary: s\nheading: h\nguidance:\n- id: g\n  text: t\n  questions:\n" + numbered("  - soil.c%d\n"), RuleUnknownQuestion},
		{"a long id", water, "id: " + repeated("x", 100_000) + "\nname: W\nquestions: []\n", RuleBankFile},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			files := overlay(t, "testdata/base.txtar")
			files[test.file] = test.text
			_, problems := loadFiles(t, files)
			found := false
			for _, p := range problems {
				found = found || p.Rule == test.rule && p.File == test.file
				if len(p.String()) > 1000 {
					t.Fatalf("a problem has %d bytes: %.100s", len(p.String()), p)
				}
			}
			if !found {
				t.Errorf("no problem of rule %s in %s among %d", test.rule, test.file, len(problems))
			}
		})
	}
}

func TestABankHoldsNoMoreThanCanBePlannedWith(t *testing.T) {
	t.Parallel()
	questions := func(n int) string {
		return strings.Repeat("- {id: water.q, title: T, text: T, options: [{points: 0, text: A}, {points: 1, text: B}]}\n", n)
	}
	options := func(n int) string {
		return "- id: water.q\n  title: T\n  text: T\n  options:\n" + strings.Repeat("  - {points: 1, text: T}\n", n)
	}
	points := func(n int) string {
		return fmt.Sprintf("- {id: water.q, title: T, text: T, options: [{points: 0, text: A}, {points: %d, text: B}]}\n", n)
	}
	for name, c := range map[string]struct {
		water string
		want  string
	}{ // the other dimension has one question of three options, worth 5 at most
		"499 questions": {questions(499), ""},
		"500 questions": {questions(500), "the bank has 501 questions; expected at most 500"},
		"2,497 options": {options(2497), ""},
		"2,498 options": {options(2498), "the bank has 2501 options; expected at most 2500"},
		"19,995 points": {points(19_995), ""},
		"19,996 points": {points(19_996), "the highest attainable score is 20001; expected at most 20000 (give the options fewer points)"},
	} {
		files := overlay(t, "testdata/base.txtar")
		files["questions/water.yaml"] = "id: water\nname: Water\nquestions:\n" + c.water
		_, problems := loadFiles(t, files)
		got := ""
		for _, p := range problems {
			if p.Rule == RuleTooMuch {
				got += p.Message
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, expected %q", name, got, c.want)
		}
	}
}

// Bands pass if they ascend from the lowest to the highest attainable score, hold
// every attainable score between, and each at least one.
func TestBandsAreJudgedByAttainableScores(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	passed, skipped := 0, 0
	base := overlay(t, "testdata/base.txtar")
	base["questions/soil.yaml"], _, _ = strings.Cut(base["questions/soil.yaml"], "    refs:") // to the levels replaced here
	delete(base, "levels/1-low.yaml")
	delete(base, "levels/2-high.yaml")
	for range 1000 {
		files := maps.Clone(base)
		a, b := 1+r.Intn(3), 2+r.Intn(4)
		files["questions/water.yaml"] = fmt.Sprintf("id: water\nname: Water\nquestions:\n"+
			"- {id: water.rain, title: T, text: T, options: [{points: 0, text: A}, {points: %d, text: B}]}\n"+
			"- {id: water.tap, title: T, text: T, options: [{points: %d, text: A}, {points: %d, text: B}]}\n", b, a, a+b)
		attainable := map[int]bool{} // with 0, 2 or 5 points for soil
		for _, soil := range []int{0, 2, 5} {
			attainable[soil+a], attainable[soil+a+b], attainable[soil+a+2*b] = true, true, true
		}
		low, high := a, a+2*b+5
		edges := []int{low + r.Intn(high-low), low + r.Intn(high-low)}
		slices.Sort(edges)
		bands := [][2]int{{low, edges[0]}, {edges[0] + 1 + r.Intn(3), edges[1]}, {edges[1] + 1 + r.Intn(3), high}}
		good, skips := true, false
		holders := map[int]int{}
		for i, band := range bands {
			files[fmt.Sprintf("levels/%d.yaml", i+1)] = fmt.Sprintf(
				"{number: %d, name: n%d, label: l, min: %d, max: %d, summary: s, heading: h}", i+1, i+1, band[0], band[1])
			held := 0
			for score := band[0]; score <= band[1]; score++ {
				if attainable[score] {
					held++
					holders[score]++
				}
			}
			good = good && held > 0
			skips = skips || i > 0 && band[0] > bands[i-1][1]+1
		}
		for score := range attainable {
			good = good && holders[score] == 1
		}
		m, problems := loadFiles(t, files)
		if (m != nil) != good {
			t.Fatalf("bands %v of the scores %v: %v", bands, slices.Sorted(maps.Keys(attainable)), problems)
		}
		if good {
			passed++
		}
		if good && skips {
			skipped++
		}
	}
	if passed < 50 || skipped < 20 {
		t.Errorf("only %d passed, and %d of them skip scores", passed, skipped)
	}
}

func TestAnotherExtensionOfYAMLIsAProblem(t *testing.T) {
	t.Parallel()
	files := overlay(t, "testdata/base.txtar")
	files["questions/more.yml"], files["levels/3.YAML"], files["levels/notes.txt"] = "", "", ""
	_, problems := loadFiles(t, files)
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	want := []string{
		"levels/3.YAML:1:1: the file is ignored; expected a name that ends in .yaml [bank-file]",
		"questions/more.yml:1:1: the file is ignored; expected a name that ends in .yaml [bank-file]",
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Load refuses a pipe or a device instead of waiting for its end.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	t.Parallel()
	for _, mode := range []fs.FileMode{fs.ModeNamedPipe, fs.ModeDir, fs.ModeDevice, fs.ModeSocket} {
		files := fstest.MapFS{"bank.yaml": {}, "water.yaml": {Mode: mode}}
		_, _, err := Load(Dir{files, "questions"}, Dir{levels.FS, "levels"})
		if err == nil || !strings.Contains(err.Error(), "cannot read questions/water.yaml: expected a regular file") {
			t.Errorf("%v: %v", mode, err)
		}
	}
}

func TestLoadLevelsReadsTheSameLevelsAsLoad(t *testing.T) {
	t.Parallel()
	m, problems, err := LoadLevels(Dir{questions.FS, "questions"}, Dir{levels.FS, "levels"}, nil)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	whole := builtIn(t)
	if !reflect.DeepEqual(m.Levels, whole.Levels) || m.Bank.Ref() != whole.Bank.Ref() || len(m.Bank.Dimensions) > 0 {
		t.Errorf("got %v", m)
	}
}
