package report

import (
	"fmt"
	"io"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// AssessmentText writes an assessment as text: the outcome first, then what is
// behind it, what to do next, what to read, and the outcome again, so that
// nobody has to scroll up for it.
func AssessmentText(w io.Writer, a *maturity.Assessment, s Style) error {
	p := newPage(s)
	p.outcome(a)
	p.heading("Profile by dimension")
	p.profile(a.Dimensions)
	p.warnings(warnings(a))
	p.heading(capital(a.Level.String()))
	p.prose(indent, a.Level.Summary, plain)
	p.nextSteps(nextSteps(a))
	p.guidance(a.Level, a)
	p.references(a.Level.References)
	p.source(&a.Model.Bank)
	p.closing(a)
	return p.writeTo(w)
}

func (p *page) outcome(a *maturity.Assessment) {
	p.ends(fmt.Sprintf("%s: %s", title(&a.Model.Bank), a.Level.String()), scorePhrase(a))
	p.parts(0, about(a.Sheet), quiet)
	p.blank()
	p.scale(a)
	p.blank()
	p.prose(indent, unknownSentence(a), plain)
	p.prose(indent, capital(fullDistance(a))+".", plain)
}

func (p *page) warnings(sentences []string) {
	if len(sentences) == 0 {
		return
	}
	p.heading("Warnings")
	for _, sentence := range sentences {
		p.item(span{"  ! ", alert}, sentence, plain)
	}
}

func (p *page) nextSteps(steps []nextStep) {
	if len(steps) == 0 {
		return
	}
	p.heading("Next steps")
	for i, step := range steps {
		if i > 0 {
			p.blank()
		}
		p.item(span{fmt.Sprintf("  %d. ", i+1), strong}, fmt.Sprintf("%s (%s)", step.title, step.standing), strong)
		p.field(5, "Today", step.today)
		p.field(5, "Move up", step.moveUp)
	}
}

// closing repeats the outcome and names the commands that go on: on the same
// line where they fit. They are not broken, so that they can be copied.
func (p *page) closing(a *maturity.Assessment) {
	p.blank()
	outcome := fmt.Sprintf("%s: %s, %s.", capital(a.Level.String()), scorePhrase(a), distance(a))
	next := nextLines(p.style.Next, p.columns)
	if len(next) == 1 && display.Width(outcome+" "+next[0]) <= p.columns {
		p.line(span{outcome, strong}, span{" " + next[0], plain})
		return
	}
	p.prose(0, outcome, strong)
	for _, l := range next {
		p.line(span{l, plain})
	}
}

// nextLines returns the commands on one line if they fit, else on one each.
func nextLines(commands []string, columns int) []string {
	const label = "Next: "
	together := label + strings.Join(commands, "  or  ")
	if len(commands) > 0 && display.Width(together) <= columns {
		return []string{together}
	}
	lines := list(commands)
	for i := range lines {
		lines[i] = display.Pad("", len(label)) + lines[i]
		if i == 0 {
			lines[i] = label + commands[i]
		}
	}
	return lines
}
