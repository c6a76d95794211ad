package ask

import (
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textarea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"genaiops/internal/display"
)

// look is the style of the form. It uses bold, reverse and the terminal's own
// 16 colours, which are readable on the terminal's background. Nothing is said
// by colour alone.
type look struct {
	strong  lipgloss.Style // read this first
	heading lipgloss.Style // of a part of a list
	accent  lipgloss.Style // the cursor is here
	done    lipgloss.Style // answered
	alert   lipgloss.Style // needs attention
	quiet   lipgloss.Style // there to look up
	plain   lipgloss.Style
	cursor  lipgloss.Style // in a text
	theme   *huh.Theme
	keys    *huh.KeyMap
	ascii   bool // draw in ASCII
}

func newLook(out io.Writer, color bool) look {
	profile := termenv.Ascii
	if color {
		profile = termenv.ANSI
	}
	r := newRenderer(out, profile)
	l := look{
		strong:  r.NewStyle().Bold(true),
		heading: r.NewStyle().Underline(true),
		accent:  r.NewStyle().Foreground(lipgloss.Color("6")).Bold(true),
		done:    r.NewStyle().Foreground(lipgloss.Color("2")),
		alert:   r.NewStyle().Foreground(lipgloss.Color("5")).Bold(true),
		quiet:   r.NewStyle().Faint(true),
		keys:    newKeys(),
	}
	l.plain, l.cursor = r.NewStyle(), newRenderer(out, termenv.ANSI).NewStyle()
	l.theme = newTheme(r)
	return l
}

// newRenderer returns a renderer for out. lipgloss's default one goes by
// standard output, which may be a file.
func newRenderer(out io.Writer, p termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(out)
	r.SetColorProfile(p)         // or it goes by the environment
	r.SetHasDarkBackground(true) // or it queries the terminal: see package nodetect
	return r
}

// newTheme returns a theme without any style, since the pages draw for huh.
func newTheme(r *lipgloss.Renderer) *huh.Theme {
	fields := huh.FieldStyles{Base: r.NewStyle()}
	return &huh.Theme{Group: huh.GroupStyles{Base: r.NewStyle()}, Focused: fields, Blurred: fields}
}

// area returns the style of a text area. The text cursor is in reverse video even
// without colour, or it would be invisible.
func (l look) area() (textarea.Style, lipgloss.Style) {
	plain := l.plain
	return textarea.Style{
		Base: plain, CursorLine: plain, CursorLineNumber: plain, EndOfBuffer: plain,
		LineNumber: plain, Placeholder: plain, Prompt: plain, Text: plain,
	}, l.cursor
}

// newKeys binds only the keys that the pages pass on to huh. huh's other
// bindings would do harm: its filter hides options, its editor runs a program.
func newKeys() *huh.KeyMap {
	return &huh.KeyMap{
		Select: huh.SelectKeyMap{
			Up:         key.NewBinding(key.WithKeys("up", "k", "ctrl+p")),
			Down:       key.NewBinding(key.WithKeys("down", "j", "ctrl+n")),
			GotoTop:    key.NewBinding(key.WithKeys("home", "g")),
			GotoBottom: key.NewBinding(key.WithKeys("end", "G")),
			Submit:     key.NewBinding(key.WithKeys("enter")),
		},
	}
}

// holds reports whether a binding has a key of that name.
func holds(b key.Binding, name string) bool { return slices.Contains(b.Keys(), name) }

// bar draws a progress bar of width cells.
func (l look) bar(done, total, width int) string {
	full := 0
	if total > 0 {
		full = done * width / total
	}
	return l.done.Render(strings.Repeat("█", full)) + strings.Repeat("░", width-full)
}

// sections wraps titled paragraphs, with blank lines between them if spaced.
func (l look) sections(all []section, width int, spaced bool) []string {
	var lines []string
	for i, s := range all {
		if spaced && i > 0 {
			lines = append(lines, "")
		}
		paragraph := display.WrapLines(s.title+": "+s.text, width)
		bold := min(len(s.title)+1, len(paragraph[0]))
		paragraph[0] = l.strong.Render(paragraph[0][:bold]) + paragraph[0][bold:]
		lines = append(lines, paragraph...)
	}
	return lines
}
