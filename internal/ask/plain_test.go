package ask

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"genaiops/internal/maturity"
)

// runPlain asks with these lines as input.
func runPlain(s *Session, in string) (shown string, err error) {
	var out bytes.Buffer
	err = (&Plain{In: strings.NewReader(in), Out: &out}).Ask(context.Background(), s)
	return out.String(), err
}

func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

func TestPlainTranscript(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 80} {
		s, r := newSession()
		s.Bank.Dimensions = s.Bank.Dimensions[:1]
		in := strings.NewReader(lines("", "b", "h", "7", "maybe", " 1 ", "b", "N", "U", "f", "1", "2", "F"))
		var out bytes.Buffer
		if err := (&Plain{In: in, Out: &out, Width: width}).Ask(context.Background(), s); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if ansi.StringWidth(line) > width {
				t.Errorf("wider than %d: %q", width, line)
			}
		}
		checkNoVerdict(t, out.String())
		checkSaved(t, s, r)
		name := map[int]string{40: "plain_40", 80: "plain_80"}[width]
		golden(t, name, out.String())
	}
}

func TestPlainNotesTranscript(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	s.Bank.Dimensions = s.Bank.Dimensions[:1]
	s.Notes = true
	shown, err := runPlain(s, lines("1", "Saves 40 %", "docs/a.md", "https://example.com/b", "", "3", "2, Ada, Ben, 2027-02-30", "2, Ada, Ben, 2027-02-28",
		"u", "", "", "", "1", "2", "", "-", "f"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "plain_notes", shown)
	got := s.Answers["models.selection"]
	if got.Points != 2 || got.Note != "Saves 40 %" || len(got.Evidence) != 0 {
		t.Errorf("got %+v", got)
	}
	checkSaved(t, s, r)
}

func TestPlainReadsAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		in   []string
		want []int // the first answers; the others are missing
		err  error
	}{
		{"names", []string{"0", "1", "2", "u"}, []int{0, 1, 2, 3}, ErrInputEnded},
		{"trimmed", []string{"  1\t", " U"}, []int{1, 3}, ErrInputEnded},
		{"carriage returns", []string{"1\r", "2\r"}, []int{1, 2}, ErrInputEnded},
		{"enter alone", []string{"", "", "   "}, nil, ErrInputEnded},
		{"nonsense", []string{"3", "01", "unknown", "-1", "+1", "1.0", "1e0", "yes", "１", "99999999999999999999"}, nil, ErrInputEnded},
		{"back and change", []string{"1", "2", "b", "b", "u"}, []int{3, 2}, ErrInputEnded},
		{"back and keep", []string{"1", "b", "n", "2"}, []int{1, 2}, ErrInputEnded},
		{"back over an answer without answering", []string{"1", "b", "", "q"}, []int{1}, ErrQuit},
		{"next needs an answer", []string{"n", "n", "1"}, []int{1}, ErrInputEnded},
		{"capitals", []string{"1", "B", "U", "H", "Q"}, []int{3}, ErrQuit},
		{"quit", []string{"1", "q", "2"}, []int{1}, ErrQuit},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, r := newSession()
			_, err := runPlain(s, lines(test.in...))
			checkError(t, err, test.err)
			checkAnswers(t, s, slices.Concat(test.want, unanswered(14-len(test.want))))
			checkSaved(t, s, r)
		})
	}
}

