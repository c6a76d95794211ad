package cli

import (
	"cmp"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"genaiops/internal/bank"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type validateOptions struct {
	*app
	output
	sheetFlags
	paths []string // sheets, or folders of them
}

func newValidateCmd(a *app, runF func(*validateOptions) error) *cobra.Command {
	o := &validateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "validate [SHEET or DIR...]",
		Short: "Check a question bank, levels and answer sheets",
		Long: `Checks the question bank and the levels together, and each answer sheet given.
Prints every problem as file:line:col: message [rule]; exits 1 when there are any.

A bank and levels of your own are named by --questions and --levels. Use it in a
pipeline that guards sheets or a maturity model kept in a repository.`,
		Example: `  genaiops validate sheet.yaml
  genaiops validate --questions questions --levels levels`,
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runF(o)
		},
	}
	o.output.register(cmd, "text", "json", "yaml")
	o.sheetFlags.register(cmd)
	return cmd
}

// problemsDocument is a list of problems for other programs.
type problemsDocument struct {
	Schema   string            `json:"schema"`
	Problems []problemDocument `json:"problems"`
}

type problemDocument struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

func runValidate(o *validateOptions) error {
	if err := cmp.Or(o.checkPaths(), o.checkAmong(o.paths)); err != nil {
		return err
	}
	questionsDir, levelsDir := o.dirs()
	m, problems, err := bank.Load(questionsDir, levelsDir)
	if err != nil {
		return ioError(err).hint("--questions and --levels name directories of YAML files")
	}
	c := sheetCheck{problems: problems}
	if m != nil {
		if err := o.checkSheets(m, &c); err != nil {
			return err
		}
	}
	if err := o.print(c.problems); err != nil {
		return err
	}
	if own, builtIn := halfOwn(questionsDir, levelsDir); m == nil && own != "" {
		o.message("%s was checked together with the built-in %s; a custom model needs both --questions and --levels", own, builtIn)
	}
	if err := c.unread.join(); err != nil {
		return err
	}
	if len(o.paths) > 0 && m != nil && c.sheets == 0 {
		return usagef("there is no answer sheet in what was given")
	}
	switch {
	case len(c.problems) > 0:
		return no("%s", display.Count(len(c.problems), "problem"))
	case o.format == "text":
		o.message("no problems: question bank %s with %s, %s",
			m.Bank.Ref(), display.Count(len(m.Levels), "level"), display.Count(c.sheets, "sheet"))
	}
	return nil
}

// checkPaths refuses a bank where sheets are expected: none of its files is one.
func (o *validateOptions) checkPaths() error {
	for _, path := range o.paths {
		if _, err := os.Stat(filepath.Join(path, "bank.yaml")); err == nil {
			return usagef("%s holds a question bank, not answer sheets", path).
				hint("genaiops validate --questions %s --levels DIR checks it, with its levels", shellWord(path))
		}
	}
	return nil
}

func (o *validateOptions) print(problems diag.List) error {
	problems.Sort()
	doc := problemsDocument{Schema: "genaiops.problems/1", Problems: []problemDocument{}}
	for _, p := range problems {
		doc.Problems = append(doc.Problems, problemDocument{p.File, max(p.Line, 1), max(p.Col, 1), p.Rule, p.Message})
	}
	return o.write(o.app, doc, map[string]render{
		"text": func(w io.Writer, _ report.Style) error { return problems.Print(w) },
	})
}

// sheetCheck is what was found in sheets, and how many there were.
type sheetCheck struct {
	problems diag.List
	unread   failures
	sheets   int
}

// checkSheets reads every sheet. What cannot be read does not stop it.
func (o *validateOptions) checkSheets(m *maturity.Model, c *sheetCheck) error {
	options, err := o.options(&m.Bank)
	if err != nil {
		return err
	}
	files, err := store.Files(o.paths)
	if err != nil {
		c.unread.add(err)
	}
	for _, file := range files {
		c.unread.add(o.checkFile(m, file, options, c))
	}
	return nil
}

func (o *validateOptions) checkFile(m *maturity.Model, file string, options sheet.Options, c *sheetCheck) error {
	in, name, err := o.open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	n := 0
	for record, err := range sheet.Records(in, name, o.formatOf(file), &m.Bank, options) {
		if err != nil {
			return unreadable(name, err)
		}
		n++
		c.problems = append(c.problems, record.Problems...)
	}
	if n == 0 {
		c.problems.Addf(diag.Pos{File: name}, sheet.RuleRecords, "the file has no sheet")
	}
	c.sheets += n
	return nil
}
