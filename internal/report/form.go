package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// Form is a questionnaire for people without a terminal: see [FormHTML].
type Form struct {
	Model *maturity.Model
	// Sheet has the team and the labels of the sheets that the form makes, and the
	// earlier answers that it shows. All of it may be missing.
	Sheet    maturity.Sheet
	Title    string // "" for the bank's
	MailTo   string // the address that sheets are mailed to; "" for none
	NoResult bool   // collect answers; show neither score nor level
}

// FormHTML writes a form as one self-contained page. Its script, html/form.js,
// asks the questions one after the other, keeps the answers in the browser, shows
// the result and makes the sheet. It repeats [maturity.Score] and the words of
// [AssessmentPage]; .ci/pages compares them. Without the script, the page is a
// questionnaire to print. It loads nothing, and a Content-Security-Policy holds browsers to that.
func FormHTML(w io.Writer, f Form) error {
	script, err := htmlFiles.ReadFile("html/form.js")
	if err != nil {
		return err
	}
	layout, err := htmlFiles.ReadFile("html/form.css")
	if err != nil {
		return err
	}
	data, err := json.Marshal(FormData(f)) // escapes markup, so nothing can end the element
	if err != nil {
		return err
	}
	page := formPage{f, markup(script), markup(display.EscapeJSON(string(data)))}
	head := pageHead{Title: page.Title(), Language: language(&f.Model.Bank), Style: "\n" + markup(layout), Script: page.Script}
	return writeHTML(w, head, func(p *htmlPage) { p.form(page) })
}

// formPage is what the page of a form says.
type formPage struct {
	Form
	Script, Data markup
}

func (p formPage) Name() string { return formTitle(p.Form) }

// Title returns Name with the team.
func (p formPage) Title() string {
	return strings.Join(nonEmpty([]string{p.Name(), p.Sheet.Team}), ": ")
}

// Facts returns the labels that every sheet of the form has.
func (p formPage) Facts() []field {
	return each(slices.Sorted(maps.Keys(p.Sheet.Labels)), func(name string) field { return field{name, p.Sheet.Labels[name]} })
}

func (p formPage) Instructions() []string { return instructions(&p.Model.Bank) }
func (p formPage) Extent() string         { return questionCount(p.Model.Bank.Dimensions) }

// Fields returns what a bank says about a question, to help with the answer.
func (p formPage) Fields(q maturity.Question) []field { return named(questionFields(q, false)) }

// Earlier returns the earlier answer to a question: the value of its option, or ""
// if there is none.
func (p formPage) Earlier(q maturity.Question) string {
	answer, ok := p.Sheet.Answers[q.ID]
	switch {
	case !ok:
		return ""
	case answer.Unknown:
		return formUnknown
	default:
		return fmt.Sprint(answer.Points)
	}
}

// Remarks returns what is beside the earlier answer to a question.
func (p formPage) Remarks(q maturity.Question) formRemarks {
	answer := p.Sheet.Answers[q.ID]
	return formRemarks{answer.Note, strings.Join(answer.Evidence, "\n"), answer.Next}
}

// formRemarks is what is beside an answer. Evidence has a line for each piece.
type formRemarks struct {
	Note, Evidence string
	Next           maturity.Commitment
}

// formUnknown is the value of "I don't know", in the page as in a sheet.
const formUnknown = "unknown"

func formTitle(f Form) string { return cmp.Or(f.Title, bankTitle(&f.Model.Bank)) }
