package cli

import (
	"cmp"
	"io"

	"github.com/spf13/cobra"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

type reportOptions struct {
	*app
	output
	sheetFlags
	titleFlag
	darkFlag
	previous string
	file     string
}

func newReportCmd(a *app) *cobra.Command {
	o := &reportOptions{app: a}
	cmd := &cobra.Command{
		Use:   "report SHEET",
		Short: "Write a full document for people who weren't there",
		Long: `Writes one document with everything about an assessment: the outcome, a profile,
warnings, every answer with its notes and evidence, which provisions of known
frameworks the answers support, the plan to the next level and, with --previous,
what changed. HTML is a single file to send or to print, and needs
no network; Markdown is for a wiki or a pull request. --format svg is a picture for a
slide, and --format badge a small one for a README: level, score and critical gaps.`,
		Example: `  genaiops report sheet.yaml --output report.html
  genaiops report sheet.yaml --previous last-quarter.yaml --format markdown`,
		Args:              argCount(1, 1, "one answer sheet"),
		ValidArgsFunction: atMost(1, a.completeSheets),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = args[0]
			if err := cmp.Or(o.checkTitle(cmd, o.format, "html", "markdown", "svg"), o.checkDark(o.format)); err != nil {
				return err
			}
			return runReport(o)
		},
	}
	cmd.Flags().StringVar(&o.previous, "previous", "", "add what changed since the answers in `SHEET`")
	completes(cmd, "previous", a.completeSheets)
	o.output.register(cmd, "html", "markdown", "svg", "badge")
	o.sheetFlags.register(cmd)
	o.titleFlag.register(cmd)
	o.darkFlag.register(cmd)
	return cmd
}

func runReport(o *reportOptions) error {
	if o.format == "html" && o.output.file == "" && isTerminal(o.Stdout) {
		return usagef("an HTML page can't be read in a terminal").
			hint("--output report.html writes it to a file; --format markdown prints something to read here")
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	a, err := o.assessment(m, o.file, o.sheetFlags)
	if err != nil {
		return err
	}
	plan, err := maturity.NewPlan(a, nil)
	if err != nil {
		return err
	}
	r := report.Report{Assessment: a, Plan: plan, Title: o.title}
	if o.previous != "" {
		before, err := o.assessment(m, o.previous, o.sheetFlags)
		if err != nil {
			return err
		}
		r.Comparison = maturity.Compare(before, a)
	}
	return o.write(o.app, result{
		formats: map[string]func(io.Writer) error{
			"html":  func(w io.Writer) error { return report.HTML(w, r) },
			"svg":   func(w io.Writer) error { return report.SVG(w, r, o.dark) },
			"badge": func(w io.Writer) error { return report.Badge(w, a) },
		},
		page:    func() report.Page { return report.ReportPage(r) },
		outcome: func() string { return report.AssessmentPage(a).Outcome() },
	})
}
