package bank

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

// whole has a distinct value for every key.
var whole = map[string]string{
	"questions/bank.yaml": `
id: whole
version: 7
title: The title
language: de-CH
source:
  title: The source's title
  publisher: The source's publisher
  url: https://example.org/source
instructions:
  scope: What it is about
  choose: How to choose
  evidence: What counts as evidence
  unsure: When nobody knows
  not_applicable: When it does not apply
dimensions: [soil]
frameworks:
  - id: almanac
    title: The framework's title
    url: https://example.org/almanac
    note: The framework's note
`,
	"questions/soil.yaml": `
id: soil
name: The dimension's name
about: About the dimension
critical: true
questions:
  - id: soil.compost
    title: The question's title
    text: The question's text
    options:
      - {points: 3, text: The lower option}
      - {points: 8, text: The upper option}
    help: The question's help
    evidence: [The first example, The second example]
    why: Why it matters
    move_up: {from_3: How to move up}
    refs: [heaps]
    reading:
      - title: The reading's title
        url: https://example.org/reading
        publisher: The reading's publisher
        year: 1994
        kind: The reading's kind
        gives: What the reading gives
        note: The reading's note
    supports:
      - framework: almanac
        id: May 2.3
        subject: The provision's subject
        from: 8
`,
	"levels/1-only.yaml": `
number: 1
name: The level's name
label: The level's label
min: 3
max: 8
summary: The level's summary
heading: The level's heading
guidance:
  - id: advice
    text: The guidance's text
    questions: [soil.compost]
references:
  - id: heaps
    title: The reference's title
    url: https://example.org/url
    kind: The reference's kind
    status: The reference's status
    now: https://example.org/now
    retires: 2027-04-20
    successor: https://example.org/successor
    note: The reference's note
`,
}

func TestEveryKeyIsReadToItsPlace(t *testing.T) {
	t.Parallel()
	want := &maturity.Model{
		Bank: maturity.Bank{
			ID: "whole", Version: 7, Title: "The title", Language: "de-CH",
			Source: maturity.Source{Title: "The source's title", Publisher: "The source's publisher", URL: "https://example.org/source"},
			Instructions: maturity.Instructions{
				Scope: "What it is about", Choose: "How to choose", Evidence: "What counts as evidence",
				Unsure: "When nobody knows", NotApplicable: "When it does not apply",
			},
			Dimensions: []maturity.Dimension{{
				ID: "soil", Name: "The dimension's name", About: "About the dimension", Critical: true,
				Questions: []maturity.Question{{
					ID: "soil.compost", Title: "The question's title", Text: "The question's text",
					Options: []maturity.Option{
						{Points: 3, Text: "The lower option", MoveUp: "How to move up"},
						{Points: 8, Text: "The upper option"},
					},
					Help: "The question's help", Evidence: []string{"The first example", "The second example"},
					Why: "Why it matters", Refs: []string{"heaps"},
					Reading: []maturity.Reading{{
						Title: "The reading's title", URL: "https://example.org/reading", Publisher: "The reading's publisher",
						Year: 1994, Kind: "The reading's kind", Gives: "What the reading gives", Note: "The reading's note",
					}},
					Supports: []maturity.Support{{Framework: "almanac", Provision: "May 2.3", Subject: "The provision's subject", From: 8}},
				}},
			}},
			Frameworks: []maturity.Framework{{
				ID: "almanac", Title: "The framework's title", URL: "https://example.org/almanac", Note: "The framework's note",
			}},
		},
		Levels: []maturity.Level{{
			Number: 1, Name: "The level's name", Slug: "only", Label: "The level's label", Min: 3, Max: 8,
			Summary: "The level's summary", Heading: "The level's heading",
			Guidance: []maturity.Guidance{{ID: "advice", Text: "The guidance's text", Questions: []string{"soil.compost"}}},
			References: []maturity.Reference{{
				ID: "heaps", Title: "The reference's title", URL: "https://example.org/url",
				Kind: "The reference's kind", Status: "The reference's status", Now: "https://example.org/now",
				Retires: "2027-04-20", Successor: "https://example.org/successor", Note: "The reference's note",
			}},
		}},
	}
	checkFilled(t, "Model", reflect.ValueOf(*want))
	got, problems := loadFiles(t, whole)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("problems %v\ngot  %+v\nwant %+v", problems, got, want)
	}
	got, problems, err := LoadLevels(dirOf(t, whole, "questions"), dirOf(t, whole, "levels"), nil)
	want.Bank.Dimensions = nil
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("LoadLevels: error %v, problems %v\ngot  %+v\nwant %+v", err, problems, got, want)
	}
}

