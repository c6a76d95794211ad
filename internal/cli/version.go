package cli

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

type versionOptions struct {
	*app
	output
}

func newVersionCmd(a *app) *cobra.Command {
	o := &versionOptions{app: a}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of its question bank",
		Long: `Prints the version of the program, what it was built from, and which question bank
is in use. Include it when you report a bug.`,
		Example: `  genaiops version
  genaiops version --format json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runVersion(o) },
	}
	o.register(cmd, "text", "json", "yaml")
	return cmd
}

// versionDocument is the version for other programs.
type versionDocument struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
	System  string `json:"system"`
	Bank    string `json:"bank"`
}

func runVersion(o *versionOptions) error {
	v := versionOf(debug.ReadBuildInfo())
	v.Bank = "none that can be read" // a bug report needs the rest all the same
	if m, err := o.model(); err == nil {
		v.Bank = m.Bank.Ref().String()
	}
	return o.write(o.app, result{
		document: func() any { return v },
		lines: func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "genaiops %s\ncommit   %s\ngo       %s\nsystem   %s\nbank     %s\n",
				v.Version, v.Commit, v.Go, v.System, v.Bank)
			return err
		},
	})
}

// versionOf reads what the Go toolchain wrote into the binary. A build outside a
// checkout or a release has no version.
func versionOf(info *debug.BuildInfo, ok bool) versionDocument {
	v := versionDocument{
		Schema:  "genaiops.version/1",
		Version: "(devel)",
		Commit:  "unknown",
		Go:      runtime.Version(),
		System:  runtime.GOOS + "/" + runtime.GOARCH,
	}
	if !ok {
		return v
	}
	v.Version = cmp.Or(info.Main.Version, v.Version)
	dirty := ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			v.Commit = setting.Value
		case setting.Key == "vcs.modified" && setting.Value == "true":
			dirty = " (modified)"
		}
	}
	v.Commit += dirty
	return v
}
