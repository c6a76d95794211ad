package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/bank"
	"genaiops/internal/display"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type templateOptions struct {
	*app
	output
	bank string // folder to write the bank to, instead of a sheet
}

func newTemplateCmd(a *app) *cobra.Command {
	o := &templateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "template",
		Short: "Print a blank answer sheet to fill in with an editor",
		Long: `Prints a blank answer sheet: each question and its options as comments above an
empty answer. Use it to answer in an editor, alone or in a pull request. An answer
that is still empty is an error, or counts as unknown with --partial.

--format csv writes a questionnaire for Excel and other spreadsheets, one row a
question. People fill in the points, the text of an option or "I don't know", and
"genaiops import" makes a sheet of it. CSV has no drop-down lists.

With --bank, writes the question bank and the levels in use to a folder instead, as
files to reword, translate or extend. They give the same results until you edit
them.`,
		Example: `  genaiops template --output search.yaml
  genaiops validate search.yaml --partial
  genaiops template --output questionnaire.csv
  genaiops template --bank ours`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if o.bank != "" {
				return runTemplateBank(o)
			}
			return runTemplate(o)
		},
	}
	cmd.Flags().StringVar(&o.bank, "bank", "", "write the question bank and the levels as files to edit, in `DIR`")
	completes(cmd, "bank", completeFolders)
	o.register(cmd, "yaml", "csv")
	return cmd
}

func runTemplate(o *templateOptions) error {
	if err := checkName("output", o.file, o.format == "yaml"); err != nil {
		return err
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	write := sheet.Template
	if o.format == "csv" {
		write = sheet.Questionnaire
	}
	return o.deliver(o.app, func(w io.Writer) error { return write(w, &m.Bank) })
}

// runTemplateBank copies the files of the bank and the levels, so that their comments
// stay.
func runTemplateBank(o *templateOptions) error {
	if o.file != "" {
		return usagef("--bank writes a folder of files, so --output has nothing to write").hint("leave one of them out")
	}
	if o.format != "yaml" {
		return usagef("--bank writes YAML, so --format %s has no meaning", o.format).hint("leave one of them out")
	}
	if _, err := o.model(); err != nil {
		return err
	}
	questionsDir, levelsDir := o.dirs()
	questionFiles, err := o.copies(questionsDir, filepath.Join(o.bank, "questions"))
	if err != nil {
		return err
	}
	levelFiles, err := o.copies(levelsDir, filepath.Join(o.bank, "levels"))
	if err != nil {
		return err
	}
	files := slices.Concat(questionFiles, levelFiles)
	if err := store.WriteTogether(files, o.force); err != nil {
		return ioError(err)
	}
	c := commandLine("genaiops validate")
	c.flag("questions", filepath.Join(o.bank, "questions"))
	c.flag("levels", filepath.Join(o.bank, "levels"))
	o.message("%s written to %s; after an edit: %s", display.Count(len(files), "file"), o.bank, c)
	return nil
}

// copies returns the files of a directory, to be written to a folder. It refuses a
// folder with files that would be replaced, or read as part of the copy.
func (o *templateOptions) copies(from bank.Dir, folder string) ([]store.File, error) {
	names, err := from.Names()
	if err != nil {
		return nil, ioError(err)
	}
	there, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, ioError(err)
	}
	for _, entry := range there {
		name, extension := entry.Name(), strings.ToLower(filepath.Ext(entry.Name()))
		switch path := filepath.Join(folder, name); {
		case extension != ".yaml" && extension != ".yml":
		case !slices.Contains(names, name):
			return nil, usagef("%s would become part of the bank", path).hint("move it away, or choose another folder for --bank")
		case !o.force:
			return nil, alreadyExists("bank", path)
		}
	}
	var files []store.File
	for _, name := range names {
		text, err := fs.ReadFile(from.FS, name)
		if err != nil {
			return nil, ioError(err)
		}
		files = append(files, store.File{Path: filepath.Join(folder, name), Text: text})
	}
	return files, nil
}
