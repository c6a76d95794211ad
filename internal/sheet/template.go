package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// commentWidth is the width of the comments of a template, in columns.
const commentWidth = 92

// Template writes a blank sheet. Comments above each empty answer have the
// question, its options and its help. Read refuses the sheet until it is complete
// and lists the missing answers.
func Template(w io.Writer, b *maturity.Bank) error {
	var e emitter
	e.comment("", "yaml-language-server: $schema="+SchemaFile)
	e.comment("", "For editors: genaiops schema sheet --output "+SchemaFile)
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
	e.wrapped("", "After each question id, write the points of the option that is true, or "+unknown+
		". To add a note, evidence, or what you commit to next, use the long form:")
	e.comment("", "")
	q := b.Questions()[0]
	e.comment("", "    "+q.ID+":")
	e.comment("", "      points: "+strconv.Itoa(q.Lowest()))
	e.comment("", "      note: why this option")
	e.comment("", `      evidence: [docs/page.md, "https://example.com/dashboard"]`)
	e.comment("", fmt.Sprintf("      next: {points: %d, owner: Ada, due: 2027-01-31}", q.Goals(maturity.Answer{Unknown: true})[0]))
	e.comment("", "")
	e.wrapped("", "Then: genaiops assess --answers THIS-FILE")
	e.line("")
	e.line("bank: %s", b.Ref())
	e.line("team:        # optional")
	e.line("respondent:  # optional")
	e.line("date:        # optional, YYYY-MM-DD")
	e.line("labels:      # optional, to group teams by, for example {unit: Retail}")
	e.line("answers:")
	for _, d := range b.Dimensions {
		e.line("")
		e.wrapped("  ", strings.TrimSpace("== "+d.Name+" ==  "+d.About))
		for i := range d.Questions {
			e.line("")
			e.question(&d.Questions[i])
		}
	}
	_, err := w.Write(e.Bytes())
	return err
}

func (e *emitter) question(q *maturity.Question) {
	e.wrapped("  ", q.Text)
	for _, o := range q.Options {
		e.hanging("  ", strconv.Itoa(o.Points)+": ", o.Text)
	}
	e.comment("  ", "  "+unknown+": we don't know")
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

// hanging writes a paragraph with mark before the first line and its width in
// spaces before the others.
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
