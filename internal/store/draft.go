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

// mostDrafts limits the drafts of one bank and team.
const mostDrafts = 99

// LockedError is the error of a draft that another session is using.
type LockedError struct {
	Path string // of the draft
}

func (e *LockedError) Error() string {
	return "another session is using the draft " + e.Path
}

// Draft is an unfinished answer sheet. It is locked for other sessions until it is
// closed or the process ends.
type Draft struct {
	bank *maturity.Bank
	key  draftKey
	path string
	lock *flock.Flock
}

// DraftState says whether a draft can be resumed.
type DraftState int

// The states of a draft.
const (
	NoDraft         DraftState = iota // there is no draft
	UsableDraft                       // a sheet of this bank
	OtherBankDraft                    // a sheet of another bank or version
	UnreadableDraft                   // not a valid sheet
)

// Found is the result of [Draft.Load].
type Found struct {
	State    DraftState
	Sheet    maturity.Sheet // of a usable draft; unanswered questions are absent
	Problems diag.List      // why the draft is not usable
}

// OpenDraft opens the draft of a bank and team in stateDir, which it creates if
// necessary. Concurrent sessions can leave several drafts: it opens the first. If
// another session is using that one, the error is a [LockedError], and
// [OpenAnotherDraft] opens another.
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

// OpenAnotherDraft opens the next draft of a bank and team that no session is
// using, new or existing.
func OpenAnotherDraft(stateDir string, b *maturity.Bank, team string) (*Draft, error) {
	var locked *LockedError
	for n := 2; n <= mostDrafts; n++ {
		d, err := openDraft(stateDir, b, team, n)
		if !errors.As(err, &locked) {
			return d, err
		}
	}
	return nil, fmt.Errorf("%d sessions are already open: %w", mostDrafts, locked)
}

func openDraft(stateDir string, b *maturity.Bank, team string, n int) (*Draft, error) {
	key := draftKey{b.Ref(), team}
	d := &Draft{bank: b, key: key, path: key.path(stateDir, n)}
	if err := makeFolder(filepath.Dir(d.path)); err != nil {
		return nil, err
	}
	// Nobody removes the lock file: otherwise two sessions could each lock a file of
	// that name.
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

// Path returns the draft's file, which may not exist.
func (d *Draft) Path() string { return d.path }

// Load reads the saved draft. An unreadable file is an error; a draft that cannot be
// resumed is not, so the caller can set it aside.
func (d *Draft) Load() (Found, error) {
	// Reading a pipe would block.
	if info, err := os.Stat(d.path); err == nil && !info.Mode().IsRegular() {
		return Found{}, cannot("read the draft", d.path, errors.New("not a regular file"))
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
	found := Found{State: UnreadableDraft, Sheet: s, Problems: problems}
	switch {
	case len(problems) == 0:
		found.State = UsableDraft
	case slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == sheet.RuleBank }):
		found.State = OtherBankDraft
	}
	return found, nil
}

// Save writes the draft atomically and returns once it is on disk.
func (d *Draft) Save(s maturity.Sheet) error {
	if err := makeFolder(filepath.Dir(d.path)); err != nil { // someone may have removed it
		return err
	}
	return WriteFile(d.path, textOf(d.bank, s), sheetPerm)
}

// SetAside renames the draft's file to a name with the time, which no session opens,
// and returns that name. The next Save creates a new file.
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

// Remove deletes the draft's file, if it exists. Call it once the finished sheet is
// saved.
func (d *Draft) Remove() error {
	if err := os.Remove(d.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannot("remove the draft", d.path, err)
	}
	return nil
}

// Close lets other sessions open the draft and keeps its file. A draft can be closed
// more than once.
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

// OfOthers returns the drafts of other teams for the same version of the bank. It
// reads only the first hundred files and omits unreadable ones.
func (d *Draft) OfOthers() []maturity.Sheet {
	folder := filepath.Dir(d.path)
	entries, _ := os.ReadDir(folder) // an unreadable folder has no drafts to offer
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

// OtherVersions returns the drafts of the same team for other versions of the bank,
// the oldest version first. It omits drafts that were set aside.
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
