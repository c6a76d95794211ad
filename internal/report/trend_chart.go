package report

import (
	"fmt"
	"math"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/rollup"
)

// trendChart is the picture of a trend: a column of levels for each period, the
// oldest at the left. Lengths are in the units of its viewBox.
type trendChart struct {
	Columns     []trendColumn
	Legend      []trendKey // the highest level first
	Gaps        bool       // whether any sheet has a critical gap
	Description string     // the picture in words
}

// The geometry of the chart.
const (
	TrendWidth  = 440
	TrendHeight = 230
	trendTop    = 26 // of the columns, below the means
	trendFoot   = 204
	trendSlot   = 110 // from one column to the next, at most
	trendLetter = 7.5 // about as wide as a character of the labels
)

// trendColumn is one period.
type trendColumn struct {
	Name     string // empty where there is no room for it
	Mean     string
	Center   float64
	X, Width float64
	MeanY    float64
	Parts    []trendPart
}

// trendPart is the sheets at one level in a period. The strip beside it is those
// with critical gaps.
type trendPart struct {
	Y, Height, Opacity       float64
	StripX, StripY, StripEnd float64 // equal ends without gaps
}

// StripHeight returns the height of the strip, or 0.
func (p trendPart) StripHeight() float64 { return p.StripEnd - p.StripY }

// trendKey explains the colour of a level.
type trendKey struct {
	Name    string
	Opacity float64
}

func trendChartOf(s *rollup.Summary) *trendChart {
	shown := periods(s)
	low, high := s.Model.Bank.Range()
	slot := math.Min(float64(TrendWidth)/float64(len(shown)), trendSlot)
	longest := 0
	for _, g := range shown {
		longest = max(longest, display.Width(periodLabel(g.Name)))
	}
	every := int(math.Ceil((float64(longest)*trendLetter + 8) / slot))
	chart := &trendChart{}
	opacity := func(i int) float64 { return shadeOf(i, len(s.Levels)) }
	var described []string
	for i, g := range shown {
		column := trendColumn{Mean: figure(g.Score.Mean, low, high), X: slot*float64(i) + slot*0.16, Width: slot * 0.6}
		column.Center = column.X + column.Width/2
		if (len(shown)-1-i)%every == 0 {
			column.Name = periodLabel(g.Name)
		}
		y := float64(trendFoot)
		for n, l := range g.Levels {
			height := float64(trendFoot-trendTop) * float64(l.Count) / float64(max(g.Sheets, 1))
			strip := 0.0
			if l.Gaps > 0 {
				chart.Gaps = true
				strip = math.Max(height*float64(l.Gaps)/float64(l.Count), 2)
			}
			column.Parts = append(column.Parts, trendPart{
				Y: y - height, Height: height, Opacity: opacity(n),
				StripX: column.X + column.Width + 2, StripY: y - strip, StripEnd: y,
			})
			y -= height
		}
		column.MeanY = y - 8
		chart.Columns = append(chart.Columns, column)
		described = append(described, fmt.Sprintf("%s: mean %s, at level %s: %s", shorten(g.Name), column.Mean, levelNumbers(s), levelShape(g.Levels)))
	}
	for i := len(s.Levels) - 1; i >= 0; i-- {
		l := s.Levels[i]
		chart.Legend = append(chart.Legend, trendKey{fmt.Sprintf("%d %s", l.Level.Number, l.Level.Name), opacity(i)})
	}
	chart.Description = strings.Join(described, "; ") + "."
	return chart
}

// shadeOf is how strongly the colour of one of several levels is laid on.
func shadeOf(i, levels int) float64 {
	return 0.2 + 0.8*float64(i)/float64(max(levels-1, 1))
}

func periodLabel(name string) string { return display.Truncate(name, 12) }

// trendLine is the small picture of a dimension's means, in a viewBox of 120 by 44.
type trendLine struct {
	Name, Mean, Change string
	Fell               bool
	Dots               []htmlPoint
}

// Line returns the dots as the points of a polyline.
func (l trendLine) Line() string {
	return strings.Join(each(l.Dots, htmlPoint.String), " ")
}

// Last returns the dot of the newest period.
func (l trendLine) Last() htmlPoint { return l.Dots[len(l.Dots)-1] }

// trendLines are the means of the dimensions, weakest first.
func trendLines(s *rollup.Summary) []trendLine {
	return each(byShare(s.Totals), func(d rollup.DimensionTotal) trendLine {
		means := dimensionMeans(s, d)
		l := trendLine{Name: d.Dimension.Name, Mean: meanOf(d.Mean, d.Min, d.Max)}
		if n := len(means); n > 1 {
			l.Change, l.Fell = signedMean(means[n-1]-means[n-2]), means[n-1] < means[n-2]
		}
		for i, mean := range means {
			x := 60.0
			if len(means) > 1 {
				x = 6 + 108*float64(i)/float64(len(means)-1)
			}
			l.Dots = append(l.Dots, htmlPoint{x, 38 - 32*share(mean, d.Min, d.Max)})
		}
		return l
	})
}
