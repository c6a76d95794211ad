package cli

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/bank"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type validateOptions struct {
	*app
	output
	sheetFlags
	evidence
	before string   // the folder of an earlier question bank
	paths  []string // sheets, or folders of them
}

func newValidateCmd(a *app) *cobra.Command {
	o := &validateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "validate [SHEET or DIR...]",
		Short: "Check a question bank, levels and answer sheets",
		Long: `Checks the question bank and the levels together, and each answer sheet given.
Prints every problem as file:line:col: message [rule]; exits 1 if there are any.
--format github makes annotations that GitHub Actions draws at the lines, and
--format junit a report of tests for other pipelines.

--questions and --levels name a bank and levels of your own. Use it in a pipeline
that guards sheets or a maturity model in a repository. With --before, it also finds
changes to the bank after which old answers don't fit, although the version is the same.

--evidence checks that the paths which answers name as evidence exist, and that http and
https addresses are well formed; --evidence=required also asks for evidence with every
answer above the lowest. It opens no connection.`,
		Example: `  genaiops validate sheet.yaml
  genaiops validate sheet.yaml --format github
  genaiops validate --evidence sheet.yaml
  genaiops validate --questions questions --levels levels
  genaiops validate --questions questions --levels levels --before v1/questions`,
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.paths = args
			return runValidate(o)
		},
	}
	cmd.Flags().StringVar(&o.before, "before", "", "compare the question bank with an earlier one in `DIR`")
	completes(cmd, "before", completeFolders)
	o.output.register(cmd, "text", "json", "yaml", "github", "junit")
	o.sheetFlags.register(cmd)
	o.evidence.register(cmd)
	return cmd
}

func runValidate(o *validateOptions) error {
	for _, path := range o.paths {
		if _, err := os.Stat(filepath.Join(path, "bank.yaml")); err == nil {
			return usagef("%s holds a question bank, not answer sheets", path).
				hint("genaiops validate --questions %s --levels DIR checks it, with its levels", shellWord(path))
		}
	}
	if err := o.prepare(len(o.paths)); err != nil {
		return err
	}
	questionsDir, levelsDir := o.dirs()
	m, problems, err := bank.Load(questionsDir, levelsDir)
	if err != nil {
		return ioError(err).hint(modelHint)
	}
	if m != nil && o.before != "" {
		if err := o.checkBefore(&m.Bank, questionsDir, &problems); err != nil {
			return err
		}
	}
	sheets := 0
	var unread failures
	var notRead diag.List // as problems, for the formats that have a place for each file
	var checked []string
	if len(problems) == 0 {
		checked = append(checked, "question bank and levels")
	}
	if m != nil {
		options, err := o.options(&m.Bank)
		if err != nil {
			return err
		}
		files, err := store.Files(o.paths)
		if err != nil {
			unread.add(err)
			notRead.Addf(diag.Pos{File: strings.Join(o.paths, " ")}, "read", "%s", err)
		}
		var remarks diag.List
		options.Remarks = &remarks
		var skipped passedOver
		for _, file := range files {
			n, found, err := o.checkFile(m, file, o.checks(options, file))
			if err != nil {
				unread.add(err)
				notRead.Addf(diag.Pos{File: file}, "read", "%s", err)
			}
			if !skipped.take(file, o.paths, found) {
				sheets += n
				checked = append(checked, file)
				problems = append(problems, found...)
			}
		}
		skipped.tell(o.app)
		for _, remark := range remarks {
			o.message("%s", remark)
		}
	}
	problems.Sort()
	err = o.write(o.app, result{
		document: func() any { return documentOf(problems) },
		formats: map[string]func(io.Writer) error{
			"text":   problems.Print,
			"github": func(w io.Writer) error { return writeAnnotations(w, append(problems, notRead...)) },
			"junit":  func(w io.Writer) error { return writeJUnit(w, checked, append(problems, notRead...)) },
		},
	})
	if err != nil {
		return err
	}
	if own, builtIn := halfOwn(questionsDir, levelsDir); m == nil && own != "" {
		o.message("%s was checked together with the built-in %s; a custom model needs both --questions and --levels", own, builtIn)
	}
	if err := unread.join(); err != nil {
		return err
	}
	switch {
	case len(o.paths) > 0 && m != nil && sheets == 0:
		return noSheets()
	case len(problems) > 0:
		answer := no("%s", display.Count(len(problems), "problem"))
		if o.root == "" && slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == sheet.RuleEvidence }) {
			answer.hint("paths begin in the folder of the sheet; --root DIR names another")
		}
		return answer
	case o.format == "text":
		o.message("no problems: question bank %s with %s, %s",
			m.Bank.Ref(), display.Count(len(m.Levels), "level"), display.Count(sheets, "sheet"))
	}
	return nil
}

// checkBefore compares the bank with an earlier one, and adds the changes that need
// another version.
func (o *validateOptions) checkBefore(b *maturity.Bank, dir bank.Dir, problems *diag.List) error {
	old, found, err := bank.LoadBank(bank.Dir{FS: os.DirFS(o.before), Name: o.before})
	switch {
	case err != nil:
		return ioError(err).hint("--before names the directory of an earlier question bank")
	case old == nil:
		f := usagef("the question bank in %s has %s", o.before, display.Count(len(found), "problem"))
		f.problems = found
		return f
	case old.ID != b.ID:
		return usagef("--before %s is the question bank %s; expected an earlier %s", o.before, diag.Quote(old.ID), diag.Quote(b.ID))
	case b.Version > old.Version:
		return nil
	}
	at := diag.Pos{File: filepath.ToSlash(filepath.Join(dir.Name, "bank.yaml"))}
	if b.Version < old.Version {
		problems.Addf(at, bank.RuleVersion, "version is %d; expected %d or more, as in %s", b.Version, old.Version, o.before)
		return nil
	}
	meaning, reworded := bank.Changes(old, b)
	for _, change := range meaning {
		problems.Addf(at, bank.RuleVersion, "%s since %s, and the version is still %d; expected a higher one", change, o.before, b.Version)
	}
	if len(reworded) > 0 {
		o.message("%s worded in another way than in %s (%s); raise the version if old answers no longer mean the same",
			isOrAre(len(reworded), "question"), o.before, strings.Join(reworded, ", "))
	}
	return nil
}

// isOrAre counts things that are something: "1 question is", "2 questions are".
func isOrAre(n int, thing string) string {
	if n == 1 {
		return display.Count(n, thing) + " is"
	}
	return display.Count(n, thing) + " are"
}

// checkFile reads the sheets in a file. It returns how many there are, and their
// problems.
func (o *validateOptions) checkFile(m *maturity.Model, file string, options sheet.Options) (n int, problems diag.List, err error) {
	in, name, err := o.open(file)
	if err != nil {
		return 0, nil, err
	}
	defer in.Close()
	for record, err := range sheet.Records(in, name, o.formatOf(file), &m.Bank, options) {
		if err != nil {
			return 0, problems, unreadable(name, err)
		}
		if len(record.Problems) == 0 || record.Problems[0].Rule != sheet.RuleRecords {
			n++
		}
		if problems.Add(record.Problems); problems.Full() {
			break
		}
	}
	return n, problems, nil
}