// checkFilled fails for a zero field, which a reader could drop unnoticed. It
// checks only the first item of a slice.
func checkFilled(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	if v.IsZero() {
		t.Errorf("%s is zero: give it a distinct value in whole and here", path)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			checkFilled(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		if v.Len() > 0 {
			checkFilled(t, path, v.Index(0))
		}
	}
}

func TestMoveUpNamesEveryOptionThatHasOneAbove(t *testing.T) {
	t.Parallel()
	for options, want := range map[int]string{
		2: "from_0", 3: "from_0, from_1", 4: "from_0, from_1, from_2", 5: "from_0, from_1, from_2, from_3",
	} {
		var water strings.Builder
		water.WriteString("id: water\nname: W\nquestions:\n- id: water.rain\n  title: T\n  text: T\n  move_up: {from_9: x}\n  options:\n")
		for points := range options {
			fmt.Fprintf(&water, "  - {points: %d, text: T}\n", points)
		}
		files := overlay(t, "testdata/base.txtar")
		files["questions/water.yaml"] = water.String()
		_, problems := loadFiles(t, files)
		message := `"from_9" is not an option of "water.rain" below the highest; expected ` + want
		found := false
		for _, p := range problems {
			found = found || p.Rule == RuleMoveUp && p.Message == message
		}
		if !found {
			t.Errorf("%d options: %v does not contain %q", options, problems, message)
		}
	}
}

func TestAValueOfAnotherTypeIsNamedByItsKey(t *testing.T) {
	t.Parallel()
	keyAndValue := regexp.MustCompile(`(\w+): ([^\n,{}\[\]]+)`)
	values := 0
	for name, text := range whole {
		for _, at := range keyAndValue.FindAllStringSubmatchIndex(text, -1) {
			key := text[at[2]:at[3]]
			files := maps.Clone(whole)
			files[name] = text[:at[4]] + "[]" + text[at[5]:]
			what := key
			if key == "retires" {
				what = "the date"
			}
			_, problems := loadFiles(t, files)
			found := false
			for _, p := range problems {
				found = found || p.File == name && strings.HasPrefix(p.Message, what+" is a list; expected ")
			}
			if !found {
				t.Errorf("%s: %s is a list: problems %v", name, key, problems)
			}
			values++
		}
	}
	if values < 40 {
		t.Errorf("only %d values were changed", values)
	}
}

// brokenFS has a file that fails when it is opened or read.
type brokenFS struct {
	fs.FS
	name string
	open error
	read error
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.name && b.open != nil {
		return nil, b.open
	}
	f, err := b.FS.Open(name)
	if name == b.name {
		f = brokenFile{f, b.read}
	}
	return f, err
}

type brokenFile struct {
	fs.File
	err error
}

func (f brokenFile) Read([]byte) (int, error) { return 0, f.err }

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	denied := &fs.PathError{Op: "open", Path: "/somewhere", Err: fs.ErrPermission}
	broken := errors.New("the disk is on fire")
	questions, levels := dirOf(t, whole, "questions"), dirOf(t, whole, "levels")
	for _, name := range []string{"bank.yaml", "soil.yaml"} {
		_, _, err := Load(Dir{brokenFS{questions.FS, name, denied, nil}, "questions"}, levels)
		if err == nil || err.Error() != "cannot read questions/"+name+": permission denied" && err.Error() != "cannot read questions/"+name+": "+fs.ErrPermission.Error() {
			t.Errorf("%s cannot be opened: error %v", name, err)
		}
		if _, _, err = Load(Dir{brokenFS{questions.FS, name, nil, broken}, "questions"}, levels); !errors.Is(err, broken) {
			t.Errorf("%s cannot be read: error %v", name, err)
		}
	}
	brokenLevels := Dir{brokenFS{levels.FS, "1-only.yaml", nil, broken}, "levels"}
	if _, _, err := Load(questions, brokenLevels); !errors.Is(err, broken) {
		t.Errorf("a level cannot be read: error %v", err)
	}
	if _, _, err := LoadLevels(questions, brokenLevels, nil); !errors.Is(err, broken) {
		t.Errorf("LoadLevels: a level cannot be read: error %v", err)
	}
	if _, _, err := LoadLevels(Dir{brokenFS{questions.FS, "bank.yaml", nil, broken}, "questions"}, levels, nil); !errors.Is(err, broken) {
		t.Errorf("LoadLevels: bank.yaml cannot be read: error %v", err)
	}
}

