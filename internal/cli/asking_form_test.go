//go:build unix

package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// question is what the form shows on a question's page at every size.
func question(n int) string { return fmt.Sprintf("question %d of %d", n, questionCount) }

// open starts an assessment that has nothing to resume, up to its first
// question.
func open(t *testing.T, p place, s size, args ...string) *terminal {
	t.Helper()
	x := start(t, p.command(append([]string{"assess"}, args...)...), s)
	x.waits("enter start")
	x.types(enter)
	x.waits(question(1))
	return x
}

// finishes ends the review, and leaves out the team's name.
func (x *terminal) finishes() {
	x.t.Helper()
	x.types("f")
	x.skipsName()
}

func (x *terminal) skipsName() {
	x.t.Helper()
	x.waits("Enter leaves it out")
	x.types(enter)
}

func TestEverySizeAnswersAllQuestions(t *testing.T) {
	t.Parallel()
	for _, s := range sizes {
		t.Run(fmt.Sprint(s), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			x := open(t, p, s)
			for i, option := range mixed {
				x.waits(question(i + 1))
				x.types(strings.Repeat(down, option), enter)
				x.waits(nextPage(i + 1))
			}
			x.waits("14 of 14 answered, 2 of them")
			p.wantDraft(t, mixed)
			x.finishes()
			x.ends(StatusDone)
			p.wantFinished(t, mixed)
			if !strings.Contains(x.written(), "saved as "+p.saved(t)) {
				t.Error("the path of the sheet is not printed")
			}
		})
	}
}

// nextPage is shown after the answer to question n.
func nextPage(n int) string {
	if n == questionCount {
		return "f finish"
	}
	return question(n + 1)
}

func TestGoingBackChangesAnAnswer(t *testing.T) {
	t.Parallel()
	for _, back := range []string{left, escape, "b"} {
		p := newPlace(t)
		x := open(t, p, usual)
		x.types(mixed[:3].keys())
		x.waits(question(4))
		x.types(back)
		x.waits(question(3))
		x.types(back)
		x.waits(question(2), "1 ✓") // its answer is marked
		x.types("0", enter)
		x.waits(question(3))
		x.types(right) // keeps that answer
		x.waits(question(4))
		x.types(mixed[3:].keys())
		x.waits("f finish")
		x.finishes()
		x.ends(StatusDone)
		p.wantFinished(t, mixed.with(2, 1))
	}
}

func TestReviewChangesAnyAnswer(t *testing.T) {
	t.Parallel()
	for _, s := range sizes {
		t.Run(fmt.Sprint(s), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			x := open(t, p, s)
			x.types(mixed.keys())
			x.waits("f finish")
			want := mixed
			for n := 1; n <= questionCount; n++ {
				x.types("g", strings.Repeat(down, n-1), enter)
				x.waits(question(n))
				option := mixed[n-1]%unknownOption + 1
				x.types(name(option), enter)
				want = want.with(n, option)
				x.waits("f finish")
			}
			x.types("G", enter) // the line "Finish"
			x.skipsName()
			x.ends(StatusDone)
			p.wantFinished(t, want)
		})
	}
}

func TestMovingAboutAnswersNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p, usual)
	x.types(down, "2", right)
	x.waits("You haven't chosen an answer yet.")
	x.types("r")
	x.waits("0 of 14 answered")
	x.types("f")
	x.waits("Not answered yet: 1, 2, 3")
	x.types("q")
	x.ends(StatusInterrupted)
	p.wantDraft(t, nil)
}

func TestQuitAndResume(t *testing.T) {
	t.Parallel()
	for _, s := range sizes {
		t.Run(fmt.Sprint(s), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			x := open(t, p, s, "--team", "Web Search")
			x.types(mixed[:6].keys())
			x.waits(question(7))
			x.types(down, "q") // what the cursor is on is no answer
			x.ends(StatusInterrupted)
			x.restored()
			p.wantDraft(t, mixed[:6])
			wantInOrder(t, x.said(), "stopped before the end", "6 answers kept in "+p.draft(t), "genaiops assess --team 'Web Search'")

			x = start(t, p.command("assess", "--team", "Web Search"), s)
			x.waits("There is an unfinished assessment")
			x.types(enter)
			x.waits("enter go on")
			x.types(enter)
			x.waits(question(7))
			x.types(mixed[6:].keys())
			x.waits("f finish")
			x.types("f")
			x.ends(StatusDone)
			p.wantFinished(t, mixed)
		})
	}
}

