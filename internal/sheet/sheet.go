// Package sheet reads and writes answer sheets: YAML, JSON, NDJSON and CSV.
//
// Call [Read] for a file that holds one sheet, [ReadUpTo] for one that may hold
// some, [Records] to stream a file that may hold many, [Write] and [Template] for the way back. All the formats
// share one set of rules: an unknown or repeated key, a wrong type, points that
// no option has, an empty or missing answer is a problem at its position, all
// the problems of a sheet are reported, and a sheet with a problem is never
// returned. Nothing is completed or converted silently; only Options.Partial
// turns what is missing into "unknown".
package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"genaiops/internal/diag"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// Names of the rules of this package; those of form are package document's.
const (
	RuleUnknownQuestion = "unknown-question"
	RuleAnswer          = "answer"         // an answer that no option gives
	RuleEmptyAnswer     = "empty-answer"   // a question without anything behind it
	RuleMissingAnswer   = "missing-answer" // questions that the sheet does not mention
	RuleBank            = "bank"           // another bank, or another version of it
	RuleDate            = "date"
	RuleRecords         = "records" // one sheet was expected
)

// Format is how sheets are written in a file.
type Format string

// The formats.
const (
	YAML   Format = "yaml"
	JSON   Format = "json"
	NDJSON Format = "ndjson" // one JSON sheet a line
	CSV    Format = "csv"    // a header, then a sheet a row
)

// Formats are all the formats, in the order in which help names them.
var Formats = []Format{YAML, JSON, NDJSON, CSV}

// FormatOf returns the format that a file's extension stands for, ignoring
// that of gzip; ok is false for an extension that stands for none.
func FormatOf(file string) (f Format, ok bool) {
	switch filepath.Ext(strings.TrimSuffix(strings.ToLower(file), ".gz")) {
	case ".yaml", ".yml":
		return YAML, true
	case ".json":
		return JSON, true
	case ".ndjson", ".jsonl":
		return NDJSON, true
	case ".csv":
		return CSV, true
	default:
		return "", false
	}
}

// Options say how strict to be.
type Options struct {
	// Partial makes a missing or empty answer "unknown" instead of a problem.
	Partial bool
	// Draft leaves a missing or empty answer absent, as in a sheet that is still
	// being filled in. What an answer says without points is a problem.
	Draft bool
	// Set holds answers that take the place of the sheet's own, by question id,
	// or stand in for missing ones. They are expected to be valid for the bank.
	Set map[string]maturity.Answer
}

// Record is one sheet of a file, or what is wrong with it.
type Record struct {
	Sheet    maturity.Sheet // only when there are no problems
	Line     int            // where it begins, from 1
	Problems diag.List
}

// Read reads the one sheet in r; a file with none or several is a problem. The
// error is that of r.
func Read(r io.Reader, file string, f Format, b *maturity.Bank, o Options) (maturity.Sheet, diag.List, error) {
	sheets, problems, err := ReadUpTo(1, r, file, f, b, o)
	if len(sheets) == 0 {
		return maturity.Sheet{}, problems, err
	}
	return sheets[0], nil, nil
}

// ReadUpTo reads the sheets in r, of which there must be one at least and so
// many at most. When there is a problem with any of them, it returns none. The
// error is that of r.
func ReadUpTo(most int, r io.Reader, file string, f Format, b *maturity.Bank, o Options) ([]maturity.Sheet, diag.List, error) {
	var sheets []maturity.Sheet
	var problems diag.List
	for record, err := range Records(r, file, f, b, o) {
		if err != nil {
			return nil, nil, err
		}
		problems = append(problems, record.Problems...)
		if len(sheets) == most {
			problems.Addf(diag.Pos{File: file, Line: record.Line}, RuleRecords, "%s", tooMany(most))
			break
		}
		sheets = append(sheets, record.Sheet)
	}
	if len(sheets) == 0 {
		problems.Addf(diag.Pos{File: file}, RuleRecords, "there is no sheet in the file")
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems, nil
	}
	return sheets, nil, nil
}

