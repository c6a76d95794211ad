package cli

import (
	"bytes"
	"slices"

	"github.com/spf13/cobra"

	"genaiops/internal/bank"
	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
)

type schemaOptions struct {
	*app
	output
	kind string // what the schema describes: one of schemaKinds
}

// schemaKinds are the files that people write.
var schemaKinds = []string{"sheet", "bank", "level"}

func newSchemaCmd(a *app) *cobra.Command {
	o := &schemaOptions{app: a}
	cmd := &cobra.Command{
		Use:   "schema sheet|bank|level",
		Short: "Print the JSON Schema of a file, for an editor",
		Long: `Prints a JSON Schema (draft 2020-12) of answer sheets, of the files of a question
bank, or of levels. Use it when you write such files in an editor: one that knows the
schema offers keys, questions and options while you type, and underlines what would
be refused, an answer that is still missing included.

The schema of a sheet is that of the question bank in use. Templates name it in their
first line, where editors with a YAML language server look for it: write it to
genaiops.sheet.schema.json beside your sheets. A file of a bank or a level can begin
with such a line as well,

  # yaml-language-server: $schema=../bank.schema.json

or the settings of VS Code (with its YAML extension) name the files:

  "yaml.schemas": {
    "bank.schema.json": "questions/*.yaml",
    "level.schema.json": "levels/*.yaml"
  }

A schema sees one file, and not how it fits the others: see genaiops validate.`,
		Example: `  genaiops schema sheet --output genaiops.sheet.schema.json
  genaiops schema bank --output bank.schema.json
  genaiops schema level --output level.schema.json
  genaiops schema sheet --questions questions --levels levels`,
		Args: argCount(1, 1, "one of sheet, bank or level"),
		ValidArgsFunction: atMost(1, cobra.FixedCompletions([]cobra.Completion{
			"sheet\tan answer sheet", "bank\tbank.yaml and the dimensions", "level\ta maturity level",
		}, cobra.ShellCompDirectiveNoFileComp)),
		RunE: func(_ *cobra.Command, args []string) error {
			o.kind = args[0]
			return runSchema(o)
		},
	}
	o.registerFile(cmd)
	return cmd
}

func runSchema(o *schemaOptions) error {
	if !slices.Contains(schemaKinds, o.kind) {
		return usagef("there is no schema of %s%s: expected sheet, bank or level", diag.Quote(o.kind), diag.DidYouMean(o.kind, schemaKinds))
	}
	s, err := o.schema()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.JSON(&b, s); err != nil {
		return err
	}
	return o.deliver(o.app, b.Bytes())
}

func (o *schemaOptions) schema() (*document.Schema, error) {
	switch o.kind {
	case "bank":
		return bank.Schema(), nil
	case "level":
		return bank.LevelSchema(), nil
	}
	m, err := o.model()
	if err != nil {
		return nil, err
	}
	return sheet.Schema(&m.Bank), nil
}
