package cli

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"genaiops/internal/diag"
)

// hostileProblems have what could end a command of GitHub, a line, an element or a text
// of XML.
func hostileProblems() diag.List {
	return diag.List{
		{Pos: diag.Pos{File: "a,b:c%.yaml", Line: 3, Col: 7}, Rule: "answer", Message: "100% of \"x\"\n::error::y ##[error]z"},
		{Pos: diag.Pos{File: "::warning::x\u202e.yaml"}, Rule: "read", Message: "</failure><script>\x1b[2J\ufffe]]>"},
	}
}

func TestAnAnnotationIsOneCommandWithTheProblemAtItsPlace(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := writeAnnotations(&b, hostileProblems()); err != nil {
		t.Fatal(err)
	}
	const want = `::error file=a%2Cb%3Ac%25.yaml,line=3,col=7,title=answer::100%25 of "x"\n::error::y # #[error]z
::error file=%3A%3Awarning%3A%3Ax\u202e.yaml,line=1,col=1,title=read::</failure><script>\x1b[2J\ufffe]]>
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestAJUnitReportHasACaseForEachFile(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := writeJUnit(&b, []string{"good.yaml", "a,b:c%.yaml"}, hostileProblems()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Suite struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Cases    []struct {
				Name    string  `xml:"name,attr"`
				Failure *string `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	s := got.Suite
	if s.Tests != 3 || s.Failures != 2 || len(s.Cases) != 3 || s.Cases[0].Failure != nil || s.Cases[0].Name != "good.yaml" {
		t.Errorf("%+v", s)
	}
	for i, want := range []string{"a,b:c%.yaml:3:7: 100% of", "</failure><script>"} {
		if failure := s.Cases[i+1].Failure; failure == nil || !strings.Contains(*failure, want) {
			t.Errorf("case %d is %+v, expected %q", i+1, s.Cases[i+1], want)
		}
	}
	if strings.Contains(b.String(), "##[") || strings.Contains(b.String(), "\n::") {
		t.Errorf("a command for a log in\n%s", b.String())
	}
}
