package report

import (
	"fmt"
	"slices"
	"sort"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// scale maps scores to the columns of a line that shows the levels' bands side by
// side.
type scale struct {
	levels  []maturity.Level
	columns int
}

func (s scale) low() int  { return s.levels[0].Min }
func (s scale) high() int { return s.levels[len(s.levels)-1].Max }

// tick returns the column of a score by its share of the range.
func (s scale) tick(score int) int {
	extent := max(s.high()-s.low(), 1)
	column := ((score-s.low())*(s.columns-1)*2 + extent) / (2 * extent) // rounded
	return min(max(column, 0), s.columns-1)
}

// end returns the first column after a level's band.
func (s scale) end(i int) int {
	if i == len(s.levels)-1 {
		return s.columns
	}
	return s.tick(s.levels[i+1].Min)
}

// marker returns the column that shows a score. Unlike tick, it never rounds
// a score into the band of the next level.
func (s scale) marker(score int) int {
	column := s.tick(score)
	for i := range s.levels {
		if score <= s.levels[i].Max {
			return max(min(column, s.end(i)-1), s.tick(s.levels[i].Min))
		}
	}
	return column
}

// line draws the scale with the low and the high end of a score on it.
func (s scale) line(low, high int) []span {
	lowAt, highAt := s.marker(low), s.marker(high)
	var spans []span
	for column := range s.columns {
		switch {
		case column == lowAt:
			spans = append(spans, span{"●", strong})
		case column == highAt:
			spans = append(spans, span{"○", strong})
		case column < lowAt:
			spans = append(spans, span{s.sign(column, []string{"┣", "━", "╋", "┫"}), accent})
		default:
			spans = append(spans, span{s.sign(column, []string{"├", "─", "┼", "┤"}), quiet})
		}
	}
	return joined(spans)
}

// sign returns the sign for a column: for the left end, between bounds, at the
// first score of a level, or for the right end.
func (s scale) sign(column int, signs []string) string {
	switch {
	case column == 0:
		return signs[0]
	case column == s.columns-1:
		return signs[3]
	case slices.ContainsFunc(s.levels, func(l maturity.Level) bool { return s.tick(l.Min) == column }):
		return signs[2]
	}
	return signs[1]
}

// row is a line of labels, each at its column.
type row struct {
	columns int
	labels  []label
}

type label struct {
	span
	column int
}

// place adds a label unless it would touch another one or leave the row.
func (r *row) place(column int, text string, with pen) bool {
	end := column + display.Width(text)
	if column < 0 || end > r.columns {
		return false
	}
	for _, l := range r.labels {
		if column <= l.column+display.Width(l.text) && l.column <= end {
			return false
		}
	}
	r.labels = append(r.labels, label{span{text, with}, column})
	return true
}

// placeAround is place with the text centered on a column.
func (r *row) placeAround(column int, text string, with pen) {
	begin := column - (display.Width(text)-1)/2
	r.place(min(max(begin, 0), r.columns-display.Width(text)), text, with)
}

// spans returns the labels with the blanks between them.
func (r *row) spans() []span {
	sort.Slice(r.labels, func(i, j int) bool { return r.labels[i].column < r.labels[j].column })
	var spans []span
	at := 0
	for _, l := range r.labels {
		spans = append(spans, blanks(l.column-at), l.span)
		at = l.column + display.Width(l.text)
	}
	return spans
}

// names returns the row of the levels' names, or of what else names them; complete
// is false if one doesn't fit above its band.
func (s scale) names(current *maturity.Level, text func(*maturity.Level) string) (r row, complete bool) {
	r, complete = row{columns: s.columns}, true
	for i := range s.levels {
		l := &s.levels[i]
		with := plain
		if l.Number == current.Number {
			with = strong
		}
		begin := s.tick(l.Min)
		fits := begin+display.Width(text(l)) <= s.end(i) && r.place(begin, text(l), with)
		complete = complete && fits
	}
	return r, complete
}

// bounds returns the row of the scores at which levels begin, and the highest;
// complete is false if one doesn't fit. The ends of a score are placed between
// them where there is room.
func (s scale) bounds(low, high int) (bounds row, complete bool) {
	r := row{columns: s.columns}
	last := fmt.Sprint(s.high())
	complete = r.place(s.columns-len(last), last, quiet)
	for _, l := range s.levels {
		complete = r.place(s.tick(l.Min), fmt.Sprint(l.Min), quiet) && complete
	}
	r.placeAround(s.marker(low), fmt.Sprint(low), strong)
	if high != low {
		r.placeAround(s.marker(high), fmt.Sprint(high), strong)
	}
	return r, complete
}

// levelScale shows the levels' bands to scale, with the score.
type levelScale struct{ a *maturity.Assessment }

// asText draws the bands side by side. If they are too narrow for their names, it
// draws numbers and lists the names below.
func (b levelScale) asText(t *textPage) {
	a := b.a
	t.gap()
	s := scale{a.Model.Levels, t.columns - indent}
	names, complete := s.names(a.Level, func(l *maturity.Level) string { return l.Name })
	bounds, bounded := s.bounds(a.Low, a.High)
	complete = complete && bounded
	if !complete {
		names, _ = s.names(a.Level, func(l *maturity.Level) string { return fmt.Sprint(l.Number) })
	}
	for _, spans := range [][]span{names.spans(), s.line(a.Low, a.High), bounds.spans()} {
		t.line(append([]span{blanks(indent)}, spans...)...)
	}
	if complete {
		return
	}
	t.blank()
	var rows [][]span
	for i := range a.Model.Levels {
		l := &a.Model.Levels[i]
		sign, with := " ", plain
		switch l.Number {
		case a.Level.Number:
			sign, with = "●", strong
		case a.HighLevel.Number:
			sign = "○"
		}
		rows = append(rows, []span{{fmt.Sprintf("%s %d", sign, l.Number), with}, {l.Title(), with}, {band(l), with}})
	}
	t.table(alignRight(rows, 2), 1, nil)
}

// asMarkdown is a table of the bands, with the score in the last column.
func (b levelScale) asMarkdown(m *markdownPage) {
	var rows [][]inline
	for i := range b.a.Model.Levels {
		l := &b.a.Model.Levels[i]
		row := []inline{inline(fmt.Sprint(l.Number)), text(l.Title()), inline(band(l)), ""}
		switch l.Number {
		case b.a.Level.Number:
			row[1], row[3] = bold(row[1]), bold(text(fmt.Sprintf("score: %d%s", b.a.Low, withGaps(len(b.a.CriticalGaps())))))
		case b.a.HighLevel.Number:
			row[3] = text(fmt.Sprintf("at best: %d%s", b.a.High, withGaps(gapsAtBest(b.a))))
		}
		rows = append(rows, row)
	}
	m.table([]column{{"Level", true}, {"Name", false}, {"Band", false}, {"", false}}, rows)
}
