package report

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// RollupDocument is "genaiops.rollup/1": many sheets in one picture. Sheets
// that were rejected count nowhere else.
type RollupDocument struct {
	Schema     string       `json:"schema"`
	Bank       BankDocument `json:"bank"`
	By         string       `json:"by"` // the label or the period of the groups; empty without groups
	Rejected   int          `json:"rejected"`
	Unreadable int          `json:"unreadable"` // files and folders
	FirstDate  string       `json:"first_date,omitempty"`
	LastDate   string       `json:"last_date,omitempty"`
	RollupTotals
	Groups []RollupGroupDocument `json:"groups"`
}

// RollupGroupDocument is the totals of one group.
type RollupGroupDocument struct {
	Name string `json:"name"` // empty for the sheets without the label or the date
	RollupTotals
}

// RollupTotals is the figures of a number of sheets.
type RollupTotals struct {
	Sheets     int                       `json:"sheets"`
	Score      RollupScoreDocument       `json:"score"`
	Levels     []RollupLevelDocument     `json:"levels"`
	Dimensions []RollupDimensionDocument `json:"dimensions"`
	Questions  []RollupQuestionDocument  `json:"questions"`
}

// RollupScoreDocument describes the scores; unknown answers count as the
// lowest option.
type RollupScoreDocument struct {
	Mean   float64 `json:"mean"`
	Min    int     `json:"min"`
	Max    int     `json:"max"`
	Median float64 `json:"median"`
}

// RollupLevelDocument is how many sheets are at a level.
type RollupLevelDocument struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Label  string `json:"label"`
	Count  int    `json:"count"`
}

// RollupDimensionDocument is one dimension over the sheets. Max is the highest
// attainable subtotal, Zero how many sheets have the lowest.
type RollupDimensionDocument struct {
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Mean float64 `json:"mean"`
	Max  int     `json:"max"`
	Zero int     `json:"zero"`
}

// RollupQuestionDocument is how often each option of a question was chosen.
type RollupQuestionDocument struct {
	ID      string                `json:"id"`
	Counts  []RollupCountDocument `json:"counts"`
	Unknown int                   `json:"unknown"`
}

// RollupCountDocument is how many sheets chose the option with these points.
type RollupCountDocument struct {
	Points int `json:"points"`
	Count  int `json:"count"`
}

// Rollup returns the document of a summary.
func Rollup(s *rollup.Summary) RollupDocument {
	return RollupDocument{
		Schema:       "genaiops.rollup/1",
		Bank:         bankDocument(&s.Model.Bank),
		By:           s.By,
		Rejected:     s.Rejected,
		Unreadable:   s.Unreadable,
		FirstDate:    s.First,
		LastDate:     s.Last,
		RollupTotals: rollupTotals(s.Totals),
		Groups: each(s.Groups, func(g rollup.Group) RollupGroupDocument {
			return RollupGroupDocument{g.Name, rollupTotals(g.Totals)}
		}),
	}
}

func rollupTotals(t rollup.Totals) RollupTotals {
	return RollupTotals{
		Sheets: t.Sheets,
		Score:  RollupScoreDocument{t.Score.Mean, t.Score.Min, t.Score.Max, t.Score.Median},
		Levels: each(t.Levels, func(l rollup.LevelCount) RollupLevelDocument {
			return RollupLevelDocument{l.Level.Number, l.Level.Name, l.Level.Label, l.Count}
		}),
		Dimensions: each(t.Dimensions, func(d rollup.DimensionTotal) RollupDimensionDocument {
			return RollupDimensionDocument{d.Dimension.ID, d.Dimension.Name, d.Mean, d.Max, d.Lowest}
		}),
		Questions: each(t.Questions, func(q rollup.QuestionTotal) RollupQuestionDocument {
			return RollupQuestionDocument{
				ID:      q.Question.ID,
				Unknown: q.Unknown,
				Counts: each(q.Counts, func(c rollup.OptionCount) RollupCountDocument {
					return RollupCountDocument(c)
				}),
			}
		}),
	}
}

