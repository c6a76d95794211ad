package report

// rollup is the body of a roll-up.
func (p *htmlPage) rollup(r rollupPage) {
	p.put(`<a class="skip" href="#report">Skip to the report</a>
<header>
<h1>{}`, r.Name)
	p.some(` <bdi>{}</bdi>`, r.About)
	p.put(`</h1>
</header>
<main id="report" tabindex="-1">
<section aria-labelledby="levels-title">
<div class="margin"><h2 id="levels-title">Levels`)
	if r.Chart != nil {
		p.put(" in {}", r.Period)
	}
	p.put(`</h2></div>
<div class="body">
<p class="lead">{}</p>`, r.Lead)
	p.each(alarm, r.Problems)
	p.gate(r.Gate)
	p.put(`
<p class="prose about">{}</p>`, r.Facts)
	if len(r.Levels) > 0 {
		p.put(`
<table class="bars">
<caption>Sheets by level</caption>
<thead><tr><th scope="col">Level</th><td class="wide" aria-hidden="true"></td><th scope="col" class="right">Sheets</th></tr></thead>
<tbody>`)
		for _, l := range r.Levels {
			p.barRow(l.Name, l.Alert, l.Bar)
			p.put(`<td class="right">{} <span class="of">{}</span></td></tr>`, l.Figure, l.Mark)
		}
		p.put(`
</tbody>
</table>`)
	}
	p.put(`
</div>
</section>`)
	if r.Chart != nil {
		p.trend(r)
	}
	if len(r.Dimensions) > 0 {
		p.weakest(r)
	}
	if len(r.Groups) > 0 && r.Chart == nil {
		p.groups(r)
	}
	if len(r.Heat) > 0 {
		p.teams(r)
	}
	p.put(`
</main>
<footer>
<p>{}, self-assessments</p>
</footer>`, r.Bank)
}

// barRow begins the row of a table with a name and a bar.
func (p *htmlPage) barRow(name, alert, bar string) {
	p.put(`
<tr><th scope="row">{}`, name)
	p.some(` <span class="alert"><span aria-hidden="true">⚠ </span>{}</span>`, alert)
	p.put(`</th><td class="wide" aria-hidden="true">`)
	p.share(bar)
	p.put(`</td>`)
}

// gate is the verdict of a gate, if there is one.
func (p *htmlPage) gate(g *htmlGate) {
	switch {
	case g == nil:
	case g.Passed:
		p.put(paragraph, g.Sentence)
	default:
		p.put(alarm, g.Sentence)
		p.put(`
<ul class="prose">`)
		p.each(listItem, g.Reasons)
		p.put(`
</ul>`)
	}
}

// weakest are the dimensions and the weakest questions.
func (p *htmlPage) weakest(r rollupPage) {
	p.put(`
<section aria-labelledby="dimensions-title">
<div class="margin"><h2 id="dimensions-title">Dimensions</h2></div>
<div class="body">
<table class="bars">
<caption>Mean by dimension, weakest first</caption>
<thead><tr><th scope="col">Dimension</th><td class="wide" aria-hidden="true"></td><th scope="col" class="right">Mean</th></tr></thead>
<tbody>`)
	for _, d := range r.Dimensions {
		p.put(`
<tr><th scope="row">{}`, d.Name)
		p.some(` <span class="tag">{}</span>`, d.Mark)
		p.some(` <span class="alert"><span aria-hidden="true">⚠ </span>{}</span>`, d.Alert)
		p.put(`</th><td class="wide" aria-hidden="true">`)
		p.share(d.Bar)
		p.put(`</td><td class="right">{}</td></tr>`, d.Figure)
	}
	p.put(`
</tbody>
</table>`)
	p.each(alarm, r.Critical)
	if len(r.Questions) > 0 {
		p.put(`
<table class="bars">
<caption>Weakest questions</caption>
<thead><tr><th scope="col">Question</th><td class="wide" aria-hidden="true"></td><th scope="col" class="right">Mean</th></tr></thead>
<tbody>`)
		for _, q := range r.Questions {
			p.put(`
<tr><th scope="row">{} <span class="tag">{}</span></th><td class="wide" aria-hidden="true">`, q.Name, q.Mark)
			p.share(q.Bar)
			p.put(`</td><td class="right">{}</td></tr>`, q.Figure)
		}
		p.put(`
</tbody>
</table>`)
	}
	p.some(paragraph, r.WeakRemark)
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) groups(r rollupPage) {
	p.put(`
<section aria-labelledby="groups-title">
<div class="margin"><h2 id="groups-title">By {}</h2></div>
<div class="body scrolls" tabindex="0" role="region" aria-label="Table of groups">
<table>
<caption>Groups side by side</caption>
<thead><tr><th scope="col">Group</th><th scope="col" class="right">Sheets</th><th scope="col" class="right">Mean</th><th scope="col" class="right">Median</th>`+
		`<th scope="col">At level {}</th><th scope="col">Weakest, +ties</th></tr></thead>
<tbody>`, r.By, r.LevelNumbers)
	for _, g := range r.Groups {
		p.put(`
<tr><th scope="row">{}</th>`, g.Name)
		p.each(`<td class="right">{}</td>`, g.Figures)
		p.each(`<td>{}</td>`, g.Words)
		p.put(`</tr>`)
	}
	p.put(`
</tbody>
</table>
`)
	p.groupMeans(r)
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) groupMeans(r rollupPage) {
	head := "Group"
	if r.Chart != nil {
		head = r.Capital
	}
	p.put(`<table class="heat">
<caption>Mean by {} and dimension</caption>
<thead><tr><th scope="col">{}</th>`, r.By, head)
	p.each(`<th scope="col" class="right turned">{}</th>`, r.DimensionNames)
	p.put(`</tr></thead>
<tbody>`)
	for _, g := range r.Groups {
		p.put(`
<tr><th scope="row">{}</th>`, g.Name)
		p.cells(g.Means)
		p.put(`</tr>`)
	}
	p.put(`
</tbody>
</table>
<p class="prose about">{}</p>`, r.GroupRemark)
}

