package ask

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"genaiops/internal/display"
)

// choice is a huh form with one select field. huh counts options where it
// should count lines, so it must not scroll: it always draws the whole field,
// and the model shows the part that fits.
type choice struct {
	look   look
	labels func(width int) []string // one wrapped label per option
	count  int                      // of options
	width  int
	form   *huh.Form
	field  *huh.Select[int]
}

// selectorWidth is the width of the mark before each option.
const selectorWidth = 2

// newChoice puts the cursor on option at.
func newChoice(l look, width, at int, labels func(width int) []string) *choice {
	c := &choice{look: l, labels: labels, width: width}
	c.build(at)
	return c
}

func (c *choice) build(at int) {
	var options []huh.Option[int]
	for i, label := range c.labels(c.width - selectorWidth) {
		options = append(options, huh.NewOption(label, i))
	}
	c.count = len(options)
	// Keys move the cursor to its option. If a value moved it, huh would hide
	// the options above (huh#679).
	c.field = huh.NewSelect[int]()
	c.field.WithTheme(c.look.theme) // before the options, or huh makes its own theme at every step
	c.field.Options(options...)
	c.form = huh.NewForm(huh.NewGroup(c.field)).
		WithTheme(c.look.theme).WithKeyMap(c.look.keys).WithShowHelp(false).WithWidth(c.width)
	c.form.Init() // focuses the field; the command it returns asks for the window's size
	c.moveTo(at)
}

// resize draws the options again if the width has changed.
func (c *choice) resize(width int) {
	if width != c.width {
		c.width = width
		c.build(c.at())
	}
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

// press passes a key to huh and reports whether it confirmed the option under
// the cursor.
func (c *choice) press(k tea.KeyMsg) bool {
	_, cmd := c.form.Update(k)
	settle(c.form, cmd)
	return c.form.State == huh.StateCompleted
}

// pressNumbered is press for numbered options: a digit moves to its option.
func (c *choice) pressNumbered(k tea.KeyMsg) bool {
	if i, ok := pick(k.String(), c.count); ok {
		c.moveTo(i)
		return false
	}
	return c.press(k)
}

// settle runs a command of the form, and those that follow from it, to the
// end. bubbletea would run them concurrently with the keys, and a key that
// comes early would go to the wrong field: typing ahead would misplace answers.
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

// list appends the options to lines, with blank lines between them if spaced.
// It also returns where the option under the cursor is.
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

// numberedLabels numbers options from 1 and marks the confirmed one, if it is
// not -1.
func numberedLabels(options []string, confirmed, width int) []string {
	labels := make([]string, len(options))
	for i, text := range options {
		label := fmt.Sprintf("%d  ", i+1)
		if i == confirmed {
			label = fmt.Sprintf("%d ✓ ", i+1)
		} else if confirmed >= 0 {
			label += " "
		}
		labels[i] = strings.Join(display.Hang(label, text, width), "\n")
	}
	return labels
}
