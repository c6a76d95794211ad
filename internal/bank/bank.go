// Package bank reads question banks and levels from YAML files and checks
// them together.
//
// Call [Load]. It returns a model only when nothing at all is wrong; otherwise
// it returns every problem, each at its position and under the name of the
// rule that found it (see rules.go). It never repairs or completes anything,
// and it knows no particular bank: how many dimensions, questions, options and
// levels there are, and what they are called, is all in the files.
package bank

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// Dir is a directory of YAML files, and the name it goes by in messages.
type Dir struct {
	FS   fs.FS
	Name string
}

// Load reads the bank in questions and the levels in levels. The model is nil
// when there are problems. The error is of the file system: a directory that
// does not exist or cannot be read.
func Load(questions, levels Dir) (*maturity.Model, diag.List, error) {
	r := reader{problems: &diag.List{}}
	b, err := r.bank(questions)
	if err != nil {
		return nil, nil, err
	}
	ls, err := r.levels(levels)
	if err != nil {
		return nil, nil, err
	}
	check(&sources{bank: b, levels: ls, problems: r.problems})
	if len(*r.problems) > 0 {
		r.problems.Sort()
		return nil, *r.problems, nil
	}
	return assemble(b, ls), nil, nil
}

// The sources types pair what was read with the nodes it was read from, so
// that the rules can say where.
type (
	sources struct {
		bank     *bankSource
		levels   []*levelSource
		problems *diag.List
	}
	bankSource struct {
		maturity.Bank
		fields     map[string]*document.Node
		pos        diag.Pos // of the file
		listed     []*document.Node
		dimensions []*dimensionSource
	}
	dimensionSource struct {
		maturity.Dimension
		node      *document.Node
		fields    map[string]*document.Node
		file      string // name within the directory
		questions []*questionSource
	}
	questionSource struct {
		maturity.Question
		node    *document.Node
		fields  map[string]*document.Node
		options []optionSource
		moveUp  map[string]*document.Node
		refs    []*document.Node
	}
	optionSource struct {
		maturity.Option
		node   *document.Node
		points *document.Node // nil when there is no usable number
	}
	levelSource struct {
		maturity.Level
		node       *document.Node
		fields     map[string]*document.Node
		banded     bool // min and max could be read
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
	m := &maturity.Model{Bank: b.Bank}
	for _, id := range b.listed {
		i := slices.IndexFunc(b.dimensions, func(d *dimensionSource) bool { return d.ID == id.Value })
		m.Bank.Dimensions = append(m.Bank.Dimensions, b.dimensions[i].assemble())
	}
	for _, l := range levels {
		level := l.Level
		for _, g := range l.guidance {
			level.Guidance = append(level.Guidance, g.Guidance)
		}
		for _, r := range l.references {
			level.References = append(level.References, r.Reference)
		}
		m.Levels = append(m.Levels, level)
	}
	return m
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
		dimension.Questions = append(dimension.Questions, question)
	}
	return dimension
}

func moveUpKey(points int) string { return "from_" + strconv.Itoa(points) }

// reader reads files into sources.
type reader struct {
	problems *diag.List
}

const bankFile = "bank.yaml"

func (r reader) bank(dir Dir) (*bankSource, error) {
	names, err := yamlFiles(dir)
	if err != nil {
		return nil, err
	}
	b := &bankSource{pos: diag.Pos{File: dir.path(bankFile)}}
	if !slices.Contains(names, bankFile) {
		r.problems.Addf(b.pos, RuleBankFile, "the directory has no %s, which names the bank and its dimensions", bankFile)
		return b, nil
	}
	for _, name := range names {
		root, err := r.parse(dir, name)
		if err != nil {
			return nil, err
		}
		switch {
		case root == nil:
		case name == bankFile:
			b.read(root)
		default:
			b.dimensions = append(b.dimensions, readDimension(root, name))
		}
	}
	return b, nil
}

func (r reader) levels(dir Dir) ([]*levelSource, error) {
	names, err := yamlFiles(dir)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		r.problems.Addf(diag.Pos{File: dir.Name}, RuleBankFile, "the directory has no levels: expected files like 1-name.yaml")
	}
	var levels []*levelSource
	for _, name := range names {
		root, err := r.parse(dir, name)
		if err != nil {
			return nil, err
		}
		if root != nil {
			levels = append(levels, readLevel(root))
		}
	}
	slices.SortStableFunc(levels, func(a, b *levelSource) int { return a.Number - b.Number })
	return levels, nil
}

func (r reader) parse(dir Dir, name string) (*document.Node, error) {
	file, err := dir.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := document.ReadAll(file, dir.path(name), r.problems)
	if err != nil || text == nil {
		return nil, err
	}
	return document.ParseYAML(text, dir.path(name), r.problems), nil
}

func (d Dir) path(name string) string { return filepath.ToSlash(filepath.Join(d.Name, name)) }

func yamlFiles(dir Dir) ([]string, error) {
	entries, err := fs.ReadDir(dir.FS, ".")
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = pathError.Err
		}
		return nil, fmt.Errorf("cannot read the directory %s: %w", diag.Printable(dir.Name), err)
	}
	var names []string
	for _, entry := range entries {
		if path.Ext(entry.Name()) == ".yaml" && !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}
