package report

import (
	"fmt"
	"html"
	"strings"

	"genaiops/internal/display"
)

// markup is text that is HTML. A constant is, and what a page has written itself. Text
// from anywhere else is a string, and becomes part of a page through [htmlPage.put],
// which escapes it.
type markup string

// htmlPage is a page of HTML that is being written. It is plain functions because the
// templates of the standard library find methods by name: the linker then keeps every
// method of the program, which adds a quarter to the binary.
type htmlPage struct {
	b     strings.Builder
	color palette
}

// put adds markup, with each {} replaced by a value. Values are escaped for an element
// and for an attribute in double quotes, except for markup.
func (p *htmlPage) put(m markup, values ...any) {
	for _, value := range values {
		before, after, ok := strings.Cut(string(m), "{}")
		if !ok {
			panic(fmt.Sprintf("no place for %v in %q", value, m))
		}
		p.b.WriteString(before)
		if safe, ok := value.(markup); ok {
			p.b.WriteString(string(safe))
		} else {
			p.b.WriteString(html.EscapeString(fmt.Sprint(value)))
		}
		m = markup(after)
	}
	if strings.Contains(string(m), "{}") {
		panic(fmt.Sprintf("no value for %q", m))
	}
	p.b.WriteString(string(m))
}

// each puts markup with one value once for each of several.
func (p *htmlPage) each(m markup, values []string) {
	for _, value := range values {
		p.put(m, value)
	}
}

// some puts markup with one value unless the value is empty.
func (p *htmlPage) some(m markup, value string) {
	if value != "" {
		p.put(m, value)
	}
}

// when puts markup without a value if a condition holds.
func (p *htmlPage) when(condition bool, m markup) {
	if condition {
		p.put(m)
	}
}

// fields puts names with texts.
func (p *htmlPage) fields(m markup, list []field) {
	for _, f := range list {
		p.put(m, f.Name, f.Text)
	}
}

// address returns an address of the web for an attribute. Anything else becomes "#", so
// that no page holds a link that runs or leads elsewhere.
func address(url string) string {
	if !display.IsURL(url) {
		return "#"
	}
	return display.EncodeURL(url)
}
