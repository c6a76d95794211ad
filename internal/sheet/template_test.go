package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"genaiops/internal/bank"
	"genaiops/internal/maturity"
)

// models returns the built-in model, one that is very different, and a tiny one.
func models(t *testing.T) []*maturity.Model {
	t.Helper()
	foreign, problems, err := bank.Load(
		bank.Dir{FS: os.DirFS("../bank/testdata/foreign/questions"), Name: "questions"},
		bank.Dir{FS: os.DirFS("../bank/testdata/foreign/levels"), Name: "levels"})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return []*maturity.Model{builtInModel(t), foreign, tinyModel()}
}

func template(t *testing.T, b *maturity.Bank) string {
	t.Helper()
	var out bytes.Buffer
	if err := Template(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestABlankTemplateIsRefusedWithEveryQuestion(t *testing.T) {
	t.Parallel()
	for _, m := range models(t) {
		_, problems, err := Read(strings.NewReader(template(t, &m.Bank)), "f", YAML, &m.Bank, Options{})
		if err != nil || len(problems) != len(m.Bank.Questions()) {
			t.Errorf("%s: %v %v", m.Bank.ID, err, problems)
			continue
		}
		for i, q := range m.Bank.Questions() {
			if !strings.HasPrefix(problems[i].Message, q.ID+" has no answer; expected ") || problems[i].Rule != RuleEmptyAnswer {
				t.Errorf("problem %d is %v, expected one about %s", i, problems[i], q.ID)
			}
		}
	}
}

func TestAFilledInTemplateScores(t *testing.T) {
	t.Parallel()
	for _, m := range models(t) {
		text, want := template(t, &m.Bank), 0
		for i, q := range m.Bank.Questions() {
			option := q.Options[i%len(q.Options)]
			want += option.Points
			line := regexp.MustCompile(`(?m)^  ` + regexp.QuoteMeta(q.ID) + `:$`)
			if len(line.FindAllString(text, -1)) != 1 {
				t.Fatalf("%s is not in the template exactly once", q.ID)
			}
			text = line.ReplaceAllString(text, "$0 "+strconv.Itoa(option.Points))
		}
		s, problems, err := Read(strings.NewReader(text), "f", YAML, &m.Bank, Options{})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		a, err := maturity.Score(m, s)
		if err != nil || a.Low != want {
			t.Errorf("%s: score %v, error %v; expected %d", m.Bank.ID, a, err, want)
		}
	}
}

func TestABlankTemplateIsAllUnknownWithPartial(t *testing.T) {
	t.Parallel()
	for _, m := range models(t) {
		s, problems, err := Read(strings.NewReader(template(t, &m.Bank)), "f", YAML, &m.Bank, Options{Partial: true})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		for _, q := range m.Bank.Questions() {
			if !s.Answers[q.ID].Unknown {
				t.Errorf("%s is not unknown", q.ID)
			}
		}
	}
}

// This bank has a distinct text in every place.
func TestATemplateTellsAllThatAnAnswerNeeds(t *testing.T) {
	t.Parallel()
	b := &maturity.Bank{
		ID: "whole", Version: 7, Title: "The title",
		Instructions: maturity.Instructions{
			Scope: "What it is about.", Choose: "How to choose.", Evidence: "What counts as evidence.",
			Unsure: "When nobody knows.", NotApplicable: "When it does not apply.",
		},
		Dimensions: []maturity.Dimension{
			{ID: "soil", Name: "Soil", About: "What things grow in", Questions: []maturity.Question{{
				ID: "soil.compost", Text: "Do you make compost?",
				Options: []maturity.Option{
					{Points: 3, Text: "No."},
					{Points: 12, Text: strings.Repeat("Some ", 20) + "heaps."},
				},
				Help: "Worms count.", Evidence: []string{"a heap", "a worm", "a spade"},
			}}},
			{ID: "water", Name: "Water", Questions: []maturity.Question{{
				ID: "water.rain", Text: "Where does rain go?",
				Options:  []maturity.Option{{Points: 0, Text: "Away."}, {Points: 1, Text: "Into a barrel."}},
				Evidence: []string{"a barrel"},
			}}},
		},
	}
	golden(t, filepath.Join("testdata", "whole.template.yaml"), []byte(template(t, b)))
}

// The template contains every text for respondents in the built-in files.
func TestTheBuiltInTemplateHasEveryTextOfItsFiles(t *testing.T) {
	t.Parallel()
	words := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "#", " ")), " ") }
	all := words(template(t, &builtInModel(t).Bank))
	files, err := filepath.Glob("../../questions/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	texts := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var root map[string]any
		if err := yaml.Unmarshal(content, &root); err != nil {
			t.Fatal(err)
		}
		for _, text := range textsOf(root) {
			texts++
			if !strings.Contains(all, words(text)) {
				t.Errorf("%s: the template does not contain %q", file, text)
			}
		}
	}
	if texts < 150 {
		t.Errorf("only %d texts were checked", texts)
	}
}

// textsOf returns the texts for respondents below a value.
func textsOf(v any) []string {
	var texts []string
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, item := range v {
			texts = append(texts, textsOf(item)...)
		}
	case map[string]any:
		_, isQuestion := v["options"]
		for key, value := range v {
			if isQuestion && key == "title" || slices.Contains([]string{"source", "why", "move_up", "refs", "reading", "supports", "frameworks", "language"}, key) {
				continue
			}
			texts = append(texts, textsOf(value)...)
		}
	}
	return texts
}

func TestATemplateIsNarrow(t *testing.T) {
	t.Parallel()
	for _, m := range models(t) {
		for line := range strings.SplitSeq(template(t, &m.Bank), "\n") {
			if len([]rune(line)) > commentWidth || line != strings.TrimRight(line, " ") {
				t.Errorf("%s: %d characters: %q", m.Bank.ID, len([]rune(line)), line)
			}
		}
	}
}

// The worked example in the comments is a valid answer.
func TestTheExampleOfATemplateReads(t *testing.T) {
	t.Parallel()
	for _, m := range models(t) {
		first := m.Bank.Questions()[0].ID
		lines := strings.Split(template(t, &m.Bank), "\n")
		i := slices.Index(lines, "#     "+first+":")
		if i < 0 {
			t.Fatalf("%s: no example for %s", m.Bank.ID, first)
		}
		text := "answers:\n"
		for _, line := range lines[i : i+4] {
			text += strings.TrimPrefix(line, "# ") + "\n"
		}
		s, problems, err := Read(strings.NewReader(text), "f", YAML, &m.Bank, Options{Partial: true})
		if err != nil || len(problems) > 0 || s.Answers[first].Note == "" || len(s.Answers[first].Evidence) != 2 {
			t.Errorf("%s: %v %v\n%s", m.Bank.ID, err, problems, text)
		}
	}
}
