package report

import (
	"cmp"

	"genaiops/internal/maturity"
)

// report is the body of a report, in the order of its sections.
func (p *htmlPage) report(v reportView) {
	p.put(`<a class="skip" href="#report">Skip to the report</a>
`)
	p.header(v)
	p.put(`
<main id="report" tabindex="-1">
`)
	p.outcome(v)
	p.put("\n")
	p.profile(v)
	p.brief(v)
	p.meaning(v)
	p.warnings(v)
	if v.Plan != nil {
		p.plan(v)
	}
	if v.Comparison != nil {
		p.change(v)
	}
	p.answers(v)
	if frameworks := v.Frameworks(); len(frameworks) > 0 {
		p.supports(v, frameworks)
	}
	p.guidance(v)
	p.method(v)
	p.put(`
</main>
<footer>
<p>{}, a self-assessment · {}`, v.Name(), v.Bank().Ref())
	p.some(` · <time>{}</time>`, v.Sheet().Date)
	p.put(`</p>
</footer>`)
}

func (p *htmlPage) header(v reportView) {
	p.put(`<header>
<h1>`)
	if title := v.Report.Title; title != "" {
		p.put("{}", title)
	} else {
		p.put("{}", v.Name())
		p.some(` <bdi>{}</bdi>`, v.Sheet().Team)
	}
	p.put(`</h1>
<dl class="facts">`)
	p.fields(fact, v.Facts())
	p.put(`
</dl>
<nav aria-label="Contents">
<ul>
<li><a href="#outcome">Outcome</a></li>
<li><a href="#profile">Profile</a></li>`)
	p.when(len(warnings(v.Assessment)) > 0, `
<li><a href="#warnings">Warnings</a></li>`)
	p.when(v.Plan != nil, `
<li><a href="#plan">Next steps</a></li>`)
	p.when(v.Comparison != nil, `
<li><a href="#change">Change</a></li>`)
	p.put(`
<li><a href="#answers">Answers</a></li>`)
	p.when(len(v.Frameworks()) > 0, `
<li><a href="#supports">Supports</a></li>`)
	p.put(`
<li><a href="#guidance">Guidance</a></li>
<li><a href="#method">Method</a></li>
</ul>
</nav>
</header>`)
}

const (
	fact = `
<div><dt dir="auto">{}</dt><dd dir="auto">{}</dd></div>`
	term = `
<div><dt>{}</dt><dd>{}</dd></div>`
	paragraph = `
<p class="prose">{}</p>`
	alarm = `
<p class="prose alert"><span aria-hidden="true">⚠ </span>{}</p>`
	listItem = `
<li>{}</li>`
)

func (p *htmlPage) outcome(v reportView) {
	a := v.Assessment
	unknown := unknownSentence(a)
	p.put(`<section id="outcome" class="outcome" aria-labelledby="outcome-title">
<div class="margin">
<h2 id="outcome-title">Outcome</h2>
</div>
<div class="body verdict">
<p class="figure"><span class="score">{}</span> <span class="of">`, a.Low)
	if unknown != "" {
		p.put("to {} ", a.High)
	}
	p.put(`of {} points</span></p>
<div>
<p class="lead" dir="auto">{}</p>`, a.Max, v.Outcome())
	p.some(paragraph, v.SinceThen())
	p.some(alarm, v.Contradiction())
	p.some(paragraph, unknown)
	p.put(`
</div>
</div>
`)
	p.scale(htmlScaleOf(a))
	p.put(`
</section>`)
}

func (p *htmlPage) brief(v reportView) {
	steps := v.NextThree()
	if len(steps) == 0 {
		return
	}
	p.put(`
<section id="brief" aria-labelledby="brief-title">
<div class="margin"><h2 id="brief-title">Next</h2></div>
<div class="body">
<ol class="brief">`)
	p.fields(`
<li><strong>{}.</strong> <span dir="auto">{}</span></li>`, steps)
	p.put(`
</ol>`)
	p.some(`
<p class="prose about">{}</p>`, v.MoreSteps())
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) meaning(v reportView) {
	p.put(`

<section id="meaning" class="rest" aria-labelledby="meaning-title">
<div class="margin"><h2 id="meaning-title">What the level means</h2></div>
<div class="body">
<p class="prose">By points: {}`, v.Assessment.Level.Summary)
	p.some(` <span class="alert"><span aria-hidden="true">⚠ </span>{}</span>`, v.Contradiction())
	p.put(`</p>
</div>
</section>`)
}

