package ask

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
)

// choice is a huh form with one select field. It never scrolls by itself: huh
// counts options where it should count lines, so the field is always drawn
// whole and the model shows the part of it that fits.
type choice struct {
	look   look
	labels func(width int) []string // one label an option, already wrapped
	width  int
	form   *huh.Form
	field  *huh.Select[int]
}

// newChoice puts the cursor on option at.
func newChoice(l look, width, at int, labels func(width int) []string) *choice {
	c := &choice{look: l, labels: labels, width: width}
	c.build(at)
	return c
}

func (c *choice) build(at int) {
	// No value is preset, because huh would then hide the options above it
	// (huh#679); the cursor is moved there by keys.
	c.field = huh.NewSelect[int]()
	c.field.WithTheme(c.look.theme) // first of all, or huh makes its own theme at every step
	c.field.Options(c.options()...)
	c.form = huh.NewForm(huh.NewGroup(c.field)).
		WithTheme(c.look.theme).WithKeyMap(c.look.keys).WithShowHelp(false).WithWidth(c.width)
	c.form.Init() // focuses the field; the command it returns asks for the window's size
	c.moveTo(at)
}

func (c *choice) options() []huh.Option[int] {
	labels := c.labels(c.width - selectorWidth)
	options := make([]huh.Option[int], len(labels))
	for i, label := range labels {
		options[i] = huh.NewOption(label, i)
	}
	return options
}

// selectorWidth is that of the mark before the option under the cursor.
const selectorWidth = 2

// resize draws the options anew for another width.
func (c *choice) resize(width int) {
	if width == c.width {
		return
	}
	c.width = width
	c.build(c.at())
}

// at returns the index of the option under the cursor.
func (c *choice) at() int {
	i, _ := c.field.Hovered()
	return i
}

func (c *choice) moveTo(i int) {
	for c.at() < i {
		c.press(tea.KeyMsg{Type: tea.KeyDown})
	}
	for c.at() > i {
		c.press(tea.KeyMsg{Type: tea.KeyUp})
	}
}

// press gives huh a key and reports whether it confirmed the option at the
// cursor.
func (c *choice) press(k tea.KeyMsg) bool {
	_, cmd := c.form.Update(k)
	settle(c.form, cmd)
	return c.form.State == huh.StateCompleted
}

// settle runs a command of the form, and those that follow from it, to their
// end. Left to bubbletea they run beside the keys, and a key that comes early
// goes to the wrong field: that is how typing ahead misplaces answers.
func settle(form *huh.Form, cmd tea.Cmd) {
	if cmd == nil || form.State != huh.StateNormal {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, one := range msg {
			settle(form, one)
		}
	default:
		_, next := form.Update(msg)
		settle(form, next)
	}
}

// blocks returns the lines of each option as huh draws them.
func (c *choice) blocks() [][]string {
	lines := strings.Split(c.field.View(), "\n")
	var blocks [][]string
	for _, label := range c.labels(c.width - selectorWidth) {
		height := min(strings.Count(label, "\n")+1, len(lines))
		blocks = append(blocks, lines[:height])
		lines = lines[height:]
	}
	return blocks
}

// list appends the options to lines, with blank lines between them if spaced,
// and returns also where the option under the cursor stands.
func (c *choice) list(lines []string, spaced bool) ([]string, span) {
	var focus span
	for i, block := range c.blocks() {
		if spaced && i > 0 {
			lines = append(lines, "")
		}
		if i == c.at() {
			focus = span{len(lines), len(lines) + len(block)}
		}
		lines = append(lines, block...)
	}
	return lines, focus
}
