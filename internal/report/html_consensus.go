package report

// consensus is the body of an agenda.
func (p *htmlPage) consensus(c consensusPage) {
	p.put(`<a class="skip" href="#report">Skip to the agenda</a>
<header>
<h1>{} <bdi>{}</bdi></h1>
</header>
<main id="report" tabindex="-1">
<section aria-labelledby="outcome-title">
<div class="margin"><h2 id="outcome-title">Where we stand</h2></div>
<div class="body">
<p class="lead">{}</p>`, c.Name, c.Respondents, c.Score)
	p.each(paragraph, c.Summary)
	p.each(alarm, c.Warnings)
	p.put(`
<table class="bars">
<caption>People by level</caption>
<thead><tr><th scope="col">Level</th><td class="wide" aria-hidden="true"></td><th scope="col" class="right">People</th></tr></thead>
<tbody>`)
	for _, l := range c.Levels {
		p.barRow(l.Name, l.Alert, l.Bar)
		p.put(`<td class="right">{}</td></tr>`, l.Figure)
	}
	p.put(`
</tbody>
</table>
</div>
</section>`)
	if len(c.Agenda) > 0 {
		p.put(`
<section aria-labelledby="agenda-title">
<div class="margin"><h2 id="agenda-title">To discuss</h2></div>
<div class="body">
<ol class="steps">`)
		for _, t := range c.Agenda {
			p.put(`
<li>
<h3>{} <span class="points">{}`, t.Title, t.Dimension)
			p.some(" · {}", t.Spread)
			p.put(`</span></h3>
`)
			p.topic(t)
			p.put(`
</li>`)
		}
		p.put(`
</ol>
</div>
</section>`)
	}
	if len(c.Settled) > 0 {
		p.put(`
<section aria-labelledby="settled-title">
<div class="margin"><h2 id="settled-title">Settled</h2></div>
<div class="body">`)
		for _, t := range c.Settled {
			p.put(`
<details>
<summary>{} <span class="points">{}</span></summary>
`, t.Title, t.Dimension)
			p.topic(t)
			p.put(`
</details>`)
		}
		p.put(`
</div>
</section>`)
	}
	p.put(`
</main>
<footer>
<p>{}, self-assessments · {}</p>
</footer>`, c.Name, c.Bank)
}

// topic is a question with what people said.
func (p *htmlPage) topic(t htmlTopic) {
	p.put(`<p class="question">{}</p>
<ul class="options">`, t.Text)
	for _, o := range t.Options {
		p.put(`
<li`)
		p.when(o.Chosen, ` class="chosen"`)
		p.put(`><span class="mark-of">{}</span><div><p>{}</p>`, o.Mark, o.Text)
		if o.Chosen {
			p.put(`<p class="people"><strong>{}</strong>`, o.Figure)
			p.some(` · <bdi>{}</bdi>`, o.Who)
			p.put(`</p>`)
			p.share(o.Bar)
		}
		p.put(`</div></li>`)
	}
	p.put(`
</ul>`)
	for _, r := range t.Remarks {
		p.put(`
<p class="note" dir="auto">{}: {}</p>`, r.Who(), r.Words())
	}
}
