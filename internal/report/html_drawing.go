package report

// The pictures of the pages. Their colours are attributes, for servers that forbid inline
// style; style.css replaces them, so that they follow the colour scheme.

func (p *htmlPage) scale(s htmlScale) {
	p.put(`<svg class="scale" role="img" aria-labelledby="scale-title scale-description" width="100%" height="100" fill="{}" font-size="13" text-anchor="middle">
<title id="scale-title">The score on the scale of levels</title>
<desc id="scale-description">{}</desc>
`, p.color.Ink, s.Description)
	p.scaleDrawing(s)
	p.put(`
</svg>`)
}

func (p *htmlPage) scaleDrawing(s htmlScale) {
	fills := map[string]string{"ahead": p.color.Ahead, "passed": p.color.Passed, "reached": p.color.Accent}
	for _, b := range s.Bands {
		p.put(`
<rect class="{}" x="{}" y="36" width="{}" height="12" fill="{}" stroke="{}" stroke-width="2"/>`,
			b.Class, b.X, b.Width, fills[b.Class], p.color.Paper)
		if b.Ticked {
			p.put(`
<text class="tick" x="{}" y="66" fill="{}" font-size="12" text-anchor="start">{}</text>`, b.X, p.color.Soft, b.Min)
		}
		p.put(`
<text class="number {}" x="{}" y="90"`, b.Class, b.Center)
		if b.Class == "reached" {
			p.put(` font-weight="700"`)
		} else {
			p.put(` fill="{}"`, p.color.Soft)
		}
		p.put(`>{}`, b.Number)
		if b.Named {
			p.put(`<tspan class="name"> {}</tspan>`, b.Name)
		}
		p.put(`</text>`)
	}
	p.put(`
<text class="tick" x="100%" y="66" fill="{}" font-size="12" text-anchor="end">{}</text>`, p.color.Soft, s.Max)
	if s.Reach > 0 {
		p.put(`
<rect class="reach" x="{}" y="30" width="{}" height="2"/>`, s.Low, s.Reach)
	}
	p.put(`
<svg x="{}" y="24" overflow="visible"><path class="mark" d="M0 0V24" stroke="{}" stroke-width="2"/></svg>
<text class="mark-label" x="{}" y="15" text-anchor="{}" font-size="15" font-weight="700">{}</text>`,
		s.Low, p.color.Ink, s.Label, s.Anchor, s.Score)
}

func (p *htmlPage) radar(r *htmlRadar) {
	p.put(`
<figure>
<svg class="radar" role="img" aria-labelledby="radar-title radar-description" viewBox="0 0 420 304" width="420" height="304" fill="{}" font-size="13">
<title id="radar-title">Radar of the dimensions</title>
<desc id="radar-description">{}</desc>
`, p.color.Ink, r.Description)
	p.radarDrawing(r)
	p.put(`
</svg>`)
	if r.Before != "" || r.Best != "" {
		p.put(`
<figcaption>
<span><svg aria-hidden="true" width="20" height="8"><path class="line score" d="M0 4H20" stroke="{}" stroke-width="2"/></svg> this assessment</span>`,
			p.color.Accent)
		if r.Best != "" {
			p.put(`
<span><svg aria-hidden="true" width="20" height="8"><path class="line best" d="M0 4H20" stroke="{}" stroke-width="2" stroke-dasharray="1 4" stroke-linecap="round"/></svg> at best, with unknown answers</span>`,
				p.color.Accent)
		}
		if r.Before != "" {
			p.put(`
<span><svg aria-hidden="true" width="20" height="8"><path class="line before" d="M0 4H20" stroke="{}" stroke-width="2" stroke-dasharray="5 4"/></svg> before</span>`,
				p.color.Soft)
		}
		p.put(`
</figcaption>`)
	}
	p.put(`
</figure>`)
}

func (p *htmlPage) radarDrawing(r *htmlRadar) {
	for _, ring := range r.Rings {
		p.put(`
<polygon class="ring" points="{}" fill="none" stroke="{}"/>`, ring, p.color.Hair)
	}
	for _, axis := range r.Axes {
		p.put(`
<path class="ring" d="M{}L{}" stroke="{}"/>`, r.Center, axis.End, p.color.Hair)
		for _, line := range axis.Lines {
			p.put(`
<text x="{}" y="{}" text-anchor="{}">{}</text>`, line.X, line.Y, axis.Anchor, line.Text)
		}
	}
	if r.Before != "" {
		p.put(`
<polygon class="before" points="{}" fill="none" stroke="{}" stroke-width="1.5" stroke-dasharray="5 4"/>`, r.Before, p.color.Soft)
	}
	if r.Best != "" {
		p.put(`
<polygon class="best" points="{}" fill="none" stroke="{}" stroke-width="2" stroke-dasharray="1 4" stroke-linecap="round"/>`, r.Best, p.color.Accent)
	}
	p.put(`
<polygon class="score" points="{}" fill="{}" fill-opacity="0.14" stroke="{}" stroke-width="2" stroke-linejoin="round"/>`,
		r.Score, p.color.Accent, p.color.Accent)
	for _, axis := range r.Axes {
		p.put(`
<circle class="dot" cx="{}" cy="{}" r="3" fill="{}"/>`, axis.Score.X, axis.Score.Y, p.color.Accent)
	}
}

func (p *htmlPage) trendDrawing(c *trendChart) {
	for _, column := range c.Columns {
		for _, part := range column.Parts {
			if part.Height > 0 {
				p.put(`
<rect class="level" x="{}" y="{}" width="{}" height="{}" fill="{}" fill-opacity="{}" stroke="{}"/>`,
					column.X, part.Y, column.Width, part.Height, p.color.Accent, part.Opacity, p.color.Paper)
			}
			if part.StripHeight() > 0 {
				p.put(`
<rect class="strip" x="{}" y="{}" width="4" height="{}" fill="{}"/>`, part.StripX, part.StripY, part.StripHeight(), p.color.Alert)
			}
		}
		p.put(`
<text x="{}" y="{}" font-weight="700">{}</text>`, column.Center, column.MeanY, column.Mean)
		if column.Name != "" {
			p.put(`
<text class="label" x="{}" y="222" fill="{}" font-size="12">{}</text>`, column.Center, p.color.Soft, column.Name)
		}
	}
}

func (p *htmlPage) lineDrawing(l trendLine) {
	p.put(`<path class="ring" d="M4 6H116M4 38H116" stroke="{}" fill="none"/>`+
		`<polyline class="stroke" points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round"/>`,
		p.color.Hair, l.Line(), p.color.Accent)
	for _, dot := range l.Dots {
		p.put(`<circle class="dot" cx="{}" cy="{}" r="2" fill="{}"/>`, dot.X, dot.Y, p.color.Accent)
	}
	p.put(`<circle class="dot" cx="{}" cy="{}" r="4" fill="{}"/>`, l.Last().X, l.Last().Y, p.color.Accent)
}

// share is a bar that is full for the whole of something.
func (p *htmlPage) share(width string) {
	p.put(`<svg class="bar" aria-hidden="true" width="100%" height="8"><rect class="ahead" width="100%" height="8" fill="{}"/>`+
		`<rect class="reached" width="{}" height="8" fill="{}"/></svg>`, p.color.Ahead, width, p.color.Accent)
}
