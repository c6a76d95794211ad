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
	Points   any       `json:"points"`
	Note     string    `json:"note,omitempty"`
	Evidence []string  `json:"evidence,omitempty"`
	Next     *jsonNext `json:"next,omitempty"`
}

type jsonNext struct {
	Points int    `json:"points"`
	Owner  string `json:"owner,omitempty"`
	Due    string `json:"due,omitempty"`
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
		if a.Note != "" || len(a.Evidence) > 0 || a.Next.Exists() {
			long := jsonAnswer{Points: short, Note: a.Note, Evidence: a.Evidence}
			if a.Next.Exists() {
				long.Next = &jsonNext{a.Next.Points, a.Next.Owner, a.Next.Due}
			}
			short = long
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
// spreadsheet would take for a formula gets an apostrophe. Labels and details of answers
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
	for _, d := range details {
		header = append(header, d.question+"."+d.key)
	}
	if err := writeRow(w, header); err != nil {
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
		for _, d := range details {
			row = append(row, d.of(s.Answers[d.question]))
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

// detail is a column with a detail of the answers to a question.
type detail struct{ question, key string }

// of returns the detail of an answer as text; nothing if it has none.
func (d detail) of(a maturity.Answer) string {
	switch {
	case d.key == "note":
		return a.Note
	case d.key == "evidence":
		return strings.Join(a.Evidence, "\n")
	case d.key == "next" && a.Next.Exists():
		return strconv.Itoa(a.Next.Points)
	case d.key == "owner":
		return a.Next.Owner
	case d.key == "due":
		return a.Next.Due
	default:
		return ""
	}
}

// usedColumns returns the labels, and the details of answers, that sheets have.
func usedColumns(b *maturity.Bank, sheets []maturity.Sheet) (labels []string, details []detail) {
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
			d := detail{q.ID, key}
			if slices.ContainsFunc(sheets, func(s maturity.Sheet) bool { return d.of(s.Answers[q.ID]) != "" }) {
				details = append(details, d)
			}
		}
	}
	return labels, details
}
