package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/response"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type importOptions struct {
	*app
	output
	columns []string // KEY=HEADER
	order   string   // of the dates; empty if they show it
	team    string
	every   bool
	partial bool
	files   []string
}

func newImportCmd(a *app) *cobra.Command {
	o := &importOptions{app: a}
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Make answer sheets of what other tools export",
		Long: `Makes an answer sheet for each person from the responses to a form (Google Forms,
Microsoft Forms, LimeSurvey) or from a filled-in questionnaire: .csv with any separator,
or .xlsx. A file has one row a person and one column a question, or one row an answer.

Columns are matched to questions by id, title or text, and cells to options by points
or text. Case, blanks, quotes, a leading number and a missing end don't matter, but
nothing is matched because it is similar. What was matched to what is printed. If
anything is uncertain, nothing is written; with --partial, only that is left out, and
so are missing answers.

Time stamps give the dates. Of several responses of one person, the newest counts.

--output names a folder for a YAML sheet a person, or one file for all (.ndjson, .csv).
Without it, the files are only checked.`,
		Example: `  genaiops import responses.csv
  genaiops import responses.csv --output sheets/
  genaiops import responses.csv --column team="Where do you work?" --output all.ndjson`,
		Args: argCount(1, -1, "at least one file"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"csv", "tsv", "xlsx"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(_ *cobra.Command, args []string) error {
			o.files = args
			return runImport(o)
		},
	}
	o.register(cmd, "yaml", "ndjson", "csv")
	cmd.Flags().Lookup("output").Usage = "write a sheet a person to the folder `DIR`, or all to one file"
	o.toFolder(cmd)
	cmd.Flags().StringArrayVar(&o.columns, "column", nil,
		"take the column with a header for a question id, team, respondent, mail, date or label.NAME: `KEY=HEADER` (repeatable)")
	choose(cmd, cmd.Flags(), &o.order, "date-order", []cobra.Completion{
		"dmy\t3/4/2026 is 3 April", "mdy\t3/4/2026 is March 4",
	}, "read dates such as 3/4/2026 in the `ORDER`")
	cmd.Flags().StringVar(&o.team, "team", "", "the `TEAM` of responses that name none")
	cmd.Flags().BoolVar(&o.every, "every", false, "keep every response of a person, not only the newest")
	cmd.Flags().BoolVar(&o.partial, "partial", false, "leave out what is uncertain or missing, and write the rest")
	return cmd
}

// toFolder makes --output accept a folder, whose name promises no format.
func (o *importOptions) toFolder(cmd *cobra.Command) {
	toFile := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if o.isFolder() {
			return o.checkForce(cmd)
		}
		err := toFile(cmd, args)
		o.inputs = append(o.inputs, args...)
		return cmp.Or(err, o.checkInputs())
	}
}

// isFolder reports whether --output names a folder: one that exists, or a name without
// an extension.
func (o *importOptions) isFolder() bool {
	if !o.toFile() || o.format != "yaml" {
		return false
	}
	info, err := os.Stat(o.file)
	if err == nil {
		return info.IsDir()
	}
	return os.IsPathSeparator(o.file[len(o.file)-1]) || filepath.Ext(o.file) == ""
}

func runImport(o *importOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	choices, err := o.choices(&m.Bank)
	if err != nil {
		return err
	}
	responses, problems, err := o.read(&m.Bank, choices)
	if err != nil {
		return err
	}
	if !o.every {
		kept, notices, unclear := response.Newest(responses)
		for _, notice := range notices {
			o.message("%s", notice)
		}
		if len(unclear) > 0 {
			return o.refused(append(problems, unclear...))
		}
		responses = kept
	}
	if len(problems) > 0 {
		if !o.partial {
			return o.refused(problems)
		}
		problems.Sort()
		_ = problems.Print(o.Stderr)
		o.message("%s; what they concern is left out", display.Count(len(problems), "problem"))
	}
	return o.writeSheets(&m.Bank, responses)
}

// choices reads the flags --column.
func (o *importOptions) choices(b *maturity.Bank) ([]response.Choice, error) {
	var choices []response.Choice
	for _, column := range o.columns {
		key, header, ok := strings.Cut(column, "=")
		switch {
		case !ok || strings.TrimSpace(header) == "":
			return nil, usagef("--column %s: expected KEY=HEADER", diag.Quote(column)).hint(`for example --column team="Your team"`)
		case !response.IsKey(b, key):
			return nil, usagef("--column: no column can be %s%s", diag.Quote(key), diag.DidYouMean(key, response.Keys(b))).
				hint("it is a question id, ID.note, ID.evidence, team, respondent, mail, date or label.NAME")
		case slices.ContainsFunc(choices, func(c response.Choice) bool { return c.Key == key }):
			return nil, usagef("--column %s is given twice", key).hint("leave one of them out")
		}
		choices = append(choices, response.Choice{Key: key, Header: header})
	}
	return choices, nil
}

// read reads all the files and prints what was matched to what. It fails if a file has
// no responses.
func (o *importOptions) read(b *maturity.Bank, choices []response.Choice) ([]response.Response, diag.List, error) {
	var responses []response.Response
	var problems diag.List
	var all failures
	useless := false
	for _, pattern := range o.files {
		for _, file := range store.Expand(pattern) {
			export, err := o.readFile(file, b, choices)
			if err != nil {
				all.add(err)
				continue
			}
			o.report(export)
			responses = append(responses, export.Responses...)
			problems = append(problems, export.Problems...)
			useless = useless || len(export.Responses) == 0
		}
	}
	if useless {
		all.add(o.refused(problems))
	}
	return responses, problems, all.join()
}

