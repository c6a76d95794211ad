package report

import (
	"fmt"
	"io"
	"strings"

	"genaiops/internal/rollup"
)

// RollupText writes the picture of many sheets: how they spread over the
// levels, the weakest dimensions and questions, groups, and a heat map of teams
// by dimensions.
func RollupText(w io.Writer, s *rollup.Summary, st Style) error {
	p := newPage(st)
	p.ends(rollupTitle(s), rollupScore(s))
	p.prose(0, strings.Join(rollupFacts(s), " · "), quiet)
	if s.Sheets == 0 {
		return p.writeTo(w)
	}
	p.heading("Levels")
	p.levelCounts(s.Totals)
	p.heading("Dimensions, the weakest first")
	p.dimensionTotals(s)
	p.heading("Weakest questions")
	p.questionTotals(s)
	if len(s.Groups) > 0 {
		p.heading("By " + s.By)
		p.groups(s)
	}
	p.heatMap(s)
	return p.writeTo(w)
}

func (p *page) levelCounts(t rollup.Totals) {
	rows := each(t.Levels, func(l rollup.LevelCount) tableRow {
		return tableRow{cells: []span{
			{fmt.Sprint(l.Level.Number), plain},
			{l.Level.Title(), plain},
			{share(float64(l.Count), 0, t.Sheets, longBar), accent},
			{fmt.Sprint(l.Count), strong},
			{percent(l.Count, t.Sheets), plain},
		}}
	})
	alignRight(rows, 3)
	alignRight(rows, 4)
	p.table(rows, 1)
}

// share is a bar for a figure between two ends.
func share(x float64, low, high, columns int) string {
	part := 0
	if high > low {
		part = int((x-float64(low))/float64(high-low)*float64(columns) + 0.5)
	}
	part = min(max(part, 0), columns)
	return strings.Repeat("█", part) + strings.Repeat("░", columns-part)
}

func (p *page) dimensionTotals(s *rollup.Summary) {
	sorted := byShare(s.Dimensions)
	rows := each(sorted, func(d rollup.DimensionTotal) tableRow {
		with := plain
		if d.Dimension.Critical && d.Lowest > 0 {
			with = alert
		}
		return tableRow{cells: []span{
			{d.Dimension.Name, plain},
			{share(d.Mean, d.Min, d.Max, usualBar), accent},
			{fmt.Sprintf("%.1f of %d", d.Mean, d.Max), strong},
			{lowestMark(d), with},
		}}
	})
	p.table(rows, 3)
	for _, d := range sorted {
		if text := lowestTeams(d); text != "" {
			p.item(span{"  ! ", alert}, text, plain)
		}
	}
}

func (p *page) questionTotals(s *rollup.Summary) {
	p.table(each(weakestQuestions(s.Questions), func(q rollup.QuestionTotal) tableRow {
		return tableRow{cells: []span{
			{q.Question.Title, plain},
			{fmt.Sprintf("%.1f of %d", q.Mean, q.Question.Highest()), strong},
			{lowestCount(q), plain},
		}}
	}), 0)
}

func (p *page) groups(s *rollup.Summary) {
	rows := []tableRow{{cells: []span{
		{"", quiet}, {"sheets", quiet}, {"mean", quiet}, {"median", quiet}, {"at level " + levelNumbers(s), quiet}, {"weakest", quiet},
	}}}
	for _, g := range s.Groups {
		rows = append(rows, tableRow{cells: []span{
			{groupName(g, s.By), plain},
			{fmt.Sprint(g.Sheets), plain},
			{fmt.Sprintf("%.1f", g.Score.Mean), strong},
			{decimal(g.Score.Median), plain},
			{levelShape(g.Levels), plain},
			{weakestOf(g.Totals), plain},
		}})
	}
	for column := 1; column <= 3; column++ {
		alignRight(rows, column)
	}
	p.table(rows, 0)
}

func levelNumbers(s *rollup.Summary) string {
	return strings.Join(each(s.Levels, func(l rollup.LevelCount) string { return fmt.Sprint(l.Level.Number) }), " · ")
}

// heatMap writes the weakest teams and the strongest, or all where they fit: a
// row each, the higher the subtotal the darker its sign.
func (p *page) heatMap(s *rollup.Summary) {
	if len(s.Weakest)+len(s.Strongest) == 0 {
		return
	}
	p.heading("Teams by dimensions")
	columns := p.heatColumns(s)
	rows := []tableRow{p.heatHead(s, columns)}
	for _, r := range s.Weakest {
		rows = append(rows, heatRow(s, r, columns))
	}
	if s.Omitted() > 0 {
		rows = append(rows, tableRow{cells: append([]span{{fmt.Sprintf("… %d more", s.Omitted()), quiet}}, make([]span, len(rows[0].cells)-1)...)})
	}
	for _, r := range s.Strongest {
		rows = append(rows, heatRow(s, r, columns))
	}
	alignRight(rows, 1)
	p.table(rows, 0)
	p.blank()
	p.prose(indent, "Lowest · ░ ▒ ▓ █ highest, with the points. "+levelLegend(s), quiet)
}

// heatColumns is how wide the heading of a dimension may be, so that all of
// them fit beside a team of some length.
func (p *page) heatColumns(s *rollup.Summary) int {
	const team, score = 18, 12
	each := (p.columns - team - score) / max(len(s.Dimensions), 1)
	return min(max(each-gutter, 3), 10)
}

func (p *page) heatHead(s *rollup.Summary, columns int) tableRow {
	cells := []span{{"", quiet}, {"score", quiet}, {"level", quiet}}
	for _, d := range s.Dimensions {
		cells = append(cells, span{string([]rune(d.Dimension.Name)[:min(columns, len([]rune(d.Dimension.Name)))]), quiet})
	}
	return tableRow{cells: cells}
}

func heatRow(s *rollup.Summary, r rollup.Row, _ int) tableRow {
	score := fmt.Sprint(r.Score)
	if r.High > r.Score {
		score += "+"
	}
	cells := []span{{teamOf(r), plain}, {score, strong}, {fmt.Sprint(r.Level.Number), plain}}
	for i, d := range s.Dimensions {
		cells = append(cells, span{fmt.Sprintf("%s%d", shade(d.Dimension, r.Dimensions[i]), r.Dimensions[i]), accent})
	}
	return tableRow{cells: cells}
}

// levelLegend says what a plus means, where there is one.
func levelLegend(s *rollup.Summary) string {
	if s.Unsure == 0 {
		return ""
	}
	return "+ unknown answers could make it more."
}
