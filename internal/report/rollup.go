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
	if s.Sheets == 0 {
		return Gated(Page{title{rollupTitle(s), rollupScore(s), rollupFacts(s)}}, RollupGate(s))
	}
	p := Page{title{rollupTitle(s), rollupScore(s), rollupFacts(s)}}
	if s.Trend != nil {
		p = Page{
			title{text: rollupTitle(s), aside: rollupScore(s)},
			say(headline(s)),
			alerts(each(trendProblems(s), capital)), facts(append(trendFacts(s), rollupFacts(s)...)),
		}
	}
	p = Gated(p, RollupGate(s))
	sorted := byShare(s.Totals)
	dimensions := Page{dimensionTotals(s, sorted)}
	if teams := nonEmpty(each(sorted, lowestTeams)); len(teams) > 0 {
		items := each(teams, func(s string) item { return item{mark: "!", pen: alert, text: s} })
		dimensions = append(dimensions, list{tight: true, items: items})
	}
	p = append(
		p,
		section{"Levels", Page{levelCounts(s.Totals)}},
	)
	if s.Trend != nil {
		p = append(p, section{"By " + s.By, Page{periodTable(s), groupHeat(s)}})
	}
	p = append(
		p,
		section{"Dimensions, weakest first", dimensions},
		section{"Weakest questions", weakQuestions(s.Totals)},
	)
	if len(s.Groups) > 0 && s.Trend == nil {
		p = append(p, section{"By " + s.By, Page{groups(s), groupHeat(s)}})
	}
	if len(s.Weakest)+len(s.Strongest) > 0 {
		p = append(p, section{"Teams by dimension", Page{teamHeat(s)}})
	}
	return p
}

