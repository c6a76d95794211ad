package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// mostDrafts is how many drafts of one bank and team there can be at a time.
const mostDrafts = 99

// LockedError says that another session has a draft open.
type LockedError struct {
	Path string // of the draft
}

func (e *LockedError) Error() string {
	return "another session is using the draft " + e.Path
}

// Draft is an answer sheet that is still being filled in. It is this
// session's alone until it is closed or the process ends, however it ends.
type Draft struct {
	bank *maturity.Bank
	key  draftKey
	path string
	lock *flock.Flock
}

// DraftState is what there is to resume.
type DraftState int

// The states of a draft.
const (
	NoDraft         DraftState = iota // nothing was answered yet
	UsableDraft                       // a sheet of this bank, as far as it goes
	OtherBankDraft                    // its answers are to another bank or version
	UnreadableDraft                   // not a sheet
)

// Found is what [Draft.Load] found.
type Found struct {
	State    DraftState
	Sheet    maturity.Sheet // of a usable draft; a question not answered is absent
	Problems diag.List      // why a draft is not usable
}

// OpenDraft opens the draft of a bank and team below stateDir, which is created
// where needed. Of several drafts, as two sessions at once leave them behind,
// it opens the first. While another session has that one open, the error is a
// [LockedError], and [OpenAnotherDraft] the way to go on.
func OpenDraft(stateDir string, b *maturity.Bank, team string) (*Draft, error) {
	first, err := openDraft(stateDir, b, team, 1)
	if err != nil || exists(first.path) {
		return first, err
	}
	for n := 2; n <= mostDrafts; n++ {
		if !exists(first.key.path(stateDir, n)) {
			continue
		}
		if other, err := openDraft(stateDir, b, team, n); err == nil {
			return other, first.Close()
		}
	}
	return first, nil
}

// OpenAnotherDraft opens a draft of a bank and team beside one that another
// session has open: the next that none has, be it new or left behind.
func OpenAnotherDraft(stateDir string, b *maturity.Bank, team string) (*Draft, error) {
	var locked *LockedError
	for n := 2; n <= mostDrafts; n++ {
		d, err := openDraft(stateDir, b, team, n)
		if !errors.As(err, &locked) {
			return d, err
		}
	}
	return nil, fmt.Errorf("%d sessions are open already: %w", mostDrafts, locked)
}

func openDraft(stateDir string, b *maturity.Bank, team string, n int) (*Draft, error) {
	key := draftKey{b.Ref(), team}
	d := &Draft{bank: b, key: key, path: key.path(stateDir, n)}
	if err := makeFolder(filepath.Dir(d.path)); err != nil {
		return nil, err
	}
	// The lock file stays for good: if it were removed, two sessions could each
	// lock a file of that name.
	d.lock = flock.New(d.path+".lock", flock.SetPermissions(sheetPerm))
	ok, err := d.lock.TryLock()
	if err != nil {
		return nil, cannot("lock the draft", d.path, err)
	}
	if !ok {
		return nil, &LockedError{d.path}
	}
	removeTemporary(d.path)
	return d, nil
}

// Path returns the draft's file, which need not exist.
func (d *Draft) Path() string { return d.path }

// Load reads what was saved before. Only a file that cannot be read at all is
// an error; a draft that must not be resumed is found as such, for the caller
// to set aside.
func (d *Draft) Load() (Found, error) {
	// A pipe would be waited for.
	if info, err := os.Stat(d.path); err == nil && !info.Mode().IsRegular() {
		return Found{}, cannot("read the draft", d.path, errors.New("it is not a file"))
	}
	f, err := os.Open(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return Found{State: NoDraft}, nil
	}
	if err != nil {
		return Found{}, cannot("read the draft", d.path, err)
	}
	defer f.Close()
	s, problems, err := sheet.Read(f, d.path, sheet.YAML, d.bank, sheet.Options{Draft: true})
	if err != nil {
		return Found{}, cannot("read the draft", d.path, err)
	}
	return Found{State: stateOf(problems), Sheet: s, Problems: problems}, nil
}

func stateOf(problems diag.List) DraftState {
	isBank := func(p diag.Problem) bool { return p.Rule == sheet.RuleBank }
	switch {
	case len(problems) == 0:
		return UsableDraft
	case slices.ContainsFunc(problems, isBank):
		return OtherBankDraft
	default:
		return UnreadableDraft
	}
}

// Save writes the draft, whole or not at all, and returns when it is safe on
// disk.
func (d *Draft) Save(s maturity.Sheet) error {
	if err := makeFolder(filepath.Dir(d.path)); err != nil { // it may have been removed meanwhile
		return err
	}
	text, err := textOf(d.bank, s)
	if err != nil {
		return err
	}
	return WriteFile(d.path, text, sheetPerm)
}

// SetAside gives the draft's file a name with a time in it, which no session
// looks for, and returns that name. The next Save starts a new file.
func (d *Draft) SetAside(now time.Time) (path string, err error) {
	stem := strings.TrimSuffix(d.path, draftSuffix) + ".aside-" + now.Format("20060102-150405")
	for n := 1; ; n++ {
		path = stem + numbered(n) + draftSuffix
		err = moveNew(d.path, path)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err == nil {
		err = syncFolder(folderOf(path))
	}
	if err != nil {
		return "", cannot("set aside the draft", d.path, err)
	}
	return path, nil
}

// Remove deletes the draft's file, once the finished sheet is saved. It is no
// error when there is none.
func (d *Draft) Remove() error {
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannot("remove the draft", d.path, err)
	}
	return nil
}

// Close lets other sessions open the draft. The file stays as it was saved.
// A draft can be closed more than once.
func (d *Draft) Close() error {
	if err := d.lock.Close(); err != nil {
		return cannot("unlock the draft", d.path, err)
	}
	return nil
}

// OtherDraft is a draft of another version of the same bank.
type OtherDraft struct {
	Path string
	Bank maturity.BankRef
}

// OfOthers returns the sheets of unfinished drafts for the same version of the
// bank, of other teams or respondents. It looks at the first hundred files, and
// leaves out what cannot be read.
func (d *Draft) OfOthers() []maturity.Sheet {
	folder := filepath.Dir(d.path)
	entries, _ := os.ReadDir(folder) // what cannot be read is not offered
	var sheets []maturity.Sheet
	for _, entry := range entries[:min(len(entries), 100)] {
		path := filepath.Join(folder, entry.Name())
		if !d.key.isOfOther(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		other := &Draft{bank: d.bank, path: path}
		if found, err := other.Load(); err == nil && found.State == UsableDraft && len(found.Sheet.Answers) > 0 {
			sheets = append(sheets, found.Sheet)
		}
	}
	return sheets
}

// OtherVersions returns the drafts of the same bank and team that answer other
// versions of the bank, the oldest version first. Those set aside are left out.
func (d *Draft) OtherVersions() ([]OtherDraft, error) {
	folder := filepath.Dir(d.path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, cannot("read the folder", folder, err)
	}
	var others []OtherDraft
	for _, entry := range entries {
		if version, ok := d.key.versionOf(entry.Name()); ok && version != d.bank.Version {
			others = append(others, OtherDraft{
				filepath.Join(folder, entry.Name()), maturity.BankRef{ID: d.bank.ID, Version: version},
			})
		}
	}
	sort.SliceStable(others, func(i, j int) bool { return others[i].Bank.Version < others[j].Bank.Version })
	return others, nil
}
