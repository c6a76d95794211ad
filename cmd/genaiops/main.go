// Command genaiops assesses how mature an organization is at running
// generative-AI applications. Package cli has the commands.
package main

import (
	"os"
	"time"

	"genaiops/internal/cli"
)

func main() {
	os.Exit(cli.Main(cli.Env{
		Name:   os.Args[0],
		Args:   os.Args[1:],
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now:    time.Now,
	}))
}
