package report

import (
	"fmt"

	"genaiops/internal/maturity"
)

// form is the body of a form, up to its script.
func (p *htmlPage) form(f formPage) {
	p.put(`<header>
<h1>{}`, f.Name())
	p.some(` <bdi>{}</bdi>`, f.Sheet.Team)
	p.put(`</h1>`)
	if facts := f.Facts(); len(facts) > 0 {
		p.put(`
<dl class="facts">`)
		p.fields(fact, facts)
		p.put(`
</dl>`)
	}
	p.put(`
</header>
<main>
<noscript><p class="prose">This page asks the questions one after the other if it may run its script. Without it, print the questions and answer them on paper.</p></noscript>
<form autocomplete="off">
<p class="prose alert" id="not-kept" role="status" hidden><span aria-hidden="true">⚠ </span>This browser doesn’t keep your answers. Answer in one go, and save the sheet at the end before you close the page.</p>

<section data-view="start" aria-labelledby="start-title">
<div id="resume" hidden>
<p class="lead" id="resume-text"></p>
<p class="buttons"><button type="button" class="first" id="go-on">Go on</button> <button type="button" data-delete>Delete the answers and start over</button></p>
</div>
<h2 id="start-title" tabindex="-1">How to answer</h2>
<p class="lead">{}.</p>`, f.Extent())
	p.each(paragraph, f.Instructions())
	p.when(len(f.Sheet.Answers) > 0, `
<p class="prose">Earlier answers are marked. They count only if you choose them again.</p>`)
	p.put(`
<p class="prose" data-view="start" hidden>What you enter stays in this browser. The page sends nothing: at the end, you get an answer sheet to pass on.</p>
<div class="fields">
<label>Your name <span class="about">if you like</span><input name="respondent" maxlength="200"></label>`)
	p.when(f.Sheet.Team == "", `
<label>Your team <span class="about">if you like</span><input name="team" maxlength="200"></label>`)
	p.put(`
</div>
<p class="buttons" id="begin" hidden><button type="button" class="first" data-next>Start</button></p>
</section>

<div id="progress" data-view="one all" hidden>
<p id="progress-text" role="status"></p>
<progress id="progress-bar" aria-labelledby="progress-text"></progress>
</div>
<h2 id="all-title" class="unseen" data-view="all" tabindex="-1" hidden>All questions</h2>`)
	for _, d := range f.Model.Bank.Dimensions {
		p.put(`

<section class="dimension" data-view="one all">
<h2>{}</h2>`, d.Name)
		p.some(`
<p class="about">{}</p>`, d.About)
		for i := range d.Questions {
			p.question(f, d.Questions[i])
		}
		p.put(`
</section>`)
	}
	p.buttons(f)
	p.result(f)
	p.put(`
</form>
</main>
<footer>
<p>{}, a self-assessment · {}</p>
</footer>
<script type="application/json" id="data">{}</script>
<script>{}</script>`, f.Name(), f.Model.Bank.Ref(), f.Data, f.Script)
}

func (p *htmlPage) question(f formPage, q maturity.Question) {
	earlier, remarks := f.Earlier(q), f.Remarks(q)
	p.put(`
<fieldset class="question" id="{}">
<legend><span class="title">{}</span> <span class="text" tabindex="-1">{}</span></legend>`, q.ID, q.Title, q.Text)
	for _, o := range q.Options {
		p.put(`
<label class="option"><input type="radio" name="{}" value="{}"><b>{}</b><span>{}`, q.ID, o.Points, o.Points, o.Text)
		p.earlier(f, earlier == fmt.Sprint(o.Points))
		p.put(`</span></label>`)
	}
	p.put(`
<label class="option"><input type="radio" name="{}" value="unknown"><b aria-hidden="true">?</b><span>I don’t know`, q.ID)
	p.earlier(f, earlier == formUnknown)
	p.put(`</span></label>`)
	if fields := f.Fields(q); len(fields)+len(q.Reading) > 0 {
		p.put(`
<details>
<summary>What counts</summary>
<dl>`)
		p.fields(term, fields)
		if len(q.Reading) > 0 {
			p.put(`
<div><dt>To read</dt><dd>`)
			p.reading(furtherReading(&q), ` target="_blank"`) // the form stays open
			p.put(`</dd></div>`)
		}
		p.put(`
</dl>
</details>`)
	}
	p.put(`
<details`)
	p.when(remarks != formRemarks{}, " open")
	p.put(`>
<summary>Note, evidence, and what you commit to</summary>
<div class="fields">
<label>Note <span class="about">why this answer, or what is planned</span><textarea name="{}/note" rows="2" maxlength="5000" dir="auto">
{}</textarea></label>
<label>Evidence <span class="about">documents or addresses, one a line</span><textarea name="{}/evidence" rows="2" maxlength="5000" dir="auto">
{}</textarea></label>`, q.ID, remarks.Note, q.ID, remarks.Evidence)
	p.commitment(q, remarks.Next)
	p.put(`
</div>
</details>
</fieldset>`)
}

