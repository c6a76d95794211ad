// Package sheet reads and writes answer sheets: YAML, JSON, NDJSON and CSV.
//
// Call [Read] for a file with one sheet, [ReadUpTo] for one with a few, and
// [Records] to stream one with many. [Write] and [Template] write sheets. All
// formats share one set of rules: an unknown or duplicate key, a wrong type,
// points that no option has, and an empty or missing answer are problems. A sheet
// is returned only if it has no problem, and otherwise every problem is. Nothing
// is completed or converted silently; only Options.Partial turns a missing answer
// into "unknown" or, with Options.NotAsked, leaves it out.
package sheet

import (
	"errors"
	"io"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// The rules of this package. Package document has those of form.
const (
	RuleUnknownQuestion = "unknown-question"
	RuleAnswer          = "answer"         // an answer that matches no option
	RuleEmptyAnswer     = "empty-answer"   // a question without an answer
	RuleMissingAnswer   = "missing-answer" // questions that are not in the sheet
	RuleBank            = "bank"           // another bank, or another version of it
	RuleDate            = "date"
	RuleCommitment      = "commitment" // one that promises nothing
	RuleEvidence        = "evidence"   // that isn't there
	RuleRecords         = "records"    // no sheet, or too many
	RuleComment         = "comment"    // a remark: a comment that may be meant as text
)

// Format is the format of a file of sheets.
type Format string

// The formats.
const (
	YAML   Format = "yaml"
	JSON   Format = "json"
	NDJSON Format = "ndjson" // one JSON sheet per line
	CSV    Format = "csv"    // a header, then one sheet per row
)

// Formats are all the formats, in the order of the help.
var Formats = []Format{YAML, JSON, NDJSON, CSV}

var formats = map[string]Format{
	"yaml": YAML, "yml": YAML, "json": JSON, "ndjson": NDJSON, "jsonl": NDJSON, "csv": CSV, "tsv": CSV,
}

// FormatOf returns the format for a file's extension, ignoring .gz. ok is false
// for an unknown extension.
func FormatOf(file string) (f Format, ok bool) {
	extension := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz"))
	f, ok = formats[strings.TrimPrefix(extension, ".")]
	return f, ok && extension != ""
}

// Extensions returns those of all formats, without a dot, plain and compressed.
func Extensions() (list []string) {
	for extension := range formats {
		list = append(list, extension, extension+".gz")
	}
	slices.Sort(list)
	return list
}

// Options say how strict to be.
type Options struct {
	// Partial makes a missing or empty answer "unknown" instead of a problem.
	Partial bool
	// NotAsked changes Partial: a missing or empty answer is absent from the sheet,
	// because nobody was asked. "Unknown" remains for those who said so, and for an
	// answer with a note but no points.
	NotAsked bool
	// Draft allows missing and empty answers, as in an unfinished sheet. An answer
	// with a note but no points is a problem.
	Draft bool
	// AnyVersion accepts a sheet of another version of the bank. Its answers are as
	// they were given: to any question, with any points.
	AnyVersion bool
	// Set overrides the sheet's answers by question id, and is named in the sheet's
	// WhatIf. It must be valid for the bank.
	Set map[string]maturity.Answer
	// Keep returns what to keep of an answer that is read, for callers that don't need
	// the notes of many sheets. Nil keeps all of it.
	Keep func(maturity.Answer) maturity.Answer
	// Evidence says what is wrong with a piece of evidence, "" for nothing. Nil checks none.
	Evidence func(item string) string
	// NeedsEvidence makes an answer above the lowest option without evidence a problem.
	NeedsEvidence bool
	// Remarks receives what is no problem but probably a mistake; nil for none.
	Remarks *diag.List
}

// Record is one sheet of a file, or its problems.
type Record struct {
	Sheet    maturity.Sheet // only if there are no problems
	Line     int            // its first line, from 1
	Problems diag.List
}

// Read reads the one sheet in r. No sheet or several is a problem. An error comes
// from r.
func Read(r io.Reader, file string, f Format, b *maturity.Bank, o Options) (maturity.Sheet, diag.List, error) {
	sheets, problems, err := ReadUpTo(1, r, file, f, b, o)
	if len(sheets) == 0 {
		return maturity.Sheet{}, problems, err
	}
	return sheets[0], nil, nil
}

// ReadUpTo reads at least one sheet and at most that many from r. If any has a
// problem, it returns none. An error comes from r.
func ReadUpTo(most int, r io.Reader, file string, f Format, b *maturity.Bank, o Options) ([]maturity.Sheet, diag.List, error) {
	var sheets []maturity.Sheet
	var problems diag.List
	count := 0
	for record, err := range Records(r, file, f, b, o) {
		if err != nil {
			return nil, nil, err
		}
		problems.Add(record.Problems)
		if problems.Full() {
			break
		}
		if count++; count > most {
			at := diag.Pos{File: file, Line: record.Line}
			if most == 1 {
				problems.Addf(at, RuleRecords, "a second sheet starts here; expected one (rollup, history and consensus read many)")
			} else {
				problems.Addf(at, RuleRecords, "another sheet starts here; expected at most %d (rollup reads any number)", most)
			}
			break
		}
		if len(problems) == 0 {
			sheets = append(sheets, record.Sheet)
		}
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems, nil
	}
	return sheets, nil, nil
}

// Records streams the sheets of r. It continues after a sheet with problems; only
// an error of r ends the stream. A file without a sheet is a record with a problem.
func Records(r io.Reader, file string, f Format, b *maturity.Bank, o Options) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		text, problems := Enter(r, file)
		if len(problems) > 0 {
			yield(Record{Line: 1, Problems: problems}, nil)
			return
		}
		empty := true
		for record, err := range newChecker(b, o).records(text, file, f) {
			empty = false
			if !yield(record, err) {
				return
			}
		}
		if empty {
			yield(Record{Line: 1, Problems: NoSheet(file)}, nil)
		}
	}
}

