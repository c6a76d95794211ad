package ask

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/maturity"
)

// sizes are the windows that the form is made for.
var sizes = [][2]int{{120, 40}, {80, 24}, {60, 15}, {40, 10}}

func plainLook() look { return newLook(io.Discard, false) }

// typed presses keys, given by their names or as single letters.
func typed(m *model, keys ...string) *model {
	for _, key := range keys {
		m.Update(keyNamed(key))
	}
	return m
}

func keyNamed(name string) tea.KeyMsg {
	types := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
		"home": tea.KeyHome, "end": tea.KeyEnd, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "shift+tab": tea.KeyShiftTab,
		"ctrl+c": tea.KeyCtrlC, "ctrl+s": tea.KeyCtrlS, "ctrl+j": tea.KeyCtrlJ, "ctrl+n": tea.KeyCtrlN, "ctrl+p": tea.KeyCtrlP, "ctrl+u": tea.KeyCtrlU,
	}
	if name == "alt+enter" {
		return tea.KeyMsg{Type: tea.KeyEnter, Alt: true}
	}
	if kind, ok := types[name]; ok {
		return tea.KeyMsg{Type: kind}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func newTestModel(s *Session, width, height int) *model {
	return newModel(s, plainLook(), width, height)
}

func TestPagesFitFourSizes(t *testing.T) {
	t.Parallel()
	pages := []struct {
		name  string
		notes bool
		keys  []string
	}{
		{"opening", false, nil},
		{"question", false, []string{"enter"}},
		{"question_below", false, []string{"enter", "down", "down"}},
		{"question_help", false, []string{"enter", "?"}},
		{"question_answered", false, []string{"enter", "1", "enter", "left"}},
		{"question_message", false, []string{"enter", "right"}},
		{"question_paged", false, []string{"enter", "?", "pgdown", "pgdown", "pgup"}},
		{"review_early", false, []string{"enter", "1", "enter", "u", "enter", "r", "f"}},
		{"notes", true, []string{"enter", "2", "enter", "Saves 40 %", "enter", "docs/a.md"}},
		{"notes_long", true, []string{"enter", "2", "enter", strings.Repeat("long ", 30)}},
		{"notes_first", true, []string{"enter", "2", "enter", "Saves 40 %", "tab", "shift+tab"}},
	}
	for _, page := range pages {
		for _, size := range sizes {
			s, _ := newSession()
			s.Notes = page.notes
			m := typed(newTestModel(s, size[0], size[1]), page.keys...)
			view := ansi.Strip(m.View())
			checkView(t, view, size)
			golden(t, fmt.Sprintf("%s_%dx%d", page.name, size[0], size[1]), view)
		}
	}
}

func TestReviewFitsFourSizes(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		s, _ := newSession()
		s.Answers = fullSheet(s.Bank, func(i int) int { return i % 4 })
		m := typed(newTestModel(s, size[0], size[1]), "r")
		checkView(t, m.View(), size)
		golden(t, fmt.Sprintf("review_%dx%d", size[0], size[1]), m.View())
	}
}

func TestChoiceFitsFourSizes(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		m := newChooseModel("There is a draft with 5 of 14 answers for the team Search. What is to be done with it?",
			[]string{"Resume it", "Start over; the draft is kept aside", "Quit"}, plainLook(), size[0], size[1])
		checkView(t, m.View(), size)
		golden(t, fmt.Sprintf("choose_%dx%d", size[0], size[1]), m.View())
	}
}

// The last question of the foreign bank has ten options, and the bank has no rule
// for choosing.
func TestForeignPagesFitFourSizes(t *testing.T) {
	t.Parallel()
	var shown strings.Builder
	for _, keys := range [][]string{{}, {"r", "end", "up", "enter", "?"}, {"r"}} {
		for _, size := range sizes {
			m := typed(newTestModel(&Session{Bank: foreignBank(), Save: (&recorder{}).save}, size[0], size[1]), keys...)
			checkView(t, m.View(), size)
			fmt.Fprintf(&shown, "======== %v %v ========\n%s\n", keys, size, m.View())
		}
	}
	golden(t, "foreign", shown.String())
}

