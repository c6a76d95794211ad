package store

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"genaiops/internal/maturity"
)

// draftKey is what a draft is found by. In "genaiops-search-1a2b3c4d@1-2.yaml",
// the second draft of the team Search for version 1 of the bank, the words are
// for people; the fingerprint stands for bank and team exactly.
type draftKey struct {
	bank maturity.BankRef
	team string
}

const draftSuffix = ".yaml"

func (k draftKey) path(stateDir string, n int) string {
	words := join(slug(k.bank.ID), slug(k.team), k.fingerprint())
	name := fmt.Sprintf("%s@%d%s%s", words, k.bank.Version, numbered(n), draftSuffix)
	return filepath.Join(stateDir, "drafts", name)
}

func (k draftKey) fingerprint() string { return fingerprint(k.bank.ID, k.team) }

// isOfOther reports whether a file is a draft for the same version of the bank by
// somebody else, and not set aside.
func (k draftKey) isOfOther(file string) bool {
	words, version, ok := splitDraftName(file)
	return ok && version == k.bank.Version && strings.HasPrefix(words, slug(k.bank.ID)+"-") && !strings.HasSuffix(words, k.fingerprint())
}

// versionOf returns the version of the bank that a file is a draft for; ok is
// false unless it is a draft of the same bank and team, and not set aside.
func (k draftKey) versionOf(file string) (version int, ok bool) {
	words, version, ok := splitDraftName(file)
	return version, ok && strings.HasSuffix(words, k.fingerprint())
}

// splitDraftName takes the name of a draft apart; ok is false for one that was
// set aside, and for what is no draft.
func splitDraftName(file string) (words string, version int, ok bool) {
	words, rest, hasVersion := strings.Cut(file, "@")
	rest, isDraft := strings.CutSuffix(rest, draftSuffix)
	digits, _, _ := strings.Cut(rest, "-")
	version, err := strconv.Atoi(digits)
	return words, version, hasVersion && isDraft && !strings.Contains(rest, ".") && err == nil
}
