package report

import (
	"cmp"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// FormDocument is what the script of a form knows: enough to score a sheet, to
// word its result, and to write it. The texts of questions and options are in the
// page itself.
type FormDocument struct {
	Bank       string            `json:"bank"` // "genaiops@1"
	Title      string            `json:"title"`
	Team       string            `json:"team"` // "" to ask for it
	Labels     map[string]string `json:"labels"`
	MailTo     string            `json:"mail_to"`
	Dimensions []FormDimension   `json:"dimensions"`
	Levels     []FormLevel       `json:"levels"` // none to show no result
}

// FormDimension is a dimension with its questions.
type FormDimension struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Critical  bool           `json:"critical"`
	Questions []FormQuestion `json:"questions"`
}

// FormQuestion is a question with the points of its options, lowest first.
type FormQuestion struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Points []int  `json:"points"`
}

// FormLevel is a level with its advice. Name includes the label.
type FormLevel struct {
	Number   int        `json:"number"`
	Name     string     `json:"name"`
	Min      int        `json:"min"`
	Max      int        `json:"max"`
	Summary  string     `json:"summary"`
	Heading  string     `json:"heading"`
	Guidance []string   `json:"guidance"`
	Reading  []FormLink `json:"reading"`
}

// FormLink is a page to read. URL is its one address that works today, or "".
type FormLink struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// FormData returns the document of a form.
func FormData(f Form) FormDocument {
	document := FormDocument{
		Bank:       f.Model.Bank.Ref().String(),
		Title:      formTitle(f),
		Team:       f.Sheet.Team,
		Labels:     f.Sheet.Labels,
		MailTo:     f.MailTo,
		Dimensions: each(f.Model.Bank.Dimensions, formDimension),
	}
	if !f.NoResult {
		document.Levels = each(f.Model.Levels, func(l maturity.Level) FormLevel { return formLevel(&f.Model.Bank, &l) })
	}
	return document
}

func formDimension(d maturity.Dimension) FormDimension {
	return FormDimension{d.ID, d.Name, d.Critical, each(d.Questions, func(q maturity.Question) FormQuestion {
		return FormQuestion{q.ID, q.Title, each(q.Options, func(o maturity.Option) int { return o.Points })}
	})}
}

func formLevel(b *maturity.Bank, l *maturity.Level) FormLevel {
	return FormLevel{
		Number: l.Number, Name: l.Title(), Min: l.Min, Max: l.Max, Summary: l.Summary, Heading: headingOf(l),
		Guidance: each(l.Guidance, func(g maturity.Guidance) string { return g.Text }),
		Reading:  each(readingOnce(b, l), formLink),
	}
}

func formLink(r maturity.Reference) FormLink {
	link := FormLink{Title: cmp.Or(r.Title, r.URL)}
	if display.IsURL(r.URL) {
		link.URL = r.URL
	}
	return link
}
