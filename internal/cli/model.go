package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"genaiops/internal/bank"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/levels"
	"genaiops/questions"
)

// dirs returns the directories that hold the bank and the levels: those of the
// flags, of the environment, or the built-in ones.
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

// home returns the user's home directory.
func (a *app) home() (string, error) {
	home := cmp.Or(a.Getenv("HOME"), a.Getenv("USERPROFILE"))
	if home == "" {
		return "", errors.New("HOME is not set")
	}
	return home, nil
}

// model reads and checks the bank and the levels.
func (a *app) model() (*maturity.Model, error) {
	questionsDir, levelsDir := a.dirs()
	m, problems, err := bank.Load(questionsDir, levelsDir)
	if err != nil {
		return nil, ioError(err).hint("--questions and --levels name directories of YAML files")
	}
	if m == nil {
		return nil, unfit(questionsDir, levelsDir, problems)
	}
	return m, nil
}

// unfit is the failure of a bank and levels with problems. Where one of the two
// is built in, it needs no mending: unless the other has problems by itself, they
// do not belong together, and the list of what does not fit would be of no use.
func unfit(questionsDir, levelsDir bank.Dir, problems diag.List) *failure {
	own, builtIn := halfOwn(questionsDir, levelsDir)
	if own == "" {
		f := usagef("the question bank and levels have %s", display.Count(len(problems), "problem"))
		f.problems = problems
		return f
	}
	both := []string{bank.RuleUnknownReference, bank.RuleUnknownQuestion, bank.RuleBands}
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool {
		return strings.HasPrefix(p.File, builtIn+"/") || slices.Contains(both, p.Rule)
	})
	if len(problems) == 0 {
		return usagef("the built-in %s do not fit %s", builtIn, own).hint("a custom model needs both --questions and --levels")
	}
	f := usagef("%s has %s", own, display.Count(len(problems), "problem")).
		hint("it was checked together with the built-in %s; --questions and --levels choose both", builtIn)
	f.problems = problems
	return f
}

// halfOwn returns which directory is the user's own and what is built in, when
// that is one each.
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

// levelsModel is model for a command that shows one level, or for "" all of
// them. Of the built-in content it reads no more than it needs, which makes the
// program start in half the time; a test checks that all of it fits together.
func (a *app) levelsModel(level string) (*maturity.Model, error) {
	questionsDir, levelsDir := a.dirs()
	if questionsDir.FS != questions.FS || levelsDir.FS != levels.FS {
		return a.model()
	}
	m, problems, err := bank.LoadLevels(questionsDir, levelsDir, filesOf(level))
	if err != nil || len(problems) > 0 || level != "" && !hasLevel(m, level) {
		return a.model() // knows all the levels, and what is wrong with them
	}
	return m, nil
}

// filesOf picks the file of the level with that number, and the last, which ends
// the scale; all for anything but a number.
func filesOf(level string) func([]string) []string {
	return func(names []string) []string {
		at := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, level+"-") })
		if at < 0 {
			return names
		}
		return slices.Compact([]string{names[at], names[len(names)-1]})
	}
}

func hasLevel(m *maturity.Model, level string) bool {
	_, err := findLevel(m, level)
	return err == nil
}

// findLevel returns the level with that number or name, in any case.
func findLevel(m *maturity.Model, s string) (*maturity.Level, error) {
	var names []string
	for i := range m.Levels {
		l := &m.Levels[i]
		if s == strconv.Itoa(l.Number) || strings.EqualFold(s, l.Name) {
			return l, nil
		}
		names = append(names, fmt.Sprintf("%d (%s)", l.Number, l.Name))
	}
	return nil, usagef("there is no level %s%s: expected %s",
		diag.Quote(s), diag.DidYouMean(s, levelNames(m)), strings.Join(names, ", "))
}

func levelNames(m *maturity.Model) []string {
	var names []string
	for i := range m.Levels {
		names = append(names, m.Levels[i].Name)
	}
	return names
}
