// Package response turns what other tools export, such as the responses to a form,
// into answer sheets. It is the one lenient reader: package sheet stays strict.
//
// Call [Read] for each file, then [Newest] with the responses of all of them. Columns
// and cells are matched by texts, apart from case, blanks, quotes, a leading number
// and a missing end. Nothing is matched because it is similar: what isn't certain is
// a problem at its cell. A blank cell is no answer, and stays none.
package response

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"sort"
	"strings"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// Options say how to read a file.
type Options struct {
	Columns []Choice // override what headers say
	Order   Order    // of dates that can be read in two ways; empty if not known
	Team    string   // of responses that name none
}

// Export is what a file holds.
type Export struct {
	File     string
	Columns  []Column
	ByAnswer bool     // one row an answer, not one row a person
	Also     []string // other sheets of the workbook, which are not read
	// Responses have what is certain. Without any, the problems concern the file.
	Responses []Response
	Problems  diag.List
}

// Response is what one person answered.
type Response struct {
	diag.Pos
	Row   int // in which it starts, as spreadsheets count
	Sheet maturity.Sheet

	person  string // mail or name, with the team; empty if neither is known
	when    string // date and time, sorts as text; may be empty
	refused bool   // a problem concerns all of it
}

// Read reads a CSV file or a workbook (.xlsx). An error comes from r.
func Read(r io.Reader, file string, b *maturity.Bank, o Options) (*Export, error) {
	e := &Export{File: file}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		e.Problems.Addf(diag.Pos{File: file}, document.RuleSize, "the file is too large; expected at most %d MiB", maxFile>>20)
		return e, nil
	}
	c := newColumns(b, o.Columns)
	var t table
	if isZip(data) {
		t, e.Also, e.Problems = readXLSX(data, file)
	} else {
		var text io.Reader
		if text, e.Problems = sheet.Enter(bytes.NewReader(data), file); len(e.Problems) == 0 {
			if data, err = io.ReadAll(text); err != nil {
				return nil, err
			}
			t, e.Problems = readCSV(data, file, c.known)
		} else if what, _, ok := strings.Cut(e.Problems[0].Message, "; expected"); ok {
			e.Problems[0].Message = what + "; expected responses as .csv or .xlsx"
		}
	}
	if len(e.Problems) > 0 {
		return e, nil
	}
	if len(t.rows) == 0 {
		e.Problems.Addf(diag.Pos{File: file}, sheet.RuleRecords, "the file has no rows")
		return e, nil
	}
	e.Columns, e.ByAnswer, e.Problems = c.read(t.rows[0])
	if len(e.Problems) > 0 {
		return e, nil
	}
	p := &reader{Export: e, columns: c, options: o, rows: t.rows[1:], byKey: map[string][]Column{}}
	for _, column := range e.Columns {
		p.byKey[column.Key] = append(p.byKey[column.Key], column)
	}
	for _, list := range p.byKey {
		sort.SliceStable(list, func(i, j int) bool { return list[i].rank < list[j].rank })
	}
	p.read()
	return e, nil
}

// reader turns the rows of a file into responses.
type reader struct {
	*Export
	columns *columns
	options Options
	rows    []row
	byKey   map[string][]Column
	order   Order
	names   map[string][]name // of the options, by question
}

func (p *reader) read() {
	if len(p.rows) == 0 {
		p.Problems.Addf(diag.Pos{File: p.File}, sheet.RuleRecords, "the file has a header and no rows below it")
		return
	}
	p.order = p.findOrder()
	p.names = map[string][]name{}
	for _, q := range p.columns.questions {
		p.names[q.ID] = optionNames(q)
	}
	if p.ByAnswer {
		p.readAnswers()
	} else {
		p.readPeople()
	}
}

// cell returns the first cell of a row that holds that and isn't blank.
func (p *reader) cell(r row, key string) (cell, bool) {
	for _, column := range p.byKey[key] {
		if c, ok := r.cell(column.index); ok {
			return c, true
		}
	}
	return cell{}, false
}

// findOrder returns the order of day and month that the dates show.
func (p *reader) findOrder() Order {
	if p.options.Order != "" {
		return p.options.Order
	}
	for _, r := range p.rows {
		if c, ok := p.cell(r, keyDate); ok {
			if s, ok := parseStamp(c.text); ok && s.shows() != "" {
				return s.shows()
			}
		}
	}
	return ""
}

// readPeople reads one row a person.
func (p *reader) readPeople() {
	var asked []*maturity.Question
	var absent []string
	for _, q := range p.columns.questions {
		if len(p.byKey[q.ID]) > 0 {
			asked = append(asked, q)
		} else {
			absent = append(absent, q.ID)
		}
	}
	if len(absent) > 0 {
		p.Problems.Addf(diag.Pos{File: p.File}, sheet.RuleMissingAnswer, "no column for %s; expected the id, title or text of the question in the header", strings.Join(absent, ", "))
	}
	for _, r := range p.rows {
		response := p.person(r)
		var missing []string
		for _, q := range asked {
			if !p.answer(&response, q, r, q.ID, q.ID+".") {
				missing = append(missing, q.ID)
			}
		}
		p.add(response, missing, len(asked))
	}
}

