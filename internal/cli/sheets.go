package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// sheetFlags are the flags of commands that read answer sheets.
type sheetFlags struct {
	from     string
	partial  bool
	notAsked bool // with partial, a missing answer was not asked, instead of unknown
	set      []string

	keep func(maturity.Answer) maturity.Answer // what a command needs of each answer; nil for all
}

func (f *sheetFlags) register(cmd *cobra.Command) {
	choose(cmd, cmd.Flags(), &f.from, "from", []cobra.Completion{
		"yaml\tor one JSON sheet", "json\tone sheet", "ndjson\ta sheet a line", "csv\ta sheet a row",
	}, "read the sheet as `FORMAT`, whatever its file extension")
	partial := "count missing answers as unknown"
	if f.notAsked {
		partial = "take a missing answer as not asked"
	}
	cmd.Flags().BoolVar(&f.partial, "partial", false, partial)
}

func (f *sheetFlags) registerSet(cmd *cobra.Command, a *app) {
	cmd.Flags().StringArrayVar(&f.set, "set", nil, "what if: use `ID=POINTS` instead of the answer in the sheet (repeatable)")
	completes(cmd, "set", a.completeAnswers)
}

// manySheets is more sheets than anybody reads one by one.
const manySheets = 10_000

// stdinName is what messages call standard input.
const stdinName = "<stdin>"

// assessment reads the one sheet in a file and scores it.
func (a *app) assessment(m *maturity.Model, file string, f sheetFlags) (*maturity.Assessment, error) {
	sheets, err := a.readSheets(m, file, f, 1)
	if err != nil {
		return nil, err
	}
	return score(m, sheets[0])
}

func score(m *maturity.Model, s maturity.Sheet) (*maturity.Assessment, error) {
	a, err := maturity.Score(m, s)
	if err != nil {
		return nil, usageError(err)
	}
	return a, nil
}

// readSheets reads and checks the sheets in a file: at least one, and no more
// than limit. The file "-" is standard input.
func (a *app) readSheets(m *maturity.Model, file string, f sheetFlags, limit int) ([]maturity.Sheet, error) {
	options, err := f.options(&m.Bank)
	if err != nil {
		return nil, err
	}
	return a.readWith(options, m, file, f, limit)
}

// readWith is readSheets with options that are not those of the flags.
func (a *app) readWith(options sheet.Options, m *maturity.Model, file string, f sheetFlags, limit int) ([]maturity.Sheet, error) {
	in, name, err := a.open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return f.readFrom(in, name, f.formatOf(file), options, &m.Bank, limit)
}

// readFrom reads sheets that are already open.
func (f *sheetFlags) readFrom(in io.Reader, name string, format sheet.Format, options sheet.Options, b *maturity.Bank, limit int) ([]maturity.Sheet, error) {
	sheets, problems, err := sheet.ReadUpTo(limit, in, name, format, b, options)
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case len(problems) > 0:
		return nil, f.hintFrom(f.refused(name, problems), name == stdinName)
	}
	return sheets, nil
}

// hintFrom adds how to read standard input in another format: it has no name to
// tell that.
func (f *sheetFlags) hintFrom(refused *failure, stdin bool) *failure {
	if stdin && f.from == "" {
		refused.hint("standard input is read as YAML or JSON; for other formats, use --from ndjson or --from csv")
	}
	return refused
}

func (f *sheetFlags) refused(name string, problems diag.List) *failure {
	refused := usagef("%s has %s and was not used", name, display.Count(len(problems), "problem"))
	refused.problems = problems
	if what, remedy, ok := strings.Cut(problems[0].Message, " ("); ok && problems[0].Rule == sheet.RuleNotASheet {
		problems[0].Message = what
		refused.hint("%s", strings.TrimSuffix(remedy, ")"))
	}
	partial := "--partial counts missing answers as unknown and gives the score as a range"
	if f.notAsked {
		partial = "--partial takes a missing answer as not asked"
	}
	for _, remedy := range []struct {
		hint  string
		rules []string
	}{
		{partial, []string{sheet.RuleMissingAnswer, sheet.RuleEmptyAnswer}},
		{"--questions and --levels choose another question bank", []string{sheet.RuleBank}},
		{"genaiops assess --review SHEET asks again, starting from a sheet of another version of the bank", []string{sheet.RuleBank}},
		{"genaiops questions ID explains a question and its options", []string{
			sheet.RuleMissingAnswer, sheet.RuleEmptyAnswer, sheet.RuleAnswer, sheet.RuleUnknownQuestion,
		}},
	} {
		if refused.hasProblem(remedy.rules...) {
			refused.hint("%s", remedy.hint)
		}
	}
	return refused
}

