package report

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"genaiops/internal/maturity"
)

// Scale returns the picture of all levels with the score on it. Positions on
// it are percentages of its width, so that the lettering keeps its size.
func (p htmlPage) Scale() htmlScale { return htmlScale{p.Assessment} }

type htmlScale struct{ a *maturity.Assessment }

// htmlBand is one level on the scale.
type htmlBand struct {
	Number   int
	Name     string // empty where there is no room for it
	X, Width htmlPercent
	Class    string // "passed", "reached" or "ahead"
	Tick     *htmlTick
}

// htmlTick is the first score of a band, written under its beginning. It is
// nil where there is no room for it.
type htmlTick struct {
	At   htmlPercent
	Text int
}

// htmlPercent is a share of the width, from 0 to 100.
type htmlPercent float64

func (x htmlPercent) String() string { return fmt.Sprintf("%.2f%%", float64(x)) }

// Center returns the middle of the band.
func (b htmlBand) Center() htmlPercent { return b.X + b.Width/2 }

// at returns where a score's cell begins. Every score has a cell of the same
// width, so that a band of one score is still to be seen.
func (s htmlScale) at(score float64) htmlPercent {
	low, high := s.a.Model.Bank.Range()
	return htmlPercent(100 * (score - float64(low)) / float64(high-low+1))
}

// Bands returns the levels from left to right.
func (s htmlScale) Bands() []htmlBand {
	var bands []htmlBand
	for i := range s.a.Model.Levels {
		l := &s.a.Model.Levels[i]
		start := s.at(float64(l.Min))
		b := htmlBand{Number: l.Number, X: start, Width: s.at(float64(l.Max+1)) - start, Class: s.class(l)}
		const narrowest = 5.6 // CSS pixels for one percent of the scale, where names are shown
		if room := float64(b.Width) * narrowest; room > 7*float64(utf8.RuneCountInString(l.Name)+3) {
			b.Name = l.Name
		}
		if b.Width > 8 && start < 92 {
			b.Tick = &htmlTick{start, l.Min}
		}
		bands = append(bands, b)
	}
	return bands
}

func (s htmlScale) class(l *maturity.Level) string {
	switch {
	case l.Number == s.a.Level.Number:
		return "reached"
	case l.Min < s.a.Level.Min:
		return "passed"
	}
	return "ahead"
}

// Low returns the place of the score.
func (s htmlScale) Low() htmlPercent { return s.at(float64(s.a.Low) + 0.5) }

// High returns the place of the score with unknown answers at their highest.
func (s htmlScale) High() htmlPercent { return s.at(float64(s.a.High) + 0.5) }

// Reach returns how far it is from Low to High.
func (s htmlScale) Reach() htmlPercent { return s.High() - s.Low() }

// Max returns the highest score, which stands at the right end.
func (s htmlScale) Max() int { return s.a.Max }

// Score returns the lettering at the mark.
func (s htmlScale) Score() string {
	if s.a.Low == s.a.High {
		return fmt.Sprint(s.a.Low)
	}
	return fmt.Sprintf("%d–%d", s.a.Low, s.a.High)
}

// Anchor keeps the lettering at the mark inside of the picture.
func (s htmlScale) Anchor() string {
	switch middle := (s.Low() + s.High()) / 2; {
	case middle < 6:
		return "start"
	case middle > 94:
		return "end"
	}
	return "middle"
}

// Label returns the place of the lettering at the mark.
func (s htmlScale) Label() htmlPercent {
	switch s.Anchor() {
	case "start":
		return 0
	case "end":
		return 100
	}
	return (s.Low() + s.High()) / 2
}

// Description is the picture in words.
func (s htmlScale) Description() string {
	var levels []string
	for i := range s.a.Model.Levels {
		levels = append(levels, s.a.Model.Levels[i].String()+": "+band(&s.a.Model.Levels[i]))
	}
	return fmt.Sprintf("%s points, %s. The points of all levels: %s.", scorePhrase(s.a), s.a.Level, strings.Join(levels, "; "))
}

// Bar returns how much of the way from the lowest to the highest subtotal a
// dimension has gone.
func (d reportDimension) Bar() htmlPercent { return d.share(d.Score) }

// BestBar is Bar with the unknown answers at their highest.
func (d reportDimension) BestBar() htmlPercent { return d.share(d.Best) }

// BeforeBar is Bar in the previous assessment.
func (d reportDimension) BeforeBar() htmlPercent { return d.share(d.Before.Before.Score) }

func (d reportDimension) share(score int) htmlPercent {
	if d.Max == d.Min {
		return 100
	}
	return htmlPercent(100 * float64(score-d.Min) / float64(d.Max-d.Min))
}

// The geometry of the radar, in the units of its viewBox of 420 by 304.
const (
	htmlRadarX, htmlRadarY = 210, 152
	htmlRadarRadius        = 112
	htmlRadarLabel         = htmlRadarRadius + 13 // where the lettering begins
	htmlRadarLine          = 14                   // from one line of lettering to the next
	htmlRadarLetters       = 12                   // in a line, at most
)

// htmlRadar is the picture of the dimensions as a polygon.
type htmlRadar struct{ dims []reportDimension }

// Radar returns the picture of the dimensions, or nil where it would show
// nothing: with fewer than three there is no area, and with more than twelve
// no room for their names. The table has all of them.
func (p htmlPage) Radar() *htmlRadar {
	dims := p.Dimensions()
	if len(dims) < 3 || len(dims) > 12 {
		return nil
	}
	return &htmlRadar{dims}
}

