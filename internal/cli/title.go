package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/display"
)

// titleFlag is --title, for commands that make a page.
type titleFlag struct{ title string }

func (t *titleFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.title, "title", "", "call the page `TITLE`")
	completes(cmd, "title", cobra.NoFileCompletions)
}

// checkTitle refuses a title that nobody would see.
func (t *titleFlag) checkTitle(cmd *cobra.Command, format string, pages ...string) error {
	if !cmd.Flags().Changed("title") {
		return nil
	}
	t.title = strings.TrimSpace(display.Clean(t.title))
	switch {
	case t.title == "":
		return usagef("--title is empty").hint("leave it out for the page's own title")
	case !slices.Contains(pages, format):
		return usagef("--title is for a page; %s has no title", format).hint("--format html writes a page")
	}
	return nil
}

// darkFlag is --dark, of pictures.
type darkFlag struct{ dark bool }

func (d *darkFlag) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&d.dark, "dark", false, "with --format svg, light lettering on a dark ground")
}

func (d *darkFlag) checkDark(format string) error {
	if d.dark && format != "svg" {
		return usagef("--dark is for a picture, not for %s", format).hint("--format svg writes a picture")
	}
	return nil
}