func TestLoadLevelsReturnsNoModelWithAProblem(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"questions/bank.yaml": strings.Replace(whole["questions/bank.yaml"], "title: The title", "title: 7", 1),
		"levels/1-only.yaml":  strings.Replace(whole["levels/1-only.yaml"], "name: The level's name", "name: 7", 1),
	} {
		files := maps.Clone(whole)
		files[name] = text
		m, problems, err := LoadLevels(dirOf(t, files, "questions"), dirOf(t, files, "levels"), nil)
		if m != nil || len(problems) != 1 || problems[0].File != name || err != nil {
			t.Errorf("%s: model %v, problems %v, error %v", name, m, problems, err)
		}
	}
}

func TestASingleIDIsCheckedLikeAList(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ file, list, single, rule string }{
		{"questions/soil.yaml", "refs: [heaps]", "heaps", ""},
		{"questions/soil.yaml", "refs: [heaps]", "nowhere", RuleUnknownReference},
		{"questions/soil.yaml", "refs: [heaps]", "[nowhere]", RuleUnknownReference},
		{"levels/1-only.yaml", "questions: [soil.compost]", "soil.compost", ""},
		{"levels/1-only.yaml", "questions: [soil.compost]", "soil.none", RuleUnknownQuestion},
		{"levels/1-only.yaml", "questions: [soil.compost]", "[soil.none]", RuleUnknownQuestion},
	} {
		key, _, _ := strings.Cut(c.list, ":")
		files := maps.Clone(whole)
		files[c.file] = strings.Replace(whole[c.file], c.list, key+": "+c.single, 1)
		_, problems := loadFiles(t, files)
		rule := ""
		for _, p := range problems {
			rule += p.Rule
		}
		if rule != c.rule {
			t.Errorf("%s: %s: %v", key, c.single, problems)
		}
	}
}

func TestLoadLevelsReadsOnlyWhatIsWanted(t *testing.T) {
	t.Parallel()
	files := maps.Clone(whole)
	files["levels/2-broken.yaml"] = "number: ["
	files["levels/3-other.yaml"] = strings.ReplaceAll(whole["levels/1-only.yaml"], "number: 1", "number: 2")
	files["questions/soil.yaml"] = "not read"
	var offered []string
	wanted := func(names ...string) func([]string) []string {
		return func(all []string) []string {
			offered = all
			return names
		}
	}
	questions, levels := dirOf(t, files, "questions"), dirOf(t, files, "levels")
	for _, c := range []struct {
		names []string
		want  []int
	}{
		{[]string{"1-only.yaml"}, []int{1}},
		{[]string{"1-only.yaml", "3-other.yaml"}, []int{1, 2}},
		{nil, nil},
	} {
		m, problems, err := LoadLevels(questions, levels, wanted(c.names...))
		if err != nil || len(problems) > 0 {
			t.Fatalf("%q: %v, %v", c.names, problems, err)
		}
		var got []int
		for _, l := range m.Levels {
			got = append(got, l.Number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: levels %v, want %v", c.names, got, c.want)
		}
		if want := []string{"1-only.yaml", "2-broken.yaml", "3-other.yaml"}; !slices.Equal(offered, want) {
			t.Errorf("the names are %q, want %q", offered, want)
		}
	}
	if m, problems, err := LoadLevels(questions, levels, wanted("2-broken.yaml")); m != nil || len(problems) != 1 || err != nil {
		t.Errorf("a broken level that is wanted: %v, %v, %v", m, problems, err)
	}
}

func TestLoadLevelsNeedsBothDirectories(t *testing.T) {
	t.Parallel()
	questions, levels := dirOf(t, whole, "questions"), dirOf(t, whole, "levels")
	missing := Dir{os.DirFS(filepath.Join(t.TempDir(), "none")), "missing"}
	for _, dirs := range [][2]Dir{{missing, levels}, {questions, missing}} {
		if m, problems, err := LoadLevels(dirs[0], dirs[1], nil); m != nil || problems != nil || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v, %v, %v", m, problems, err)
		}
	}
	empty := dirOf(t, nil, "levels")
	if m, problems, err := LoadLevels(questions, empty, nil); m != nil || len(problems) != 1 || problems[0].Rule != RuleEmpty || err != nil {
		t.Errorf("no levels: %v, %v, %v", m, problems, err)
	}
}