// rollupTitle is "GenAIOps maturity: 50 sheets".
func rollupTitle(s *rollup.Summary) string {
	return title(&s.Model.Bank) + ": " + display.Count(s.Sheets, "sheet")
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

// rollupFacts says what the reader should know about the data.
func rollupFacts(s *rollup.Summary) []string {
	var facts []string
	if s.Sheets > 0 {
		facts = append(facts, fmt.Sprintf("scores from %d to %d", s.Score.Min, s.Score.Max))
	}
	switch {
	case s.First != s.Last:
		facts = append(facts, fmt.Sprintf("dated %s to %s", s.First, s.Last))
	case s.First != "":
		facts = append(facts, "dated "+s.First)
	}
	if s.Unsure > 0 {
		facts = append(facts, fmt.Sprintf("%d with unknown answers, counted as the lowest", s.Unsure))
	}
	if s.Rejected > 0 {
		facts = append(facts, fmt.Sprintf("%d rejected and not counted", s.Rejected))
	}
	if s.Unreadable > 0 {
		facts = append(facts, display.Count(s.Unreadable, "file")+" not read to the end")
	}
	return facts
}

// byShare orders dimensions by their mean as a share of what is attainable, the
// weakest first.
func byShare(dimensions []rollup.DimensionTotal) []rollup.DimensionTotal {
	sorted := slices.Clone(dimensions)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := &sorted[i], &sorted[j]
		return compareShares(a.Mean, a.Min, a.Max, b.Mean, b.Min, b.Max) < 0
	})
	return sorted
}

// weakQuestions is how many of the weakest questions are shown.
const weakQuestions = 5

// weakestQuestions returns the questions with the lowest means, as shares of
// what is attainable.
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
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
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
	where := "at its lowest"
	if d.Min == 0 {
		where = "at zero"
	}
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

// groupName names a group, "" being the sheets without the label or, by a period,
// without a date.
func groupName(g rollup.Group, by string) string {
	switch {
	case g.Name != "":
		return shorten(g.Name)
	case rollup.Period(by):
		return "without date"
	}
	return "without " + by
}

// weakestOf names the weakest dimension of a group with its mean, and how many
// more are as weak: "Models 1.0 +2".
func weakestOf(t rollup.Totals) string {
	if len(t.Dimensions) == 0 || t.Sheets == 0 {
		return ""
	}
	least := byShare(t.Dimensions)[0]
	text := fmt.Sprintf("%s %.1f", least.Dimension.Name, least.Mean)
	ties := -1
	for _, d := range t.Dimensions {
		if compareShares(d.Mean, d.Min, d.Max, least.Mean, least.Min, least.Max) == 0 {
			ties++
		}
	}
	if ties > 0 {
		text += fmt.Sprintf(" +%d", ties)
	}
	return text
}

// namer returns what names the sheet of a row; where the page has another sheet
// of the team, with what tells the two apart.
func namer(s *rollup.Summary) func(rollup.Row) string {
	type others struct{ groups, dates bool } // that differ from those of the first
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

// longName is how many characters of a name a page of many names shows.
const longName = 80

func shorten(name string) string {
	if characters := []rune(name); len(characters) > longName {
		return string(characters[:longName]) + "…"
	}
	return name
}

// levelShape is the numbers of sheets at each level: "12 · 20 · 14 · 4".
func levelShape(levels []rollup.LevelCount) string {
	text := ""
	for i, l := range levels {
		if i > 0 {
			text += " · "
		}
		text += fmt.Sprint(l.Count)
	}
	return text
}

// means are those of the dimensions.
func means(t rollup.Totals) []float64 {
	var means []float64
	for _, d := range t.Dimensions {
		means = append(means, d.Mean)
	}
	return means
}

func floats(points []int) []float64 {
	var floats []float64
	for _, n := range points {
		floats = append(floats, float64(n))
	}
	return floats
}

// shade is how a subtotal looks in a heat map: darker is higher.
func shade(d *maturity.Dimension, score float64) string {
	return []string{"·", "░", "▒", "▓", "█"}[darkness(d, score)]
}

// darkness is a subtotal, or a mean of them, on a scale of 0, the lowest, to 4, the highest.
func darkness(d *maturity.Dimension, score float64) int {
	low, high := d.Range()
	return int((score - float64(low)) * 4 / float64(max(high-low, 1)))
}
