package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

// htmlElement is an element as a browser would find it in a page.
type htmlElement struct {
	name       string
	attributes map[string]string
}

var (
	htmlTag       = regexp.MustCompile(`<([a-zA-Z][^\s>/]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*/?>`)
	htmlAttribute = regexp.MustCompile(`([^\s=>"'/]+)(?:="([^"]*)")?`)
	htmlClosing   = regexp.MustCompile(`</[a-zA-Z0-9]+>|<!DOCTYPE html>`)
)

// htmlElements returns the elements of a page in order. It fails at any < or >
// that isn't part of a tag, so nothing can hide from it.
func htmlElements(t *testing.T, page string) []htmlElement {
	t.Helper()
	body := htmlStyle.ReplaceAllString(page, "<style></style>")
	body = formScript.ReplaceAllString(body, "<script></script>")
	var elements []htmlElement
	for _, tag := range htmlTag.FindAllStringSubmatch(body, -1) {
		e := htmlElement{tag[1], map[string]string{}}
		for _, a := range htmlAttribute.FindAllStringSubmatch(tag[2], -1) {
			e.attributes[a[1]] = html.UnescapeString(a[2])
		}
		elements = append(elements, e)
	}
	rest := htmlClosing.ReplaceAllString(htmlTag.ReplaceAllString(body, ""), "")
	if at := strings.IndexAny(rest, "<>"); at >= 0 {
		t.Fatalf("stray bracket: %q", rest[max(0, at-40):min(len(rest), at+40)])
	}
	return elements
}

var htmlStyle = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// htmlEveryPage is htmlEverySample with forms.
func htmlEveryPage(t *testing.T, check func(t *testing.T, page string)) {
	t.Helper()
	htmlEverySample(t, check)
	for name, f := range formSamples(t) {
		page := formOf(t, f)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, page)
		})
	}
}

// htmlEverySample runs a check on each of the sample pages.
func htmlEverySample(t *testing.T, check func(t *testing.T, page string)) {
	t.Helper()
	for name, page := range htmlSamplePages(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, page)
		})
	}
}

func TestPageHasOnlyElementsThatNeitherRunNorLoad(t *testing.T) {
	t.Parallel()
	known := strings.Fields(`html head meta title link style body a header h1 bdi dl div dt dd nav ul li main section
		h2 h3 h4 p span svg desc rect text tspan path figure polygon polyline circle figcaption table caption thead tbody tr th td
		ol strong article footer time details summary`)
	htmlEverySample(t, func(t *testing.T, page string) {
		for _, e := range htmlElements(t, page) {
			if !slices.Contains(known, e.name) {
				t.Errorf("<%s> is not an element of the templates", e.name)
			}
			for name, value := range e.attributes {
				if strings.HasPrefix(strings.ToLower(name), "on") || slices.Contains([]string{"style", "src", "srcset", "xlink:href"}, name) {
					t.Errorf("<%s %s=%q> runs or loads something", e.name, name, value)
				}
			}
		}
	})
}

func TestLinksLeadToTheWebToFilesOrIntoThePage(t *testing.T) {
	t.Parallel()
	htmlEverySample(t, func(t *testing.T, page string) {
		ids := map[string]bool{}
		for _, e := range htmlElements(t, page) {
			ids[e.attributes["id"]] = true
		}
		for _, e := range htmlElements(t, page) {
			href, ok := e.attributes["href"]
			switch {
			case !ok:
			case e.name == "link":
				if href != "data:," {
					t.Errorf("<link> loads %s", href)
				}
			case e.name != "a":
				t.Errorf("<%s> has a href", e.name)
			case strings.HasPrefix(href, "#"):
				if !ids[href[1:]] {
					t.Errorf("no element has the id %s", href)
				}
			case strings.Contains(href, "ZgotmplZ"):
				t.Error("the template filtered an address that should have been text")
			}
		}
	})
}

func TestPolicyAllowsTheOneStyleAndNothingElse(t *testing.T) {
	t.Parallel()
	htmlEverySample(t, func(t *testing.T, page string) {
		styles := htmlStyle.FindAllStringSubmatch(page, -1)
		if len(styles) != 1 {
			t.Fatalf("%d style elements, want 1", len(styles))
		}
		sum := sha256.Sum256([]byte(styles[0][1]))
		want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; img-src data:; base-uri 'none'; form-action 'none'"
		for _, e := range htmlElements(t, page) {
			if e.attributes["http-equiv"] == "Content-Security-Policy" && e.attributes["content"] == want {
				return
			}
		}
		t.Errorf("the page lacks the policy %s", want)
	})
}

