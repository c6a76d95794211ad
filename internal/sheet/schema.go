package sheet

import (
	"fmt"
	"strings"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// SchemaFile is the name that a template gives to the file of its schema, which
// editors look for beside the sheet.
const SchemaFile = "genaiops.sheet.schema.json"

// Schema describes the answer sheets of a bank for editors: every question with
// its options, ready to be chosen from. A question without an answer is an
// error, as it is for Read without Options.Partial: in an editor, the errors
// that are left are the questions that are left.
func Schema(b *maturity.Bank) *document.Schema {
	s := document.Object(sheetKeys, []string{"answers"}, map[string]*document.Schema{
		"bank":       {Enum: []any{b.Ref().String(), nil}, Description: "The question bank and its version."},
		"team":       document.TextSchema("The team that the answers are about.").OrBlank(),
		"respondent": document.TextSchema("Who answered.").OrBlank(),
		"date":       document.DateSchema("When, as YYYY-MM-DD.").OrBlank(),
		"labels":     document.MapSchema("Free names and values, to group teams by.", `\S`).OrBlank(),
		"answers":    answersSchema(b),
	})
	s.Dialect = document.Dialect
	s.ID = "urn:genaiops:schema:sheet:1:" + b.Ref().String()
	s.Title = "Answer sheet of " + b.Title
	return s
}

func answersSchema(b *maturity.Bank) *document.Schema {
	var ids []string
	answers := map[string]*document.Schema{}
	for _, q := range b.Questions() {
		ids = append(ids, q.ID)
		answers[q.ID] = answerSchema(q)
	}
	s := document.Object(ids, ids, answers)
	s.Description = "The points of the option that is true, or " + unknown + ", behind each question."
	return s
}

func answerSchema(q *maturity.Question) *document.Schema {
	short := choices(q)
	long := document.Object(answerKeys, []string{"points"}, map[string]*document.Schema{
		"points":   {AnyOf: short, Description: "The points of the option that is true, or " + unknown + "."},
		"note":     document.TextSchema("Why this option.").OrBlank(),
		"evidence": document.TextsSchema("What shows it: a path, an address.", 0).OrBlank(),
	})
	long.Description = "The points, with a note or evidence."
	return &document.Schema{Title: q.Title, Description: describe(q), AnyOf: append(short, long)}
}

// choices has one schema for each thing that can be answered, so that an editor
// that offers them says what each means.
func choices(q *maturity.Question) []*document.Schema {
	var each []*document.Schema
	for _, o := range q.Options {
		each = append(each, &document.Schema{Enum: []any{o.Points}, Description: o.Text})
	}
	return append(each, &document.Schema{Enum: []any{unknown}, Description: "We do not know."})
}

// describe is what an editor shows beside a question.
func describe(q *maturity.Question) string {
	var b strings.Builder
	b.WriteString(q.Text + "\n")
	for _, o := range q.Options {
		fmt.Fprintf(&b, "\n- %d: %s", o.Points, o.Text)
	}
	fmt.Fprintf(&b, "\n- %s: we do not know", unknown)
	if q.Help != "" {
		b.WriteString("\n\n" + q.Help)
	}
	return b.String()
}
