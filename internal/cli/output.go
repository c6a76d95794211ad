package cli

import (
	"bytes"
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

	"genaiops/internal/document"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// output is where a command's result goes and in which format.
type output struct {
	format  string
	file    string
	force   bool
	formats []string // that the command has; the first is the default
	inputs  []string // files and folders that the result is made from
}

// formatUses says what each format is good for.
var formatUses = map[string]string{
	"text":     "to read here",
	"json":     "for other programs",
	"yaml":     "to edit or to keep in git",
	"markdown": "for a wiki or a pull request",
	"html":     "one page for a browser",
	"csv":      "rows for a spreadsheet",
	"ndjson":   "lines for DuckDB or Spark",
	"svg":      "a picture for a slide",
	"badge":    "a small picture for a README",
	"github":   "annotations of GitHub Actions",
	"junit":    "a test report for other pipelines",
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
	cmd.Flags().BoolVar(&o.force, "force", false, "replace an existing file, even one that could hold answers")
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Lookup("from") != nil { // the arguments are sheets
			o.inputs = slices.Clone(args)
		}
		for _, name := range []string{"answers", "review", "previous", "questions", "levels", "before-questions", "before-levels"} {
			if flag := cmd.Flags().Lookup(name); flag != nil {
				o.inputs = append(o.inputs, flag.Value.String())
			}
		}
		return cmp.Or(o.checkForce(cmd), o.chooseFormat(cmd.Flags().Changed("format")), o.checkFile())
	}
}

// checkForce refuses --force where there is no file that it could replace.
func (o *output) checkForce(cmd *cobra.Command) error {
	flags := "--output"
	save := cmd.Flags().Lookup("save")
	if save != nil {
		flags = "--save or --output"
	}
	bank, commit := cmd.Flags().Lookup("bank"), cmd.Flags().Lookup("commit")
	if !o.force || commit != nil && commit.Changed || o.toFile() || save != nil && save.Changed || bank != nil && bank.Changed {
		return nil
	}
	return usagef("--force is for a file that %s replaces", flags).hint("name the file, or leave --force out")
}

// extensions are the formats that file names promise.
var extensions = map[string]string{
	".json": "json", ".yaml": "yaml", ".yml": "yaml", ".md": "markdown", ".html": "html", ".htm": "html", ".csv": "csv",
	".ndjson": "ndjson", ".jsonl": "ndjson", ".txt": "text", ".pdf": "pdf", ".svg": "svg",
}

// chooseFormat takes the format that the file's name promises, unless --format
// chose one.
func (o *output) chooseFormat(chosen bool) error {
	extension := strings.ToLower(filepath.Ext(o.file))
	format := extensions[extension]
	switch {
	case chosen, extension == "", store.IsCompressed(o.file), len(o.formats) == 0:
		return nil
	case format == "":
		return usagef("--output %s: no format has the extension %s; expected a file of %s", o.file, extension, strings.Join(o.formats, ", ")).
			hint("--format %s writes that format whatever the file is called", o.format)
	case !slices.Contains(o.formats, format):
		return usagef("--output %s: this command doesn't write %s; expected %s", o.file, format, strings.Join(o.formats, ", ")).
			hint("--format %s writes that format whatever the file is called", o.format)
	}
	o.format = format
	return nil
}

// checkFile refuses a file that can't be written or may not be replaced, before
// any work is done and any question asked. Writing checks it again.
func (o *output) checkFile() error {
	if !o.toFile() {
		return nil
	}
	if err := cmp.Or(checkName("output", o.file, false), o.checkInputs()); err != nil {
		return err
	}
	return o.failed(store.CheckResult(o.file, o.force))
}

// checkInputs refuses to replace what the result is made from, even by force.
func (o *output) checkInputs() error {
	target, _ := os.Stat(o.file)
	if target == nil || !target.Mode().IsRegular() { // there is nothing to lose
		return nil
	}
	_, readable := sheet.FormatOf(o.file) // in a folder, only such files are read
	for _, input := range o.inputs {
		info, err := os.Stat(input)
		if err == nil && (os.SameFile(info, target) || readable && info.IsDir() && holds(info, o.file)) {
			return usagef("--output %s would replace the file that the result is made from", o.file).hint("choose another name")
		}
	}
	return nil
}

