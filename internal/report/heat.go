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
	remarks []string // below the map
}

// heatRow is a row of a heat map. One without points says how many rows are left
// out.
type heatRow struct {
	lead   []span
	points []float64
	texts  []string // the points as they are shown
}

// groupHeat has the means of each group.
func groupHeat(s *rollup.Summary) heatMap {
	h := heatMap{summary: s, head: []span{{"", quiet}}, remarks: []string{"Figures are means."}}
	for _, g := range shownGroups(s) {
		row := heatRow{lead: []span{{groupName(g, s.By), plain}}}
		for _, d := range g.Dimensions {
			row.points = append(row.points, d.Mean)
			row.texts = append(row.texts, figure(d.Mean, d.Min, d.Max))
		}
		h.rows = append(h.rows, row)
	}
	if s.Trend != nil {
		h.remarks = append([]string{periodsRemark(s)}, h.remarks...)
	}
	if slices.ContainsFunc(s.Levels, func(l rollup.LevelCount) bool { return l.Gaps > 0 }) {
		h.remarks = append(h.remarks, "At a level, !2 means that two of the sheets have critical gaps.")
	}
	return h
}

// teamHeat has the weakest teams, then the strongest.
func teamHeat(s *rollup.Summary) heatMap {
	h := heatMap{summary: s, head: []span{{"", quiet}, {"score", quiet}, {"level", quiet}}}
	name := namer(s)
	changes := s.Trend != nil && s.Trend.Before != ""
	if changes {
		h.head = append(h.head, span{"change", quiet})
		h.remarks = append(h.remarks, changeRemark(s))
	}
	row := func(r rollup.Row) heatRow {
		row := heatRow{
			lead:   []span{{name(r), plain}, {scoreRange(r), strong}, {withMark(r.Level.Number, r.Gaps), plain}},
			points: each(r.Dimensions, func(n int) float64 { return float64(n) }),
			texts:  each(r.Dimensions, func(n int) string { return fmt.Sprint(n) }),
		}
		if changes {
			row.lead = append(row.lead, rowChange(r))
		}
		return row
	}
	h.rows = each(s.Weakest, row)
	if s.Omitted() > 0 {
		h.rows = append(h.rows, heatRow{lead: append([]span{{fmt.Sprintf("… %d more", s.Omitted()), quiet}}, make([]span, len(h.head)-1)...)})
	}
	h.rows = append(h.rows, each(s.Strongest, row)...)
	h.remarks = append(h.remarks, rangeRemark(s))
	if slices.ContainsFunc(slices.Concat(s.Weakest, s.Strongest), func(r rollup.Row) bool { return r.Gaps > 0 }) {
		h.remarks = append(h.remarks, "!2 means two critical gaps.")
	}
	return h
}

// rowChange is how a team's score changed: "+2", or "new".
func rowChange(r rollup.Row) span {
	switch {
	case r.Since != "":
		_, with := directionOf(r.Change)
		return span{signed(r.Change), with}
	case r.Team != "":
		return span{"new", plain}
	}
	return span{}
}

func changeRemark(s *rollup.Summary) string {
	return "A change is since the team's sheet in an earlier " + s.By + "."
}

// rangeRemark explains the first score of the table that is a range, or is "".
func rangeRemark(s *rollup.Summary) string {
	for _, r := range slices.Concat(s.Weakest, s.Strongest) {
		if r.High > r.Score {
			return fmt.Sprintf("A score such as %s has unknown answers, counted as the lowest and as the highest.", scoreRange(r))
		}
	}
	return ""
}

// asText prints the points next to their signs. If that is too wide, it prints the
// signs alone, without heads.
func (b heatMap) asText(t *textPage) {
	t.gap()
	legend := []string{"Lowest · ░ ▒ ▓ █ highest."}
	var rows [][]span
	var key string
	for columns := heatHead; columns > 3 && (rows == nil || !t.fitsBesideNames(rows)); columns-- {
		var heads []string
		heads, key = heatHeads(dimensionNames(b.summary), columns)
		rows = b.table(heads, b.cells)
	}
	if !t.fitsBesideNames(rows) {
		rows = b.table([]string{""}, b.signs)
		key = "From left to right: " + strings.Join(dimensionNames(b.summary), ", ") + "."
	}
	t.table(rows, 0, nil)
	t.blank()
	t.prose(indent, strings.Join(nonEmpty(slices.Concat(legend, []string{key}, b.remarks)), " "), quiet)
}

// table returns the rows below the heads.
func (b heatMap) table(heads []string, draw func(heatRow) []span) [][]span {
	head := slices.Concat(b.head, each(heads, func(s string) span { return span{s, quiet} }))
	var rows [][]span
	if slices.ContainsFunc(head, func(s span) bool { return s.text != "" }) {
		rows = append(rows, head)
	}
	for _, r := range b.rows {
		cells := make([]span, len(heads))
		if r.points != nil {
			cells = draw(r)
		}
		rows = append(rows, slices.Concat(r.lead, cells))
	}
	if len(b.head) > 1 {
		rows = alignRight(rows, 1)
	}
	if len(b.head) > 3 {
		rows = alignRight(rows, 3)
	}
	return rows
}

// heatHead is how wide the head of a dimension's column is, if there is room.
const heatHead = 5

// heatHeads returns the beginnings of the names, to head their columns. Names that
// begin alike get numbers, and key explains them.
func heatHeads(names []string, columns int) (heads []string, key string) {
	heads = each(names, func(name string) string { return beginning(name, columns) })
	taken := map[string]bool{}
	for _, head := range heads {
		taken[head] = true
	}
	if len(taken) == len(heads) {
		return heads, ""
	}
	var numbered []string
	for i, name := range names {
		heads[i] = fmt.Sprint(i + 1)
		numbered = append(numbered, heads[i]+" "+name)
	}
	return heads, "Columns: " + strings.Join(numbered, ", ") + "."
}

// beginning returns as many characters of a name as fit.
func beginning(name string, columns int) string {
	characters := []rune(name)
	characters = characters[:min(len(characters), columns)]
	for display.Width(string(characters)) > columns {
		characters = characters[:len(characters)-1]
	}
	return string(characters)
}

// cells is a cell for each dimension: a sign and the points.
func (b heatMap) cells(r heatRow) []span {
	var cells []span
	for i, d := range b.summary.Dimensions {
		cells = append(cells, span{shade(d.Dimension, r.points[i]) + " " + r.texts[i], accent})
	}
	return cells
}

// signs is one cell with a sign for each dimension.
func (b heatMap) signs(r heatRow) []span {
	signs := ""
	for i, x := range r.points {
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
		for _, s := range r.texts {
			cells = append(cells, inline(display.MarkdownCell(s)))
		}
		return append(cells, make([]inline, len(columns)-len(cells))...)
	}))
	m.paragraph(text(strings.Join(nonEmpty(b.remarks), " ")))
}

func dimensionNames(s *rollup.Summary) []string {
	return each(s.Dimensions, func(d rollup.DimensionTotal) string { return d.Dimension.Name })
}

// shade is the sign of a subtotal in a heat map: darker is higher.
func shade(d *maturity.Dimension, score float64) string {
	return []string{"·", "░", "▒", "▓", "█"}[darkness(d, score)]
}

// darkness grades a subtotal, or a mean: 0 is the lowest and 4 the highest alone,
// and what is between them is 1, 2 or 3.
func darkness(d *maturity.Dimension, score float64) int {
	low, high := d.Range()
	switch {
	case score <= float64(low):
		return 0
	case score >= float64(high):
		return 4
	}
	return 1 + int(3*share(score, low, high))
}
