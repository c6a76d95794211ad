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

// interview is one run of asking: it opens a draft, lets the asker ask, keeps
// every answer in the draft, and turns the finished draft into a saved sheet.
type interview struct {
	*assessOptions
	bank  *maturity.Bank
	asker ask.Asker
	draft *store.Draft
	sheet maturity.Sheet // of the draft
	kept  int            // answers in a draft that was found

	notices []string // to say before the first question
}

// run asks, and returns the finished sheet and the file it was saved as.
func (i *interview) run(ctx context.Context) (maturity.Sheet, string, error) {
	if err := i.open(ctx); err != nil {
		return maturity.Sheet{}, "", err
	}
	defer i.draft.Close()
	session := &ask.Session{
		Bank:    i.bank,
		Answers: i.sheet.Answers,
		Save:    i.keep,
		Notes:   i.notes,
		Draft:   i.draft.Path(),
		Notices: i.notices,
	}
	err := i.asker.Ask(ctx, session)
	i.sheet.Answers = session.Answers
	if err != nil {
		return maturity.Sheet{}, "", i.left(err)
	}
	i.sheet.Date = i.Now().Format(time.DateOnly)
	file, err := i.finish()
	return i.sheet, file, err
}

// open opens the draft and decides with the user what to do with one that is
// there already.
func (i *interview) open(ctx context.Context) error {
	if err := i.openDraft(ctx); err != nil {
		return err
	}
	err := i.resume(ctx)
	if err != nil {
		i.draft.Close()
		return i.left(err)
	}
	i.sheet.Bank = i.bank.Ref()
	i.sheet.Team = i.team
	return i.about.apply(&i.sheet)
}

func (i *interview) openDraft(ctx context.Context) error {
	folder, err := store.StateDir(i.Getenv, runtime.GOOS, i.home)
	if err != nil {
		return i.noDraft(err)
	}
	i.draft, err = store.OpenDraft(folder, i.bank, i.owner())
	var locked *store.LockedError
	if errors.As(err, &locked) {
		choice, err := i.asker.Choose(ctx,
			"Another session is answering for this team now. Its answers stay its own.",
			[]string{"Start a separate assessment beside it", "Quit"})
		if err != nil {
			return i.left(err)
		}
		if choice == 1 {
			return i.left(ask.ErrQuit)
		}
		i.draft, err = store.OpenAnotherDraft(folder, i.bank, i.owner())
		if err != nil {
			return i.noDraft(err)
		}
		return nil
	}
	if err != nil {
		return i.noDraft(err)
	}
	return nil
}

// owner tells whose draft it is: people who answer for one team at one computer
// have a draft each. No name holds what stands between the two.
func (i *interview) owner() string {
	if i.respondent == "" {
		return i.team
	}
	return i.team + "\x00" + i.respondent
}

// noDraft refuses to ask when answers could not be kept: nothing is lost,
// since nothing was answered.
func (i *interview) noDraft(err error) error {
	return ioError(fmt.Errorf("answers could not be kept safe while asking: %w", err)).
		hint("GENAIOPS_STATE=DIR names a folder that can be written to")
}

func (a *app) home() (string, error) {
	for _, name := range []string{"HOME", "USERPROFILE"} {
		if home := a.Getenv(name); home != "" {
			return home, nil
		}
	}
	return "", errors.New("HOME is not set")
}

// resume offers to go on with a draft that is there. One that cannot be used is
// kept aside, which is said.
func (i *interview) resume(ctx context.Context) error {
	found, err := i.draft.Load()
	if err != nil {
		return err
	}
	switch found.State {
	case store.NoDraft:
		return i.mentionOthers()
	case store.UsableDraft:
		i.kept = len(found.Sheet.Answers)
		return i.offer(ctx, found.Sheet)
	case store.OtherBankDraft:
		return i.setAside("A draft for another version of the questions was kept as")
	default:
		return i.setAside("A draft that could not be read (" + found.Problems[0].Message + ") was kept as")
	}
}

// mentionOthers says that there are drafts of others, one of which may have been
// meant, and drafts for other versions of the bank, whose answers may mean
// something else and are not used.
func (i *interview) mentionOthers() error {
	for _, other := range i.draft.OfOthers() {
		i.notices = append(i.notices, fmt.Sprintf("Another unfinished assessment%s has %s: %s goes on with it.",
			whose(other), display.Count(len(other.Answers), "answer"), i.again(other.Team, other.Respondent)))
	}
	others, err := i.draft.OtherVersions()
	for _, other := range others {
		i.message("a draft for %s is not used, since these questions are %s: %s", other.Bank, i.bank.Ref(), other.Path)
	}
	return err
}