// cells are those of a heat map.
func (p *htmlPage) cells(list []htmlCell) {
	for _, c := range list {
		p.put(`<td class="right heat-{}">{}</td>`, c.Shade, c.Points)
	}
}

func (p *htmlPage) teams(r rollupPage) {
	p.put(`
<section aria-labelledby="teams-title">
<div class="margin"><h2 id="teams-title">Teams</h2></div>
<div class="body scrolls" tabindex="0" role="region" aria-label="Table of teams">
<table class="heat">
<caption>Points by team and dimension`)
	if r.Omitted > 0 {
		p.put("; {} between the weakest and the strongest not shown", r.Omitted)
	}
	p.put(`</caption>
<thead><tr><th scope="col">Team</th>`)
	p.each(`<th scope="col" class="right">{}</th>`, r.TeamHeads)
	p.each(`<th scope="col" class="right turned">{}</th>`, r.DimensionNames)
	p.put(`</tr></thead>
<tbody>`)
	for _, t := range r.Heat {
		p.put(`
<tr><th scope="row">{}</th><td class="right">{}</td><td class="right">{}</td><td class="right">`, t.Team, t.Score, t.Level)
		if t.Gaps > 0 {
			p.put(`<span class="alert"><span aria-hidden="true">⚠ </span>{}</span>`, t.Gaps)
		}
		p.put(`</td>`)
		if r.Changes {
			p.put(`<td class="right`)
			p.when(t.Fell, " alert")
			p.put(`">{}</td>`, t.Change)
		}
		p.cells(t.Cells)
		p.put(`</tr>`)
	}
	p.put(`
</tbody>
</table>`)
	p.some(`
<p class="prose about">{}</p>`, r.TeamRemark)
	p.put(`
</div>
</section>`)
}

// trend is what only a roll-up over time has.
func (p *htmlPage) trend(r rollupPage) {
	p.put(`
<section id="trend" aria-labelledby="trend-title">
<div class="margin"><h2 id="trend-title">By {}</h2></div>
<div class="body beside">
<figure>
<svg class="chart" role="img" aria-labelledby="chart-title chart-description" viewBox="0 0 {} {}" width="{}" height="{}" fill="{}" font-size="13" text-anchor="middle">
<title id="chart-title">Levels and mean by {}</title>
<desc id="chart-description">{}</desc>
`, r.By, TrendWidth, TrendHeight, TrendWidth, TrendHeight, p.color.Ink, r.By, r.Chart.Description)
	p.trendDrawing(r.Chart)
	p.put(`
</svg>
<figcaption>`)
	for _, key := range r.Chart.Legend {
		p.put(`
<span><svg aria-hidden="true" width="12" height="12"><rect class="reached" width="12" height="12" fill="{}" fill-opacity="{}"/></svg> {}</span>`,
			p.color.Accent, key.Opacity, key.Name)
	}
	if r.Chart.Gaps {
		p.put(`
<span><svg aria-hidden="true" width="5" height="12"><rect class="strip" width="5" height="12" fill="{}"/></svg> with critical gaps</span>`, p.color.Alert)
	}
	p.put(`
</figcaption>
</figure>
<div class="scrolls" tabindex="0" role="region" aria-label="Table of levels and mean">
<table class="periods">
<caption>Levels and mean by {}; !2 means that two of the sheets have critical gaps</caption>
<thead><tr>`, r.By)
	for _, head := range r.PeriodHeads {
		p.put(`<th scope="col"`)
		p.when(head.Right, ` class="right"`)
		p.put(`>{}</th>`, head.Text)
	}
	p.put(`</tr></thead>
<tbody>`)
	for _, period := range r.Periods {
		p.put(`
<tr><th scope="row">{}</th>`, period.Name)
		p.each(`<td class="right">{}</td>`, period.Figures)
		p.put(`<td>{}</td></tr>`, period.Levels)
	}
	p.put(`
</tbody>
</table>
</div>
</div>`)
	if len(r.Lines) > 0 {
		p.put(`
<div class="body">
<h3>Mean by dimension</h3>
<ul class="multiples">`)
		for _, l := range r.Lines {
			p.line(l)
		}
		p.put(`
</ul>
</div>`)
	}
	p.put(`
<div class="body scrolls" tabindex="0" role="region" aria-label="Means by {} and dimension">
`, r.By)
	p.groupMeans(r)
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) line(l trendLine) {
	p.put(`
<li><p>{}</p>
<svg class="chart" aria-hidden="true" viewBox="0 0 120 44" width="120" height="44">`, l.Name)
	p.lineDrawing(l)
	p.put(`</svg>
<p>{}`, l.Mean)
	with := "of"
	if l.Fell {
		with = "alert"
	}
	if l.Change != "" {
		p.put(` <span class="{}">{}</span>`, with, l.Change)
	}
	p.put(`</p></li>`)
}
