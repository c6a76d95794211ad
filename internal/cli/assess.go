package cli

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type assessOptions struct {
	*app
	output
	sheetFlags
	gate
	about
	asking
	cmd     *cobra.Command
	answers string // file of answers; empty to ask
}

func newAssessCmd(a *app) *cobra.Command {
	o := &assessOptions{app: a}
	cmd := &cobra.Command{
		Use:   "assess",
		Short: "Answer the questions, or score a sheet, and see the level",
		Long: `Asks the questions in the terminal, or scores an answer sheet, and prints the score,
the maturity level, a profile by dimension, warnings, what to do next and what to
read.

Each answer is saved at once, so an interrupted assessment resumes where it stopped.
The finished sheet is saved, too, and its path printed.

Assess again when something has changed, at most once a quarter: --review last shows
each answer of the last time, to confirm or to change. Nothing counts before that.
In a pipeline, --min-level, --min-score, --fail-on critical-gap and --max-age fail
the job.`,
		Example: `  genaiops assess
  genaiops assess --review last
  genaiops assess --answers sheet.yaml
  genaiops assess --answers sheet.yaml --format json --min-level 3
  genaiops assess --answers sheet.yaml --set safety.content=2`,
		Args: noSheet,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.cmd = cmd
			return runAssess(o)
		},
	}
	cmd.Flags().StringVarP(&o.answers, "answers", "a", "", "score the answer sheet in `FILE` (- for standard input) instead of asking")
	completes(cmd, "answers", a.completeSheets)
	o.output.register(cmd, "text", "json", "yaml", "markdown", "badge")
	o.sheetFlags.register(cmd)
	o.sheetFlags.registerSet(cmd, a)
	o.gate.register(cmd, a, "the")
	o.about.register(cmd)
	o.asking.register(cmd, a)
	return cmd
}

// noSheet refuses arguments: whoever gives one probably means a sheet to score.
func noSheet(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usagef("%s takes no argument, got %q", cmd.CommandPath(), args[0]).
		hint("genaiops assess --answers %s scores a sheet", shellWord(args[0]))
}

func runAssess(o *assessOptions) error {
	m, err := o.model()
	if err != nil {
		return err
	}
	demands, err := o.demands(m, o.Now())
	if err := cmp.Or(err, o.about.prepare()); err != nil {
		return err
	}
	if len(demands) > 0 && len(o.set) > 0 {
		return usagef("a gate judges the sheet as it is; --set is a what-if").
			hint("leave out --set, or --min-level, --min-score, --fail-on and --max-age")
	}
	s, err := o.answered(m)
	if err != nil {
		return err
	}
	if s.draft != nil {
		defer s.draft.Close()
	}
	a, err := maturity.Score(m, s.sheet)
	if err != nil {
		return usageError(err)
	}
	verdict := report.AssessmentGate(demands, a)
	if err := o.print(a, s.file, verdict); err != nil {
		if s.draft != nil {
			return failureOf(err).hint("your answers are kept: %s continues with them, once the result can be written", o.goOn())
		}
		return err
	}
	if s.draft != nil {
		s.leftover = s.draft.Remove()
	}
	switch {
	case verdict == nil:
	case verdict.Passed: // in a pipeline, the result may be in a file
		o.message("gate passed: %s", report.Verdict(a))
	default:
		return no("gate failed: %s: %s", report.Verdict(a), verdict.Summary)
	}
	if s.leftover != nil {
		return ioError(s.leftover).hint("the answers in it are in the result above; remove it, or the next assessment offers to resume it")
	}
	return nil
}

// answered reads a sheet or asks for the answers.
func (o *assessOptions) answered(m *maturity.Model) (answered, error) {
	if o.answers == "" {
		if len(o.set) > 0 || o.partial || o.from != "" && o.reviewed == "" {
			return answered{}, usagef("--set, --partial and --from need --answers").
				hint("genaiops assess --answers FILE scores a sheet")
		}
		s, err := o.ask(m)
		o.inputs = append(o.inputs, s.file)
		return s, err
	}
	if o.reviewed != "" {
		return answered{}, usagef("--review and --answers exclude each other").
			hint("--review asks again, starting from a sheet; --answers scores a sheet as it is")
	}
	if o.save != "" || o.noSave || o.notes || o.accessible || o.fresh || o.resume {
		return answered{}, usagef("--save, --no-save, --notes, --accessible, --fresh and --resume are for asking; --answers reads a sheet instead")
	}
	sheets, err := o.readSheets(m, o.answers, o.sheetFlags, 1)
	if err != nil {
		return answered{}, o.hintAccessible(err)
	}
	return answered{sheet: o.apply(sheets[0]), file: o.answers}, nil
}