// Bad input gets an explanation and the prompt again, and changes nothing.
func TestPlainExplainsBadInputAndTakesTheNextGoodOne(t *testing.T) {
	t.Parallel()
	const question, back = "Answer 0 to 2 or u, b back, h help, q quit and keep the draft", ", n next and keep the answer"
	all := slices.Repeat([]string{"0"}, 14)
	nothing := func(expected string) string { return "\nYou didn't enter anything. Please enter " + expected + ".\n" }
	other := func(word, expected string) string {
		return "\n" + word + " isn't one of the choices. Please enter " + expected + ".\n"
	}
	for _, place := range []struct {
		name             string
		before           []string // the input that leads there
		prompt, expected string
		bad              []string
		good             string
		want             []int
	}{
		{"first question", nil, question, "0 to 2, u, b, h or q", []string{"5", "n", "f"}, "2", []int{2}},
		{"answered question", []string{"1", "b"}, question + back, "0 to 2, u, b, h, n or q", []string{"5", "f"}, "2", []int{2}},
		{"question from the review", append(slices.Clone(all), "9"), question + back, "0 to 2, u, b, h, n or q", []string{"5", "14", "f"}, "0", make([]int, 14)},
		{
			"review", all, "Number of a question to change, 1 to 14, or f finish, b back, h help, q quit and keep the draft",
			"a number from 1 to 14, f, b, h or q",
			[]string{"15", "n"},
			"f", make([]int, 14),
		},
	} {
		replies := map[string]string{
			"": nothing(place.expected), " \t ": nothing(place.expected), "\x1b[A": nothing(place.expected), "\x1b1": nothing(place.expected),
			"twenty-one characters": other(`"twenty-one characte…"`, place.expected),
		}
		for _, word := range append(place.bad, "00", "-1", "+1", "1.5", "1 2", "1x", "x", "yes", "next", `"1"`) {
			replies[word] = other(strconv.Quote(word), place.expected)
		}
		for bad, reply := range replies {
			t.Run(place.name+" "+strconv.Quote(bad), func(t *testing.T) {
				t.Parallel()
				shown := func(s *Session, in ...string) string {
					var out bytes.Buffer
					input := strings.NewReader(strings.Join(append(in, ""), "\n"))
					_ = (&Plain{In: input, Out: &out, Width: 500}).Ask(context.Background(), s)
					return strings.TrimSuffix(out.String(), "\n") // written at the end of the input
				}
				s, _ := newSession()
				before := shown(s, slices.Clone(place.before)...)
				s, _ = newSession()
				after := shown(s, append(slices.Clone(place.before), bad, bad)...)
				if got, want := strings.TrimPrefix(after, before), strings.Repeat(reply+place.prompt+": ", 2); got != want {
					t.Errorf("it says %q, expected %q", got, want)
				}
				s, _ = newSession()
				shown(s, append(slices.Clone(place.before), bad, place.good)...)
				checkAnswers(t, s, slices.Concat(place.want, unanswered(14-len(place.want))))
			})
		}
	}
}

func TestPlainReviewChangesAndFinishes(t *testing.T) {
	t.Parallel()
	all := slices.Repeat([]string{"0"}, 14)
	changed := func(at, option int) []int {
		want := make([]int, 14)
		want[at] = option
		return want
	}
	tests := []struct {
		name string
		in   []string
		want []int
		err  error
	}{
		{"finish", []string{"f"}, make([]int, 14), nil},
		{"change", []string{"9", "u", "f"}, changed(8, 3), nil},
		{"change two", []string{"14", "2", "14", "1", "f"}, changed(13, 1), nil},
		{"open and keep", []string{"9", "n", "f"}, make([]int, 14), nil},
		{"open and back", []string{"9", "b", "f"}, make([]int, 14), nil},
		{"back to the last", []string{"b", "1", "f"}, changed(13, 1), nil},
		{"back twice", []string{"b", "b", "1", "n", "f"}, changed(12, 1), nil},
		{"enter alone", []string{"", "x", "15", "0", "f"}, make([]int, 14), nil},
		{"quit", []string{"q"}, make([]int, 14), ErrQuit},
		{"end", nil, make([]int, 14), ErrInputEnded},
		{"end in a question", []string{"9"}, make([]int, 14), ErrInputEnded},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, r := newSession()
			_, err := runPlain(s, lines(append(slices.Clone(all), test.in...)...))
			checkError(t, err, test.err)
			checkAnswers(t, s, test.want)
			checkSaved(t, s, r)
		})
	}
}

func TestPlainResumesAndFinishesOnlyWithEveryAnswer(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 2 })
	delete(s.Answers, "models.selection")
	delete(s.Answers, "strategy.innovation")
	shown, err := runPlain(s, lines("0")+strings.Repeat("n\n", 12)+lines("q"))
	checkError(t, err, ErrQuit)
	if !strings.Contains(shown, "12 of 14 answered") || !strings.Contains(shown, "Your current answer is 2.") {
		t.Errorf("the draft's answers are not mentioned:\n%s", shown)
	}
	s.Answers["strategy.innovation"] = maturity.Answer{Points: 99} // not an option
	delete(s.Answers, "models.selection")
	shown, err = runPlain(s, lines("0")+strings.Repeat("n\n", 12)+lines("n", "f", "14", "1", "f"))
	if err != nil || !strings.Contains(shown, "Not answered yet: 14.") {
		t.Errorf("%v:\n%s", err, shown)
	}
}

