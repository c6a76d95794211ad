package cli

import (
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/display"
)

// problemsDocument is a list of problems for other programs.
type problemsDocument struct {
	Schema   string            `json:"schema"`
	Problems []problemDocument `json:"problems"`
}

type problemDocument struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

func documentOf(problems diag.List) problemsDocument {
	doc := problemsDocument{Schema: "genaiops.problems/1", Problems: []problemDocument{}}
	for _, p := range problems {
		doc.Problems = append(doc.Problems, problemDocument{p.File, max(p.Line, 1), max(p.Col, 1), p.Rule, p.Message})
	}
	return doc
}

// writeAnnotations writes a command for each problem that GitHub Actions draws at its
// place. No other output of the program has commands, and no text from a file can end
// one or begin another: GitHub's own escapes are for the characters that could.
func writeAnnotations(w io.Writer, problems diag.List) error {
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range problems {
		_, err := fmt.Fprintf(w, "::error file=%s,line=%d,col=%d,title=%s::%s\n",
			property.Replace(display.Escape(p.File)), max(p.Line, 1), max(p.Col, 1), property.Replace(p.Rule),
			text.Replace(oneLine(p.Message)))
		if err != nil {
			return err
		}
	}
	return nil
}

// writeJUnit writes a test case for each file, as Azure Pipelines, GitLab and Jenkins
// show it. The files that were checked have their problems in their case.
func writeJUnit(w io.Writer, files []string, problems diag.List) error {
	byFile := map[string]diag.List{}
	for _, p := range problems {
		byFile[p.File] = append(byFile[p.File], p)
		if !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"genaiops validate\" tests=\"%d\" failures=\"%d\">\n",
		len(files), len(byFile))
	for _, file := range files {
		name := xmlText(file)
		found := byFile[file]
		if len(found) == 0 {
			fmt.Fprintf(&b, "<testcase classname=\"genaiops\" name=\"%s\"/>\n", name)
			continue
		}
		lines := make([]string, len(found))
		for i, p := range found {
			lines[i] = xmlText(p.String())
		}
		fmt.Fprintf(&b, "<testcase classname=\"genaiops\" name=\"%s\">\n<failure message=\"%s\">%s</failure>\n</testcase>\n",
			name, display.Count(len(found), "problem"), strings.Join(lines, "\n"))
	}
	b.WriteString("</testsuite>\n</testsuites>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// xmlText escapes a text for an element or an attribute. XML has no place at all for two
// characters that are text elsewhere.
func xmlText(s string) string {
	return html.EscapeString(strings.NewReplacer("\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(oneLine(s)))
}
