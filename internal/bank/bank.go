// Package bank reads a question bank and its levels from YAML files and checks
// them together.
//
// Call [Load]. It returns a model, or every problem with its position and the
// rule that found it (see rules.go). It never repairs or completes anything.
// Nothing here depends on a particular bank: the files decide how many
// dimensions, questions, options and levels there are and what they are called.
package bank

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// Dir is a directory of YAML files and its name in messages.
type Dir struct {
	FS   fs.FS
	Name string
}

// Load reads a question bank and its levels. The model is nil if there are
// problems. The error comes from the file system: a directory that does not
// exist or cannot be read.
func Load(questions, levels Dir) (*maturity.Model, diag.List, error) {
	r := &reader{}
	b, err := r.bank(questions)
	if err != nil {
		return nil, nil, err
	}
	ls, err := r.levels(levels, nil)
	if err != nil {
		return nil, nil, err
	}
	check(&sources{bank: b, levels: ls, unread: r.unread})
	if problems := r.problems(); len(problems) > 0 {
		return nil, problems, nil
	}
	return assemble(b, ls), nil, nil
}

// LoadLevels reads the levels and bank.yaml, but no dimensions. It checks each
// file by itself and not against the others, so it is for content that Load
// accepts. It reads only the levels whose file names wanted returns; a nil wanted
// means all of them.
func LoadLevels(questions, levels Dir, wanted func(names []string) []string) (*maturity.Model, diag.List, error) {
	r := &reader{}
	files, err := r.parse(questions, []string{bankFile})
	if err != nil {
		return nil, nil, err
	}
	ls, err := r.levels(levels, wanted)
	if err != nil {
		return nil, nil, err
	}
	b := &bankSource{}
	if files[0].root != nil {
		b.read(files[0].root)
	}
	if problems := r.problems(); len(problems) > 0 {
		return nil, problems, nil
	}
	return &maturity.Model{Bank: b.assemble(), Levels: assembleLevels(ls)}, nil, nil
}

// The source types pair each value with its node, for the positions of problems.
type (
	sources struct {
		bank   *bankSource
		levels []*levelSource
		unread bool // a file could not be read
	}
	bankSource struct {
		maturity.Bank
		fields     map[string]*document.Node
		listed     []*document.Node
		url        *document.Node // of the source
		dimensions []*dimensionSource
		frameworks []frameworkSource
	}
	frameworkSource struct {
		maturity.Framework
		fields map[string]*document.Node
	}
	dimensionSource struct {
		maturity.Dimension
		node      *document.Node
		fields    map[string]*document.Node
		file      string // its name in the directory
		questions []*questionSource
	}
	questionSource struct {
		maturity.Question
		node     *document.Node
		fields   map[string]*document.Node
		options  []optionSource
		moveUp   map[string]*document.Node
		refs     []*document.Node
		reading  []readingSource
		supports []supportSource
	}
	readingSource struct {
		maturity.Reading
		fields map[string]*document.Node
		dated  bool // the year is a valid number
	}
	supportSource struct {
		maturity.Support
		fields   map[string]*document.Node
		numbered bool // from is a valid number
	}
	optionSource struct {
		maturity.Option
		node   *document.Node
		points *document.Node // nil if it is not a valid number
	}
	levelSource struct {
		maturity.Level
		node       *document.Node
		fields     map[string]*document.Node
		numbered   bool // the number is valid
		banded     bool // min and max are valid numbers
		guidance   []guidanceSource
		references []referenceSource
	}
	guidanceSource struct {
		maturity.Guidance
		fields    map[string]*document.Node
		questions []*document.Node
	}
	referenceSource struct {
		maturity.Reference
		fields map[string]*document.Node
	}
)

// assemble builds the model from sources without problems.
func assemble(b *bankSource, levels []*levelSource) *maturity.Model {
	m := &maturity.Model{Bank: b.assemble(), Levels: assembleLevels(levels)}
	for _, id := range b.listed {
		i := slices.IndexFunc(b.dimensions, func(d *dimensionSource) bool { return d.ID == id.Value })
		m.Bank.Dimensions = append(m.Bank.Dimensions, b.dimensions[i].assemble())
	}
	return m
}

// assemble returns the bank without its dimensions.
func (b *bankSource) assemble() maturity.Bank {
	bank := b.Bank
	for _, f := range b.frameworks {
		bank.Frameworks = append(bank.Frameworks, f.Framework)
	}
	return bank
}

func assembleLevels(sources []*levelSource) []maturity.Level {
	var levels []maturity.Level
	for _, l := range sources {
		level := l.Level
		for _, g := range l.guidance {
			level.Guidance = append(level.Guidance, g.Guidance)
		}
		for _, r := range l.references {
			level.References = append(level.References, r.Reference)
		}
		levels = append(levels, level)
	}
	return levels
}

func (d *dimensionSource) assemble() maturity.Dimension {
	dimension := d.Dimension
	for _, q := range d.questions {
		question := q.Question
		for _, o := range q.options {
			option := o.Option
			option.MoveUp = q.moveUp[moveUpKey(option.Points)].Text("move_up")
			question.Options = append(question.Options, option)
		}
		for _, r := range q.reading {
			question.Reading = append(question.Reading, r.Reading)
		}
		for _, s := range q.supports {
			question.Supports = append(question.Supports, s.Support)
		}
		dimension.Questions = append(dimension.Questions, question)
	}
	return dimension
}

