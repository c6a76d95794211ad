package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// open opens a draft for as long as the test runs.
func open(t *testing.T, stateDir string, b *maturity.Bank, team string) *Draft {
	t.Helper()
	d, err := openFirst(stateDir, b, team)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// openFirst opens the draft changed last that no session is using, or a new one.
func openFirst(stateDir string, b *maturity.Bank, team string) (*Draft, error) {
	drafts, _, err := OpenDrafts(stateDir, b, team)
	if err != nil || len(drafts) == 0 {
		return NewDraft(stateDir, b, team)
	}
	closeAll(drafts[1:])
	return drafts[0], nil
}

// wantUsable fails unless the draft is exactly that sheet.
func wantUsable(t *testing.T, d *Draft, want maturity.Sheet) {
	t.Helper()
	found, err := d.Load()
	if err != nil || found.State != UsableDraft || !reflect.DeepEqual(found.Sheet, want) {
		t.Errorf("found %v, %v; expected %v", found, err, want)
	}
}

func wantState(t *testing.T, d *Draft, want DraftState) {
	t.Helper()
	found, err := d.Load()
	if err != nil || found.State != want {
		t.Fatalf("found %v, %v; expected state %d", found, err, want)
	}
	hasProblems := want == OtherBankDraft || want == UnreadableDraft
	if hasProblems != (len(found.Problems) > 0) {
		t.Errorf("state %d with the problems %v", want, found.Problems)
	}
	if want != UsableDraft && !reflect.DeepEqual(found.Sheet, maturity.Sheet{}) {
		t.Errorf("state %d with the sheet %v", want, found.Sheet)
	}
}

func TestADraftReadsBackAsItWasSaved(t *testing.T) {
	t.Parallel()
	stateDir, b := filepath.Join(t.TempDir(), "not", "yet"), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	wantState(t, d, NoDraft)
	for _, answers := range []map[string]maturity.Answer{
		{},
		{"a.one": {Points: 0}},
		{"a.one": {Unknown: true}},
		half(b).Answers,
		{"a.one": {Points: 1}, "a.two": {Unknown: true, Note: "asked\n\tPat"}},
	} {
		s := maturity.Sheet{Bank: b.Ref(), Team: "Search", Labels: map[string]string{"unit": "Retail"}, Answers: answers}
		if err := d.Save(s); err != nil {
			t.Fatal(err)
		}
		wantUsable(t, d, s)
	}
	wantPerm(t, d.Path(), 0o600)
	wantPerm(t, d.Path()+".lock", 0o600)
	for folder := filepath.Dir(d.Path()); folder != filepath.Dir(filepath.Dir(stateDir)); folder = filepath.Dir(folder) {
		wantPerm(t, folder, 0o700)
	}
}

func TestADraftOutlivesItsSession(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	first := open(t, stateDir, b, "Search")
	if err := errors.Join(first.Save(half(b)), first.Close(), first.Close()); err != nil {
		t.Fatal(err)
	}
	wantUsable(t, open(t, stateDir, b, "Search"), half(b))
}

func TestADraftIsSavedAfterItsFolderWasRemoved(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	if err := os.RemoveAll(filepath.Dir(d.Path())); err != nil {
		t.Skip("an open file cannot be removed here:", err)
	}
	if err := d.Save(half(b)); err != nil {
		t.Fatal(err)
	}
	wantUsable(t, d, half(b))
}

func TestADraftThatMustNotBeUsedIsNotLoaded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want DraftState
	}{
		"empty":           {"", UnreadableDraft},
		"cut off":         {"bank: tiny@2\nanswers:\n  a.one: {points: 1, no", UnreadableDraft},
		"binary":          {"\x00\x01\x02", UnreadableDraft},
		"unknown answer":  {"bank: tiny@2\nanswers: {a.three: 1}\n", UnreadableDraft},
		"no points":       {"bank: tiny@2\nanswers: {a.one: {note: why}}\n", UnreadableDraft},
		"blank points":    {"bank: tiny@2\nanswers: {a.one: {points: , note: why}}\n", UnreadableDraft},
		"an older bank":   {"bank: tiny@1\nanswers: {a.one: 1}\n", OtherBankDraft},
		"a newer bank":    {"bank: tiny@3\nanswers: {a.three: 1}\n", OtherBankDraft},
		"some other bank": {"bank: large@2\nanswers: {a.one: 1}\n", OtherBankDraft},
		"blank answer":    {"bank: tiny@2\nanswers:\n  a.one:\n", UsableDraft},
		"no answers":      {"bank: tiny@2\nanswers:\n", UsableDraft},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t, t.TempDir(), tinyBank(2), "Search")
			write(t, d.Path(), c.text)
			found, err := d.Load()
			if err != nil || len(found.Sheet.Answers) > 0 {
				t.Errorf("found %v, %v", found, err)
			}
			if c.want != UsableDraft {
				wantState(t, d, c.want)
			} else if found.State != UsableDraft {
				t.Errorf("found %v", found)
			}
			wantText(t, d.Path(), c.text)
		})
	}
}