func TestPlainShowsTheCurrentAnswerAfterGoingBack(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"0", "1", "2", "u"} {
		s, _ := newSession()
		shown, _ := runPlain(s, lines(answer, "b", "q"))
		if n := strings.Count(shown, "\nYour current answer is "); n != 1 || !strings.Contains(shown, "\nYour current answer is "+answer+".\n") {
			t.Errorf("answer %s is printed %d times in\n%s", answer, n, shown)
		}
	}
}

func TestPlainReadsALastLineWithoutLineEnd(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	if _, err := runPlain(s, strings.Repeat("1\n", 14)+"f"); err != nil {
		t.Error(err)
	}
}

func TestPlainEndOfInputAnswersNoQuestion(t *testing.T) {
	t.Parallel()
	for n := range 15 {
		s, r := newSession()
		_, err := runPlain(s, strings.Repeat("2\n", n))
		checkError(t, err, ErrInputEnded)
		checkAnswers(t, s, slices.Concat(slices.Repeat([]int{2}, n), unanswered(14-n)))
		checkSaved(t, s, r)
	}
}

func TestPlainInterruptAnywhereKeepsTheAnswers(t *testing.T) {
	t.Parallel()
	for n := range 15 {
		ctx, cancel := context.WithCancel(context.Background())
		in, typing := io.Pipe()
		go func() {
			_, _ = io.WriteString(typing, strings.Repeat("2\n", n)+"\n") // the last line answers nothing
			cancel()
		}()
		s, r := newSession()
		checkError(t, (&Plain{In: in, Out: io.Discard}).Ask(ctx, s), ErrInterrupted)
		if len(s.Answers) > n {
			t.Errorf("%d answers after %d lines", len(s.Answers), n)
		}
		checkSaved(t, s, r)
	}
}

