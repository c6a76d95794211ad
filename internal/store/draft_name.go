package store

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"genaiops/internal/maturity"
)

// draftKey identifies a draft. "genaiops-search-1a2b3c4d@1-2.yaml" is the second
// draft of the team Search for version 1 of the bank. The words are for people; the
// fingerprint identifies bank and team.
type draftKey struct {
	bank maturity.BankRef
	team string
}

const draftSuffix = ".yaml"

func (k draftKey) path(stateDir string, n int) string {
	words := join(slug(k.bank.ID), slug(k.team), k.fingerprint())
	name := fmt.Sprintf("%s@%d%s%s", words, k.bank.Version, numbered(n), draftSuffix)
	return filepath.Join(DraftsIn(stateDir), name)
}

func (k draftKey) fingerprint() string { return fingerprint(k.bank.ID, k.team) }

// isOfOther reports whether a file is another team's draft for the same version of
// the bank, and not set aside.
func (k draftKey) isOfOther(file string) bool {
	words, version, ok := splitDraftName(file)
	return ok && version == k.bank.Version && strings.HasPrefix(words, slug(k.bank.ID)+"-") && !strings.HasSuffix(words, k.fingerprint())
}

// versionOf returns the version of the bank of a draft. ok is false unless the file
// is a draft of the same bank and team, and not set aside.
func (k draftKey) versionOf(file string) (version int, ok bool) {
	words, version, ok := splitDraftName(file)
	return version, ok && strings.HasSuffix(words, k.fingerprint())
}

// splitDraftName splits the name of a draft. ok is false for a draft that was set
// aside and for other files.
func splitDraftName(file string) (words string, version int, ok bool) {
	words, rest, hasVersion := strings.Cut(file, "@")
	rest, isDraft := strings.CutSuffix(rest, draftSuffix)
	digits, _, _ := strings.Cut(rest, "-")
	version, err := strconv.Atoi(digits)
	return words, version, hasVersion && isDraft && !strings.Contains(rest, ".") && err == nil
}