func TestStyleLoadsNothing(t *testing.T) {
	t.Parallel()
	page := htmlOf(t, htmlSamples(t)["progress"])
	for _, word := range []string{"url(", "@import", "@font-face", "image-set"} {
		if strings.Contains(htmlStyle.FindString(page), word) {
			t.Errorf("the style has %s", word)
		}
	}
}

func TestHeadingsAreInOrderBelowOneTitle(t *testing.T) {
	t.Parallel()
	heading := regexp.MustCompile(`^h[1-6]$`)
	htmlEveryPage(t, func(t *testing.T, page string) {
		depth, titles := 0, 0
		for _, e := range htmlElements(t, page) {
			if !heading.MatchString(e.name) {
				continue
			}
			level := int(e.name[1] - '0')
			if level > depth+1 {
				t.Errorf("h%d follows h%d", level, depth)
			}
			if level == 1 {
				titles++
			}
			depth = level
		}
		if titles != 1 {
			t.Errorf("%d h1, want 1", titles)
		}
	})
}

func TestPicturesAreNamedOrHidden(t *testing.T) {
	t.Parallel()
	htmlEverySample(t, func(t *testing.T, page string) {
		elements := htmlElements(t, page)
		ids := map[string]string{}
		for _, e := range elements {
			ids[e.attributes["id"]] = e.name
		}
		inside := 0 // the mark of the scale is a picture within a picture
		for _, e := range elements {
			switch {
			case e.name != "svg" || e.attributes["aria-hidden"] == "true":
			case e.attributes["role"] == "img":
				inside++
				named := strings.Fields(e.attributes["aria-labelledby"])
				if len(named) != 2 || ids[named[0]] != "title" || ids[named[1]] != "desc" {
					t.Errorf("a picture is labelled by %q, want its title and its description", named)
				}
			case e.attributes["overflow"] != "visible" || inside == 0:
				t.Error("a picture is neither named nor hidden")
			}
		}
	})
}

func TestLabelsAreElementsOfThePage(t *testing.T) {
	t.Parallel()
	htmlEveryPage(t, func(t *testing.T, page string) {
		ids := map[string]bool{}
		for _, e := range htmlElements(t, page) {
			ids[e.attributes["id"]] = true
		}
		for _, e := range htmlElements(t, page) {
			for _, id := range strings.Fields(e.attributes["aria-labelledby"]) {
				if !ids[id] {
					t.Errorf("<%s> is labelled by %s, which no element has", e.name, id)
				}
			}
			if _, focusable := e.attributes["tabindex"]; focusable && e.name == "div" && e.attributes["aria-label"] == "" {
				t.Error("a region that scrolls has no label")
			}
		}
	})
}

func TestIDsAreUnique(t *testing.T) {
	t.Parallel()
	htmlEveryPage(t, func(t *testing.T, page string) {
		seen := map[string]bool{}
		for _, e := range htmlElements(t, page) {
			if id := e.attributes["id"]; id != "" && seen[id] {
				t.Errorf("two elements have the id %s", id)
			} else {
				seen[id] = true
			}
		}
	})
}

func TestTablesHaveCaptionsAndScopes(t *testing.T) {
	t.Parallel()
	htmlEverySample(t, func(t *testing.T, page string) {
		count := map[string]int{}
		for _, e := range htmlElements(t, page) {
			count[e.name]++
			if scope := e.attributes["scope"]; e.name == "th" && scope != "col" && scope != "row" {
				t.Errorf("a table heading has the scope %q", scope)
			}
		}
		if count["table"] == 0 && !strings.Contains(page, "Nothing to add up.") || count["table"] != count["caption"] {
			t.Errorf("%d tables have %d captions", count["table"], count["caption"])
		}
	})
}

func TestPagesHaveNoHiddenCharacters(t *testing.T) {
	t.Parallel()
	htmlEveryPage(t, func(t *testing.T, page string) {
		for _, r := range page {
			if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Fatalf("the page has the character %U", r)
			}
		}
	})
}

func TestHostileTextIsTextInThePage(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"hostile", "rollup"} {
		page := htmlSamplePages(t)[name]
		htmlElements(t, page) // fails at any bracket of the sheet's own
		if !strings.Contains(page, htmlAttackText) {
			t.Errorf("the page %q doesn't show the attack as text", name)
		}
	}
}

