package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"syscall"
	"time"

	"genaiops/internal/ask"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// interview is one session of asking: it opens a draft, asks, keeps every answer
// in the draft, and saves the finished sheet.
type interview struct {
	*assessOptions
	bank  *maturity.Bank
	asker ask.Asker

	review     *review // nil unless the flags name a sheet
	proposals  map[string]ask.Proposal
	unfinished []unfinished // drafts that earlier sessions left, and that can be resumed
	draft      *store.Draft // of this session; nil until it is chosen
	sheet      maturity.Sheet
	notices    []string // shown before the first question
}

// answered is a sheet whose questions are answered.
type answered struct {
	sheet    maturity.Sheet
	file     string       // that holds the sheet; empty for none
	draft    *store.Draft // the only copy of the answers; nil where file holds them
	leftover error        // why a draft that isn't needed any more is still there
}

// run asks, and saves the finished sheet.
func (i *interview) run(ctx context.Context) (answered, error) {
	var s answered
	err := i.open(ctx)
	if err == nil {
		s, err = i.interview(ctx)
	}
	if i.draft != nil && s.draft == nil { // otherwise the lock is held until the result is shown
		i.draft.Close()
	}
	return s, err
}

// interview asks, and saves the answers unless they aren't to be saved.
func (i *interview) interview(ctx context.Context) (answered, error) {
	session := &ask.Session{
		Bank:      i.bank,
		Answers:   i.sheet.Answers,
		Proposals: i.proposals,
		Save:      i.keep,
		Notes:     i.asking.notes,
		Draft:     i.draft.Path(),
		Notices:   i.notices,
	}
	err := i.asker.Ask(ctx, session)
	i.sheet.Answers = session.Answers
	if err == nil {
		err = i.nameTeam(ctx)
	}
	if err != nil {
		return answered{}, i.left(err)
	}
	i.sheet.Date = i.today()
	if i.noSave {
		return answered{sheet: i.sheet, draft: i.draft}, nil
	}
	file, err := i.saveUnlessInterrupted(ctx)
	if err != nil {
		return answered{}, i.left(err)
	}
	i.message("saved as %s", file)
	return answered{sheet: i.sheet, file: file, leftover: i.draft.Remove()}, nil
}

// keep saves answers in the draft.
func (i *interview) keep(answers map[string]maturity.Answer) error {
	s := i.sheet
	s.Answers = maps.Clone(answers)
	finished := s
	finished.Date = i.today()
	_, err := sheet.Text(i.bank, finished)
	var unreadable *sheet.UnreadableError
	if errors.As(err, &unreadable) {
		return &ask.RefusedError{Reason: unreadable.Reason}
	}
	i.sheet = s
	return i.draft.Save(s)
}

// nameTeam asks for the team's name, unless a flag or the draft has it: reports and
// histories show it, and the saved file is named after it. A sheet that was reviewed
// says already that there is none.
func (i *interview) nameTeam(ctx context.Context) error {
	for i.interactive() && i.sheet.Team == "" && len(i.proposals) == 0 {
		name, err := i.asker.Line(ctx, "The team's name (Enter leaves it out)")
		if err != nil || name == "" {
			return err
		}
		s := i.sheet
		s.Team = display.Composed(name)
		if err = checkText("the name", name); err == nil {
			_, err = sheet.Text(i.bank, s)
		}
		if err != nil {
			i.message("%s", err)
			continue
		}
		i.sheet = s
	}
	return nil
}

func (a *app) today() string { return a.Now().Format(time.DateOnly) }

// left says how asking ended before it was finished, and how to continue.
func (i *interview) left(err error) error {
	_, isForm := i.asker.(*ask.Form)
	var f *failure
	switch {
	case errors.Is(err, ask.ErrQuit):
		f = interrupted("stopped before the end")
	case errors.Is(err, ask.ErrInterrupted):
		f = interrupted("interrupted")
	case errors.Is(err, ask.ErrInputEnded) && (isForm || errors.Is(err, syscall.EIO)): // a form's input ends only so
		f = interrupted("the terminal was closed")
	case errors.Is(err, ask.ErrInputEnded):
		f = usagef("the input ended before the assessment was finished")
	case errors.Is(err, ask.ErrNoAnswers):
		f = usagef("twenty lines in a row answered nothing")
	default:
		return i.rescue(err)
	}
	kept := i.kept()
	for _, hint := range kept {
		f.hint("%s", hint)
	}
	switch {
	case len(kept) > 0:
		f.hint("%s resumes there", i.goOn())
	case i.draft != nil:
		f.hint("nothing was answered yet")
	}
	return f
}

// kept says which answers are kept, and where: those of this session or, while its
// draft isn't chosen yet, those of earlier ones.
func (i *interview) kept() []string {
	if i.draft != nil {
		if len(i.sheet.Answers) == 0 {
			return nil
		}
		return []string{keptIn(len(i.sheet.Answers), i.draft)}
	}
	var all []string
	for _, u := range i.unfinished {
		all = append(all, keptIn(len(u.Sheet.Answers), u.draft))
	}
	return all
}

func keptIn(answers int, d *store.Draft) string {
	return fmt.Sprintf("%s kept in %s", display.Count(answers, "answer"), d.Path())
}

// goOnWith is the command that finds the draft of somebody else. It has the flags that
// say how to ask, and none that say what becomes of this session's answers.
func (i *interview) goOnWith(other maturity.Sheet) string {
	c := i.start("assess")
	c.flag("team", other.Team)
	c.flag("respondent", other.Respondent)
	c.on("accessible", i.accessible)
	c.on("notes", i.asking.notes)
	return string(c)
}

// rescue prints answers that couldn't be written, so that nothing is lost.
func (i *interview) rescue(err error) error {
	f := ioError(err)
	if len(i.sheet.Answers) == 0 {
		return f
	}
	var b bytes.Buffer
	if sheet.Write(&b, i.bank, i.sheet) == nil {
		fmt.Fprintf(i.Stderr, "\n%s\n", strings.TrimSpace(b.String()))
	}
	return f.hint("the sheet above holds every answer: save it as a file, and score it with genaiops assess --answers FILE --partial").
		hint("or, if the draft was kept, %s resumes it", i.goOn())
}