// readAnswers reads one row an answer. Rows of the same person belong together, and a
// row can also give the team, the respondent, the date or a label, as in a
// questionnaire.
func (p *reader) readAnswers() {
	var people []string
	rows := map[string][]row{}
	named := len(p.byKey[keyRespondent])+len(p.byKey[keyMail])+len(p.byKey[keyTeam]) > 0
	for _, r := range p.rows {
		person := p.identity(r)
		if person == "" && named {
			p.Problems.Addf(r.at, RulePerson, "row %d doesn't say whose answer it is", r.number)
			continue
		}
		if rows[person] == nil {
			people = append(people, person)
		}
		rows[person] = append(rows[person], r)
	}
	for _, person := range people {
		p.readGroup(rows[person])
	}
}

// readGroup reads the answers of one person.
func (p *reader) readGroup(rows []row) {
	response := p.person(rows[0])
	answered := map[string]row{}
	for _, r := range rows {
		id, ok := p.cell(r, keyQuestion)
		value, _ := p.cell(r, keyAnswer)
		if !ok {
			p.Problems.Addf(r.at, sheet.RuleUnknownQuestion, "row %d names no question", r.number)
			continue
		}
		if p.setField(&response, strings.ToLower(id.text), value) {
			continue
		}
		n, ok, _ := find(id.text, p.columns.names)
		if !ok {
			p.Problems.Addf(id.at, sheet.RuleUnknownQuestion, "cell %s, %s, is no question of %s by its id, title or text",
				id.name(), diag.Quote(id.text), p.columns.bank.Ref())
			continue
		}
		q := p.columns.questions[n.index]
		if before, again := answered[q.ID]; again {
			p.Problems.Addf(id.at, document.RuleDuplicateKey, "row %d is a second answer to %s (the first is row %d)", r.number, q.ID, before.number)
			continue
		}
		answered[q.ID] = r
		if !p.answer(&response, q, r, keyAnswer, "") {
			delete(answered, q.ID)
		}
	}
	var missing []string
	for _, q := range p.columns.questions {
		if _, ok := answered[q.ID]; !ok {
			missing = append(missing, q.ID)
		}
	}
	p.add(response, missing, len(p.columns.questions))
}

// setField sets what isn't an answer, if key is one of that. A blank value sets
// nothing.
func (p *reader) setField(r *Response, key string, value cell) bool {
	label, isLabel := strings.CutPrefix(key, sheet.LabelPrefix)
	text := clean(value.text)
	switch {
	case key != keyTeam && key != keyRespondent && key != keyDate && (!isLabel || p.columns.bank.Question(key) != nil):
		return false
	case text == "":
	case key == keyTeam:
		r.Sheet.Team = text
	case key == keyRespondent:
		r.Sheet.Respondent = text
	case key == keyDate:
		r.Sheet.Date, r.when = p.date(value)
	default:
		setLabel(&r.Sheet, label, text)
	}
	if r.Sheet.Respondent != "" {
		r.person = personKey(r.Sheet.Respondent, r.Sheet.Team)
	}
	return true
}

func setLabel(s *maturity.Sheet, name, value string) {
	if s.Labels == nil {
		s.Labels = map[string]string{}
	}
	s.Labels[clean(name)] = value
}

// person returns the response of a row without its answers.
func (p *reader) person(r row) Response {
	response := Response{Pos: r.at, Row: r.number, person: p.identity(r)}
	response.Sheet = maturity.Sheet{Bank: p.columns.bank.Ref(), Answers: map[string]maturity.Answer{}}
	text := func(key string) string {
		c, _ := p.cell(r, key)
		return clean(c.text)
	}
	response.Sheet.Team = cmp.Or(text(keyTeam), p.options.Team)
	response.Sheet.Respondent = cmp.Or(text(keyRespondent), p.mail(r))
	if c, ok := p.cell(r, keyDate); ok {
		response.Sheet.Date, response.when = p.date(c)
	}
	for _, column := range p.Columns {
		if label, ok := strings.CutPrefix(column.Key, sheet.LabelPrefix); ok && p.columns.bank.Question(column.Key) == nil {
			if value := text(column.Key); value != "" {
				setLabel(&response.Sheet, label, value)
			}
		}
	}
	if c, ok := p.cell(r, keyBank); ok && c.text != p.columns.bank.Ref().String() {
		p.Problems.Addf(c.at, sheet.RuleBank, "cell %s is the question bank %s; expected %s", c.name(), diag.Quote(c.text), p.columns.bank.Ref())
		response.refused = true
	}
	return response
}

// clean returns a name without what can't be seen.
func clean(s string) string { return strings.TrimSpace(display.Clean(s)) }

// mail returns the address in a row. Microsoft Forms writes "anonymous" where it
// recorded none.
func (p *reader) mail(r row) string {
	c, _ := p.cell(r, keyMail)
	if strings.EqualFold(c.text, "anonymous") {
		return ""
	}
	return clean(c.text)
}

