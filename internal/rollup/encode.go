package rollup

import (
	"encoding/json"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// RowFormat is the format of rows.
type RowFormat string

// The formats of rows.
const (
	RowCSV    RowFormat = "csv"    // a header, then one row per sheet
	RowNDJSON RowFormat = "ndjson" // one JSON object per line
)

// RowEncoder writes one row per sheet: team, date, the label that groups, score,
// score with unknown answers at their highest, level, number of unknown answers and
// the subtotal of each dimension. Goroutines can share it.
//
//	team,date,label.unit,score,high,level,level_name,unknown,critical_gaps,dimension.models,…
//	{"team":"Search","date":"2026-11-23","labels":{"unit":"Retail"},"score":13,"high":13,
//	 "level":2,"level_name":"defined","unknown":0,"critical_gaps":2,"dimensions":{"models":2,…}}
//
// A missing value is an empty cell, or absent from the object.
type RowEncoder struct {
	model  *maturity.Model
	by     string
	format RowFormat
}

// NewRowEncoder returns an encoder for sheets of a model. An empty by means no label
// or period.
func NewRowEncoder(m *maturity.Model, by string, f RowFormat) *RowEncoder {
	return &RowEncoder{m, by, f}
}

// Header returns the header of CSV, or nil.
func (e *RowEncoder) Header() []byte {
	if e.format != RowCSV {
		return nil
	}
	header := []byte("team,date,")
	if e.by != "" {
		header = append(appendCell(header, []byte("label."+e.by)), ',')
	}
	header = append(header, "score,high,level,level_name,unknown,critical_gaps"...)
	for i := range e.model.Bank.Dimensions {
		header = appendCell(append(header, ','), []byte("dimension."+e.model.Bank.Dimensions[i].ID))
	}
	return append(header, '\n')
}

// Append appends the row of a record with its scores.
func (e *RowEncoder) Append(row []byte, r Record, s *Scores) []byte {
	if e.format == RowCSV {
		return e.appendCSV(row, r, s)
	}
	return e.appendJSON(row, r, s)
}

func (e *RowEncoder) appendCSV(row []byte, r Record, s *Scores) []byte {
	level := e.model.LevelAt(s.Score)
	row = append(appendCell(row, r.Team), ',')
	row = append(appendCell(row, r.Date), ',')
	if e.by != "" {
		row = append(appendCell(row, r.Group), ',')
	}
	for _, n := range []int{s.Score, s.High, level.Number} {
		row = append(strconv.AppendInt(row, int64(n), 10), ',')
	}
	row = append(appendCell(row, []byte(level.Name)), ',')
	row = append(strconv.AppendInt(row, int64(s.Unknown), 10), ',')
	row = strconv.AppendInt(row, int64(s.Gaps), 10)
	for _, n := range s.Dimensions {
		row = strconv.AppendInt(append(row, ','), int64(n), 10)
	}
	return append(row, '\n')
}

// appendCell appends a CSV cell, safe from spreadsheet formulas.
func appendCell(row, text []byte) []byte { return append(row, display.Cell(string(text))...) }

func (e *RowEncoder) appendJSON(row []byte, r Record, s *Scores) []byte {
	level := e.model.LevelAt(s.Score)
	row = append(row, '{')
	if len(r.Team) > 0 {
		row = append(appendText(append(row, `"team":`...), string(r.Team)), ',')
	}
	if len(r.Date) > 0 {
		row = append(appendText(append(row, `"date":`...), string(r.Date)), ',')
	}
	if len(r.Group) > 0 && e.by != "" {
		row = append(appendText(append(row, `"labels":{`...), e.by), ':')
		row = append(appendText(row, string(r.Group)), "},"...)
	}
	row = strconv.AppendInt(append(row, `"score":`...), int64(s.Score), 10)
	row = strconv.AppendInt(append(row, `,"high":`...), int64(s.High), 10)
	row = strconv.AppendInt(append(row, `,"level":`...), int64(level.Number), 10)
	row = appendText(append(row, `,"level_name":`...), level.Name)
	row = strconv.AppendInt(append(row, `,"unknown":`...), int64(s.Unknown), 10)
	row = strconv.AppendInt(append(row, `,"critical_gaps":`...), int64(s.Gaps), 10)
	row = append(row, `,"dimensions":{`...)
	for i, n := range s.Dimensions {
		if i > 0 {
			row = append(row, ',')
		}
		row = append(appendText(row, e.model.Bank.Dimensions[i].ID), ':')
		row = strconv.AppendInt(row, int64(n), 10)
	}
	return append(row, "}}\n"...)
}

// appendText appends a JSON string.
func appendText(row []byte, s string) []byte {
	special := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == '#' || r > '~' }
	if strings.ContainsFunc(s, special) {
		quoted, err := json.Marshal(s)
		if err != nil { // never for a string
			panic(err)
		}
		return append(row, display.EscapeJSON(string(quoted))...)
	}
	return append(append(append(row, '"'), s...), '"')
}