// Escape sequences are written as \e, so that the golden file can be read.
func TestColourShowsWhatMattersOnEveryPage(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Notes = true
	m := newModel(s, newLook(io.Discard, true), 60, 15)
	var shown strings.Builder
	for _, key := range []string{"", "enter", "1", "enter", "note", "enter", "enter", "2, Ada", "enter", "right", "?", "r", "f"} {
		if key != "" {
			typed(m, key)
		}
		fmt.Fprintf(&shown, "======== %s ========\n%s\n", key, strings.ReplaceAll(m.View(), "\x1b", `\e`))
	}
	golden(t, "colour", shown.String())
}

func TestFrameChangesAtTheseSizes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ width, text, bar int }{{30, 28, 6}, {55, 53, 6}, {56, 54, 20}, {97, 95, 20}, {98, 96, 20}, {200, 96, 20}} {
		f := frame{width: test.width, height: 24}
		if f.textWidth() != test.text || f.barWidth() != test.bar {
			t.Errorf("%d columns: the text has %d, the bar %d", test.width, f.textWidth(), f.barWidth())
		}
	}
	hints := []hint{{"enter", "confirm", "confirm"}, {"q", "save and quit", "quit"}, {"r", "review", "review"}}
	for height, want := range map[int]int{15: 1, 16: 2} {
		f := frame{look: plainLook(), width: 30, height: height}
		if got := len(f.footer("", hints)); got != want {
			t.Errorf("%d lines: the keys have %d", height, got)
		}
	}
	for size, want := range map[[2]int]bool{{30, 8}: false, {29, 8}: true, {30, 7}: true} {
		if f := (frame{width: size[0], height: size[1]}); f.tooSmall() != want {
			t.Errorf("%v is too small: %v", size, !want)
		}
	}
}

// The answers are beside the titles if 24 columns are left for them.
func TestReviewPutsAnswersBelowTitlesInANarrowWindow(t *testing.T) {
	t.Parallel()
	for width, lines := range map[int]int{40: 2, 41: 1} {
		s := &Session{Bank: foreignBank(), Save: (&recorder{}).save}
		s.Bank.Dimensions = s.Bank.Dimensions[:1]
		s.Bank.Dimensions[0].Questions[0].Title = "ten signs."
		items := reviewItems(newTestModel(s, 80, 24), width)
		if got := len(items[0].lines); got != lines {
			t.Errorf("%d columns: %d lines in %q", width, got, items[0].lines)
		}
	}
}

func TestEveryKeyThatMovesTheCursorMovesIt(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]int{
		"up k ctrl+p": 1, "down j ctrl+n": 3, "home g": 0, "end G": 3, "0": 0, "1": 1, "u": 3, "3 9 x tab": 2,
	} {
		for _, key := range strings.Fields(keys) {
			s, _ := newSession()
			m := typed(newTestModel(s, 80, 24), "enter", "2", key)
			if got := m.page.(*questionPage).choice.at(); got != want {
				t.Errorf("%s moves from option 2 to %d, expected %d", key, got, want)
			}
		}
	}
}

func TestKeysOfTheNotesPage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ keys, note, evidence string }{
		{"one tab two tab tab", "one", "two"},
		{"one shift+tab two tab tab tab", "onetwo", ""},
		{"one enter two shift+tab three tab tab tab", "onethree", "two"},
		{"one ctrl+j two ctrl+j three enter enter enter", "one\ntwo\nthree", ""},

		{"enter a.md enter b.md ctrl+j c.md enter enter enter", "", "a.md,b.md,c.md"},
		{"enter a.md enter enter tab", "", "a.md"},
	} {
		s, r := newSession()
		s.Notes = true
		m := typed(newTestModel(s, 80, 24), append([]string{"enter", "1", "enter"}, strings.Fields(test.keys)...)...)
		got := s.Answers["models.selection"]
		if got.Note != test.note || strings.Join(got.Evidence, ",") != test.evidence {
			t.Errorf("%s: %+v", test.keys, got)
		}
		if page, ok := m.page.(*questionPage); !ok || page.at != 1 {
			t.Errorf("%s leads to %#v, expected question 2", test.keys, m.page)
		}
		checkSaved(t, s, r)
	}
}

// In a note, Esc followed fast by a letter or by Enter is Esc and that key, as on
// the other pages.
func TestEscAndAKeyInANote(t *testing.T) {
	t.Parallel()
	for _, k := range []tea.KeyMsg{
		{Type: tea.KeyRunes, Runes: []rune("d"), Alt: true},
		{Type: tea.KeyRunes, Runes: []rune("b"), Alt: true},
		{Type: tea.KeyEnter, Alt: true},
	} {
		s, _ := newSession()
		s.Notes = true
		m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "two words")
		m.Update(k)
		if got := s.Answers["models.selection"]; got.Note != "two words" {
			t.Errorf("%s: %+v", k, got)
		}
		if page, ok := m.page.(*notesPage); ok != (k.Type == tea.KeyEnter) || ok && page.fields[0].Value() != "two words" {
			t.Errorf("%s leads to %#v", k, m.page)
		}
	}
}

