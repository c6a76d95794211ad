package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// htmlScored scores a sheet with that many points, or a few less if no answers add
// up to that.
func htmlScored(t *testing.T, m *maturity.Model, total int) *maturity.Assessment {
	t.Helper()
	s := maturity.Sheet{Answers: map[string]maturity.Answer{}}
	low, _ := m.Bank.Range()
	rest := total - low
	for _, q := range m.Bank.Questions() {
		points := q.Lowest()
		for _, o := range q.Options {
			if o.Points-q.Lowest() <= rest {
				points = o.Points
			}
		}
		rest -= points - q.Lowest()
		s.Answers[q.ID] = maturity.Answer{Points: points}
	}
	return mustScore(t, m, s)
}

func TestBandsFillTheScaleWithoutGapOrOverlap(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{published(), foreign()} {
		low, _ := m.Bank.Range()
		end := htmlPercent(0)
		for _, b := range htmlScaleOf(htmlScored(t, m, low)).Bands {
			if math.Abs(float64(b.X-end)) > 1e-9 || b.Width <= 0 {
				t.Errorf("%s: level %d begins at %s and is %s wide; the one before ends at %s", m.Bank.ID, b.Number, b.X, b.Width, end)
			}
			end = b.X + b.Width
		}
		if math.Abs(float64(end-100)) > 1e-9 {
			t.Errorf("%s: the last level ends at %s", m.Bank.ID, end)
		}
	}
}

func TestMarkIsInTheBandOfItsLevel(t *testing.T) {
	t.Parallel()
	for _, m := range []*maturity.Model{published(), foreign()} {
		low, high := m.Bank.Range()
		for total := low; total <= high; total++ {
			a := htmlScored(t, m, total)
			s := htmlScaleOf(a)
			for _, b := range s.Bands {
				inside := b.X < s.Low && s.Low < b.X+b.Width
				if inside != (b.Class == "reached") {
					t.Errorf("%s: %d points are at %s, level %d (%s) begins at %s, %s wide", m.Bank.ID, a.Low, s.Low, b.Number, b.Class, b.X, b.Width)
				}
			}
		}
	}
}

func TestReachIsTheRangeOfTheScore(t *testing.T) {
	t.Parallel()
	m := published()
	s := maturity.Sheet{}.FillUnknown(&m.Bank)
	scale := htmlScaleOf(mustScore(t, m, s))
	low, high := m.Bank.Range()
	if got, want := float64(scale.Reach), 100*float64(high-low)/float64(high-low+1); math.Abs(got-want) > 1e-9 {
		t.Errorf("with all answers unknown, the range is %f %% wide, want %f", got, want)
	}
	if reach := htmlScaleOf(htmlScored(t, m, low)).Reach; reach != 0 {
		t.Errorf("a known score has a range of %s", reach)
	}
}

func TestLetteringAtTheEndsStaysInside(t *testing.T) {
	t.Parallel()
	m := published()
	low, high := m.Bank.Range()
	for total, want := range map[int]string{low: "start", (low + high) / 2: "middle", high: "end"} {
		if got := htmlScaleOf(htmlScored(t, m, total)).Anchor; got != want {
			t.Errorf("the lettering of %d points is anchored at the %s, want %s", total, got, want)
		}
	}
}

func TestBarsGoFromTheLowestToTheHighestSubtotal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		low, high, score int
		want             htmlPercent
	}{
		{0, 4, 0, 0},
		{0, 4, 1, 25},
		{5, 25, 15, 50},
		{5, 25, 25, 100},
		{3, 3, 3, 100},
	} {
		d := reportDimension{DimensionScore: maturity.DimensionScore{Min: test.low, Max: test.high, Score: test.score}}
		if got := d.Bar(); got != test.want {
			t.Errorf("%d in %d to %d is %s, want %s", test.score, test.low, test.high, got, test.want)
		}
	}
}

// htmlRound is a radar of that many dimensions, all with the same score of 100.
func htmlRound(dimensions, score int) *htmlRadar {
	return htmlRoundOf("Harbor office", dimensions, score)
}

