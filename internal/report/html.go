package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"
	"unicode"

	"genaiops/internal/display"
)

//go:embed html/*.html html/*.css html/form.js
var htmlFiles embed.FS

// HTML writes a report as one self-contained page: its charts are inline, it
// runs no script and loads nothing, and a Content-Security-Policy holds
// browsers to that. All text from a sheet or a bank is escaped.
//
// The sections are the templates in the folder html, in the order of page.html.
func HTML(w io.Writer, r Report) error {
	return writeHTML(w, "page.html", func(s htmlStyle) any { return htmlPage{reportView{r}, s} })
}

// writeHTML writes the page that a template makes of its data.
func writeHTML(w io.Writer, name string, data func(htmlStyle) any) error {
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return err
	}
	pages, err := template.New("").Funcs(template.FuncMap{
		"color": func() palette { return light },
		"band":  band, "change": dimensionChange, "evidence": htmlEvidence, "findOut": findOutSentence, "heading": headingOf,
		"origin": origin, "unknown": unknownSentence, "warnings": warnings,
	}).ParseFS(htmlFiles, "html/*.html")
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data(htmlStyle{template.CSS(style)})); err != nil {
		return err
	}
	// Filter the whole page, so that no field is forgotten.
	_, err = io.WriteString(w, display.HTMLLines(display.CleanLines(b.String())))
	return err
}

// htmlPage is what the templates of a report see.
type htmlPage struct {
	reportView
	htmlStyle
}

// htmlStyle is the one style of a page.
type htmlStyle struct{ Style template.CSS }

// Policy allows the page's own style and an empty icon, which keeps browsers
// from asking for one. Nothing else may be loaded or run.
func (p htmlStyle) Policy() string {
	sum := sha256.Sum256([]byte(p.Style))
	return fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'",
		base64.StdEncoding.EncodeToString(sum[:]))
}

// htmlEvidence returns the link for a piece of evidence, or "" if it is to stay
// plain text. Only http and https addresses are links: a path leads nowhere once the
// page has been mailed. An address stays text if it has characters that browsers
// drop or rewrite, or that people can't see.
func htmlEvidence(evidence string) string {
	u, err := url.Parse(evidence)
	if err != nil || u.User != nil || strings.ContainsAny(evidence, "\\\uFFFD") ||
		strings.ContainsFunc(evidence, unicode.IsSpace) || display.HasHidden(evidence) {
		return ""
	}
	if display.IsURL(evidence) {
		return evidence
	}
	return ""
}
