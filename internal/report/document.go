package report

import (
	"bytes"
	"encoding/json"
	"io"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// JSON writes a document as indented JSON with a line end. It doesn't escape
// markup, but writes invisible characters as \u escapes.
func JSON(w io.Writer, document any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, display.EscapeJSON(b.String()))
	return err
}

// BankDocument names a question bank and its version.
type BankDocument struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// BandDocument is a level without its guidance. The band is inclusive.
type BandDocument struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Label  string `json:"label"`
	Min    int    `json:"min"`
	Max    int    `json:"max"`
}

// GuidanceDocument is one piece of advice, with the ids of the questions that
// measure it.
type GuidanceDocument struct {
	ID        string   `json:"id"`
	Text      string   `json:"text"`
	Questions []string `json:"questions"`
}

// ReferenceDocument is a page to read. Unknown fields are "".
type ReferenceDocument struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Now       string `json:"now"`
	Kind      string `json:"kind"`
	Status    string `json:"status"`
	Retires   string `json:"retires"`
	Successor string `json:"successor"`
	Note      string `json:"note"`
}

func bankDocument(b *maturity.Bank) BankDocument {
	return BankDocument{ID: b.ID, Version: b.Version}
}

func bandDocument(l *maturity.Level) BandDocument {
	return BandDocument{Number: l.Number, Name: l.Name, Label: l.Label, Min: l.Min, Max: l.Max}
}

func guidanceDocuments(l *maturity.Level) []GuidanceDocument {
	return each(l.Guidance, func(g maturity.Guidance) GuidanceDocument {
		return GuidanceDocument{ID: g.ID, Text: g.Text, Questions: copied(g.Questions)}
	})
}

func referenceDocuments(l *maturity.Level) []ReferenceDocument {
	return each(l.References, referenceDocument)
}

func referenceDocument(r maturity.Reference) ReferenceDocument {
	return ReferenceDocument{
		ID: r.ID, Title: r.Title, URL: r.URL, Now: r.Now, Kind: r.Kind,
		Status: r.Status, Retires: r.Retires, Successor: r.Successor, Note: r.Note,
	}
}

// each applies f to every element. The result is never nil, so JSON has [] and
// not null.
func each[T, U any](from []T, f func(T) U) []U {
	to := make([]U, 0, len(from))
	for _, element := range from {
		to = append(to, f(element))
	}
	return to
}

// copied copies texts, so that a document shares nothing with its source. The
// result is never nil.
func copied(texts []string) []string {
	return append([]string{}, texts...)
}
