package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"genaiops/internal/ask"
	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
	"genaiops/internal/store"
)

// lastReview is what --review calls the newest saved sheet of the team.
const lastReview = "last"

// review is a sheet whose answers are asked again: each is proposed, and counts once it
// is confirmed.
type review struct {
	file   string
	text   []byte
	format sheet.Format
	sheet  maturity.Sheet // unfinished, perhaps, and of any version of the bank
}

// readReview reads the sheet of --review; nil without the flag.
func (o *assessOptions) readReview(b *maturity.Bank) (*review, error) {
	file := o.reviewed
	switch file {
	case "":
		return nil, nil
	case "-":
		return nil, usagef("--review is -: expected a file").hint("answers are read from standard input")
	case lastReview:
		return o.lastSaved(b)
	}
	return o.reviewIn(b, file, o.formatOf(file))
}

// reviewIn reads the one sheet in a file. It needs neither all answers nor the bank's
// present version.
func (o *assessOptions) reviewIn(b *maturity.Bank, file string, f sheet.Format) (*review, error) {
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
	r := &review{file: file, text: text, format: f}
	if len(problems) == 0 {
		r.sheet, problems, err = sheet.Read(bytes.NewReader(text), name, f, b, sheet.Options{Draft: true, AnyVersion: true})
	}
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case len(problems) > 0:
		return nil, o.refused(name, problems)
	}
	return r, nil
}

// lastSaved returns the newest saved sheet of the team and the respondent that the flags
// name. Without --team, all saved sheets have to be of one team.
func (o *assessOptions) lastSaved(b *maturity.Bank) (*review, error) {
	folder, err := store.DataDir(o.Getenv, runtime.GOOS, o.home)
	if err != nil {
		return nil, ioError(err)
	}
	files, err := store.Saved(folder)
	if err != nil {
		return nil, ioError(err)
	}
	var newest *review
	var teams []string
	for _, file := range files {
		format, _ := sheet.FormatOf(file) // whatever --from says
		r, err := o.reviewIn(b, file, format)
		switch {
		case err != nil && failureOf(err).hasProblem(sheet.RuleBank): // of another bank
			continue
		case err != nil:
			o.message("left out: %s", err)
			continue
		case o.respondent != "" && r.sheet.Respondent != o.respondent:
			continue
		}
		if !slices.Contains(teams, r.sheet.Team) {
			teams = append(teams, r.sheet.Team)
		}
		if (o.team == "" || r.sheet.Team == o.team) && (newest == nil || r.sheet.Date >= newest.sheet.Date) {
			newest = r
		}
	}
	who := ofWhom(maturity.Sheet{Team: o.team, Respondent: o.respondent})
	switch {
	case newest == nil:
		mean := ""
		if o.team != "" {
			mean = diag.DidYouMean(o.team, teams)
		}
		return nil, usagef("there is no saved assessment%s to review%s", who, mean).hint("--review SHEET takes any other file")
	case o.team == "" && len(teams) > 1:
		f := usagef("the saved assessments%s are of %s", who, display.Count(len(teams), "team"))
		for _, team := range teams[:min(len(teams), mostOthers)] {
			if team != "" {
				c := o.again(o.cmd)
				c.flag("team", team)
				f.hint("%s reviews that of %s", c, team)
			}
		}
		return nil, f
	}
	o.message("reviewing %s", newest.file)
	return newest, nil
}

// proposals returns the answers to confirm, by question, and the ids of those to
// questions that the bank doesn't have.
func (r *review) proposals(b *maturity.Bank, now time.Time) (proposed map[string]ask.Proposal, gone []string) {
	from, bank := cmp.Or(dateInWords(r.sheet.Date, now), r.sheet.Respondent), ""
	if ref := r.sheet.Bank; ref != b.Ref() && ref != (maturity.BankRef{}) {
		bank = ref.String()
	}
	proposed = map[string]ask.Proposal{}
	for id, answer := range r.sheet.Answers {
		if b.Question(id) == nil {
			gone = append(gone, id)
			continue
		}
		proposed[id] = ask.Proposal{Answer: answer, From: from, Bank: bank}
	}
	slices.Sort(gone)
	return proposed, gone
}

// dateInWords is the month of a date, with the year unless that is the present one; it
// is empty without a date.
func dateInWords(date string, now time.Time) string {
	t, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		return ""
	case t.Year() == now.Year():
		return t.Month().String()
	default:
		return fmt.Sprintf("%s %d", t.Month(), t.Year())
	}
}

// beginReview takes up the sheet to review: the one that the draft keeps, or else the
// one that the flags name, which the draft then keeps.
func (i *interview) beginReview() error {
	r := i.review
	if file, format, ok := i.draft.Review(); ok {
		kept, err := i.reviewIn(i.bank, file, format)
		if err != nil {
			return err
		}
		if r != nil && !bytes.Equal(kept.text, r.text) {
			i.message("the unfinished review goes on with the sheet that it began with; --fresh reviews %s", r.file)
		}
		r = kept
	} else if r != nil {
		i.draft.Reviews(r.text, r.format)
	}
	if r == nil {
		return nil
	}
	i.sheet.Team = cmp.Or(i.sheet.Team, r.sheet.Team)
	if len(i.sheet.Answers) == 0 {
		i.sheet.Labels = maps.Clone(r.sheet.Labels)
	}
	var gone []string
	i.proposals, gone = r.proposals(i.bank, i.Now())
	if len(gone) > 0 {
		i.notices = append(i.notices, fmt.Sprintf("The sheet also answers %s that these questions don't have: %s.",
			display.Count(len(gone), "question"), strings.Join(gone, ", ")))
	}
	return nil
}
