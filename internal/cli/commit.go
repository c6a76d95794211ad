package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/ask"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// committing asks who commits to the steps of a plan, and writes the sheet.
type committing struct {
	commit     bool
	accessible bool
	save       string // empty for the sheet itself
}

func (c *committing) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.commit, "commit", false, "ask who commits to each step and by when, and write it into the sheet")
	cmd.Flags().StringVar(&c.save, "save", "", "with --commit, write the sheet as `FILE` (default: the sheet itself, which takes --force)")
	cmd.Flags().BoolVar(&c.accessible, "accessible", false, "with --commit, read the replies from a pipe as well (also ACCESSIBLE=1)")
}

// checkCommit refuses to ask if the sheet couldn't be written.
func (o *planOptions) checkCommit() error {
	switch {
	case !o.commit && (o.save != "" || o.accessible):
		return usagef("--save and --accessible belong to --commit")
	case !o.commit:
		return nil
	case o.file == "-":
		return usagef("--commit writes into the sheet; expected a file").hint("the replies are read from standard input")
	case len(o.set) > 0 || o.partial:
		return usagef("--commit is about the sheet as it is; --set and --partial are not").
			hint("genaiops assess --review %s answers what is missing", shellWord(o.file))
	}
	if o.save == "" {
		o.save = o.file
	}
	if o.toFile() && realPath(o.save) == realPath(o.output.file) {
		return usagef("--save and --output name the same file, %s", o.save).hint("choose another name for one of them")
	}
	if err := checkName("save", o.save, true); err != nil {
		return err
	}
	switch err := store.CheckSheet(o.save, o.force); {
	case errors.Is(err, fs.ErrExist):
		return usagef("%s already exists", o.save).
			hint("--force writes the commitments into it; or choose another name for --save")
	case err != nil:
		return ioError(err).hint("choose another name for --save")
	}
	return nil
}

// commitTo asks for each step of a plan who commits to it, and writes the sheet, also
// when the person stops before the last one. It returns the assessment of the new sheet.
func (o *planOptions) commitTo(p *maturity.Plan) (*maturity.Assessment, error) {
	if !o.asksPlainly() && (!isTerminal(o.Stdin) || !isTerminal(o.Stderr)) {
		return nil, usagef("there is no terminal to ask in").
			hint("--accessible reads the replies from a pipe; or write next: {points: …, owner: …, due: …} into the sheet")
	}
	text, err := o.textOf(o.file)
	if err != nil {
		return nil, err
	}
	ctx, stop := untilStopped()
	defer stop()
	s := p.Assessment.Sheet.Clone()
	changed, stopped := o.askCommitments(ctx, p, s)
	if stopped != nil && changed == 0 {
		return nil, stopped
	}
	if changed > 0 {
		if err := o.writeCommitted(text, &p.Assessment.Model.Bank, s); err != nil {
			return nil, err
		}
		o.message("saved as %s: %s changed", o.save, display.Count(changed, "commitment"))
	}
	if stopped != nil {
		return nil, stopped
	}
	return score(p.Assessment.Model, s)
}

func (o *planOptions) asksPlainly() bool { return o.accessible || isOn(o.Getenv("ACCESSIBLE")) }

// textOf returns what is in a file.
func (o *planOptions) textOf(file string) ([]byte, error) {
	in, name, err := o.open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var problems diag.List
	text, err := document.ReadAll(in, name, &problems)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return text, nil
}

// writeCommitted writes the sheet, with its comments if it can keep them.
func (o *planOptions) writeCommitted(text []byte, b *maturity.Bank, s maturity.Sheet) error {
	amended, ok := sheet.Amend(text, b, s)
	if !ok || o.formatOf(o.file) != sheet.YAML {
		var err error
		if amended, err = sheet.Text(b, s); err != nil {
			return usageError(err)
		}
		if o.formatOf(o.file) == sheet.YAML && bytes.ContainsRune(text, '#') {
			o.message("%s is written anew, without the comments of %s", o.save, o.file)
		}
	}
	if err := store.WriteSheet(o.save, amended, o.force); err != nil {
		return ioError(err)
	}
	return nil
}

