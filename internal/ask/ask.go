// Package ask puts a bank's questions to a person in the terminal.
//
// Choose an [Asker], a full screen [Form] or a [Plain] prompter, fill in a
// [Session] and call Ask. Ask returns nil only when the person finished on the
// review page with every question answered; every other end is an error, and
// [Session.Answers] then holds what was confirmed until then.
//
// The package never makes up an answer: a cursor that rests on an option, an
// empty line or the end of the input answers nothing. It never shows points,
// totals or levels. It opens no file, reads no clock and handles no signal:
// answers are saved by [Session.Save], and the caller cancels the context.
//
// Both askers show a [questionnaire], the bank's words without control
// characters. The form is huh's fields inside a bubbletea model of our own
// (model.go says why); each page is a file page_*.go.
package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"genaiops/internal/maturity"
)

// The ways in which asking ends before it is finished. In all of them the
// answers confirmed so far are in Session.Answers and were saved.
var (
	// ErrQuit means that the person left on purpose, to go on another time.
	ErrQuit = errors.New("left before the end")
	// ErrInterrupted means Ctrl-C, or that the context was cancelled.
	ErrInterrupted = errors.New("interrupted")
	// ErrInputEnded means that there was nothing more to read.
	ErrInputEnded = errors.New("the input ended before the last answer was confirmed")
)

// Asker asks questions. An Asker serves one person at one terminal: its
// methods are not to be called at the same time.
type Asker interface {
	// Ask goes through the questions of the session until the person finishes
	// or leaves. An error of Session.Save ends it and is returned wrapped.
	Ask(ctx context.Context, s *Session) error
	// Choose asks one question and returns the index of the chosen option.
	Choose(ctx context.Context, question string, options []string) (int, error)
}

// Session is one run through a bank's questions.
type Session struct {
	Bank *maturity.Bank
	// Answers holds exactly the confirmed answers. Those of a resumed draft are
	// in it at the start. It may be nil at the start; Ask then makes it.
	Answers map[string]maturity.Answer
	// Save is called with Answers after each new or changed answer, before
	// anything else is asked. It must not keep or change the map.
	Save  func(map[string]maturity.Answer) error
	Notes bool   // also ask for a note and evidence with each answer
	Draft string // where Save keeps the answers, to tell the person; may be empty
	// Notices are what else there is to know before the first question.
	Notices []string
}

// confirm records an answer and saves it, unless it is the one already there.
// When saving fails, the answer stays in s.Answers for the caller to rescue.
func (s *Session) confirm(id string, answer maturity.Answer) error {
	if old, ok := s.Answers[id]; ok && sameAnswer(old, answer) {
		return nil
	}
	if s.Answers == nil {
		s.Answers = map[string]maturity.Answer{}
	}
	s.Answers[id] = answer
	if err := s.Save(s.Answers); err != nil {
		return fmt.Errorf("the answer to %s could not be saved: %w", id, err)
	}
	return nil
}

func sameAnswer(a, b maturity.Answer) bool {
	return a.Points == b.Points && a.Unknown == b.Unknown && a.Note == b.Note &&
		slices.Equal(a.Evidence, b.Evidence)
}
