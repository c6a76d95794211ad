package report

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/rollup"
)

// RollupPage shows many sheets at once: how many are at each level, the weakest
// dimensions and questions, groups, and a heat map of teams and dimensions.
func RollupPage(s *rollup.Summary) Page {
	p := Gated(Page{title{rollupTitle(s), rollupScore(s), rollupFacts(s)}}, RollupGate(s))
	if s.Sheets == 0 {
		return p
	}
	sorted := byShare(s.Dimensions)
	dimensions := Page{dimensionTotals(sorted)}
	if teams := nonEmpty(each(sorted, lowestTeams)); len(teams) > 0 {
		items := each(teams, func(s string) item { return item{mark: "!", pen: alert, text: s} })
		dimensions = append(dimensions, list{tight: true, items: items})
	}
	p = append(
		p,
		section{"Levels", Page{levelCounts(s.Totals)}},
		section{"Dimensions, weakest first", dimensions},
		section{"Weakest questions", Page{questionTotals(s)}},
	)
	if len(s.Groups) > 0 {
		p = append(p, section{"By " + s.By, Page{groups(s), groupHeat(s)}})
	}
	if len(s.Weakest)+len(s.Strongest) > 0 {
		p = append(p, section{"Teams by dimension", Page{teamHeat(s)}})
	}
	return p
}

func levelCounts(t rollup.Totals) table {
	return table{
		columns: []column{{"Level", false}, {"Name", false}, {"", false}, {"Sheets", true}, {"Share", true}, {"", false}},
		rows: each(t.Levels, func(l rollup.LevelCount) []span {
			return []span{
				{fmt.Sprint(l.Level.Number), plain},
				{l.Level.Title(), plain},
				{},
				{fmt.Sprint(l.Count), strong},
				{percent(l.Count, t.Sheets), plain},
				{flagged(levelGaps(l)), alert},
			}
		}),
		wrapped: 1,
		last:    goBelow,
		bars: &bars{2, longBar, func(row, length int) string {
			return bar(float64(t.Levels[row].Count), 0, t.Sheets, length)
		}},
	}
}

// levelGaps says how many sheets of a level have critical gaps: "2 with critical
// gaps", or "".
func levelGaps(l rollup.LevelCount) string {
	if l.Gaps == 0 {
		return ""
	}
	return fmt.Sprintf("%d with critical gaps", l.Gaps)
}

// rowLevel is the level of a row with its critical gaps: "4 !2", in little room.
func rowLevel(r rollup.Row) string {
	if r.Gaps == 0 {
		return fmt.Sprint(r.Level.Number)
	}
	return fmt.Sprintf("%d !%d", r.Level.Number, r.Gaps)
}

func dimensionTotals(dimensions []rollup.DimensionTotal) table {
	return table{
		columns: []column{{"Dimension", false}, {"", false}, {"Mean", false}, {"", false}},
		rows: each(dimensions, func(d rollup.DimensionTotal) []span {
			with := plain
			if d.Dimension.Critical && d.Lowest > 0 {
				with = alert
			}
			return []span{
				{d.Dimension.Name, plain},
				{},
				{fmt.Sprintf("%.1f of %d", d.Mean, d.Max), strong},
				{lowestMark(d), with},
			}
		}),
		last: goBelow,
		bars: &bars{1, usualBar, func(row, length int) string {
			d := dimensions[row]
			return bar(d.Mean, d.Min, d.Max, length)
		}},
	}
}

func questionTotals(s *rollup.Summary) table {
	return table{
		columns: []column{{"Question", false}, {"Mean", false}, {"", false}},
		rows: each(weakestQuestions(s.Questions), func(q rollup.QuestionTotal) []span {
			return []span{
				{q.Question.Title, plain},
				{fmt.Sprintf("%.1f of %d", q.Mean, q.Question.Highest()), strong},
				{lowestCount(q), plain},
			}
		}),
		last: goBelow,
	}
}

