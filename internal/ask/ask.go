// Package ask asks a person the questions of a bank in a terminal.
//
// Choose an [Asker], the full-screen [Form] or the [Plain] prompter, fill in a
// [Session] and call Ask. Ask returns nil only when the person has finished on
// the review page with every question answered. Otherwise it returns an error,
// and [Session.Answers] holds the answers confirmed so far.
//
// Only the person answers: nothing is chosen at first, and neither the cursor on an
// option nor the end of the input counts as an answer. Enter alone confirms a
// [Proposal] that was on screen, and nothing else. The package names options by
// their points, and shows no totals or levels.
//
// It opens no file and reads no clock: [Session.Save] saves the answers. The caller
// cancels the context at a signal. Ask then returns within two seconds, even if
// something hangs. Only SIGTSTP and SIGCONT are the form's own.
//
// Both askers show a [questionnaire], the bank with all text clean. The form
// is huh's fields in a bubbletea model of our own (model.go says why), with a
// file page_*.go for each page.
package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"genaiops/internal/maturity"
)

// The ways to end early. In each case the answers confirmed so far are in
// Session.Answers, and saved.
var (
	// ErrQuit means that the person quit, perhaps to resume later.
	ErrQuit = errors.New("quit before the end")
	// ErrInterrupted means Ctrl-C or a cancelled context.
	ErrInterrupted = errors.New("interrupted")
	// ErrInputEnded means that there is nothing more to read.
	ErrInputEnded = errors.New("the input ended before the last answer was confirmed")
	// ErrNoAnswers means that line after line has answered nothing: the input is
	// meant for something else.
	ErrNoAnswers = errors.New("twenty lines in a row answered nothing")
)

// Asker asks one person questions at one terminal. Don't call its methods
// concurrently.
type Asker interface {
	// Ask asks the questions of a session until the person finishes or leaves.
	// If Session.Save fails, Ask stops and returns its error, wrapped.
	Ask(ctx context.Context, s *Session) error
	// Choose asks one question and returns the index of the chosen option.
	Choose(ctx context.Context, question string, options []string) (int, error)
	// Line asks for a line of text and returns it trimmed; it may be empty.
	Line(ctx context.Context, prompt string) (string, error)
}

// Session is one run through a bank's questions.
type Session struct {
	Bank *maturity.Bank
	// Answers holds the confirmed answers and nothing else. To resume a draft,
	// start with its answers. A nil map is fine: Ask makes one.
	Answers map[string]maturity.Answer
	// Proposals says, by question id, what an earlier, merged or proposed sheet
	// answers. The page shows it, and Enter confirms it. Until then it counts for
	// nothing. What Answers holds comes first. A proposal for a question that Bank
	// doesn't have isn't shown: mention it in Notices.
	Proposals map[string]Proposal
	// Save is called with Answers after each new or changed answer, before the
	// next question. It must not keep or change the map. With a [RefusedError], the
	// answer stays as it was, and the person is asked again.
	Save    func(map[string]maturity.Answer) error
	Notes   bool     // also ask for a note, evidence and a commitment with each answer
	Draft   string   // where Save keeps the answers, to tell the person; may be empty
	Notices []string // what else to say before the first question
}

// Proposal is what a sheet says about one question, for the person to confirm or
// change.
type Proposal struct {
	// Answer becomes the person's answer if they confirm it. Its note and evidence
	// carry over to another option, too, and so does its commitment to one above. Points that no option has must be chosen
	// anew.
	Answer maturity.Answer
	// From is where the answer is from, in a word or two: "August", "scan".
	From string
	// Bank is the reference of the bank that was answered, if it isn't this one:
	// "genaiops@1". The page then shows the points without the words of an option,
	// since those may have changed.
	Bank string
}

// RefusedError is why Session.Save can't keep what a person entered: a note that is too
// long, say.
type RefusedError struct{ Reason string } // a sentence without its full stop

func (e *RefusedError) Error() string { return e.Reason }

// confirm records and saves an answer, unless it hasn't changed. If saving
// fails, the answer stays in s.Answers for the caller to rescue.
func (s *Session) confirm(id string, answer maturity.Answer) error {
	old, ok := s.Answers[id]
	if ok && sameAnswer(old, answer) {
		return nil
	}
	if s.Answers == nil {
		s.Answers = map[string]maturity.Answer{}
	}
	s.Answers[id] = answer
	err := s.Save(s.Answers)
	if errors.As(err, new(*RefusedError)) {
		if s.Answers[id] = old; !ok {
			delete(s.Answers, id)
		}
	}
	if err != nil {
		return fmt.Errorf("the answer to %s could not be saved: %w", id, err)
	}
	return nil
}

// grace is how long a cancelled Ask waits for what it runs. The rest of its two
// seconds is for the terminal.
const grace = time.Second

// bounded runs f. If f doesn't return soon after ctx is cancelled, bounded leaves
// it behind and reports that it hangs.
func bounded(ctx context.Context, f func() error) (err error, hangs bool) {
	ended := make(chan error, 1)
	go func() { ended <- f() }()
	select {
	case err = <-ended:
		return err, false
	case <-ctx.Done():
	}
	select {
	case err = <-ended:
		return err, false
	case <-time.After(grace):
		return nil, true
	}
}

func sameAnswer(a, b maturity.Answer) bool {
	return a.Points == b.Points && a.Unknown == b.Unknown && a.Note == b.Note &&
		slices.Equal(a.Evidence, b.Evidence) && a.Next == b.Next
}
