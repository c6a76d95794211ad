package bank

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"genaiops/internal/maturity"
)

// FuzzLoad replaces one file of the base with any text. A model without problems
// scores the lowest and the highest answers.
func FuzzLoad(f *testing.F) {
	base := overlay(f, "testdata/base.txtar")
	names := slices.Sorted(maps.Keys(base))
	for _, file := range cases(f, "ok", "err") {
		for name, text := range overlay(f, file) {
			if i := slices.Index(names, name); i >= 0 && text != base[name] {
				f.Add(byte(i), text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, which byte, text string) {
		files := maps.Clone(base)
		name := names[int(which)%len(names)]
		files[name] = text
		m, problems := loadFiles(t, files)
		if (m == nil) != (len(problems) > 0) {
			t.Fatalf("model %v, problems %v", m != nil, problems)
		}
		var lengths []int // of the lines, in characters
		for line := range strings.SplitSeq(text, "\n") {
			lengths = append(lengths, utf8.RuneCountInString(line))
		}
		for _, p := range problems {
			line, col := max(p.Line, 1), max(p.Col, 1)
			if p.File == name && (line > len(lengths) || col > lengths[line-1]+1) {
				t.Errorf("%v is outside the file", p)
			}
		}
		if m != nil {
			checkScores(t, m)
		}
	})
}

func checkScores(t *testing.T, m *maturity.Model) {
	t.Helper()
	lowest, highest := maturity.Sheet{Answers: map[string]maturity.Answer{}}, maturity.Sheet{Answers: map[string]maturity.Answer{}}
	for _, q := range m.Bank.Questions() {
		lowest.Answers[q.ID] = maturity.Answer{Points: q.Lowest()}
		highest.Answers[q.ID] = maturity.Answer{Points: q.Highest()}
	}
	for level, s := range map[*maturity.Level]maturity.Sheet{&m.Levels[0]: lowest, &m.Levels[len(m.Levels)-1]: highest} {
		a, err := maturity.Score(m, s)
		if err != nil || a.Level.Number != level.Number {
			t.Errorf("level %v, error %v; expected level %d", a, err, level.Number)
		}
	}
}
