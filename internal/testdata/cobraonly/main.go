// Command cobraonly links cobra, prints its help and exits. BenchmarkStartup compares
// genaiops with it.
package main

import (
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{
		Use:   "cobraonly",
		Short: "Print help and exit.",
		Run:   func(*cobra.Command, []string) {},
	}
	root.SetArgs([]string{"--help"})
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
