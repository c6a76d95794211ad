package sheet

import (
	"io"
	"strconv"
	"strings"

	"genaiops/internal/maturity"
)

// Questionnaire writes a blank questionnaire for a spreadsheet: a row a question, with
// a column for the answer. Package response reads it, filled in with points or option
// texts. Excel needs the byte order mark to see that it is UTF-8.
func Questionnaire(w io.Writer, b *maturity.Bank) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	all := [][]string{
		{"id", "question", "options", "answer", "note", "evidence", "next", "owner", "due"},
		{"team", "The team that the answers are about (optional)"},
		{"respondent", "Your name (optional)"},
		{"date", "Today, as YYYY-MM-DD (optional)"},
	}
	for _, q := range b.Questions() {
		var options []string
		for _, o := range q.Options {
			options = append(options, strconv.Itoa(o.Points)+": "+o.Text)
		}
		options = append(options, unknown+": we don't know")
		all = append(all, []string{q.ID, q.Title + "\n" + q.Text, strings.Join(options, "\n")})
	}
	for _, row := range all {
		if err := writeRow(w, append(row, make([]string, len(all[0])-len(row))...)); err != nil {
			return err
		}
	}
	return nil
}
