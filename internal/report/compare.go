package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// ComparisonPage says what changed: the outcome, the dimensions, the answers grouped
// by how they changed, and what was not compared.
func ComparisonPage(c *maturity.Comparison) Page {
	p := Page{
		title{text: comparisonTitle(c)},
		fields{indent, []field{{"Before", sidePhrase(c.Before)}, {"After", sidePhrase(c.After)}}},
		say(comparisonSummary(c), gapsChanged(c), tally(c)),
		section{"Warnings", alerts(cautions(c))},
	}
	if len(c.Dimensions) > 0 {
		p = append(p, section{dimensionsHeading(c), Page{dimensionChanges(c.Dimensions)}})
	}
	p = append(p, section{"Commitments", promises(c)})
	for _, g := range answerGroups(c) {
		p = append(p, section{g.title, Page{list{spaced: true, items: each(g.answers, func(a maturity.AnswerChange) item {
			return item{mark: pointsChange(a) + " ", pen: g.pen, name: questionName(a.Question), fields: answerFields(a)}
		})}}})
	}
	if len(c.NotComparable) > 0 {
		p = append(p, section{"Not compared", append(Page{tell("These answers count in their own sheet's total but aren't compared.")},
			bullets(each(c.NotComparable, func(n maturity.NotComparable) string {
				return questionName(n.Question) + ": " + incomparability(c, n)
			}))...)})
	}
	return append(p, closing{outcome: comparisonOutcome(c)})
}

func dimensionChanges(changes []maturity.DimensionChange) table {
	return table{
		columns: []column{{"Dimension", false}, {"Points", true}, {"Change", true}, {"", false}},
		rows: each(changes, func(d maturity.DimensionChange) []span {
			direction, with := directionOf(d.KnownChange)
			change, learned := signed(d.KnownChange), learned(d.BecameKnown, d.BecameUnknown)
			if direction == "" && len(learned) > 0 {
				change = ""
			}
			if d.BecameUnknown > 0 {
				with = alert
			}
			return []span{
				{d.Dimension.Name, plain},
				{fmt.Sprintf("%d → %d of %d", d.Before.Score, d.After.Score, d.After.Max), plain},
				{change, with},
				{strings.Join(nonEmpty(append([]string{direction}, learned...)), ", "), with},
			}
		}),
		last: goBelow,
	}
}

// learned counts the answers that became known and unknown.
func learned(known, unknown int) []string {
	var counts []string
	if known > 0 {
		counts = append(counts, display.Count(known, "answer")+" became known")
	}
	if unknown > 0 {
		counts = append(counts, display.Count(unknown, "answer")+" became unknown")
	}
	return counts
}

// dimensionChange is "+1", "1 answer became known" or both.
func dimensionChange(d maturity.DimensionChange) string {
	return changePhrase(d.KnownChange, d.BecameKnown, d.BecameUnknown)
}

// changePhrase gives the points by which known answers rose or fell apart from what
// became known or unknown, which is no progress and no setback.
func changePhrase(points, known, unknown int) string {
	parts := learned(known, unknown)
	if points != 0 || len(parts) == 0 {
		parts = append([]string{signed(points)}, parts...)
	}
	return strings.Join(parts, ", ")
}

// scoreChange is dimensionChange for the whole.
func scoreChange(c *maturity.Comparison) string {
	known, unknown := pick(c, maturity.AnswerChange.BecameKnown), pick(c, maturity.AnswerChange.BecameUnknown)
	return changePhrase(c.KnownChange(), len(known), len(unknown))
}

// Fall says that a dimension fell.
func Fall(d maturity.DimensionChange) string {
	if d.BecameKnown+d.BecameUnknown > 0 {
		return fmt.Sprintf("%s fell by %d, not counting what became known or unknown", d.Dimension.Name, -d.KnownChange)
	}
	return fmt.Sprintf("%s fell from %d to %d", d.Dimension.Name, d.Before.Score, d.After.Score)
}

// comparisonTitle is "GenAIOps maturity: 13 → 16 of 28 (+3)". Where the scales
// differ, it gives both maxima and no change.
func comparisonTitle(c *maturity.Comparison) string {
	name := bankTitle(&c.After.Model.Bank)
	if !c.SameScale() {
		return fmt.Sprintf("%s: %d of %d → %d of %d", name, c.Before.Low, c.Before.Max, c.After.Low, c.After.Max)
	}
	return fmt.Sprintf("%s: %d → %d of %d (%s)", name, c.Before.Low, c.After.Low, c.After.Max, scoreChange(c))
}

