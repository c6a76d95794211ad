package report

import (
	"bytes"
	"fmt"
	"io"

	"genaiops/internal/display"
	"genaiops/internal/rollup"
)

// RollupHTML writes the picture of many sheets as one self-contained page, in
// the manner of [HTML].
func RollupHTML(w io.Writer, s *rollup.Summary) error {
	style, pages, err := htmlTemplates()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "rollup.html", rollupPage{htmlStyle{style}, s}); err != nil {
		return err
	}
	_, err = io.WriteString(w, display.CleanLines(b.String()))
	return err
}

// rollupPage is what the template sees.
type rollupPage struct {
	htmlStyle
	summary *rollup.Summary
}

// htmlFigure is a row with a bar.
type htmlFigure struct{ Name, Figure, Mark, Bar string }

func (p rollupPage) Title() string            { return rollupTitle(p.summary) }
func (p rollupPage) Name() string             { return bankTitle(&p.summary.Model.Bank) }
func (p rollupPage) Sheets() string           { return display.Count(p.summary.Sheets, "sheet") }
func (p rollupPage) Score() string            { return capital(rollupScore(p.summary)) + "." }
func (p rollupPage) Bank() string             { return p.summary.Model.Bank.Ref().String() }
func (p rollupPage) By() string               { return p.summary.By }
func (p rollupPage) LevelNumbers() string     { return levelNumbers(p.summary) }
func (p rollupPage) DimensionNames() []string { return dimensionNames(p.summary) }

func (p rollupPage) Facts() []string {
	return each(rollupFacts(p.summary), func(fact string) string { return capital(fact) + "." })
}

func (p rollupPage) Levels() []htmlFigure {
	return each(p.summary.Levels, func(l rollup.LevelCount) htmlFigure {
		return htmlFigure{
			fmt.Sprintf("%d %s", l.Level.Number, l.Level.Title()), fmt.Sprint(l.Count),
			percent(l.Count, p.summary.Sheets), barWidth(float64(l.Count), 0, p.summary.Sheets),
		}
	})
}

func (p rollupPage) Dimensions() []htmlFigure {
	return each(byShare(p.summary.Dimensions), func(d rollup.DimensionTotal) htmlFigure {
		return htmlFigure{d.Dimension.Name, fmt.Sprintf("%.1f of %d", d.Mean, d.Max), lowestMark(d), barWidth(d.Mean, d.Min, d.Max)}
	})
}

// Critical names the teams with a critical dimension at its lowest.
func (p rollupPage) Critical() []string {
	var lines []string
	for _, d := range p.summary.Dimensions {
		if line := lowestTeams(d); line != "" {
			lines = append(lines, line+".")
		}
	}
	return lines
}

func (p rollupPage) Questions() []htmlFigure {
	return each(weakestQuestions(p.summary.Questions), func(q rollup.QuestionTotal) htmlFigure {
		low, high := q.Question.Lowest(), q.Question.Highest()
		return htmlFigure{q.Question.Title, fmt.Sprintf("%.1f of %d", q.Mean, high), lowestCount(q), barWidth(q.Mean, low, high)}
	})
}

// barWidth is the width of a bar for a figure between two ends.
func barWidth(x float64, low, high int) string {
	if high <= low {
		return "0%"
	}
	return fmt.Sprintf("%.1f%%", 100*(x-float64(low))/float64(high-low))
}

// htmlGroup is a row of the tables of groups.
type htmlGroup struct {
	Name           string
	Figures, Words []string
	Means          []htmlCell
}

func (p rollupPage) Groups() []htmlGroup {
	return each(p.summary.Groups, func(g rollup.Group) htmlGroup {
		return htmlGroup{
			groupName(g, p.summary.By),
			[]string{fmt.Sprint(g.Sheets), fmt.Sprintf("%.1f", g.Score.Mean), decimal(g.Score.Median)},
			[]string{levelShape(g.Levels), weakestOf(g.Totals)},
			p.cells(each(g.Dimensions, func(d rollup.DimensionTotal) float64 { return d.Mean }), "%.1f"),
		}
	})
}

// The parts of the heat map.
type (
	htmlTeam struct {
		Team, Score string
		Level       int
		Cells       []htmlCell
	}
	htmlCell struct {
		Points string
		Shade  int
	}
)

// cells are the points of the dimensions in that form.
func (p rollupPage) cells(points []float64, form string) []htmlCell {
	var cells []htmlCell
	for i, x := range points {
		cells = append(cells, htmlCell{fmt.Sprintf(form, x), darkness(p.summary.Dimensions[i].Dimension, x)})
	}
	return cells
}

func (p rollupPage) Omitted() int { return p.summary.Omitted() }

// Heat has the weakest teams, then the strongest.
func (p rollupPage) Heat() []htmlTeam {
	name := namer(p.summary)
	team := func(r rollup.Row) htmlTeam {
		t := htmlTeam{Team: name(r), Score: fmt.Sprint(r.Score), Level: r.Level.Number, Cells: p.cells(each(r.Dimensions, func(n int) float64 { return float64(n) }), "%.0f")}
		if r.High > r.Score {
			t.Score = fmt.Sprintf("%d to %d", r.Score, r.High)
		}
		return t
	}
	return append(each(p.summary.Weakest, team), each(p.summary.Strongest, team)...)
}
