package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/rollup"
)

// rollupPage is what the template of a roll-up sees.
type rollupPage struct {
	htmlStyle
	Language, Title, Name, Sheets, Score, Bank, By, LevelNumbers string
	Facts, Critical, DimensionNames                              []string
	WeakRemark, GroupRemark, TeamRemark                          string
	Levels, Dimensions, Questions                                []htmlFigure
	Groups                                                       []htmlGroup
	Heat                                                         []htmlTeam
	Omitted                                                      int
	Gate                                                         *htmlGate
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
	Gaps        string
	Cells       []htmlCell
}

// htmlCell is a cell of a heat map.
type htmlCell struct {
	Points string
	Shade  int
}

// RollupHTML writes the picture of many sheets as one self-contained page, like
// [HTML].
func RollupHTML(w io.Writer, s *rollup.Summary) error {
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
		Language:       language(&s.Model.Bank),
		Title:          rollupTitle(s),
		Name:           bankTitle(&s.Model.Bank),
		Sheets:         display.Count(s.Sheets, "sheet"),
		Score:          sentence(rollupScore(s)),
		Bank:           s.Model.Bank.Ref().String(),
		By:             s.By,
		LevelNumbers:   levelNumbers(s),
		Facts:          each(rollupFacts(s), sentence),
		DimensionNames: dimensionNames(s),
		Groups:         groupRows,
		GroupRemark:    strings.Join(means.remarks, " "),
		TeamRemark:     rangeRemark(s),
		Omitted:        s.Omitted(),
		Gate:           htmlGateOf(RollupGate(s)),
	}
	if s.Sheets > 0 {
		page.figures(s)
		page.heat(s, cells)
	}
	return writeHTML(w, "rollup.html", func(style htmlStyle) any {
		page.htmlStyle = style
		return page
	})
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
		gaps := ""
		if r.Gaps > 0 {
			gaps = display.Count(r.Gaps, "critical gap")
		}
		p.Heat = append(p.Heat, htmlTeam{rows[i].lead[0].text, rows[i].lead[1].text, r.Level.Number, gaps, cells(rows[i])})
	}
}

// barWidth is the width of a bar for a figure between two ends.
func barWidth(x float64, low, high int) string {
	if high <= low {
		return "0%"
	}
	return fmt.Sprintf("%.1f%%", 100*share(x, low, high))
}
