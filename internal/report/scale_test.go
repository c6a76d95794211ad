package report

import (
	"fmt"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// bandsOf returns a model of levels alone. Their bands begin at the given scores;
// the last score is the highest.
func bandsOf(scores ...int) *maturity.Model {
	m := &maturity.Model{}
	for i := range len(scores) - 1 {
		m.Levels = append(m.Levels, maturity.Level{
			Number: i + 1, Name: fmt.Sprintf("name%d", i+1), Min: scores[i], Max: scores[i+1] - 1,
		})
	}
	m.Levels[len(m.Levels)-1].Max++
	return m
}

// scales returns models of many shapes, and widths to draw them at.
func scales() (models []*maturity.Model, columns []int) {
	return []*maturity.Model{
		published(), foreign(), bandsOf(0, 1), bandsOf(7, 8), bandsOf(0, 1000), bandsOf(0, 1, 2, 3, 4, 5),
		bandsOf(3, 6, 12, 18), bandsOf(30, 31, 400), bandsOf(0, 399, 400), bandsOf(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20),
	}, []int{28, 38, 78, 98}
}

func TestMarkerIsInsideItsBandForEveryScore(t *testing.T) {
	t.Parallel()
	models, columns := scales()
	for _, m := range models {
		for _, width := range columns {
			s := scale{m.Levels, width}
			for score := s.low(); score <= s.high(); score++ {
				at := s.marker(score)
				if at < 0 || at >= width {
					t.Fatalf("score %d of %d-%d is at %d of %d", score, s.low(), s.high(), at, width)
				}
				for i, l := range m.Levels {
					inside := s.tick(l.Min) <= at && at < s.end(i)
					if l.Min <= score && score <= l.Max && !inside && s.tick(l.Min) < s.end(i) {
						t.Errorf("score %d of level %d is at %d, outside %d-%d", score, l.Number, at, s.tick(l.Min), s.end(i)-1)
					}
				}
			}
		}
	}
}

func TestLineShowsBothEndsOfEveryScore(t *testing.T) {
	t.Parallel()
	models, columns := scales()
	for _, m := range models {
		for _, width := range columns {
			s := scale{m.Levels, width}
			for low := s.low(); low <= s.high(); low += 1 + (s.high()-s.low())/12 {
				for high := low; high <= s.high(); high += 1 + (s.high()-s.low())/12 {
					checkLine(t, s, low, high)
				}
			}
		}
	}
}

func checkLine(t *testing.T, s scale, low, high int) {
	t.Helper()
	line := textOf(s.line(low, high))
	if display.Width(line) != s.columns {
		t.Fatalf("line of %d columns, want %d: %s", display.Width(line), s.columns, line)
	}
	apart := s.marker(low) != s.marker(high)
	if strings.Count(line, "●") != 1 || strings.Contains(line, "○") != apart {
		t.Fatalf("scores %d to %d: wrong markers in %s", low, high, line)
	}
	if apart && strings.Index(line, "●") > strings.Index(line, "○") {
		t.Fatalf("scores %d to %d: markers the wrong way round in %s", low, high, line)
	}
}

func textOf(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

func TestRowsOfTheScaleNeverOverlap(t *testing.T) {
	t.Parallel()
	models, columns := scales()
	for _, m := range models {
		for _, width := range columns {
			s := scale{m.Levels, width}
			for score := s.low(); score <= s.high(); score++ {
				bounds, complete := s.bounds(score, s.high())
				line := textOf(bounds.spans())
				fields := strings.Fields(line)
				if len([]rune(line)) > width || len(fields) != len(bounds.labels) {
					t.Fatalf("score %d: %q does not have %d labels apart", score, line, len(bounds.labels))
				}
				for _, l := range m.Levels {
					if complete && !strings.Contains(" "+line+" ", fmt.Sprintf(" %d ", l.Min)) {
						t.Fatalf("score %d: %q lacks the bound %d", score, line, l.Min)
					}
				}
			}
		}
	}
}

func TestNamesThatDoNotFitAreListed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		model   *maturity.Model
		columns int
		want    bool
	}{
		{published(), 78, true}, {published(), 38, false}, {foreign(), 98, false}, {bandsOf(0, 10), 38, true},
	} {
		s := scale{test.model.Levels, test.columns}
		_, complete := s.names(&test.model.Levels[0], func(l *maturity.Level) string { return l.Name })
		if complete != test.want {
			t.Errorf("%d levels in %d columns fit: %t", len(test.model.Levels), test.columns, complete)
		}
	}
}

func TestBarsAreEmptyAndFullOnlyAtTheEnds(t *testing.T) {
	t.Parallel()
	for _, ends := range [][2]int{{0, 4}, {10, 40}, {0, 1}, {0, 500}, {3, 3}} {
		for score := ends[0]; score <= ends[1]; score++ {
			for _, columns := range []int{shortBar, usualBar, longBar} {
				d := maturity.DimensionScore{Score: score, Min: ends[0], Max: ends[1]}
				bar := barOf(d, columns)
				if display.Width(bar) != columns {
					t.Fatalf("%d of %v: %d columns, want %d", score, ends, display.Width(bar), columns)
				}
				if empty := !strings.Contains(bar, "█"); empty != (score == ends[0]) {
					t.Errorf("%d of %v: %s", score, ends, bar)
				}
				if full := !strings.Contains(bar, "░"); full != (score == ends[1] && score > ends[0]) {
					t.Errorf("%d of %v: %s", score, ends, bar)
				}
			}
		}
	}
}