// Words that arrive in one read are text, even where they name a key.
func TestWordsAreNoKeysInANote(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"delete", "enter", "end", "left", "home", "tab", "esc", "up", "backspace", "ctrl+c", "ctrl+s", "alt+left", "ctrl+u", "pgup"} {
		s, _ := newSession()
		s.Notes = true
		m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "we ")
		m.Update(keyOf(word))
		typed(m, " logs")
		m.Update(tea.KeyMsg{Type: tea.KeyEsc})
		if got, want := s.Answers["models.selection"].Note, "we "+word+" logs"; got != want || m.over {
			t.Errorf("the note is %q, expected %q", got, want)
		}
	}
}

func keyOf(text string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)} }

func TestEnterShowsWhatItWouldConfirmFirst(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 40, 10), "enter", "2", "pgup", "pgup")
	if strings.Contains(m.View(), "> 2") {
		t.Fatalf("the option is visible:\n%s", m.View())
	}
	if typed(m, "enter"); len(s.Answers) > 0 || !strings.Contains(m.View(), "> 2") {
		t.Fatalf("%v; it shows\n%s", s.Answers, m.View())
	}
	typed(m, "enter")
	checkAnswers(t, s, append([]int{2}, unanswered(13)...))
}

// bubbles looks for a word on the left for ever if there is none.
func TestWordLeftEndsWhereThereIsNoWord(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "x", "   ": "x   ", "\n \n": "x\n \n", "日本 ": "x日本 ", "ab cd": "ab xcd"} {
		for _, k := range []tea.KeyMsg{{Type: tea.KeyLeft, Alt: true}, {Type: tea.KeyCtrlLeft}} {
			f := newField(plainLook(), "", text)
			f.Focus()
			f.press(k)
			if text == "日本 " {
				f.press(k) // once more, at the beginning
			}
			f.press(keyOf("x"))
			if got := f.Value(); got != want {
				t.Errorf("%s in %q gives %q, expected %q", k, text, got, want)
			}
		}
	}
}

// What nobody changes stays as it was.
func TestUnchangedNotesStayAsTheyWere(t *testing.T) {
	t.Parallel()
	old := maturity.Answer{Points: 1, Note: "one\n\n  two\tthree", Evidence: []string{"a  b.md", "c\td", "e\nf"}}
	s, r := newSession()
	s.Notes = true
	s.Answers = map[string]maturity.Answer{"models.selection": old}
	typed(newTestModel(s, 80, 24), "r", "g", "enter", "enter", "tab", "tab", "tab")
	if got := s.Answers["models.selection"]; !sameAnswer(got, old) || len(r.saved) > 0 {
		t.Errorf("it became %+v", got)
	}
	typed(newTestModel(s, 80, 24), "r", "g", "enter", "enter", "tab", "ctrl+j", "new.md", "tab", "tab")
	want := old
	want.Evidence = append(slices.Clone(old.Evidence), "new.md")
	if got := s.Answers["models.selection"]; !sameAnswer(got, want) {
		t.Errorf("it became %+v, expected %+v", got, want)
	}
}

func checkView(t *testing.T, view string, size [2]int) {
	t.Helper()
	lines := strings.Split(view, "\n")
	if len(lines) > size[1] {
		t.Errorf("%d lines in a window of %d:\n%s", len(lines), size[1], view)
	}
	for _, line := range lines {
		if ansi.StringWidth(line) >= size[0] { // a column on the right stays free, as on the left
			t.Errorf("%d columns in a window of %d: %q", ansi.StringWidth(line), size[0], line)
		}
	}
	checkNoVerdict(t, view)
}

func TestOptionUnderTheCursorIsFullyVisible(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		s, _ := newSession()
		m := typed(newTestModel(s, size[0], size[1]), "enter")
		for _, q := range m.bank.questions {
			for i, o := range q.options {
				seen := typed(m, "down").View()
				if i == 0 { // the page begins with the question, and the option may end below
					seen += "\n" + typed(m, "pgdown").View()
				}
				if !strings.Contains(words(bodyOnly(seen)), words(o.text)) {
					t.Errorf("%v: option %d of %s is not visible:\n%s", size, i, q.id, seen)
				}
			}
			typed(m, "enter")
		}
	}
}

