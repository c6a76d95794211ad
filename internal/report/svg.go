package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// A slide has 1600 by 900 units. Its lettering is at least 26 of them, so that it can be
// read at a quarter of the size.
const (
	slideWidth, slideHeight = 1600, 900
	slideMargin             = 80
	slideTitle              = 60 // characters
	slideFont               = "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
)

// SVG writes a picture of an assessment for a slide: the outcome, the scale of levels and
// the radar. It has no script and loads nothing.
func SVG(w io.Writer, r Report, inDark bool) error {
	v := reportView{r}
	a := r.Assessment
	return writeSlide(w, v.Title(), v.Sheet().Date, v.Outcome(), inDark, func(p *htmlPage) {
		score := htmlScaleOf(a).Score
		p.put(`
<text x="80" y="300" font-size="{}" font-weight="700" fill="{}">{}</text>
<text x="84" y="352" font-size="32" fill="{}">of {} points</text>`,
			min(150, 560/display.Width(score)), p.color.Accent, score, p.color.Soft, a.Max)
		y := p.lines(420, 200, 42, "700", p.color.Ink, capital(levelOf(a)), 54)
		y = p.lines(420, y+8, 34, "400", p.color.Ink, capital(distance(a))+".", 60)
		if a.High > a.Low {
			y = p.lines(420, y+4, 30, "400", p.color.Soft, fmt.Sprintf("With unknown answers; at best %d: %s.", a.High, levelAtBest(a)), 70)
		}
		if gaps := a.CriticalGaps(); len(gaps) > 0 {
			p.lines(420, y+8, 28, "700", p.color.Alert, "⚠ Lowest: "+gapTitles(gaps), 76)
		}
		p.put(`
<svg x="80" y="520" width="800" height="186" viewBox="0 0 430 100" overflow="visible" fill="{}" font-size="13" text-anchor="middle">`, p.color.Ink)
		p.scaleDrawing(htmlScaleOf(a))
		p.put(`
</svg>`)
		const lettering = 19
		if radar := v.radarWith(lettering + 2); radar != nil {
			p.put(`
<svg x="930" y="440" width="600" height="434" viewBox="0 0 420 304" overflow="visible" fill="{}" font-size="{}">`, p.color.Ink, lettering)
			p.radarDrawing(radar)
			p.put(`
</svg>`)
		}
		p.put(`
<text x="80" y="850" font-size="26" fill="{}">{}, a self-assessment</text>`, p.color.Soft, v.Bank().Ref())
	})
}

// RollupSVG writes a picture of many sheets for a slide: the headline, and the trend or
// the sheets at each level. A title replaces the picture's own.
func RollupSVG(w io.Writer, s *rollup.Summary, title string, inDark bool) error {
	said := rollupScore(s)
	if s.Sheets > 0 {
		said = headline(s)
	}
	return writeSlide(w, cmp.Or(title, rollupTitle(s)), "", said, inDark, func(p *htmlPage) {
		y := p.lines(slideMargin, 190, 40, "700", p.color.Ink, said, 74)
		if s.Trend != nil {
			for _, problem := range trendProblems(s) {
				y = p.lines(slideMargin, y+4, 30, "700", p.color.Alert, "⚠ "+capital(problem), 96)
			}
			p.put(`
<svg x="80" y="372" width="920" height="481" viewBox="0 0 {} {}" overflow="visible" fill="{}" font-size="15" text-anchor="middle">`,
				TrendWidth, TrendHeight, p.color.Ink)
			chart := trendChartOf(s)
			p.trendDrawing(chart)
			p.put(`
</svg>`)
			p.legend(chart)
			return
		}
		p.levelBars(s)
	})
}

func (p *htmlPage) legend(chart *trendChart) {
	step := min(52, 440/(len(chart.Legend)+1))
	size := min(30, step-4)
	y := 400
	for _, key := range chart.Legend {
		p.put(`
<rect x="1120" y="{}" width="28" height="{}" fill="{}" fill-opacity="{}"/><text x="1164" y="{}" font-size="{}">{}</text>`,
			y, size, p.color.Accent, key.Opacity, y+size-3, size, display.Truncate(key.Name, 22))
		y += step
	}
	if chart.Gaps {
		p.put(`
<rect x="1130" y="{}" width="9" height="{}" fill="{}"/><text x="1164" y="{}" font-size="{}">with critical gaps</text>`,
			y, size, p.color.Alert, y+size-3, size)
	}
}

