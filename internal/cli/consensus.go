package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

type consensusOptions struct {
	*app
	output
	sheetFlags
	titleFlag
	anonymous bool
	settle    string // how to fill in what people don't agree on; empty to leave it blank
	files     []string
}

func newConsensusCmd(a *app) *cobra.Command {
	o := &consensusOptions{app: a}
	cmd := &cobra.Command{
		Use:   "consensus SHEET or DIR...",
		Short: "See where several people agree, and what they need to discuss",
		Long: `Puts the answers of several people about one team side by side, the biggest
disagreements first: the agenda of the meeting that settles them. The group's score
is the median of each question, the lower of two answers; it's a range where somebody
didn't know. It comes with how many people are at each level by their own answers.

If people share the questions among themselves, --partial takes sheets that answer
some of them: the others were not asked.

--format yaml writes a merged sheet to complete in that meeting, with everyone's
answers as comments. It holds the answers that everybody gave and leaves the rest
blank; --settle median fills in the medians too. --format html is the agenda to
share on a screen. --anonymous leaves out who said what, in every format. Reads files and folders; a file may
hold many sheets, one per row or line.`,
		Example: `  genaiops consensus ada.yaml ben.yaml chris.yaml
  genaiops consensus sheets/ --format yaml --output merged.yaml
  genaiops consensus sheets/ --anonymous --output agenda.html
  genaiops consensus ada.yaml ben.yaml --partial`,
		Args:              argCount(1, -1, "at least one answer sheet"),
		ValidArgsFunction: a.completeSheets,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.files = args
			if err := o.checkTitle(cmd, o.format, "text", "markdown", "html"); err != nil {
				return err
			}
			return runConsensus(o)
		},
	}
	o.output.register(cmd, "text", "json", "yaml", "markdown", "html")
	o.notAsked = true
	o.sheetFlags.register(cmd)
	o.titleFlag.register(cmd)
	cmd.Flags().BoolVar(&o.anonymous, "anonymous", false, "leave out who said what")
	choose(cmd, cmd.Flags(), &o.settle, "settle", []cobra.Completion{
		"median\tthe lower of two; unknown where it depends on who didn't know",
	}, "with --format yaml, fill in what people don't agree on by `RULE`")
	return cmd
}

func runConsensus(o *consensusOptions) error {
	if err := checkName("output", o.output.file, o.format == "yaml"); err != nil {
		return err
	}
	if o.settle != "" && o.format != "yaml" {
		return usagef("--settle fills in a merged sheet, and %s is none", o.format).hint("--format yaml writes a merged sheet")
	}
	o.keep = shortened // so that many long notes fit in memory, and into the merged sheet
	if o.format == "json" {
		o.keep = pointsAlone
	}
	m, err := o.model()
	if err != nil {
		return err
	}
	c, err := o.consensus(m)
	if err != nil {
		return err
	}
	if o.format == "yaml" {
		return o.writeMerged(m, c)
	}
	return o.write(o.app, result{
		document: func() any { return report.Consensus(c) },
		// Without --output: a folder of sheets would read the merged one as well.
		next: []string{o.command("consensus", o.sheetFlags, o.files...) + o.anonymity() + " --format yaml"},
		page: func() report.Page { return report.Titled(report.ConsensusPage(c), o.title) },
		formats: map[string]func(io.Writer) error{
			"html": func(w io.Writer) error { return report.ConsensusHTML(w, c, o.title) },
		},
	})
}

// anonymity is the flag to repeat in a command that goes on.
func (o *consensusOptions) anonymity() string {
	if o.anonymous {
		return " --anonymous"
	}
	return ""
}

// consensus reads all the sheets, and reports together what is wrong with any of
// them.
func (o *consensusOptions) consensus(m *maturity.Model) (*maturity.Consensus, error) {
	files, err := store.Files(o.files)
	if err != nil {
		return nil, ioError(err)
	}
	var sheets []maturity.Sheet
	var from []string // the file that each sheet is in
	var all failures
	var skipped passedOver
	for _, file := range files {
		found, err := o.readSheets(m, file, o.sheetFlags, manySheets)
		if err != nil && skipped.take(file, o.files, failureOf(err).problems) {
			continue
		}
		all.add(err)
		sheets = append(sheets, found...)
		from = append(from, slices.Repeat([]string{file}, len(found))...)
	}
	skipped.tell(o.app)
	if err := all.join(); err != nil {
		return nil, err
	}
	if len(sheets) == 0 {
		return nil, noSheets()
	}
	c, err := maturity.NewConsensus(m, sheets)
	if err != nil {
		return nil, usageError(err)
	}
	if o.anonymous {
		return c.Anonymize(), nil
	}
	o.remark(c, from)
	return c, nil
}