func (p *htmlPage) warnings(v reportView) {
	list := warnings(v.Assessment)
	if len(list) == 0 {
		return
	}
	p.put(`
<section id="warnings" aria-labelledby="warnings-title">
<div class="margin"><h2 id="warnings-title">Warnings</h2></div>
<ul class="body rows">`)
	p.each(listItem, list)
	p.put(`
</ul>
</section>`)
}

func (p *htmlPage) profile(v reportView) {
	dimensions := v.Dimensions()
	radar := v.Radar()
	p.put(`<section id="profile" aria-labelledby="profile-title">
<div class="margin"><h2 id="profile-title">Profile</h2></div>
<div class="body`)
	p.when(radar != nil, " beside")
	p.put(`">`)
	if radar != nil {
		p.radar(radar)
	}
	p.put(`
<table class="bars">
<caption>Points by dimension</caption>
<thead>
<tr><th scope="col">Dimension</th><td class="wide" aria-hidden="true"></td><th scope="col" class="right">Points</th></tr>
</thead>
<tbody>`)
	for _, d := range dimensions {
		p.put(`
<tr>
<th scope="row">{}`, d.Dimension.Name)
		p.when(d.Dimension.Critical && !d.AtLowest(), ` <span class="tag">critical</span>`)
		p.some(` <span class="mark alert"><span aria-hidden="true">⚠ </span>{}</span>`, d.Mark())
		p.put(`</th>
<td class="wide" aria-hidden="true"><svg class="bar" aria-hidden="true" width="100%" height="8">`+
			`<rect class="ahead" width="100%" height="8" fill="{}"/>`+
			`<rect class="best" width="{}" height="8" fill="{}"/>`+
			`<rect class="reached" width="{}" height="8" fill="{}"/></svg></td>
<td class="right">{} <span class="of">of {}</span></td>
</tr>`, p.color.Ahead, d.BestBar(), p.color.Passed, d.Bar(), p.color.Accent, d.Subtotal(), d.Max)
	}
	p.put(`
</tbody>
</table>
</div>
</section>`)
}

func (p *htmlPage) answers(v reportView) {
	p.put(`

<section id="answers" aria-labelledby="answers-title">
<div class="margin"><h2 id="answers-title">Answers</h2></div>
<div class="body">`)
	for _, d := range v.Dimensions() {
		p.put(`
<section class="dimension">
<h3>{} <span class="points">{} of {}</span></h3>`, d.Dimension.Name, d.Subtotal(), d.Max)
		p.some(`
<p class="about">{}</p>`, d.Dimension.About)
		for _, a := range d.Answers {
			p.answer(a)
		}
		p.put(`
</section>`)
	}
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) answer(a reportAnswer) {
	p.put(`
<article class="answer">
<div>
<h4>{}</h4>
<p class="reached"><svg aria-hidden="true" width="{}" height="12">`, a.Question.Title, a.DotsWidth())
	for _, dot := range a.Dots() {
		if dot.Reached {
			p.put(`<circle class="full" fill="{}" stroke="{}"`, p.color.Accent, p.color.Accent)
		} else {
			p.put(`<circle fill="none" stroke="{}"`, p.color.Soft)
		}
		p.put(` cx="{}" cy="6" r="4.5"/>`, dot.X)
	}
	p.put(`</svg> <span>{}</span></p>
</div>
<div>
<p class="question">{}</p>
<p class="chosen">{}</p>`, a.Score, a.Question.Text, a.Text)
	p.proof(a.Note, a.Evidence)
	p.some(`
<p class="note">Committed {}</p>`, a.Next.String())
	p.put(`
</div>
</article>`)
}

// proof is what somebody wrote beside an answer.
func (p *htmlPage) proof(note string, evidence []string) {
	p.some(`
<p class="note" dir="auto">{}</p>`, note)
	if len(evidence) == 0 {
		return
	}
	p.put(`
<ul class="evidence" aria-label="Evidence">`)
	for _, piece := range evidence {
		if link := htmlEvidence(piece); link != "" {
			p.put(`
<li dir="auto"><a href="{}" rel="noopener noreferrer">{}</a></li>`, address(link), piece)
		} else {
			p.put(`
<li dir="auto">{}</li>`, piece)
		}
	}
	p.put(`
</ul>`)
}

