package cli

import (
	"cmp"
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

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
	info, ok := debug.ReadBuildInfo()
	v := versionOf(archived, info, ok)
	v.Bank = "none that can be read" // a bug report needs the rest all the same
	if m, err := o.model(); err == nil {
		v.Bank = m.Bank.Ref().String()
	}
	return o.write(o.app, result{
		document: func() any { return v },
		formats: map[string]func(io.Writer) error{
			"text": func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "genaiops %s\ncommit   %s\ngo       %s\nsystem   %s\nbank     %s\n",
					v.Version, v.Commit, v.Go, v.System, v.Bank)
				return err
			},
		},
	})
}

// archived is the version and the commit of a source archive, in a line each. In a
// checkout, its lines are what git archive replaces.
//
//go:embed archived.txt
var archived string

// fromArchive returns what git archive wrote, if it did.
func fromArchive(text string) (version, commit string) {
	version, commit, _ = strings.Cut(strings.TrimRight(text, "\r\n"), "\n")
	if strings.HasPrefix(version, "$") || strings.HasPrefix(commit, "$") {
		return "", ""
	}
	return version, commit
}

// versionOf reads what the Go toolchain wrote into the binary or, built from an archive
// of the sources, what git wrote there. Any other build has no version.
func versionOf(archive string, info *debug.BuildInfo, ok bool) versionDocument {
	version, commit := fromArchive(archive)
	v := versionDocument{
		Schema:  "genaiops.version/1",
		Version: cmp.Or(version, "(devel)"),
		Commit:  cmp.Or(commit, "unknown"),
		Go:      runtime.Version(),
		System:  runtime.GOOS + "/" + runtime.GOARCH,
	}
	if !ok {
		return v
	}
	if info.Main.Version != "(devel)" {
		v.Version = cmp.Or(info.Main.Version, v.Version)
	}
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