// NoSheet returns the problem of a file without a sheet.
func NoSheet(file string) diag.List {
	var problems diag.List
	problems.Addf(diag.Pos{File: file}, RuleRecords, "the file has no sheet")
	return problems
}

// checker converts documents into sheets of one bank.
type checker struct {
	bank    *maturity.Bank
	options Options
	columns Columns
	ids     []string
	byID    map[string]*maturity.Question
}

func newChecker(b *maturity.Bank, o Options) *checker {
	c := &checker{bank: b, options: o, columns: NewColumns(b), byID: map[string]*maturity.Question{}}
	for _, q := range b.Questions() {
		c.ids = append(c.ids, q.ID)
		c.byID[q.ID] = q
	}
	return c
}

// records yields the sheets of a text, if any.
func (c *checker) records(text io.Reader, file string, f Format) iter.Seq2[Record, error] {
	switch f {
	case NDJSON:
		return c.ndjson(text, file)
	case CSV:
		return c.csv(text, file)
	default:
		return c.single(text, file, f)
	}
}

// single yields the one sheet of a YAML or JSON file.
func (c *checker) single(r io.Reader, file string, f Format) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		record := Record{Line: 1}
		text, err := document.ReadAll(r, file, &record.Problems)
		if err != nil {
			yield(Record{}, err)
			return
		}
		if text != nil || len(record.Problems) == 0 {
			record.Sheet = c.parse(text, diag.Pos{File: file, Line: 1, Col: 1}, f, &record.Problems)
		}
		yield(record, nil)
	}
}

func (c *checker) parse(text []byte, start diag.Pos, f Format, problems *diag.List) maturity.Sheet {
	var root *document.Node
	before := len(*problems)
	if f == YAML {
		root = document.ParseYAML(text, start.File, problems)
	} else {
		root = document.ParseJSON(document.StripBOM(text), start, problems)
	}
	if root == nil {
		return maturity.Sheet{}
	}
	if what := foreign(root); what != "" {
		*problems = (*problems)[:before]
		problems.Addf(root.Pos, RuleNotASheet, "%s", what)
		return maturity.Sheet{}
	}
	if c.options.Remarks != nil {
		for _, n := range root.Cuts() {
			c.options.Remarks.Addf(n.Pos, RuleComment, "the text ends before %s, which is a comment; put the text in quotes if it's a part of it", diag.Quote(n.Cut))
		}
	}
	return c.sheet(root)
}

