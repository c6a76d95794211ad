package maturity

import (
	"fmt"
	"strconv"
)

// Model is a question bank together with the levels its scores map to.
type Model struct {
	Bank Bank
	// Levels are numbered from 1, and their bands ascend: the first begins at the
	// lowest attainable score, the last ends at the highest. Bands may skip scores
	// that no answers add up to; each holds one that answers do.
	Levels []Level
}

// Bank is a questionnaire: dimensions, each with its questions.
type Bank struct {
	ID           string // for example "genaiops"
	Version      int    // 1 or more; raised when an answer's meaning changes
	Title        string // what the result is called, for example "GenAIOps maturity"
	Language     string // of the bank's texts, BCP 47: "de-CH"; empty means English
	Source       Source // of the levels; zero if not stated
	Instructions Instructions
	Dimensions   []Dimension // in the order they are asked
	Frameworks   []Framework // that questions support provisions of; may be empty
}

// Source is the publication that a model's levels are taken from.
type Source struct {
	Title, Publisher, URL string
}

// Instructions tell a respondent how to answer. Each may be empty.
type Instructions struct {
	Scope         string // what the answers are about
	Choose        string // the rule for choosing an option; always visible while asking
	Evidence      string // what counts as proof
	Unsure        string // when to say "I don't know"
	NotApplicable string
}

// Dimension is a group of questions with a subtotal of its own.
type Dimension struct {
	ID, Name, About string
	// Critical means that any question at its lowest option causes a warning,
	// however high the total.
	Critical  bool
	Questions []Question
}

// Question is answered by choosing one of its options.
type Question struct {
	ID       string // "dimension.name"
	Title    string // a few words, for tables
	Text     string // the question itself
	Options  []Option
	Help     string    // what counts and what does not; may be empty
	Evidence []string  // examples of proof; may be empty
	Why      string    // why it matters; may be empty
	Refs     []string  // ids of references of any level; may be empty
	Reading  []Reading // may be empty
	Supports []Support // in the author's order; may be empty
}

// Reading is a page about the practice that a question asks for. Unlike a
// [Reference], it doesn't come from the source of the levels. All but Title and URL
// are optional.
type Reading struct {
	Title, URL, Publisher string
	Year                  int    // of publication, or 0
	Kind                  string // for example "paper"
	Gives                 string // what a reader gets from it
	Note                  string
}

// Framework is a published set of provisions, such as a standard. URL and Note are
// optional.
type Framework struct {
	ID, Title, URL, Note string
}

// Support is a provision of a framework that the practice of a question supports.
// It never says more than that: a provision asks for more than one question covers.
type Support struct {
	Framework string // its id
	Provision string // its id in the framework, for example "MEASURE 2.3"
	Subject   string // what it is about
	From      int    // the lowest points at which the answer supports it
}

// Option is one answer to a question. A question's options have distinct points,
// in ascending order.
type Option struct {
	Points int // 0 or more
	Text   string
	MoveUp string // how to get from here to the next option; may be empty
}

// BankRef names a bank and its version: "genaiops@1". The zero value names no
// bank.
type BankRef struct {
	ID      string
	Version int
}

func (r BankRef) String() string {
	if r == (BankRef{}) {
		return ""
	}
	return r.ID + "@" + strconv.Itoa(r.Version)
}

// Ref returns the bank's id and version.
func (b *Bank) Ref() BankRef { return BankRef{b.ID, b.Version} }

// Range returns the lowest and the highest attainable score.
func (b *Bank) Range() (low, high int) {
	for i := range b.Dimensions {
		l, h := b.Dimensions[i].Range()
		low, high = low+l, high+h
	}
	return low, high
}

// Questions returns all questions in the order they are asked.
func (b *Bank) Questions() []*Question {
	var qs []*Question
	for i := range b.Dimensions {
		d := &b.Dimensions[i]
		for j := range d.Questions {
			qs = append(qs, &d.Questions[j])
		}
	}
	return qs
}

