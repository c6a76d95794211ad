package ask

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"

	"genaiops/internal/display"
)

// choice is a list with a cursor, to choose one item of. The cursor and its keys
// are huh's; the page draws the items, since huh's drawing counts options where
// it should count lines and always has a cursor.
type choice struct {
	look   look
	form   *huh.Form
	field  *huh.Select[int]
	last   int  // the last item
	nobody bool // no item is chosen yet, so there is no cursor
}

// item is one item of a choice as it is drawn.
type item struct {
	heading string // above it; may be empty
	lines   []string
	name    int // how many bytes of the first line name the item
}

// selectorWidth is the width of the mark before each item.
const selectorWidth = 2

// newChoice puts the cursor on item at, or on none if at is -1.
func newChoice(l look, count, at int) *choice {
	c := &choice{look: l, last: count - 1}
	var options []huh.Option[int]
	for i := range count {
		options = append(options, huh.NewOption(strconv.Itoa(i), i))
	}
	c.field = huh.NewSelect[int]().Height(1)
	c.field.WithTheme(l.theme) // before the options, or huh makes its own theme at every step
	c.field.Options(options...)
	c.form = huh.NewForm(huh.NewGroup(c.field)).WithTheme(l.theme).WithKeyMap(l.keys).WithShowHelp(false)
	c.form.Init() // focuses the field; the command it returns asks for the window's size
	c.nobody = at < 0
	if at > 0 {
		c.moveTo(at)
	}
	return c
}

// at returns the index of the item under the cursor, or -1.
func (c *choice) at() int {
	if c.nobody {
		return -1
	}
	i, _ := c.field.Hovered()
	return i
}

func (c *choice) moveTo(i int) {
	c.nobody = false
	c.field.Value(&i)
}

// press passes a key to huh and reports whether it confirmed the item under the
// cursor. Where there is no cursor yet, a key that moves it puts it on the item
// at the near end.
func (c *choice) press(k tea.KeyMsg) (confirmed bool) {
	if !c.nobody {
		_, cmd := c.form.Update(k)
		settle(c.form, cmd)
		return c.form.State == huh.StateCompleted
	}
	switch keys, key := c.look.keys.Select, k.String(); {
	case holds(keys.Down, key), holds(keys.GotoTop, key):
		c.moveTo(0)
	case holds(keys.Up, key), holds(keys.GotoBottom, key):
		c.moveTo(c.last)
	}
	return false
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

// list appends items to lines, with blank lines between them if spaced. It also
// returns where the item under the cursor is.
func (c *choice) list(lines []string, items []item, spaced bool) ([]string, span) {
	var focus span
	for i, it := range items {
		if spaced && i > 0 {
			lines = append(lines, "")
		}
		top := len(lines)
		if it.heading != "" {
			lines = append(lines, c.look.heading.Render(it.heading))
		}
		lines = append(lines, c.draw(it, i == c.at())...)
		if i == c.at() {
			focus = span{top, len(lines)}
		}
	}
	return lines, focus
}

func (c *choice) draw(it item, chosen bool) []string {
	lines := make([]string, len(it.lines))
	for i, line := range it.lines {
		switch {
		case chosen && i == 0:
			lines[i] = c.look.accent.Render("> " + line)
		case chosen:
			lines[i] = "  " + c.look.accent.Render(line)
		case i == 0:
			lines[i] = "  " + c.look.strong.Render(line[:it.name]) + line[it.name:]
		default:
			lines[i] = "  " + line
		}
	}
	return lines
}

// named lays options out for a list of this width: each begins with its name, and
// the confirmed one, if it is not -1, has a mark.
func named(names, texts []string, confirmed, width int) []item {
	widest := 0
	for _, name := range names {
		widest = max(widest, display.Width(name))
	}
	items := make([]item, len(texts))
	for i, text := range texts {
		name := display.PadLeft(names[i], widest)
		mark := "  "
		switch {
		case i == confirmed:
			mark = " ✓ "
		case confirmed >= 0:
			mark = "   "
		}
		items[i] = item{lines: display.Hang(name+mark, text, width-selectorWidth), name: len(name)}
	}
	return items
}

// numbers returns the names of options that have no points.
func numbers(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
	}
	return names
}

// inWords lists names: "0 to 2", or "3, 10".
func inWords(names []string) string {
	if n := len(names); n > 2 && consecutive(names) {
		return names[0] + " to " + names[n-1]
	}
	return strings.Join(names, ", ")
}

func consecutive(names []string) bool {
	for i := 1; i < len(names); i++ {
		before, err := strconv.Atoi(names[i-1])
		if err != nil || strconv.Itoa(before+1) != names[i] {
			return false
		}
	}
	return true
}