// schemaKey names the schema of a sheet, for editors.
const schemaKey = "$schema"

var sheetKeys = []string{"bank", "team", "respondent", "date", "labels", "answers"}

func (c *checker) sheet(root *document.Node) maturity.Sheet {
	var s maturity.Sheet
	fields := root.Map("the sheet", append(sheetKeys[:len(sheetKeys):len(sheetKeys)], schemaKey), "answers")
	optional(fields[schemaKey], schemaKey)
	s.Bank = c.bankRef(fields["bank"])
	s.Team = named(optional(fields["team"], "the team"))
	s.Respondent = named(optional(fields["respondent"], "the respondent"))
	s.Date = date(fields["date"])
	s.Labels = labels(fields["labels"])
	// Another bank has other questions.
	if answers := fields["answers"]; answers != nil && (s.Bank.ID == "" || s.Bank.ID == c.bank.ID) {
		if s.Bank.Version != 0 && s.Bank.Version != c.bank.Version && c.options.AnyVersion {
			s.Answers = c.otherAnswers(answers)
		} else {
			s.Answers = c.answers(answers)
		}
	}
	for _, id := range c.ids {
		if _, set := c.options.Set[id]; set {
			s.WhatIf = append(s.WhatIf, id)
		}
	}
	return s
}

// blank reports whether a key has no value: nothing, as in a template, or null.
func blank(n *document.Node) bool { return n == nil || n.Kind == document.Null }

// named returns a name in the form in which names are compared: without blanks around
// it, and composed.
func named(name string) string { return display.Composed(strings.TrimSpace(name)) }

func optional(n *document.Node, what string) string {
	if blank(n) {
		return ""
	}
	return n.Text(what)
}

func (c *checker) bankRef(n *document.Node) maturity.BankRef {
	text := optional(n, "the bank")
	if text == "" {
		return maturity.BankRef{}
	}
	ref, ok := ParseBankRef(text)
	switch own := c.bank.Ref(); {
	case !ok:
		n.Errorf(RuleBank, "the bank is %s; expected bank@version, for example %s", diag.Quote(text), own)
	case ref.ID != own.ID:
		n.Errorf(RuleBank, "the sheet answers the question bank %s; expected %s", diag.Quote(ref.ID), diag.Quote(own.ID))
	case ref.Version != own.Version && !c.options.AnyVersion:
		n.Errorf(RuleBank, "the sheet answers version %d of the bank; expected version %d (answers may mean something else in another version)",
			ref.Version, own.Version)
	}
	return ref
}

// ParseBankRef reads "genaiops@1".
func ParseBankRef(s string) (ref maturity.BankRef, ok bool) {
	id, version, ok := strings.Cut(s, "@")
	n, err := strconv.Atoi(version)
	if !ok || id == "" || err != nil || strconv.Itoa(n) != version || n < 1 {
		return maturity.BankRef{}, false
	}
	return maturity.BankRef{ID: id, Version: n}, true
}

// date reads a date, with or without quotes in YAML.
func date(n *document.Node) string {
	if blank(n) {
		return ""
	}
	if n.Kind != document.Text && n.Kind != document.Other || !ValidDate(n.Value) {
		n.Errorf(RuleDate, "%s is not a date; expected YYYY-MM-DD", n.Describe())
	}
	return n.Value
}

// ValidDate reports whether s is an existing date as YYYY-MM-DD.
func ValidDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func labels(n *document.Node) map[string]string {
	if blank(n) {
		return nil
	}
	fields := n.AnyMap("labels")
	if len(fields) == 0 {
		return nil
	}
	values := make(map[string]string, len(fields))
	for _, p := range n.Pairs {
		if fields[p.Key.Value] != p.Value { // a duplicate key, already reported
			continue
		}
		name := named(p.Key.Name("a label name"))
		if name == "" {
			continue
		}
		if _, taken := values[name]; taken {
			p.Key.Errorf(document.RuleDuplicateKey, "duplicate label %s", diag.Quote(name))
		}
		values[name] = named(p.Value.Name("label " + diag.Quote(name)))
	}
	return values
}