func levelCounts(t rollup.Totals) table {
	shares := levelShares(t)
	row := -1
	return table{
		columns: []column{{"Level", false}, {"Name", false}, {"", false}, {"Sheets", true}, {"Share", true}, {"", false}},
		rows: each(t.Levels, func(l rollup.LevelCount) []span {
			row++
			return []span{
				{fmt.Sprint(l.Level.Number), plain},
				{l.Level.Title(), plain},
				{},
				{fmt.Sprint(l.Count), strong},
				{shares[row], plain},
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

// levelShares are the shares of the sheets at each level.
func levelShares(t rollup.Totals) []string {
	return percentages(each(t.Levels, func(l rollup.LevelCount) int { return l.Count }))
}

// levelGaps says how many sheets of a level have critical gaps: "2 with critical
// gaps", or "".
func levelGaps(l rollup.LevelCount) string {
	if l.Gaps == 0 {
		return ""
	}
	return fmt.Sprintf("%d with critical gaps", l.Gaps)
}

// scoreRange is the score of a row: "13", or "13-16" with unknown answers.
func scoreRange(r rollup.Row) string {
	if r.High == r.Score {
		return fmt.Sprint(r.Score)
	}
	return fmt.Sprintf("%d-%d", r.Score, r.High)
}

// dimensionTotals has the mean of each dimension and, of a trend, how it got there.
func dimensionTotals(s *rollup.Summary, dimensions []rollup.DimensionTotal) table {
	t := table{
		columns: []column{{"Dimension", false}, {"", false}, {"Mean", false}, {"", false}},
		rows: each(dimensions, func(d rollup.DimensionTotal) []span {
			with := plain
			if d.Dimension.Critical && d.Lowest > 0 {
				with = alert
			}
			return []span{
				{d.Dimension.Name, plain},
				{},
				{meanOf(d.Mean, d.Min, d.Max), strong},
				{lowestMark(d), with},
			}
		}),
		last: goBelow,
		bars: &bars{1, usualBar, func(row, length int) string {
			d := dimensions[row]
			return bar(d.Mean, d.Min, d.Max, length)
		}},
	}
	if s.Trend == nil || len(periods(s)) < 2 {
		return t
	}
	t.columns = slices.Insert(t.columns, 3, column{"Trend", false}, column{"Change", true})
	for i, d := range dimensions {
		means := dimensionMeans(s, d)
		change, with := signedMean(means[len(means)-1]-means[len(means)-2]), plain
		if strings.Contains(change, "-") {
			with = alert
		}
		t.rows[i] = slices.Insert(t.rows[i], 3, span{sparkline(means, d.Min, d.Max), accent}, span{change, with})
	}
	return t
}

func weakQuestions(t rollup.Totals) Page {
	questions, rest := weakestQuestions(t)
	if len(questions) == 0 {
		return Page{tell(rest)}
	}
	return Page{table{
		columns: []column{{"Question", false}, {"Mean", false}, {"", false}},
		rows: each(questions, func(q rollup.QuestionTotal) []span {
			return []span{
				{q.Question.Title, plain},
				{meanOf(q.Mean, q.Question.Lowest(), q.Question.Highest()), strong},
				{lowestCount(q), plain},
			}
		}),
		last: goBelow,
	}, sentences{at: indent, pen: quiet, lines: []string{rest}}}
}

func groups(s *rollup.Summary) table {
	low, high := s.Model.Bank.Range()
	return table{
		columns: []column{
			{"", false}, {"sheets", true}, {"mean", true}, {"median", true}, {"at level " + levelNumbers(s), false}, {"weakest, +ties", false},
		},
		rows: each(shownGroups(s), func(g rollup.Group) []span {
			return []span{
				{groupName(g, s.By), plain},
				{fmt.Sprint(g.Sheets), plain},
				{figure(g.Score.Mean, low, high), strong},
				{decimal(g.Score.Median), plain},
				{levelShape(g.Levels), plain},
				{weakestOf(g.Totals), plain},
			}
		}),
		headed: true,
		last:   twoBelow,
	}
}

func levelNumbers(s *rollup.Summary) string {
	return strings.Join(each(s.Levels, func(l rollup.LevelCount) string { return fmt.Sprint(l.Level.Number) }), " · ")
}

// rollupTitle is "GenAIOps maturity: 50 sheets", or "GenAIOps maturity in 2026-Q4".
func rollupTitle(s *rollup.Summary) string {
	if s.Trend != nil {
		return bankTitle(&s.Model.Bank) + " in " + shorten(s.Trend.Period)
	}
	return bankTitle(&s.Model.Bank) + ": " + display.Count(s.Sheets, "sheet")
}

// rollupScore is "mean 12.4, median 12 of 28".
func rollupScore(s *rollup.Summary) string {
	if s.Sheets == 0 {
		return "nothing to add up"
	}
	low, high := s.Model.Bank.Range()
	if s.Sheets == 1 {
		return fmt.Sprintf("%d of %d", s.Score.Min, high)
	}
	return fmt.Sprintf("mean %s, median %s of %d", figure(s.Score.Mean, low, high), decimal(s.Score.Median), high)
}

// figure is a mean with one decimal. Where that would hide that the mean is not one
// of its ends, it is "<4.0" or ">0.0".
func figure(mean float64, low, high int) string {
	text := fmt.Sprintf("%.1f", mean)
	switch {
	case mean > float64(low) && text == fmt.Sprintf("%d.0", low):
		return ">" + text
	case mean < float64(high) && text == fmt.Sprintf("%d.0", high):
		return "<" + text
	}
	return text
}

// meanOf is a mean with the highest figure that is attainable: "2.5 of 4".
func meanOf(mean float64, low, high int) string {
	return fmt.Sprintf("%s of %d", figure(mean, low, high), high)
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
	case s.Sheets < 2: // the title has the score
	case s.Score.Min == s.Score.Max:
		facts = append(facts, fmt.Sprintf("every score is %d", s.Score.Min))
	default:
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
	if s.Old > 0 {
		facts = append(facts, display.Count(s.Old, "sheet")+" older than a year")
	}
	if s.Promised > 0 {
		promised := display.Count(s.Promised, "commitment")
		switch {
		case s.Promised == 1 && s.Overdue == 1:
			promised += ", overdue"
		case s.Overdue > 0:
			promised += fmt.Sprintf(", %d of them overdue", s.Overdue)
		}
		facts = append(facts, promised)
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
func byShare(t rollup.Totals) []rollup.DimensionTotal {
	sorted := slices.Clone(t.Dimensions)
	sort.SliceStable(sorted, func(i, j int) bool { return compareDimensions(sorted[i], sorted[j], t.Sheets) < 0 })
	return sorted
}

func compareDimensions(a, b rollup.DimensionTotal, sheets int) int {
	return compareShares(a.Sum, a.Min, a.Max, b.Sum, b.Min, b.Max, sheets)
}

func compareQuestions(a, b rollup.QuestionTotal, sheets int) int {
	return compareShares(a.Sum, a.Question.Lowest(), a.Question.Highest(), b.Sum, b.Question.Lowest(), b.Question.Highest(), sheets)
}

// compareShares compares two sums over that many sheets as shares of what is
// attainable. It uses whole numbers, so that ties are ties.
func compareShares(a, aMin, aMax, b, bMin, bMax, sheets int) int {
	x := (a - aMin*sheets) * max(bMax-bMin, 1)
	y := (b - bMin*sheets) * max(aMax-aMin, 1)
	return cmp.Compare(x, y)
}

// mostWeakQuestions is how many of the weakest questions are shown.
const mostWeakQuestions = 5

// weakestQuestions returns the questions with the lowest means, as shares of what
// is attainable, and a sentence about those that are left out although they are
// no better, or "". Questions at their highest are not weak.
func weakestQuestions(t rollup.Totals) (weakest []rollup.QuestionTotal, rest string) {
	for _, q := range t.Questions {
		if q.Sum < q.Question.Highest()*t.Sheets {
			weakest = append(weakest, q)
		}
	}
	if len(weakest) == 0 {
		return nil, "Every answer is the highest."
	}
	sort.SliceStable(weakest, func(i, j int) bool { return compareQuestions(weakest[i], weakest[j], t.Sheets) < 0 })
	shown := min(len(weakest), mostWeakQuestions)
	ties := 0
	for _, q := range weakest[shown:] {
		if compareQuestions(q, weakest[shown-1], t.Sheets) == 0 {
			ties++
		}
	}
	switch {
	case ties == 1:
		rest = "1 more question ties with the last one."
	case ties > 1:
		rest = fmt.Sprintf("%d more questions tie with the last one.", ties)
	}
	return weakest[:shown], rest
}

// percentages are parts of their sum in whole percent that add up to 100. A part
// that is there is at least "<1 %", and one that is not all is at most ">99 %".
func percentages(parts []int) []string {
	whole := 0
	for _, part := range parts {
		whole += part
	}
	if whole == 0 {
		return each(parts, func(int) string { return "" })
	}
	percent := each(parts, func(part int) int { return 100 * part / whole })
	left := 100
	var byRemainder []int // indices
	for i := range parts {
		left -= percent[i]
		byRemainder = append(byRemainder, i)
	}
	sort.SliceStable(byRemainder, func(i, j int) bool {
		return 100*parts[byRemainder[i]]%whole > 100*parts[byRemainder[j]]%whole
	})
	for _, i := range byRemainder[:left] {
		percent[i]++
	}
	i := -1
	return each(parts, func(part int) string {
		i++
		switch {
		case part > 0 && percent[i] == 0:
			return "<1 %"
		case part < whole && percent[i] == 100:
			return ">99 %"
		}
		return fmt.Sprintf("%d %%", percent[i])
	})
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
	unknown := ""
	if q.Unknown > 0 {
		unknown = fmt.Sprintf("%d unknown", q.Unknown)
	}
	lowest := fmt.Sprintf("%d at the lowest", q.Counts[0].Count)
	if q.Counts[0].Count == 0 && unknown != "" {
		lowest = ""
	}
	return strings.Join(nonEmpty([]string{lowest, unknown}), ", ")
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
// tie with it: "Models 1.0 +2". It is "none" if all are at their highest.
func weakestOf(t rollup.Totals) string {
	if len(t.Dimensions) == 0 || t.Sheets == 0 {
		return ""
	}
	least := byShare(t)[0]
	if least.Sum == least.Max*t.Sheets {
		return "none"
	}
	text := least.Dimension.Name + " " + figure(least.Mean, least.Min, least.Max)
	ties := -1
	for _, d := range t.Dimensions {
		if compareDimensions(d, least, t.Sheets) == 0 {
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
		name := cmp.Or(shorten(r.Team), "(no team)")
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

// levelShape is the number of sheets at each level, and of those with critical gaps:
// "12 !9 · 20 !1 · 14 · 4".
func levelShape(levels []rollup.LevelCount) string {
	return strings.Join(each(levels, func(l rollup.LevelCount) string { return withMark(l.Count, l.Gaps) }), " · ")
}

// withMark is a number with its critical gaps, in little room: "4 !2".
func withMark(n, gaps int) string {
	if gaps == 0 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d !%d", n, gaps)
}
