package intake

import (
	"strconv"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// unknownAnswer is the answer "we don't know".
const unknownAnswer = "unknown"

// table is a bank prepared for the scanners, which share it.
type table struct {
	model   *maturity.Model
	options sheet.Options
	by      string // the label that groups
	ref     string // "genaiops@1"
	ids     map[string]int
	columns sheet.Columns
	// By question, in bank order:
	keyTexts []string   // its key in typical JSON: "id":
	choices  [][]string // the text of each choice, "unknown" last
	digits   [][10]int8 // the choice for each digit, or -1
}

func newTable(m *maturity.Model, o Options) *table {
	t := &table{
		model: m, options: o.Sheet, by: o.Rollup.By,
		ref: m.Bank.Ref().String(), ids: map[string]int{}, columns: sheet.NewColumns(&m.Bank),
	}
	for i, q := range m.Bank.Questions() {
		t.ids[q.ID] = i
		t.keyTexts = append(t.keyTexts, `"`+q.ID+`":`)
		var texts []string
		digits := [10]int8{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
		for j, o := range q.Options {
			texts = append(texts, strconv.Itoa(o.Points))
			if o.Points < len(digits) {
				digits[o.Points] = int8(j)
			}
		}
		t.choices = append(t.choices, append(texts, unknownAnswer))
		t.digits = append(t.digits, digits)
	}
	return t
}

// plainOptions reports whether all answers come from the sheet. The scanners
// ignore Options.Set.
func (t *table) plainOptions() bool { return len(t.options.Set) == 0 }

// isClean reports whether a document may contain a text that is not ASCII, and the
// strict reader would not change it.
func isClean(text []byte) bool {
	var problems diag.List
	return document.CheckText(text, diag.Pos{}, &problems) && display.IsComposed(text)
}

// isDate is sheet.ValidDate, but faster for most dates.
func isDate(s []byte) bool {
	const form = "dddd-dd-dd"
	if len(s) != len(form) {
		return false
	}
	for i, c := range s {
		if form[i] == 'd' && (c < '0' || c > '9') || form[i] == '-' && c != '-' {
			return false
		}
	}
	month, day := s[5:7], s[8:10]
	if "01" <= string(month) && string(month) <= "12" && "01" <= string(day) && string(day) <= "28" {
		return true
	}
	return sheet.ValidDate(string(s))
}
