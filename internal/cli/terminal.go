package cli

// How the program treats a terminal:
//
//   - A stream is a terminal only if it is a file that says so; buffers and pipes
//     are not.
//   - Text in a terminal is as wide as the terminal; other text is 80 columns wide,
//     or COLUMNS.
//   - Colour: --color decides, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then
//     TERM=dumb, then whether the stream is a terminal. A file gets none.
//   - Bars and rules are ASCII where the locale isn't UTF-8, and on the Linux console,
//     whose font may lack them.
//   - Links that can be clicked are written only to a terminal. The address is
//     always printed, too.
//   - Questions are drawn on standard error only.

import (
	"cmp"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/term"

	"genaiops/internal/report"
)

// descriptor is what files have and buffers don't.
type descriptor interface{ Fd() uintptr }

func isTerminal(stream any) bool {
	f, ok := stream.(descriptor)
	return ok && term.IsTerminal(f.Fd())
}

// isClosed reports whether a standard stream was closed when the program started. Go
// then puts the null device there, open for reading too, and every write succeeds. A
// shell that redirects to /dev/null opens it for writing alone.
func isClosed(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	info, err := f.Stat()
	if err != nil || !os.SameFile(info, null) {
		return false
	}
	_, err = f.Read(make([]byte, 1))
	return errors.Is(err, io.EOF)
}

const defaultWidth = 80

// width returns how many columns text on w may take.
func (a *app) width(w io.Writer) int {
	if f, ok := w.(descriptor); ok && term.IsTerminal(f.Fd()) {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 0 {
			return width
		}
	}
	if width, err := strconv.Atoi(a.Getenv("COLUMNS")); err == nil && width > 0 {
		return width
	}
	return defaultWidth
}

// colored reports whether w takes colour.
func (a *app) colored(w io.Writer) bool {
	switch {
	case a.color == "always":
		return true
	case a.color == "never", a.Getenv("NO_COLOR") != "":
		return false
	case isOn(a.Getenv("CLICOLOR_FORCE")), isOn(a.Getenv("FORCE_COLOR")):
		return true
	default:
		return isTerminal(w) && a.Getenv("TERM") != "dumb"
	}
}

// asciiOnly reports whether text for w should do without box and block characters. A
// system that names no locale is taken to know UTF-8.
func (a *app) asciiOnly(w io.Writer) bool {
	locale := strings.ToLower(cmp.Or(a.Getenv("LC_ALL"), a.Getenv("LC_CTYPE"), a.Getenv("LANG")))
	utf8 := locale == "" || strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	return !utf8 || isTerminal(w) && a.Getenv("TERM") == "linux"
}

// style returns how text for standard output looks.
func (a *app) style() report.Style {
	return report.Style{
		Width:      a.width(a.Stdout),
		Color:      a.colored(a.Stdout),
		ASCII:      a.asciiOnly(a.Stdout),
		Hyperlinks: isTerminal(a.Stdout) && a.Getenv("TERM") != "dumb",
	}
}
