package bank

import (
	"fmt"
	"reflect"
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
`,
	"levels/1-only.yaml": `
number: 4
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
			ID: "whole", Version: 7, Title: "The title",
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
				}},
			}},
		},
		Levels: []maturity.Level{{
			Number: 4, Name: "The level's name", Label: "The level's label", Min: 3, Max: 8,
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
