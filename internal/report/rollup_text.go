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
		p.blank()
		p.heatMap(s, groupRows, "Each is a mean.")
	}
	if len(s.Weakest)+len(s.Strongest) > 0 {
		p.heading("Teams by dimensions")
		remark := ""
		if s.Unsure > 0 {
			remark = "+: unknown answers could make it more."
		}
		p.heatMap(s, teamRows, remark)
	}
	return p.writeTo(w)
}

func (p *page) levelCounts(t rollup.Totals) {
	rows := each(t.Levels, func(l rollup.LevelCount) tableRow {
		return tableRow{cells: []span{
			{fmt.Sprint(l.Level.Number), plain},
			{l.Level.Title(), plain},
			{bar(float64(l.Count), 0, t.Sheets, p.barColumns(longBar)), accent},
			{fmt.Sprint(l.Count), strong},
			{percent(l.Count, t.Sheets), plain},
		}}
	})
	alignRight(rows, 3)
	alignRight(rows, 4)
	p.table(rows, 1)
}

// barColumns is how long bars beside other columns are: short on a narrow page.
func (p *page) barColumns(wide int) int {
	if p.columns < 60 {
		return shortBar
	}
	return wide
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
			{bar(d.Mean, d.Min, d.Max, p.barColumns(usualBar)), accent},
			{fmt.Sprintf("%.1f of %d", d.Mean, d.Max), strong},
			{lowestMark(d), with},
		}}
	})
	p.remarked(rows)
	for _, d := range sorted {
		if text := lowestTeams(d); text != "" {
			p.item(span{"  ! ", alert}, text, plain)
		}
	}
}

func (p *page) questionTotals(s *rollup.Summary) {
	p.remarked(each(weakestQuestions(s.Questions), func(q rollup.QuestionTotal) tableRow {
		return tableRow{cells: []span{
			{q.Question.Title, plain},
			{fmt.Sprintf("%.1f of %d", q.Mean, q.Question.Highest()), strong},
			{lowestCount(q), plain},
		}}
	}))
}

// remarked prints rows whose last cell is a remark, which stands below where
// there is no room beside.
func (p *page) remarked(rows []tableRow) {
	if tableWidth(rows) > p.columns {
		for i, r := range rows {
			last := len(r.cells) - 1
			rows[i] = tableRow{cells: r.cells[:last], below: r.cells[last]}
		}
	}
	p.table(rows, 0)
}

func (p *page) groups(s *rollup.Summary) {
	rows := []tableRow{{cells: []span{
		{"", quiet}, {"sheets", quiet}, {"mean", quiet}, {"median", quiet}, {"at level " + levelNumbers(s), quiet}, {"weakest, +ties", quiet},
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
	if !p.fitsBesideNames(rows) {
		for i := range rows {
			rows[i].cells = rows[i].cells[:4] // the figures; the rest has no room
		}
	}
	for column := 1; column <= 3; column++ {
		alignRight(rows, column)
	}
	p.table(rows, 0)
}

// nameColumns is how narrow the names at the beginning of rows may become.
const nameColumns = 14

// fitsBesideNames reports whether rows fit once the names in their first column
// are wrapped, so that one long name does not take the figures of all the others.
func (p *page) fitsBesideNames(rows []tableRow) bool {
	names := columnWidths(rows)[0]
	return tableWidth(rows)-names+min(names, nameColumns) <= p.columns
}

func levelNumbers(s *rollup.Summary) string {
	return strings.Join(each(s.Levels, func(l rollup.LevelCount) string { return fmt.Sprint(l.Level.Number) }), " · ")
}

// heatMap writes rows by dimension: the higher the points, the darker their sign.
// Where the points do not fit beside the names, the signs stand alone.
func (p *page) heatMap(s *rollup.Summary, rowsOf func(*rollup.Summary, heatColumns) []tableRow, remark string) {
	legend := "Lowest · ░ ▒ ▓ █ highest. "
	rows := rowsOf(s, heatCells)
	if !p.fitsBesideNames(rows) {
		rows = rowsOf(s, heatSigns)
		legend += "From left to right: " + strings.Join(dimensionNames(s), ", ") + ". "
	}
	p.table(rows, 0)
	p.blank()
	p.prose(indent, legend+remark, quiet)
}

func dimensionNames(s *rollup.Summary) []string {
	return each(s.Dimensions, func(d rollup.DimensionTotal) string { return d.Dimension.Name })
}

// heatColumns writes the points of the dimensions in that form, and the heading
// where there are none.
type heatColumns func(s *rollup.Summary, points []float64, form string) []span

// groupRows are a heading and the means of each group.
func groupRows(s *rollup.Summary, columns heatColumns) []tableRow {
	var rows []tableRow
	if head := columns(s, nil, ""); head[0].text != "" {
		rows = append(rows, tableRow{cells: append([]span{{"", quiet}}, head...)})
	}
	for _, g := range s.Groups {
		rows = append(rows, tableRow{cells: append([]span{{groupName(g, s.By), plain}}, columns(s, means(g.Totals), "%.1f")...)})
	}
	return rows
}

// teamRows are a heading, the weakest teams and the strongest.
func teamRows(s *rollup.Summary, columns heatColumns) []tableRow {
	head := append([]span{{"", quiet}, {"score", quiet}, {"level", quiet}}, columns(s, nil, "")...)
	rows := []tableRow{{cells: head}}
	name := namer(s)
	row := func(r rollup.Row) tableRow {
		score := fmt.Sprint(r.Score)
		if r.High > r.Score {
			score += "+"
		}
		return tableRow{cells: append(
			[]span{{name(r), plain}, {score, strong}, {fmt.Sprint(r.Level.Number), plain}},
			columns(s, floats(r.Dimensions), "%.0f")...,
		)}
	}
	rows = append(rows, each(s.Weakest, row)...)
	if s.Omitted() > 0 {
		between := make([]span, len(head))
		between[0] = span{fmt.Sprintf("… %d more", s.Omitted()), quiet}
		rows = append(rows, tableRow{cells: between})
	}
	rows = append(rows, each(s.Strongest, row)...)
	alignRight(rows, 1)
	return rows
}

// heatHeading is how many letters of a dimension's name stand above its column.
const heatHeading = 5

// heatCells is a cell for each dimension: a sign and the points.
func heatCells(s *rollup.Summary, points []float64, form string) []span {
	cells := make([]span, len(s.Dimensions))
	for i, d := range s.Dimensions {
		cells[i] = span{string([]rune(d.Dimension.Name + "     ")[:heatHeading]), quiet}
		if points != nil {
			cells[i] = span{fmt.Sprintf("%s "+form, shade(d.Dimension, points[i]), points[i]), accent}
		}
	}
	return cells
}

// heatSigns is one cell with a sign for each dimension.
func heatSigns(s *rollup.Summary, points []float64, _ string) []span {
	signs := ""
	for i := range points {
		signs += shade(s.Dimensions[i].Dimension, points[i])
	}
	return []span{{signs, accent}}
}