// sidePhrase is one side of a comparison: score, level, whose and when.
func sidePhrase(a *maturity.Assessment) string {
	facts := append([]string{scorePhrase(a) + ", " + levelOf(a)}, about(a.Sheet)...)
	return strings.Join(facts, " · ")
}

// comparisonSummary says how the level changed.
func comparisonSummary(c *maturity.Comparison) string {
	before, after := c.Before.Level, c.After.Level
	switch {
	case !c.SameScale():
		return scaleDifference(c)
	case after.Number == before.Number:
		return fmt.Sprintf("Still %s.", levelOf(c.After))
	case !c.LevelMoved() && after.Number > before.Number:
		return fmt.Sprintf("Now %s. It was %s, while unknown answers counted as the lowest.", levelOf(c.After), levelOf(c.Before))
	case !c.LevelMoved():
		return fmt.Sprintf("Now %s. It was %s, before answers became unknown, which count as the lowest.", levelOf(c.After), levelOf(c.Before))
	case after.Number > before.Number:
		return fmt.Sprintf("Up from %s, to %s.", levelOf(c.Before), levelOf(c.After))
	default:
		return fmt.Sprintf("Down from %s, to %s.", levelOf(c.Before), levelOf(c.After))
	}
}

// scaleDifference says why scores or levels can't be compared.
func scaleDifference(c *maturity.Comparison) string {
	before, after := c.Before.Model.Bank.Ref(), c.After.Model.Bank.Ref()
	switch {
	case len(c.NotComparable) == 0:
		return fmt.Sprintf("The bands of the levels differ: %s. Compare the points, not the levels.", strings.Join(bandChanges(c), "; "))
	case before == after:
		return fmt.Sprintf("Both sheets answer %s, but its questions changed. Compare the answers below, not the totals.", after)
	default:
		return fmt.Sprintf("The sheets answer %s and %s, which have different questions. Compare the answers below, not the totals.", before, after)
	}
}

// bandChanges lists the levels whose bands differ.
func bandChanges(c *maturity.Comparison) []string {
	before, after := c.Before.Model.Levels, c.After.Model.Levels
	var changes []string
	for i := range max(len(before), len(after)) {
		switch {
		case i >= len(before):
			changes = append(changes, fmt.Sprintf("level %d (%s) is new", after[i].Number, band(&after[i])))
		case i >= len(after):
			changes = append(changes, fmt.Sprintf("level %d (%s) is gone", before[i].Number, band(&before[i])))
		case band(&before[i]) != band(&after[i]):
			changes = append(changes, fmt.Sprintf("level %d was %s and is now %s", after[i].Number, band(&before[i]), band(&after[i])))
		}
	}
	return changes
}

// gapsChanged says which critical gaps closed and which opened, or "".
func gapsChanged(c *maturity.Comparison) string {
	opened, closed := c.Gaps()
	var changes []string
	if len(closed) > 0 {
		changes = append(changes, "Critical gaps closed: "+gapTitles(closed)+".")
	}
	if len(opened) > 0 {
		changes = append(changes, "Critical gaps opened: "+gapTitles(opened)+".")
	}
	return strings.Join(changes, " ")
}

// tally is "3 answers rose, 1 fell, 1 became known".
func tally(c *maturity.Comparison) string {
	var counts []string
	for _, g := range answerGroups(c) {
		counted := fmt.Sprintf("%d %s", len(g.answers), g.verb)
		if len(counts) == 0 {
			counted = display.Count(len(g.answers), "answer") + " " + g.verb
		}
		counts = append(counts, counted)
	}
	if len(counts) == 0 {
		return "No answer changed."
	}
	return strings.Join(counts, ", ") + "."
}

// cautions are reasons not to take the comparison for progress.
func cautions(c *maturity.Comparison) []string {
	var sentences []string
	before, after := c.Before.Sheet, c.After.Sheet
	if before.Team != "" && after.Team != "" && display.Fold(before.Team) != display.Fold(after.Team) {
		sentences = append(sentences, fmt.Sprintf("The sheets are from different teams: %s and %s.", before.Team, after.Team))
	}
	if before.Respondent != "" && after.Respondent != "" && before.Respondent != after.Respondent {
		sentences = append(sentences, fmt.Sprintf("The sheets are by different people, %s and %s: a difference needn't be a change.", before.Respondent, after.Respondent))
	}
	if before.Date != "" && after.Date != "" && before.Date > after.Date {
		sentences = append(sentences, fmt.Sprintf("The sheets are in reverse order: before is dated %s, after %s.", before.Date, after.Date))
	}
	return sentences
}