const moveUpPrefix = "from_"

func moveUpKey(points int) string { return moveUpPrefix + strconv.Itoa(points) }

// reader reads files into sources.
type reader struct {
	lists  []*diag.List // one per file, since files are parsed concurrently
	unread bool         // a file could not be read
}

// list adds and returns a list of problems.
func (r *reader) list() *diag.List {
	l := &diag.List{}
	r.lists = append(r.lists, l)
	return l
}

// problems returns all problems in order.
func (r *reader) problems() diag.List {
	var all diag.List
	for _, l := range r.lists {
		all = append(all, *l...)
	}
	all.Sort()
	return all
}

const bankFile = "bank.yaml"

func (r *reader) bank(dir Dir) (*bankSource, error) {
	names, err := r.yamlFiles(dir)
	if err != nil {
		return nil, err
	}
	b := &bankSource{}
	if !slices.Contains(names, bankFile) {
		r.list().Addf(diag.Pos{File: dir.path(bankFile)}, RuleBankFile, "there is no %s; expected a file that names the bank and its dimensions", bankFile)
		return b, nil
	}
	files, err := r.parse(dir, names)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		switch {
		case f.root == nil:
		case f.name == bankFile:
			b.read(f.root)
		default:
			b.dimensions = append(b.dimensions, readDimension(f.root, f.name))
		}
	}
	return b, nil
}

func (r *reader) levels(dir Dir, wanted func([]string) []string) ([]*levelSource, error) {
	names, err := r.yamlFiles(dir)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		r.list().Addf(diag.Pos{File: dir.Name}, RuleEmpty, "the directory has no levels; expected files like 1-name.yaml")
	}
	if wanted != nil {
		names = wanted(names)
	}
	files, err := r.parse(dir, names)
	if err != nil {
		return nil, err
	}
	var levels []*levelSource
	for _, f := range files {
		if f.root != nil {
			levels = append(levels, readLevel(f.root, f.name))
		}
	}
	sort.SliceStable(levels, func(i, j int) bool { return levels[i].Number < levels[j].Number })
	return levels, nil
}

// Names returns the names of the files that [Load] reads from a directory.
func (d Dir) Names() ([]string, error) { return (&reader{}).yamlFiles(d) }

// file is a parsed file; root is nil if it could not be parsed.
type file struct {
	name     string
	root     *document.Node
	problems *diag.List
	err      error
}

// parse reads the files concurrently: the program spends most of its start-up
// here.
func (r *reader) parse(dir Dir, names []string) ([]file, error) {
	files := make([]file, len(names))
	var all sync.WaitGroup
	for i, name := range names {
		files[i] = file{name: name, problems: r.list()}
		all.Go(func() { files[i].parse(dir) })
	}
	all.Wait()
	for _, f := range files {
		if f.err != nil {
			return nil, f.err
		}
		if f.root == nil || f.root.Kind != document.Map {
			r.unread = true
		}
	}
	return files, nil
}

func (f *file) parse(dir Dir) {
	in, err := dir.FS.Open(f.name)
	if err != nil {
		f.err = fmt.Errorf("cannot read %s: %w", display.Escape(dir.path(f.name)), bare(err))
		return
	}
	defer in.Close()
	text, err := document.ReadAll(in, dir.path(f.name), f.problems)
	if err != nil {
		f.err = err
	} else if text != nil {
		f.root = document.ParseYAML(text, dir.path(f.name), f.problems)
	}
}

func (d Dir) path(name string) string { return filepath.ToSlash(filepath.Join(d.Name, name)) }

// bare returns the cause of an error, without the path.
func bare(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

// yamlFiles returns the names of the files to read. Another extension of YAML is
// a problem, since nobody would notice that the file is ignored.
func (r *reader) yamlFiles(dir Dir) ([]string, error) {
	entries, err := fs.ReadDir(dir.FS, ".")
	if err != nil {
		return nil, fmt.Errorf("cannot read the directory %s: %w", display.Escape(dir.Name), bare(err))
	}
	var names []string
	for _, entry := range entries {
		extension := path.Ext(strings.TrimSuffix(strings.ToLower(entry.Name()), ".gz"))
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case path.Ext(entry.Name()) == ".yaml" && !isFile(dir.FS, entry):
			return nil, fmt.Errorf("cannot read %s: expected a regular file", display.Escape(dir.path(entry.Name())))
		case path.Ext(entry.Name()) == ".yaml":
			names = append(names, entry.Name())
		case extension == ".yaml", extension == ".yml":
			r.list().Addf(diag.Pos{File: dir.path(entry.Name())}, RuleBankFile, "the file is ignored; expected a name that ends in .yaml")
			r.unread = true
		}
	}
	return names, nil
}

// isFile reports whether an entry is a regular file or a link to one. A pipe or a
// device may have no end. Opening a broken link fails later.
func isFile(fsys fs.FS, entry fs.DirEntry) bool {
	if entry.Type().IsRegular() {
		return true
	}
	info, err := fs.Stat(fsys, entry.Name())
	return err != nil || info.Mode().IsRegular()
}
