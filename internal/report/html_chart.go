package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// htmlPercent is a share of a picture's width, from 0 to 100.
type htmlPercent float64

func (x htmlPercent) String() string { return fmt.Sprintf("%.2f%%", float64(x)) }

// htmlScale is the picture of all levels with the score on it. Positions are
// percentages of its width, so that the lettering keeps its size.
type htmlScale struct {
	Bands       []htmlBand  // from left to right
	Low, High   htmlPercent // both ends of the score
	Reach       htmlPercent // from Low to High
	Label       htmlPercent // of the lettering Score, which Anchor keeps inside the picture
	Anchor      string
	Score       string
	Max         int
	Description string // the picture in words
}

// htmlBand is one level on the scale.
type htmlBand struct {
	*maturity.Level
	X, Width, Center htmlPercent
	Class            string // "passed", "reached" or "ahead"
	Named, Ticked    bool   // there is room for its name, and for its lowest score
}

func htmlScaleOf(a *maturity.Assessment) htmlScale {
	low, high := a.Model.Bank.Range()
	// Every score has a cell of the same width, so that a band of one score is visible.
	at := func(score float64) htmlPercent {
		return htmlPercent(100 * (score - float64(low)) / float64(high-low+1))
	}
	s := htmlScale{Low: at(float64(a.Low) + 0.5), High: at(float64(a.High) + 0.5), Score: fmt.Sprint(a.Low), Max: a.Max}
	s.Reach = s.High - s.Low
	if a.High > a.Low {
		s.Score = fmt.Sprintf("%d–%d", a.Low, a.High)
	}
	s.Label, s.Anchor = (s.Low+s.High)/2, "middle"
	switch {
	case s.Label < 6:
		s.Label, s.Anchor = 0, "start"
	case s.Label > 94:
		s.Label, s.Anchor = 100, "end"
	}
	var levels []string
	for i := range a.Model.Levels {
		l := &a.Model.Levels[i]
		b := htmlBand{Level: l, X: at(float64(l.Min)), Class: "ahead"}
		b.Width = at(float64(l.Max+1)) - b.X
		b.Center = b.X + b.Width/2
		switch {
		case l.Number == a.Level.Number:
			b.Class = "reached"
		case l.Min < a.Level.Min:
			b.Class = "passed"
		}
		const narrowest = 5.6 // CSS pixels for one percent of the scale, where names are shown
		b.Named = float64(b.Width)*narrowest > 7*float64(display.Width(l.Name)+3)
		b.Ticked = b.Width > 8 && b.X < 92
		s.Bands = append(s.Bands, b)
		levels = append(levels, l.String()+": "+band(l))
	}
	s.Description = fmt.Sprintf("%s points, %s. The points of all levels: %s.", scorePhrase(a), levelOf(a), strings.Join(levels, "; "))
	return s
}

// Bar returns how far a dimension is from its lowest to its highest subtotal.
func (d reportDimension) Bar() htmlPercent { return d.share(d.Score) }

// BestBar is Bar with the unknown answers at their highest.
func (d reportDimension) BestBar() htmlPercent { return d.share(d.Best) }

// BeforeBar is Bar in the previous assessment.
func (d reportDimension) BeforeBar() htmlPercent { return d.share(d.Before.Before.Score) }

func (d reportDimension) share(score int) htmlPercent {
	if d.Max == d.Min {
		return 100
	}
	return htmlPercent(100 * share(float64(score), d.Min, d.Max))
}

// The geometry of the radar, in the units of its viewBox of 420 by 304.
const (
	htmlRadarX, htmlRadarY = 210, 152
	htmlRadarRadius        = 112
	htmlRadarLabel         = htmlRadarRadius + 13 // where the lettering begins
	htmlRadarLine          = 14.0                 // from one line of lettering to the next, in a page
	htmlRadarColumns       = 12                   // in a line, at most; a wide character takes two
)

// htmlRadar is the picture of the dimensions as polygons.
type htmlRadar struct {
	Center              htmlPoint
	Rings               []string // a line at each quarter of the way out
	Score, Best, Before string   // outlines; "" if nothing is unknown, or there is no previous assessment
	Axes                []htmlAxis
	Description         string // the picture in words
}

// htmlAxis is a dimension's line in the radar, with its name at the end.
type htmlAxis struct {
	End, Score htmlPoint
	Anchor     string
	Lines      []htmlLine
}

// htmlLine is a piece of lettering.
type htmlLine struct {
	htmlPoint
	Text string
}

// htmlPoint is a place in the picture.
type htmlPoint struct{ X, Y float64 }

