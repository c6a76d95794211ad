package report

import (
	"fmt"
	"math"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/rollup"
)

// shownPeriods is how many of the latest periods a trend shows.
const shownPeriods = sparkWidth

// trendBar is the length of the bars of the periods, beside five columns of figures.
const trendBar = 16

// headline is a roll-up in one sentence: "In 2026-Q4, 24 teams: 15 at level 4, of
// which 3 with critical gaps; mean 21.5, up 2.1 since 2026-Q3." It names the most
// common level, the lowest of several.
func headline(s *rollup.Summary) string {
	most := s.Levels[0]
	for _, l := range s.Levels[1:] {
		if l.Count > most.Count {
			most = l
		}
	}
	low, high := s.Model.Bank.Range()
	score := "mean " + figure(s.Score.Mean, low, high)
	if s.Sheets == 1 {
		score = fmt.Sprintf("score %d of %d", s.Score.Min, high)
	}
	text := fmt.Sprintf("%s: %d at level %d", counted(s), most.Count, most.Level.Number)
	switch {
	case most.Gaps == 0:
	case most.Count == 1:
		text += ", with critical gaps"
	case most.Gaps == most.Count:
		text += ", all with critical gaps"
	default:
		text += ", of which " + levelGaps(most)
	}
	text += "; " + score
	if s.Trend == nil {
		return text + "."
	}
	if before := s.Trend.Before; before != "" {
		text += ", " + meanChange(s.Score.Mean-group(s, before).Score.Mean) + " since " + shorten(before)
	}
	return "In " + shorten(s.Trend.Period) + ", " + text + "."
}

// counted is what the figures count: "24 teams", of a trend, and sheets otherwise.
func counted(s *rollup.Summary) string {
	if s.Trend == nil {
		return display.Count(s.Sheets, "sheet")
	}
	teams, unnamed := s.Sheets-s.Trend.Unnamed, s.Trend.Unnamed
	switch {
	case unnamed == 0:
		return display.Count(teams, "team")
	case teams == 0:
		return display.Count(unnamed, "sheet") + " without a team"
	}
	return fmt.Sprintf("%s and %s without a team", display.Count(teams, "team"), display.Count(unnamed, "sheet"))
}

// meanChange is "up 2.1", "down 0.3" or "unchanged".
func meanChange(change float64) string {
	word := "up"
	switch {
	case change == 0:
		return "unchanged"
	case change < 0:
		word = "down"
	}
	if size := fmt.Sprintf("%.1f", math.Abs(change)); size != "0.0" {
		return word + " " + size
	}
	return word + " less than 0.1"
}

// signedMean is a change of a mean in a table: "+2.1", "-0.3" or "=".
func signedMean(change float64) string {
	switch text := fmt.Sprintf("%+.1f", change); {
	case change == 0:
		return "="
	case text == "+0.0":
		return "+<0.1"
	case text == "-0.0":
		return "-<0.1"
	default:
		return text
	}
}

func group(s *rollup.Summary, name string) rollup.Group {
	for _, g := range s.Groups {
		if g.Name == name {
			return g
		}
	}
	return rollup.Group{}
}

// periods are the latest groups of a trend, oldest first.
func periods(s *rollup.Summary) []rollup.Group {
	dated := s.Groups
	if n := len(dated); dated[n-1].Name == "" {
		dated = dated[:n-1]
	}
	return dated[max(0, len(dated)-shownPeriods):]
}

// shownGroups are the groups that a page shows.
func shownGroups(s *rollup.Summary) []rollup.Group {
	if s.Trend != nil {
		return periods(s)
	}
	return s.Groups
}

// trendProblems are what is wrong in the newest period: critical gaps, and teams
// that are missing.
func trendProblems(s *rollup.Summary) []string {
	gaps := 0
	for _, l := range s.Levels {
		gaps += l.Gaps
	}
	var problems []string
	if gaps > 0 {
		problems = append(problems, fmt.Sprintf("with critical gaps: %d of %d", gaps, s.Sheets))
	}
	if t := s.Trend; t.Missing > 0 {
		names := each(t.MissingTeams, func(a rollup.Absence) string { return fmt.Sprintf("%s (last in %s)", shorten(a.Team), shorten(a.Last)) })
		problems = append(problems, fmt.Sprintf("missing in %s: %s", shorten(t.Period), namedTeams(t.Missing, names)))
	}
	return problems
}