// A report needs the team's name, so a person is asked for it once.
func TestTheTeamIsAskedForOnce(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--accessible"}} {
		p := newPlace(t)
		x := start(t, p.command(append([]string{"assess"}, args...)...), size{100, 50})
		if args == nil {
			x.waits("enter start")
			x.types(enter, mixed.keys(), "f")
		} else {
			x.waits("q quit and keep the draft:")
			x.types(mixed.lines(), "f\n")
		}
		x.waits("The team's name (Enter leaves it out):")
		x.types(interrupt)
		x.ends(StatusInterrupted)
		wantInOrder(t, x.said(), "genaiops: interrupted", "14 answers kept", " resumes there")

		x = start(t, p.command(append([]string{"assess", "--resume"}, args...)...), size{100, 50})
		if args == nil {
			x.waits("enter go on")
			x.types(enter)
			x.waits("f finish")
			x.types("f")
		} else {
			x.waits("q quit and keep the draft:")
			x.types("f\n")
		}
		x.waits("The team's name (Enter leaves it out):")
		x.types(strings.Repeat("x", 1001), enter)
		x.until("the prompt once more", func(screen string) bool { // what is typed before it doesn't count
			_, after, _ := strings.Cut(screen, "the name has 1001 characters; expected at most 1000")
			return strings.Contains(after, "The team's name (Enter leaves it out):")
		})
		x.types(" Web  Search ", enter)
		x.ends(StatusDone)
		p.wantFinished(t, mixed)
		if s := readSheet(t, p.saved(t)); s.Team != "Web Search" || !strings.HasSuffix(p.saved(t), "-web-search.yaml") {
			t.Errorf("%s is about %q", p.saved(t), s.Team)
		}
	}
}

func wantInOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			t.Errorf("%q is missing, or in another order, in:\n%s", part, text)
			return
		}
		rest = after
	}
}

func TestResizingInTheMiddleLosesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p, usual)
	for i, option := range mixed {
		x.types(name(option))
		s := sizes[i%len(sizes)]
		x.resizes(s)
		x.waits(question(i+1), "> "+name(option))
		x.types(enter)
		x.waits(nextPage(i + 1))
	}
	x.resizes(size{20, 5})
	x.waits("Enlarge it")
	x.resizes(usual)
	x.waits("14 of 14 answered")
	x.finishes()
	x.ends(StatusDone)
	x.waits("level ")
	p.wantFinished(t, mixed)
}

func TestNotesAreSavedWithTheirAnswers(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	x := open(t, p, usual, "--notes")
	x.types("1", enter)
	x.waits("Note (optional)")
	x.types("Routing saves 40 %", enter, "docs/routing.md", enter, enter, "2, Ada", enter)
	x.waits(question(2))
	x.types("q")
	x.ends(StatusInterrupted)
	text, err := os.ReadFile(p.draft(t))
	if err != nil {
		t.Fatal(err)
	}
	wantInOrder(t, string(text), "points: 1", "note: Routing saves 40 %", "docs/routing.md", "next: {points: 2, owner: Ada}")
}

// In a terminal with standard output in a file, the form is on the terminal and
// the file is JSON and nothing else.
func TestFormLeavesStandardOutputPure(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	cmd := p.command("assess", "--format", "json")
	file, err := os.Create(p.home + "/result.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cmd.Stdout = file
	x := start(t, cmd, usual)
	x.waits("enter start")
	x.types(enter, mixed.keys())
	x.waits("f finish")
	x.finishes()
	x.ends(StatusDone)
	x.restored()
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	var document struct{ Schema string }
	if err := json.Unmarshal(text, &document); err != nil || document.Schema != "genaiops.assessment/1" {
		t.Errorf("%v in\n%s", err, text)
	}
}
