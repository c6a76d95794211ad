package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
)

// newHelpCmd is cobra's help command, except that a command that doesn't exist is
// wrong usage.
func newHelpCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Read about a command",
		Long:  `Prints what a command does, its flags and examples, like the flag --help.`,
		Example: `  genaiops help assess
  genaiops help`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (words []string, _ cobra.ShellCompDirective) {
			if about, _, err := cmd.Root().Find(args); err == nil {
				for _, c := range about.Commands() {
					if c.IsAvailableCommand() {
						words = append(words, cobra.CompletionWithDesc(c.Name(), c.Short))
					}
				}
			}
			return words, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				var names []string
				for _, c := range cmd.Root().Commands() {
					names = append(names, c.Name())
				}
				name := strings.Join(args, " ")
				return usagef("there is no command %q%s", name, diag.DidYouMean(name, names)).hint("genaiops help lists the commands")
			}
			about.InitDefaultHelpFlag() // so that it lists --help, too
			return about.Help()
		},
	}
}