// trendFacts are what to know before comparing the newest period with earlier ones.
func trendFacts(s *rollup.Summary) []string {
	t := s.Trend
	var facts []string
	if t.New > 0 {
		facts = append(facts, fmt.Sprintf("new in %s: %s", shorten(t.Period), namedTeams(t.New, each(t.NewTeams, shorten))))
	}
	if t.Returning > 0 {
		mean := float64(t.Change) / float64(t.Returning)
		facts = append(facts, fmt.Sprintf("%s with an earlier sheet: %s on average since that", display.Count(t.Returning, "team"), meanChange(mean)))
	}
	if kept := keptSentence(t.Kept); kept != "" {
		facts = append(facts, "of the earlier sheets: "+strings.TrimSuffix(kept, "."))
	}
	if t.Undated > 0 {
		facts = append(facts, fmt.Sprintf("%s without a date, in no %s", display.Count(t.Undated, "sheet"), s.By))
	}
	return facts
}

// namedTeams is "3 teams, A, B and C", or "12 teams, A, B and 10 more".
func namedTeams(count int, names []string) string {
	list := strings.Join(names, ", ")
	switch more := count - len(names); {
	case len(names) == 0:
		return display.Count(count, "team")
	case more > 0:
		list = fmt.Sprintf("%s and %d more", list, more)
	}
	return list
}

// periodTable has a row for each period, with a bar of its levels: each column of it
// is the number of a level.
func periodTable(s *rollup.Summary) table {
	low, high := s.Model.Bank.Range()
	shown := periods(s)
	t := table{
		columns: []column{
			{"", false}, {"sheets", true}, {"mean", true}, {"±", true}, {"", false}, {"at level " + levelNumbers(s), false},
		},
		headed: true,
		last:   goBelow,
		bars:   &bars{4, trendBar, func(row, length int) string { return levelBar(shown[row].Levels, length) }},
	}
	for i, g := range shown {
		change := ""
		if i > 0 {
			change = signedMean(g.Score.Mean - shown[i-1].Score.Mean)
		}
		t.rows = append(t.rows, []span{
			{shorten(g.Name), plain},
			{fmt.Sprint(g.Sheets), plain},
			{figure(g.Score.Mean, low, high), strong},
			{change, plain},
			{},
			{levelShape(g.Levels), plain},
		})
	}
	return t
}

// levelBar draws the shares of the levels with their numbers: "1112233334". A level
// that is there has at least one column.
func levelBar(levels []rollup.LevelCount, columns int) string {
	lengths := portions(each(levels, func(l rollup.LevelCount) int { return l.Count }), columns)
	bar := ""
	for i, l := range levels {
		bar += strings.Repeat(fmt.Sprint(l.Level.Number%10), lengths[i])
	}
	return bar
}

// portions splits a length by the sizes of the parts. A part that is there gets at
// least 1, if the length allows.
func portions(parts []int, length int) []int {
	whole, left := 0, length
	for _, part := range parts {
		whole += part
	}
	lengths := make([]int, len(parts))
	if whole == 0 {
		return lengths
	}
	for i, part := range parts {
		lengths[i] = length * part / whole
		if part > 0 {
			lengths[i] = max(lengths[i], 1)
		}
		left -= lengths[i]
	}
	for ; left != 0; left += sign(-left) {
		// Give to the part that is shortest by its size, or take from the longest.
		best, most := -1, 0
		for i, part := range parts {
			short := sign(left) * (part*length - lengths[i]*whole)
			if part > 0 && (left > 0 || lengths[i] > 1) && (best < 0 || short > most) {
				best, most = i, short
			}
		}
		if best < 0 {
			break
		}
		lengths[best] += sign(left)
	}
	return lengths
}

func sign(x int) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// dimensionMeans are the means of a dimension in the periods shown.
func dimensionMeans(s *rollup.Summary, d rollup.DimensionTotal) []float64 {
	return each(periods(s), func(g rollup.Group) float64 {
		for _, other := range g.Dimensions {
			if other.Dimension == d.Dimension {
				return other.Mean
			}
		}
		return 0
	})
}

// periodsRemark says that earlier periods are left out, or is "".
func periodsRemark(s *rollup.Summary) string {
	dated := len(s.Groups)
	if s.Groups[dated-1].Name == "" {
		dated--
	}
	if shown := len(periods(s)); shown < dated {
		return fmt.Sprintf("The last %d of %s.", shown, display.Count(dated, s.By))
	}
	return ""
}