// bodyOnly drops the "more" lines between the pages of a text.
func bodyOnly(view string) string {
	var kept []string
	for _, line := range strings.Split(view, "\n") {
		if !strings.Contains(line, " more, Pg") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func TestPagingShowsEverythingInTheSmallestWindow(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, minWidth, minHeight), "enter", "?")
	m.frame.scroll = 0
	m.draw()
	var seen []string
	for {
		seen = append(seen, strings.Split(m.View(), "\n")[2:minHeight-2]...)
		before := m.frame.scroll
		if typed(m, "pgdown"); m.frame.scroll == before {
			break
		}
		seen = seen[:len(seen)-1] // one line is on both pages
	}
	all := words(strings.Join(seen, " "))
	q := m.bank.questions[0]
	for _, o := range q.options {
		if !strings.Contains(all, o.text) {
			t.Errorf("%q was never visible in %s", o.text, all)
		}
	}
	for _, part := range m.bank.help(&q) {
		if first := strings.Fields(part.text)[0]; !strings.Contains(all, first) {
			t.Errorf("help %q was never visible", part.title)
		}
	}
}

func TestFullRuleIsAlwaysReachable(t *testing.T) {
	t.Parallel()
	for _, size := range sizes {
		s, _ := newSession()
		m := typed(newTestModel(s, size[0], size[1]), "enter")
		rule := m.bank.instructions.Choose
		if !strings.Contains(words(m.View()), rule[:20]) {
			t.Errorf("%v: the rule is not visible:\n%s", size, m.View())
		}
		typed(m, "?")
		seen := ""
		for range 12 {
			seen += "\n" + m.View()
			typed(m, "pgdown")
		}
		if short := strings.Contains(m.View(), "(? full rule)"); short && !strings.Contains(words(seen), "the answer above it.") {
			t.Errorf("%v: the full rule is nowhere", size)
		}
	}
}

func TestKeysOfTheOpeningPage(t *testing.T) {
	t.Parallel()
	view := func(keys ...string) string {
		s, _ := newSession()
		return typed(newTestModel(s, 40, 10), keys...).View()
	}
	opening, rules, below, question := view(), view("?"), view("?", "down"), view("enter")
	if rules == opening || below == rules || below == view("?", "down", "down") {
		t.Fatalf("the rules do not move:\n%s", below)
	}
	for keys, want := range map[string]string{
		"? j": below, "? down up": rules, "? down k": rules, "? down down up": below, "? up": rules, "? down ?": opening,
		"? esc": opening, "? ? ?": rules, "? enter": question,
		"right": question, "n": question, "r b": question, "x": opening, "left": opening, "down": opening,
	} {
		if got := view(strings.Fields(keys)...); got != want {
			t.Errorf("%s shows\n%s\nexpected\n%s", keys, got, want)
		}
	}
	if got := view("r"); !strings.Contains(got, "Review") || !strings.Contains(got, "0 of 14 answered") {
		t.Errorf("r shows\n%s", got)
	}
}

// Five lines say what, how long and how to stop, even in a small window.
func TestOpeningPageIsCalm(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Draft = strings.Repeat("/long/path", 30)
	m := newTestModel(s, 40, 10)
	if view := m.View(); strings.Contains(view, " more, Pg") || strings.Contains(view, "/long") {
		t.Errorf("it shows\n%s", view)
	}
	if all := m.page.content(m, roominess{}).lines; len(all) > 5 {
		t.Errorf("it has %d lines", len(all))
	}
	shown := typed(newTestModel(s, 120, 40), "?").View()
	for _, rule := range []string{"How to choose:", "Not sure:", "Not applicable:", "Evidence:", "Scope:", "Saved in:"} {
		if !strings.Contains(shown, rule) {
			t.Errorf("%s is not behind ? in\n%s", rule, shown)
		}
	}
}

func TestOpeningPageShowsEveryNotice(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Notices = []string{"Another draft\tis\nhere.", "So is a third."}
	m := newTestModel(s, 80, 40)
	if !strings.Contains(m.View(), "Another draft is here.") || !strings.Contains(m.View(), "So is a third.") {
		t.Errorf("the page is\n%s", m.View())
	}
	shown, _ := runPlain(s, "q\n")
	if !strings.Contains(shown, "\nAnother draft is here.\nSo is a third.\n") {
		t.Errorf("the prompter says\n%s", shown)
	}
}

