package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"genaiops/internal/maturity"
)

// task is a piece of work, for an issue or a tracker.
type task struct {
	title, dimension string
	from, to         string // points; to is empty if the answer is to be found out
	how, owner, due  string
	links            []maturity.Reference // with title and URL alone
}

// tasks lists the work of a plan: what to find out, the steps, and the other commitments.
func tasks(p *maturity.Plan) []task {
	var all []task
	for _, a := range p.FindOut {
		all = append(all, task{title: "Find out: " + a.Question.Title, dimension: a.Dimension.Name, from: "unknown", how: a.Question.Text})
	}
	for _, s := range p.Steps {
		all = append(all, raise(s.Dimension, s.Question, s.From, s.To, s.Committed, pages(s)))
	}
	for _, a := range p.Others {
		all = append(all, raise(a.Dimension, a.Question, a.Points, a.Next.Points, a.Next, nil))
	}
	return all
}

func raise(d *maturity.Dimension, q *maturity.Question, from, to int, c maturity.Commitment, references []maturity.Reference) task {
	t := task{
		title: q.Title, dimension: d.Name, from: fmt.Sprint(from), to: fmt.Sprint(to),
		how: cmp.Or(q.Option(from).MoveUp, q.Option(to).Text), owner: c.Owner, due: c.Due,
	}
	link := func(title, url string) {
		if !slices.ContainsFunc(t.links, func(r maturity.Reference) bool { return r.URL == url }) {
			t.links = append(t.links, maturity.Reference{Title: title, URL: url})
		}
	}
	for _, r := range references {
		link(lead(r), cmp.Or(r.Now, r.URL))
	}
	for _, r := range furtherReading(q) {
		link(r.Title, r.URL)
	}
	return t
}

// PlanCSV writes the work of a plan one piece a row, for a tracker. Points of an unknown
// answer are "unknown", and links are separated by blanks.
func PlanCSV(w io.Writer, p *maturity.Plan) error {
	rows := [][]string{{"title", "dimension", "from", "to", "how", "owner", "due", "links"}}
	for _, t := range tasks(p) {
		links := strings.Join(each(t.links, func(r maturity.Reference) string { return r.URL }), " ")
		rows = append(rows, []string{t.title, t.dimension, t.from, t.to, t.how, t.owner, t.due, links})
	}
	return writeCSV(w, rows)
}

// PlanTasks writes the work of a plan as a task list in Markdown, to paste into an issue.
// Without any work, it is the page of the plan.
func PlanTasks(w io.Writer, p *maturity.Plan) error {
	all := tasks(p)
	if len(all) == 0 {
		return PlanPage(p).Markdown(w)
	}
	var m markdownPage
	m.heading(1, text(planTitle(p)))
	m.paragraph(sequence(about(p.Assessment.Sheet)))
	m.paragraph(text(planSummary(p)))
	for _, t := range all {
		goal := inline("")
		if t.to != "" {
			goal = inline(fmt.Sprintf(": %s → %s", t.from, t.to)) // numbers
		}
		inside := m.item(0, "-", "[ ] "+bold(text(t.title))+goal+" ("+text(t.dimension)+")")
		how := "How"
		if t.to == "" {
			how = "Question"
		}
		m.fields(inside, []field{{how, t.how}, {"Owner", t.owner}, {"Due", t.due}})
		for _, r := range t.links {
			m.item(inside, "-", linked(r.Title, r.URL))
		}
	}
	m.endList()
	m.paragraph(bold(text(planOutcome(p))))
	return m.writeTo(w)
}
