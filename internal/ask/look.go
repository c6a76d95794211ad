package ask

import (
	"genaiops/internal/display"
	"io"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// look is how the form is drawn: bold, reverse, and the terminal's own 16
// colours, which the terminal's user has made readable on its background.
// Whatever colour says is also said by a mark or a word.
type look struct {
	strong lipgloss.Style // what to read first
	accent lipgloss.Style // where one is
	done   lipgloss.Style // what is answered
	alert  lipgloss.Style // what needs attention
	theme  *huh.Theme
	keys   *huh.KeyMap
}

// newLook makes the styles for what is drawn on out. lipgloss's default
// renderer would judge by standard output, which may be a file.
func newLook(out io.Writer, color bool) look {
	r := newRenderer(out, profile(color))
	l := look{
		strong: r.NewStyle().Bold(true),
		accent: r.NewStyle().Foreground(lipgloss.Color("6")).Bold(true),
		done:   r.NewStyle().Foreground(lipgloss.Color("2")),
		alert:  r.NewStyle().Foreground(lipgloss.Color("3")).Bold(true),
		keys:   newKeys(),
	}
	l.theme = newTheme(r, l, out)
	return l
}

func newRenderer(out io.Writer, p termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(out)
	r.SetColorProfile(p)         // not guessed from the environment
	r.SetHasDarkBackground(true) // never asked for: see package nodetect
	return r
}

func profile(color bool) termenv.Profile {
	if color {
		return termenv.ANSI
	}
	return termenv.Ascii
}

func newTheme(r *lipgloss.Renderer, l look, out io.Writer) *huh.Theme {
	plain := r.NewStyle()
	// Without reverse video nobody could see the text cursor, and reverse is
	// not a colour: the cursor has it in any case.
	cursor := newRenderer(out, termenv.ANSI).NewStyle()
	fields := huh.FieldStyles{
		Base:             plain,
		Title:            l.strong,
		Description:      plain,
		ErrorIndicator:   plain,
		ErrorMessage:     l.alert,
		SelectSelector:   l.accent.SetString("> "),
		SelectedOption:   l.accent,
		UnselectedOption: plain,
		TextInput: huh.TextInputStyles{
			Cursor: cursor, CursorText: plain, Placeholder: plain, Prompt: plain, Text: plain,
		},
	}
	blurred := fields
	blurred.Title = plain
	return &huh.Theme{
		Group:   huh.GroupStyles{Base: plain, Title: plain, Description: plain},
		Focused: fields,
		Blurred: blurred,
	}
}

// newKeys binds only what the pages leave to huh. Everything else of huh's is
// unbound: its filter would hide options, and its editor run a program.
func newKeys() *huh.KeyMap {
	return &huh.KeyMap{
		Select: huh.SelectKeyMap{
			Up:         key.NewBinding(key.WithKeys("up", "k", "ctrl+p")),
			Down:       key.NewBinding(key.WithKeys("down", "j", "ctrl+n")),
			GotoTop:    key.NewBinding(key.WithKeys("home", "g")),
			GotoBottom: key.NewBinding(key.WithKeys("end", "G")),
			Submit:     key.NewBinding(key.WithKeys("enter")),
		},
		Text: huh.TextKeyMap{
			NewLine: key.NewBinding(key.WithKeys("alt+enter", "ctrl+j")),
		},
	}
}

// bar draws how much is done in width cells.
func (l look) bar(done, total, width int) string {
	full := 0
	if total > 0 {
		full = done * width / total
	}
	return l.done.Render(strings.Repeat("█", full)) + strings.Repeat("░", width-full)
}

// sections sets titled paragraphs, with blank lines between them if spaced.
func (l look) sections(all []section, width int, spaced bool) []string {
	var lines []string
	for i, s := range all {
		if spaced && i > 0 {
			lines = append(lines, "")
		}
		paragraph := display.WrapLines(s.title+": "+s.text, width)
		paragraph[0] = l.embolden(paragraph[0], len(s.title)+1)
		lines = append(lines, paragraph...)
	}
	return lines
}

func (l look) embolden(line string, n int) string {
	n = min(n, len(line))
	return l.strong.Render(line[:n]) + line[n:]
}
