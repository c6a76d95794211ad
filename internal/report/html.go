package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"genaiops/internal/display"
	"html/template"
	"io"
	"net/url"
	"strings"
	"unicode"
)

//go:embed html/*.html html/style.css
var htmlFiles embed.FS

// HTML writes a report as one self-contained page: its charts are inline, it
// runs no script and loads nothing, and a Content-Security-Policy holds
// browsers to that. Every text of a sheet or a bank stands in it as text.
//
// The sections are the templates in the folder html, in the order of page.html.
func HTML(w io.Writer, r Report) error {
	style, pages, err := htmlTemplates()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "page.html", htmlPage{reportView{r}, htmlStyle{style}}); err != nil {
		return err
	}
	// One filter over the whole page: there is no field that it could forget.
	_, err = io.WriteString(w, display.CleanLines(b.String()))
	return err
}

// htmlTemplates returns the style and the pages, with their parts.
func htmlTemplates() (template.CSS, *template.Template, error) {
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return "", nil, err
	}
	pages, err := template.New("").Funcs(htmlFuncs()).ParseFS(htmlFiles, "html/*.html")
	return template.CSS(style), pages, err
}

func htmlFuncs() template.FuncMap {
	return template.FuncMap{"evidence": htmlEvidence, "signed": signed}
}

// htmlPage is what the templates see.
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

// htmlEvidence returns what a piece of evidence may link to, or "" when it is
// to stay plain text. Links are http and https addresses, and relative paths to
// what looks like a file or a folder. Whatever a browser might read in another
// way than a person does is plain text.
func htmlEvidence(evidence string) string {
	u, err := url.Parse(evidence)
	if err != nil || u.User != nil || htmlTricky(evidence) {
		return ""
	}
	relative := u.Scheme == "" && !strings.HasPrefix(evidence, "/") && strings.ContainsAny(u.Path, "./")
	if relative || display.IsURL(evidence) {
		return evidence
	}
	return ""
}

// htmlTricky reports whether an address has characters that browsers drop or
// rewrite, or that people cannot see.
func htmlTricky(address string) bool {
	return strings.ContainsAny(address, "\\\uFFFD") || strings.ContainsFunc(address, unicode.IsSpace) || display.HasHidden(address)
}