// remark mentions what probably wasn't meant: one person counted twice, because
// of an older sheet, or people of several teams.
func (o *consensusOptions) remark(c *maturity.Consensus, from []string) {
	first := map[string]int{}
	var teams []string
	for i, r := range c.Respondents {
		if j, repeated := first[r.Name]; repeated {
			o.message("%s answered more than once, in %s and %s, and both count", r.Name, from[j], from[i])
		} else {
			first[r.Name] = i
		}
		if team := r.Sheet.Team; team != "" && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	if len(teams) > 1 {
		o.message("the sheets are about %s: %s", display.Count(len(teams), "team"), strings.Join(teams, ", "))
	}
}

// writeMerged writes a sheet to complete in the meeting. Above each question stands
// who said what.
func (o *consensusOptions) writeMerged(m *maturity.Model, c *maturity.Consensus) error {
	choose, filled := maturity.ConsensusAnswer.Settled, "the answers that everybody gave"
	if o.settle == "median" {
		choose, filled = maturity.ConsensusAnswer.Median, "the median of each question, the lower of two"
	}
	merged := c.Merged(choose)
	said := map[string][]string{}
	for _, a := range c.Answers {
		said[a.Question.ID] = comments(c, a, choose)
	}
	err := o.deliver(o.app, func(w io.Writer) error {
		fmt.Fprintf(w, "# Merged from %s: %s.\n", display.Count(len(c.Respondents), "sheet"), filled)
		if blank := len(merged.Missing(&m.Bank)); blank > 0 {
			fmt.Fprintf(w, "# To settle: %s. Write the answer after its id, then: genaiops assess --answers THIS-FILE\n",
				display.Count(blank, "blank question"))
		}
		return sheet.WriteToComplete(w, &m.Bank, merged, func(id string) []string { return said[id] })
	})
	if err == nil {
		o.remarkOnPlace()
	}
	return err
}

// remarkOnPlace mentions a merged sheet among the sheets that it's made from.
func (o *consensusOptions) remarkOnPlace() {
	for _, input := range o.files {
		if info, err := os.Stat(input); o.toFile() && err == nil && info.IsDir() && holds(info, o.file) {
			o.message("%s is in %s: move it before the next consensus of that folder, or it counts as one more person's sheet", o.file, input)
		}
	}
}

// comments says who gave which answer. A person's note and evidence follow it.
func comments(c *maturity.Consensus, a maturity.ConsensusAnswer, choose func(maturity.ConsensusAnswer) (maturity.Answer, bool)) []string {
	var lines []string
	switch _, settled := choose(a); {
	case a.Asked == 0:
		return []string{"To settle: nobody was asked."}
	case !settled:
		lines = append(lines, "To settle:")
	}
	names := map[string][]string{} // of those without a note, by answer
	var answers []string           // in the order in which they were first given
	for i, given := range a.Given {
		name, answer := c.Respondents[i].Name, answerWord(given)
		if given != nil && (given.Note != "" || len(given.Evidence) > 0 || given.Next.Exists()) {
			remarks := append([]string{given.Note}, given.Evidence...)
			if given.Next.Exists() {
				remarks = append(remarks, "committed "+given.Next.String())
			}
			remarks = slices.DeleteFunc(remarks, func(s string) bool { return s == "" })
			lines = append(lines, fmt.Sprintf("%s: %s, %s", name, answer, strings.Join(remarks, ", ")))
			continue
		}
		if names[answer] == nil {
			answers = append(answers, answer)
		}
		names[answer] = append(names[answer], name)
	}
	for _, answer := range answers {
		who := strings.Join(names[answer], ", ")
		if c.Anonymous {
			who = fmt.Sprintf("%d of %d", len(names[answer]), len(a.Given))
		}
		lines = append(lines, who+": "+answer)
	}
	return lines
}

func answerWord(given *maturity.Answer) string {
	switch {
	case given == nil:
		return "not asked"
	case given.Unknown:
		return "unknown"
	}
	return fmt.Sprint(given.Points)
}
