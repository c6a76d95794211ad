//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"genaiops/internal/sheet"
)

func TestSecondSessionIsToldAndStaysApart(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	first := open(t, p, usual)
	first.types(mixed[:3].keys())
	first.waits(question(4))

	second := start(t, p.command("assess"), usual)
	second.waits("Another session is answering for this team now.", "1  Start", "2  Quit")
	second.types(down, enter)
	second.ends(StatusInterrupted)
	second.restored()

	second = start(t, p.command("assess"), usual)
	second.waits("Another session")
	second.types(enter)
	second.waits("enter start")
	other := randomOptions(seeded(1))
	second.types(enter, other.keys())
	second.waits("f finish")
	first.types(mixed[3:].keys())
	first.waits("f finish")
	second.finishes()
	second.ends(StatusDone)
	p.wantDraft(t, mixed)
	wantSheet(t, p.saved(t), sheet.Options{}, other)

	if err := os.Remove(p.saved(t)); err != nil {
		t.Fatal(err)
	}
	first.finishes()
	first.ends(StatusDone)
	p.wantFinished(t, mixed)
}

// Two sessions at once leave two drafts, and both are found again.
func TestEveryDraftOfATeamIsOffered(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	first := open(t, p, usual)
	first.types(mixed[:3].keys())
	first.waits(question(4))
	second := start(t, p.command("assess"), usual)
	second.waits("Another session is answering", "1  Start a separate assessment")
	second.types(enter)
	second.waits("enter start")
	second.types(enter, mixed[:5].keys())
	second.waits(question(6))
	second.types("q")
	second.ends(StatusInterrupted)
	wantInOrder(t, second.said(), "5 answers kept", "genaiops assess resumes there")

	third := start(t, p.command("assess"), usual)
	third.waits("Another session is answering", "unfinished assessment, with 5 of 14", "1  Resume it", "2  Start over")
	third.types("q")
	third.ends(StatusInterrupted)
	wantInOrder(t, third.said(), "5 answers kept")
	first.types("q")
	first.ends(StatusInterrupted)

	for _, pick := range []struct{ key, other, next string }{
		{"1", "2  Resume the one with 3 of 14 questions answered, saved 20", question(6)},
		{"2", "1  Resume the one with 5 of 14 questions answered, saved 20", question(4)},
	} {
		x := start(t, p.command("assess"), usual)
		x.waits("There are 2 unfinished assessments.", pick.other, "3  Start over (the unfinished ones are kept)")
		x.types(pick.key, enter)
		x.waits("enter go on")
		x.types(enter)
		x.waits(pick.next)
		x.types("q")
		x.ends(StatusInterrupted)
	}
	_, stderr := piped(t, p, "1\n", StatusUsage, "--accessible", "--resume")
	wantInOrder(t, stderr, "error: there are 2 unfinished assessments", "5 answers kept", "3 answers kept", "in a terminal", "--fresh")
	_, stderr = piped(t, p, "q\n", StatusInterrupted, "--accessible", "--fresh")
	wantInOrder(t, stderr, "was kept as", "was kept as", "nothing was answered yet")
	if current, aside := p.drafts(t); len(current) != 0 || len(aside) != 2 {
		t.Errorf("the drafts are %q and %q", current, aside)
	}
}

func TestStartingOverKeepsTheDraftAside(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.putDraft(t, mixed[:5])
	x := start(t, p.command("assess"), usual)
	x.waits("2  Start over")
	x.types("2", enter)
	x.waits("enter start")
	x.types("q")
	x.ends(StatusInterrupted)
	p.wantAside(t, x, mixed[:5])
	p.wantDraft(t, nil)
	wantInOrder(t, x.said(), "stopped before the end", "nothing was answered yet")
}

// wantAside checks that the draft kept aside holds these options, and that its
// path was printed.
func (p place) wantAside(t *testing.T, x *terminal, want options) {
	t.Helper()
	_, aside := p.drafts(t)
	if len(aside) != 1 {
		t.Fatalf("kept aside: %q, expected one", aside)
	}
	if !strings.Contains(x.written(), "kept as "+aside[0]) {
		t.Errorf("%s is not named in:\n%s", aside[0], x.written())
	}
	if len(want) > 0 {
		wantSheet(t, aside[0], sheet.Options{Draft: true}, want)
	}
}

func TestUnreadableDraftIsKeptAside(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"not YAML":           "answers: {models.selection: ]\n",
		"cut off":            "bank: genaiops@1\nanswers:\n  models.sel",
		"an unknown answer":  "bank: genaiops@1\nanswers:\n  models.selection: 9\n",
		"an unknown version": "bank: genaiops@2\nanswers:\n  models.selection: 1\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.putDraft(t, mixed[:1])
			if err := os.WriteFile(p.draft(t), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			x := open(t, p, usual)
			x.types("1", enter)
			x.waits(question(2))
			x.types("q")
			x.ends(StatusInterrupted)
			p.wantAside(t, x, nil)
			p.wantDraft(t, options{2})
			_, aside := p.drafts(t)
			if kept, err := os.ReadFile(aside[0]); err != nil || string(kept) != text {
				t.Errorf("kept %q, %v", kept, err)
			}
		})
	}
}