func (p *htmlPage) plan(v reportView) {
	p.put(`
<section id="plan" aria-labelledby="plan-title">
<div class="margin"><h2 id="plan-title">Next steps</h2></div>
<div class="body">
<p class="lead">{}</p>`, v.PlanLead())
	if find := v.Plan.FindOut; len(find) > 0 {
		p.put(`
<h3>Find out first</h3>
<p class="prose">{}</p>
<dl class="rows">`, findOutSentence(v.Plan))
		for _, a := range find {
			p.put(term, a.Question.Title, a.Question.Text)
		}
		p.put(`
</dl>`)
	}
	p.shifts("ol", v.Steps())
	p.put(`
</div>
</section>`)
}

// shifts is a list of answers that changed or are to change.
func (p *htmlPage) shifts(list markup, shifts []reportShift) {
	if len(shifts) == 0 {
		return
	}
	p.put(`
<{} class="steps">`, list)
	for _, s := range shifts {
		p.put(`
<li>`)
		p.shift(s)
		p.put(`</li>`)
	}
	p.put(`
</{}>`, list)
}

func (p *htmlPage) shift(s reportShift) {
	p.put(`<h3>{} <span class="points">{}</span></h3>
<p class="about">{}</p>
<dl class="shift">`, s.Title, s.Change, s.About)
	for _, f := range s.Facts {
		p.put(`
<div class="{}"><dt>{}</dt><dd dir="auto">{}</dd></div>`, f.Class(), f.Name, f.Text)
	}
	if len(s.References)+len(s.Reading) > 0 {
		p.put(`
<div><dt>Read</dt><dd>`)
		p.references(s.References)
		p.reading(s.Reading, "")
		p.put(`</dd></div>`)
	}
	p.put(`
</dl>`)
}

func (p *htmlPage) change(v reportView) {
	p.put(`
<section id="change" aria-labelledby="change-title">
<div class="margin">
<h2 id="change-title">Change</h2>
<p class="about">{}</p>
</div>
<div class="body">
<p class="lead">{}</p>`, v.Since(), v.ChangeLead())
	if cautions := v.Cautions(); len(cautions) > 0 {
		p.put(`
<ul class="rows">`)
		p.each(listItem, cautions)
		p.put(`
</ul>`)
	}
	apart := v.NotCompared()
	if dimensions := v.Comparison.Dimensions; len(dimensions) > 0 {
		p.put(`
<table>
<caption>Points by dimension, before and now`)
		p.when(len(apart) > 0, ": of the questions that both sheets share")
		p.put(`</caption>
<thead>
<tr><th scope="col">Dimension</th><th scope="col" class="right">Before</th><th scope="col" class="right">Now</th>` +
			`<th scope="col" class="right">Of</th><th scope="col" class="right">Change</th></tr>
</thead>
<tbody>`)
		for _, d := range dimensions {
			p.put(`
<tr><th scope="row">{}</th><td class="right">{}</td><td class="right">{}</td><td class="right of">{}</td><td class="right change">{}</td></tr>`,
				d.Dimension.Name, d.Before.Score, d.After.Score, d.After.Max, dimensionChange(d))
		}
		p.put(`
</tbody>
</table>`)
	}
	if promises := v.Promises(); len(promises) > 0 {
		p.put(`
<h3>Commitments</h3>
<dl class="rows">`)
		p.fields(term, promises)
		p.put(`
</dl>`)
	}
	p.shifts("ul", v.Changes())
	if len(apart) > 0 {
		p.put(`
<h3>Not compared</h3>
<dl class="rows">`)
		p.fields(term, apart)
		p.put(`
</dl>`)
	}
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) supports(v reportView, frameworks []reportFramework) {
	p.put(`
<section id="supports" aria-labelledby="supports-title">
<div class="margin"><h2 id="supports-title">What the answers support</h2></div>
<div class="body">
<p class="prose">{}</p>`, v.Caution())
	for _, f := range frameworks {
		p.put(`
<h3>{}</h3>`, f.Title)
		p.some(`
<p class="about">{}</p>`, f.Note)
		if f.URL != "" {
			p.put(`
<p class="about"><a href="{}" rel="noopener noreferrer">{}</a></p>`, address(f.URL), f.URL)
		}
		for _, part := range f.Parts {
			p.put(`
<h4>{}</h4>
<dl class="rows">`, part.Heading)
			for _, r := range part.Provisions {
				p.put(`
<div><dt>{}</dt><dd>{}`, r.Name, r.Subject)
				p.fields(`
<p class="about">{}<span class="said">: {}</span></p>`, r.Facts)
				p.proof(r.Note, r.Evidence)
				p.put(`</dd></div>`)
			}
			p.put(`
</dl>`)
		}
	}
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) guidance(v reportView) {
	level := v.Assessment.Level
	p.put(`

<section id="guidance" aria-labelledby="guidance-title">
<div class="margin">
<h2 id="guidance-title">Guidance</h2>
<p class="about">of level {}, {}</p>
</div>
<div class="body">`, level.Number, level.Name)
	if len(level.Guidance) > 0 {
		p.put(`
<h3>{}</h3>
<ul class="guidance">`, headingOf(level))
		for _, g := range level.Guidance {
			p.put(`
<li>{}`, g.Text)
			p.some(` <span class="about">Measured by: {}.</span>`, v.Measures(g))
			p.put(`</li>`)
		}
		p.put(`
</ul>`)
	}
	if len(level.References) > 0 {
		p.put(`
<h3>To read</h3>
`)
		p.references(level.References)
	}
	p.put(`
</div>
</section>`)
}