func TestPlainStopsAtASaveError(t *testing.T) {
	t.Parallel()
	s, r := newSession()
	r.fail, r.at = io.ErrShortWrite, 3
	shown, err := runPlain(s, strings.Repeat("1\n", 20))
	checkError(t, err, io.ErrShortWrite)
	checkAnswers(t, s, slices.Concat([]int{1, 1, 1}, unanswered(11)))
	if strings.Count(shown, "Recorded:") != 2 {
		t.Errorf("claims to have recorded an unsaved answer:\n%s", shown)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestPlainStopsAtAWriteError(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	err := (&Plain{In: strings.NewReader("1\n"), Out: brokenWriter{}}).Ask(context.Background(), s)
	checkError(t, err, io.ErrClosedPipe)
	if len(s.Answers) > 0 {
		t.Error("took an answer to a question that was not shown")
	}
}

func TestPlainRefusesAnEndlessLine(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	shown, err := runPlain(s, strings.Repeat("2", 4*maxLine)+"\n2\n")
	checkError(t, err, ErrInputEnded)
	checkAnswers(t, s, append([]int{2}, unanswered(13)...))
	if !strings.Contains(words(shown), "That line is too long; the limit is 131072 bytes. Please enter a shorter one.") {
		t.Errorf("does not mention the long line:\n%s", shown)
	}
}

func TestPlainNeverWritesAnEscape(t *testing.T) {
	t.Parallel()
	const evil = "\x1b[2J\x1b]0;owned\x07\u009b31m"
	s, _ := newSession()
	s.Draft, s.Notes = evil, true
	s.Bank.Title, s.Bank.Instructions = evil, maturity.Instructions{Scope: evil, Choose: evil}
	for _, q := range s.Bank.Questions() {
		q.Title, q.Text, q.Help, q.Why, q.Evidence = evil, evil, evil, evil, []string{evil}
		q.Options[0].Text = evil
	}
	shown, err := runPlain(s, lines("h", evil, "1", "note"+evil, evil, "", "b", "u", "-", "")+strings.Repeat("1\n\n\n", 13))
	checkError(t, err, ErrInputEnded)
	if i := strings.IndexAny(shown, "\x1b\x07\u009b\r\x00"); i >= 0 {
		t.Errorf("a control character at %d: %q", i, shown)
	}
	if note := s.Answers["models.selection"].Note; strings.Contains(note, "\x1b") {
		t.Errorf("note %q", note)
	}
}

func TestPlainPrintsAllThatTheFormShows(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	shown, _ := runPlain(s, strings.Repeat("h\n2\n", 14))
	printed := words(shown)
	b := newQuestionnaire(s.Bank)
	for _, q := range b.questions {
		parts := []string{q.dimension, q.title, q.text, q.help, q.why, strings.Join(q.evidence, "; ")}
		for _, o := range q.options {
			parts = append(parts, o.text)
		}
		for _, part := range parts {
			if !containsWrapped(printed, part) {
				t.Errorf("%s: %q is not printed", q.id, part)
			}
		}
	}
	if n := strings.Count(printed, b.instructions.Choose[:40]); n != 15 { // at the start and on each h
		t.Errorf("the choosing rule is printed %d times", n)
	}
}

// containsWrapped looks for text that may be broken after hyphens.
func containsWrapped(told, part string) bool {
	join := func(s string) string { return strings.ReplaceAll(s, "- ", "-") }
	return strings.Contains(join(told), join(words(part)))
}

func TestPlainChoosesThenAsksWithOneReader(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := &Plain{In: strings.NewReader(lines("", "7", "2", "2", "q")), Out: &out}
	got, err := p.Choose(context.Background(), "There is a draft.", []string{"Resume", "Start over", "Quit"})
	if got != 1 || err != nil {
		t.Fatalf("%d, %v", got, err)
	}
	s, _ := newSession()
	checkError(t, p.Ask(context.Background(), s), ErrQuit)
	checkAnswers(t, s, append([]int{2}, unanswered(13)...))
	golden(t, "plain_choose", out.String()[:strings.Index(out.String(), "GenAIOps maturity")])
}

func TestPlainExplainsABadChoiceAndTakesTheNextGoodOne(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		options          []string
		prompt, expected string
	}{
		{[]string{"Go on"}, "Enter 1, or q to quit: ", "1, or q"},
		{[]string{"Go on", "Stop", "Wait"}, "Enter a number from 1 to 3, or q to quit: ", "a number from 1 to 3, or q"},
	} {
		for _, bad := range []string{"", "0", "4", "-1", "01x", "b", "h", "f", "Go on"} {
			var out strings.Builder
			got, err := (&Plain{In: strings.NewReader(bad + "\n1\n"), Out: &out}).Choose(context.Background(), "How now?", test.options)
			reply := "You didn't enter anything."
			if bad != "" {
				reply = strconv.Quote(strings.ToLower(bad)) + " isn't one of the choices."
			}
			want := test.prompt + "\n" + reply + " Please enter " + test.expected + ".\n" + test.prompt
			if got != 0 || err != nil || !strings.HasSuffix(out.String(), want) {
				t.Errorf("%q: choice %d, %v, after\n%s\nexpected at its end\n%s", bad, got, err, out.String(), want)
			}
		}
	}
}

func TestPlainChoiceEndsWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]error{"q\n": ErrQuit, "": ErrInputEnded, "\n\n": ErrInputEnded} {
		_, err := (&Plain{In: strings.NewReader(in), Out: io.Discard}).Choose(context.Background(), "?", []string{"a", "b"})
		if !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", in, err, want)
		}
	}
}

func TestOutputAfterAPipeStartsOnANewLine(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]error{"q\n": ErrQuit, "": ErrInputEnded, "2\nq\n": ErrQuit} {
		var out strings.Builder
		s, _ := newSession()
		checkError(t, (&Plain{In: strings.NewReader(in), Out: &out, Silent: true}).Ask(context.Background(), s), want)
		if !strings.HasSuffix(out.String(), ": \n") {
			t.Errorf("after %q, the output ends in %q", in, out.String()[max(0, out.Len()-40):])
		}
	}
}