// htmlPoint is a place in the picture.
type htmlPoint struct{ X, Y float64 }

// point returns the place at a distance from the center, on the axis of a
// dimension. The first axis points up, the others follow clockwise.
func (r *htmlRadar) point(axis int, distance float64) htmlPoint {
	angle := 2*math.Pi*float64(axis)/float64(len(r.dims)) - math.Pi/2
	return htmlPoint{htmlRadarX + distance*math.Cos(angle), htmlRadarY + distance*math.Sin(angle)}
}

func (p htmlPoint) String() string { return fmt.Sprintf("%.1f,%.1f", p.X, p.Y) }

// polygon joins the points at a share of each axis.
func (r *htmlRadar) polygon(share func(reportDimension) htmlPercent) string {
	var points []string
	for i, d := range r.dims {
		points = append(points, r.point(i, htmlRadarRadius*float64(share(d))/100).String())
	}
	return strings.Join(points, " ")
}

// Rings returns the lines at each quarter of the way out.
func (r *htmlRadar) Rings() []string {
	var rings []string
	for quarter := htmlPercent(25); quarter <= 100; quarter += 25 {
		rings = append(rings, r.polygon(func(reportDimension) htmlPercent { return quarter }))
	}
	return rings
}

// Score returns the outline of the assessment.
func (r *htmlRadar) Score() string { return r.polygon(reportDimension.Bar) }

// Best returns the outline with unknown answers at their highest, "" when
// nothing is unknown.
func (r *htmlRadar) Best() string {
	for _, d := range r.dims {
		if d.Best > d.Score {
			return r.polygon(reportDimension.BestBar)
		}
	}
	return ""
}

// Before returns the outline of the previous assessment, "" without one.
func (r *htmlRadar) Before() string {
	if r.dims[0].Before == nil {
		return ""
	}
	return r.polygon(reportDimension.BeforeBar)
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

// Center returns the middle of the picture.
func (r *htmlRadar) Center() htmlPoint { return htmlPoint{htmlRadarX, htmlRadarY} }

// Axes returns the dimensions clockwise from the top.
func (r *htmlRadar) Axes() []htmlAxis {
	var axes []htmlAxis
	for i, d := range r.dims {
		at := r.point(i, htmlRadarLabel)
		axes = append(axes, htmlAxis{
			End:    r.point(i, htmlRadarRadius),
			Score:  r.point(i, htmlRadarRadius*float64(d.Bar())/100),
			Anchor: htmlRadarAnchor(at),
			Lines:  htmlRadarLines(at, htmlLetter(d.Dimension.Name)),
		})
	}
	return axes
}

func htmlRadarAnchor(at htmlPoint) string {
	switch off := at.X - htmlRadarX; {
	case off > 8:
		return "start"
	case off < -8:
		return "end"
	}
	return "middle"
}

// htmlRadarLines places lines of lettering: above the point in the upper half
// of the picture, below it in the lower, centered on it at the sides.
func htmlRadarLines(at htmlPoint, texts []string) []htmlLine {
	up := (htmlRadarY - at.Y) / htmlRadarLabel // 1 at the top, -1 at the bottom
	height := float64(htmlRadarLine * (len(texts) - 1))
	y := at.Y + 4 - height*(1+up)/2 - 4*up
	var lines []htmlLine
	for i, text := range texts {
		lines = append(lines, htmlLine{htmlPoint{at.X, y + float64(i*htmlRadarLine)}, text})
	}
	return lines
}

// htmlLetter breaks a name into two lines at most, each short enough for the
// radar. What does not fit is cut off; the table has the whole name.
func htmlLetter(name string) []string {
	var lines []string
	for _, word := range strings.Fields(name) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last]+word) < htmlRadarLetters {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	if len(lines) > 2 {
		lines = append(lines[:1], lines[1]+" …")
	}
	for i, line := range lines {
		if runes := []rune(line); len(runes) > htmlRadarLetters {
			lines[i] = string(runes[:htmlRadarLetters-1]) + "…"
		}
	}
	return lines
}

// Description is the picture in words.
func (r *htmlRadar) Description() string {
	var scores []string
	for _, d := range r.dims {
		scores = append(scores, fmt.Sprintf("%s %s of %d", d.Dimension.Name, d.Subtotal(), d.Max))
	}
	return "Each axis is a dimension, from its lowest subtotal in the middle to its highest at the rim: " + strings.Join(scores, ", ") + "."
}

// htmlDot is one option above the lowest, in the small picture beside an answer.
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

// htmlLevel is a level in the table of levels.
type htmlLevel struct {
	*maturity.Level
	Reached bool
}

// Band returns the scores of the level.
func (l htmlLevel) Band() string { return band(l.Level) }

// Levels returns all levels, the lowest first.
func (p htmlPage) Levels() []htmlLevel {
	var levels []htmlLevel
	for i := range p.Assessment.Model.Levels {
		l := &p.Assessment.Model.Levels[i]
		levels = append(levels, htmlLevel{l, l.Number == p.Assessment.Level.Number})
	}
	return levels
}

// Class returns the name under which the style sets off the facts between which
// an answer moves.
func (f reportFact) Class() string {
	switch name, _, _ := strings.Cut(f.Name, " "); name {
	case "Today", "Was":
		return "from"
	case "Then", "Now":
		return "to"
	}
	return "more"
}