func TestDraftOfAnotherVersionIsNotUsed(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.putDraft(t, mixed[:1])
	current := p.draft(t)
	older := strings.Replace(current, "@1", "@7", 1)
	if err := os.Rename(current, older); err != nil {
		t.Fatal(err)
	}
	text := "bank: genaiops@7\nanswers:\n  models.selection: 1\n"
	if err := os.WriteFile(older, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	x := open(t, p, usual) // which does not offer to resume
	x.types("q")
	x.ends(StatusInterrupted)
	wantInOrder(t, x.written(), "a draft for genaiops@7 is not used", older)
	if kept, err := os.ReadFile(older); err != nil || string(kept) != text {
		t.Errorf("kept %q, %v", kept, err)
	}
}

func TestNothingIsAskedWhereAnswersCannotBeKept(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := os.WriteFile(p.state, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, p.command("assess"), usual)
	x.ends(StatusIO)
	wantInOrder(t, x.written(), "answers can't be saved as you give them", "hint: GENAIOPS_STATE=DIR")
}

// What happens to the place of the draft while somebody answers.
func TestAnswersAreRescuedWhenTheDraftCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, breakIt := range map[string]func(p place) error{
		"the folder became a file": func(p place) error {
			if err := os.Rename(p.state, p.state+".gone"); err != nil {
				return err
			}
			return os.WriteFile(p.state, nil, 0o600)
		},
		"the draft became a folder": func(p place) error {
			drafts, err := filepath.Glob(filepath.Join(p.state, "drafts", "*.yaml"))
			if err != nil {
				return err
			}
			if err := os.Remove(drafts[0]); err != nil {
				return err
			}
			return os.Mkdir(drafts[0], 0o700)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			x := open(t, p, usual)
			x.types(mixed[:6].keys())
			x.waits(question(7))
			if err := breakIt(p); err != nil {
				t.Fatal(err)
			}
			x.types(mixed[6:7].keys())
			x.ends(StatusIO)
			x.wantRescued(sheet.Options{Draft: true}, mixed[:7])
		})
	}
}

// wantRescued checks that the sheet was printed, with these options.
func (x *terminal) wantRescued(o sheet.Options, want options) {
	x.t.Helper()
	x.restored()
	text, rest, ok := strings.Cut(x.said(), "genaiops: error: ")
	if !ok || !strings.Contains(rest, "the sheet above holds every answer") {
		x.t.Fatalf("said %q", x.said())
	}
	_, text, _ = strings.Cut(text, "\nbank: ")
	wantText(x.t, []byte("bank: "+text), o, want)
}

func TestSheetIsRescuedWhenItsFolderVanishes(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := filepath.Join(p.home, "shared")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	x := open(t, p, usual, "--save", "shared/sheet.yaml")
	x.types(mixed.keys())
	x.waits("f finish")
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	x.finishes()
	x.ends(StatusIO)
	x.wantRescued(sheet.Options{}, mixed)
	p.wantDraft(t, mixed) // is still there
}

func TestSaveNeverReplacesAFileUnasked(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	file := filepath.Join(p.home, "sheet.yaml")
	if err := os.WriteFile(file, []byte("mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, p.command("assess", "--save", "sheet.yaml"), usual)
	x.ends(StatusUsage) // before anything is asked
	wantInOrder(t, x.written(), "sheet.yaml already exists", "--force")

	x = open(t, p, usual, "--save", "sheet.yaml", "--force")
	x.types(mixed.keys())
	x.finishes()
	x.ends(StatusDone)
	wantSheet(t, file, sheet.Options{}, mixed)
}

func TestFileThatAppearsWhileAskingIsNotReplaced(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	file := filepath.Join(p.home, "sheet.yaml")
	x := open(t, p, usual, "--save", "sheet.yaml")
	x.types(mixed.keys())
	x.waits("f finish")
	if err := os.WriteFile(file, []byte("mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.finishes()
	x.ends(StatusIO)
	x.wantRescued(sheet.Options{}, mixed)
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine\n" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestOwnersNeverShareADraft(t *testing.T) {
	t.Parallel()
	seen := map[string]about{}
	for _, who := range []about{
		{}, {team: "A"}, {respondent: "A"}, {team: "A B"}, {team: "A", respondent: "B"}, {team: "A ", respondent: "B"},
	} {
		owner := who.owner()
		if other, taken := seen[owner]; taken {
			t.Errorf("%+v and %+v share the draft of %q", who, other, owner)
		}
		seen[owner] = who
	}
}