func groups(s *rollup.Summary) table {
	return table{
		columns: []column{
			{"", false}, {"sheets", true}, {"mean", true}, {"median", true}, {"at level " + levelNumbers(s), false}, {"weakest, +ties", false},
		},
		rows: each(s.Groups, func(g rollup.Group) []span {
			return []span{
				{groupName(g, s.By), plain},
				{fmt.Sprint(g.Sheets), plain},
				{fmt.Sprintf("%.1f", g.Score.Mean), strong},
				{decimal(g.Score.Median), plain},
				{levelShape(g.Levels), plain},
				{weakestOf(g.Totals), plain},
			}
		}),
		headed: true,
		last:   dropTwo,
	}
}

func levelNumbers(s *rollup.Summary) string {
	return strings.Join(each(s.Levels, func(l rollup.LevelCount) string { return fmt.Sprint(l.Level.Number) }), " · ")
}

// rollupTitle is "GenAIOps maturity: 50 sheets".
func rollupTitle(s *rollup.Summary) string {
	return bankTitle(&s.Model.Bank) + ": " + display.Count(s.Sheets, "sheet")
}

// rollupScore is "mean 12.4, median 12 of 28".
func rollupScore(s *rollup.Summary) string {
	if s.Sheets == 0 {
		return "nothing to add up"
	}
	_, highest := s.Model.Bank.Range()
	return fmt.Sprintf("mean %.1f, median %s of %d", s.Score.Mean, decimal(s.Score.Median), highest)
}

// decimal is a figure with one decimal, or none where that is zero.
func decimal(x float64) string {
	if x == float64(int(x)) {
		return fmt.Sprint(int(x))
	}
	return fmt.Sprintf("%.1f", x)
}

// rollupFacts says what to know about the data.
func rollupFacts(s *rollup.Summary) []string {
	var facts []string
	switch {
	case s.Sheets > 0 && s.Score.Min == s.Score.Max:
		facts = append(facts, fmt.Sprintf("score %d", s.Score.Min))
	case s.Sheets > 0:
		facts = append(facts, fmt.Sprintf("scores from %d to %d", s.Score.Min, s.Score.Max))
	}
	switch {
	case s.First != s.Last:
		facts = append(facts, fmt.Sprintf("dated %s to %s", s.First, s.Last))
	case s.First != "":
		facts = append(facts, "dated "+s.First)
	}
	if s.Unsure > 0 {
		facts = append(facts, fmt.Sprintf("unknown answers count as the lowest (%s)", display.Count(s.Unsure, "sheet")))
	}
	return append(facts, uncounted(s)...)
}

// uncounted says what the figures leave out.
func uncounted(s *rollup.Summary) []string {
	var facts []string
	if s.Rejected > 0 {
		facts = append(facts, display.Count(s.Rejected, "sheet")+" rejected and not counted")
	}
	if s.Unreadable > 0 {
		facts = append(facts, display.Count(s.Unreadable, "file")+" not fully read")
	}
	return facts
}

// byShare sorts dimensions by their mean as a share of what is attainable, weakest
// first.
func byShare(dimensions []rollup.DimensionTotal) []rollup.DimensionTotal {
	sorted := slices.Clone(dimensions)
	sort.SliceStable(sorted, func(i, j int) bool { return compareDimensions(sorted[i], sorted[j]) < 0 })
	return sorted
}

func compareDimensions(a, b rollup.DimensionTotal) int {
	return compareShares(a.Mean, a.Min, a.Max, b.Mean, b.Min, b.Max)
}

// weakQuestions is how many of the weakest questions are shown.
const weakQuestions = 5

// weakestQuestions returns the questions with the lowest means, as shares of what
// is attainable.
func weakestQuestions(questions []rollup.QuestionTotal) []rollup.QuestionTotal {
	sorted := slices.Clone(questions)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := &sorted[i], &sorted[j]
		return compareShares(a.Mean, a.Question.Lowest(), a.Question.Highest(), b.Mean, b.Question.Lowest(), b.Question.Highest()) < 0
	})
	return sorted[:min(len(sorted), weakQuestions)]
}

