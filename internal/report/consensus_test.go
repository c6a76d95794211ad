package report

import (
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"genaiops/internal/maturity"
)

func consensusOf(t *testing.T, m *maturity.Model, sheets ...maturity.Sheet) *maturity.Consensus {
	t.Helper()
	c, err := maturity.NewConsensus(m, sheets)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// meeting is three people who disagree, one of them without a name.
func meeting(t *testing.T) *maturity.Consensus {
	t.Helper()
	m := published()
	ada, ben, third := described(sheetOf(m, agreed...)), described(sheetOf(m, agreed...)), described(sheetOf(m, agreed...))
	ada.Respondent, ben.Respondent, third.Respondent = "Ada", "Ben", ""
	ada.Answers["safety.content"] = maturity.Answer{Points: 2, Note: "Since May.", Evidence: []string{"docs/safety.md"}}
	ben.Answers["models.selection"] = maturity.Answer{Points: 2}
	third.Answers["strategy.learning"] = maturity.Answer{Unknown: true}
	return consensusOf(t, m, ada, ben, third)
}

func TestAgendaHasEveryDisagreementWidestFirst(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, a := range agendaOf(meeting(t)) {
		ids = append(ids, a.Question.ID)
	}
	if got, want := strings.Join(ids, " "), "safety.content models.selection strategy.learning"; got != want {
		t.Errorf("agenda %s, want %s", got, want)
	}
}

func TestAgendaSaysWhoSaidWhatInWords(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	var lines []string
	for _, s := range saidBy(c, agendaOf(c)[0]) {
		lines = append(lines, s.mark+" "+s.names+": "+s.text)
	}
	want := []string{
		"0 Ben, respondent 3: We rely on what comes with the model.",
		"2 Ada: We also attack-test them regularly.",
		"• noted by Ada: Since May.",
		"• noted by Ada: docs/safety.md",
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("said:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// eight is a group of whom seven are at level 1 or 2. The few who know say high
// points: without the others, the median would be level 3.
func eight(t *testing.T) *maturity.Consensus {
	t.Helper()
	m := published()
	var sheets []maturity.Sheet
	for i, name := range []string{"Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana"} {
		points := []int{2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
		for q := range points {
			if i < 7 && (q+i)%(2+i%2) > 0 && q > 0 {
				points[q] = -1
			}
		}
		if i == 1 || i == 3 {
			points = []int{-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1}
		}
		s := sheetOf(m, points...)
		s.Respondent = name
		sheets = append(sheets, s)
	}
	return consensusOf(t, m, sheets...)
}

// halves is two people who share the questions; nobody took the last one.
func halves(t *testing.T) *maturity.Consensus {
	t.Helper()
	m := published()
	ada, ben := described(sheetOf(m, agreed...)), described(sheetOf(m, agreed...))
	ada.Respondent, ben.Respondent = "Ada", "Ben"
	for i, q := range m.Bank.Questions() {
		if i > 8 {
			delete(ada.Answers, q.ID)
		}
		if i < 8 || i == 13 {
			delete(ben.Answers, q.ID)
		}
	}
	ben.Answers["safety.content"] = maturity.Answer{Unknown: true}
	return consensusOf(t, m, ada, ben)
}

func TestGroupLevelStandsWithTheSpreadOfItsPeople(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		c    *maturity.Consensus
		want string
	}{
		"three":  {meeting(t), "level 2, defined (maturing), with 2 critical gaps; by person, 2 at level 2 with critical gaps, 1 at level 3 with critical gaps"},
		"eight":  {eight(t), "level 1, initial, with 2 critical gaps; by person, 5 at level 1 with critical gaps, 2 at level 2, 1 at level 3"},
		"halves": {halves(t), "level 2, defined (maturing), with 2 critical gaps; by person, nobody answered every question"},
		"one":    {consensusOf(t, published(), sheetOf(published(), agreed...)), "level 2, defined (maturing), with 2 critical gaps"},
	} {
		if got := groupLevel(test.c, test.c.Low); got != test.want {
			t.Errorf("%s: %s\nwant: %s", name, got, test.want)
		}
	}
}

func TestSpreadCountsWhoHasCriticalGapsAndWhoAnsweredPart(t *testing.T) {
	t.Parallel()
	m := published()
	part := sheetOf(m, agreed...)
	delete(part.Answers, "safety.content")
	without := sheetOf(m, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)
	c := consensusOf(t, m, sheetOf(m, agreed...), without, part)
	if got, want := levelSpread(c), "2 at level 2 (1 with critical gaps), 1 with part of the questions"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNoPageStatesAGroupLevelWithoutTheSpread(t *testing.T) {
	t.Parallel()
	stated := regexp.MustCompile(`(?i)level \d, `)
	for name, c := range map[string]*maturity.Consensus{"meeting": meeting(t), "eight": eight(t), "halves": halves(t), "council": council(t)} {
		f := consensusFormats(c)
		for form, document := range map[string]string{
			"text":     string(rendered(t, func(w io.Writer) error { return f.text(w, Style{Width: 100}) })),
			"markdown": string(rendered(t, f.markdown)),
		} {
			found := 0
			for paragraph := range strings.SplitSeq(document, "\n\n") {
				paragraph = strings.Join(strings.Fields(paragraph), " ")
				ofPeople := strings.HasPrefix(paragraph, c.Respondents[0].Name+" ") || strings.HasPrefix(paragraph, "| Respondent |")
				if ofPeople || !stated.MatchString(paragraph) {
					continue
				}
				found++
				if !strings.Contains(paragraph, "by person, ") {
					t.Errorf("%s, %s: no spread in %q", name, form, paragraph)
				}
			}
			if found != 2 {
				t.Errorf("%s, %s: %d paragraphs state the group's level, want the summary and the closing line", name, form, found)
			}
		}
	}
}

func TestConsensusCountsItsPeople(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	if got := strings.Join(consensusSummary(c), " "); !strings.HasSuffix(got, "Everybody agrees on 11 of 14 questions.") {
		t.Error(got)
	}
	if got := consensusOutcome(c); !strings.HasPrefix(got, "13 of 28, level 2") || !strings.HasSuffix(got, " 3 questions to settle.") {
		t.Error(got)
	}
}

func TestARangeNamesTheQuestionsThatMakeIt(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]*maturity.Consensus{
		"": meeting(t),
		"The median depends on who didn't know: Running experiments; Business goals.": council(t),
		"The median depends on who didn't know: Learning and sharing.": func() *maturity.Consensus {
			m := published()
			return consensusOf(t, m, sheetOf(m, 1, 1, 2, 1, 1, 1, 1, 2, 0, 1, 1, 0, 1, 2), sheetOf(m, 1, 1, 2, 1, 1, 1, 1, 2, 0, 1, 1, 0, 1, -1))
		}(),
	} {
		if got := openMedians(c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := notAsked(halves(t)); openMedians(halves(t)) != "" || len(got) != 1 {
		t.Errorf("a question that nobody was asked is not in its warning alone: %q", got)
	}
}

func TestAgreementFitsFewAnswers(t *testing.T) {
	t.Parallel()
	m := tiny(1)
	for _, test := range []struct {
		points []int // by person, -1 for unknown, -2 for not asked
		want   string
	}{
		{[]int{-1, -1}, "Everybody agrees on 0 of 1 question."},
		{[]int{0, 1}, "Everybody agrees on 0 of 1 question."},
		{[]int{1, 1}, "Everybody agrees on 1 of 1 question."},
		{[]int{1, -2}, "No question was put to more than one person."},
		{[]int{-2, -2}, "No question was put to more than one person."},
	} {
		sheets := each(test.points, func(points int) maturity.Sheet {
			s := sheetOf(m, points)
			if points == -2 {
				s.Answers = nil
			}
			return s
		})
		if got := agreement(consensusOf(t, m, sheets...)); got != test.want {
			t.Errorf("%v: %q, want %q", test.points, got, test.want)
		}
	}
	if got := agreement(halves(t)); got != "Everybody agrees on 0 of 1 question that several people were asked." {
		t.Error(got)
	}
}

func TestNotAskedIsNotUnknown(t *testing.T) {
	t.Parallel()
	c := halves(t)
	if got := notAsked(c); len(got) != 1 || !strings.HasPrefix(got[0], "Nobody was asked: Learning and sharing.") {
		t.Errorf("%q", got)
	}
	d := Consensus(c)
	byID := map[string]ConsensusAnswerDocument{}
	for _, a := range d.Answers {
		byID[a.Question] = a
	}
	for id, want := range map[string][2][]string{
		"safety.content":    {{"Ben"}, {}},
		"models.selection":  {{}, {"Ben"}},
		"strategy.learning": {{}, {"Ada", "Ben"}},
	} {
		a := byID[id]
		if !slices.Equal(a.Unknown, want[0]) || !slices.Equal(a.NotAsked, want[1]) || a.Unknown == nil || a.NotAsked == nil {
			t.Errorf("%s: unknown %q, not asked %q; want %q", id, a.Unknown, a.NotAsked, want)
		}
		if a.Points[1] != nil {
			t.Errorf("%s: Ben's points are %d", id, *a.Points[1])
		}
	}
	if len(agendaOf(c)) != 1 {
		t.Errorf("%d questions to discuss, want the one that Ben didn't know", len(agendaOf(c)))
	}
	if d.Assessments[0].Level != nil || d.Assessments[0].Range != nil || d.Assessments[0].Answered != 9 {
		t.Errorf("part of the questions have a result: %v", d.Assessments[0])
	}
}

func TestConsensusWarnsAboutDifferentTeams(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	if got := differentTeams(c); got != nil {
		t.Errorf("one team, warnings %q", got)
	}
	c.Respondents[1].Sheet.Team = "Payments"
	if got := differentTeams(c); len(got) != 1 || !strings.Contains(got[0], "Search, Payments") {
		t.Errorf("two teams, warnings %q", got)
	}
}