func TestResumingACompleteDraftOpensTheReview(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 1 })
	m := typed(newTestModel(s, 80, 24), "enter")
	if _, ok := m.page.(*reviewPage); !ok {
		t.Fatalf("at %#v", m.page)
	}
	if page, ok := typed(m, "b").page.(*questionPage); !ok || page.at != 13 {
		t.Errorf("back leads to %#v, expected the last question", m.page)
	}
}

func TestMovingAnswersNothing(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	m := typed(newTestModel(s, 80, 24), "enter")
	typed(m, "down", "up", "j", "k", "2", "end", "home", "?", "pgdown", "?", "right", "b", "left", "r", "esc", "x", "/", "ctrl+j")
	if len(r.saved) > 0 || len(s.Answers) > 0 {
		t.Errorf("saved %d times: %v", len(r.saved), s.Answers)
	}
	typed(m, "1", "ctrl+j") // an Enter typed before raw mode
	checkAnswers(t, s, append([]int{1}, unanswered(13)...))
}

// Enter alone, however often, is no answer.
func TestEnterChoosesNothing(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	m := newTestModel(s, 80, 24)
	for range 20 {
		typed(m, "enter")
	}
	if len(r.saved) > 0 || !strings.Contains(m.View(), "You haven't chosen an answer yet. Choose 0 to 2 or u.") {
		t.Errorf("saved %v; it shows\n%s", r.saved, m.View())
	}
	if strings.Contains(m.View(), ">") {
		t.Errorf("an option is marked:\n%s", m.View())
	}
}

func TestDigitsChooseWithoutConfirming(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter", "2", "9", "3")
	if len(s.Answers) != 0 {
		t.Fatal("a digit confirmed")
	}
	typed(m, "enter")
	if got := s.Answers["models.selection"]; got.Points != 2 || got.Unknown {
		t.Errorf("got %+v", got)
	}
}

func TestLettersInOneMessageCountOneByOne(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter", "jjk", "enter", "jb", "enter")
	if got, ok := s.Answers["models.selection"]; !ok || got.Points != 0 {
		t.Errorf("got %+v", got) // jjk and Enter chose it; after b, Enter confirmed it again
	}
	if page := m.page.(*questionPage); page.at != 1 || len(s.Answers) != 1 {
		t.Errorf("at question %d with %v", page.at+1, s.Answers)
	}
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("j"), Alt: true}) // Esc and j in one read
	if page := m.page.(*questionPage); page.at != 0 || page.choice.at() != 1 {
		t.Errorf("at question %d, option %d", page.at+1, page.choice.at())
	}
}

func TestPastingIntoAQuestionDoesNothing(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter")
	before := m.View()
	m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("q2r"), Paste: true})
	if m.over || m.View() != before {
		t.Error("a paste was taken for keys")
	}
}

func TestGoingBackChangesAnAnswer(t *testing.T) {
	t.Parallel()
	for _, back := range []string{"left", "esc", "b"} {
		s, r := newSession()
		m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "2", "enter", back, back)
		if page := m.page.(*questionPage); page.at != 0 || page.choice.at() != 1 {
			t.Fatalf("%s: at question %d, option %d", back, page.at+1, page.choice.at()+1)
		}
		typed(m, back, "right", "right", back, "u", "enter")
		want := append([]int{1, 3}, unanswered(12)...)
		checkAnswers(t, s, want)
		checkSaved(t, s, r)
	}
}

func TestReviewChangesAnAnswer(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 0 })
	m := typed(newTestModel(s, 80, 24), "enter", "home", "down", "down", "enter")
	if page, ok := m.page.(*questionPage); !ok || page.at != 2 {
		t.Fatalf("at %#v", m.page)
	}
	typed(m, "u", "enter")
	if page, ok := m.page.(*reviewPage); !ok || page.choice.at() != 14 {
		t.Fatal("confirming did not lead back to the review, to finish")
	}
	typed(m, "enter")
	if !finished(m) {
		t.Fatal("not finished")
	}
	want := make([]int, 14)
	want[2] = 3
	checkAnswers(t, s, want)
	if len(r.saved) != 1 {
		t.Errorf("saved %d times, want 1", len(r.saved))
	}
}

