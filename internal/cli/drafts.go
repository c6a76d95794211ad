package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"

	"genaiops/internal/ask"
	"genaiops/internal/display"
	"genaiops/internal/maturity"
	"genaiops/internal/store"
)

// unfinished is a draft that an earlier session left, and that can be resumed.
type unfinished struct {
	draft *store.Draft
	store.Found
}

// open opens the draft of this session: one that an earlier session left, if the user
// wants to resume it, or a new one.
func (i *interview) open(ctx context.Context) error {
	folder, err := store.StateDir(i.Getenv, runtime.GOOS, i.home)
	if err != nil {
		return cannotKeep(err)
	}
	drafts, inUse, err := store.OpenDrafts(folder, i.bank, i.owner())
	if err != nil {
		return cannotKeep(err)
	}
	defer func() {
		for _, d := range drafts {
			if d != i.draft {
				d.Close()
			}
		}
	}()
	for _, d := range drafts {
		if err := i.load(d); err != nil {
			return cannotKeep(err)
		}
	}
	if err := i.choose(ctx, inUse); err != nil {
		return err
	}
	if i.draft == nil {
		if i.draft, err = store.NewDraft(folder, i.bank, i.owner()); err != nil {
			return cannotKeep(err)
		}
		if len(i.unfinished) == 0 {
			if err := i.mentionOthers(); err != nil {
				return cannotKeep(err)
			}
		}
	}
	i.sheet.Bank = i.bank.Ref()
	if err := i.beginReview(); err != nil {
		return err
	}
	i.sheet = i.apply(i.sheet)
	return nil
}

// cannotKeep is why nothing is asked. Nothing is lost, since nothing was answered.
func cannotKeep(err error) error {
	return ioError(fmt.Errorf("answers can't be saved as you give them: %w", err)).
		hint("GENAIOPS_STATE=DIR names a folder that can be written to")
}

// load reads a draft. One that can't be used is kept under another name.
func (i *interview) load(d *store.Draft) error {
	found, err := d.Load()
	if err != nil {
		return err
	}
	switch found.State {
	case store.UsableDraft:
		i.unfinished = append(i.unfinished, unfinished{d, found})
		return nil
	case store.OtherBankDraft:
		return i.setAside(d, "a draft for another version of the questions", true)
	case store.UnreadableDraft:
		return i.setAside(d, "a draft that couldn't be read ("+found.Problems[0].Message+")", false)
	default: // somebody has just removed it
		return nil
	}
}

// setAside gives a draft another name, and says so. What can be read can be reviewed.
func (i *interview) setAside(d *store.Draft, what string, readable bool) error {
	path, err := d.SetAside(i.Now())
	if err != nil {
		return err
	}
	goOn := ""
	if readable {
		c := i.start("assess")
		c.flag("review", path)
		goOn = fmt.Sprintf("; %s starts from it", c)
	}
	i.message("%s was kept as %s%s", what, path, goOn)
	return nil
}

// choose decides whether to resume an unfinished assessment, and which. A flag says
// so, or the user does. Nothing else is taken for a reply: what comes from a pipe are
// answers to the questions.
func (i *interview) choose(ctx context.Context, inUse bool) error {
	switch n := len(i.unfinished); {
	case n == 0 && i.resume:
		return usagef("there is no unfinished assessment%s to resume", ofWhom(maturity.Sheet{Team: i.team, Respondent: i.respondent})).
			hint("without --resume, a new one begins")
	case n == 0 && !inUse:
		return nil
	case i.fresh:
		return i.startOver()
	case n == 1 && i.resume:
		i.take(0)
		return nil
	case !i.interactive():
		return i.cannotChoose()
	}
	question, options := i.choices(inUse)
	choice, err := i.asker.Choose(ctx, question, options)
	switch {
	case err != nil:
		return i.left(err)
	case choice < len(i.unfinished):
		i.take(choice)
		return nil
	case choice == len(i.unfinished):
		return i.startOver()
	default:
		return i.left(ask.ErrQuit)
	}
}

// choices words the question whether to resume: an option for each unfinished
// assessment, one to start over, and one to quit.
func (i *interview) choices(inUse bool) (question string, options []string) {
	if inUse {
		question = "Another session is answering for this team now. The two sessions don't share answers."
	}
	switch n := len(i.unfinished); n {
	case 0:
		return question, []string{"Start a separate assessment", "Quit"}
	case 1:
		options = []string{"Resume it", "Start over (the unfinished one is kept)"}
	default:
		for _, u := range i.unfinished {
			options = append(options, fmt.Sprintf("Resume the one with %s, saved %s", i.progressOf(u), u.Changed.Format("2006-01-02 15:04")))
		}
		options = append(options, "Start over (the unfinished ones are kept)")
	}
	if question != "" {
		question += " "
	}
	return question + "There " + i.describe() + ".", append(options, "Quit")
}

// describe says what is unfinished: "is an unfinished assessment of Search".
func (i *interview) describe() string {
	first := i.unfinished[0]
	if n := len(i.unfinished); n > 1 {
		return fmt.Sprintf("are %d unfinished assessments%s", n, ofWhom(first.Sheet))
	}
	return fmt.Sprintf("is an unfinished assessment%s, with %s", ofWhom(first.Sheet), i.progressOf(first))
}

func (i *interview) progressOf(u unfinished) string {
	return fmt.Sprintf("%d of %d questions answered", len(u.Sheet.Answers), len(i.bank.Questions()))
}

func (i *interview) take(n int) {
	i.draft, i.sheet = i.unfinished[n].draft, i.unfinished[n].Sheet
}

// startOver keeps the unfinished assessments out of the way.
func (i *interview) startOver() error {
	for _, u := range i.unfinished {
		if err := i.setAside(u.draft, "the unfinished assessment", true); err != nil {
			return cannotKeep(err)
		}
	}
	return nil
}

// cannotChoose is the end of a session without a terminal: it doesn't guess.
func (i *interview) cannotChoose() error {
	if len(i.unfinished) == 0 {
		return usagef("another session is answering for this team now").hint("--fresh starts a separate assessment")
	}
	f := usagef("there %s", i.describe())
	for _, hint := range i.kept() {
		f.hint("%s", hint)
	}
	if len(i.unfinished) > 1 {
		return f.hint("run it in a terminal to choose one; --fresh starts over, and keeps them in files of their own")
	}
	return f.hint("--resume goes on with it; --fresh starts over, and keeps it in a file of its own")
}

// mostOthers is how many assessments of others are mentioned.
const mostOthers = 3

// mentionOthers mentions other people's drafts, one of which may have been meant,
// and drafts for other versions of the bank. Those aren't used: their answers may
// mean something else.
func (i *interview) mentionOthers() error {
	others := i.draft.OfOthers()
	for _, other := range others[:min(mostOthers, len(others))] {
		i.notices = append(i.notices, fmt.Sprintf("Another unfinished assessment%s has %s: %s continues it.",
			ofWhom(other.Sheet), display.Count(len(other.Sheet.Answers), "answer"), i.goOnWith(other.Sheet)))
	}
	if more := len(others) - mostOthers; more > 0 {
		i.notices = append(i.notices, fmt.Sprintf("There are %d more in %s.", more, filepath.Dir(i.draft.Path())))
	}
	versions, err := i.draft.OtherVersions()
	for _, other := range versions {
		i.message("a draft for %s is not used, since these questions are %s: %s", other.Bank, i.bank.Ref(), other.Path)
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