func (c *checker) answers(n *document.Node) map[string]maturity.Answer {
	var fields map[string]*document.Node
	if !blank(n) {
		if fields = n.AnyMap("answers"); fields == nil {
			return nil
		}
	}
	answers := make(map[string]maturity.Answer, len(fields))
	for _, p := range n.Pairs {
		q := c.byID[p.Key.Value]
		switch {
		case fields[p.Key.Value] != p.Value: // a duplicate key, already reported
		case q == nil:
			p.Key.Errorf(RuleUnknownQuestion, "unknown question %s in %s%s",
				diag.Quote(p.Key.Value), c.bank.Ref(), diag.Suggestion{Word: p.Key.Value, Candidates: c.ids})
		case blank(p.Value) && c.optional(q.ID):
		default:
			answers[q.ID] = c.answer(q, p.Value)
			if c.options.Keep != nil {
				answers[q.ID] = c.options.Keep(answers[q.ID])
			}
		}
	}
	var missing []string
	for _, id := range c.ids {
		if fields[id] == nil && !c.optional(id) {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		n.Errorf(RuleMissingAnswer, "missing %d of %d answers: %s", len(missing), len(c.ids), strings.Join(missing, ", "))
	}
	maps.Copy(answers, c.options.Set)
	if c.options.Partial && !c.options.NotAsked {
		return maturity.Sheet{Answers: answers}.FillUnknown(c.bank).Answers
	}
	return answers
}

// otherAnswers reads the answers of another version of the bank, whose questions and
// options aren't known.
func (c *checker) otherAnswers(n *document.Node) map[string]maturity.Answer {
	if blank(n) {
		return nil
	}
	fields := n.AnyMap("answers")
	answers := make(map[string]maturity.Answer, len(fields))
	for id, value := range fields {
		if !blank(value) {
			answers[id] = c.answer(&maturity.Question{ID: id}, value)
		}
	}
	return answers
}

// optional reports whether a sheet may omit the question.
func (c *checker) optional(id string) bool {
	_, set := c.options.Set[id]
	return set || c.options.Partial || c.options.Draft
}

var (
	answerKeys = []string{"points", "note", "evidence", "next"}
	nextKeys   = []string{"points", "owner", "due"}
)

func (c *checker) answer(q *maturity.Question, n *document.Node) maturity.Answer {
	if n.Kind != document.Map {
		a, isRight := choice(q, n)
		c.needEvidence(q, a, isRight, n)
		return a
	}
	fields := n.Map("the answer to "+q.ID, answerKeys)
	var a maturity.Answer
	isRight := true
	switch points := fields["points"]; {
	case blank(points) && c.optional(q.ID) && !c.options.Draft:
		a.Unknown = true
	case points == nil:
		n.Errorf(RuleEmptyAnswer, "%s has no points; expected %s", q.ID, Expected(q))
		isRight = false
	default:
		a, isRight = choice(q, points)
	}
	a.Note = optional(fields["note"], "the note")
	if evidence := fields["evidence"]; !blank(evidence) {
		a.Evidence = evidence.Texts("the evidence")
		c.checkEvidence(evidence)
	}
	c.needEvidence(q, a, isRight, n)
	if next := fields["next"]; !blank(next) {
		fields := next.Map("the commitment for "+q.ID, nextKeys, "points")
		a.Next = maturity.Commitment{Owner: named(optional(fields["owner"], "the owner")), Due: date(fields["due"])}
		if isRight {
			a.Next.Points = goal(q, a, fields["points"])
		}
	}
	return a
}

// checkEvidence reports the pieces of evidence that Options.Evidence refuses.
func (c *checker) checkEvidence(n *document.Node) {
	if c.options.Evidence == nil {
		return
	}
	for _, item := range append([]*document.Node{n}, n.Items...) {
		if item.Kind != document.Text || strings.TrimSpace(item.Value) == "" {
			continue
		}
		if problem := c.options.Evidence(item.Value); problem != "" {
			item.Errorf(RuleEvidence, "%s", problem)
		}
	}
}

// needEvidence reports a right answer above the lowest option that names no evidence, if
// it has to.
func (c *checker) needEvidence(q *maturity.Question, a maturity.Answer, isRight bool, n *document.Node) {
	if c.options.NeedsEvidence && isRight && !a.Unknown && len(q.Options) > 0 && a.Points > q.Lowest() && len(a.Evidence) == 0 {
		n.Errorf(RuleEvidence, "%s is %d and names no evidence; expected a path or an address", q.ID, a.Points)
	}
}

// goal reads the points that a team has committed to, beside the present answer.
func goal(q *maturity.Question, a maturity.Answer, n *document.Node) int {
	points, ok := n.Int("the points of the commitment for " + q.ID)
	if !ok || len(q.Options) == 0 { // a question of another version has no options here
		return points
	}
	var goals []string
	for _, goal := range q.Goals(a) {
		goals = append(goals, strconv.Itoa(goal))
	}
	switch {
	case len(goals) == 0:
		n.Errorf(RuleCommitment, "%s has its highest answer already; remove next", q.ID)
	case !slices.Contains(goals, strconv.Itoa(points)):
		n.Errorf(RuleCommitment, "the commitment for %s is %d; expected %s, above the present answer", q.ID, points, oneOf(goals))
	}
	return points
}

// choice reads the points of an option, or "unknown". It is not ok if it reports a problem.
func choice(q *maturity.Question, n *document.Node) (a maturity.Answer, ok bool) {
	switch {
	case n.Kind == document.Null:
		n.Errorf(RuleEmptyAnswer, "%s has no answer; expected %s", q.ID, Expected(q))
	case n.Kind == document.Text && n.Value == unknown:
		return maturity.Answer{Unknown: true}, true
	case n.Kind == document.Text && isOption(q, n.Value):
		n.Errorf(RuleAnswer, "%s is %s in quotes; write the number without them", q.ID, diag.Quote(n.Value))
	case n.Kind == document.Int && isOption(q, n.Value):
		points, ok := n.Int("the points")
		return maturity.Answer{Points: points}, ok
	default:
		hint := ""
		if n.Kind == document.Text || n.Kind == document.Other { // in YAML or in CSV
			hint = diag.DidYouMean(n.Value, []string{unknown})
		}
		n.Errorf(RuleAnswer, "%s is %s; expected %s%s", q.ID, n.Describe(), Expected(q), hint)
	}
	return maturity.Answer{}, false
}

const unknown = "unknown"

// isOption reports whether s are the points of an option. A question of another
// version has no options here, and any points.
func isOption(q *maturity.Question, s string) bool {
	return len(q.Options) == 0 && document.IsWhole(s) || slices.ContainsFunc(q.Options, func(o maturity.Option) bool { return strconv.Itoa(o.Points) == s })
}

// Expected lists the possible answers to q: "0, 1, 2 or unknown".
func Expected(q *maturity.Question) string {
	var words []string
	for _, o := range q.Options {
		words = append(words, strconv.Itoa(o.Points))
	}
	if words == nil {
		words = []string{"a number of points"}
	}
	return oneOf(append(words, unknown))
}

// oneOf lists at least one word: "0, 1 or 2".
func oneOf(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// ParseAnswer reads the answer in --set ID=ANSWER: the points of an option of q,
// or "unknown".
func ParseAnswer(q *maturity.Question, s string) (maturity.Answer, error) {
	if s == unknown {
		return maturity.Answer{Unknown: true}, nil
	}
	if !isOption(q, s) {
		return maturity.Answer{}, errors.New("expected " + Expected(q))
	}
	points, err := strconv.Atoi(s)
	return maturity.Answer{Points: points}, err
}
