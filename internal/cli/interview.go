package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
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
	app   *app
	bank  *maturity.Bank
	asker ask.Asker
	about about
	how   asking
	force bool // the saved sheet may replace a file

	draft   *store.Draft
	answers maturity.Sheet // so far
	found   int            // answers in the draft that an earlier session left
	notices []string       // shown before the first question
}

// answered is a sheet whose questions are answered.
type answered struct {
	sheet maturity.Sheet
	file  string       // that holds the sheet; empty for none
	draft *store.Draft // the only copy of the answers; nil where file holds them
}

// run asks, and saves the finished sheet.
func (i *interview) run(ctx context.Context) (answered, error) {
	if err := i.open(ctx); err != nil {
		return answered{}, err
	}
	s, err := i.interview(ctx)
	if s.draft == nil { // otherwise the lock is held until the result is shown
		i.draft.Close()
	}
	return s, err
}

// interview asks, and saves the answers unless they aren't to be saved.
func (i *interview) interview(ctx context.Context) (answered, error) {
	session := &ask.Session{
		Bank:    i.bank,
		Answers: i.answers.Answers,
		Save: func(answers map[string]maturity.Answer) error {
			i.answers.Answers = maps.Clone(answers)
			return i.draft.Save(i.answers)
		},
		Notes:   i.how.notes,
		Draft:   i.draft.Path(),
		Notices: i.notices,
	}
	err := i.asker.Ask(ctx, session)
	i.answers.Answers = session.Answers
	if err != nil {
		return answered{}, i.left(err)
	}
	i.answers.Date = i.app.Now().Format(time.DateOnly)
	if i.how.noSave {
		return answered{sheet: i.answers, draft: i.draft}, nil
	}
	file, err := i.save()
	if err != nil {
		return answered{}, i.rescue(err)
	}
	i.app.message("saved as %s", file)
	return answered{sheet: i.answers, file: file}, i.draft.Remove()
}

// open opens the draft, and lets the user decide what to do with one that an
// earlier session left.
func (i *interview) open(ctx context.Context) error {
	folder, err := store.StateDir(i.app.Getenv, runtime.GOOS, i.app.home)
	if err == nil {
		i.draft, err = store.OpenDraft(folder, i.bank, i.owner())
	}
	var locked *store.LockedError
	if errors.As(err, &locked) {
		choice, chooseErr := i.asker.Choose(ctx,
			"Another session is answering for this team now. The two sessions don't share answers.",
			[]string{"Start a separate assessment", "Quit"})
		switch {
		case chooseErr != nil:
			return i.left(chooseErr)
		case choice == 1:
			return i.left(ask.ErrQuit)
		}
		i.draft, err = store.OpenAnotherDraft(folder, i.bank, i.owner())
	}
	if err != nil { // nothing is lost, since nothing was answered
		return ioError(fmt.Errorf("answers can't be saved as you give them: %w", err)).
			hint("GENAIOPS_STATE=DIR names a folder that can be written to")
	}
	if err := i.resume(ctx); err != nil {
		i.draft.Close()
		return i.left(err)
	}
	i.answers.Bank = i.bank.Ref()
	i.answers.Team = display.Composed(i.about.team)
	return i.about.apply(&i.answers)
}

// owner identifies whose draft it is: people who answer for one team on one
// computer have a draft each. No name contains the separator.
func (i *interview) owner() string {
	if i.about.respondent == "" {
		return i.about.team
	}
	return i.about.team + "\x00" + i.about.respondent
}

// resume offers to continue a draft. One that can't be used is kept under another
// name.
func (i *interview) resume(ctx context.Context) error {
	draft, err := i.draft.Load()
	if err != nil {
		return err
	}
	switch draft.State {
	case store.NoDraft:
		return i.mentionOthers()
	case store.OtherBankDraft:
		return i.setAside("a draft for another version of the questions")
	case store.UnreadableDraft:
		return i.setAside("a draft that couldn't be read (" + draft.Problems[0].Message + ")")
	}
	i.found = len(draft.Sheet.Answers)
	choice, err := i.asker.Choose(ctx,
		fmt.Sprintf("There is an unfinished assessment%s, with %d of %d questions answered.",
			ofWhom(draft.Sheet), i.found, len(i.bank.Questions())),
		[]string{"Resume it", "Start over (the unfinished one is kept)", "Quit"})
	switch {
	case err != nil:
		return err
	case choice == 0:
		i.answers = draft.Sheet
		return nil
	case choice == 1:
		i.found = 0
		return i.setAside("the unfinished assessment")
	default:
		return ask.ErrQuit
	}
}

