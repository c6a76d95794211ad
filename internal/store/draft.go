package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"genaiops/internal/diag"
	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// mostDrafts limits the drafts of one bank and owner.
const mostDrafts = 99

// Draft is an unfinished answer sheet. It is locked for other sessions until it is
// closed or the process ends.
type Draft struct {
	bank *maturity.Bank
	key  draftKey
	path string
	lock *flock.Flock

	review       []byte // the text of a sheet to keep beside the draft; nil for none
	reviewFormat sheet.Format
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
	Changed  time.Time      // when the file was last changed
	Problems diag.List      // why the draft is not usable
}

// OpenDrafts opens the drafts of a bank and an owner in stateDir, the one changed last
// first. The owner is whoever finds them again: a team, say. It omits those that other
// sessions are using; inUse says whether there are any.
func OpenDrafts(stateDir string, b *maturity.Bank, owner string) (drafts []*Draft, inUse bool, err error) {
	key := draftKey{b.Ref(), owner}
	changed := map[*Draft]time.Time{}
	for n := 1; n <= mostDrafts; n++ {
		path := key.path(stateDir, n)
		if !exists(path) && !exists(lockOf(path)) {
			continue
		}
		d, err := openDraft(b, key, path)
		switch {
		case err != nil:
			closeAll(drafts)
			return nil, false, err
		case d == nil:
			inUse = true
		case !exists(path):
			d.Close()
		default:
			drafts = append(drafts, d)
			if info, err := os.Stat(path); err == nil {
				changed[d] = info.ModTime()
			}
		}
	}
	sort.SliceStable(drafts, func(i, j int) bool { return changed[drafts[i]].After(changed[drafts[j]]) })
	return drafts, inUse, nil
}

func closeAll(drafts []*Draft) {
	for _, d := range drafts {
		d.Close()
	}
}

// NewDraft opens a draft of a bank and an owner that has no file yet and that no other
// session is using. It creates stateDir if necessary.
func NewDraft(stateDir string, b *maturity.Bank, owner string) (*Draft, error) {
	key := draftKey{b.Ref(), owner}
	for n := 1; n <= mostDrafts; n++ {
		path := key.path(stateDir, n)
		if exists(path) {
			continue
		}
		d, err := openDraft(b, key, path)
		switch {
		case err != nil:
			return nil, err
		case d == nil:
		case exists(path): // another session has just left it
			d.Close()
		default:
			d.removeReview() // of a session that was killed before its first answer
			return d, nil
		}
	}
	return nil, fmt.Errorf("there are %d unfinished assessments already, in %s", mostDrafts, DraftsIn(stateDir))
}

// openDraft locks a draft. It returns nil if another session is using it.
func openDraft(b *maturity.Bank, key draftKey, path string) (*Draft, error) {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	for tries := 0; ; tries++ {
		d := &Draft{bank: b, key: key, path: path, lock: flock.New(lockOf(path), flock.SetPermissions(sheetPerm))}
		ok, err := d.lock.TryLock()
		switch {
		case err != nil && tries < 20 && goesAway(err):
			time.Sleep(10 * time.Millisecond)
			continue
		case err != nil:
			return nil, cannot("lock the draft", path, err)
		case !ok:
			return nil, nil
		case d.isLocked():
			removeTemporary(path)
			return d, nil
		}
		_ = d.lock.Close() // of a file that another session has removed meanwhile
	}
}

// goesAway reports whether a lock file couldn't be opened because another session is
// removing it, which takes Windows a moment.
func goesAway(err error) bool {
	const accessDenied, sharingViolation = syscall.Errno(5), syscall.Errno(32)
	return runtime.GOOS == "windows" && (errors.Is(err, accessDenied) || errors.Is(err, sharingViolation))
}

func lockOf(path string) string { return path + ".lock" }

// isLocked reports whether the lock file is the one that this session holds. A session
// removes its lock file when it closes the draft; whoever had it open by then holds a
// lock that means nothing.
func (d *Draft) isLocked() bool {
	if !d.lock.Locked() {
		return false
	}
	own, err := d.lock.Stat()
	return err == nil && sameFile(own, lockOf(d.path))
}