func tooMany(most int) string {
	if most == 1 {
		return "a second sheet begins here; expected one sheet (rollup, history and consensus read many)"
	}
	return fmt.Sprintf("expected %d sheets at most, and here begins another one (rollup reads any number)", most)
}

// Records streams the sheets of r. A sheet with problems is yielded as such
// and the next ones follow; only an error of r ends the stream.
func Records(r io.Reader, file string, f Format, b *maturity.Bank, o Options) iter.Seq2[Record, error] {
	c := newChecker(b, o)
	switch f {
	case NDJSON:
		return c.ndjson(r, file)
	case CSV:
		return c.csv(r, file)
	default:
		return c.single(r, file, f)
	}
}

// checker turns documents into sheets of one bank.
type checker struct {
	bank    *maturity.Bank
	options Options
	ids     []string
	byID    map[string]*maturity.Question
}

func newChecker(b *maturity.Bank, o Options) *checker {
	c := &checker{bank: b, options: o, byID: map[string]*maturity.Question{}}
	for _, q := range b.Questions() {
		c.ids = append(c.ids, q.ID)
		c.byID[q.ID] = q
	}
	return c
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
	if f == YAML {
		root = document.ParseYAML(text, start.File, problems)
	} else {
		root = document.ParseJSON(document.StripBOM(text), start, problems)
	}
	if root == nil {
		return maturity.Sheet{}
	}
	return c.sheet(root)
}

var sheetKeys = []string{"bank", "team", "respondent", "date", "labels", "answers"}

func (c *checker) sheet(root *document.Node) maturity.Sheet {
	var s maturity.Sheet
	fields, ok := root.Map("an answer sheet", sheetKeys)
	if !ok {
		return s
	}
	root.Require("the sheet", fields, "answers")
	s.Bank = c.bankRef(fields["bank"])
	s.Team = optional(fields["team"], "the team")
	s.Respondent = optional(fields["respondent"], "the respondent")
	s.Date = date(fields["date"])
	s.Labels = labels(fields["labels"])
	answers := fields["answers"]
	if other := s.Bank.ID != "" && s.Bank.ID != c.bank.ID; answers != nil && !other { // those of another bank are to other questions
		s.Answers = c.answers(answers)
	}
	return s
}

