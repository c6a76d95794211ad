package report

import (
	"bytes"
	"strings"

	"genaiops/internal/display"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// Style says how text looks. The zero value is plain text, 80 columns wide.
type Style struct {
	// Width is the number of columns; 0 means 80, and less than 30 counts as 30.
	// Lines are never wider, except that URLs and commands to copy are not broken.
	// Prose and tables stop at 100 columns.
	Width      int
	Color      bool // use the terminal's own 16 colours
	ASCII      bool // draw bars, rules and marks in ASCII
	Hyperlinks bool // make URLs clickable (OSC 8); they are printed either way
	// Next are the commands to run next, as one types them; the closing lines name
	// them. Only the caller knows the path of the sheet.
	Next []string
}

const (
	defaultWidth = 80
	minWidth     = 30
	maxWidth     = 100 // wider lines are hard to read
	narrowPage   = 60  // narrower pages have no room for two columns of text
	indent       = 2   // of everything below a heading
)

// columns returns the width of a page.
func (s Style) columns() int {
	if s.Width == 0 {
		return defaultWidth
	}
	return min(max(s.Width, minWidth), maxWidth)
}

// pen is how a piece of text is drawn. Nothing is expressed by the pen alone.
type pen int

const (
	plain  pen = iota
	strong     // headings, and what to read first
	quiet      // what readers may skip
	accent     // bars, and the scale up to the score
	alert      // what deserves notice
	link
)

// span is a piece of a line.
type span struct {
	text string
	pen  pen
}

// textPage is a text being laid out. Everything passes through line, which cleans
// it.
type textPage struct {
	columns int
	style   Style
	pens    map[pen]lipgloss.Style // only with colour
	tight   bool                   // the last line is a heading
	b       bytes.Buffer
}

func newTextPage(s Style) *textPage {
	t := &textPage{columns: s.columns(), style: s}
	if s.Color {
		r := lipgloss.NewRenderer(&t.b)
		r.SetColorProfile(termenv.ANSI)
		t.pens = map[pen]lipgloss.Style{
			strong: r.NewStyle().Bold(true),
			quiet:  r.NewStyle().Faint(true),
			accent: r.NewStyle().Foreground(lipgloss.Color("6")),
			alert:  r.NewStyle().Bold(true).Foreground(lipgloss.Color("3")),
			link:   r.NewStyle().Foreground(lipgloss.Color("4")),
		}
	}
	return t
}

// line prints spans as they are, without wrapping.
func (t *textPage) line(spans ...span) {
	for len(spans) > 0 && strings.TrimRight(spans[len(spans)-1].text, " ") == "" {
		spans = spans[:len(spans)-1]
	}
	bare, drawn := "", ""
	for i, s := range spans {
		text := display.Clean(s.text)
		if i == len(spans)-1 {
			text = strings.TrimRight(text, " ")
		}
		bare += text
		drawn += t.draw(text, s.pen)
	}
	if safe := display.LogLine(bare); safe != bare {
		drawn = safe
	}
	t.b.WriteString(drawn + "\n")
	t.tight = false
}

func (t *textPage) draw(text string, with pen) string {
	if t.style.ASCII {
		text = display.ASCII(text)
	}
	drawn := text
	if t.style.Color && with != plain && strings.TrimSpace(text) != "" {
		drawn = t.pens[with].Render(text)
	}
	// The escape sequence of a link demands plain ASCII.
	target := strings.TrimRight(text, ".,;:!?)\"'")
	if with == link && t.style.Hyperlinks && !strings.ContainsFunc(target, func(r rune) bool { return r > '~' }) {
		return ansi.SetHyperlink(target) + drawn + ansi.ResetHyperlink()
	}
	return drawn
}

func (t *textPage) blank() { t.b.WriteByte('\n') }

// gap makes sure that a blank line comes next, except at the top of the page and
// below a heading.
func (t *textPage) gap() {
	if text := t.b.Bytes(); len(text) > 0 && !t.tight && !bytes.HasSuffix(text, []byte("\n\n")) {
		t.blank()
	}
}

// heading starts a section.
func (t *textPage) heading(text string) {
	t.tight = false
	t.gap()
	for _, l := range display.Wrap(text, t.columns) {
		t.line(span{l, strong})
	}
	t.tight = true
}

// prose prints wrapped text at an indent.
func (t *textPage) prose(at int, text string, with pen) {
	t.item(blanks(at), text, with)
}

// item prints wrapped text after a label. Nothing is printed below the label.
func (t *textPage) item(label span, text string, with pen) {
	at := display.Width(label.text)
	for _, l := range display.Wrap(text, t.columns-at) {
		t.words(label, l, with)
		label = blanks(at)
	}
}

// parts prints short texts in a row, and breaks lines between them if possible.
func (t *textPage) parts(at int, texts []string, with pen) {
	const separator = " · "
	line := ""
	for _, text := range texts {
		if line != "" && at+display.Width(line+separator+text) > t.columns {
			t.prose(at, line, with)
			line = ""
		}
		if line != "" {
			line += separator
		}
		line += text
	}
	t.prose(at, line, with)
}

// fieldColumns is the width of the names of fields, with a blank.
const fieldColumns = 12

// field prints a named text. On a narrow page, the text continues below the name
// to save room.
func (t *textPage) field(at int, name, text string) {
	if t.columns >= narrowPage && display.Width(name) < fieldColumns {
		t.item(span{blanks(at).text + display.Pad(name, fieldColumns), quiet}, text, plain)
		return
	}
	for i, l := range display.Wrap(name+": "+text, t.columns-at-indent) {
		t.words(blanks(at+indent*min(i, 1)), l, plain)
	}
}

// words prints one line of wrapped text, and makes links of its addresses.
func (t *textPage) words(label span, text string, with pen) {
	spans := []span{label}
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			spans = append(spans, span{" ", with})
		}
		piece := span{word, with}
		if display.IsURL(word) {
			piece.pen = link
		}
		spans = append(spans, piece)
	}
	t.line(joined(spans)...)
}

// joined merges neighbours drawn with the same pen.
func joined(spans []span) []span {
	var runs []span
	for _, s := range spans {
		if last := len(runs) - 1; last >= 0 && runs[last].pen == s.pen {
			runs[last].text += s.text
			continue
		}
		runs = append(runs, s)
	}
	return runs
}

// ends prints one text at the left and one at the right. If both don't fit on one
// line, it prints the first alone and returns false.
func (t *textPage) ends(left, right string) bool {
	gap := t.columns - display.Width(left) - display.Width(right)
	if right != "" && gap >= 2 {
		t.line(span{left + strings.Repeat(" ", gap) + right, strong})
		return true
	}
	for _, l := range display.Wrap(left, t.columns) {
		t.line(span{l, strong})
	}
	return right == ""
}

func blanks(columns int) span { return span{strings.Repeat(" ", columns), plain} }
