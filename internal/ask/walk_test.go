package ask

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/maturity"
)

// foreignBank is a bank of another shape: many options, uneven points that
// don't start at 0, empty texts, long words.
func foreignBank() *maturity.Bank {
	b := &maturity.Bank{ID: "other", Version: 3, Title: "Readiness"}
	for d := range 3 {
		dimension := maturity.Dimension{ID: fmt.Sprint("d", d), Name: strings.Repeat("Dimension", d+1)}
		for q := range d + 1 {
			question := maturity.Question{
				ID: fmt.Sprintf("d%d.q%d", d, q), Title: fmt.Sprintf("日本 %d %d", d, q),
				Text: strings.Repeat("word ", 60*d+1) + strings.Repeat("x", 200*q),
			}
			for o := range 2 + 4*d {
				question.Options = append(question.Options, maturity.Option{
					Points: 3 + 7*o, Text: strings.Repeat(fmt.Sprint("option ", o, " "), 1+12*o),
				})
			}
			dimension.Questions = append(dimension.Questions, question)
		}
		b.Dimensions = append(b.Dimensions, dimension)
	}
	return b
}

func TestBothAskersTakeABankOfAnyShape(t *testing.T) {
	t.Parallel()
	for name, asker := range map[string]Asker{
		"form":  &Form{In: strings.NewReader(enter + strings.Repeat(down+down+enter, 6) + "f"), Out: io.Discard},
		"plain": &Plain{In: strings.NewReader(strings.Repeat("10\n", 6) + "f\n"), Out: io.Discard},
	} {
		r := &recorder{}
		s := &Session{Bank: foreignBank(), Save: r.save}
		if err := asker.Ask(context.Background(), s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, q := range s.Bank.Questions() {
			if got := s.Answers[q.ID]; got.Points != 10 || got.Unknown {
				t.Errorf("%s: %s answered %+v", name, q.ID, got)
			}
		}
		checkSaved(t, s, r)
	}
}

func TestPlainSaysWhereThereIsNoHelp(t *testing.T) {
	t.Parallel()
	s := &Session{Bank: foreignBank(), Save: (&recorder{}).save}
	shown, err := runPlain(s, "h\nq\n")
	checkError(t, err, ErrQuit)
	if !strings.Contains(shown, "There is no help for this question.") {
		t.Errorf("%s", shown)
	}
}

// walkKeys are pressed at random. None of them ends an unfinished form.
var walkKeys = []string{
	"enter", "enter", "down", "down", "up", "left", "right", "esc", "b", "n", "r", "?", "j", "k", "0", "2", "u", "9",
	"home", "end", "pgup", "pgdown", "tab", "shift+tab", "ctrl+j", "/", "text", "日本", "enter ctrl+c", " ", "\n", "e\u0301",
}

// allKeys returns every key that bubbletea knows and that doesn't end the form,
// with and without Alt.
func allKeys() []tea.KeyMsg {
	var all []tea.KeyMsg
	for kind := tea.KeyType(-128); kind < 128; kind++ {
		k := tea.KeyMsg{Type: kind}
		switch k.String() {
		case "", "ctrl+c", "ctrl+\\", "ctrl+s", "ctrl+z", "runes":
			continue
		}
		if kind == tea.KeySpace {
			k.Runes = []rune{' '}
		}
		if kind != tea.KeyRunes {
			all = append(all, k, tea.KeyMsg{Type: kind, Runes: k.Runes, Alt: true})
		}
	}
	for _, text := range walkKeys {
		if k := keyNamed(text); k.Type == tea.KeyRunes {
			all = append(all, k, tea.KeyMsg{Type: k.Type, Runes: k.Runes, Paste: true})
		}
	}
	for _, letter := range "bcdflu<>" { // the words of bubbles' text area
		all = append(all, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{letter}, Alt: true})
	}
	return all
}

func TestRandomKeysAnswerOnlyWhatIsOnScreen(t *testing.T) {
	t.Parallel()
	keys := allKeys()
	for seed := range uint64(40) {
		r := seeded(seed)
		saves := &recorder{}
		s := &Session{Bank: terseBank(), Save: saves.save, Notes: seed%2 == 0, Proposals: map[string]Proposal{}}
		if seed%3 == 0 {
			s.Bank = foreignBank()
		}
		for _, q := range s.Bank.Questions() {
			if a := (maturity.Answer{Points: q.Options[0].Points, Note: " \n\t"}); r.IntN(4) == 0 {
				s.Proposals[q.ID] = Proposal{From: "August", Answer: a}
			}
		}
		m := newTestModel(s, 80, 24)
		m.screen = &screen{Writer: io.Discard}
		for range 150 {
			k := keys[r.IntN(len(keys))]
			if r.IntN(2) == 0 {
				k = keyNamed(walkKeys[r.IntN(len(walkKeys))])
			}
			walkOn(t, m, r, k)
		}
		if len(saves.saved) == 0 {
			t.Errorf("seed %d: no answer in the whole walk", seed)
			continue
		}
		checkSaved(t, s, saves)
	}
}