// holds reports whether a file is in a folder or in one below it.
func holds(folder os.FileInfo, file string) bool {
	at := filepath.Dir(realPath(file))
	for {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, folder) {
			return true
		}
		above := filepath.Dir(at)
		if above == at {
			return false
		}
		at = above
	}
}

// failed is what happened when the result was to be written.
func (o *output) failed(err error) error {
	switch {
	case err == nil, errors.As(err, new(*failure)):
		return err
	case errors.Is(err, fs.ErrExist):
		return alreadyExists("output", o.file)
	default:
		return ioError(err)
	}
}

func alreadyExists(flag, file string) *failure {
	return usagef("%s already exists", file).hint("--force replaces it; or choose another name for --%s", flag)
}

// checkName refuses a name that promises something else than what is written: a
// compressed file or, for a sheet, another format than YAML. No command could
// read it back.
func checkName(flag, file string, isSheet bool) error {
	format, known := sheet.FormatOf(file)
	switch {
	case store.IsCompressed(file):
		return usagef("--%s %s: genaiops reads compressed files but doesn't write them", flag, file).hint("choose a name without .gz")
	case isSheet && known && format != sheet.YAML:
		return usagef("--%s %s: sheets are written as YAML", flag, file).hint("choose a name that ends in .yaml")
	}
	return nil
}

// result is what a command found, with a way to print it for each of its
// formats. Only the one that was chosen is called.
type result struct {
	document func() any                       // for JSON and YAML
	page     func() report.Page               // for text and Markdown
	next     []string                         // commands to go on with, for text
	formats  map[string]func(io.Writer) error // the others, and text that is no page
	outcome  func() string                    // for who looks on while a file is written; else that of the page
}

// write prints a result in the chosen format.
func (o *output) write(a *app, r result) error {
	err := o.deliver(a, func(w io.Writer) error {
		if write := r.formats[o.format]; write != nil {
			return write(w)
		}
		switch o.format {
		case "json":
			return report.JSON(w, r.document())
		case "yaml":
			return document.WriteYAML(w, r.document())
		case "markdown":
			return r.page().Markdown(w)
		case "text":
			style := a.style()
			if o.toFile() {
				style = report.Style{Width: defaultWidth, Color: a.color == "always"}
			}
			style.Next = r.next
			return r.page().Text(w, style)
		default:
			return fmt.Errorf("nothing writes %s", o.format)
		}
	})
	// Who looks on learns the outcome without opening the file.
	if r.outcome == nil && r.page != nil {
		r.outcome = func() string { return r.page().Outcome() }
	}
	if err == nil && o.toFile() && r.outcome != nil && isTerminal(a.Stderr) {
		a.message("%s: %s", o.file, r.outcome())
	}
	return err
}

// deliver makes a result in memory, and then writes it.
func (o *output) deliver(a *app, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	return o.stream(a, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
}

// stream writes a result piece by piece: it may not fit in memory. A file gets its
// name only once it is complete.
func (o *output) stream(a *app, write func(io.Writer) error) error {
	if o.toFile() {
		o.inputs = append(o.inputs, a.Getenv("GENAIOPS_QUESTIONS"), a.Getenv("GENAIOPS_LEVELS"))
		if in, ok := a.Stdin.(*os.File); ok {
			o.inputs = append(o.inputs, in.Name())
		}
		if err := o.checkInputs(); err != nil {
			return err
		}
		return o.failed(store.WriteResult(o.file, o.force, write))
	}
	err := write(a.Stdout)
	if err != nil && !errors.As(err, new(*failure)) {
		return ioError(fmt.Errorf("cannot write to standard output: %w", err))
	}
	return err
}

func (o *output) toFile() bool { return o.file != "" && o.file != "-" }
