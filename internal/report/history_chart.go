package report

import (
	"cmp"
	"fmt"
	"sort"
	"strings"
	"time"

	"genaiops/internal/display"
)

// The geometry of the chart of a history.
const (
	historyWidth, historyHeight = 640, 320
	historyLeft, historyRight   = 110, 470 // of the lines; the levels' names are before them, those of the teams behind
	historyTop, historyFoot     = 20, 280
	historyLines                = 8 // at most, so that each has a name
	historyLetters              = 22
	historyLineGap              = 16 // between two names
)

// historyChart is the scores of teams over time, on the scale of levels.
type historyChart struct {
	Levels      []historyLevel
	Lines       []historyLine
	From, To    string // dates
	Hidden      int    // lines for which there is no room
	Undated     int    // assessments
	Gaps        bool
	Description string // the picture in words
}

// historyLevel is where a level begins.
type historyLevel struct {
	Name       string
	Y, Center  float64
	HasDivider bool
}

// historyLine is the assessments of a team or, if several people answered, of one of them.
type historyLine struct {
	Name   string
	NameY  float64
	Dots   []historyDot
	Dashes string
}

type historyDot struct {
	htmlPoint
	Gaps bool
}

// historyChartOf returns nil if no assessment has a date.
func historyChartOf(h History) *historyChart {
	type series struct {
		name    string
		entries []HistoryEntry
	}
	c := &historyChart{}
	var all []series
	for _, entries := range h.teams() {
		people := grouped(entries, respondentOf)
		for _, own := range people {
			s := series{name: cmp.Or(teamOf(own[0]), "No team")}
			if who := respondentOf(own[0]); len(people) > 1 && who != "" {
				s.name += " · " + who
			}
			for _, e := range own {
				date := e.Assessment.Sheet.Date
				if date == "" {
					c.Undated++
					continue
				}
				s.entries = append(s.entries, e)
				if c.From == "" || date < c.From {
					c.From = date
				}
				c.To = max(c.To, date)
			}
			if len(s.entries) > 0 {
				all = append(all, s)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	c.Hidden = max(len(all)-historyLines, 0)
	first, span := day(c.From), max(day(c.To)-day(c.From), 1)
	low, high := h.Model.Bank.Range()
	at := func(score float64) float64 {
		return historyFoot - (historyFoot-historyTop)*(score-float64(low))/float64(max(high-low, 1))
	}
	for i := range h.Model.Levels {
		l := &h.Model.Levels[i]
		begin, end := float64(l.Min), float64(min(l.Max+1, high))
		if i == 0 {
			begin = float64(low)
		}
		c.Levels = append(c.Levels, historyLevel{
			fmt.Sprintf("%d %s", l.Number, l.Name), at(begin), (at(begin) + at(end)) / 2, i > 0,
		})
	}
	var described []string
	for i, s := range all[:min(len(all), historyLines)] {
		line := historyLine{Name: display.Truncate(s.name, historyLetters), Dashes: []string{"", "6 4", "2 4", "10 4 2 4"}[i%4]}
		var said []string
		for _, e := range s.entries {
			a := e.Assessment
			x := historyLeft + (historyRight-historyLeft)*(day(a.Sheet.Date)-first)/span
			gaps := len(a.CriticalGaps()) > 0
			c.Gaps = c.Gaps || gaps
			line.Dots = append(line.Dots, historyDot{htmlPoint{x, at(float64(a.Low))}, gaps})
			said = append(said, fmt.Sprintf("%s %s, %s", a.Sheet.Date, scorePhrase(a), levelOf(a)))
		}
		line.NameY = line.Dots[len(line.Dots)-1].Y
		c.Lines = append(c.Lines, line)
		described = append(described, shorten(s.name)+": "+strings.Join(said, "; "))
	}
	c.spread()
	c.Description = strings.Join(described, ". ") + "."
	return c
}

// spread moves the names at the ends of the lines apart.
func (c *historyChart) spread() {
	order := make([]*historyLine, len(c.Lines))
	for i := range c.Lines {
		order[i] = &c.Lines[i]
	}
	sort.SliceStable(order, func(i, j int) bool { return order[i].NameY < order[j].NameY })
	for i, line := range order {
		if i > 0 {
			line.NameY = max(line.NameY, order[i-1].NameY+historyLineGap)
		}
	}
	if over := order[len(order)-1].NameY - historyFoot; over > 0 {
		for _, line := range order {
			line.NameY -= over
		}
	}
}

// day numbers a valid date.
func day(date string) float64 {
	t, _ := time.Parse(time.DateOnly, date) // readers refuse others
	return float64(t.Unix() / (24 * 60 * 60))
}

// Points returns the dots as the points of a polyline.
func (l historyLine) Points() string {
	return strings.Join(each(l.Dots, func(d historyDot) string { return d.String() }), " ")
}

func (p *htmlPage) historyDrawing(c *historyChart) {
	for _, l := range c.Levels {
		if l.HasDivider {
			p.put(`
<path class="ring" d="M{} {}H{}" stroke="{}"/>`, historyLeft, fmt.Sprintf("%.1f", l.Y), historyRight, p.color.Hair)
		}
		p.put(`
<text class="label" x="{}" y="{}" fill="{}" font-size="12" text-anchor="end">{}</text>`,
			historyLeft-12, fmt.Sprintf("%.1f", l.Center+4), p.color.Soft, display.Truncate(l.Name, 14))
	}
	p.put(`
<path class="ring" d="M{} {}V{}H{}" stroke="{}" fill="none"/>`, historyLeft, historyTop, historyFoot, historyRight, p.color.Hair)
	p.put(`
<text class="label" x="{}" y="{}" fill="{}" font-size="12">{}</text>`, historyLeft, historyFoot+24, p.color.Soft, c.From)
	if c.To != c.From {
		p.put(`
<text class="label" x="{}" y="{}" fill="{}" font-size="12" text-anchor="end">{}</text>`, historyRight, historyFoot+24, p.color.Soft, c.To)
	}
	for _, l := range c.Lines {
		end := l.Dots[len(l.Dots)-1]
		p.put(`
<path class="ring" d="M{}L{}" stroke="{}"/>`, end, htmlPoint{historyRight + 10, l.NameY}, p.color.Hair)
		p.put(`
<polyline class="stroke" points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round" stroke-dasharray="{}"/>`,
			l.Points(), p.color.Accent, cmp.Or(l.Dashes, "none"))
		for _, d := range l.Dots {
			if d.Gaps {
				p.put(`
<circle class="gap" cx="{}" cy="{}" r="5" fill="{}" stroke="{}" stroke-width="3"/>`, fmt.Sprintf("%.1f", d.X), fmt.Sprintf("%.1f", d.Y), p.color.Paper, p.color.Alert)
			} else {
				p.put(`
<circle class="dot" cx="{}" cy="{}" r="4" fill="{}"/>`, fmt.Sprintf("%.1f", d.X), fmt.Sprintf("%.1f", d.Y), p.color.Accent)
			}
		}
		p.put(`
<text x="{}" y="{}" font-size="13">{}</text>`, historyRight+14, fmt.Sprintf("%.1f", l.NameY+4), l.Name)
	}
}

// remarks say what the chart leaves out.
func (c *historyChart) remarks() []string {
	var remarks []string
	if c.Hidden > 0 {
		remarks = append(remarks, fmt.Sprintf("%s not drawn, only listed.", display.Count(c.Hidden, "more line")))
	}
	if c.Undated > 0 {
		remarks = append(remarks, fmt.Sprintf("%s without a date not drawn.", display.Count(c.Undated, "assessment")))
	}
	return remarks
}

// historyHeadline says where the latest assessment of the one team stands, or how much of
// several teams there is.
func historyHeadline(h History) string {
	if len(h.Entries) == 0 {
		return "No assessments to show."
	}
	if teams := h.teams(); len(teams) > 1 {
		return fmt.Sprintf("%s of %d teams.", display.Count(len(h.Entries), "assessment"), len(teams))
	}
	latest := h.Entries[len(h.Entries)-1].Assessment
	who := cmp.Or(latest.Sheet.Team, "The team")
	text := fmt.Sprintf("%s: %s points, %s", who, scorePhrase(latest), levelOf(latest))
	if date := latest.Sheet.Date; date != "" {
		text = longDate(date) + ", " + text
	}
	return text + "."
}