func htmlRoundOf(name string, dimensions, score int) *htmlRadar {
	var all []reportDimension
	for range dimensions {
		all = append(all, reportDimension{DimensionScore: maturity.DimensionScore{
			Dimension: &maturity.Dimension{Name: name}, Max: 100, Score: score,
		}})
	}
	return htmlRadarOf(all, htmlRadarLine)
}

func TestRadarGrowsWithTheScore(t *testing.T) {
	t.Parallel()
	for dimensions := 3; dimensions <= 12; dimensions++ {
		for _, score := range []int{0, 50, 100} {
			for _, axis := range htmlRound(dimensions, score).Axes {
				got := math.Hypot(axis.Score.X-htmlRadarX, axis.Score.Y-htmlRadarY)
				if want := htmlRadarRadius * float64(score) / 100; math.Abs(got-want) > 1e-9 {
					t.Errorf("a score of %d %% is drawn %f from the center, want %f", score, got, want)
				}
			}
		}
	}
}

func TestRadarBeginsAtTheTopAndGoesClockwise(t *testing.T) {
	t.Parallel()
	axes := htmlRound(4, 100).Axes
	top, right := axes[0].End, axes[1].End
	if top.String() != "210.0,40.0" || right.String() != "322.0,152.0" {
		t.Errorf("the first axes end at %s and %s", top, right)
	}
}

func TestRadarLetteringStaysInThePicture(t *testing.T) {
	t.Parallel()
	const letter = 6.6 // average width of a letter of size 12.5, in units
	for dimensions := 3; dimensions <= 12; dimensions++ {
		axes := slices.Concat(htmlRound(dimensions, 0).Axes, htmlRoundOf("国際化と現地化の取り組みと評価", dimensions, 0).Axes)
		for _, axis := range axes {
			for _, line := range axis.Lines {
				width := letter * float64(display.Width(line.Text)) // a wide character takes two
				left := map[string]float64{"start": line.X, "middle": line.X - width/2, "end": line.X - width}[axis.Anchor]
				if left < 0 || left+width > 420 || line.Y < 11 || line.Y > 301 {
					t.Errorf("%d dimensions: %q is at %s", dimensions, line.Text, line.htmlPoint)
				}
			}
		}
	}
}

func TestRadarNamesBecomeTwoShortLines(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{"Models", "Models"},
		{"Gulls and neighbors", "Gulls and|neighbors"},
		{"Internationalization", "Internation…"},
		{"One two three four five six seven", "One two|three four …"},
		{strings.Repeat("w", 10_000), strings.Repeat("w", 11) + "…"},
		{"", ""},
	} {
		if got := strings.Join(htmlLetter(test.name), "|"); got != test.want {
			t.Errorf("%.40q becomes %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDotsShowTheOptionsAboveTheLowest(t *testing.T) {
	t.Parallel()
	q := &maturity.Question{Options: []maturity.Option{{Points: 1}, {Points: 4}, {Points: 9}}}
	for points, want := range map[int]string{1: "..", 4: "x.", 9: "xx"} {
		a := reportAnswer{ScoredAnswer: maturity.ScoredAnswer{Question: q, Answer: maturity.Answer{Points: points}}}
		got := ""
		for _, dot := range a.Dots() {
			if dot.Reached {
				got += "x"
				continue
			}
			got += "."
		}
		if got != want {
			t.Errorf("%d points: %s, want %s", points, got, want)
		}
	}
}

func TestEvidenceLinksOnlyUnambiguousAddresses(t *testing.T) {
	t.Parallel()
	for evidence, want := range map[string]bool{
		"docs/a.md": false, "../a": false, "README.md": false, "a/b:c.md": false, "https://example.com": true, "Http://example.com/ä": true,
		"": false, "a": false, "a b.md": false, "/a.md": false, "//a.b/c": false, `a\b.md`: false, `\\a\b.c`: false,
		"javascript:a.b/c": false, "a:b/c": false, "C:/a.md": false, "ftp://a.b/c": false, "https:/a.b": false,
		"https://a@b.c/": false, "a\tb.md": false, "a\u202eb.md": false, "a\u200bb.md": false, "\xff.md": false, "#a.b": false,
	} {
		if got := htmlEvidence(evidence) != ""; got != want {
			t.Errorf("%q is a link: %t, want %t", evidence, got, want)
		}
	}
}
