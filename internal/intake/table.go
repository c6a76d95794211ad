package intake

import (
	"strconv"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// unknownAnswer is the word for "we do not know" in a sheet.
const unknownAnswer = "unknown"

// table is a bank as the scanners look things up in it. It is made once and
// shared.
type table struct {
	model   *maturity.Model
	options sheet.Options
	by      string // the label whose value is wanted
	ref     string // "genaiops@1"
	ids     map[string]int
	// By question, in bank order:
	keyTexts []string   // its id as JSON writes it most of the time: "id":
	choices  [][]string // the text of each choice, "unknown" last
	digits   [][10]int8 // the choice that is written as that digit, or -1
}

func newTable(m *maturity.Model, o Options) *table {
	t := &table{
		model: m, options: o.Sheet, by: o.Rollup.By,
		ref: m.Bank.Ref().String(), ids: map[string]int{},
	}
	for i, q := range m.Bank.Questions() {
		t.ids[q.ID] = i
		t.keyTexts = append(t.keyTexts, `"`+q.ID+`":`)
		t.addChoices(q)
	}
	return t
}

func (t *table) addChoices(q *maturity.Question) {
	var texts []string
	digits := [10]int8{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
	for i, o := range q.Options {
		texts = append(texts, strconv.Itoa(o.Points))
		if o.Points < len(digits) {
			digits[o.Points] = int8(i)
		}
	}
	t.choices = append(t.choices, append(texts, unknownAnswer))
	t.digits = append(t.digits, digits)
}

// plainOptions reports whether nothing but the sheet itself decides what its
// answers are. The scanners leave a sheet that lacks an answer to the strict
// reader, but know nothing of answers from elsewhere.
func (t *table) plainOptions() bool { return len(t.options.Set) == 0 }

// isClean reports whether a text that has bytes outside ASCII is one that a
// document may hold.
func isClean(text []byte) bool {
	var problems diag.List
	return document.CheckText(text, diag.Pos{}, &problems)
}

// isDate is sheet.ValidDate, at once for most days.
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
