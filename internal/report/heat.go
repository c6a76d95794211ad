package report

import (
	"fmt"
	"slices"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// heatMap has a row for each group or team and a column for each dimension. The
// higher the points, the darker their sign.
type heatMap struct {
	summary *rollup.Summary
	head    []span // above what comes before the points
	rows    []heatRow
	form    string // of the points
	remark  string // below the map
}

// heatRow is a row of a heat map. One without points says how many rows are left
// out.
type heatRow struct {
	lead   []span
	points []float64
}

// groupHeat has the means of each group.
func groupHeat(s *rollup.Summary) heatMap {
	return heatMap{s, []span{{"", quiet}}, each(s.Groups, func(g rollup.Group) heatRow {
		return heatRow{[]span{{groupName(g, s.By), plain}}, each(g.Dimensions, func(d rollup.DimensionTotal) float64 { return d.Mean })}
	}), "%.1f", "Figures are means."}
}

// teamHeat has the weakest teams, then the strongest.
func teamHeat(s *rollup.Summary) heatMap {
	h := heatMap{summary: s, head: []span{{"", quiet}, {"score", quiet}, {"level", quiet}}, form: "%.0f"}
	name := namer(s)
	row := func(r rollup.Row) heatRow {
		score := fmt.Sprint(r.Score)
		if r.High > r.Score {
			score += "+"
		}
		return heatRow{[]span{{name(r), plain}, {score, strong}, {rowLevel(r), plain}}, floats(r.Dimensions)}
	}
	h.rows = each(s.Weakest, row)
	if s.Omitted() > 0 {
		h.rows = append(h.rows, heatRow{lead: []span{{fmt.Sprintf("… %d more", s.Omitted()), quiet}, {}, {}}})
	}
	h.rows = append(h.rows, each(s.Strongest, row)...)
	if s.Unsure > 0 {
		h.remark = "+ means that unknown answers could raise the score."
	}
	if slices.ContainsFunc(slices.Concat(s.Weakest, s.Strongest), func(r rollup.Row) bool { return r.Gaps > 0 }) {
		h.remark = strings.TrimSpace(h.remark + " !2 means two critical gaps.")
	}
	return h
}

// asText prints the points next to their signs. If that is too wide, it prints the
// signs alone, without heads.
func (b heatMap) asText(t *textPage) {
	t.gap()
	legend := "Lowest · ░ ▒ ▓ █ highest. "
	rows := b.table(b.cells)
	if !t.fitsBesideNames(rows) {
		rows = b.table(b.signs)
		legend += "From left to right: " + strings.Join(dimensionNames(b.summary), ", ") + ". "
	}
	t.table(rows, 0, nil)
	t.blank()
	t.prose(indent, legend+b.remark, quiet)
}

// table returns the head and the rows; draw(nil) draws the heads of the
// dimensions.
func (b heatMap) table(draw func(points []float64) []span) [][]span {
	head := slices.Concat(b.head, draw(nil))
	var rows [][]span
	if len(b.head) > 1 || head[1].text != "" {
		rows = append(rows, head)
	}
	for _, r := range b.rows {
		cells := make([]span, len(head)-len(r.lead))
		if r.points != nil {
			cells = draw(r.points)
		}
		rows = append(rows, slices.Concat(r.lead, cells))
	}
	if len(b.head) > 1 {
		rows = alignRight(rows, 1)
	}
	return rows
}

// heatHead is how many letters of a dimension's name head its column.
const heatHead = 5

// cells is a cell for each dimension: a sign and the points.
func (b heatMap) cells(points []float64) []span {
	cells := make([]span, len(b.summary.Dimensions))
	for i, d := range b.summary.Dimensions {
		cells[i] = span{string([]rune(d.Dimension.Name + "     ")[:heatHead]), quiet}
		if points != nil {
			cells[i] = span{fmt.Sprintf("%s "+b.form, shade(d.Dimension, points[i]), points[i]), accent}
		}
	}
	return cells
}

// signs is one cell with a sign for each dimension.
func (b heatMap) signs(points []float64) []span {
	signs := ""
	for i, x := range points {
		signs += shade(b.summary.Dimensions[i].Dimension, x)
	}
	return []span{{signs, accent}}
}

func (b heatMap) asMarkdown(m *markdownPage) {
	columns := each(b.head, func(s span) column { return column{s.text, s.text != ""} })
	for _, name := range dimensionNames(b.summary) {
		columns = append(columns, column{name, true})
	}
	m.table(columns, each(b.rows, func(r heatRow) []inline {
		cells := each(r.lead, func(s span) inline { return text(s.text) })
		for _, x := range r.points {
			cells = append(cells, inline(display.MarkdownCell(fmt.Sprintf(b.form, x))))
		}
		return append(cells, make([]inline, len(columns)-len(cells))...)
	}))
	m.paragraph(text(b.remark))
}

func floats(numbers []int) []float64 { return each(numbers, func(n int) float64 { return float64(n) }) }

func dimensionNames(s *rollup.Summary) []string {
	return each(s.Dimensions, func(d rollup.DimensionTotal) string { return d.Dimension.Name })
}

// shade is the sign of a subtotal in a heat map: darker is higher.
func shade(d *maturity.Dimension, score float64) string {
	return []string{"·", "░", "▒", "▓", "█"}[darkness(d, score)]
}

// darkness grades a subtotal, or a mean, from 0 (the lowest) to 4 (the highest).
func darkness(d *maturity.Dimension, score float64) int {
	low, high := d.Range()
	return int((score - float64(low)) * 4 / float64(max(high-low, 1)))
}
