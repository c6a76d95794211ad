package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode"

	"genaiops/internal/display"
)

//go:embed html/*.css html/form.js
var htmlFiles embed.FS

// HTML writes a report as one self-contained page: its charts are inline, it
// runs no script and loads nothing, and a Content-Security-Policy holds
// browsers to that. All text from a sheet or a bank is escaped.
func HTML(w io.Writer, r Report) error {
	v := reportView{r}
	return writeHTML(w, pageHead{Title: v.Title(), Language: v.Language()}, func(p *htmlPage) { p.report(v) })
}

// pageHead is what a page says about itself.
type pageHead struct {
	Title, Language string
	Style, Script   markup // besides the style of all pages; may be empty
}

// writeHTML writes a page with its body.
func writeHTML(w io.Writer, h pageHead, body func(*htmlPage)) error {
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return err
	}
	h.Style = markup(style) + h.Style
	p := &htmlPage{color: light}
	p.put(`<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<link rel="icon" href="data:,">
<style>{}</style>
</head>
<body>
`, h.Language, h.policy(), h.Title, h.Style)
	body(p)
	p.put(`
</body>
</html>
`)
	return p.writeTo(w)
}

// writeTo filters the whole page, so that no field is forgotten.
func (p *htmlPage) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, display.HTMLLines(display.CleanLines(p.b.String())))
	return err
}

// policy allows the page's own style, its script if it has one, and an empty icon, which
// keeps browsers from asking for one. Nothing else may be loaded or run.
func (h pageHead) policy() string {
	policy := fmt.Sprintf("default-src 'none'; style-src %s; img-src data:; base-uri 'none'; form-action 'none'", hashOf(h.Style))
	if h.Script != "" {
		policy += "; script-src " + hashOf(h.Script)
	}
	return policy
}

// hashOf names a text in a policy.
func hashOf(m markup) string {
	sum := sha256.Sum256([]byte(m))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
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
