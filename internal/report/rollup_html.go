package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/rollup"
)

// rollupPage is what the page of a roll-up says.
type rollupPage struct {
	Name, About                     string // the heading, and more of it
	Lead, Facts                     string
	Bank, By, Capital, LevelNumbers string
	Problems, Critical              []string
	DimensionNames, TeamHeads       []string
	WeakRemark, GroupRemark         string
	TeamRemark                      string
	Levels, Dimensions, Questions   []htmlFigure
	Groups                          []htmlGroup
	Heat                            []htmlTeam
	Changes                         bool // whether teams have a change
	Omitted                         int
	Gate                            *htmlGate

	// Only of a trend.
	Period      string
	Chart       *trendChart
	Lines       []trendLine
	PeriodHeads []htmlHead
	Periods     []htmlPeriod
}

// htmlHead is the head of a column.
type htmlHead struct {
	Text  string
	Right bool
}

// htmlPeriod is a row of the table beside the chart.
type htmlPeriod struct {
	Name    string
	Figures []string
	Levels  string
}

// htmlGate is the verdict of a gate.
type htmlGate struct {
	Passed   bool
	Sentence string
	Reasons  []string
}

func htmlGateOf(g *Gate) *htmlGate {
	if g == nil {
		return nil
	}
	return &htmlGate{g.Passed, g.sentence(), g.Reasons}
}

// htmlFigure is a row with a bar. Mark is quiet, and Alert is not.
type htmlFigure struct{ Name, Figure, Mark, Alert, Bar string }

// htmlGroup is a row of the two tables of groups.
type htmlGroup struct {
	Name           string
	Figures, Words []string
	Means          []htmlCell
}

// htmlTeam is a row of the heat map.
type htmlTeam struct {
	Team, Score string
	Level       int
	Gaps        int
	Change      string
	Fell        bool
	Cells       []htmlCell
}

// htmlCell is a cell of a heat map.
type htmlCell struct {
	Points string
	Shade  int
}

// RollupHTML writes the picture of many sheets as one self-contained page, like
// [HTML]. A title replaces the page's own.
func RollupHTML(w io.Writer, s *rollup.Summary, title string) error {
	sentence := func(text string) string { return capital(text) + "." }
	cells := func(r heatRow) []htmlCell {
		var cells []htmlCell
		for i, x := range r.points {
			cells = append(cells, htmlCell{r.texts[i], darkness(s.Dimensions[i].Dimension, x)})
		}
		return cells
	}
	var groupRows []htmlGroup
	means := groupHeat(s)
	for i, row := range groups(s).rows {
		texts := each(row, func(cell span) string { return cell.text })
		groupRows = append(groupRows, htmlGroup{texts[0], texts[1:4], texts[4:], cells(means.rows[i])})
	}
	page := rollupPage{
		Name:           title,
		Lead:           sentence(rollupScore(s)),
		Facts:          sentence(strings.Join(rollupFacts(s), " · ")),
		Bank:           s.Model.Bank.Ref().String(),
		By:             s.By,
		Capital:        capital(s.By),
		LevelNumbers:   levelNumbers(s),
		DimensionNames: dimensionNames(s),
		TeamHeads:      []string{"Score", "Level", "Critical gaps"},
		Groups:         groupRows,
		GroupRemark:    strings.Join(nonEmpty(means.remarks), " "),
		TeamRemark:     rangeRemark(s),
		Omitted:        s.Omitted(),
		Gate:           htmlGateOf(RollupGate(s)),
	}
	if title == "" {
		page.Name, page.About, _ = strings.Cut(rollupTitle(s), ": ")
	}
	if s.Sheets > 0 {
		page.Lead = headline(s)
		page.Facts = sentence(strings.Join(append([]string{rollupScore(s)}, rollupFacts(s)...), " · "))
		page.figures(s)
		page.trend(s)
		page.heat(s, cells)
	}
	head := pageHead{Title: cmp.Or(title, rollupTitle(s)), Language: language(&s.Model.Bank)}
	return writeHTML(w, head, func(p *htmlPage) { p.rollup(page) })
}

// trend adds what only a trend has.
func (p *rollupPage) trend(s *rollup.Summary) {
	if s.Trend == nil {
		return
	}
	p.Period = s.Trend.Period
	p.Problems = each(trendProblems(s), func(text string) string { return capital(text) + "." })
	p.Facts = capital(strings.Join(slices.Concat(trendFacts(s), []string{rollupScore(s)}, rollupFacts(s)), " · ")) + "."
	p.Chart = trendChartOf(s)
	if len(periods(s)) > 1 {
		p.Lines = trendLines(s)
	}
	t := periodTable(s)
	p.PeriodHeads = []htmlHead{
		{p.Capital, false}, {"Sheets", true}, {"Mean", true}, {"Change", true}, {"At level " + p.LevelNumbers, false},
	}
	for _, row := range t.rows {
		texts := each(row, func(cell span) string { return cell.text })
		p.Periods = append(p.Periods, htmlPeriod{texts[0], texts[1:4], texts[5]})
	}
	if p.Changes = s.Trend.Before != ""; p.Changes {
		p.TeamHeads = append(p.TeamHeads, "Change")
		p.TeamRemark = strings.TrimSpace(changeRemark(s) + " " + p.TeamRemark)
	}
}

// figures adds the rows with bars.
func (p *rollupPage) figures(s *rollup.Summary) {
	shares := levelShares(s.Totals)
	for i, l := range s.Levels {
		p.Levels = append(p.Levels, htmlFigure{
			fmt.Sprintf("%d %s", l.Level.Number, l.Level.Title()), fmt.Sprint(l.Count),
			shares[i], levelGaps(l), barWidth(float64(l.Count), 0, s.Sheets),
		})
	}
	sorted := byShare(s.Totals)
	p.Dimensions = each(sorted, func(d rollup.DimensionTotal) htmlFigure {
		f := htmlFigure{Name: d.Dimension.Name, Figure: meanOf(d.Mean, d.Min, d.Max), Bar: barWidth(d.Mean, d.Min, d.Max)}
		if d.Dimension.Critical {
			f.Alert = lowestMark(d)
		} else {
			f.Mark = lowestMark(d)
		}
		return f
	})
	p.Critical = each(nonEmpty(each(sorted, lowestTeams)), func(line string) string { return line + "." })
	questions, rest := weakestQuestions(s.Totals)
	p.WeakRemark = rest
	p.Questions = each(questions, func(q rollup.QuestionTotal) htmlFigure {
		low, high := q.Question.Lowest(), q.Question.Highest()
		return htmlFigure{q.Question.Title, meanOf(q.Mean, low, high), lowestCount(q), "", barWidth(q.Mean, low, high)}
	})
}

// heat adds the rows of teams.
func (p *rollupPage) heat(s *rollup.Summary, cells func(heatRow) []htmlCell) {
	rows := slices.DeleteFunc(teamHeat(s).rows, func(r heatRow) bool { return r.points == nil })
	for i, r := range slices.Concat(s.Weakest, s.Strongest) {
		team := htmlTeam{
			Team: rows[i].lead[0].text, Score: rows[i].lead[1].text, Level: r.Level.Number, Gaps: r.Gaps, Cells: cells(rows[i]),
			Fell: r.Change < 0,
		}
		if p.Changes {
			team.Change = rowChange(r).text
		}
		p.Heat = append(p.Heat, team)
	}
}

// barWidth is the width of a bar for a figure between two ends.
func barWidth(x float64, low, high int) string {
	if high <= low {
		return "0%"
	}
	return fmt.Sprintf("%.1f%%", 100*share(x, low, high))
}
