package maturity

import "fmt"

// Commitment is what a team has promised: to raise an answer to the points of a higher
// option. The zero value is none, since no option above another has 0 points.
type Commitment struct {
	Points int    // of the option to reach, above those of the answer
	Owner  string // who looks after it; may be empty
	Due    string // "YYYY-MM-DD", or empty
}

// Exists reports whether there is a commitment.
func (c Commitment) Exists() bool { return c != Commitment{} }

// Who says who looks after the commitment and by when: "Ada, by 2027-01-31". It may be "".
func (c Commitment) Who() string {
	switch {
	case c.Due == "":
		return c.Owner
	case c.Owner == "":
		return "by " + c.Due
	}
	return c.Owner + ", by " + c.Due
}

// String returns the commitment in words: "to 2, Ada, by 2027-01-31", or "" for none.
func (c Commitment) String() string {
	switch {
	case !c.Exists():
		return ""
	case c.Who() == "":
		return fmt.Sprintf("to %d", c.Points)
	}
	return fmt.Sprintf("to %d, %s", c.Points, c.Who())
}

// Goals lists the points that an answer to q can commit to, lowest first: those of the
// options above it, or above the lowest if the answer is unknown.
func (q *Question) Goals(a Answer) []int {
	from := a.Points
	if a.Unknown {
		from = q.Lowest()
	}
	var goals []int
	for next := q.Above(from); next != nil; next = q.Above(next.Points) {
		goals = append(goals, next.Points)
	}
	return goals
}

// CommitmentState is what became of a commitment. The values appear in documents.
type CommitmentState string

// The states of a commitment, judged by a later sheet.
const (
	Kept     CommitmentState = "kept"     // the answer has the points
	Exceeded CommitmentState = "exceeded" // the answer has more
	Open     CommitmentState = "open"     // the answer has fewer, and the sheet still has a commitment
	Overdue  CommitmentState = "overdue"  // open, and the sheet is from a day after the date
	Dropped  CommitmentState = "dropped"  // the answer has fewer, and the sheet has no commitment any more
	NotKnown CommitmentState = "unknown"  // the question isn't comparable
)

// Judge returns what became of c, by the answer to the same question in a sheet of that
// date, which may be empty: then nothing is overdue.
func (c Commitment) Judge(a Answer, date string) CommitmentState {
	switch {
	case !a.Unknown && a.Points > c.Points:
		return Exceeded
	case !a.Unknown && a.Points == c.Points:
		return Kept
	case !a.Next.Exists():
		return Dropped
	case c.Due != "" && c.Due < date:
		return Overdue
	default:
		return Open
	}
}

// Commitments counts commitments by what became of them.
type Commitments map[CommitmentState]int

// Kept returns how many were kept or exceeded, and of how many: those of which it is
// decided, because they were kept, are overdue or were dropped.
func (c Commitments) Kept() (kept, of int) {
	kept = c[Kept] + c[Exceeded]
	return kept, kept + c[Overdue] + c[Dropped]
}

// CommitmentChange is what became of a commitment of the earlier of two sheets.
type CommitmentChange struct {
	Dimension     *Dimension
	Question      *Question // of the later bank, unless it has none with that id
	Commitment              // of the earlier sheet
	Before, After Answer    // After is zero if the question isn't comparable
	State         CommitmentState
}