// held returns an error if another session may have the draft: after Close, or if the
// folder was removed and another session has made it anew.
func (d *Draft) held() error {
	if d.isLocked() || d.lock.Locked() && !exists(lockOf(d.path)) {
		return nil
	}
	return errors.New("another session may be using it")
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
	var changed time.Time
	if info, err := f.Stat(); err == nil {
		changed = info.ModTime()
	}
	s, problems, err := sheet.Read(f, d.path, sheet.YAML, d.bank, sheet.Options{Draft: true})
	if err != nil {
		return Found{}, cannot("read the draft", d.path, err)
	}
	found := Found{State: UnreadableDraft, Sheet: s, Changed: changed, Problems: problems}
	switch {
	case len(problems) == 0:
		found.State = UsableDraft
	case slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == sheet.RuleBank }):
		found.State = OtherBankDraft
	}
	return found, nil
}

// Save writes the draft atomically and returns once it is on disk. What couldn't be
// read back isn't written: the error is a [sheet.UnreadableError], and the draft stays
// as it was.
func (d *Draft) Save(s maturity.Sheet) error {
	if err := d.held(); err != nil {
		return cannot("save the draft", d.path, err)
	}
	if err := makeFolder(filepath.Dir(d.path)); err != nil { // someone may have removed it
		return err
	}
	text, err := sheet.Text(d.bank, s)
	if err != nil {
		return cannot("save the draft", d.path, err)
	}
	if d.review != nil {
		if err := WriteFile(d.reviewFile(d.reviewFormat), d.review, sheetPerm); err != nil {
			return err
		}
		d.review = nil
	}
	return WriteFile(d.path, text, sheetPerm)
}

// Reviews has the next Save keep a sheet beside the draft: the one whose answers the
// session goes through.
func (d *Draft) Reviews(text []byte, f sheet.Format) { d.review, d.reviewFormat = text, f }

// Review returns the file and the format of the sheet that an earlier session kept
// beside the draft.
func (d *Draft) Review() (file string, f sheet.Format, ok bool) {
	for _, f := range sheet.Formats {
		if file := d.reviewFile(f); exists(file) {
			return file, f, true
		}
	}
	return "", "", false
}

// reviewFile is named so that nobody takes it for a draft.
func (d *Draft) reviewFile(f sheet.Format) string {
	return strings.TrimSuffix(d.path, draftSuffix) + ".review." + string(f)
}

func (d *Draft) removeReview() {
	if file, _, ok := d.Review(); ok {
		_ = os.Remove(file) // without its draft, it means nothing
	}
}

// SetAside renames the draft's file to a name with the time, which no session opens,
// and returns that name. The next Save creates a new file.
func (d *Draft) SetAside(now time.Time) (path string, err error) {
	if err := d.held(); err != nil {
		return "", cannot("set aside the draft", d.path, err)
	}
	stem := strings.TrimSuffix(d.path, draftSuffix) + ".aside-" + now.Format("20060102-150405")
	for n := 1; ; n++ {
		path = stem + numbered(n) + draftSuffix
		err = moveNew(d.path, path)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if file, f, ok := d.Review(); err == nil && ok {
		err = os.Rename(file, (&Draft{path: path}).reviewFile(f))
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
	err := d.held()
	if err == nil {
		err = os.Remove(d.path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannot("remove the draft", d.path, err)
	}
	d.removeReview()
	return nil
}

// Close lets other sessions open the draft and keeps its file. A draft can be closed
// more than once.
func (d *Draft) Close() error {
	left := d.isLocked() && os.Remove(lockOf(d.path)) != nil
	if err := d.lock.Close(); err != nil {
		return cannot("unlock the draft", d.path, err)
	}
	if left { // Windows removes no open file: nor one that another session has opened by now
		_ = os.Remove(lockOf(d.path))
	}
	return nil
}

// OtherDraft is a draft of another version of the same bank.
type OtherDraft struct {
	Path string
	Bank maturity.BankRef
}

// OfOthers returns the usable drafts of other owners for the same version of the bank
// that have answers, the one changed last first.
func (d *Draft) OfOthers() []Found {
	folder := filepath.Dir(d.path)
	entries, _ := os.ReadDir(folder) // an unreadable folder has no drafts to offer
	var others []Found
	for _, entry := range entries {
		if !d.key.isOfOther(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		other := &Draft{bank: d.bank, path: filepath.Join(folder, entry.Name())}
		if found, err := other.Load(); err == nil && found.State == UsableDraft && len(found.Sheet.Answers) > 0 {
			others = append(others, found)
		}
	}
	sort.SliceStable(others, func(i, j int) bool { return others[i].Changed.After(others[j].Changed) })
	return others
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