func TestHostileTitleIsTextInThePage(t *testing.T) {
	t.Parallel()
	r := htmlSamples(t)["progress"]
	r.Title = htmlAttack
	var rollups, consensus bytes.Buffer
	if err := report.RollupHTML(&rollups, htmlRollups(t)["rollup-quarter"], htmlAttack); err != nil {
		t.Fatal(err)
	}
	if err := report.ConsensusHTML(&consensus, htmlConsensuses(t)["consensus-settled"], htmlAttack); err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{"report": htmlOf(t, r), "rollup": rollups.String(), "consensus": consensus.String()} {
		htmlElements(t, page) // fails at any bracket of the title's own
		if want := "<h1>" + htmlAttackText; !strings.Contains(page, want) {
			t.Errorf("the page %q lacks %q", name, want)
		}
	}
}

func TestEvidenceIsALinkOnlyWhereItIsSafe(t *testing.T) {
	t.Parallel()
	page := htmlOf(t, htmlSamples(t)["hostile"])
	links := map[string]bool{}
	for _, e := range htmlElements(t, page) {
		links[e.attributes["href"]] = e.name == "a"
	}
	for _, evidence := range htmlLinks {
		if !links[evidence] {
			t.Errorf("%s is not a link", evidence)
		}
	}
	for href := range links {
		if slices.Contains(htmlPlain, href) && href != "#report" && href != "" {
			t.Errorf("%s is a link", href)
		}
		for _, scheme := range []string{"javascript", "data:t", "vbscript", "file", "blob", "mailto", "/"} {
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(href)), scheme) {
				t.Errorf("%q is a link", href)
			}
		}
	}
}

func TestPageSaysWhatTheReportHolds(t *testing.T) {
	t.Parallel()
	samples := htmlSamples(t)
	for name, parts := range map[string][]string{
		"progress": {
			"GenAIOps maturity <bdi>Search</bdi>", "23 November 2026", "J. Doe", "Retail",
			"By self-assessment, Search is at level 2 of 4, defined (maturing), with 1 critical gap, and has 13 of 28 points: 2 points short of level 3, managed.",
			"2 steps lead from 1 critical gap to none, and to level 3", "since 18 May 2026", "Now level 2, defined (maturing), with 1 critical gap. It was level 1, initial, with 2 critical gaps, while unknown", "Prompts fell from 2 to 1.",
			"Saves 40 % of the cost.", ">docs/routing.md</li>", "now: ", "retires 2027-04-20", "genaiops@1",
			"this isn&#39;t a score from Microsoft",
		},
		"unknown": {"has 8 to 12 of 28 points", "2 answers are unknown: ", "Find out first", "8–12"},
		"top":     {"has 28 of 28 points: the highest level.", "Level 4, optimized, is the highest.", "the team is at level 4"},
		"zero":    {"7 dimensions have the lowest possible score", "with 4 critical gaps, and has 0 of 28 points: 10 points short"},
		"same":    {"No answer changed."},
		"fallen":  {"Now level 1, initial, with 2 critical gaps. It was level 2", ", before answers became unknown"},
		"foreign": {"Harbor keeping <bdi>Lower Quay</bdi>", "level 3 of 5, moored (damp)", "of 321 points", "this bank&#39;s own"},
	} {
		page := htmlOf(t, samples[name])
		for _, part := range parts {
			if !strings.Contains(page, part) {
				t.Errorf("the page %q lacks %q", name, part)
			}
		}
	}
}

// These figures and names belong to the built-in model.
func TestForeignPageHasNothingOfTheBuiltInModel(t *testing.T) {
	t.Parallel()
	pages := htmlSamplePages(t)
	for _, name := range []string{"foreign", "rollup-foreign"} {
		for _, word := range []string{"GenAIOps", "genaiops", "Microsoft", "optimized", "of 28", "14 questions"} {
			if strings.Contains(pages[name], word) {
				t.Errorf("the page %q says %q", name, word)
			}
		}
	}
}

func TestEveryAnswerIsInThePage(t *testing.T) {
	t.Parallel()
	for name, r := range htmlSamples(t) {
		page := html.UnescapeString(htmlOf(t, r))
		for _, a := range r.Assessment.Answers {
			chosen := a.Question.Option(a.Points).Text
			if a.Unknown {
				chosen = "Unknown, counted as the lowest answer."
			}
			for _, part := range []string{a.Question.Title, a.Question.Text, chosen} {
				if !strings.Contains(page, part) {
					t.Errorf("the page %q lacks %q of %s", name, part, a.Question.ID)
				}
			}
		}
	}
}

