package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"genaiops/internal/bank"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/store"
	"genaiops/levels"
	"genaiops/questions"
)

// dirs returns the folders of the bank and of the levels: from the flags, from the
// environment, or built in.
func (a *app) dirs() (bankDir, levelsDir bank.Dir) {
	bankDir = bank.Dir{FS: questions.FS, Name: "questions"}
	if dir := cmp.Or(a.questions, a.Getenv("GENAIOPS_QUESTIONS")); dir != "" {
		bankDir = bank.Dir{FS: os.DirFS(dir), Name: dir}
	}
	levelsDir = bank.Dir{FS: levels.FS, Name: "levels"}
	if dir := cmp.Or(a.levels, a.Getenv("GENAIOPS_LEVELS")); dir != "" {
		levelsDir = bank.Dir{FS: os.DirFS(dir), Name: dir}
	}
	return bankDir, levelsDir
}

// home returns the user's home folder.
func (a *app) home() (string, error) {
	err := errors.New("HOME is not set")
	for _, variable := range []string{"HOME", "USERPROFILE"} {
		switch home := a.Getenv(variable); {
		case filepath.IsAbs(home):
			return home, nil
		case home != "": // what is in it would depend on the current folder
			err = fmt.Errorf("%s is %s; expected an absolute path", variable, diag.Quote(home))
		}
	}
	return "", err
}

const modelHint = "--questions and --levels name directories of YAML files"

// model reads and checks the bank and the levels.
func (a *app) model() (*maturity.Model, error) {
	questionsDir, levelsDir := a.dirs()
	m, problems, err := bank.Load(questionsDir, levelsDir)
	if err != nil {
		return nil, ioError(err).hint(modelHint)
	}
	if m == nil {
		return nil, unfit(questionsDir, levelsDir, problems)
	}
	return m, nil
}

// checkFolders refuses folders that don't exist, for a command that doesn't read them.
func (a *app) checkFolders() error {
	for _, folder := range []string{a.questions, a.levels} {
		if folder == "" {
			continue
		}
		if _, err := os.ReadDir(folder); err != nil {
			return ioError(fmt.Errorf("cannot read the directory %s: %w", folder, store.Reason(err))).hint(modelHint)
		}
	}
	return nil
}

// unfit is the failure of a bank and levels with problems. If one of the two is
// built in, only the other can have problems of its own; if it has none, they
// don't belong together, and a list of what doesn't fit would be no help.
func unfit(questionsDir, levelsDir bank.Dir, problems diag.List) *failure {
	own, builtIn := halfOwn(questionsDir, levelsDir)
	if own == "" {
		f := usagef("the question bank and levels have %s", display.Count(len(problems), "problem"))
		f.problems = problems
		return f
	}
	both := []string{bank.RuleUnknownReference, bank.RuleUnknownQuestion, bank.RuleBands, bank.RuleUnreachableLevel}
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool {
		return strings.HasPrefix(p.File, builtIn+"/") || slices.Contains(both, p.Rule)
	})
	if len(problems) == 0 {
		return usagef("the built-in %s don't fit %s", builtIn, own).hint("a custom model needs both --questions and --levels")
	}
	f := usagef("%s has %s", own, display.Count(len(problems), "problem")).
		hint("it was checked together with the built-in %s; --questions and --levels choose both", builtIn)
	f.problems = problems
	return f
}

// halfOwn returns the folder that is the user's own, and which half of the model
// is built in. Both are empty unless it is one each.
func halfOwn(questionsDir, levelsDir bank.Dir) (own, builtIn string) {
	switch {
	case (questionsDir.FS == questions.FS) == (levelsDir.FS == levels.FS):
		return "", ""
	case questionsDir.FS == questions.FS:
		return levelsDir.Name, "questions"
	default:
		return questionsDir.Name, "levels"
	}
}

// levelsModel is model for a command that shows one level, or all of them for "".
// It reads no more of the built-in content than that needs, which halves the time
// to start; a test checks that the built-in content fits together.
func (a *app) levelsModel(level string) (*maturity.Model, error) {
	questionsDir, levelsDir := a.dirs()
	if questionsDir.FS != questions.FS || levelsDir.FS != levels.FS {
		return a.model()
	}
	m, problems, err := bank.LoadLevels(questionsDir, levelsDir, func(names []string) []string {
		at := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, level+"-") })
		if at < 0 { // not a number
			return names
		}
		return slices.Compact([]string{names[at], names[len(names)-1]}) // the last one ends the scale
	})
	if err == nil && len(problems) == 0 && level != "" {
		_, err = findLevel(m, level)
	}
	if err != nil || len(problems) > 0 {
		return a.model() // to say which levels there are, or what is wrong with them
	}
	return m, nil
}

// findLevel returns the level with that number, name or slug. Case and accents don't
// count in a name, and a hyphen stands for a blank.
func findLevel(m *maturity.Model, s string) (*maturity.Level, error) {
	name := func(s string) string { return strings.ReplaceAll(display.Fold(s), " ", "-") }
	for i := range m.Levels {
		if l := &m.Levels[i]; s == strconv.Itoa(l.Number) || name(s) == name(l.Name) {
			return l, nil
		}
	}
	var names, choices []string
	for i := range m.Levels {
		l := &m.Levels[i]
		if name(s) == name(l.Slug) {
			return l, nil
		}
		names = append(names, l.Name)
		choices = append(choices, fmt.Sprintf("%d (%s)", l.Number, l.Name))
	}
	return nil, usagef("there is no level %s%s: expected %s",
		diag.Quote(s), diag.DidYouMean(s, names), strings.Join(choices, ", "))
}