// passedOver has the files of folders that are plainly no sheets: schemas, banks,
// levels, results. A folder may hold them beside the sheets.
type passedOver struct{ files []string }

func (p *passedOver) add(file string) { p.files = append(p.files, file) }

// take adds a file that was found in a folder if that is all that is wrong with it.
func (p *passedOver) take(file string, given []string, problems diag.List) bool {
	other := func(p diag.Problem) bool { return p.Rule != sheet.RuleNotASheet }
	if len(problems) == 0 || slices.ContainsFunc(problems, other) || slices.Contains(given, file) {
		return false
	}
	p.add(file)
	return true
}

// tell names the files, if there are any.
func (p *passedOver) tell(a *app) {
	const few = 3
	n := len(p.files)
	if n == 0 {
		return
	}
	names := strings.Join(p.files[:min(n, few)], ", ")
	if n > few {
		names += fmt.Sprintf(" and %d more", n-few)
	}
	a.message("passed over %s that hold no answer sheets: %s", display.Count(n, "file"), names)
}

// pointsAlone drops notes, evidence, and who looks after a commitment.
func pointsAlone(a maturity.Answer) maturity.Answer {
	return maturity.Answer{
		Points: a.Points, Unknown: a.Unknown, Next: maturity.Commitment{Points: a.Next.Points, Due: strings.Clone(a.Next.Due)},
	}
}

// shortened cuts long notes, and long lists of evidence.
func shortened(a maturity.Answer) maturity.Answer {
	const longest, most = 1000, 10 // characters, items
	cut := func(s string) string {
		if len(s) <= longest || utf8.RuneCountInString(s) <= longest {
			return s
		}
		return string([]rune(s)[:longest]) + "…"
	}
	a.Note = cut(a.Note)
	if more := len(a.Evidence) - most; more > 0 {
		a.Evidence = append(slices.Clone(a.Evidence[:most]), fmt.Sprintf("… and %d more", more))
	}
	for i, item := range a.Evidence {
		a.Evidence[i] = cut(item)
	}
	return a
}

// options turns the flags into reading options.
func (f *sheetFlags) options(b *maturity.Bank) (sheet.Options, error) {
	set := map[string]maturity.Answer{}
	for _, assignment := range f.set {
		id, value, ok := strings.Cut(assignment, "=")
		q := b.Question(id)
		if !ok {
			return sheet.Options{}, usagef("--set %s: expected ID=POINTS", diag.Quote(assignment)).
				hint("for example --set %s=%d", b.Questions()[0].ID, b.Questions()[0].Highest())
		}
		if q == nil {
			return sheet.Options{}, usagef("--set: %s has no question %s%s", b.Ref(), diag.Quote(id), diag.DidYouMean(id, questionIDs(b)))
		}
		if _, taken := set[id]; taken {
			return sheet.Options{}, usagef("--set %s is given twice", id).hint("leave one of them out")
		}
		answer, err := sheet.ParseAnswer(q, value)
		if err != nil {
			return sheet.Options{}, usagef("--set %s: %w, got %s", id, err, diag.Quote(value))
		}
		set[id] = answer
	}
	return sheet.Options{Partial: f.partial, NotAsked: f.notAsked, Set: set, Keep: f.keep}, nil
}

func questionIDs(b *maturity.Bank) []string {
	var ids []string
	for _, q := range b.Questions() {
		ids = append(ids, q.ID)
	}
	return ids
}

// formatOf returns a file's format: that of --from, of its extension, or YAML.
func (f *sheetFlags) formatOf(file string) sheet.Format {
	if f.from != "" {
		return sheet.Format(f.from)
	}
	if format, ok := sheet.FormatOf(file); ok {
		return format
	}
	return sheet.YAML
}

// open opens a file that a user named, "-" being standard input, and returns
// what messages call it.
func (a *app) open(file string) (in io.ReadCloser, name string, err error) {
	if file == "-" {
		text, err := store.Decompress(a.Stdin)
		if err != nil {
			return nil, "", unreadable(stdinName, err)
		}
		return io.NopCloser(text), stdinName, nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return nil, "", usagef("%s is a folder; expected an answer sheet", file)
	}
	if in, err = store.Open(file); err != nil {
		return nil, "", unreadable(file, err)
	}
	return in, file, nil
}

func unreadable(name string, err error) error {
	return ioError(fmt.Errorf("cannot read %s: %w", name, store.Reason(err)))
}
