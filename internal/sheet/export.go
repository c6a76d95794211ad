package sheet

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// WriteNDJSON writes sheets one a line, as [Records] reads them. Answers are in the
// bank's order. It omits answers to unknown questions.
func WriteNDJSON(w io.Writer, b *maturity.Bank, sheets []maturity.Sheet) error {
	for _, s := range sheets {
		line, err := jsonLine(b, s)
		if err == nil {
			_, err = io.WriteString(w, display.EscapeJSON(line)+"\n")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// jsonAnswer is the long form of an answer.
type jsonAnswer struct {
	Points   any      `json:"points"`
	Note     string   `json:"note,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
}

func jsonLine(b *maturity.Bank, s maturity.Sheet) (string, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	value := func(v any) error {
		err := encoder.Encode(v)
		line.Truncate(line.Len() - 1) // the line end
		return err
	}
	line.WriteString("{")
	for _, field := range []struct {
		key   string
		value any
		empty bool
	}{
		{"bank", b.Ref().String(), false},
		{"team", s.Team, s.Team == ""},
		{"respondent", s.Respondent, s.Respondent == ""},
		{"date", s.Date, s.Date == ""},
		{"labels", s.Labels, len(s.Labels) == 0},
	} {
		if field.empty {
			continue
		}
		line.WriteString(`"` + field.key + `":`)
		if err := value(field.value); err != nil {
			return "", err
		}
		line.WriteString(",")
	}
	line.WriteString(`"answers":{`)
	separator := ""
	for _, q := range b.Questions() {
		a, ok := s.Answers[q.ID]
		if !ok {
			continue
		}
		line.WriteString(separator + `"` + q.ID + `":`)
		separator = ","
		var short any = pointsOf(a)
		if !a.Unknown {
			short = a.Points
		}
		if a.Note != "" || len(a.Evidence) > 0 {
			short = jsonAnswer{short, a.Note, a.Evidence}
		}
		if err := value(short); err != nil {
			return "", err
		}
	}
	line.WriteString("}}")
	return line.String(), nil
}

// pointsOf returns an answer's points as text, or "unknown".
func pointsOf(a maturity.Answer) string {
	if a.Unknown {
		return unknown
	}
	return strconv.Itoa(a.Points)
}

// WriteCSV writes sheets one a row, as [Records] reads them, except that text that a
// spreadsheet would take for a formula gets an apostrophe. Labels, notes and evidence
// have a column where a sheet has one.
func WriteCSV(w io.Writer, b *maturity.Bank, sheets []maturity.Sheet) error {
	labels, details := usedColumns(b, sheets)
	header := slices.Clone(textColumns)
	for _, name := range labels {
		header = append(header, LabelPrefix+name)
	}
	for _, q := range b.Questions() {
		header = append(header, q.ID)
	}
	if err := writeRow(w, append(header, details...)); err != nil {
		return err
	}
	for _, s := range sheets {
		row := []string{b.Ref().String(), s.Team, s.Respondent, s.Date}
		for _, name := range labels {
			row = append(row, s.Labels[name])
		}
		for _, q := range b.Questions() {
			points := ""
			if a, ok := s.Answers[q.ID]; ok {
				points = pointsOf(a)
			}
			row = append(row, points)
		}
		for _, column := range details {
			question, isNote := strings.CutSuffix(column, ".note")
			a := s.Answers[strings.TrimSuffix(question, ".evidence")]
			text := strings.Join(a.Evidence, "\n")
			if isNote {
				text = a.Note
			}
			row = append(row, text)
		}
		if err := writeRow(w, row); err != nil {
			return err
		}
	}
	return nil
}

// writeRow writes a row of a CSV file that is harmless in a spreadsheet.
func writeRow(w io.Writer, row []string) error {
	for i, text := range row {
		row[i] = display.CellLines(text)
	}
	_, err := io.WriteString(w, strings.Join(row, ",")+"\n")
	return err
}

// usedColumns returns the labels, and the columns of notes and evidence, that sheets
// have.
func usedColumns(b *maturity.Bank, sheets []maturity.Sheet) (labels, details []string) {
	for _, s := range sheets {
		for name := range s.Labels {
			if !slices.Contains(labels, name) {
				labels = append(labels, name)
			}
		}
	}
	sort.Strings(labels)
	for _, q := range b.Questions() {
		for _, key := range detailColumns {
			if slices.ContainsFunc(sheets, func(s maturity.Sheet) bool {
				a := s.Answers[q.ID]
				return key == "note" && a.Note != "" || key == "evidence" && len(a.Evidence) > 0
			}) {
				details = append(details, q.ID+"."+key)
			}
		}
	}
	return labels, details
}
