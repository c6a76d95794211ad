package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"genaiops/internal/document"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// output is where a command's result goes and in which format.
type output struct {
	format string
	file   string
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
	o.format = formats[0]
	var list []cobra.Completion
	for _, format := range formats {
		list = append(list, cobra.CompletionWithDesc(format, formatUses[format]))
	}
	choose(cmd, cmd.Flags(), &o.format, "format", list, "print the result as `FORMAT`")
	o.registerFile(cmd)
}

func (o *output) registerFile(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write the result to `FILE`, whole or not at all")
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
		if err := o.checkTarget(a); err != nil {
			return err
		}
		if err := store.WriteFile(o.file, result, 0o666); err != nil {
			return ioError(err)
		}
		return nil
	}
	if _, err := a.Stdout.Write(result); err != nil {
		return ioError(fmt.Errorf("cannot write to standard output: %w", err))
	}
	return nil
}

// checkTarget refuses a name that promises gzip, and to replace a sheet by what
// was made from it, or a file of the bank and levels in use.
func (o *output) checkTarget(a *app) error {
	if err := checkPlain("output", o.file); err != nil {
		return err
	}
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
	return store.WriteStream(o.file, 0o666, write)
}
