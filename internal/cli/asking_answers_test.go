//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
	"genaiops/internal/sheet"
)

// What keys send.
const (
	enter     = "\r"
	escape    = "\x1b"
	up        = "\x1b[A"
	down      = "\x1b[B"
	right     = "\x1b[C"
	left      = "\x1b[D"
	interrupt = "\x03"
)

// questionCount and unknownOption are those of the built-in bank, whose
// questions have three options each and then "I don't know".
const (
	questionCount = 14
	unknownOption = 4
)

// options are the numbers of the options chosen, question by question from the
// first; they may end before the last question.
type options []int

// mixed has every option, and no two neighbours alike.
var mixed = options{1, 2, 3, 4, 1, 3, 2, 4, 3, 1, 2, 3, 1, 2}

func randomOptions(r *rand.Rand) options {
	o := make(options, questionCount)
	for i := range o {
		o[i] = 1 + r.IntN(unknownOption)
	}
	return o
}

// name is what an option is called: its points, or u.
func name(option int) string {
	if option == unknownOption {
		return "u"
	}
	return fmt.Sprint(option - 1)
}

// keys are what to press in the form to choose the options.
func (o options) keys() string {
	var keys strings.Builder
	for _, n := range o {
		keys.WriteString(name(n) + enter)
	}
	return keys.String()
}

// lines are what to enter in the plain prompter to choose the options.
func (o options) lines() string {
	return strings.ReplaceAll(o.keys(), enter, "\n")
}

func (o options) with(question, option int) options {
	changed := slices.Clone(o)
	changed[question-1] = option
	return changed
}

// answers are the options as a sheet has them.
func (o options) answers(b *maturity.Bank) map[string]maturity.Answer {
	answers := map[string]maturity.Answer{}
	questions := b.Questions()
	for i, n := range o {
		q := questions[i]
		if n == unknownOption {
			answers[q.ID] = maturity.Answer{Unknown: true}
		} else {
			answers[q.ID] = maturity.Answer{Points: q.Options[n-1].Points}
		}
	}
	return answers
}

func builtIn(t *testing.T) *maturity.Bank {
	t.Helper()
	a := &app{Env: Env{Getenv: func(string) string { return "" }}}
	m, err := a.model()
	if err != nil {
		t.Fatal(err)
	}
	return &m.Bank
}

// drafts returns the drafts that a session would find, and those set aside.
func (p place) drafts(t *testing.T) (current, aside []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(p.state, "drafts", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range all {
		if strings.Contains(filepath.Base(file), ".aside-") {
			aside = append(aside, file)
		} else {
			current = append(current, file)
		}
	}
	return current, aside
}

// draft returns the only draft.
func (p place) draft(t *testing.T) string {
	t.Helper()
	current, _ := p.drafts(t)
	if len(current) != 1 {
		t.Fatalf("the drafts are %q, expected one", current)
	}
	return current[0]
}

// saved returns the only finished sheet.
func (p place) saved(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(p.data, "assessments", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the saved sheets are %q, expected one; %v", files, err)
	}
	return files[0]
}

// wantFinished checks that there is a finished sheet with these options, and no
// draft any more.
func (p place) wantFinished(t *testing.T, want options) {
	t.Helper()
	wantSheet(t, p.saved(t), sheet.Options{}, want)
	if current, _ := p.drafts(t); len(current) > 0 {
		t.Errorf("the drafts %q are still there", current)
	}
}

// wantDraft checks that the draft holds exactly these options; without any,
// there is no draft.
func (p place) wantDraft(t *testing.T, want options) {
	t.Helper()
	if len(want) > 0 {
		wantSheet(t, p.draft(t), sheet.Options{Draft: true}, want)
	} else if current, _ := p.drafts(t); len(current) > 0 {
		t.Errorf("the drafts are %q, but nothing was answered", current)
	}
}

// draftAnswers returns what the draft holds.
func (p place) draftAnswers(t *testing.T) map[string]maturity.Answer {
	t.Helper()
	text, err := os.ReadFile(p.draft(t))
	if err != nil {
		t.Fatal(err)
	}
	return readAnswers(t, text, sheet.Options{Draft: true})
}

func wantSheet(t *testing.T, file string, o sheet.Options, want options) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wantText(t, text, o, want)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%s: %v, %v", file, info.Mode(), err)
	}
}

func wantText(t *testing.T, text []byte, o sheet.Options, want options) {
	t.Helper()
	if got, expected := readAnswers(t, text, o), want.answers(builtIn(t)); !reflect.DeepEqual(got, expected) {
		t.Errorf("the sheet answers\n%v, expected\n%v", got, expected)
	}
}

func readAnswers(t *testing.T, text []byte, o sheet.Options) map[string]maturity.Answer {
	t.Helper()
	s, problems, err := sheet.Read(bytes.NewReader(text), "sheet.yaml", sheet.YAML, builtIn(t), o)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v, %v in\n%s", err, problems, text)
	}
	if s.Answers == nil {
		s.Answers = map[string]maturity.Answer{}
	}
	return maps.Clone(s.Answers)
}

func seeded(seed int) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 3)) }