// errStopped is that the person wants to say nothing more.
var errStopped = errors.New("stopped")

// askCommitments asks about the question of each step, the highest goal of a question
// once. It returns how many commitments changed in s, and why it ended early.
func (o *planOptions) askCommitments(ctx context.Context, p *maturity.Plan, s maturity.Sheet) (changed int, err error) {
	asker := o.plainAsker()
	goals := goalsOf(p)
	for i, goal := range goals {
		page := report.StepPage(p, goal)
		fmt.Fprintln(o.Stderr)
		if err := page.Text(o.Stderr, report.Style{Width: o.width(o.Stderr), Color: o.colored(o.Stderr), ASCII: o.asciiOnly(o.Stderr)}); err != nil {
			return changed, ioError(err)
		}
		answer := s.Answers[goal.Question.ID]
		next, err := askCommitment(ctx, asker, fmt.Sprintf("Step %d of %d", i+1, len(goals)), goal.To, answer.Next)
		switch {
		case errors.Is(err, errStopped):
			return changed, nil
		case errors.Is(err, ask.ErrInterrupted):
			return changed, interrupted("interrupted")
		case errors.Is(err, ask.ErrInputEnded):
			return changed, usagef("the input ended before the last step")
		case err != nil:
			return changed, usageError(err)
		}
		if next != answer.Next {
			changed++
			answer.Next = next
			s.Answers[goal.Question.ID] = answer
		}
	}
	return changed, nil
}

// goalsOf returns the last step of each question in a plan, in the order of the first.
func goalsOf(p *maturity.Plan) []maturity.Step {
	var goals []maturity.Step
	at := map[string]int{}
	for _, step := range p.Steps {
		if i, ok := at[step.Question.ID]; ok {
			goals[i].To = step.To
			continue
		}
		at[step.Question.ID] = len(goals)
		goals = append(goals, step)
	}
	return goals
}

// mostTries is how often something that isn't a date or a name is asked again. A program
// that writes forever would otherwise fill a disk with prompts.
const mostTries = 20

// askCommitment asks who commits to reach those points, and by when.
func askCommitment(ctx context.Context, asker ask.Asker, place string, points int, old maturity.Commitment) (maturity.Commitment, error) {
	next, prompt := old, "a name commits to it, y commits without a name, Enter leaves it open, q stops"
	if old.Exists() {
		prompt = fmt.Sprintf("committed %s; Enter keeps it, a name changes it, y the date alone, - removes it, q stops", old)
	}
	next.Points = max(points, old.Points)
	switch owner, err := asker.Line(ctx, fmt.Sprintf("%s. Who looks after it? (%s)", place, prompt)); {
	case err != nil:
		return old, err
	case owner == "", owner == "n":
		return old, nil
	case owner == "q":
		return old, errStopped
	case owner == "-":
		return maturity.Commitment{}, nil
	case owner == "y": // with the name that it has
	default:
		if err := checkText("the name", owner); err != nil {
			return old, err
		}
		next.Owner = display.Composed(owner)
		at := strings.LastIndexByte(next.Owner, ',') // "Ada, 2027-01-31"
		if due := strings.TrimSpace(next.Owner[at+1:]); at > 0 && sheet.ValidDate(due) {
			next.Owner, next.Due = strings.TrimSpace(next.Owner[:at]), due
			return next, nil
		}
	}
	prompt = "By when? (YYYY-MM-DD, Enter for no date)"
	if old.Due != "" {
		prompt = fmt.Sprintf("By when? (YYYY-MM-DD, Enter for %s, - for no date)", old.Due)
	}
	for range mostTries {
		due, err := asker.Line(ctx, prompt)
		switch {
		case err != nil:
			return old, err
		case due == "":
			return next, nil
		case due == "-":
			next.Due = ""
			return next, nil
		case sheet.ValidDate(due):
			next.Due = due
			return next, nil
		}
		prompt = fmt.Sprintf("%s is not a date; expected YYYY-MM-DD, for example 2027-01-31, or Enter", diag.Quote(due))
	}
	return old, ask.ErrNoAnswers
}