// Question returns the question with that id, or nil.
func (b *Bank) Question(id string) *Question {
	for i := range b.Dimensions {
		d := &b.Dimensions[i]
		for j := range d.Questions {
			if d.Questions[j].ID == id {
				return &d.Questions[j]
			}
		}
	}
	return nil
}

// Dimension returns the dimension with that id, or nil.
func (b *Bank) Dimension(id string) *Dimension {
	for i := range b.Dimensions {
		if b.Dimensions[i].ID == id {
			return &b.Dimensions[i]
		}
	}
	return nil
}

// Range returns the lowest and the highest attainable subtotal.
func (d *Dimension) Range() (low, high int) {
	for i := range d.Questions {
		q := &d.Questions[i]
		low, high = low+q.Lowest(), high+q.Highest()
	}
	return low, high
}

// Lowest returns the points of the lowest option.
func (q *Question) Lowest() int { return q.Options[0].Points }

// Highest returns the points of the highest option.
func (q *Question) Highest() int { return q.Options[len(q.Options)-1].Points }

// Option returns the option worth these points, or nil.
func (q *Question) Option(points int) *Option {
	for i := range q.Options {
		if q.Options[i].Points == points {
			return &q.Options[i]
		}
	}
	return nil
}

// Above returns the next option above these points, or nil at the top.
func (q *Question) Above(points int) *Option {
	for i := range q.Options {
		if q.Options[i].Points > points {
			return &q.Options[i]
		}
	}
	return nil
}

// Below returns the option next below that many points, or nil at the bottom.
func (q *Question) Below(points int) *Option {
	for i := len(q.Options) - 1; i >= 0; i-- {
		if q.Options[i].Points < points {
			return &q.Options[i]
		}
	}
	return nil
}

// Level is one maturity level: a band of scores, and advice for it.
type Level struct {
	Number     int
	Name       string // unique, for example "defined"
	Slug       string // a second name, which stays when Name is translated
	Label      string // the questionnaire's word for it; several levels may share one
	Min, Max   int    // the band of scores, inclusive
	Summary    string
	Heading    string // what the guidance is for, for example "To move toward level 3"
	Guidance   []Guidance
	References []Reference
}

// Title returns the level's name, with its label if that differs: "defined
// (maturing)".
func (l *Level) Title() string {
	if l.Label == "" || l.Label == l.Name {
		return l.Name
	}
	return l.Name + " (" + l.Label + ")"
}

// String returns "level 2, defined (maturing)".
func (l *Level) String() string { return fmt.Sprintf("level %d, %s", l.Number, l.Title()) }

// Guidance is one piece of advice for moving up from a level.
type Guidance struct {
	ID, Text  string
	Questions []string // ids of the questions that measure it
}

// Reference is a page to read. Title and URL are as the level's source
// publishes them; the other fields, all optional, add what is known now.
type Reference struct {
	ID, Title, URL string
	Kind           string // for example "course"; empty for an ordinary page
	Status         string // for example "moved" or "retiring"
	Now            string // today's URL of a page that moved
	Retires        string // YYYY-MM-DD, when the page or its subject retires
	Successor      string // URL of its replacement
	Note           string
}

// LevelAt returns the level of a score. A score outside every band, which no
// valid sheet has, gets the nearest level.
func (m *Model) LevelAt(score int) *Level {
	for i := range m.Levels {
		if score <= m.Levels[i].Max {
			return &m.Levels[i]
		}
	}
	return &m.Levels[len(m.Levels)-1]
}

// LevelAbove returns the next level above l, or nil at the top.
func (m *Model) LevelAbove(l *Level) *Level {
	for i := range m.Levels {
		if m.Levels[i].Number > l.Number {
			return &m.Levels[i]
		}
	}
	return nil
}

// Reference returns the reference with that id, from any level, or nil.
func (m *Model) Reference(id string) *Reference {
	for i := range m.Levels {
		refs := m.Levels[i].References
		for j := range refs {
			if refs[j].ID == id {
				return &refs[j]
			}
		}
	}
	return nil
}
