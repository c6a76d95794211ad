package report

import (
	"fmt"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// CommitmentDocument is what a team has promised: to raise an answer to the points.
type CommitmentDocument struct {
	Points int    `json:"points"`
	Owner  string `json:"owner,omitempty"`
	Due    string `json:"due,omitempty"` // YYYY-MM-DD
}

// commitmentDocument returns nil for an answer without a commitment.
func commitmentDocument(c maturity.Commitment) *CommitmentDocument {
	if !c.Exists() {
		return nil
	}
	return &CommitmentDocument{c.Points, c.Owner, c.Due}
}

// keptSentence says what became of commitments: "2 of 3 due commitments kept (1 exceeded), 1
// overdue, 1 still open." It is "" if there are none.
func keptSentence(c maturity.Commitments) string {
	var parts []string
	kept, of := c.Kept()
	if of > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s kept", kept, display.Count(of, "due commitment")))
		if n := c[maturity.Exceeded]; n > 0 {
			parts[0] += fmt.Sprintf(" (%d exceeded)", n)
		}
	}
	for _, state := range []maturity.CommitmentState{maturity.Overdue, maturity.Dropped, maturity.Open, maturity.NotKnown} {
		n := c[state]
		switch {
		case n == 0:
		case len(parts) == 0:
			parts = append(parts, display.Count(n, "commitment")+" "+stateWord(state))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, stateWord(state)))
		}
	}
	if parts == nil {
		return ""
	}
	return strings.Join(parts, ", ") + "."
}

// stateWord says in a word or two what became of a commitment.
func stateWord(s maturity.CommitmentState) string {
	switch s {
	case maturity.Open:
		return "still open"
	case maturity.NotKnown:
		return "not comparable"
	}
	return string(s)
}

// promised is "0 → 2, Ada, by 2027-01-31".
func promised(p maturity.CommitmentChange) string {
	return strings.Join(nonEmpty([]string{fmt.Sprintf("%s → %d", pointsOf(p.Before), p.Points), p.Who()}), ", ")
}

// becameOf says what became of a commitment, where the answer is now, and the new
// commitment if there is another: "overdue, at 1, now committed to 2, Ada, by 2027-03-31".
func becameOf(p maturity.CommitmentChange) string {
	words := stateWord(p.State)
	if p.State != maturity.Kept && p.State != maturity.NotKnown {
		words += ", at " + pointsOf(p.After)
	}
	if next := p.After.Next; next.Exists() && next != p.Commitment {
		words += ", now committed " + next.String()
	}
	return words
}

// promises is what became of the commitments of the earlier sheet.
func promises(c *maturity.Comparison) Page {
	if len(c.Commitments) == 0 {
		return nil
	}
	return Page{tell(keptSentence(c.Kept())), list{items: each(c.Commitments, func(p maturity.CommitmentChange) item {
		i := item{mark: "•", name: p.Question.Title, text: promised(p) + ": " + becameOf(p)}
		if p.State == maturity.Overdue || p.State == maturity.Dropped {
			i.mark, i.pen = "!", alert
		}
		return i
	})}}
}

// CommitmentChangeDocument is what became of a commitment of the earlier sheet.
type CommitmentChangeDocument struct {
	Question string `json:"question"`
	CommitmentDocument
	Before *int   `json:"before"` // points, or null if unknown
	After  *int   `json:"after"`  // the same; null as well if the question isn't comparable
	State  string `json:"state"`  // "kept", "exceeded", "open", "overdue", "dropped" or "unknown"
	// Next is the commitment of the later sheet; absent if there is none.
	Next *CommitmentDocument `json:"next,omitempty"`
}

func commitmentChangeDocument(p maturity.CommitmentChange) CommitmentChangeDocument {
	document := CommitmentChangeDocument{
		Question: p.Question.ID, CommitmentDocument: *commitmentDocument(p.Commitment),
		Before: known(p.Before), State: string(p.State), Next: commitmentDocument(p.After.Next),
	}
	if p.State != maturity.NotKnown {
		document.After = known(p.After)
	}
	return document
}

// KeptDocument counts commitments by what became of them. Due is how many are decided:
// kept, exceeded, overdue or dropped.
type KeptDocument struct {
	Due      int `json:"due"`
	Kept     int `json:"kept"`
	Exceeded int `json:"exceeded"`
	Overdue  int `json:"overdue"`
	Dropped  int `json:"dropped"`
	Open     int `json:"open"`
	Unknown  int `json:"unknown"` // the question isn't comparable
}

func keptDocument(c maturity.Commitments) KeptDocument {
	_, due := c.Kept()
	return KeptDocument{
		due, c[maturity.Kept], c[maturity.Exceeded], c[maturity.Overdue], c[maturity.Dropped], c[maturity.Open], c[maturity.NotKnown],
	}
}
