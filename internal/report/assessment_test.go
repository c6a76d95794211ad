package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func TestAssessmentHasItsPartsInOrder(t *testing.T) {
	t.Parallel()
	a := scored(t)["unknown"]
	want := []string{
		"GenAIOps maturity: level 2, defined (maturing), with 3 critical gaps", "11 to 15 of 28", "Search",
		"By points: You have begun", "But 3 critical questions have the lowest answer", "2 answers are unknown",
		"Models", "Safety", "at zero, critical", "To move toward level 3", "Write more demanding prompts",
		"Further reading", "https://example.com/content-safety/overview", "https://example.com/foundry",
		"Levels: Microsoft", "Next steps", "Content safety",
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

// TestEveryTotalNamesItsLevelAndItsGaps scores each total twice: with as many
// critical gaps as it can have, and with none.
func TestEveryTotalNamesItsLevelAndItsGaps(t *testing.T) {
	t.Parallel()
	m := published()
	levels := [29]string{
		0: "level 1, initial", 10: "level 2, defined (maturing)", 15: "level 3, managed (maturing)", 20: "level 4, optimized",
	}
	counts := map[bool]int{}
	for total := range levels {
		if total > 0 && levels[total] == "" {
			levels[total] = levels[total-1]
		}
		for _, first := range []int{0, 4} { // points for the critical questions, one each
			points, left := make([]int, 14), total-first
			for i := range first {
				points[8+i] = 1
			}
			for _, i := range []int{0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 8, 9, 10, 11} {
				more := min(max(left, 0), 2-points[i])
				points[i] += more
				left -= more
			}
			if left != 0 {
				continue // 1 to 3 points can't close 4 gaps
			}
			gaps := ""
			switch n := 4 - min(4, (points[8]+1)/2+(points[9]+1)/2+(points[10]+1)/2+(points[11]+1)/2); {
			case n == 1:
				gaps = ", with 1 critical gap"
			case n > 1:
				gaps = fmt.Sprintf(", with %d critical gaps", n)
			}
			counts[gaps != ""]++
			checkHeadline(t, mustScore(t, m, sheetOf(m, points...)), total, levels[total]+gaps)
		}
	}
	if counts[true] != 27 || counts[false] != 27 {
		t.Errorf("totals with gaps and without: %v", counts)
	}
}

// checkHeadline checks that every format states the total and the level with its
// gaps.
func checkHeadline(t *testing.T, a *maturity.Assessment, total int, level string) {
	t.Helper()
	d := Assessment(a)
	_, gaps, _ := strings.Cut(level, ", with ")
	if d.Score != total || !strings.HasPrefix(level, fmt.Sprintf("level %d, %s", d.Level.Number, d.Level.Name)) || (gaps == "") != (len(d.Gaps) == 0) {
		t.Errorf("%d, %s: the document says %d, level %d, %s, gaps %q", total, level, d.Score, d.Level.Number, d.Level.Name, d.Gaps)
	}
	text := strings.Split(strings.TrimSpace(string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Text(w, Style{Width: 100}) }))), "\n")
	if want := "GenAIOps maturity: " + level; !strings.HasPrefix(text[0]+"  ", want+"  ") || !strings.HasSuffix(text[0], fmt.Sprintf("  %d of 28", total)) {
		t.Errorf("the first line is %q, want %q", text[0], want)
	}
	if want := fmt.Sprintf("%s: %d of 28, ", capital(level), total); !strings.HasPrefix(text[len(text)-1], want) {
		t.Errorf("the last line is %q, want %q", text[len(text)-1], want)
	}
	markdown := string(rendered(t, func(w io.Writer) error { return AssessmentPage(a).Markdown(w) }))
	checkOrder(t, fmt.Sprintf("Markdown of %d", total), markdown, []string{"# GenAIOps maturity: " + level + "\n", fmt.Sprintf("**%d of 28**", total), "**" + capital(level) + ": "})
	page := string(rendered(t, func(w io.Writer) error { return HTML(w, Report{Assessment: a}) }))
	name := strings.TrimPrefix(level, fmt.Sprintf("level %d, ", d.Level.Number))
	checkOrder(t, fmt.Sprintf("page of %d", total), page, []string{
		fmt.Sprintf(`<span class="score">%d</span>`, total), fmt.Sprintf("the team is at level %d of 4, %s, and has %d of 28 points", d.Level.Number, name, total),
	})
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
		{"near-edge", "", "At an edge: one answer lower would be level 2."},
		{"unknown", "", "1 answer is unknown: at best 17, still level 3, managed (maturing), with 1 critical gap. To find out: Learning and sharing."},
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
