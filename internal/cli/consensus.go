package cli

import (
	"fmt"
	"io"
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
	files []string
}

func newConsensusCmd(a *app) *cobra.Command {
	o := &consensusOptions{app: a}
	cmd := &cobra.Command{
		Use:   "consensus SHEET or DIR...",
		Short: "See where several people agree, and what they need to discuss",
		Long: `Puts the answers of several people about one team side by side, the biggest
disagreements first: the agenda of the meeting that settles them. --format yaml
writes a merged sheet to edit in that meeting, with everyone's answers as comments:
it holds the median of each question, the lower of two answers. Reads files and
folders; a file may hold many sheets, one per row or line.`,
		Example: `  genaiops consensus ada.yaml ben.yaml chris.yaml
  genaiops consensus *.yaml --format yaml --output merged.yaml`,
		Args:              argCount(1, -1, "at least one answer sheet"),
		ValidArgsFunction: a.completeSheets,
		RunE: func(_ *cobra.Command, args []string) error {
			o.files = args
			return runConsensus(o)
		},
	}
	o.output.register(cmd, "text", "json", "yaml", "markdown")
	o.sheetFlags.register(cmd)
	return cmd
}

func runConsensus(o *consensusOptions) error {
	if err := checkName("output", o.output.file, o.format == "yaml"); err != nil {
		return err
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
		next:     []string{o.command("consensus", o.sheetFlags, o.files...) + " --format yaml --output merged.yaml"},
		page:     func() report.Page { return report.ConsensusPage(c) },
	})
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
	o.remark(c, from)
	return c, nil
}

// remark mentions what probably wasn't meant: one person counted twice, because
// of an older sheet, or people of several teams.
func (o *consensusOptions) remark(c *maturity.Consensus, from []string) {
	first := map[string]int{}
	var teams []string
	for i, name := range c.Respondents {
		if j, repeated := first[name]; repeated {
			o.message("%s answered more than once, in %s and %s, and both count", name, from[j], from[i])
		} else {
			first[name] = i
		}
		if team := c.Assessments[i].Sheet.Team; team != "" && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	if len(teams) > 1 {
		o.message("the sheets are about %s: %s", display.Count(len(teams), "team"), strings.Join(teams, ", "))
	}
}

// writeMerged writes a sheet to edit in the meeting: the medians, and above each
// answer on which people differ or left a note, who said what.
func (o *consensusOptions) writeMerged(m *maturity.Model, c *maturity.Consensus) error {
	said := map[string][]string{}
	open := 0
	for _, a := range c.Answers {
		said[a.Question.ID] = comments(c, a)
		if differ(a) {
			open++
		}
	}
	return o.deliver(o.app, func(w io.Writer) error {
		fmt.Fprintf(w, "# Merged from %s: the median of each question, the lower of two.\n", display.Count(len(c.Respondents), "sheet"))
		if open > 0 {
			fmt.Fprintf(w, "# %s to settle: agree on an answer, and remove the lines above it.\n", display.Count(open, "question"))
		}
		return sheet.WriteCommented(w, &m.Bank, c.Merged(), func(id string) []string { return said[id] })
	})
}

// differ reports whether people gave different answers, or some didn't know.
func differ(a maturity.ConsensusAnswer) bool { return a.Spread() > 0 || a.Answered < len(a.Given) }

// comments says who gave which answer, with notes and evidence.
func comments(c *maturity.Consensus, a maturity.ConsensusAnswer) []string {
	var lines []string
	if differ(a) {
		lines = append(lines, "To settle:")
	}
	for i, given := range a.Given {
		points := "unknown"
		if !given.Unknown {
			points = fmt.Sprint(given.Points)
		}
		line := c.Respondents[i] + ": " + points
		for _, remark := range append([]string{given.Note}, given.Evidence...) {
			if remark != "" {
				line += ", " + remark
			}
		}
		if differ(a) || given.Note != "" || len(given.Evidence) > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}
