package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
)

type formOptions struct {
	*app
	output
	about
	title    string
	mailTo   string
	earlier  string // sheet to start from; empty for none
	noResult bool
}

func newFormCmd(a *app) *cobra.Command {
	o := &formOptions{app: a}
	cmd := &cobra.Command{
		Use:   "form",
		Short: "Write a page that asks the questions in a browser",
		Long: `Writes one HTML file that asks the questions: for people without a terminal. Send it
by mail or put it on any web server; it needs no network. It keeps the answers in the
browser, shows the result and saves an answer sheet, which every command reads.

Printed, or where scripts are off, the page is a questionnaire for paper.`,
		Example: `  genaiops form --output form.html
  genaiops form --team Search --mail-to ada@example.com --output form.html
  genaiops form --from last-quarter.yaml --no-result --output form.html`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runForm(o) },
	}
	o.about.registerTeam(cmd)
	cmd.Flags().StringVar(&o.title, "title", "", "call the page `TITLE` instead of what the bank is called")
	cmd.Flags().StringVar(&o.mailTo, "mail-to", "", "offer to mail the sheet to `ADDRESS`")
	cmd.Flags().StringVar(&o.earlier, "from", "", "show the answers in `SHEET` as earlier ones, with its team and labels")
	cmd.Flags().BoolVar(&o.noResult, "no-result", false, "only collect answers: show neither score nor level")
	completes(cmd, "title", cobra.NoFileCompletions)
	completes(cmd, "mail-to", cobra.NoFileCompletions)
	completes(cmd, "from", a.completeSheets)
	o.output.register(cmd, "html")
	return cmd
}

func runForm(o *formOptions) error {
	switch {
	case o.output.file == "" && isTerminal(o.Stdout):
		return usagef("an HTML page can't be read in a terminal").hint("--output form.html writes it to a file")
	case o.mailTo != "" && !isMailAddress(o.mailTo):
		return usagef("--mail-to %s: expected a mail address", diag.Quote(o.mailTo)).hint("for example --mail-to ada@example.com")
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	f := report.Form{Model: m, Title: o.title, MailTo: o.mailTo, NoResult: o.noResult}
	if o.earlier != "" {
		o.inputs = append(o.inputs, o.earlier)
		if f.Sheet, err = o.earlierSheet(m); err != nil {
			return err
		}
	}
	if err := o.about.prepare(); err != nil {
		return err
	}
	f.Sheet = o.about.apply(f.Sheet)
	return o.deliver(o.app, func(w io.Writer) error { return report.FormHTML(w, f) })
}

// earlierSheet reads the sheet to start from, which may be unfinished or of another
// version of the bank.
func (o *formOptions) earlierSheet(m *maturity.Model) (maturity.Sheet, error) {
	sheets, err := o.readWith(sheet.Options{Draft: true, AnyVersion: true}, m, o.earlier, sheetFlags{}, 1)
	if err != nil {
		return maturity.Sheet{}, err
	}
	return sheets[0], nil
}

// isMailAddress reports whether a text looks like one address and nothing else: it
// can't add a copy or a subject to the mail.
func isMailAddress(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && host != "" && !strings.ContainsAny(s, " <>()[],;:\"?&%\\") &&
		!strings.Contains(host, "@") && !display.HasHidden(s)
}