func TestADraftThatCannotBeReadAtAllIsAnError(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), tinyBank(1), "Search")
	if err := os.Mkdir(d.Path(), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Load(); err == nil || err.Error() != "cannot read the draft "+d.Path()+": not a regular file" {
		t.Errorf("got %v", err)
	}
	if err := d.Save(half(tinyBank(1))); err == nil {
		t.Error("a folder was replaced")
	}
	write(t, filepath.Join(d.Path(), "inside"), "inside")
	if err := d.Remove(); err == nil || !strings.HasPrefix(err.Error(), "cannot remove the draft "+d.Path()+": ") {
		t.Errorf("removing it: %v", err)
	}
}

func TestADraftThatCannotBeLockedIsAnErrorAndNotLocked(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	if err := errors.Join(d.Close(), os.Mkdir(d.Path()+".lock", 0o700)); err != nil {
		t.Fatal(err)
	}
	_, _, err := OpenDrafts(stateDir, b, "Search")
	_, newErr := NewDraft(stateDir, b, "Search")
	for _, err := range []error{err, newErr} {
		if err == nil || !strings.HasPrefix(err.Error(), "cannot lock the draft "+d.Path()+": ") {
			t.Errorf("got %v", err)
		}
	}
}

// A later version of the program must find the drafts of an earlier one. The digits
// are those of sha256 of the bank, a zero byte and the team.
func TestTheNameOfADraftNeverChanges(t *testing.T) {
	t.Parallel()
	stateDir := t.TempDir()
	for _, c := range []struct {
		team    string
		version int
		want    string
	}{
		{"Search", 1, "tiny-search-e914a4ea@1"},
		{"Search", 12, "tiny-search-e914a4ea@12"},
		{"", 1, "tiny-144e258f@1"},
	} {
		b := tinyBank(c.version)
		d := open(t, stateDir, b, c.team)
		if want := filepath.Join(stateDir, "drafts", c.want+".yaml"); d.Path() != want {
			t.Errorf("%q has the draft %s, expected %s", c.team, d.Path(), want)
		}
		another, err := NewDraft(stateDir, b, c.team)
		if err != nil {
			t.Fatal(err)
		}
		defer another.Close()
		if want := filepath.Join(stateDir, "drafts", c.want+"-2.yaml"); another.Path() != want {
			t.Errorf("%q has the second draft %s, expected %s", c.team, another.Path(), want)
		}
	}
}

func TestABankAndATeamAreNotMixedUp(t *testing.T) {
	t.Parallel()
	stateDir := t.TempDir()
	one, other := tinyBank(1), tinyBank(2)
	one.ID, other.ID = "ab", "a"
	if err := open(t, stateDir, one, "c").Save(half(one)); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, stateDir, other, "bc").OtherVersions(); err != nil || len(got) > 0 {
		t.Errorf("found %v, %v", got, err)
	}
}

