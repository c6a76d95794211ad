// Command cobraonly links cobra, prints its help and ends: the yardstick that
// BenchmarkStartup holds genaiops against.
package main

import (
	"os"

	"github.com/spf13/cobra"
)

func main() {
	root := &cobra.Command{
		Use:   "cobraonly",
		Short: "Print help and end.",
		Run:   func(*cobra.Command, []string) {},
	}
	root.SetArgs([]string{"--help"})
	if err := root.Execute(); err != nil {
		os.Exit(1)
	}
}
