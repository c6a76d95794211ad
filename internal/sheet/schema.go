package sheet

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// SchemaFile is the schema that a template refers to. Editors look for it beside
// the sheet.
const SchemaFile = "genaiops.sheet.schema.json"

// Schema describes the answer sheets of a bank for editors, which offer the
// options of every question. A question without an answer is an error, as for
// Read without Options.Partial, so the editor's errors are the open questions.
func Schema(b *maturity.Bank) *document.Schema {
	s := document.Object(slices.Concat([]string{schemaKey}, sheetKeys), []string{"answers"}, map[string]*document.Schema{
		schemaKey:    document.TextSchema("The schema of the sheet, for editors.").OrBlank(),
		"bank":       {Enum: []any{b.Ref().String(), nil}, Description: "The question bank and its version."},
		"team":       document.TextSchema("The assessed team.").OrBlank(),
		"respondent": document.TextSchema("Who answered.").OrBlank(),
		"date":       document.DateSchema("The date of the assessment, as YYYY-MM-DD.").OrBlank(),
		"labels":     document.MapSchema("Names and values of your choice, to group teams by.", document.NotBlank).OrBlank(),
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
	s.Description = "For each question, the points of the option that is true, or " + unknown + "."
	return s
}

func answerSchema(q *maturity.Question) *document.Schema {
	points := choiceSchema(q)
	points.Description = "The points of the option that is true, or " + unknown + "."
	long := document.Object(answerKeys, []string{"points"}, map[string]*document.Schema{
		"points":   points,
		"note":     document.TextSchema("Why this option.").OrBlank(),
		"evidence": document.TextsSchema("What shows it: a path or an address.", 0).OrBlank(),
		"next":     commitmentSchema(q).OrBlank(),
	})
	for _, o := range q.Options[1:] {
		long.AllOf = append(long.AllOf, above(o.Points))
	}
	return &document.Schema{Title: q.Title, Description: describe(q), AnyOf: []*document.Schema{choiceSchema(q), long}}
}

// commitmentSchema describes a commitment beside any answer.
func commitmentSchema(q *maturity.Question) *document.Schema {
	points := &document.Schema{Description: "The points of the option to reach."}
	for _, goal := range q.Goals(maturity.Answer{Unknown: true}) {
		points.Enum = append(points.Enum, goal)
		points.EnumDescriptions = append(points.EnumDescriptions, q.Option(goal).Text)
	}
	s := document.Object(nextKeys, []string{"points"}, map[string]*document.Schema{
		"points": points,
		"owner":  document.TextSchema("Who looks after it.").OrBlank(),
		"due":    document.DateSchema("By when, as YYYY-MM-DD.").OrBlank(),
	})
	s.Description = "What the team has committed to."
	return s
}

// above says that a commitment beside an answer is to an option above it.
func above(points int) *document.Schema {
	with := func(key string, s *document.Schema) *document.Schema {
		return &document.Schema{Properties: document.Properties{{Name: key, Schema: s}}}
	}
	least := points + 1
	return &document.Schema{
		If:   with("points", &document.Schema{Enum: []any{points}}),
		Then: with("next", with("points", &document.Schema{Minimum: &least})),
	}
}

// choiceSchema describes the choices of an answer.
func choiceSchema(q *maturity.Question) *document.Schema {
	s := &document.Schema{}
	for _, o := range q.Options {
		s.Enum = append(s.Enum, o.Points)
		s.EnumDescriptions = append(s.EnumDescriptions, o.Text)
	}
	s.Enum = append(s.Enum, unknown)
	s.EnumDescriptions = append(s.EnumDescriptions, "We don't know.")
	return s
}

// describe returns the text that an editor shows beside a question.
func describe(q *maturity.Question) string {
	var b strings.Builder
	b.WriteString(q.Text + "\n")
	for _, o := range q.Options {
		fmt.Fprintf(&b, "\n- %d: %s", o.Points, o.Text)
	}
	fmt.Fprintf(&b, "\n- %s: we don't know", unknown)
	if q.Help != "" {
		b.WriteString("\n\n" + q.Help)
	}
	return b.String()
}
