package report

import (
	"io"
	"slices"
	"strings"

	"genaiops/internal/display"
)

// Page is what a result says, as blocks that print themselves as text and as
// Markdown. A page is itself a block, so pages can be combined.
type Page []block

// block is a part of a page.
type block interface {
	asText(*textPage)
	asMarkdown(*markdownPage)
}

// Text writes the page for a terminal.
func (p Page) Text(w io.Writer, s Style) error {
	t := newTextPage(s)
	p.asText(t)
	_, err := w.Write(t.b.Bytes())
	return err
}

// Markdown writes the page for a wiki or a pull request.
func (p Page) Markdown(w io.Writer) error {
	m := &markdownPage{}
	p.asMarkdown(m)
	return m.writeTo(w)
}

func (p Page) asText(t *textPage) {
	for _, b := range p {
		b.asText(t)
	}
}

func (p Page) asMarkdown(m *markdownPage) {
	for _, b := range p {
		b.asMarkdown(m)
	}
}

// title is the first line of a page, with what matters most at its right, and short
// texts below, such as team and date.
type title struct {
	text, aside string
	facts       []string
}

// Outcome returns the line that sums a page up.
func (p Page) Outcome() string {
	if end, ok := p[len(p)-1].(closing); ok && end.outcome != "" {
		return end.outcome
	}
	begin, _ := p[0].(title)
	return strings.TrimSuffix(begin.text+": "+begin.aside, ": ")
}

// Titled returns a page with another title, unless that is empty.
func Titled(p Page, text string) Page {
	own, ok := p[0].(title)
	if text == "" || !ok {
		return p
	}
	own.text = text
	p = slices.Clone(p)
	p[0] = own
	return p
}

func (b title) asText(t *textPage) {
	facts, with := b.facts, quiet
	if !t.ends(b.text, b.aside) {
		facts, with = append([]string{b.aside}, facts...), plain
	}
	t.parts(0, facts, with)
}

func (b title) asMarkdown(m *markdownPage) {
	m.heading(1, text(b.text))
	if b.aside != "" {
		m.paragraph(bold(text(capital(b.aside))))
	}
	m.paragraph(sequence(b.facts))
}

// facts are short texts in a row, for readers who want to know.
type facts []string

func (b facts) asText(t *textPage) {
	t.gap()
	t.parts(0, b, quiet)
}

func (b facts) asMarkdown(m *markdownPage) { m.paragraph(sequence(b)) }

// sentences are a paragraph. In text, each starts a new line. Empty ones are left
// out.
type sentences struct {
	at    int // the indent in text
	pen   pen
	lines []string
}

// say is a paragraph at the margin.
func say(lines ...string) sentences { return sentences{lines: lines} }

// tell is a paragraph below a heading.
func tell(lines ...string) sentences { return sentences{at: indent, lines: lines} }

func (b sentences) asText(t *textPage) {
	for i, line := range nonEmpty(b.lines) {
		if i == 0 {
			t.gap()
		}
		t.prose(b.at, line, b.pen)
	}
}

func (b sentences) asMarkdown(m *markdownPage) {
	paragraph := text(strings.Join(b.lines, " "))
	if b.pen == strong || b.pen == alert {
		paragraph = bold(paragraph)
	}
	m.paragraph(paragraph)
}

// section is blocks below a heading. Without blocks, the heading is left out.
type section struct {
	heading string
	body    Page
}

func (b section) asText(t *textPage) {
	if len(b.body) > 0 {
		t.heading(b.heading)
		b.body.asText(t)
	}
}

func (b section) asMarkdown(m *markdownPage) {
	if len(b.body) > 0 {
		m.depth++
		m.heading(m.depth+1, text(b.heading))
		b.body.asMarkdown(m)
		m.depth--
	}
}

// field is a text with a name.
type field struct{ Name, Text string }

func (f field) String() string { return f.Name + ": " + f.Text }

// Class names the style of a field that says where an answer moves from or to.
func (f field) Class() string {
	switch name, _, _ := strings.Cut(f.Name, " "); name {
	case "Today", "Was":
		return "from"
	case "Then", "Now":
		return "to"
	}
	return "more"
}

// fields are named texts. Those without a text are left out.
type fields struct {
	at   int // the indent in text
	list []field
}

func (b fields) asText(t *textPage) {
	for i, f := range named(b.list) {
		if i == 0 {
			t.gap()
		}
		t.field(b.at, f.Name, f.Text)
	}
}