// mentionOthers mentions other people's drafts, one of which may have been meant,
// and drafts for other versions of the bank. Those aren't used: their answers may
// mean something else.
func (i *interview) mentionOthers() error {
	for _, other := range i.draft.OfOthers() {
		i.notices = append(i.notices, fmt.Sprintf("Another unfinished assessment%s has %s: %s continues it.",
			ofWhom(other), display.Count(len(other.Answers), "answer"), i.again(other.Team, other.Respondent)))
	}
	others, err := i.draft.OtherVersions()
	for _, other := range others {
		i.app.message("a draft for %s is not used, since these questions are %s: %s", other.Bank, i.bank.Ref(), other.Path)
	}
	return err
}

// ofWhom says whom a sheet is about and who answered: " of Search by Ada".
func ofWhom(s maturity.Sheet) string {
	text := ""
	if s.Team != "" {
		text += " of " + s.Team
	}
	if s.Respondent != "" {
		text += " by " + s.Respondent
	}
	return text
}

// setAside gives the draft another name, and says so.
func (i *interview) setAside(what string) error {
	path, err := i.draft.SetAside(i.app.Now())
	if err == nil {
		i.app.message("%s was kept as %s", what, path)
	}
	return err
}

// left says how asking ended before it was finished, and how to continue.
func (i *interview) left(err error) error {
	_, isForm := i.asker.(*ask.Form)
	var f *failure
	switch {
	case errors.Is(err, ask.ErrQuit):
		f = interrupted("stopped before the end")
		f.expected = true
	case errors.Is(err, ask.ErrInterrupted):
		f = interrupted("interrupted")
	case errors.Is(err, ask.ErrInputEnded) && (isForm || errors.Is(err, syscall.EIO)): // a form's input ends only so
		f = interrupted("the terminal was closed")
	case errors.Is(err, ask.ErrInputEnded):
		f = usagef("the input ended before the assessment was finished")
	default:
		return i.rescue(err)
	}
	switch n := max(len(i.answers.Answers), i.found); {
	case i.draft == nil:
		return f
	case n == 0:
		return f.hint("nothing was answered yet")
	default:
		return f.hint("%s kept in %s", display.Count(n, "answer"), i.draft.Path()).
			hint("%s resumes there", i.again(i.about.team, i.about.respondent))
	}
}

// again is the command that finds the draft of a team and respondent, and asks in
// the same way.
func (i *interview) again(team, respondent string) string {
	c := i.app.start("assess")
	c.flag("team", team)
	c.flag("respondent", respondent)
	c.flag("save", i.how.save)
	c.on("accessible", i.how.accessible)
	c.on("notes", i.how.notes)
	c.on("no-save", i.how.noSave)
	c.on("force", i.force)
	return string(c)
}

// rescue prints answers that couldn't be written, so that nothing is lost.
func (i *interview) rescue(err error) error {
	f := ioError(err)
	if len(i.answers.Answers) == 0 {
		return f
	}
	var b bytes.Buffer
	if sheet.Write(&b, i.bank, i.answers) == nil {
		fmt.Fprintf(i.app.Stderr, "\n%s\n", strings.TrimSpace(b.String()))
	}
	return f.hint("the sheet above holds every answer: save it as a file, and score it with genaiops assess --answers FILE --partial").
		hint("or, if the draft was kept, %s resumes it", i.again(i.about.team, i.about.respondent))
}

// save writes the finished sheet, and returns its file.
func (i *interview) save() (string, error) {
	if i.how.save == "" {
		folder, err := store.DataDir(i.app.Getenv, runtime.GOOS, i.app.home)
		if err != nil {
			return "", err
		}
		return store.SaveNew(folder, i.bank, i.answers)
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, i.bank, i.answers); err != nil {
		return "", err
	}
	write := store.WriteNew
	if i.force {
		write = store.WriteFile
	}
	err := write(i.how.save, b.Bytes(), 0o600)
	if errors.Is(err, os.ErrExist) {
		err = fmt.Errorf("%s already exists", display.Escape(i.how.save))
	}
	return i.how.save, err
}
