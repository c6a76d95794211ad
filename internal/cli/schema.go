package cli

import (
	"io"

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
	kind string // of the files that the schema describes: sheet, bank or level
}

func newSchemaCmd(a *app) *cobra.Command {
	o := &schemaOptions{app: a}
	cmd := &cobra.Command{
		Use:   "schema sheet|bank|level",
		Short: "Print the JSON Schema of a file, for an editor",
		Long: `Prints a JSON Schema (draft 2020-12) of answer sheets, of the files of a question
bank, or of levels. Use it if you write such files in an editor: with the schema, it
offers keys, questions and options while you type, and underlines what would be
refused, including an answer that is still missing.

The schema of a sheet is for the question bank in use. Templates name it in their
first line, where editors with a YAML language server look for it: write it to
genaiops.sheet.schema.json beside your sheets. A file of a bank or a level can begin
with such a line, too,

  # yaml-language-server: $schema=../bank.schema.json

or the settings of VS Code (with its YAML extension) name the files:

  "yaml.schemas": {
    "bank.schema.json": "questions/*.yaml",
    "level.schema.json": "levels/*.yaml"
  }

A schema sees one file, not how it fits the others: genaiops validate checks that.`,
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
	if err := o.checkFolders(); err != nil {
		return err
	}
	var s *document.Schema
	switch o.kind {
	case "sheet":
		m, err := o.model()
		if err != nil {
			return err
		}
		s = sheet.Schema(&m.Bank)
	case "bank":
		s = bank.Schema()
	case "level":
		s = bank.LevelSchema()
	default:
		return usagef("there is no schema of %s%s: expected sheet, bank or level",
			diag.Quote(o.kind), diag.DidYouMean(o.kind, []string{"sheet", "bank", "level"}))
	}
	return o.deliver(o.app, func(w io.Writer) error { return report.JSON(w, s) })
}