func (p htmlPoint) String() string { return fmt.Sprintf("%.1f,%.1f", p.X, p.Y) }

// Radar returns the picture of the dimensions, or nil where it would show
// nothing: fewer than three have no area, and more than twelve leave no room for
// their names. The table has all of them.
func (v reportView) Radar() *htmlRadar { return v.radarWith(htmlRadarLine) }

// radarWith is Radar with another distance from one line of lettering to the next.
func (v reportView) radarWith(line float64) *htmlRadar {
	dimensions := v.Dimensions()
	if len(dimensions) < 3 || len(dimensions) > 12 {
		return nil
	}
	return htmlRadarOf(dimensions, line)
}

func htmlRadarOf(dimensions []reportDimension, line float64) *htmlRadar {
	// The first axis points up, the others follow clockwise.
	point := func(axis int, distance float64) htmlPoint {
		angle := 2*math.Pi*float64(axis)/float64(len(dimensions)) - math.Pi/2
		return htmlPoint{htmlRadarX + distance*math.Cos(angle), htmlRadarY + distance*math.Sin(angle)}
	}
	polygon := func(share func(reportDimension) htmlPercent) string {
		var points []string
		for i, d := range dimensions {
			points = append(points, point(i, htmlRadarRadius*float64(share(d))/100).String())
		}
		return strings.Join(points, " ")
	}
	r := &htmlRadar{Center: htmlPoint{htmlRadarX, htmlRadarY}, Score: polygon(reportDimension.Bar)}
	if slices.ContainsFunc(dimensions, func(d reportDimension) bool { return d.Best > d.Score }) {
		r.Best = polygon(reportDimension.BestBar)
	}
	if dimensions[0].Before != nil {
		r.Before = polygon(reportDimension.BeforeBar)
	}
	for quarter := htmlPercent(25); quarter <= 100; quarter += 25 {
		r.Rings = append(r.Rings, polygon(func(reportDimension) htmlPercent { return quarter }))
	}
	var scores []string
	for i, d := range dimensions {
		axis := htmlAxis{End: point(i, htmlRadarRadius), Score: point(i, htmlRadarRadius*float64(d.Bar())/100), Anchor: "middle"}
		at := point(i, htmlRadarLabel)
		switch off := at.X - htmlRadarX; {
		case off > 8:
			axis.Anchor = "start"
		case off < -8:
			axis.Anchor = "end"
		}
		// The lettering is above its point in the upper half of the picture, below it
		// in the lower half, and centered on it at the sides.
		lines := htmlLetter(d.Dimension.Name)
		up := (htmlRadarY - at.Y) / htmlRadarLabel // 1 at the top, -1 at the bottom
		height := line * float64(len(lines)-1)
		at.Y += 4 - height*(1+up)/2 - 4*up
		for _, text := range lines {
			axis.Lines = append(axis.Lines, htmlLine{at, text})
			at.Y += line
		}
		r.Axes = append(r.Axes, axis)
		scores = append(scores, fmt.Sprintf("%s %s of %d", d.Dimension.Name, d.Subtotal(), d.Max))
	}
	r.Description = "Each axis is a dimension, from its lowest subtotal in the middle to its highest at the rim: " + strings.Join(scores, ", ") + "."
	return r
}

// htmlLetter breaks a name into at most two lines, each short enough for the
// radar. What doesn't fit is cut off; the table has the whole name.
func htmlLetter(name string) []string {
	var lines []string
	for _, word := range strings.Fields(name) {
		last := len(lines) - 1
		if last >= 0 && display.Width(lines[last]+word) < htmlRadarColumns {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	if len(lines) > 2 {
		lines = append(lines[:1], lines[1]+" …")
	}
	for i, line := range lines {
		lines[i] = display.Truncate(line, htmlRadarColumns)
	}
	return lines
}

// htmlDot is one option above the lowest, in the small picture next to an answer.
type htmlDot struct {
	X       int // of its center, in CSS pixels
	Reached bool
}

const htmlDotStep = 14 // from one dot to the next, in CSS pixels

// Dots returns the options above the lowest from left to right.
func (a reportAnswer) Dots() []htmlDot {
	var dots []htmlDot
	for i, o := range a.Question.Options[1:] {
		dots = append(dots, htmlDot{X: htmlDotStep*i + htmlDotStep/2, Reached: o.Points <= a.Points})
	}
	return dots
}

// DotsWidth returns the width of the row of dots.
func (a reportAnswer) DotsWidth() int { return htmlDotStep * (len(a.Question.Options) - 1) }