func TestMissingPartsHaveNoSection(t *testing.T) {
	t.Parallel()
	all := htmlSamples(t)
	bare := report.Report{Assessment: all["progress"].Assessment}
	for _, test := range []struct {
		name, id string
		r        report.Report
		want     bool
	}{
		{"a plan", "plan", all["progress"], true},
		{"no plan", "plan", bare, false},
		{"a comparison", "change", all["progress"], true},
		{"no comparison", "change", bare, false},
		{"warnings", "warnings", all["zero"], true},
		{"no warnings", "warnings", all["top"], false},
		{"frameworks", "supports", all["zero"], true},
		{"no frameworks", "supports", all["tiny"], false},
	} {
		page := htmlOf(t, test.r)
		section := strings.Contains(page, fmt.Sprintf(`<section id="%s"`, test.id))
		link := strings.Contains(page, fmt.Sprintf(`<a href="#%s"`, test.id))
		if section != test.want || link != test.want {
			t.Errorf("with %s: section %t, link to it %t", test.name, section, link)
		}
	}
}

func TestPageNamesTheLanguageOfTheBank(t *testing.T) {
	t.Parallel()
	pages := htmlSamplePages(t)
	for name, want := range map[string]string{"top": "en", "rollup": "en", "foreign": "en-GB", "rollup-foreign": "en-GB"} {
		if !strings.Contains(pages[name], fmt.Sprintf(`<html lang="%s">`, want)) {
			t.Errorf("the page %q doesn't say that its language is %s", name, want)
		}
	}
}

func TestMissingPartsOfARollupHaveNoSection(t *testing.T) {
	t.Parallel()
	pages := htmlSamplePages(t)
	for name, want := range map[string]bool{"rollup": true, "rollup-quarter": true, "rollup-foreign": false, "rollup-empty": false} {
		for _, id := range []string{"groups-title", "teams-title"} {
			section := strings.Contains(pages[name], fmt.Sprintf(`<section aria-labelledby="%s"`, id))
			heading := strings.Contains(pages[name], fmt.Sprintf(`<h2 id="%s"`, id))
			if section != want || heading != want {
				t.Errorf("%s in the page %q: section %t, heading %t", id, name, section, heading)
			}
		}
	}
}

func TestRadarNeedsThreeToTwelveDimensions(t *testing.T) {
	t.Parallel()
	for dimensions, want := range map[int]bool{1: false, 2: false, 3: true, 12: true, 13: false} {
		m := htmlTiny(dimensions)
		page := htmlOf(t, htmlReport(t, m, htmlAll(m, (*maturity.Question).Lowest), nil))
		if got := strings.Contains(page, `class="radar"`); got != want {
			t.Errorf("%d dimensions: radar %t, want %t", dimensions, got, want)
		}
		if bars := strings.Count(page, `class="bar"`); bars != dimensions {
			t.Errorf("%d dimensions have %d bars", dimensions, bars)
		}
	}
}

func TestPageAndMarkdownAreTheGoldenFiles(t *testing.T) {
	t.Parallel()
	r := htmlSamples(t)["progress"]
	var markdown bytes.Buffer
	if err := report.ReportPage(r).Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	htmlGolden(t, "html_report.html", htmlOf(t, r))
	htmlGolden(t, "html_report.md", markdown.String())
	m := htmlBuiltin(t)
	htmlGolden(t, "html_history.html", htmlSamplePages(t)["history"])
	htmlGolden(t, "html_consensus.html", htmlOfConsensus(t, htmlConsensus(t, m, htmlSpring(m), htmlAutumn(m))))
}

func htmlGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update accepts the new output)", file)
	}
}

type htmlFailing struct{}

func (htmlFailing) Write([]byte) (int, error) { return 0, errHTML }

var errHTML = errors.New("disk full")

func TestReportsReturnTheErrorOfTheWriter(t *testing.T) {
	t.Parallel()
	r := htmlSamples(t)["top"]
	if err := report.HTML(htmlFailing{}, r); !errors.Is(err, errHTML) {
		t.Errorf("HTML returned %v", err)
	}
	if err := report.ReportPage(r).Markdown(htmlFailing{}); !errors.Is(err, errHTML) {
		t.Errorf("ReportPage.Markdown returned %v", err)
	}
	if err := report.RollupHTML(htmlFailing{}, htmlRollups(t)["rollup"], ""); !errors.Is(err, errHTML) {
		t.Errorf("RollupHTML returned %v", err)
	}
}

func TestPageIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first, second := htmlSamplePages(t), htmlSamplePages(t)
	for name := range first {
		if first[name] != second[name] {
			t.Errorf("two pages %q differ", name)
		}
	}
}