// identity says whose row it is: by mail or name, for a team; empty if unknown.
func (p *reader) identity(r row) string {
	name, _ := p.cell(r, keyRespondent)
	team, _ := p.cell(r, keyTeam)
	return personKey(cmp.Or(p.mail(r), name.text), cmp.Or(team.text, p.options.Team))
}

func personKey(name, team string) string {
	if p := fold(name); p != "" {
		return p + "\x00" + fold(team)
	}
	return ""
}

// date reads a time stamp. when is the date with the time of day.
func (p *reader) date(c cell) (date, when string) {
	// LimeSurvey writes this where a survey doesn't record dates.
	const none = "1980-01-01"
	s, ok := parseStamp(c.text)
	if ok && p.order == "" && s.depends() {
		p.Problems.Addf(c.at, sheet.RuleDate, "cell %s, %s, can be two dates; --date-order says whether the day or the month comes first",
			c.name(), diag.Quote(c.text))
		return "", ""
	}
	if ok {
		date, ok = s.in(p.order)
	}
	switch {
	case !ok:
		p.Problems.Addf(c.at, sheet.RuleDate, "cell %s, %s, is not a date", c.name(), diag.Quote(c.text))
		return "", ""
	case date == none:
		return "", ""
	}
	return date, date + " " + s.clock
}

// answer adds the answer to a question in a row. The keys of what is beside it begin with
// a prefix. It returns false if there is none.
func (p *reader) answer(response *Response, q *maturity.Question, r row, key, prefix string) bool {
	var a maturity.Answer
	if c, ok := p.cell(r, prefix+keyNote); ok {
		a.Note = strings.TrimSpace(display.CleanLines(c.text))
	}
	if c, ok := p.cell(r, prefix+keyEvidence); ok {
		for line := range strings.Lines(display.CleanLines(c.text)) {
			if item := strings.TrimSpace(line); item != "" {
				a.Evidence = append(a.Evidence, item)
			}
		}
	}
	c, given := p.cell(r, key)
	said, certain := answer(q, p.names[q.ID], c.text)
	switch {
	case !given && a.Note == "" && a.Evidence == nil:
		return false
	case !given: // as in a sheet that is read with --partial
		p.Problems.Addf(r.at, sheet.RuleEmptyAnswer, "row %d has a note or evidence for %s and no answer", r.number, q.ID)
		said.Unknown = true
	case !certain:
		p.Problems.Addf(c.at, sheet.RuleAnswer, "cell %s, %s, is no option of %s; expected its points or its text, or \"I don't know\"",
			c.name(), diag.Quote(c.text), q.ID)
		return true
	}
	a.Points, a.Unknown = said.Points, said.Unknown
	a.Next = p.commitment(q, a, r, prefix)
	response.Sheet.Answers[q.ID] = a
	return true
}

// commitment returns what is committed to beside an answer. What has no goal above the
// answer is a problem, and no commitment.
func (p *reader) commitment(q *maturity.Question, a maturity.Answer, r row, prefix string) maturity.Commitment {
	var next maturity.Commitment
	if c, ok := p.cell(r, prefix+keyOwner); ok {
		next.Owner = display.Composed(strings.TrimSpace(display.Clean(c.text)))
	}
	if c, ok := p.cell(r, prefix+keyDue); ok {
		next.Due, _ = p.date(c)
	}
	c, ok := p.cell(r, prefix+keyNext)
	goal, certain := answer(q, p.names[q.ID], c.text)
	switch {
	case !ok && next.Exists():
		p.Problems.Addf(r.at, sheet.RuleCommitment, "row %d has an owner or a date for %s, and nothing to commit to", r.number, q.ID)
		return maturity.Commitment{}
	case !ok:
		return maturity.Commitment{}
	case !certain || goal.Unknown || !slices.Contains(q.Goals(a), goal.Points):
		p.Problems.Addf(c.at, sheet.RuleCommitment, "cell %s, %s, is no option of %s above the answer", c.name(), diag.Quote(c.text), q.ID)
		return maturity.Commitment{}
	}
	next.Points = goal.Points
	return next
}

// add adds a response that has answers and can be written.
func (p *reader) add(r Response, missing []string, asked int) {
	if len(missing) == asked {
		p.Problems.Addf(r.Pos, sheet.RuleMissingAnswer, "row %d has no answers", r.Row)
		return
	}
	if len(missing) > 0 {
		p.Problems.Addf(r.Pos, sheet.RuleMissingAnswer, "the response in row %d has no answer to %s", r.Row, strings.Join(missing, ", "))
	}
	if r.refused || len(r.Sheet.Answers) == 0 {
		return
	}
	var unreadable *sheet.UnreadableError
	if _, err := sheet.Text(p.columns.bank, r.Sheet); errors.As(err, &unreadable) {
		p.Problems.Addf(r.Pos, sheet.RuleRecords, "the response in row %d makes no sheet: %s", r.Row, unreadable.Reason)
		return
	}
	p.Responses = append(p.Responses, r)
}