func (p *htmlPage) references(list []maturity.Reference) {
	if len(list) == 0 {
		return
	}
	p.put(`<ul class="references">`)
	for _, r := range list {
		p.put(`
<li><a href="{}" rel="noopener noreferrer">{}</a>`, address(cmp.Or(r.Now, r.URL)), r.Title)
		p.some(` <span class="tag">{}</span>`, r.Kind)
		p.put(`
<span class="address">{}</span>`, r.URL)
		if r.Now != "" {
			p.put(`
<span class="known now">now: <a href="{}" rel="noopener noreferrer">{}</a></span>`, address(r.Now), r.Now)
		}
		if r.Retires != "" || r.Successor != "" {
			p.put(`
<span class="known">`)
			p.some("retires {}", r.Retires)
			p.when(r.Retires != "" && r.Successor != "", ", ")
			if r.Successor != "" {
				p.put(`successor: <a href="{}" rel="noopener noreferrer">{}</a>`, address(r.Successor), r.Successor)
			}
			p.put(`</span>`)
		}
		p.some(`
<span class="known">{}</span>`, r.Note)
		p.put(`</li>`)
	}
	p.put(`
</ul>`)
}

// reading is further reading of a question. Its links may have more attributes.
func (p *htmlPage) reading(list []maturity.Reading, attributes markup) {
	if len(list) == 0 {
		return
	}
	p.put(`<ul class="references">`)
	for _, r := range list {
		p.put(`
<li><a href="{}" rel="noopener noreferrer"{}>{}</a>`, address(r.URL), attributes, r.Title)
		p.some(` <span class="about">{}</span>`, origin(r))
		p.put(`
<span class="address">{}</span>`, r.URL)
		p.some(`
<span class="known">{}</span>`, r.Gives)
		p.put(`</li>`)
	}
	p.put(`
</ul>`)
}

func (p *htmlPage) method(v reportView) {
	p.put(`

<section id="method" aria-labelledby="method-title">
<div class="margin"><h2 id="method-title">How the score works</h2></div>
<div class="body">`)
	p.each(paragraph, v.Method())
	p.some(`
<p class="prose"><strong>The rule.</strong> {}</p>`, v.Bank().Instructions.Choose)
	p.put(`
<table class="levels">
<caption>The levels and their points</caption>
<thead>
<tr><th scope="col">Level</th><th scope="col">Name</th><th scope="col" class="right">Points</th><th scope="col">What it means</th></tr>
</thead>
<tbody>`)
	for i := range v.Assessment.Model.Levels {
		l := &v.Assessment.Model.Levels[i]
		reached := l.Number == v.Assessment.Level.Number
		p.put(`
<tr`)
		p.when(reached, ` class="reached"`)
		p.put(`><td>{}</td><th scope="row">{}`, l.Number, l.Title())
		if reached {
			p.put(` <span class="tag">{}</span>`, v.Reached())
		}
		p.put(`</th><td class="right">{}</td><td>{}</td></tr>`, band(l), l.Summary)
	}
	p.put(`
</tbody>
</table>
<p class="prose">`)
	p.source(v.Bank().Source)
	p.put(`{}</p>
</div>
</section>`, v.Ownership())
}

// source says where the levels come from.
func (p *htmlPage) source(s maturity.Source) {
	switch {
	case s == maturity.Source{}:
		return
	case s.URL != "":
		p.put(`The levels are taken from <a class="spelled" href="{}" rel="noopener noreferrer">{}</a>`, address(s.URL), cmp.Or(s.Title, s.URL))
	default:
		p.put("The levels are taken from {}", cmp.Or(s.Title, s.Publisher))
	}
	if s.Title != "" || s.URL != "" {
		p.some(" ({})", s.Publisher)
	}
	p.put(". ")
}