func (b fields) asMarkdown(m *markdownPage) {
	m.fields(0, b.list)
	m.endList()
}

// named returns the fields that have a text.
func named(list []field) []field {
	return slices.DeleteFunc(slices.Clone(list), func(f field) bool { return f.Text == "" })
}

// list is a list of items.
type list struct {
	spaced bool // text has a blank line between the items
	tight  bool // text has no blank line before the list
	items  []item
}

// item is an entry of a list: a mark, a bold name and a text, then its details.
// After a name, the text starts a new line.
type item struct {
	mark   string // of the text; "" is "•"; "1." numbers the Markdown as well
	pen    pen    // of the mark
	name   string
	text   string
	fields []field
	notes  []string // quiet texts
	items  []item
}

// bullets is a list of plain texts.
func bullets(texts []string) Page {
	if len(texts) == 0 {
		return nil
	}
	return Page{list{items: each(texts, func(s string) item { return item{text: s} })}}
}

// alerts is a list of warnings, close to what they warn about.
func alerts(texts []string) Page {
	if len(texts) == 0 {
		return nil
	}
	return Page{list{tight: true, items: each(texts, func(s string) item { return item{mark: "!", pen: alert, text: s} })}}
}

func (b list) asText(t *textPage) {
	for i, item := range b.items {
		if i == 0 && !b.tight || b.spaced {
			t.gap()
		}
		item.asText(t, 0)
	}
}

func (i item) asText(t *textPage, depth int) {
	mark, below := i.mark, 2*indent
	if mark == "" {
		mark = "•"
	}
	label := span{blanks(indent+depth).text + mark + " ", i.pen}
	if i.isNumbered() {
		below = display.Width(label.text)
	}
	if i.name == "" {
		t.item(label, i.text, plain)
	} else {
		t.item(label, i.name, strong)
		t.prose(below, i.text, plain)
	}
	for _, note := range i.notes {
		t.prose(below, note, quiet)
	}
	for _, f := range named(i.fields) {
		t.field(below, f.Name, f.Text)
	}
	for _, sub := range i.items {
		sub.asText(t, below-indent)
	}
}

func (i item) isNumbered() bool {
	return len(i.mark) > 1 && i.mark[len(i.mark)-1] == '.'
}

func (b list) asMarkdown(m *markdownPage) {
	for _, item := range b.items {
		item.asMarkdown(m, 0)
	}
	m.endList()
}

func (i item) asMarkdown(m *markdownPage, at int) {
	marker, line := "-", bold(text(i.name))
	switch {
	case i.isNumbered():
		marker = i.mark
	case !strings.Contains("•!?", strings.TrimSpace(i.mark)) || i.mark == "? ":
		line = bold(text(i.mark + " " + i.name))
	}
	if line != "" && i.text != "" {
		line += ": "
	}
	line += text(i.text)
	inside := m.item(at, marker, line)
	for _, note := range i.notes {
		m.item(inside, "-", text(note))
	}
	m.fields(inside, i.fields)
	for _, sub := range i.items {
		sub.asMarkdown(m, inside)
	}
}

// closing repeats the outcome at the end, so that nobody has to scroll up for it,
// and names the commands to run next.
type closing struct {
	outcome string
	beside  bool // the command may follow on the same line
}

// asText never breaks a command, so that it can be copied.
func (b closing) asText(t *textPage) {
	commands := t.style.Next
	if b.outcome == "" && len(commands) == 0 {
		return
	}
	t.gap()
	next := nextLines(commands, t.columns)
	if b.beside && len(next) == 1 && display.Width(b.outcome+" "+next[0]) <= t.columns {
		t.line(span{b.outcome, strong}, span{" " + next[0], plain})
		return
	}
	t.prose(0, b.outcome, strong)
	for _, l := range next {
		t.line(span{l, plain})
	}
}

func (b closing) asMarkdown(m *markdownPage) { m.paragraph(bold(text(b.outcome))) }

// nextLines returns the commands on one line if they fit, or else one a line.
func nextLines(commands []string, columns int) []string {
	const label = "Next: "
	var one string
	lines := make([]string, len(commands))
	for i, command := range commands {
		if i == 0 {
			one, lines[0] = label+command, label+command
			continue
		}
		one += "  or  " + command
		lines[i] = blanks(len(label)).text + command
	}
	if len(commands) > 0 && display.Width(one) <= columns {
		return []string{one}
	}
	return lines
}
