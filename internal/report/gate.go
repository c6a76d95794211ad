package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// Gate is the verdict of a gate, for the page and the document of its result.
type Gate struct {
	Passed  bool
	Summary string   // of the demands or the reasons, in a phrase
	Reasons []string // why it failed; empty if it passed
	list    bool     // a page lists the reasons below the summary, which doesn't have them
}

// GateDocument is the verdict of a gate.
type GateDocument struct {
	Passed  bool     `json:"passed"`
	Reasons []string `json:"reasons"` // empty if it passed
}

// AssessmentGate returns the verdict on one result, or nil without a gate.
func AssessmentGate(g maturity.Gate, a *maturity.Assessment) *Gate {
	if len(g) == 0 {
		return nil
	}
	reasons := g.Judge(a.Judged())
	if len(reasons) == 0 {
		return &Gate{Passed: true, Summary: strings.Join(g.Conditions(), ", ")}
	}
	return &Gate{Summary: strings.Join(reasons, ", "), Reasons: reasons}
}

// RollupGate returns the verdict on many sheets, or nil without a gate. It passes
// if every sheet could be judged and none fails.
func RollupGate(s *rollup.Summary) *Gate {
	if len(s.Conditions) == 0 {
		return nil
	}
	reasons := each(s.Failing, func(f rollup.Failure) string { return failure(f, place(f.Place)) })
	if more := s.Failed - len(s.Failing); more > 0 {
		reasons = append(reasons, display.Count(more, "more sheet"))
	}
	reasons = append(reasons, uncounted(s)...)
	outcome := fmt.Sprintf("%d of %s", s.Failed, display.Count(s.Sheets, "sheet"))
	switch {
	case s.Sheets == 0:
		outcome = "no sheets"
		reasons = append(reasons, "there is nothing to judge")
	case len(reasons) == 0 && s.Sheets == 1:
		outcome = "1 sheet"
	case len(reasons) == 0:
		outcome = fmt.Sprintf("all %d sheets", s.Sheets)
	case s.Failed == 0:
		outcome = "not every sheet could be judged"
	}
	return &Gate{
		Passed:  len(reasons) == 0,
		Summary: fmt.Sprintf("%s (%s)", outcome, strings.Join(s.Conditions, ", ")),
		Reasons: reasons,
		list:    true,
	}
}

// FailureMessage says why a sheet fails, for a message that starts with its place.
func FailureMessage(f rollup.Failure) string { return failure(f, "") }

// failure is "Search (2026-11-23, search.yaml): level 2, defined, score 14: below
// --min-level 3".
func failure(f rollup.Failure, at string) string {
	name, about := shorten(f.Row.Team), nonEmpty([]string{f.Row.Date, at})
	if name == "" {
		about = slices.Insert(about, 0, "no team")
	}
	if len(about) > 0 {
		name = strings.TrimSpace(name + " (" + strings.Join(about, ", ") + ")")
	}
	return fmt.Sprintf("%s: %s: %s", name, verdict(f.Row.Level, f.Row.Gaps, f.Row.Score), strings.Join(f.Reasons, ", "))
}

func place(p rollup.Place) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Gated puts the verdict of a gate below the title of a page. Without a gate, it
// returns the page.
func Gated(p Page, g *Gate) Page {
	if g == nil {
		return p
	}
	return slices.Insert(slices.Clone(p), 1, block(g.blocks()))
}

// sentence is "Gate passed: …" or "Gate failed: …".
func (g *Gate) sentence() string {
	if g.Passed {
		return "Gate passed: " + g.Summary + "."
	}
	return "Gate failed: " + g.Summary + "."
}

func (g *Gate) blocks() Page {
	if g.Passed {
		return Page{say(g.sentence())}
	}
	p := Page{sentences{pen: alert, lines: []string{g.sentence()}}}
	if g.list {
		items := each(g.Reasons, func(s string) item { return item{mark: "!", pen: alert, text: s} })
		p = append(p, list{tight: true, items: items})
	}
	return p
}

// Document returns the verdict as it is in the document of its result; nil for nil.
func (g *Gate) Document() *GateDocument {
	if g == nil {
		return nil
	}
	return &GateDocument{g.Passed, copied(g.Reasons)}
}
