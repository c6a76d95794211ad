package sheet

import (
	"io"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// commentWidth is where the comments of a template are wrapped, in columns.
const commentWidth = 92

// Template writes a blank sheet: each question with its help and its options as
// comments above its empty answer. Read refuses it until it is filled in, and
// says which answers are missing.
func Template(w io.Writer, b *maturity.Bank) error {
	var e emitter
	e.comment("", "yaml-language-server: $schema="+SchemaFile)
	e.comment("", "For an editor that uses it: genaiops schema sheet --output "+SchemaFile)
	e.comment("", "")
	e.wrapped("", b.Title+": answer sheet")
	e.comment("", "")
	for _, text := range []string{
		b.Instructions.Scope, b.Instructions.Choose, b.Instructions.Evidence,
		b.Instructions.Unsure, b.Instructions.NotApplicable,
	} {
		if text != "" {
			e.wrapped("", text)
			e.comment("", "")
		}
	}
	e.wrapped("", "Behind each question id, write the number of points of the option that is true, or "+unknown+
		". To add a note or evidence to an answer, write it in the long form:")
	e.comment("", "")
	e.example(b)
	e.comment("", "")
	e.wrapped("", "Then: genaiops assess --answers THIS-FILE")
	e.line("")
	e.line("bank: %s", b.Ref())
	e.line("team:        # optional")
	e.line("respondent:  # optional")
	e.line("date:        # optional, YYYY-MM-DD")
	e.line("labels:      # optional, to group teams by, for example {unit: Retail}")
	e.line("answers:")
	for i := range b.Dimensions {
		e.dimension(&b.Dimensions[i])
	}
	_, err := w.Write(e.Bytes())
	return err
}

func (e *emitter) example(b *maturity.Bank) {
	q := b.Questions()[0]
	e.comment("", "    "+q.ID+":")
	e.comment("", "      points: "+strings.Split(Expected(q), ",")[0])
	e.comment("", "      note: why this option")
	e.comment("", `      evidence: [docs/page.md, "https://example.com/dashboard"]`)
}

func (e *emitter) dimension(d *maturity.Dimension) {
	e.line("")
	heading := "== " + d.Name + " =="
	if d.About != "" {
		heading += "  " + d.About
	}
	e.wrapped("  ", heading)
	for i := range d.Questions {
		e.line("")
		e.question(&d.Questions[i])
	}
}

func (e *emitter) question(q *maturity.Question) {
	e.wrapped("  ", q.Text)
	for _, o := range q.Options {
		e.hanging("  ", strconv.Itoa(o.Points)+": ", o.Text)
	}
	e.comment("  ", "  "+unknown+": we do not know")
	if q.Help != "" {
		e.wrapped("  ", q.Help)
	}
	if len(q.Evidence) > 0 {
		e.wrapped("  ", "Evidence, for example: "+strings.Join(q.Evidence, "; "))
	}
	e.line("  %s:", q.ID)
}

// wrapped writes a paragraph as comment lines.
func (e *emitter) wrapped(indent, text string) { e.hanging(indent, "", text) }

// hanging writes a paragraph whose first line begins with mark and whose other
// lines are indented as far.
func (e *emitter) hanging(indent, mark, text string) {
	if mark != "" {
		mark = "  " + mark
	}
	width := commentWidth - len(indent) - len("# ") - len(mark)
	for _, line := range display.Wrap(text, width) {
		e.comment(indent, mark+line)
		mark = strings.Repeat(" ", len(mark))
	}
}
