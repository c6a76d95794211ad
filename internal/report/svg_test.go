package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"genaiops/internal/report"
)

// pictures are all pictures of the samples, by name.
func pictures(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	keep := func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(name, err)
		}
		all[name] = b.String()
	}
	for name, r := range htmlSamples(t) {
		keep(name, func(w io.Writer) error { return report.SVG(w, r, false) })
		keep(name+"_badge", func(w io.Writer) error { return report.Badge(w, r.Assessment) })
	}
	for name, s := range htmlRollups(t) {
		keep(name, func(w io.Writer) error { return report.RollupSVG(w, s, "", name == "rollup-trend") })
	}
	for name, h := range htmlHistories(t) {
		keep(name, func(w io.Writer) error { return report.HistorySVG(w, h, false) })
	}
	return all
}

func TestPicturesAreTheGoldenFiles(t *testing.T) {
	t.Parallel()
	all := pictures(t)
	for _, name := range []string{"unknown", "unknown_badge", "top_badge", "hostile", "foreign", "rollup-trend", "rollup-foreign", "history", "history-many"} {
		if all[name] == "" {
			t.Fatalf("there is no sample %s", name)
		}
		htmlGolden(t, "svg_"+name+".svg", all[name])
	}
}

// A picture may lie on any server and in any README: it runs and loads nothing, and texts
// from sheets and banks are text.
func TestPicturesOnlyDraw(t *testing.T) {
	t.Parallel()
	known := " svg title desc rect text tspan path polygon polyline circle clipPath g "
	for name, picture := range pictures(t) {
		decoder := xml.NewDecoder(strings.NewReader(picture))
		titles := 0
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !strings.Contains(known, " "+start.Name.Local+" ") {
				t.Errorf("%s has <%s>", name, start.Name.Local)
			}
			if start.Name.Local == "title" {
				titles++
			}
			for _, a := range start.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" || a.Name.Local == "style" {
					t.Errorf("%s has %s=%q", name, a.Name.Local, a.Value)
				}
			}
		}
		if titles != 1 {
			t.Errorf("%s has %d titles", name, titles)
		}
	}
}

// The level never stands alone where it hides a critical gap.
func TestPicturesNameTheCriticalGaps(t *testing.T) {
	t.Parallel()
	for name, r := range htmlSamples(t) {
		var picture, badge bytes.Buffer
		if err := errors.Join(report.SVG(&picture, r, true), report.Badge(&badge, r.Assessment)); err != nil {
			t.Fatal(err)
		}
		gaps := len(r.Assessment.CriticalGaps()) > 0
		if got := strings.Contains(picture.String(), "critical gap"); got != gaps {
			t.Errorf("%s: the slide names gaps: %t, want %t", name, got, gaps)
		}
		if got := strings.Contains(badge.String(), " gap") && strings.Contains(badge.String(), "#a3320b"); got != gaps {
			t.Errorf("%s: the badge names gaps: %t, want %t", name, got, gaps)
		}
	}
}
