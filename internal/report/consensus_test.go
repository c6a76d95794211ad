package report

import (
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

func TestConsensusCountsItsPeople(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	if got := consensusSummary(c); !strings.Contains(got, "Of 41 known answers by 3 people, 39 match the most common") {
		t.Error(got)
	}
	if got := consensusOutcome(c); !strings.HasPrefix(got, "Median of 3 respondents: 13,") || !strings.HasSuffix(got, "3 questions to settle.") {
		t.Error(got)
	}
}

func TestConsensusSummaryFitsFewAnswers(t *testing.T) {
	t.Parallel()
	m := tiny(1)
	for _, test := range []struct {
		points []int // by person
		want   string
	}{
		{[]int{0}, "This is one person's sheet."},
		{[]int{-1, -1}, "Every answer is unknown."},
		{[]int{0, 1}, "Of 2 known answers by 2 people, 1 matches the most common answer."},
		{[]int{1, 1}, "Of 2 known answers by 2 people, 2 match the most common answer."},
	} {
		sheets := each(test.points, func(points int) maturity.Sheet { return sheetOf(m, points) })
		if got := consensusSummary(consensusOf(t, m, sheets...)); !strings.Contains(got, test.want) {
			t.Errorf("%v: %q, want %q", test.points, got, test.want)
		}
	}
}

func TestConsensusWarnsAboutDifferentTeams(t *testing.T) {
	t.Parallel()
	c := meeting(t)
	if got := differentTeams(c); got != nil {
		t.Errorf("one team, warnings %q", got)
	}
	c.Assessments[1].Sheet.Team = "Payments"
	if got := differentTeams(c); len(got) != 1 || !strings.Contains(got[0], "Search, Payments") {
		t.Errorf("two teams, warnings %q", got)
	}
}
