package response

import (
	"slices"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// What a column can hold besides a question of the bank, what is beside its answer
// (ID.note and so on) and a label (label.NAME).
const (
	keyBank       = "bank"
	keyTeam       = "team"
	keyRespondent = "respondent"
	keyMail       = "mail"
	keyDate       = "date"

	// In a file with one row an answer.
	keyQuestion = "question"
	keyAnswer   = "answer"
	keyNote     = "note"
	keyEvidence = "evidence"
	keyNext     = "next"
	keyOwner    = "owner"
	keyDue      = "due"
)

// besides are the keys of what is beside an answer.
var besides = []string{keyNote, keyEvidence, keyNext, keyOwner, keyDue}

// RuleColumn is the rule of a column that is missing, ambiguous or there twice.
const RuleColumn = "column"

// headers are the usual names of columns, from the one to prefer.
var headers = map[string][]string{
	keyBank:       {"bank"},
	keyTeam:       {"team", "your team", "team name", "name of your team", "which team are you in?"},
	keyRespondent: {"respondent", "name", "your name", "full name", "what is your name?"},
	keyMail:       {"email", "e-mail", "mail", "email address", "e-mail address", "your email", "username"},
	keyDate:       {"date", "completion time", "timestamp", "submitdate", "date submitted", "submitted at"},
}

// answerHeaders are those of a file with one row an answer.
var answerHeaders = map[string][]string{
	keyQuestion: {"id", "question id", "question code", "question"},
	keyAnswer:   {"answer", "response", "points", "value"},
	keyNote:     {"note", "notes", "comment", "comments"},
	keyEvidence: {"evidence"},
	keyNext:     {"next", "commitment"},
	keyOwner:    {"owner"},
	keyDue:      {"due", "due date"},
}

// Column is a column of a file, and what it was taken for.
type Column struct {
	Place  string // as spreadsheets call it: "B"
	Header string
	Key    string // what it holds, for example a question id; empty if it is ignored
	How    string // it was recognized: "id", "title", "text" or "--column"; empty for other columns
	index  int
	rank   int // among columns of the same key: the lower comes first
}

// Choice is a column that the user names.
type Choice struct{ Key, Header string }

// Keys are the keys of a [Choice], apart from labels.
func Keys(b *maturity.Bank) []string {
	keys := append([]string{keyTeam, keyRespondent, keyMail, keyDate, keyQuestion, keyAnswer, keyBank}, besides...)
	for _, q := range b.Questions() {
		keys = append(keys, q.ID)
		for _, key := range besides {
			keys = append(keys, q.ID+"."+key)
		}
	}
	return keys
}

// IsKey reports whether a column can hold that.
func IsKey(b *maturity.Bank, key string) bool {
	label, isLabel := strings.CutPrefix(key, sheet.LabelPrefix)
	return isLabel && label != "" || slices.Contains(Keys(b), key)
}

// columns recognizes the columns of files for one bank.
type columns struct {
	bank      *maturity.Bank
	questions []*maturity.Question
	names     []name
	chosen    []Choice
}

func newColumns(b *maturity.Bank, chosen []Choice) *columns {
	return &columns{b, b.Questions(), questionNames(b), chosen}
}

// known reports whether a header is one of a column that holds something.
func (c *columns) known(header string) bool {
	column := Column{Header: header}
	c.recognize(&column)
	return column.Key != "" || usual(answerHeaders, &column)
}

// recognize finds out what a column holds. Several reports whether its header fits
// more than one question.
func (c *columns) recognize(column *Column) (several bool) {
	for _, choice := range c.chosen {
		if fold(choice.Header) == fold(column.Header) {
			column.Key, column.How = choice.Key, "--column"
			return false
		}
	}
	n, ok, several := find(column.Header, c.names)
	switch {
	case ok:
		column.Key, column.How = c.questions[n.index].ID, n.what
	case several:
		return true
	case usual(headers, column):
	case strings.Contains(column.Header, ".") && IsKey(c.bank, strings.TrimSpace(column.Header)): // a label, or beside an answer
		column.Key = strings.TrimSpace(column.Header)
	}
	return false
}

// usual recognizes a column by its usual names.
func usual(names map[string][]string, column *Column) bool {
	folded := fold(column.Header)
	for key, list := range names {
		rank := slices.IndexFunc(list, func(s string) bool { return fold(s) == folded })
		if rank >= 0 {
			column.Key, column.rank = key, rank
			return true
		}
	}
	return false
}

// read recognizes the columns of a header row. byAnswer reports whether the rows below
// hold one answer each.
func (c *columns) read(header row) (list []Column, byAnswer bool, problems diag.List) {
	first := map[string]cell{} // the column of a question
	for _, cell := range header.cells {
		column := Column{Place: columnName(cell.column), Header: cell.text, index: cell.column}
		if c.recognize(&column) {
			problems.Addf(cell.at, RuleColumn, "cell %s, %s, fits several questions; expected the id, title or text of one, or --column ID=HEADER",
				cell.name(), diag.Quote(cell.text))
		}
		if before, taken := first[column.Key]; taken && c.bank.Question(column.Key) != nil {
			problems.Addf(cell.at, document.RuleDuplicateKey, "cell %s is a second column for %s (the first is %s)",
				cell.name(), column.Key, before.name())
		}
		first[column.Key] = cell
		list = append(list, column)
	}
	for _, choice := range c.chosen {
		if !slices.ContainsFunc(list, func(l Column) bool { return l.How == "--column" && l.Key == choice.Key }) {
			problems.Addf(header.at, RuleColumn, "no column is called %s, which --column takes for %s", diag.Quote(choice.Header), choice.Key)
		}
	}
	if !slices.ContainsFunc(list, func(l Column) bool { return c.bank.Question(l.Key) != nil }) {
		byAnswer = c.readAnswerColumns(list)
		if !byAnswer && len(problems) == 0 {
			problems.Addf(header.at, RuleColumn,
				"no column is a question of %s by its id, title or text; expected that, or a row for each answer with the columns question and answer",
				c.bank.Ref())
		}
	}
	return list, byAnswer, problems
}

// readAnswerColumns recognizes the columns of a file with one row an answer, if it
// is one.
func (c *columns) readAnswerColumns(list []Column) bool {
	found := map[string]bool{}
	for i := range list {
		if list[i].Key == "" {
			usual(answerHeaders, &list[i])
		}
		found[list[i].Key] = true
	}
	return found[keyQuestion] && found[keyAnswer]
}
