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

// htmlFigure is a row with a bar.
type htmlFigure struct{ Name, Figure, Mark, Bar string }

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
	cells := func(points []float64, form string) []htmlCell {
		var cells []htmlCell
		for i, x := range points {
			cells = append(cells, htmlCell{fmt.Sprintf(form, x), darkness(s.Dimensions[i].Dimension, x)})
		}
		return cells
	}
	var groupRows []htmlGroup
	means := groupHeat(s).rows
	for i, row := range groups(s).rows {
		texts := each(row, func(cell span) string { return cell.text })
		groupRows = append(groupRows, htmlGroup{texts[0], texts[1:4], texts[4:], cells(means[i].points, "%.1f")})
	}
	name := namer(s)
	return writeHTML(w, "rollup.html", func(style htmlStyle) any {
		return rollupPage{
			htmlStyle:      style,
			Language:       language(&s.Model.Bank),
			Title:          rollupTitle(s),
			Name:           bankTitle(&s.Model.Bank),
			Sheets:         display.Count(s.Sheets, "sheet"),
			Score:          sentence(rollupScore(s)),
			Bank:           s.Model.Bank.Ref().String(),
			By:             s.By,
			LevelNumbers:   levelNumbers(s),
			Facts:          each(rollupFacts(s), sentence),
			Critical:       each(nonEmpty(each(s.Dimensions, lowestTeams)), func(line string) string { return line + "." }),
			DimensionNames: dimensionNames(s),
			Levels: each(s.Levels, func(l rollup.LevelCount) htmlFigure {
				return htmlFigure{
					fmt.Sprintf("%d %s", l.Level.Number, l.Level.Title()), fmt.Sprint(l.Count),
					strings.Join(nonEmpty([]string{percent(l.Count, s.Sheets), levelGaps(l)}), ", "), barWidth(float64(l.Count), 0, s.Sheets),
				}
			}),
			Dimensions: each(byShare(s.Dimensions), func(d rollup.DimensionTotal) htmlFigure {
				return htmlFigure{d.Dimension.Name, fmt.Sprintf("%.1f of %d", d.Mean, d.Max), lowestMark(d), barWidth(d.Mean, d.Min, d.Max)}
			}),
			Questions: each(weakestQuestions(s.Questions), func(q rollup.QuestionTotal) htmlFigure {
				low, high := q.Question.Lowest(), q.Question.Highest()
				return htmlFigure{q.Question.Title, fmt.Sprintf("%.1f of %d", q.Mean, high), lowestCount(q), barWidth(q.Mean, low, high)}
			}),
			Groups: groupRows,
			Heat: each(slices.Concat(s.Weakest, s.Strongest), func(r rollup.Row) htmlTeam {
				score := fmt.Sprint(r.Score)
				if r.High > r.Score {
					score = fmt.Sprintf("%d to %d", r.Score, r.High)
				}
				gaps := ""
				if r.Gaps > 0 {
					gaps = display.Count(r.Gaps, "critical gap")
				}
				return htmlTeam{name(r), score, r.Level.Number, gaps, cells(floats(r.Dimensions), "%.0f")}
			}),
			Omitted: s.Omitted(),
			Gate:    htmlGateOf(RollupGate(s)),
		}
	})
}

// barWidth is the width of a bar for a figure between two ends.
func barWidth(x float64, low, high int) string {
	if high <= low {
		return "0%"
	}
	return fmt.Sprintf("%.1f%%", 100*share(x, low, high))
}
