package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestAssessmentHasItsPartsInOrder(t *testing.T) {
	t.Parallel()
	a := scored(t)["unknown"]
	want := []string{
		"GenAIOps maturity: level 2, defined (maturing), with 3 critical gaps", "11 to 15 of 28", "Search", "2 answers are unknown",
		"Models", "Safety", "Safety scores 0 of 4",
		"By points: You have begun", "That doesn't hold for 3 critical questions", "Next steps", "Content safety", "To move toward level 3", "Write more demanding prompts",
		"Further reading", "https://example.com/content-safety/overview", "now:", "https://example.com/foundry",
		"retires 2027-04-20", "Last known change", "Levels: Microsoft", "Questions: this bank's own",
	}
	text := rendered(t, func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: 100}) })
	checkOrder(t, "text", string(text), append(want, "Level 2, defined (maturing), with 3 critical gaps: 11 to 15 of 28"))
	markdown := rendered(t, func(w io.Writer) error { return AssessmentPage(a).Markdown(w) })
	checkOrder(t, "markdown", string(markdown), want)
}

// checkOrder checks that the text has all parts in order.
func checkOrder(t *testing.T, name, text string, parts []string) {
	t.Helper()
	for _, part := range parts {
		_, rest, ok := strings.Cut(text, part)
		if !ok {
			t.Errorf("%s: %q is missing or out of order", name, part)
			continue
		}
		text = rest
	}
}

func TestEveryFormatGivesTheSameTotal(t *testing.T) {
	t.Parallel()
	for total := range 29 {
		a := totalling(t, total)
		d := Assessment(a)
		if d.Score != total || d.Level.Number != a.Level.Number || d.HighLevel != nil {
			t.Errorf("total %d: the document says %d, level %d", total, d.Score, d.Level.Number)
		}
		gaps := ""
		switch n := len(a.CriticalGaps()); {
		case n == 1:
			gaps = ", with 1 critical gap"
		case n > 1:
			gaps = fmt.Sprintf(", with %d critical gaps", n)
		}
		outcome := fmt.Sprintf("Level %d, %s%s: %d of 28", d.Level.Number, a.Level.Title(), gaps, total)
		text := string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: 100}) }))
		if last := text[strings.LastIndex(strings.TrimSpace(text), "\n")+1:]; !strings.HasPrefix(last, outcome) {
			t.Errorf("total %d: the last line is %q, want %q", total, last, outcome)
		}
		markdown := string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Markdown(w) }))
		row := fmt.Sprintf("| %d | **%s** | %s | **score: %d** |", d.Level.Number, a.Level.Title(), band(a.Level), total)
		if strings.Count(markdown, "**score:") != 1 || !strings.Contains(markdown, row) {
			t.Errorf("total %d: no row %s", total, row)
		}
	}
}

func TestEveryReferenceIsShownWithItsAddress(t *testing.T) {
	t.Parallel()
	m := published()
	for i := range m.Levels {
		l := &m.Levels[i]
		text := string(rendered(t, func(w io.Writer) error { return LevelPage(m, l).Text(w, Style{Width: 30}) }))
		markdown := string(rendered(t, func(w io.Writer) error { return LevelPage(m, l).Markdown(w) }))
		for _, r := range l.References {
			for _, address := range []string{r.URL, r.Now, r.Successor} {
				if !strings.Contains(text, address) || !strings.Contains(markdown, address) {
					t.Errorf("%s: %s is not shown in full", r.ID, address)
				}
			}
		}
		for _, name := range []string{"GenAIOps maturity", l.Summary} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), name) {
				t.Errorf("level %d: %q is not shown", l.Number, name)
			}
		}
	}
}

func TestQuestionsShowMoveUpOnlyForASingleOne(t *testing.T) {
	t.Parallel()
	b := &published().Bank
	for _, test := range []struct {
		filter                       string
		questions, moveUp, howAnswer int
	}{
		{"", 14, 0, 1}, {"safety", 2, 0, 0}, {"safety.content", 1, 2, 0}, {"nowhere", 0, 0, 0},
	} {
		for format, text := range map[string][]byte{
			"text":     rendered(t, func(w io.Writer) error { return QuestionsPage(b, test.filter).Text(w, Style{}) }),
			"markdown": rendered(t, func(w io.Writer) error { return QuestionsPage(b, test.filter).Markdown(w) }),
		} {
			for part, want := range map[string]int{
				"We also attack-test": min(test.questions, 1), "Evidence": test.questions,
				"To reach": test.moveUp, "How to answer": test.howAnswer,
			} {
				if got := strings.Count(string(text), part); got != want {
					t.Errorf("%q as %s has %d of %q, want %d", test.filter, format, got, part, want)
				}
			}
		}
	}
}

func TestEmptySectionsAreLeftOut(t *testing.T) {
	t.Parallel()
	m := foreign()
	for i := range m.Levels {
		m.Levels[i].Guidance = nil
	}
	a := mustScore(t, m, sheetOf(m, 20, 20, 20, 20, 20, 20))
	text := string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{}) }))
	markdown := string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Markdown(w) }))
	for _, section := range []string{"What to do next", "Further reading", "Next steps", "Levels:"} {
		if strings.Contains(text, section) || strings.Contains(markdown, section) {
			t.Errorf("empty section %q", section)
		}
	}
	if d := Assessment(a); d.Next != nil || d.Guidance == nil || d.References == nil || d.Warnings == nil {
		t.Errorf("next %v, guidance %v, references %v, warnings %v", d.Next, d.Guidance, d.References, d.Warnings)
	}
}

func TestWarningDocumentNamesItsDimension(t *testing.T) {
	t.Parallel()
	m := published()
	a := mustScore(t, m, sheetOf(m, 0, 0, 2, 2, 2, 2, 2, 1, 0, 1, 1, 1, 1, -1))
	want := []WarningDocument{
		{"zero-dimension", "models", "Models scores 0 of 4, the lowest possible."},
		{"critical-gap", "safety", "Safety is critical and has the lowest answer to: Content safety."},
		{"near-edge", "", "The score of 15 is at the edge of its level: one answer lower would be level 2, defined (maturing)."},
		{"unknown", "", "1 answer is unknown. At best the score would be 17, still level 3, managed (maturing), with 1 critical gap. To find out: Learning and sharing."},
	}
	if got := Assessment(a).Warnings; !slices.Equal(got, want) {
		t.Errorf("warnings %+v, want %+v", got, want)
	}
}

func TestTextNamesTheUnknownAnswersOnce(t *testing.T) {
	t.Parallel()
	m := published()
	a := mustScore(t, m, sheetOf(m, 0, 0, 2, 2, 2, 2, 2, 1, 0, 1, 1, 1, 1, -1))
	for name, write := range map[string]func(io.Writer) error{
		"text":     func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: 200}) },
		"Markdown": func(w io.Writer) error { return AssessmentPage(a).Markdown(w) },
		"HTML":     func(w io.Writer) error { return HTML(w, Report{Assessment: a}) },
	} {
		if n := strings.Count(string(rendered(t, write)), "1 answer is unknown"); n != 1 {
			t.Errorf("%s says it %d times", name, n)
		}
	}
}
