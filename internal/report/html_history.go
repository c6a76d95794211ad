package report

import (
	"cmp"
	"fmt"
	"io"
)

// HistoryHTML writes assessments over time as one self-contained page, like [HTML].
func HistoryHTML(w io.Writer, h History) error {
	name := bankTitle(&h.Model.Bank)
	head := pageHead{Title: name + " over time", Language: language(&h.Model.Bank)}
	return writeHTML(w, head, func(p *htmlPage) { p.history(h, name) })
}

// HistorySVG writes the chart of a history for a slide.
func HistorySVG(w io.Writer, h History, inDark bool) error {
	title := bankTitle(&h.Model.Bank) + " over time"
	said := historyHeadline(h)
	return writeSlide(w, title, "", said, inDark, func(p *htmlPage) {
		p.lines(slideMargin, 190, 38, "700", p.color.Ink, said, 76)
		chart := historyChartOf(h)
		if chart == nil {
			return
		}
		p.put(`
<svg x="80" y="270" width="1180" height="590" viewBox="0 0 {} {}" overflow="visible" fill="{}">`, historyWidth, historyHeight, p.color.Ink)
		p.historyDrawing(chart)
		p.put(`
</svg>`)
		if chart.Gaps {
			p.put(`
<circle cx="1300" cy="838" r="9" fill="{}" stroke="{}" stroke-width="5"/><text x="1324" y="847" font-size="28">critical gaps</text>`,
				p.color.Paper, p.color.Alert)
		}
	})
}

func (p *htmlPage) history(h History, name string) {
	p.put(`<a class="skip" href="#report">Skip to the history</a>
<header>
<h1>{} <bdi>over time</bdi></h1>
</header>
<main id="report" tabindex="-1">
<section aria-labelledby="chart-heading">
<div class="margin"><h2 id="chart-heading">Trend</h2></div>
<div class="body">
<p class="lead" dir="auto">{}</p>`, name, historyHeadline(h))
	if chart := historyChartOf(h); chart != nil {
		p.put(`
<figure>
<svg class="chart large" role="img" aria-labelledby="chart-title chart-description" viewBox="0 0 {} {}" width="{}" height="{}" fill="{}">
<title id="chart-title">Scores over time, on the scale of levels</title>
<desc id="chart-description">{}</desc>
`, historyWidth, historyHeight, historyWidth, historyHeight, p.color.Ink, chart.Description)
		p.historyDrawing(chart)
		p.put(`
</svg>`)
		if chart.Gaps {
			p.put(`
<figcaption>
<span><svg aria-hidden="true" width="14" height="14"><circle class="gap" cx="7" cy="7" r="5" fill="{}" stroke="{}" stroke-width="3"/></svg> with critical gaps</span>
</figcaption>`, p.color.Paper, p.color.Alert)
		}
		p.put(`
</figure>`)
		p.each(paragraph, chart.remarks())
	}
	p.put(`
</div>
</section>`)
	for i, entries := range h.teams() {
		id := fmt.Sprintf("team-%d", i+1)
		p.put(`
<section aria-labelledby="{}">
<div class="margin"><h2 id="{}" dir="auto">{}</h2></div>
<div class="body">`, id, id, cmp.Or(shorten(teamOf(entries[0])), "No team"))
		p.each(paragraph, nonEmpty([]string{h.due(entries).sentence()}))
		p.put(`
<table>
<caption>Assessments</caption>
<thead><tr><th scope="col">Date</th><th scope="col">Score</th><th scope="col" class="right">Change</th><th scope="col">Level</th></tr></thead>
<tbody>`)
		for _, row := range historyTable(entries).rows {
			p.put(`
<tr><th scope="row">{}</th><td>{}</td><td class="right">{}</td><td>{}</td></tr>`, row[0].text, row[1].text, row[2].text, row[3].text)
		}
		p.put(`
</tbody>
</table>`)
		for _, b := range append(historyPromises(entries), trendTables(entries)...) {
			p.trendBlock(b)
		}
		p.put(`
</div>
</section>`)
	}
	p.put(`
</main>
<footer>
<p>{}, self-assessments</p>
</footer>`, h.Model.Bank.Ref())
}

// trendBlock is a note, a list of commitments or a table of what the text of a history has.
func (p *htmlPage) trendBlock(b block) {
	switch b := b.(type) {
	case sentences:
		p.each(paragraph, nonEmpty(b.lines))
	case list:
		p.put(`
<h3>Commitments</h3>
<ul class="rows">`)
		p.each(listItem, each(b.items, func(i item) string { return i.text }))
		p.put(`
</ul>`)
	case table:
		p.put(`
<table>
<caption>Trend by dimension</caption>
<thead><tr><th scope="col">Dimension</th><th scope="col">Points</th><th scope="col" class="right">Change</th></tr></thead>
<tbody>`)
		for _, row := range b.rows {
			p.put(`
<tr><th scope="row">{}</th><td>{}</td><td class="right">{}</td></tr>`, row[0].text, row[2].text, row[3].text)
		}
		p.put(`
</tbody>
</table>`)
	}
}