func (o *importOptions) readFile(file string, b *maturity.Bank, choices []response.Choice) (*response.Export, error) {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, usagef("%s is a folder; expected the file that a form tool or a spreadsheet exported", file)
	}
	if format, ok := sheet.FormatOf(file); ok && format != sheet.CSV {
		return nil, usagef("%s isn't what a form tool or a spreadsheet exports; expected .csv or .xlsx", file).
			hint("every command reads answer sheets as they are")
	}
	in, name, err := o.open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	export, err := response.Read(in, name, b, response.Options{Columns: choices, Order: response.Order(o.order), Team: o.team})
	if err != nil {
		return nil, unreadable(name, err)
	}
	return export, nil
}

// report says what the columns of a file were taken for.
func (o *importOptions) report(e *response.Export) {
	const widest = 44
	if e.Columns == nil {
		return
	}
	kind := "a row a person"
	if e.ByAnswer {
		kind = "a row an answer"
	}
	o.message("%s: %s, %s", e.File, display.Count(len(e.Responses), "response"), kind)
	if len(e.Also) > 0 {
		o.message("only the first sheet of the workbook is read, not %s", strings.Join(e.Also, ", "))
	}
	columns := 0
	for _, c := range e.Columns {
		columns = max(columns, min(display.Width(c.Header), widest))
	}
	for _, c := range e.Columns {
		held := cmp.Or(c.Key, "ignored")
		switch c.How {
		case "":
		case "--column":
			held += " (--column)"
		default:
			held += ", by its " + c.How
		}
		line := fmt.Sprintf("  %-2s %s  %s", c.Place, display.Pad(display.Truncate(c.Header, columns), columns), held)
		fmt.Fprintln(o.Stderr, oneLine(line))
	}
}

func (o *importOptions) refused(problems diag.List) *failure {
	refused := usagef("%s; nothing was written", display.Count(len(problems), "problem"))
	refused.problems = problems
	for _, remedy := range []struct {
		hint  string
		rules []string
	}{
		{"--column KEY=HEADER says what a column holds", []string{response.RuleColumn, document.RuleDuplicateKey}},
		{"--date-order dmy or mdy says which of day and month comes first", []string{sheet.RuleDate}},
		{"--every keeps all responses of a person", []string{response.RulePerson}},
		{"genaiops questions ID explains a question and its options", []string{sheet.RuleAnswer, sheet.RuleUnknownQuestion}},
		{"--partial leaves out what is uncertain or missing, and writes the rest", []string{
			sheet.RuleAnswer, sheet.RuleMissingAnswer, sheet.RuleEmptyAnswer, sheet.RuleDate, sheet.RuleUnknownQuestion,
		}},
	} {
		if refused.hasProblem(remedy.rules...) {
			refused.hint("%s", remedy.hint)
		}
	}
	return refused
}

// writeSheets writes what was imported to a folder or a file.
func (o *importOptions) writeSheets(b *maturity.Bank, responses []response.Response) error {
	sheets := make([]maturity.Sheet, len(responses))
	for i, r := range responses {
		sheets[i] = r.Sheet
	}
	count := display.Count(len(sheets), "sheet")
	switch {
	case o.file == "":
		o.message("%s can be written; nothing was, without --output", count)
		return nil
	case o.isFolder():
		return o.writeFolder(b, responses, sheets)
	case o.format == "yaml" && len(sheets) > 1:
		return usagef("--output %s: a YAML file holds one sheet, not %d", o.file, len(sheets)).
			hint("name a folder, or a file that ends in .ndjson or .csv")
	}
	err := o.deliver(o.app, func(w io.Writer) error {
		switch o.format {
		case "ndjson":
			return sheet.WriteNDJSON(w, b, sheets)
		case "csv":
			return sheet.WriteCSV(w, b, sheets)
		}
		return sheet.Write(w, b, sheets[0])
	})
	if err == nil && o.toFile() {
		o.message("wrote %s to %s", count, o.file)
	}
	return err
}

func (o *importOptions) writeFolder(b *maturity.Bank, responses []response.Response, sheets []maturity.Sheet) error {
	names := store.SheetNames(sheets, func(i int) string {
		file := filepath.Base(responses[i].File)
		return fmt.Sprintf("%s row %d", strings.TrimSuffix(file, filepath.Ext(file)), responses[i].Row)
	})
	files := make([]store.File, len(sheets))
	for i, s := range sheets {
		text, err := sheet.Text(b, s)
		if err != nil {
			return usageError(err)
		}
		files[i] = store.File{Path: filepath.Join(o.file, names[i]), Text: text, Private: true}
	}
	err := store.WriteTogether(files, o.force)
	switch {
	case errors.Is(err, fs.ErrExist):
		there := slices.IndexFunc(files, func(f store.File) bool {
			_, err := os.Lstat(f.Path)
			return err == nil
		})
		return alreadyExists("output", files[max(there, 0)].Path)
	case err != nil:
		return ioError(err)
	}
	o.message("wrote %s to %s", display.Count(len(files), "sheet"), o.file)
	return nil
}
