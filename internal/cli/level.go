package cli

import (
	"github.com/spf13/cobra"

	"genaiops/internal/report"
)

type levelOptions struct {
	*app
	output
	level string // number or name; empty for the table of all
}

func newLevelCmd(a *app) *cobra.Command {
	o := &levelOptions{app: a}
	cmd := &cobra.Command{
		Use:   "level [NUMBER or NAME]",
		Short: "Read one level's guidance, or see all levels",
		Long: `Prints a level: what it means, what to do to move on from it, and what to read.
Without an argument, prints a table of all the levels and their scores. Read yours
after an assessment, and the next one before you aim for it.`,
		Example: `  genaiops level
  genaiops level 3
  genaiops level managed --format markdown`,
		Args:              argCount(0, 1, "at most one level"),
		ValidArgsFunction: atMost(1, a.completeLevels),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.level = args[0]
			}
			return runLevel(o)
		},
	}
	o.register(cmd, "text", "json", "yaml", "markdown")
	return cmd
}

func runLevel(o *levelOptions) error {
	m, err := o.levelsModel(o.level)
	if err != nil {
		return err
	}
	if o.level == "" {
		return o.write(o.app, result{
			document: func() any { return report.Levels(m) },
			page:     func() report.Page { return report.LevelsPage(m) },
			next:     []string{o.command("level", sheetFlags{}, "N")},
		})
	}
	l, err := findLevel(m, o.level)
	if err != nil {
		return err
	}
	return o.write(o.app, result{
		document: func() any { return report.Level(m, l) },
		page:     func() report.Page { return report.LevelPage(m, l) },
	})
}