// blank reports that nothing stands behind a key, as in a template that was
// not filled in. A written null is not blank.
func blank(n *document.Node) bool {
	return n == nil || n.Kind == document.Null && n.Value == ""
}

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
		n.Errorf(RuleBank, "expected bank@version, for example %s, got %s", own, diag.Quote(text))
	case ref.ID != own.ID:
		n.Errorf(RuleBank, "the sheet answers the question bank %s, not %s", diag.Quote(ref.ID), diag.Quote(own.ID))
	case ref.Version != own.Version:
		n.Errorf(RuleBank, "the sheet answers version %d of the bank; this is version %d, in which answers may mean something else",
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

// date reads a date, which YAML users write with or without quotes.
func date(n *document.Node) string {
	if blank(n) {
		return ""
	}
	if n.Kind != document.Text && n.Kind != document.Other {
		n.Errorf(RuleDate, "expected the date as YYYY-MM-DD, got %s", n.Describe())
		return ""
	}
	if !ValidDate(n.Value) {
		n.Errorf(RuleDate, "%s is not a date: expected YYYY-MM-DD", diag.Quote(n.Value))
	}
	return n.Value
}

// ValidDate reports whether s is a day that exists, as YYYY-MM-DD.
func ValidDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func labels(n *document.Node) map[string]string {
	if blank(n) {
		return nil
	}
	fields, _ := n.AnyMap("labels")
	if len(fields) == 0 {
		return nil
	}
	values := make(map[string]string, len(fields))
	for _, p := range n.Pairs {
		if name := p.Key.Text("the name of a label"); name != "" && fields[name] == p.Value {
			values[name] = p.Value.Text("label " + diag.Quote(name))
		}
	}
	return values
}

func (c *checker) answers(n *document.Node) map[string]maturity.Answer {
	var fields map[string]*document.Node
	if !blank(n) {
		var ok bool
		if fields, ok = n.AnyMap("answers"); !ok {
			return nil
		}
	}
	answers := make(map[string]maturity.Answer, len(fields))
	for _, p := range n.Pairs {
		q := c.byID[p.Key.Value]
		switch {
		case fields[p.Key.Value] != p.Value: // a repeated key, reported already
		case q == nil:
			p.Key.Errorf(RuleUnknownQuestion, "%s has no question %s%s",
				c.bank.Ref(), diag.Quote(p.Key.Value), diag.DidYouMean(p.Key.Value, c.ids))
		case blank(p.Value) && c.optional(q.ID):
		default:
			answers[q.ID] = c.answer(q, p.Value)
		}
	}
	c.missing(n, fields)
	maps.Copy(answers, c.options.Set)
	if c.options.Partial {
		return maturity.Sheet{Answers: answers}.FillUnknown(c.bank).Answers
	}
	return answers
}

// optional reports whether a sheet may leave that question out.
func (c *checker) optional(id string) bool {
	_, set := c.options.Set[id]
	return set || c.options.Partial || c.options.Draft
}

// missing reports the questions that the answers do not mention.
func (c *checker) missing(n *document.Node, fields map[string]*document.Node) {
	var ids []string
	for _, id := range c.ids {
		if fields[id] == nil && !c.optional(id) {
			ids = append(ids, id)
		}
	}
	are := "are"
	if len(ids) == 1 {
		are = "is"
	}
	if len(ids) > 0 {
		n.Errorf(RuleMissingAnswer, "%d of %d answers %s missing: %s", len(ids), len(c.ids), are, strings.Join(ids, ", "))
	}
}

var answerKeys = []string{"points", "note", "evidence"}

func (c *checker) answer(q *maturity.Question, n *document.Node) maturity.Answer {
	if n.Kind != document.Map {
		return choice(q, n)
	}
	fields, _ := n.Map("the answer to "+q.ID, answerKeys)
	var a maturity.Answer
	switch points := fields["points"]; {
	case blank(points) && c.optional(q.ID) && !c.options.Draft:
		a.Unknown = true
	case points == nil:
		n.Errorf(RuleEmptyAnswer, "the answer to %s lacks points: expected points: %s", q.ID, Expected(q))
	default:
		a = choice(q, points)
	}
	a.Note = optional(fields["note"], "the note")
	if evidence := fields["evidence"]; !blank(evidence) {
		a.Evidence = evidence.Texts("the evidence")
	}
	return a
}

// choice reads the points of an option, or "unknown".
func choice(q *maturity.Question, n *document.Node) maturity.Answer {
	switch {
	case n.Kind == document.Null:
		n.Errorf(RuleEmptyAnswer, "%s has no answer: expected %s", q.ID, Expected(q))
	case n.Kind == document.Text && n.Value == unknown:
		return maturity.Answer{Unknown: true}
	case n.Kind == document.Text && isOption(q, n.Value):
		n.Errorf(RuleAnswer, "%s: expected %s, got the text %s; write it without quotes", q.ID, Expected(q), diag.Quote(n.Value))
	case n.Kind == document.Int && isOption(q, n.Value):
		points, _ := n.Int("the points")
		return maturity.Answer{Points: points}
	default:
		n.Errorf(RuleAnswer, "%s: expected %s, got %s%s", q.ID, Expected(q), n.Describe(), meant(n))
	}
	return maturity.Answer{}
}

// meant says so when a text was probably to be "unknown".
func meant(n *document.Node) string {
	if n.Kind != document.Text && n.Kind != document.Other { // as in YAML and in CSV
		return ""
	}
	return diag.DidYouMean(n.Value, []string{unknown})
}

const unknown = "unknown"

func isOption(q *maturity.Question, s string) bool {
	return slices.ContainsFunc(q.Options, func(o maturity.Option) bool { return strconv.Itoa(o.Points) == s })
}

// Expected names what can be answered to q: "0, 1, 2 or unknown".
func Expected(q *maturity.Question) string {
	var points []string
	for _, o := range q.Options {
		points = append(points, strconv.Itoa(o.Points))
	}
	return strings.Join(points, ", ") + " or " + unknown
}

// ParseAnswer reads what --set takes behind the equals sign: the points of an
// option of q, or "unknown".
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
