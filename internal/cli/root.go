package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"genaiops/internal/display"
)

// newRootCmd returns the program as a command. Cobra's own commands, help and
// completion, write to out, which must be set before completion is made.
func newRootCmd(a *app, out io.Writer) *cobra.Command {
	version := false
	root := &cobra.Command{
		Use:   "genaiops",
		Short: "Find out how mature your organization is at running generative-AI applications",
		Long: `genaiops asks how your organization runs its generative-AI applications, adds up
the points, places it in a maturity level, and says what to do next.

Start with "genaiops assess". Nothing leaves this computer.

Exit status: 0 done; 1 done, and the answer is no (a gate, a ratchet, problems
found); 2 wrong usage or bad input; 3 could not read or write; 130 interrupted, with
the draft kept.`,
		Example: `  genaiops assess
  genaiops assess --answers sheet.yaml
  genaiops level 3`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return runVersion(&versionOptions{app: a, output: output{format: "text"}})
			}
			return cmd.Help()
		},
	}
	root.SetOut(out)
	root.Flags().BoolVarP(&version, "version", "v", false, "print the version, like genaiops version")
	root.SetHelpCommand(newHelpCmd())
	root.SetFlagErrorFunc(flagError)
	root.SuggestionsMinimumDistance = 2
	root.PersistentPreRunE = checkEmpty
	a.commonFlags(root)
	addCommands(root, a)
	return root
}

// commonFlags declares the flags that every command has.
func (a *app) commonFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.questions, "questions", "", "read the question bank from `DIR` (also GENAIOPS_QUESTIONS)")
	flags.StringVar(&a.levels, "levels", "", "read the levels from `DIR` (also GENAIOPS_LEVELS)")
	completes(root, "questions", completeFolders)
	completes(root, "levels", completeFolders)
	a.color = "auto"
	colors := []cobra.Completion{"auto\tin a terminal", "always\teven in a pipe", "never"}
	choose(root, flags, &a.color, "color", colors, "use colour `WHEN`")
}

// addCommands adds every command to the group in which help lists it.
func addCommands(root *cobra.Command, a *app) {
	const other = "Other:"
	for _, group := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"Assess:", []*cobra.Command{
			newAssessCmd(a), newLevelCmd(a), newQuestionsCmd(a),
		}},
		{"Use the answers:", []*cobra.Command{
			newPlanCmd(a), newCompareCmd(a), newConsensusCmd(a),
			newHistoryCmd(a), newReportCmd(a), newRollupCmd(a),
		}},
		{"Write and check files:", []*cobra.Command{
			newFormCmd(a), newTemplateCmd(a), newImportCmd(a), newValidateCmd(a), newSchemaCmd(a),
		}},
		{other, []*cobra.Command{newVersionCmd(a)}},
	} {
		root.AddGroup(&cobra.Group{ID: group.title, Title: group.title})
		for _, command := range group.commands {
			command.GroupID = group.title
			root.AddCommand(command)
		}
	}
	root.SetHelpCommandGroupID(other)
	root.SetCompletionCommandGroupID(other)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.RunE = func(*cobra.Command, []string) error {
				return usagef("completion expects a shell: bash, zsh, fish or powershell").hint("see genaiops completion --help")
			}
		}
	}
}

// checkEmpty refuses an empty argument, and a flag with an empty value. In a script,
// that is a variable that was not set, and a gate that would silently be open.
func checkEmpty(cmd *cobra.Command, args []string) error {
	if strings.HasPrefix(cmd.Name(), "__") { // a shell asks what completes a word, empty or not
		return nil
	}
	if slices.Contains(args, "") {
		return usagef("an argument of %s is empty", cmd.CommandPath()).hint("leave it out, or give it a value")
	}
	var empty error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" {
			empty = usagef("--%s is empty", f.Name).hint("leave the flag out, or give it a value")
		}
	})
	return empty
}

// noArgs refuses arguments with a hint; cobra would call them unknown commands.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, got %q", cmd.CommandPath(), args[0]).hint("see %s --help", cmd.CommandPath())
	}
	return nil
}

// argCount refuses too few or too many arguments; most is -1 for any number, and
// what names them.
func argCount(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return usagef("%s expects %s, got %s", cmd.CommandPath(), what, display.Count(len(args), "argument")).
				hint("see %s --help", cmd.CommandPath())
		}
		return nil
	}
}

// Command returns the commands with their flags and help, for documentation (see
// cmd/gendocs). They can't be run.
func Command() *cobra.Command { return newRootCmd(&app{}, io.Discard) }