// comparisonOutcome repeats the outcome and names the dimensions that fell.
func comparisonOutcome(c *maturity.Comparison) string {
	outcome := fmt.Sprintf("%s: %s, %s.", capital(levelOf(c.After)), scorePhrase(c.After), distance(c.After))
	fell := each(c.Fell(), func(d maturity.DimensionChange) string { return d.Dimension.Name })
	if len(fell) > 0 {
		outcome += " Fell: " + strings.Join(fell, ", ") + "."
	}
	return outcome
}

func dimensionsHeading(c *maturity.Comparison) string {
	if len(c.NotComparable) > 0 {
		return "Dimensions, by the questions in both banks"
	}
	return "Dimensions"
}

// incomparability says why a question was not compared.
func incomparability(c *maturity.Comparison, n maturity.NotComparable) string {
	earlier, later, changed := c.Before.Model.Bank.Ref().String(), c.After.Model.Bank.Ref().String(), "its text or options changed"
	if earlier == later { // somebody edited the bank and kept its version
		earlier, later, changed = "the earlier bank", "the later bank", "the points of its options changed"
	}
	switch n.Reason {
	case maturity.Added:
		return "only in " + later
	case maturity.Removed:
		return "only in " + earlier
	default:
		return changed
	}
}

// answerGroup is the answers that changed in one way.
type answerGroup struct {
	title, verb string
	pen         pen
	answers     []maturity.AnswerChange
}

// answerGroups groups the changed answers by how they changed. Each is in one
// group; empty groups are left out.
func answerGroups(c *maturity.Comparison) []answerGroup {
	groups := []answerGroup{
		{"Rose", "rose", strong, pick(c, maturity.AnswerChange.Rose)},
		{"Fell", "fell", alert, pick(c, maturity.AnswerChange.Fell)},
		{"Became known", "became known", strong, pick(c, maturity.AnswerChange.BecameKnown)},
		{"Became unknown", "became unknown", alert, pick(c, maturity.AnswerChange.BecameUnknown)},
		{"Same answer, different note, evidence or commitment", "changed only in note, evidence or commitment", plain, pick(c, onlyRemarks)},
	}
	return slices.DeleteFunc(groups, func(g answerGroup) bool { return len(g.answers) == 0 })
}

func pick(c *maturity.Comparison, belongs func(maturity.AnswerChange) bool) []maturity.AnswerChange {
	return slices.DeleteFunc(c.Changed(), func(a maturity.AnswerChange) bool { return !belongs(a) })
}

// onlyRemarks reports whether only what is beside the answer changed.
func onlyRemarks(a maturity.AnswerChange) bool {
	return a.Changed() && a.Before.Unknown == a.After.Unknown && a.Change() == 0
}

// pointsChange is "0 → 1", "? → 1" from an unknown answer, or "1" if only the
// remarks changed.
func pointsChange(a maturity.AnswerChange) string {
	if onlyRemarks(a) {
		return pointsOf(a.After)
	}
	return pointsOf(a.Before) + " → " + pointsOf(a.After)
}

// answerChange is "+1", or how an answer changed otherwise.
func answerChange(a maturity.AnswerChange) string {
	switch {
	case a.BecameKnown():
		return "became known"
	case a.BecameUnknown():
		return "became unknown"
	}
	return signed(a.Change())
}

func pointsOf(a maturity.Answer) string {
	if a.Unknown {
		return "?"
	}
	return fmt.Sprint(a.Points)
}

// answerFields says in words what an answer was and now is.
func answerFields(a maturity.AnswerChange) []field {
	var fields []field
	if !onlyRemarks(a) {
		fields = append(fields, field{"Was", inWords(a.Question, a.Before)}, field{"Now", inWords(a.Question, a.After)})
	}
	if a.NoteChanged() {
		fields = append(fields, remark("Note", a.Before.Note, a.After.Note)...)
	}
	if a.EvidenceChanged() {
		fields = append(fields, remark("Evidence", strings.Join(a.Before.Evidence, ", "), strings.Join(a.After.Evidence, ", "))...)
	}
	if a.NextChanged() {
		fields = append(fields, field{"Committed", a.After.Next.String()})
	}
	return fields
}

// remark says what a note or the evidence was and now is.
func remark(name, before, after string) []field {
	switch {
	case before == "":
		return []field{{name, after}}
	case after == "":
		return []field{{name, "removed: " + before}}
	}
	return []field{{name + " was", before}, {name + " now", after}}
}

func inWords(q *maturity.Question, a maturity.Answer) string {
	if a.Unknown {
		return "Unknown, counted as the lowest answer."
	}
	return q.Option(a.Points).Text
}
