package report

import (
	"fmt"
	"sort"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// further is reading of a question, for those who don't use what the levels refer to.
type further struct {
	pages []maturity.Reading
	whole bool // with what to know before reading
}

// mostReading is how many pages a step of a plan names besides its references.
const mostReading = 2

// furtherReading returns the first pages of a question.
func furtherReading(q *maturity.Question) []maturity.Reading {
	return q.Reading[:min(len(q.Reading), mostReading)]
}

func (b further) asText(t *textPage) {
	for i, r := range b.pages {
		if i == 0 {
			t.gap()
		}
		t.item(span{"  • ", plain}, r.Title, plain)
		t.prose(2*indent, origin(r), plain)
		t.prose(2*indent, r.URL, plain)
		for _, about := range b.about(r) {
			t.prose(3*indent, about, quiet)
		}
	}
}

func (b further) asMarkdown(m *markdownPage) {
	for _, r := range b.pages {
		page := linked(r.Title, r.URL)
		if from := origin(r); from != "" {
			page += ", " + text(from)
		}
		inside := m.item(0, "-", page)
		for _, about := range b.about(r) {
			m.item(inside, "-", text(about))
		}
	}
	m.endList()
}

func (b further) about(r maturity.Reading) []string {
	if !b.whole {
		return nonEmpty([]string{r.Gives})
	}
	return nonEmpty([]string{r.Gives, r.Note})
}

// origin says where a page is from: "UK AI Security Institute, 2024, documentation".
func origin(r maturity.Reading) string {
	year := ""
	if r.Year > 0 {
		year = fmt.Sprint(r.Year)
	}
	return strings.Join(nonEmpty([]string{r.Publisher, year, r.Kind}), ", ")
}

// ReadingDocument is a page to read. Unknown fields are "" or 0.
type ReadingDocument struct {
	Title     string `json:"title"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
	Year      int    `json:"year,omitempty"` // of publication; absent if unknown
	Kind      string `json:"kind"`
	Gives     string `json:"gives"`
	Note      string `json:"note"`
}

func readingDocuments(q *maturity.Question) []ReadingDocument {
	return each(q.Reading, func(r maturity.Reading) ReadingDocument { return ReadingDocument(r) })
}

// SupportDocument is a provision of a framework that an answer supports. It is a
// self-assessment and no proof.
type SupportDocument struct {
	Framework string `json:"framework"` // its id in the bank
	ID        string `json:"id"`        // of the provision
	Subject   string `json:"subject"`
	Question  string `json:"question"` // its id
	Points    int    `json:"points"`   // of the answer
	From      int    `json:"from"`     // the lowest points that support it
}

func supportDocuments(a *maturity.Assessment) []SupportDocument {
	documents := []SupportDocument{}
	for _, f := range a.Supports() {
		for _, p := range f.Supported {
			documents = append(documents, SupportDocument{
				Framework: f.ID, ID: p.Provision, Subject: p.Subject,
				Question: p.Answer.Question.ID, Points: p.Answer.Points, From: p.From,
			})
		}
	}
	return documents
}

// reportFramework is a framework with the provisions that the answers support.
type reportFramework struct {
	maturity.Framework
	Parts []reportSupports // none is empty
}

// reportSupports are provisions in the order of their ids.
type reportSupports struct {
	Heading    string
	Provisions []reportProvision
}

// reportProvision is a provision with an answer in words.
type reportProvision struct {
	Name, Subject string
	Facts         []field // the answer, and what it takes if that is too low
	Note          string
	Evidence      []string
}

// Caution says what it means that an answer supports a provision.
func (v reportView) Caution() string {
	const caution = "This is a self-assessment. An answer that supports a provision is no proof of it, " +
		"and a provision asks for more than one question covers."
	if len(v.Assessment.Unknown()) > 0 {
		return caution + " An unknown answer supports nothing."
	}
	return caution
}

// Frameworks returns what the answers support.
func (v reportView) Frameworks() []reportFramework {
	return each(v.Assessment.Supports(), func(f maturity.FrameworkSupport) reportFramework {
		r := reportFramework{Framework: *f.Framework}
		for _, part := range []reportSupports{
			{"Supported", each(byProvision(f.Supported), supportedProvision)},
			{"A higher answer would support", each(byProvision(f.Ahead), provisionAhead)},
		} {
			if len(part.Provisions) > 0 {
				r.Parts = append(r.Parts, part)
			}
		}
		return r
	})
}

func byProvision(provisions []maturity.ProvisionSupport) []maturity.ProvisionSupport {
	sorted := append([]maturity.ProvisionSupport{}, provisions...)
	sort.SliceStable(sorted, func(i, j int) bool {
		return display.Compare(sorted[i].Provision, sorted[j].Provision) < 0
	})
	return sorted
}

func supportedProvision(p maturity.ProvisionSupport) reportProvision {
	a := p.Answer
	return reportProvision{
		Name: p.Provision, Subject: p.Subject, Note: a.Note, Evidence: a.Evidence,
		Facts: []field{{fmt.Sprintf("%s (%s)", a.Question.Title, scoreOf(a)), inWords(a.Question, a.Answer)}},
	}
}

func provisionAhead(p maturity.ProvisionSupport) reportProvision {
	a := p.Answer
	return reportProvision{
		Name: p.Provision, Subject: p.Subject,
		Facts: []field{{
			fmt.Sprintf("%s (%s), from %d", a.Question.Title, scoreOf(a), p.From), a.Question.Option(p.From).Text,
		}},
	}
}

func supports(v reportView) Page {
	var p Page
	for _, f := range v.Frameworks() {
		about := Page{tell(nonEmpty([]string{f.Note, f.URL})...)}
		for _, part := range f.Parts {
			about = append(about, section{part.Heading, Page{list{spaced: true, items: each(part.Provisions, func(r reportProvision) item {
				facts := append(r.Facts, field{"Note", r.Note})
				for _, evidence := range r.Evidence {
					facts = append(facts, field{"Evidence", evidence})
				}
				return item{name: r.Name, text: r.Subject, fields: facts}
			})}}})
		}
		p = append(p, section{f.Title, about})
	}
	if p == nil {
		return nil
	}
	return append(Page{tell(v.Caution())}, p...)
}