// commitment has the fields for what the team commits to.
func (p *htmlPage) commitment(q maturity.Question, next maturity.Commitment) {
	p.put(`
<div class="commitment">
<label>Next <span class="about">the answer to reach</span><select name="{}/next">
<option value="">none</option>`, q.ID)
	for _, o := range q.Options[1:] {
		p.put(`
<option value="{}"`, o.Points)
		p.when(next.Points == o.Points, " selected")
		p.put(`>{}</option>`, o.Points)
	}
	p.put(`
</select></label>
<label>Who <input name="{}/owner" maxlength="1000" autocomplete="off" dir="auto" value="{}"></label>
<label>By when <input type="date" name="{}/due" value="{}"></label>
</div>`, q.ID, next.Owner, q.ID, next.Due)
}

// earlier marks the option that an earlier sheet has. In another version of the bank, the
// same points may have meant something else.
func (p *htmlPage) earlier(f formPage, chosen bool) {
	version := f.Sheet.Bank.Version
	switch {
	case !chosen:
	case version != 0 && version != f.Model.Bank.Version:
		p.put(` <span class="tag">earlier answer, to version {}</span>`, version)
	default:
		p.put(` <span class="tag">earlier answer</span>`)
	}
}

// buttons are below each question, and on the page of all.
func (p *htmlPage) buttons(f formPage) {
	p.put(`

<div data-view="one all" hidden>`)
	if rules := f.Instructions(); len(rules) > 0 {
		p.put(`
<details class="rule">
<summary>How to answer</summary>`)
		p.each(`
<p>{}</p>`, rules)
		p.put(`
</details>`)
	}
	p.put(`
<p class="alert" id="problem" role="alert"></p>
<p class="buttons">
<a class="button" id="back" data-view="one" href="#">Back</a>
<button type="button" class="first" data-view="one" data-next>Next</button>
<button type="button" class="first" data-view="all" data-next>Review the answers</button>
</p>
<p class="other"><a data-view="one" href="#review">Review the answers</a> <a data-view="one" href="#all">All questions on one page</a> <a data-view="all" id="one" href="#">One question at a time</a></p>
</div>

<section data-view="review" aria-labelledby="review-title" hidden>
<h2 id="review-title" tabindex="-1">Your answers</h2>
<p class="lead" id="review-text"></p>
<div id="review-answers"></div>
<p class="buttons"><button type="button" class="first" id="finish" data-next></button></p>
</section>
`)
}

// result is the last view, which the script fills.
func (p *htmlPage) result(f formPage) {
	p.put(`
<section data-view="result" aria-labelledby="result-title" hidden>
<h2 id="result-title" tabindex="-1"></h2>
<div id="outcome"></div>
<h2>Your answer sheet</h2>
<p class="prose">`)
	first := markup(" first")
	if f.MailTo != "" {
		p.put("Mail it to <bdi>{}</bdi>, or save it and pass it on.", f.MailTo)
		first = ""
	} else {
		p.put("Save it, and pass it on to whoever sent you this page.")
	}
	p.put(`</p>
<p class="prose alert" id="too-large" hidden><span aria-hidden="true">⚠ </span>The sheet is larger than 256 KiB, and genaiops wouldn’t read it. Shorten some of the notes.</p>
<p class="buttons">`)
	p.when(f.MailTo != "", `
<a class="button first" id="mail">Mail</a>`)
	p.put(`
<a class="button{}" id="save">Save as a file</a>
<button type="button" id="copy">Copy</button>
<span id="copied" role="status"></span>
</p>`, first)
	p.when(f.MailTo != "", `
<p class="about" id="long-mail" hidden>The mail is long, and some mail programs cut it off. If yours does, save the file and attach it.</p>`)
	p.put(`
<details>
<summary>Show the sheet</summary>
<textarea id="sheet" rows="20" readonly aria-label="The answer sheet" spellcheck="false"></textarea>
</details>
<p class="other"><a href="#review">Change an answer</a> <button type="button" class="plain" data-delete>Delete the answers from this browser</button></p>
</section>`)
}