func TestReviewMovesOnToTheNextUnansweredQuestion(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 0 })
	for _, id := range []string{"models.optimization", "safety.content", "strategy.innovation"} {
		delete(s.Answers, id)
	}
	m := typed(newTestModel(s, 80, 24), "r", "enter") // question 2
	typed(m, "b", "home", "down", "down", "down", "down", "enter", "0", "enter")
	for _, want := range []int{8, 13} { // on from question 5
		if page, ok := m.page.(*questionPage); !ok || page.at != want {
			t.Fatalf("at %#v, expected question %d", m.page, want+1)
		}
		typed(m, "1", "enter")
	}
	if page, ok := m.page.(*questionPage); !ok || page.at != 1 {
		t.Fatalf("at %#v, expected question 2", m.page)
	}
	typed(m, "0", "enter")
	if page, ok := m.page.(*reviewPage); !ok || page.choice.at() != 14 {
		t.Fatalf("at %#v, expected the last row of the review", m.page)
	}
}

func TestEscClosesTheHelpFirst(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "?", "esc")
	if page, ok := m.page.(*questionPage); !ok || page.at != 1 || page.help {
		t.Fatalf("at %#v, expected question 2 without help", m.page)
	}
	if typed(m, "esc"); m.page.(*questionPage).at != 0 {
		t.Errorf("at %#v, expected question 1", m.page)
	}
}

func TestNextKeyRefusesToDropAChange(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "left", "2", "right")
	if page, ok := m.page.(*questionPage); !ok || page.at != 0 || !strings.Contains(m.View(), "That change isn't confirmed") {
		t.Fatalf("at %#v:\n%s", m.page, m.View())
	}
	typed(m, "enter", "left", "right")
	if page := m.page.(*questionPage); page.at != 1 || s.Answers["models.selection"].Points != 2 {
		t.Errorf("at question %d with %v", page.at+1, s.Answers)
	}
}

func TestFinishingNeedsEveryAnswer(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 0 })
	delete(s.Answers, "safety.content")
	m := typed(newTestModel(s, 80, 24), "r", "f")
	if m.over || !strings.Contains(m.View(), "Not answered yet: 9.") {
		t.Fatalf("finished: %v\n%s", m.over, m.View())
	}
	typed(m, "enter", "u", "enter", "f")
	if !finished(m) {
		t.Error("not finished with every answer")
	}
}

func TestResumingStartsAtTheFirstUnansweredQuestion(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 1 })
	delete(s.Answers, "deployment.release")
	m := newTestModel(s, 80, 24)
	if !strings.Contains(m.View(), "13 of 14 answered") {
		t.Errorf("the opening page does not show the progress:\n%s", m.View())
	}
	typed(m, "enter")
	if page, ok := m.page.(*questionPage); !ok || page.at != 6 {
		t.Fatalf("at %#v", m.page)
	}
}

func TestKeysThatEndTheForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		keys []string
		want error
	}{
		{[]string{"q"}, ErrQuit},
		{[]string{"enter", "q"}, ErrQuit},
		{[]string{"enter", "ctrl+s"}, ErrQuit},
		{[]string{"enter", "r", "q"}, ErrQuit},
		{[]string{"enter", "ctrl+c"}, ErrInterrupted},
		{[]string{"ctrl+c"}, ErrInterrupted},
	}
	for _, test := range tests {
		s, _ := newSession()
		m := typed(newTestModel(s, 80, 24), test.keys...)
		if !m.over {
			t.Fatalf("%v: it goes on", test.keys)
		}
		checkError(t, m.err, test.want)
		if typed(m, "enter", "enter", "enter"); len(s.Answers) > 0 {
			t.Errorf("%v: keys after the end count", test.keys)
		}
	}
}

func TestNotesAreKeptHoweverThePageIsLeft(t *testing.T) {
	t.Parallel()
	write := []string{"enter", "1", "enter", "Saves q?b 40 %", "enter", "a.md", "enter", "b.md"}
	for _, leave := range [][]string{{"enter", "enter", "enter"}, {"tab", "tab"}, {"esc"}, {"ctrl+s"}, {"shift+tab", "esc"}} {
		s, r := newSession()
		s.Notes = true
		typed(newTestModel(s, 60, 15), append(write, leave...)...)
		got := s.Answers["models.selection"]
		if got.Points != 1 || got.Note != "Saves q?b 40 %" || strings.Join(got.Evidence, ",") != "a.md,b.md" {
			t.Errorf("%v: %+v", leave, got)
		}
		checkSaved(t, s, r)
	}
}