func TestABankAndATeamHaveAtMost99Drafts(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	for n := range 99 {
		d, err := NewDraft(stateDir, b, "Search")
		if err != nil {
			t.Fatalf("with %d: %v", n, err)
		}
		if n%2 == 0 { // a draft counts with a file, and while a session uses it
			err = errors.Join(d.Save(half(b)), d.Close())
		} else {
			defer d.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := NewDraft(stateDir, b, "Search")
	if want := "there are 99 unfinished assessments already, in " + filepath.Join(stateDir, "drafts"); err == nil || err.Error() != want {
		t.Errorf("got %v, expected %s", err, want)
	}
	if drafts, inUse, err := OpenDrafts(stateDir, b, "Search"); len(drafts) != 50 || !inUse || err != nil {
		t.Errorf("found %d drafts, others in use: %t, %v", len(drafts), inUse, err)
	} else {
		closeAll(drafts)
	}
}

// What another session writes, or anybody else, is none of a draft's business.
func TestOpeningADraftRemovesOnlyItsOwnTemporaryFiles(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	folder, own := filepath.Dir(d.Path()), filepath.Base(temporaryPrefix(d.Path()))
	others := []string{filepath.Base(temporaryPrefix(d.Path()+"x")) + "1.tmp", own + "1.txt", "x" + own + "1.tmp"}
	for _, name := range append(others, own+"1.tmp", own+"abc.tmp") {
		write(t, filepath.Join(folder, name), "")
	}
	open(t, stateDir, b, "Search")
	wantNames(t, folder, append(others, filepath.Base(d.Path())+".lock")...)
}

func TestDraftsOfOthersAreFoundAmongAnyNumberOfFiles(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	own := open(t, stateDir, b, "Search")
	for i := range 200 {
		write(t, filepath.Join(filepath.Dir(own.Path()), fmt.Sprintf("a%d", i)), "")
	}
	if err := open(t, stateDir, b, "Sales").Save(half(b)); err != nil {
		t.Fatal(err)
	}
	if got := own.OfOthers(); len(got) != 1 {
		t.Errorf("found %v, expected one", got)
	}
}

func TestOtherVersionsOfARemovedFolderAreAnError(t *testing.T) {
	t.Parallel()
	d := open(t, t.TempDir(), tinyBank(1), "Search")
	folder := filepath.Dir(d.Path())
	if err := os.RemoveAll(folder); err != nil {
		t.Skip("an open file cannot be removed here:", err)
	}
	_, err := d.OtherVersions()
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "cannot read the folder "+folder+": ") {
		t.Errorf("got %v", err)
	}
	if got := d.OfOthers(); len(got) > 0 {
		t.Errorf("found %v", got)
	}
}

func TestSettingAsideKeepsEveryDraft(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	if _, err := d.SetAside(noon); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a draft: got %v", err)
	}
	aside := map[string]string{}
	for _, text := range []string{"first", "second", "third"} {
		write(t, d.Path(), text)
		path, err := d.SetAside(noon)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(path, "20261123-120000") || aside[path] != "" {
			t.Errorf("set aside as %s", path)
		}
		aside[path] = text
		wantState(t, d, NoDraft)
	}
	for path, text := range aside {
		wantText(t, path, text)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if again := open(t, stateDir, b, "Search"); again.Path() != d.Path() {
		t.Errorf("%s was opened, but was set aside", again.Path())
	}
}

func TestTheSheetThatADraftReviewsStaysBesideIt(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	review := func(d *Draft) string {
		file, f, ok := d.Review()
		if !ok {
			return ""
		}
		return string(f) + " " + content(file)
	}
	first := open(t, stateDir, b, "Search")
	first.Reviews([]byte("a,b"), sheet.CSV)
	if got := review(first); got != "" {
		t.Errorf("before the first answer: %q", got)
	}
	if err := errors.Join(first.Save(half(b)), first.Save(counted(b, 1)), first.Close()); err != nil {
		t.Fatal(err)
	}
	again := open(t, stateDir, b, "Search")
	if got := review(again); again.Path() != first.Path() || got != "csv a,b" {
		t.Errorf("%s reviews %q", again.Path(), got)
	}
	aside, err := again.SetAside(noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := review(again); got != "" {
		t.Errorf("without a draft: %q", got)
	}
	wantText(t, strings.TrimSuffix(aside, draftSuffix)+".review.csv", "a,b")

	again.Reviews([]byte("{}"), sheet.JSON)
	if err := errors.Join(again.Save(half(b)), os.Remove(again.Path()), again.Close()); err != nil {
		t.Fatal(err)
	}
	fresh, err := NewDraft(stateDir, b, "Search") // a draft that was lost takes its review with it
	if err != nil {
		t.Fatal(err)
	}
	defer fresh.Close()
	if got := review(fresh); fresh.Path() != again.Path() || got != "" {
		t.Errorf("%s reviews %q", fresh.Path(), got)
	}
	fresh.Reviews([]byte("{}"), sheet.JSON)
	if err := errors.Join(fresh.Save(half(b)), fresh.Remove()); err != nil {
		t.Fatal(err)
	}
	wantNames(t, filepath.Dir(aside), filepath.Base(aside), strings.TrimSuffix(filepath.Base(aside), draftSuffix)+".review.csv",
		filepath.Base(fresh.Path())+".lock")
}

func TestRemovingADraftTwiceIsNotAnError(t *testing.T) {
	t.Parallel()
	b := tinyBank(1)
	d := open(t, t.TempDir(), b, "Search")
	if err := errors.Join(d.Save(half(b)), d.Remove(), d.Remove()); err != nil {
		t.Fatal(err)
	}
	wantState(t, d, NoDraft)
}

func TestDraftsOfOtherTeamsAndBanksAreApart(t *testing.T) {
	t.Parallel()
	stateDir := t.TempDir()
	other := tinyBank(1)
	other.ID = "large"
	paths := map[string]bool{}
	for _, b := range []*maturity.Bank{tinyBank(1), tinyBank(2), other} {
		for _, team := range []string{"", "Search", "search", "se arch", "Süd", "日本", "/etc/passwd", "..", strings.Repeat("x", 500)} {
			paths[open(t, stateDir, b, team).Path()] = true
		}
	}
	if len(paths) != 27 {
		t.Errorf("%d drafts have %d paths", 27, len(paths))
	}
	for path := range paths {
		if filepath.Dir(path) != filepath.Join(stateDir, "drafts") || len(filepath.Base(path)) > 120 {
			t.Errorf("%s is not a good path for a draft", path)
		}
	}
}

func TestEveryDraftThatNobodyUsesIsOpenedTheLastChangedFirst(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	var paths []string
	for n, hours := range []int{2, 1, 4, 3} {
		d, err := NewDraft(stateDir, b, "Search")
		if err != nil {
			t.Fatal(err)
		}
		at := noon.Add(time.Duration(hours) * time.Hour)
		if err := errors.Join(d.Save(counted(b, n)), os.Chtimes(d.Path(), at, at), d.Close()); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, d.Path())
	}
	for _, used := range []bool{false, true} {
		drafts, inUse, err := OpenDrafts(stateDir, b, "Search")
		if err != nil || len(drafts) != 4 || inUse != used {
			t.Fatalf("opened %v, others in use: %t, %v", drafts, inUse, err)
		}
		for i, n := range []int{2, 3, 0, 1} {
			if drafts[i].Path() != paths[n] {
				t.Errorf("draft %d is %s, expected %s", i, drafts[i].Path(), paths[n])
			}
			wantUsable(t, drafts[i], counted(b, n))
		}
		// While one session has them, there is none left for another.
		if others, inUse, err := OpenDrafts(stateDir, b, "Search"); len(others) > 0 || !inUse || err != nil {
			t.Errorf("opened %v, others in use: %t, %v", others, inUse, err)
		}
		closeAll(drafts)
		fresh, err := NewDraft(stateDir, b, "Search") // has no file, and counts
		if err != nil {
			t.Fatal(err)
		}
		defer fresh.Close()
	}
}

func TestAClosedDraftBelongsToWhoeverOpensItNext(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	first := open(t, stateDir, b, "Search")
	if err := errors.Join(first.Save(half(b)), first.Close()); err != nil {
		t.Fatal(err)
	}
	refused := func() {
		t.Helper()
		_, err := first.SetAside(noon)
		for _, err := range []error{err, first.Save(counted(b, 1)), first.Remove()} {
			if err == nil || !strings.HasSuffix(err.Error(), "another session may be using it") {
				t.Errorf("got %v", err)
			}
		}
	}
	refused()
	second := open(t, stateDir, b, "Search")
	refused()
	wantUsable(t, second, half(b))
}

// A session that removes its lock file must not let two others in: one that had the
// file open, and one that makes it anew.
func TestALockThatWasRemovedMeansNothing(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	stale := open(t, stateDir, b, "Search")
	if err := os.Remove(stale.Path() + ".lock"); err != nil {
		t.Skip("an open file cannot be removed here:", err)
	}
	if err := stale.Save(half(b)); err != nil { // nobody else has it
		t.Fatal(err)
	}
	current := open(t, stateDir, b, "Search")
	if err := stale.Save(counted(b, 1)); err == nil {
		t.Error("two sessions save one draft")
	}
	if err := stale.Close(); err != nil {
		t.Fatal(err)
	}
	if others, inUse, err := OpenDrafts(stateDir, b, "Search"); len(others) > 0 || !inUse || err != nil {
		t.Errorf("opened %v, others in use: %t, %v", others, inUse, err)
	}
	wantUsable(t, current, half(b))
}

// Lock files come and go while other sessions open them.
func TestNoTwoSessionsHoldOneDraft(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	key := draftKey{b.Ref(), "Search"}
	var holders atomic.Int32
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 2000 {
				d, err := openDraft(b, key, key.path(stateDir, 1))
				if err != nil {
					t.Error(err)
				}
				if d == nil {
					continue
				}
				if holders.Add(1) > 1 {
					t.Error("two sessions hold one draft")
				}
				runtime.Gosched()
				holders.Add(-1)
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	wantNames(t, DraftsIn(stateDir))
}

func TestNoLockFileIsLeftBehind(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	d := open(t, stateDir, b, "Search")
	if err := errors.Join(d.Save(half(b)), d.Close()); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Dir(d.Path())
	wantNames(t, folder, filepath.Base(d.Path()))
	write(t, d.Path()+".lock", "") // of a killed session
	write(t, strings.TrimSuffix(d.Path(), draftSuffix)+"-7"+draftSuffix+".lock", "")
	drafts, inUse, err := OpenDrafts(stateDir, b, "Search")
	if err != nil || len(drafts) != 1 || inUse {
		t.Errorf("opened %v, others in use: %t, %v", drafts, inUse, err)
	}
	closeAll(drafts)
	wantNames(t, folder, filepath.Base(d.Path()))
}

func TestDraftsOfOtherVersionsAreListedAndNotUsed(t *testing.T) {
	t.Parallel()
	stateDir := t.TempDir()
	var want []OtherDraft
	for _, version := range []int{1, 2, 10} {
		b := tinyBank(version)
		d := open(t, stateDir, b, "Search")
		if err := d.Save(half(b)); err != nil {
			t.Fatal(err)
		}
		// The files of one version are in the order of their names.
		for _, n := range []string{"-2", "-3"} {
			path := strings.TrimSuffix(d.Path(), draftSuffix) + n + draftSuffix
			write(t, path, "x")
			want = append(want, OtherDraft{path, b.Ref()})
		}
		want = append(want, OtherDraft{d.Path(), b.Ref()})
		for _, other := range []string{"", "~", draftSuffix + "~", draftSuffix + ".txt"} {
			write(t, strings.TrimSuffix(d.Path(), draftSuffix)+other, "x")
		}
	}
	for range 2 {
		aside, err := NewDraft(stateDir, tinyBank(4), "Search")
		if err != nil {
			t.Fatal(err)
		}
		write(t, aside.Path(), "x")
		if _, err := aside.SetAside(noon); err != nil {
			t.Fatal(err)
		}
		defer aside.Close()
	}
	if err := open(t, stateDir, tinyBank(5), "Sales").Save(half(tinyBank(5))); err != nil {
		t.Fatal(err)
	}
	d := open(t, stateDir, tinyBank(3), "Search")
	wantState(t, d, NoDraft)
	if err := d.Save(half(tinyBank(3))); err != nil {
		t.Fatal(err)
	}
	if got, err := d.OtherVersions(); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; expected %v", got, err, want)
	}
}

func TestDraftsOfOthersAreFound(t *testing.T) {
	t.Parallel()
	stateDir, b := t.TempDir(), tinyBank(1)
	save := func(b *maturity.Bank, team string) *Draft {
		d := open(t, stateDir, b, team)
		s := half(b)
		s.Team = team
		if err := d.Save(s); err != nil {
			t.Fatal(err)
		}
		return d
	}
	save(b, "Search")
	save(b, "Sales")
	save(tinyBank(2), "Other version")
	if _, err := save(b, "Aside").SetAside(noon); err != nil {
		t.Fatal(err)
	}
	write(t, save(b, "Broken").Path(), "x")
	own := save(b, "Own")
	if err := open(t, stateDir, b, "Empty").Save(maturity.Sheet{Bank: b.Ref()}); err != nil {
		t.Fatal(err)
	}
	var teams []string
	for _, found := range own.OfOthers() {
		teams = append(teams, found.Sheet.Team)
	}
	if slices.Sort(teams); !slices.Equal(teams, []string{"Sales", "Search"}) {
		t.Errorf("found %q", teams)
	}
}

func TestAStateFolderThatCannotBeMadeIsNamed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	_, err := NewDraft(file, tinyBank(1), "Search")
	if err == nil || !strings.HasPrefix(err.Error(), "cannot make the folder "+filepath.Join(file, "drafts")+": ") {
		t.Errorf("got %v", err)
	}
}
