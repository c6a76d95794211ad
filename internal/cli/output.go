package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// output is where a command's result goes and in which format.
type output struct {
	format  string
	file    string
	formats []string // that the command has; the first is the default
	guarded bool     // the command itself sees to it that no sheet is replaced
}

// formatUses says what each format is for.
var formatUses = map[string]string{
	"text":     "to read here",
	"json":     "for other programs",
	"yaml":     "to edit or to keep in git",
	"markdown": "for a wiki or a pull request",
	"html":     "one page for a browser",
	"csv":      "a row each, for a spreadsheet",
	"ndjson":   "a line each, for DuckDB or Spark",
}

// register declares --format and --output. The first format is the default.
func (o *output) register(cmd *cobra.Command, formats ...string) {
	o.format, o.formats = formats[0], formats
	var list []cobra.Completion
	for _, format := range formats {
		list = append(list, cobra.CompletionWithDesc(format, formatUses[format]))
	}
	choose(cmd, cmd.Flags(), &o.format, "format", list, "print the result as `FORMAT`")
	o.registerFile(cmd)
}

func (o *output) registerFile(cmd *cobra.Command) {
	chosen := ""
	if len(o.formats) > 0 {
		chosen = " in the format of its extension,"
	}
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write the result to `FILE`,"+chosen+" whole or not at all")
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		return cmp.Or(o.chooseFormat(cmd.Flags().Changed("format")), o.checkPlace())
	}
}

// extensions say which format a file's name promises.
var extensions = map[string]string{
	".json": "json", ".yaml": "yaml", ".yml": "yaml", ".md": "markdown", ".html": "html", ".htm": "html", ".csv": "csv",
	".ndjson": "ndjson", ".jsonl": "ndjson", ".txt": "text", ".pdf": "pdf",
}

// chooseFormat takes the format that the file's name promises, unless one was
// asked for.
func (o *output) chooseFormat(asked bool) error {
	format := extensions[strings.ToLower(filepath.Ext(o.file))]
	switch {
	case asked, format == "", len(o.formats) == 0:
		return nil
	case !slices.Contains(o.formats, format):
		return usagef("--output %s: there is no %s here; expected a file of %s", o.file, format, strings.Join(o.formats, ", ")).
			hint("--format %s writes it all the same", o.format)
	}
	o.format = format
	return nil
}

// checkPlace refuses a place that nothing can be written to, or that holds an
// answer sheet, before any work is done and any question answered.
func (o *output) checkPlace() error {
	if !o.toFile() {
		return nil
	}
	if err := checkPlain("output", o.file); err != nil {
		return err
	}
	folder, _ := filepath.Split(o.file)
	_, err := os.Stat(cmp.Or(folder, "."))
	if info, missing := os.Stat(o.file); err == nil && missing == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	if err != nil {
		return ioError(fmt.Errorf("cannot write %s: %w", o.file, store.Reason(err)))
	}
	if !o.guarded && holdsSheet(o.file) {
		return usagef("--output %s would replace an answer sheet", o.file).hint("choose another name, or remove the sheet first")
	}
	return nil
}

// render writes a value in one format.
type render func(io.Writer, report.Style) error

// write renders the result in the chosen format. JSON and YAML are made from
// the document; the other formats have a renderer each.
func (o *output) write(a *app, doc any, renderers map[string]render) error {
	style := a.style()
	if o.toFile() {
		style.Hyperlinks = false
		style.Width = defaultWidth
		style.Color = a.color == "always"
	}
	var b bytes.Buffer
	var err error
	switch {
	case renderers[o.format] != nil:
		err = renderers[o.format](&b, style)
	case o.format == "json":
		err = report.JSON(&b, doc)
	case o.format == "yaml":
		err = document.WriteYAML(&b, doc)
	default:
		err = fmt.Errorf("no renderer for %s", o.format)
	}
	if err != nil {
		return err
	}
	return o.deliver(a, b.Bytes())
}

func (o *output) toFile() bool { return o.file != "" && o.file != "-" }

// deliver writes a finished result to its place.
func (o *output) deliver(a *app, result []byte) error {
	if o.toFile() {
		return o.stream(a, func(w io.Writer) error {
			_, err := w.Write(result)
			return err
		})
	}
	if _, err := a.Stdout.Write(result); err != nil {
		return ioError(fmt.Errorf("cannot write to standard output: %w", err))
	}
	return nil
}

// checkTarget refuses to replace a sheet by what was made from it, or a file of
// the bank and levels in use.
func (o *output) checkTarget(a *app) error {
	target, _ := os.Stat(o.file)
	if target == nil { // there is nothing to replace
		return nil
	}
	if slices.ContainsFunc(a.read, func(info os.FileInfo) bool { return os.SameFile(info, target) }) {
		return usagef("--output %s would replace the sheet that the result is made from", o.file).hint("choose another name")
	}
	if a.inModel(target) {
		return usagef("--output %s would replace a file of the question bank or the levels", o.file).hint("choose another name")
	}
	return nil
}

// checkAmong refuses a result in a folder of sheets that it is made from: it would
// be taken for one the next time.
func (o *output) checkAmong(paths []string) error {
	if _, isSheet := sheet.FormatOf(o.file); !isSheet || !o.toFile() {
		return nil
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			continue
		}
		between, err := filepath.Rel(realPath(path), realPath(o.file))
		if err == nil && filepath.IsLocal(between) {
			return usagef("--output %s stands among the sheets of %s, and would be read as one", o.file, path).
				hint("choose a file in another folder")
		}
	}
	return nil
}

// checkYAML refuses a name that promises another format than the YAML that
// sheets are written in, since no command could read the file under it.
func checkYAML(flag, file string) error {
	if format, ok := sheet.FormatOf(file); ok && format != sheet.YAML {
		return usagef("--%s %s: sheets are written as YAML", flag, file).hint("choose a name that ends in .yaml")
	}
	return checkPlain(flag, file)
}

// checkPlain refuses a name that promises a compressed file.
func checkPlain(flag, file string) error {
	if store.IsCompressed(file) {
		return usagef("--%s %s: files are read compressed, but not written so", flag, file).hint("choose a name without .gz")
	}
	return nil
}

// stream writes a result piece by piece, for one that may not fit in memory. A
// file gets its name only when all of it was written.
func (o *output) stream(a *app, write func(io.Writer) error) error {
	if !o.toFile() {
		return write(a.Stdout)
	}
	if err := o.checkTarget(a); err != nil {
		return err
	}
	if err := store.WriteStream(o.file, 0o666, write); err != nil {
		var known *failure
		if errors.As(err, &known) {
			return err
		}
		return ioError(err)
	}
	return nil
}

// holdsSheet reports whether a file is a YAML or JSON document with answers, of
// whatever bank.
func holdsSheet(file string) bool {
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return false
	}
	in, err := store.Open(file)
	if err != nil {
		return false
	}
	defer in.Close()
	var problems diag.List
	text, err := document.ReadAll(in, file, &problems)
	if err != nil || len(problems) > 0 {
		return false
	}
	root := document.ParseYAML(text, file, &problems)
	return root != nil && slices.ContainsFunc(root.Pairs, func(p document.Pair) bool {
		return p.Key.Value == "answers" && p.Value.Kind == document.Map
	})
}