// levelBars has a bar for each level, the highest on top.
func (p *htmlPage) levelBars(s *rollup.Summary) {
	step := min(110, 500/len(s.Levels))
	size := max(min(30, step-4), 1)
	y := 360
	for i := len(s.Levels) - 1; i >= 0; i-- {
		l := s.Levels[i]
		p.put(`
<text x="80" y="{}" font-size="{}">{}</text>
<rect x="440" y="{}" width="560" height="{}" fill="{}"/><rect x="440" y="{}" width="{}" height="{}" fill="{}"/>
<text x="1030" y="{}" font-size="{}" font-weight="700">{}</text>`,
			y+size-3, size, display.Truncate(fmt.Sprintf("%d %s", l.Level.Number, l.Level.Name), 20),
			y, size, p.color.Ahead, y, 560*share(float64(l.Count), 0, s.Sheets), size, p.color.Accent, y+size-3, size, l.Count)
		if l.Gaps > 0 {
			p.put(`
<text x="1120" y="{}" font-size="{}" font-weight="700" fill="{}">⚠ {}</text>`, y+size-3, size, p.color.Alert, levelGaps(l))
		}
		y += step
	}
}

// writeSlide writes the frame of a slide with what is in it. The description says for
// screen readers what the picture says.
func writeSlide(w io.Writer, title, aside, description string, inDark bool, content func(*htmlPage)) error {
	p := &htmlPage{color: light}
	if inDark {
		p.color = dark
	}
	p.put(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" width="{}" height="{}" viewBox="0 0 {} {}" font-family="{}" fill="{}">
<title id="title">{}</title>
<desc id="description">{}</desc>
<rect width="{}" height="{}" fill="{}"/>
<text x="80" y="110" font-size="44" font-weight="700">{}</text>`,
		slideWidth, slideHeight, slideWidth, slideHeight, slideFont, p.color.Ink, title, description,
		slideWidth, slideHeight, p.color.Paper, display.Truncate(title, slideTitle-len(aside)))
	if aside != "" {
		p.put(`
<text x="1520" y="110" font-size="32" text-anchor="end" fill="{}">{}</text>`, p.color.Soft, aside)
	}
	content(p)
	p.put(`
</svg>
`)
	return p.writeTo(w)
}

// lines writes a text in at most three lines, and returns where the next one may begin.
func (p *htmlPage) lines(x, y, size int, weight markup, fill, text string, columns int) int {
	const most = 3
	lines := display.WrapLines(text, columns)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = display.Truncate(lines[most-1]+" …", columns)
		if !strings.HasSuffix(lines[most-1], "…") {
			lines[most-1] += "…"
		}
	}
	for _, line := range lines {
		p.put(`
<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>`, x, y, size, weight, fill, line)
		y += size * 5 / 4
	}
	return y
}

// Badge writes a badge for a README, in the size that badges have there. Critical gaps
// stand beside the level, in the colour of a problem.
func Badge(w io.Writer, a *maturity.Assessment) error {
	level := fmt.Sprintf("level %d", a.Level.Number)
	if a.HighLevel != a.Level {
		level += fmt.Sprintf(" to %d", a.HighLevel.Number)
	}
	score := fmt.Sprint(a.Low)
	if a.High > a.Low {
		score += fmt.Sprintf("–%d", a.High)
	}
	parts := []badgePart{
		{display.Truncate(bankTitle(&a.Model.Bank), 32), "#555555"},
		{fmt.Sprintf("%s · %s/%d", level, score, a.Max), light.Accent},
	}
	if gaps := len(a.CriticalGaps()); gaps > 0 {
		parts = append(parts, badgePart{display.Count(gaps, "gap"), light.Alert})
	}
	width := 0
	for _, part := range parts {
		width += part.width()
	}
	p := &htmlPage{}
	name := fmt.Sprintf("%s: %s, %s of %d points%s", bankTitle(&a.Model.Bank), level, score, a.Max, withGaps(len(a.CriticalGaps())))
	p.put(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" width="{}" height="20" font-family="Verdana, 'DejaVu Sans', Geneva, sans-serif" font-size="11" fill="#ffffff" text-anchor="middle">
<title>{}</title>
<clipPath id="round"><rect width="{}" height="20" rx="3"/></clipPath>
<g clip-path="url(#round)">`, name, width, name, width)
	x := 0
	for _, part := range parts {
		p.put(`
<rect x="{}" width="{}" height="20" fill="{}"/><text x="{}" y="14" textLength="{}">{}</text>`,
			x, part.width(), part.color, float64(x)+float64(part.width())/2, part.width()-10, part.text)
		x += part.width()
	}
	p.put(`
</g>
</svg>
`)
	return p.writeTo(w)
}

// badgePart is a field of a badge.
type badgePart struct{ text, color string }

// width is about how wide the text is in Verdana at 11 pixels, and the room beside it.
func (b badgePart) width() int {
	width := 10.0
	for _, r := range b.text {
		switch {
		case strings.ContainsRune("iljtfrI.,:;'|!·/ ()", r):
			width += 4.4
		case strings.ContainsRune("mwMW", r):
			width += 10.2
		case 'A' <= r && r <= 'Z':
			width += 7.8
		default:
			width += 6.8 * float64(max(display.Width(string(r)), 1))
		}
	}
	return int(width + 0.5)
}
