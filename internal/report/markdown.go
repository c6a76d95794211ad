package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"genaiops/internal/display"
)

// inline is a piece of Markdown without line breaks. Untrusted text becomes one
// only through text or linked, which escape it.
type inline string

// markdownPage is a Markdown document being written. A paragraph is one line, so
// only its first word could start a block.
type markdownPage struct {
	b       bytes.Buffer
	depth   int // of the sections around the current block
	listEnd int // the length of the document at the end of its last list
}

// writeTo writes the document at once.
func (m *markdownPage) writeTo(w io.Writer) error {
	_, err := w.Write(append(bytes.TrimRight(m.b.Bytes(), "\n"), '\n'))
	return err
}

func (m *markdownPage) heading(depth int, s inline) {
	fmt.Fprintf(&m.b, "%s %s\n\n", strings.Repeat("#", depth), s)
}

// paragraph writes a paragraph unless it is empty.
func (m *markdownPage) paragraph(s inline) {
	if s != "" {
		fmt.Fprintf(&m.b, "%s\n\n", s)
	}
}

// item writes an item of a list at that indent, and returns the indent of lists
// inside it. Its marker is "-" or "1.". Call endList after the last item.
func (m *markdownPage) item(at int, marker string, s inline) (inside int) {
	if m.b.Len() > 0 && m.b.Len() == m.listEnd { // the list goes on: a blank line would set all of it in paragraphs
		m.b.Truncate(m.b.Len() - 1)
	}
	fmt.Fprintf(&m.b, "%s%s %s\n", strings.Repeat(" ", at), marker, s)
	return at + max(len(marker)+1, nestedIndent)
}

// nestedIndent is the least indent of a list inside another one.
const nestedIndent = 3

// endList writes a blank line unless there is one.
func (m *markdownPage) endList() {
	if !bytes.HasSuffix(m.b.Bytes(), []byte("\n\n")) {
		m.b.WriteByte('\n')
		m.listEnd = m.b.Len()
	}
}

func (m *markdownPage) table(columns []column, rows [][]inline) {
	rule := "|"
	for _, c := range columns {
		if c.right {
			rule += " --: |"
			continue
		}
		rule += " --- |"
	}
	m.cells(each(columns, func(c column) inline { return text(c.head) }))
	m.b.WriteString(rule + "\n")
	for _, r := range rows {
		m.cells(r)
	}
	m.b.WriteByte('\n')
}

func (m *markdownPage) cells(cells []inline) {
	m.b.WriteByte('|')
	for _, cell := range cells {
		fmt.Fprintf(&m.b, " %s |", cell)
	}
	m.b.WriteByte('\n')
}

// text escapes untrusted text: see [display.Markdown].
func text(s string) inline { return inline(display.Markdown(s)) }

// linked returns a link.
func linked(title, address string) inline { return inline(display.MarkdownLink(title, address)) }

func bold(s inline) inline {
	if s == "" {
		return ""
	}
	return "**" + s + "**"
}

// fields writes fields as items of a list at that indent.
func (m *markdownPage) fields(at int, fields []field) {
	for _, f := range named(fields) {
		m.item(at, "-", bold(text(f.Name+":"))+" "+text(f.Text))
	}
}

// sequence joins pieces into one line.
func sequence(texts []string) inline {
	return inline(strings.Join(each(texts, func(s string) string { return string(text(s)) }), " · "))
}
