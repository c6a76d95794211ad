package report

import (
	"fmt"
	"io"
	"strings"

	"genaiops/internal/maturity"
)

// ComparisonDocument is "genaiops.comparison/1": what changed between two
// sheets. Dimensions and answers are complete and in bank order.
type ComparisonDocument struct {
	Schema      string                    `json:"schema"`
	Bank        BankDocument              `json:"bank"`
	Before      SideDocument              `json:"before"`
	After       SideDocument              `json:"after"`
	ScoreChange int                       `json:"score_change"`
	Dimensions  []DimensionChangeDocument `json:"dimensions"`
	Answers     []AnswerChangeDocument    `json:"answers"`
}

// SideDocument is one side of a comparison.
type SideDocument struct {
	Score int          `json:"score"`
	Level BandDocument `json:"level"`
	Date  string       `json:"date"`
	Team  string       `json:"team"`
}

// DimensionChangeDocument is a dimension's subtotal on both sides.
type DimensionChangeDocument struct {
	ID     string `json:"id"`
	Before int    `json:"before"`
	After  int    `json:"after"`
	Change int    `json:"change"`
}

// AnswerChangeDocument is the answer to one question on both sides: points, or
// null when unknown. Change counts unknown as the lowest option, as the score
// does.
type AnswerChangeDocument struct {
	Question    string `json:"question"`
	Before      *int   `json:"before"`
	After       *int   `json:"after"`
	Change      int    `json:"change"`
	NoteChanged bool   `json:"note_changed"`
}

// Comparison returns the document of a comparison.
func Comparison(c *maturity.Comparison) ComparisonDocument {
	return ComparisonDocument{
		Schema:      "genaiops.comparison/1",
		Bank:        bankDocument(&c.After.Model.Bank),
		Before:      side(c.Before),
		After:       side(c.After),
		ScoreChange: c.ScoreChange(),
		Dimensions: each(c.Dimensions, func(d maturity.DimensionChange) DimensionChangeDocument {
			return DimensionChangeDocument{d.Dimension.ID, d.Before.Score, d.After.Score, d.Change()}
		}),
		Answers: each(c.Answers, func(a maturity.AnswerChange) AnswerChangeDocument {
			return AnswerChangeDocument{a.Question.ID, known(a.Before), known(a.After), a.Change(), a.NoteChanged()}
		}),
	}
}

func side(a *maturity.Assessment) SideDocument {
	return SideDocument{a.Low, bandDocument(a.Level), a.Sheet.Date, a.Sheet.Team}
}

// known returns an answer's points, nil when unknown.
func known(a maturity.Answer) *int {
	if a.Unknown {
		return nil
	}
	return &a.Points
}

// ComparisonText writes what changed: the outcome, the dimensions, then the
// answers that rose, fell, became known or unknown, and changed notes.
func ComparisonText(w io.Writer, c *maturity.Comparison, s Style) error {
	p := newPage(s)
	p.prose(0, comparisonTitle(c), strong)
	p.prose(0, comparisonSides(c), quiet)
	p.blank()
	p.prose(0, comparisonSummary(c), plain)
	p.heading("Dimensions")
	p.dimensionChanges(c.Dimensions)
	for _, group := range answerGroups(c) {
		p.heading(group.title)
		for _, line := range group.lines {
			p.item(span{"  • ", plain}, line, plain)
		}
	}
	return p.writeTo(w)
}

// comparisonTitle is "GenAIOps maturity: 13 to 16 of 28 (+3)".
func comparisonTitle(c *maturity.Comparison) string {
	return fmt.Sprintf("%s: from %d to %d of %d (%s)",
		title(&c.After.Model.Bank), c.Before.Low, c.After.Low, c.After.Max, signed(c.ScoreChange()))
}

// comparisonSides names both sides by team and date.
func comparisonSides(c *maturity.Comparison) string {
	before, after := about(c.Before.Sheet), about(c.After.Sheet)
	if len(before) == 0 && len(after) == 0 {
		return ""
	}
	return orNothing(before) + "  →  " + orNothing(after)
}

func orNothing(facts []string) string {
	if len(facts) == 0 {
		return "no team or date"
	}
	return strings.Join(facts, " · ")
}

func comparisonSummary(c *maturity.Comparison) string {
	switch before, after := c.Before.Level, c.After.Level; {
	case after.Number > before.Number:
		return fmt.Sprintf("Up from %s to %s.", levelPhrase(before), levelPhrase(after))
	case after.Number < before.Number:
		return fmt.Sprintf("Down from %s to %s.", levelPhrase(before), levelPhrase(after))
	case len(c.Changed()) == 0:
		return fmt.Sprintf("Nothing changed: %s.", levelPhrase(after))
	default:
		return fmt.Sprintf("Still %s; %s.", levelPhrase(after), distance(c.After))
	}
}

// signed is a change with its sign; no change is "=".
func signed(change int) string {
	if change == 0 {
		return "="
	}
	return fmt.Sprintf("%+d", change)
}

func (p *page) dimensionChanges(changes []maturity.DimensionChange) {
	rows := each(changes, func(d maturity.DimensionChange) tableRow {
		with, sign := plain, ""
		switch {
		case d.Change() > 0:
			with, sign = strong, "rose"
		case d.Change() < 0:
			with, sign = alert, "fell"
		}
		return tableRow{cells: []span{
			{d.Dimension.Name, plain},
			{fmt.Sprintf("%d → %d of %d", d.Before.Score, d.After.Score, d.After.Max), plain},
			{signed(d.Change()), with},
			{sign, with},
		}}
	})
	alignRight(rows, 2)
	p.table(rows, 0)
}

// answerGroup is the answers that changed in one way.
type answerGroup struct {
	title string
	lines []string
}

// answerGroups sorts the changed answers by how they changed; empty groups are
// left out.
func answerGroups(c *maturity.Comparison) []answerGroup {
	groups := []answerGroup{
		pick(c, "Rose", maturity.AnswerChange.Rose),
		pick(c, "Fell", maturity.AnswerChange.Fell),
		pick(c, "Became known", maturity.AnswerChange.BecameKnown),
		pick(c, "No longer known", maturity.AnswerChange.BecameUnknown),
		pick(c, "Note or evidence changed", func(a maturity.AnswerChange) bool {
			return a.NoteChanged() || a.EvidenceChanged()
		}),
	}
	var filled []answerGroup
	for _, g := range groups {
		if len(g.lines) > 0 {
			filled = append(filled, g)
		}
	}
	return filled
}

func pick(c *maturity.Comparison, title string, belongs func(maturity.AnswerChange) bool) answerGroup {
	g := answerGroup{title: title}
	for _, a := range c.Answers {
		if belongs(a) {
			g.lines = append(g.lines, answerChange(a))
		}
	}
	return g
}

// answerChange is "Choosing models (models.selection): 0 → 1. Note: …".
func answerChange(a maturity.AnswerChange) string {
	text := fmt.Sprintf("%s (%s): %s → %s", a.Question.Title, a.Question.ID, pointsOf(a.Before), pointsOf(a.After))
	switch {
	case a.NoteChanged() && a.After.Note == "":
		text += ". The note was removed"
	case a.NoteChanged():
		text += ". Note: " + a.After.Note
	}
	return text
}

func pointsOf(a maturity.Answer) string {
	if a.Unknown {
		return "unknown"
	}
	return fmt.Sprint(a.Points)
}