func (i *interview) offer(ctx context.Context, s maturity.Sheet) error {
	total := len(i.bank.Questions())
	choice, err := i.asker.Choose(ctx,
		fmt.Sprintf("An unfinished assessment%s is here, with %d of %d questions answered.", whose(s), len(s.Answers), total),
		[]string{"Resume it", "Start over (the unfinished one is kept aside)", "Quit"})
	switch {
	case err != nil:
		return err
	case choice == 0:
		i.sheet = s
		return nil
	case choice == 1:
		return i.setAside("The unfinished assessment was kept as")
	default:
		return ask.ErrQuit
	}
}

// whose says whom a sheet is about and by: " of Search by Ada".
func whose(s maturity.Sheet) string {
	text := ""
	if s.Team != "" {
		text += " of " + s.Team
	}
	if s.Respondent != "" {
		text += " by " + s.Respondent
	}
	return text
}

// setAside keeps the draft under another name, which is said after what.
func (i *interview) setAside(what string) error {
	path, err := i.draft.SetAside(i.Now())
	if err == nil {
		i.kept = 0
		i.message("%s %s", what, path)
	}
	return err
}

// keep saves the answers so far in the draft.
func (i *interview) keep(answers map[string]maturity.Answer) error {
	i.sheet.Answers = maps.Clone(answers)
	return i.draft.Save(i.sheet)
}

// left says how asking ended before it was finished, and how to go on.
func (i *interview) left(err error) error {
	var f *failure
	switch {
	case errors.Is(err, ask.ErrQuit):
		f = interrupted("stopped before the end")
		f.expected = true
	case errors.Is(err, ask.ErrInterrupted):
		f = interrupted("interrupted")
	case i.hungUp(err):
		f = interrupted("the terminal was closed")
	case errors.Is(err, ask.ErrInputEnded):
		f = usagef("the input ended before the assessment was finished")
	default:
		return i.rescue(err)
	}
	switch n := max(len(i.sheet.Answers), i.kept); {
	case i.draft == nil:
		return f
	case n == 0:
		return f.hint("nothing was answered yet")
	default:
		return f.hint("%s kept in %s", display.Count(n, "answer"), i.draft.Path()).
			hint("%s resumes there", i.again(i.team, i.respondent))
	}
}

// hungUp reports whether the input ended because the terminal is gone. A form's
// input has no other end.
func (i *interview) hungUp(err error) bool {
	_, form := i.asker.(*ask.Form)
	return errors.Is(err, ask.ErrInputEnded) && (form || errors.Is(err, syscall.EIO))
}

// again is the command that finds the draft of a team and respondent, and asks in
// the same way.
func (i *interview) again(team, respondent string) string {
	command := "genaiops assess"
	for _, flag := range []struct{ name, value string }{
		{"questions", i.questions}, {"levels", i.levels}, {"team", team}, {"respondent", respondent}, {"save", i.save},
	} {
		if flag.value != "" {
			command += " --" + flag.name + " " + shellWord(flag.value)
		}
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"accessible", i.accessible}, {"notes", i.notes}, {"no-save", i.noSave}, {"force", i.force}} {
		if flag.set {
			command += " --" + flag.name
		}
	}
	return command
}

// rescue is for answers that could not be written: they are printed, so that
// nothing is lost.
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
		hint("or run %s again, where the draft could be kept", i.again(i.team, i.respondent))
}

// finish saves the finished sheet and removes the draft.
func (i *interview) finish() (string, error) {
	if i.noSave {
		i.discard = i.draft.Remove // when the result was shown
		return "", nil
	}
	file, err := i.saveSheet()
	if err != nil {
		return "", i.rescue(err)
	}
	i.message("saved as %s", file)
	i.inputs = append(i.inputs, file) // which the result must not replace
	return file, i.draft.Remove()
}

func (i *interview) saveSheet() (string, error) {
	if i.save == "" {
		folder, err := store.DataDir(i.Getenv, runtime.GOOS, i.home)
		if err != nil {
			return "", err
		}
		return store.SaveNew(folder, i.bank, i.sheet)
	}
	var b bytes.Buffer
	if err := sheet.Write(&b, i.bank, i.sheet); err != nil {
		return "", err
	}
	write := store.WriteNew
	if i.force {
		write = store.WriteFile
	}
	if err := write(i.save, b.Bytes(), 0o600); err != nil {
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%s already exists", display.Escape(i.save))
		}
		return "", err
	}
	return i.save, nil
}
