package report

import "testing"

func TestTextBecomesNoMarkup(t *testing.T) {
	t.Parallel()
	p := &htmlPage{}
	p.put(`<a href="{}">{}</a> {}`, `"><script>`, "a & b {}", markup("<b>c</b>"))
	p.put(" {} {}", 0.5, htmlPercent(2))
	const want = `<a href="&#34;&gt;&lt;script&gt;">a &amp; b {}</a> <b>c</b> 0.5 2.00%`
	if got := p.b.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestMarkupAndValuesMustMatch(t *testing.T) {
	t.Parallel()
	for _, values := range [][]any{{}, {1, 2}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v is taken for one place", values)
				}
			}()
			(&htmlPage{}).put("<p>{}</p>", values...)
		}()
	}
}

func TestOnlyAnAddressOfTheWebIsALink(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://example.com/a?b=c&d=e#f": "https://example.com/a?b=c&d=e#f",
		"https://example.com/Ä%20b":       "https://example.com/%C3%84%20b",
		`https://example.com/"<>{}|^`:     "https://example.com/%22%3C%3E%7B%7D%7C%5E",
		"https://example.com/%zz":         "#",
		"http://example.com":              "http://example.com",
		"javascript:alert(1)":             "#",
		"//example.com":                   "#",
		"docs/a.md":                       "#",
		"":                                "#",
	} {
		if got := address(url); got != want {
			t.Errorf("%s becomes %s, want %s", url, got, want)
		}
	}
}