func TestANoteBeingTypedSurvivesCtrlC(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	s.Notes = true
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "half a no", "ctrl+c")
	checkError(t, m.err, ErrInterrupted)
	if got := r.last()["models.selection"]; got.Points != 1 || got.Note != "half a no" {
		t.Errorf("saved %+v", got)
	}
}

func TestEmptyNotesAreNotSaved(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	s.Notes = true
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "enter", "enter", "enter", "2", "enter")
	if _, ok := m.page.(*notesPage); !ok || len(r.saved) != 2 {
		t.Errorf("on %T after %d saves", m.page, len(r.saved))
	}
}

func TestSaveErrorStopsTheForm(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	r.fail, r.at = io.ErrShortWrite, 2
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "2", "enter", "u", "enter")
	if !m.over {
		t.Fatal("it goes on")
	}
	checkError(t, m.err, io.ErrShortWrite)
	checkAnswers(t, s, append([]int{1, 2}, unanswered(12)...))
}

func TestResizingKeepsAnswersAndCursor(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "2")
	for _, size := range append(sizes, [2]int{10, 3}, [2]int{0, 0}, [2]int{40, 10}) {
		m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		if size[0] >= minWidth {
			checkView(t, m.View(), size)
			if !strings.Contains(m.View(), "> 2") {
				t.Errorf("%v: the cursor is not visible:\n%s", size, m.View())
			}
		}
	}
	typed(m, "enter")
	checkAnswers(t, s, append([]int{1, 2}, unanswered(12)...))
}

func TestResizingKeepsWhatIsBeingTyped(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Notes = true
	m := typed(newTestModel(s, 80, 24), "enter", "1", "enter", "before ")
	m.Update(tea.WindowSizeMsg{Width: 40, Height: 10})
	typed(m, "after", "enter", "enter", "enter")
	if got := s.Answers["models.selection"].Note; got != "before after" {
		t.Errorf("note %q", got)
	}
}

func TestTooSmallWindowSaysSoAndTakesNoAnswer(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{29, 20}, {80, 7}, {20, 5}} {
		s, _ := newSession()
		m := typed(newTestModel(s, size[0], size[1]), "enter", "enter", "q")
		if m.over || len(s.Answers) > 0 {
			t.Errorf("%v: an unseen page took keys", size)
		}
		if !strings.Contains(strings.ReplaceAll(m.View(), "\n", ""), "accessible") {
			t.Errorf("%v:\n%s", size, m.View())
		}
		checkError(t, typed(m, "ctrl+s").err, ErrQuit)
	}
}

func TestBankCannotCommandTheTerminal(t *testing.T) {
	t.Parallel()
	const evil = "\x1b[2J\x1b]0;owned\x07\u009b31m"
	b := &maturity.Bank{
		Title: evil, Instructions: maturity.Instructions{Scope: evil, Choose: evil + "rule", Unsure: evil},
		Dimensions: []maturity.Dimension{{Name: evil, Questions: []maturity.Question{{
			ID: "a.b", Title: evil, Text: evil + "text", Help: evil, Why: evil, Evidence: []string{evil},
			Options: []maturity.Option{{Points: 0, Text: evil + "none"}, {Points: 5, Text: evil + "all"}},
		}}}},
	}
	m := newTestModel(&Session{Bank: b, Draft: evil, Save: (&recorder{}).save}, 80, 24)
	for _, key := range []string{"enter", "?", "?", "0", "enter", "f"} {
		if strings.ContainsAny(m.View(), "\x1b\x07\u009b") {
			t.Errorf("%q", m.View())
		}
		typed(m, key)
	}
	if !finished(m) {
		t.Error("not finished")
	}
}

func TestColoursAreTheTerminalsSixteen(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Notes = true
	m := newModel(s, newLook(io.Discard, true), 80, 24)
	for _, key := range []string{"enter", "1", "enter", "note", "enter", "enter", "right", "r"} {
		typed(m, key)
		if strings.Contains(m.View(), "38;") || strings.Contains(m.View(), "48;") {
			t.Fatalf("a colour of more than 16 in %q", m.View())
		}
	}
	if !strings.Contains(m.View(), "\x1b[") {
		t.Error("no colour at all")
	}
}

// finished reports whether the form ended with success.
func finished(m *model) bool { return m.over && m.err == nil }
