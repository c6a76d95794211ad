package cli

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
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
	answers string // file of answers; empty to ask
}

func newAssessCmd(a *app) *cobra.Command {
	o := &assessOptions{app: a}
	cmd := &cobra.Command{
		Use:   "assess",
		Short: "Answer the questions, or score a sheet, and see the level",
		Long: `Asks the questions in the terminal, or scores an answer sheet, and prints the
score, the maturity level, a profile by dimension, warnings, what to do next and
where to read on.

While asking, each answer is saved at once: an interrupted assessment goes on
where it stopped. The finished sheet is saved too, and its path printed.

Assess again when something has changed, at most once a quarter; in a pipeline, let
--min-level or --min-score fail the job when the sheet says too little.`,
		Example: `  genaiops assess
  genaiops assess --answers sheet.yaml
  genaiops assess --answers sheet.yaml --format json --min-level 3
  genaiops assess --answers sheet.yaml --set safety.content=2`,
		Args: noSheet,
		RunE: func(*cobra.Command, []string) error { return runAssess(o) },
	}
	cmd.Flags().StringVarP(&o.answers, "answers", "a", "", "score the answer sheet in `FILE` (- for standard input) instead of asking")
	completes(cmd, "answers", a.completeSheets)
	o.output.register(cmd, "text", "json", "yaml", "markdown")
	o.sheetFlags.register(cmd)
	o.sheetFlags.registerSet(cmd, a)
	o.gate.register(cmd, a)
	o.about.register(cmd)
	o.asking.register(cmd)
	return cmd
}

// noSheet refuses arguments: a sheet is most likely what was meant.
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
	if err := o.prepare(m); err != nil {
		return err
	}
	s, file, err := o.sheet(m)
	if err != nil {
		return err
	}
	result, err := maturity.Score(m, s)
	if err != nil {
		return usageError(err)
	}
	if err := o.print(result, file); err != nil {
		return o.keep(err)
	}
	if o.discard != nil {
		if err := o.discard(); err != nil {
			return ioError(err)
		}
	}
	if err := o.judge(result); err != nil {
		return err
	}
	if o.isSet() { // in a pipeline, the result may be in a file
		o.message("gate passed: %s, score %d", result.Level, result.Low)
	}
	return nil
}

// keep is for a result that could not be shown, of answers that are in no sheet.
func (o *assessOptions) keep(err error) error {
	var f *failure
	if o.discard != nil && errors.As(err, &f) {
		return f.hint("the answers were kept: the same command goes on with them, where the result can be written")
	}
	return err
}

// sheet returns the answers, read or asked for, and the file they are in.
func (o *assessOptions) sheet(m *maturity.Model) (s maturity.Sheet, file string, err error) {
	if o.answers == "" {
		if len(o.set) > 0 || o.partial || o.from != "" {
			return s, "", usagef("--set, --partial and --from go with --answers").
				hint("genaiops assess --answers FILE scores a sheet")
		}
		return o.ask(m)
	}
	if o.save != "" || o.noSave || o.notes || o.accessible {
		return s, "", usagef("--save, --no-save, --notes and --accessible are for asking; --answers reads a sheet instead")
	}
	if s, err = o.readSheet(m, o.answers, o.sheetFlags); err != nil {
		return s, "", err
	}
	err = o.about.apply(&s)
	return s, o.answers, err
}

func (o *assessOptions) print(a *maturity.Assessment, file string) error {
	var next []string
	if file != "" { // otherwise there is no sheet to go on with
		next = []string{o.command("plan", o.sheetFlags, file)}
		if len(o.set) == 0 { // which is no report's business
			next = append(next, o.command("report", o.sheetFlags, file)+" --output report.html")
		}
	}
	return o.write(o.app, result{
		document: func() any { return report.Assessment(a) },
		next:     next,
		text:     func(w io.Writer, s report.Style) error { return report.AssessmentText(w, a, s) },
		markdown: func(w io.Writer) error { return report.AssessmentMarkdown(w, a) },
	})
}

// command returns a command line that goes on with these sheets, in the same bank
// and read in the same way.
func (a *app) command(name string, f sheetFlags, files ...string) string {
	line := "genaiops " + name
	for _, file := range files {
		if file == "-" {
			file, f.from = "SHEET", ""
		}
		line += " " + shellWord(file)
	}
	for _, flag := range []struct{ name, value string }{{"questions", a.questions}, {"levels", a.levels}, {"from", f.from}} {
		if flag.value != "" {
			line += " --" + flag.name + " " + shellWord(flag.value)
		}
	}
	if f.partial {
		line += " --partial"
	}
	for _, assignment := range f.set {
		line += " --set " + shellWord(assignment)
	}
	return line
}

// shellWord returns a file name as one writes it in a command.
func shellWord(s string) string {
	const special = " \t\"'`$&|;<>()*?[]{}!#~\\"
	if strings.HasPrefix(s, "-") && s != "-" { // a file, not a flag
		s = "./" + s
	}
	if s != "" && !strings.ContainsAny(s, special) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// about is what a sheet says besides its answers.
type about struct {
	team, respondent string
	labels           []string
}

func (f *about) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.team, "team", "", "name the `TEAM` that the answers are about")
	cmd.Flags().StringVar(&f.respondent, "respondent", "", "say `WHO` answers")
	cmd.Flags().StringArrayVar(&f.labels, "label", nil, "add a label `NAME=VALUE`, to group teams by (repeatable)")
	for _, free := range []string{"team", "respondent", "label"} {
		completes(cmd, free, cobra.NoFileCompletions)
	}
}

// apply writes what the flags say into a sheet.
func (f *about) apply(s *maturity.Sheet) error {
	*s = s.Clone()
	if f.team != "" {
		s.Team = f.team
	}
	if f.respondent != "" {
		s.Respondent = f.respondent
	}
	for _, label := range f.labels {
		name, value, ok := strings.Cut(label, "=")
		if !ok || strings.TrimSpace(name) == "" || strings.TrimSpace(value) == "" {
			return usagef("--label %s: expected NAME=VALUE", diag.Quote(label)).hint("for example --label unit=Retail")
		}
		if s.Labels == nil {
			s.Labels = map[string]string{}
		}
		s.Labels[name] = value
	}
	return nil
}