func compareShares(a float64, aMin, aMax int, b float64, bMin, bMax int) int {
	x := (a - float64(aMin)) * float64(max(bMax-bMin, 1))
	y := (b - float64(bMin)) * float64(max(aMax-aMin, 1))
	return cmp.Compare(x, y)
}

// percent is a part of a whole in whole percent.
func percent(part, whole int) string {
	if whole == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%d %%", (100*part+whole/2)/whole)
}

// lowestMark says how many sheets have a dimension at its lowest.
func lowestMark(d rollup.DimensionTotal) string {
	if d.Lowest == 0 {
		return ""
	}
	where := bottom(d.Min)
	if d.Dimension.Critical {
		where += ", critical"
	}
	return fmt.Sprintf("%d %s", d.Lowest, where)
}

// lowestTeams names the teams that have a critical dimension at its lowest.
func lowestTeams(d rollup.DimensionTotal) string {
	names := d.LowestTeams
	if len(names) == 0 {
		return ""
	}
	text := fmt.Sprintf("%s at its lowest: %s", d.Dimension.Name, strings.Join(each(names, shorten), ", "))
	if d.Lowest > len(names) {
		text += fmt.Sprintf(" (%d sheets in all)", d.Lowest)
	}
	return text
}

// lowestCount is how many sheets chose a question's lowest option.
func lowestCount(q rollup.QuestionTotal) string {
	text := fmt.Sprintf("%d at the lowest", q.Counts[0].Count)
	if q.Unknown > 0 {
		text += fmt.Sprintf(", %d unknown", q.Unknown)
	}
	return text
}

// groupName names a group. The group "" has the sheets without the label or, by a
// period, without a date.
func groupName(g rollup.Group, by string) string {
	switch {
	case g.Name != "":
		return shorten(g.Name)
	case rollup.Period(by):
		return "without date"
	}
	return "without " + by
}

// weakestOf is the weakest dimension of a group with its mean, and how many others
// tie with it: "Models 1.0 +2".
func weakestOf(t rollup.Totals) string {
	if len(t.Dimensions) == 0 || t.Sheets == 0 {
		return ""
	}
	least := byShare(t.Dimensions)[0]
	text := fmt.Sprintf("%s %.1f", least.Dimension.Name, least.Mean)
	ties := -1
	for _, d := range t.Dimensions {
		if compareDimensions(d, least) == 0 {
			ties++
		}
	}
	if ties > 0 {
		text += fmt.Sprintf(" +%d", ties)
	}
	return text
}

// namer returns a function that names the sheet of a row by its team. If the page
// has other sheets of the team, the group or the date tells them apart.
func namer(s *rollup.Summary) func(rollup.Row) string {
	type others struct{ groups, dates bool } // differ from the first row's
	first, differ := map[string]rollup.Row{}, map[string]others{}
	for _, r := range slices.Concat(s.Weakest, s.Strongest) {
		one, ok := first[r.Team]
		if !ok {
			first[r.Team] = r
			continue
		}
		d := differ[r.Team]
		differ[r.Team] = others{d.groups || r.Group != one.Group, d.dates || r.Date != one.Date}
	}
	return func(r rollup.Row) string {
		if r.Team == "" {
			return "(no team)"
		}
		name := shorten(r.Team)
		if r.Group != "" && differ[r.Team].groups {
			name += " · " + shorten(r.Group)
		}
		if r.Date != "" && differ[r.Team].dates {
			name += " · " + r.Date
		}
		return name
	}
}

// longName is how many characters of a name a page with many names shows.
const longName = 80

func shorten(name string) string {
	if characters := []rune(name); len(characters) > longName {
		return string(characters[:longName]) + "…"
	}
	return name
}

// levelShape is the number of sheets at each level: "12 · 20 · 14 · 4".
func levelShape(levels []rollup.LevelCount) string {
	return strings.Join(each(levels, func(l rollup.LevelCount) string { return fmt.Sprint(l.Count) }), " · ")
}