// hintAccessible adds how to answer from a pipe, if what came from there is no sheet.
func (o *assessOptions) hintAccessible(err error) error {
	f := failureOf(err)
	noSheet := func(p diag.Problem) bool { return p.Rule == document.RuleType && p.Line == 1 && p.Col == 1 }
	if o.answers == "-" && slices.ContainsFunc(f.problems, noSheet) {
		f.hint("--accessible, without --answers, reads the answers line by line")
	}
	return f
}

func (o *assessOptions) print(a *maturity.Assessment, file string, verdict *report.Gate) error {
	var next []string
	if file != "" { // otherwise there is no sheet to go on with
		next = []string{o.command("plan", o.sheetFlags, file)}
		if len(o.set) == 0 { // a report is about answers that were given
			next = append(next, o.command("report", o.sheetFlags, file)+" --output report.html")
		}
	}
	return o.write(o.app, result{
		document: func() any {
			document := report.Assessment(a)
			document.Gate = verdict.Document()
			return document
		},
		next: next,
		formats: map[string]func(io.Writer) error{
			"badge": func(w io.Writer) error { return report.Badge(w, a) },
		},
		page: func() report.Page { return report.Gated(report.AssessmentPage(a), verdict) },
	})
}

// about is what the flags say about a sheet besides its answers.
type about struct {
	team, respondent string
	labels           []string          // NAME=VALUE
	byName           map[string]string // the labels
}

func (f *about) register(cmd *cobra.Command) {
	f.registerTeam(cmd)
	cmd.Flags().StringVar(&f.respondent, "respondent", "", "name `WHO` answers the questions")
	completes(cmd, "respondent", cobra.NoFileCompletions)
}

// registerTeam declares the flags that don't say who answers.
func (f *about) registerTeam(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.team, "team", "", "name the `TEAM` that the answers are about")
	cmd.Flags().StringArrayVar(&f.labels, "label", nil, "add a label `NAME=VALUE`, to group teams by (repeatable)")
	completes(cmd, "team", cobra.NoFileCompletions)
	completes(cmd, "label", cobra.NoFileCompletions)
}

// owner identifies whose draft it is: people who answer for one team on one computer
// have a draft each. No name contains the separator.
func (f *about) owner() string {
	if f.respondent == "" {
		return f.team
	}
	return f.team + "\x00" + f.respondent
}

// mostName is how many characters a name or a label has. Tables and file names show
// them.
const mostName = 1000

// prepare trims what was typed, as reading a sheet does, and refuses what no sheet
// can hold.
func (f *about) prepare() error {
	if err := cmp.Or(prepareName("--team", &f.team), prepareName("--respondent", &f.respondent)); err != nil {
		return err
	}
	f.byName = map[string]string{}
	for _, label := range f.labels {
		name, value, ok := strings.Cut(label, "=")
		name, value = display.Composed(strings.TrimSpace(name)), display.Composed(strings.TrimSpace(value))
		if !ok || name == "" || value == "" {
			return usagef("--label %s: expected NAME=VALUE", diag.Quote(label)).hint("for example --label unit=Retail")
		}
		if _, taken := f.byName[name]; taken {
			return usagef("--label %s is given twice", diag.Quote(name)).hint("leave one of them out")
		}
		if err := cmp.Or(checkText("the name in --label", name), checkText("the value in --label", value)); err != nil {
			return err
		}
		f.byName[name] = value
	}
	return nil
}

func prepareName(flag string, name *string) error {
	trimmed := strings.TrimSpace(*name)
	if *name != "" && trimmed == "" {
		return usagef("%s is empty", flag).hint("leave the flag out, or give it a value")
	}
	*name = display.Composed(trimmed)
	return checkText(flag, trimmed)
}

// checkText refuses a text that no sheet can hold.
func checkText(what, text string) error {
	switch {
	case !utf8.ValidString(text):
		return usagef("%s %s isn't UTF-8", what, diag.Quote(text))
	case utf8.RuneCountInString(text) > mostName:
		return usagef("%s has %d characters; expected at most %d", what, utf8.RuneCountInString(text), mostName)
	}
	return nil
}

// apply writes what the flags say into a sheet.
func (f *about) apply(s maturity.Sheet) maturity.Sheet {
	s = s.Clone()
	s.Team = cmp.Or(f.team, s.Team)
	s.Respondent = cmp.Or(f.respondent, s.Respondent)
	for name, value := range f.byName {
		if s.Labels == nil {
			s.Labels = map[string]string{}
		}
		s.Labels[name] = value
	}
	return s
}