func TestPlainTakesAQuestionMarkForHelp(t *testing.T) {
	t.Parallel()
	helps := func(key string) string {
		var out strings.Builder
		s, _ := newSession()
		checkError(t, (&Plain{In: strings.NewReader(key + "\nq\n"), Out: &out}).Ask(context.Background(), s), ErrQuit)
		return out.String()
	}
	if helps("?") != helps("h") || helps("?") == helps("x") {
		t.Errorf("? prints\n%s", helps("?"))
	}
}

func TestPlainStartsACompleteDraftWithTheReview(t *testing.T) {
	t.Parallel()
	s, _ := newSession()
	s.Answers = fullSheet(s.Bank, func(int) int { return 1 })
	shown, err := runPlain(s, lines("f"))
	checkError(t, err, nil)
	if !strings.Contains(shown, "Number of a question to change") || strings.Contains(shown, "Question 1 of") {
		t.Errorf("a draft with every answer starts with:\n%s", shown)
	}
}

func TestPlainKeepsANoteWhereverTheInputEnds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		in             []string
		note, evidence string
	}{
		{[]string{"1"}, "", ""},
		{[]string{"1", "so"}, "so", ""},
		{[]string{"1", "so", "a.md"}, "so", "a.md"},
		{[]string{"1", "so", "a.md", "b.md"}, "so", "a.md,b.md"},
	} {
		s, r := newSession()
		s.Notes = true
		_, err := runPlain(s, lines(test.in...))
		checkError(t, err, ErrInputEnded)
		if got := s.Answers["models.selection"]; got.Points != 1 || got.Note != test.note || strings.Join(got.Evidence, ",") != test.evidence {
			t.Errorf("%q: %+v", test.in, got)
		}
		checkSaved(t, s, r)
	}
}

func TestPlainAddsEvidenceAndKeepsWhatIsUnchanged(t *testing.T) {
	t.Parallel()
	old := maturity.Answer{Points: 1, Note: "one\n  two\tthree", Evidence: []string{"a  b.md", "c\nd"}}
	for _, test := range []struct {
		in       []string
		note     string
		evidence []string
	}{
		{[]string{"1", "", "", ""}, old.Note, old.Evidence},
		{[]string{"1", "", "new.md", "", ""}, old.Note, []string{"a  b.md", "c\nd", "new.md"}},
		{[]string{"1", "other", "-", ""}, "other", nil},
		{[]string{"1", "-", "new.md", "-", "", ""}, "", []string{"a  b.md", "c\nd", "new.md", "-"}},
	} {
		s, _ := newSession()
		s.Notes = true
		s.Answers = map[string]maturity.Answer{"models.selection": old}
		s.Bank.Dimensions = s.Bank.Dimensions[:1]
		s.Bank.Dimensions[0].Questions = s.Bank.Dimensions[0].Questions[:1]
		_, err := runPlain(s, lines(append([]string{"1"}, append(test.in, "f")...)...)) // from the review
		checkError(t, err, nil)
		want := maturity.Answer{Points: 1, Note: test.note, Evidence: test.evidence}
		if got := s.Answers["models.selection"]; !sameAnswer(got, want) {
			t.Errorf("%q: %+v, expected %+v", test.in, got, want)
		}
	}
}

// Nobody sees what a pipe is answered with, so twenty lines that lead nowhere end
// it.
func TestAPipeThatAnswersNothingEnds(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"y\n", "\n", "h\n", "b\n", "9\n", "n\n"} {
		s, _ := newSession()
		var out bytes.Buffer
		endless := strings.NewReader(strings.Repeat(line, 100_000))
		err := (&Plain{In: endless, Out: &out, Silent: true}).Ask(context.Background(), s)
		checkError(t, err, ErrNoAnswers)
		if n := strings.Count(words(out.String()), "keep the draft:"); len(s.Answers) > 0 || n != 20 {
			t.Errorf("%q: %v after %d prompts", line, s.Answers, n)
		}
	}
	s, _ := newSession() // lines in a row, not in all
	in := strings.Repeat(strings.Repeat("x\n", 19)+"1\n", 14) + "f\n"
	checkError(t, (&Plain{In: strings.NewReader(in), Out: io.Discard, Silent: true}).Ask(context.Background(), s), nil)
}
