package cli

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// evidence is how validate checks what answers name as evidence. It opens no connection.
type evidence struct {
	check string // "", "exists" or "required"
	root  string // the folder that paths begin in; empty for that of each sheet
}

func (e *evidence) register(cmd *cobra.Command) {
	choose(cmd, cmd.Flags(), &e.check, "evidence", []cobra.Completion{
		cobra.CompletionWithDesc("exists", "local paths exist, and addresses are well formed"),
		cobra.CompletionWithDesc("required", "and every answer above the lowest names some"),
	}, "check the evidence that answers name, as `HOW` says")
	cmd.Flags().Lookup("evidence").NoOptDefVal = "exists"
	cmd.Flags().StringVar(&e.root, "root", "", "with --evidence, paths begin in `DIR` instead of the folder of the sheet")
	completes(cmd, "root", completeFolders)
}

// prepare refuses flags that mean nothing, and a folder that isn't there.
func (e *evidence) prepare(sheets int) error {
	switch {
	case e.check == "" && e.root != "":
		return usagef("--root belongs to --evidence")
	case e.check != "" && sheets == 0:
		return usagef("--evidence is about answer sheets; expected one").hint("genaiops validate --evidence SHEET")
	case e.root == "":
		return nil
	}
	info, err := os.Stat(e.root)
	switch {
	case err != nil:
		return ioError(fmt.Errorf("--root %s: %w", e.root, store.Reason(err)))
	case !info.IsDir():
		return usagef("--root %s: it is no folder", e.root)
	}
	return nil
}

// checks adds to the options for the sheets in a file.
func (e *evidence) checks(o sheet.Options, file string) sheet.Options {
	if e.check == "" {
		return o
	}
	folder := cmp.Or(e.root, filepath.Dir(file))
	o.Evidence = func(item string) string { return evidenceProblem(folder, item) }
	o.NeedsEvidence = e.check == "required"
	return o
}

// schemed matches an address of any kind. A path of Windows has one letter before the colon.
var schemed = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+:`)

// placeInFile matches what may follow the name of a file: "#usage", ":12".
var placeInFile = regexp.MustCompile(`(#[^/\\]*|(:[0-9]+)+)$`)

// evidenceProblem says what is wrong with a piece of evidence, or "". An address that isn't
// http or https can't be checked, and is right.
func evidenceProblem(folder, item string) string {
	path := filepath.FromSlash(item)
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	scheme, _, _ := strings.Cut(strings.ToLower(item), ":")
	switch {
	case scheme == "http" || scheme == "https":
		return addressProblem(item)
	case strings.HasPrefix(filepath.VolumeName(path), `\\`): // looking it up would open a connection
		return diag.Quote(item) + " is on another computer, and isn't looked up; expected a local path or an address that begins with https://"
	case exists(path), exists(placeInFile.ReplaceAllString(path, "")):
		return ""
	case schemed.MatchString(item) && !placeInFile.MatchString(item):
		return ""
	}
	if folder == "." {
		folder = "the current folder"
	}
	return fmt.Sprintf("there is no %s in %s; expected a path that exists, or an address that begins with https:// (a remark belongs in the note)",
		diag.Quote(item), display.Clean(folder))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// addressProblem says why an http or https address leads nowhere, or "".
func addressProblem(item string) string {
	u, err := url.Parse(item)
	switch {
	case err != nil:
		return fmt.Sprintf("%s is no well-formed address: %s", diag.Quote(item), display.Clean(err.(*url.Error).Err.Error())) //nolint:errorlint,forcetypeassert // as documented
	case u.Hostname() == "":
		return diag.Quote(item) + " is no well-formed address: there is no host"
	case strings.ContainsFunc(item, unicode.IsSpace), display.HasHidden(item):
		return diag.Quote(item) + " is no well-formed address: it has blanks or invisible characters"
	}
	return ""
}