// walkOn presses a key, sometimes after resizing the window, and checks what
// must always hold.
func walkOn(t *testing.T, m *model, r *rand.Rand, k tea.KeyMsg) {
	t.Helper()
	switch r.IntN(15) {
	case 0:
		size := sizes[r.IntN(len(sizes))]
		m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
	case 1:
		m.Update(tea.MouseMsg{X: 3, Y: 7, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
		m.Update(tea.FocusMsg{})
	}
	m.Update(keysRead{m.opened}) // the page was drawn before the key
	page, before, view := m.page, maps.Clone(m.session.Answers), m.View()
	done := make(chan struct{})
	go func() {
		m.Update(k)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatalf("%q hangs on %T", k, page)
	}
	checkView(t, m.View(), [2]int{m.frame.width, m.frame.height})
	for id, a := range m.session.Answers {
		if old, ok := before[id]; ok && old.Points == a.Points && old.Unknown == a.Unknown {
			continue
		}
		q, ok := page.(*questionPage)
		confirms := k.Type == tea.KeyEnter || k.Type == tea.KeyCtrlJ
		if !ok || !confirms || m.bank.questions[q.at].id != id || !regexp.MustCompile(`>\s+`+optionOf(a).name+` `).MatchString(view) {
			t.Fatalf("%q recorded %s: %+v on a page that shows\n%s", k, id, a, view)
		}
	}
	if m.over && !finished(m) {
		t.Fatalf("%q ended the form: %v", k, m.err)
	}
}

// longBank has n questions in dimensions of ten.
func longBank(n int) *maturity.Bank {
	b := &maturity.Bank{ID: "long", Version: 1, Title: "Long"}
	for i := range n {
		if i%10 == 0 {
			id := fmt.Sprint("d", i/10)
			b.Dimensions = append(b.Dimensions, maturity.Dimension{ID: id, Name: "Dimension " + id})
		}
		d := &b.Dimensions[i/10]
		d.Questions = append(d.Questions, maturity.Question{
			ID: fmt.Sprintf("%s.q%d", d.ID, i), Title: fmt.Sprintf("A title of the usual length, number %d", i+1), Text: "How?",
			Options: []maturity.Option{{Points: 0, Text: strings.Repeat("not ", 20)}, {Points: 1, Text: strings.Repeat("somewhat ", 12)}},
		})
	}
	return b
}

func TestEveryRowOfALongReviewIsReachable(t *testing.T) {
	t.Parallel()
	for width := 40; width <= 70; width += 15 {
		s := &Session{Bank: longBank(120), Save: (&recorder{}).save}
		m := typed(newTestModel(s, width, 24), "r")
		for i := range 120 {
			if !strings.Contains(m.View(), fmt.Sprintf("> %3d ", i+1)) {
				t.Fatalf("%d columns: row %d is not visible:\n%s", width, i+1, m.View())
			}
			typed(m, "down")
		}
		if !strings.Contains(words(m.View()), "Finish") || !strings.Contains(m.View(), ">      Finish") {
			t.Errorf("%d columns: Finish is not visible:\n%s", width, m.View())
		}
	}
}

// The largest bank there may be has 500 questions.
func TestALongReviewOpensAtOnce(t *testing.T) {
	t.Parallel()
	s := &Session{Bank: longBank(500), Save: (&recorder{}).save}
	s.Answers = fullSheet(s.Bank, func(int) int { return 1 })
	delete(s.Answers, "d49.q499")
	m := newTestModel(s, 80, 24)
	began := time.Now()
	typed(m, "enter", "r", "up", "home", "end")
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it takes %s", took)
	} else {
		t.Log(took)
	}
}

func TestHeaderKeepsTheQuestionsNumber(t *testing.T) {
	t.Parallel()
	for width := minWidth; width <= 120; width += 7 {
		s := &Session{Bank: foreignBank(), Save: (&recorder{}).save}
		s.Answers = map[string]maturity.Answer{"d0.q0": {Points: 3}, "d1.q0": {Points: 3}, "d1.q1": {Points: 3}}
		m := typed(newTestModel(s, width, 30), "enter")
		first, _, _ := strings.Cut(m.View(), "\n")
		place := "question 4 of 6"
		if width >= 40 && !strings.Contains(first, place) {
			t.Errorf("width %d: %q", width, first)
		}
	}
}

func TestFooterShowsKeysInOrderOfNeed(t *testing.T) {
	t.Parallel()
	hints := []hint{{"enter", "confirm", "confirm"}, {"q", "save and quit", "quit"}, {"r", "review", "review"}}
	tests := []struct {
		width, height int
		want          string
	}{
		{80, 24, "enter confirm  q save and quit  r review"},
		{40, 10, "enter confirm  q quit  r review"},
		{30, 10, "enter confirm  q quit"},
		{30, 24, "enter confirm\nq save and quit  r review"},
	}
	for _, test := range tests {
		f := frame{look: plainLook(), width: test.width, height: test.height}
		if got := strings.Join(f.footer("", hints), "\n"); got != test.want {
			t.Errorf("%d x %d: %q, want %q", test.width, test.height, got, test.want)
		}
	}
}

func TestLongMessageIsCutToTwoLines(t *testing.T) {
	t.Parallel()
	f := frame{look: plainLook(), width: 40, height: 10}
	got := f.footer(strings.Repeat("message ", 30), nil)
	if len(got) != 2 || !strings.HasSuffix(got[1], "…") || ansi.StringWidth(got[1]) > f.textWidth() {
		t.Errorf("%q", got)
	}
}
