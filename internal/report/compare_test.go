package report

import (
	"fmt"
	"html"
	"io"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

func planFormats(p *maturity.Plan) formats {
	return formats{
		value:    p,
		text:     func(w io.Writer, s Style) error { return PlanPage(p).Text(w, s) },
		markdown: func(w io.Writer) error { return PlanTasks(w, p) },
		csv:      func(w io.Writer) error { return PlanCSV(w, p) },
		document: func() any { return Plan(p) },
	}
}

func comparisonFormats(c *maturity.Comparison) formats {
	return formats{
		value:    c,
		text:     func(w io.Writer, s Style) error { return ComparisonPage(c).Text(w, s) },
		markdown: func(w io.Writer) error { return ComparisonPage(c).Markdown(w) },
		document: func() any { return Comparison(c) },
	}
}

func consensusFormats(c *maturity.Consensus) formats {
	return formats{
		value:    c,
		text:     func(w io.Writer, s Style) error { return ConsensusPage(c).Text(w, s) },
		markdown: func(w io.Writer) error { return ConsensusPage(c).Markdown(w) },
		document: func() any { return Consensus(c) },
	}
}

func historyFormats(h History) formats {
	return formats{
		value:    h,
		text:     func(w io.Writer, s Style) error { return HistoryPage(h).Text(w, s) },
		markdown: func(w io.Writer) error { return HistoryPage(h).Markdown(w) },
		document: func() any { return HistoryOf(h) },
		csv:      func(w io.Writer) error { return HistoryCSV(w, h) },
	}
}

// followUps returns plans, comparisons, consensus, histories and roll-ups.
func followUps(t *testing.T) map[string]formats {
	t.Helper()
	all := map[string]formats{
		"compare":          comparisonFormats(quarters(t)),
		"compare_versions": comparisonFormats(versions(t)),
		"compare_promises": comparisonFormats(promisesKept(t)),
		"consensus":        consensusFormats(meeting(t)),
		"consensus_one":    consensusFormats(consensusOf(t, published(), described(sheetOf(published(), agreed...)))),
		"history":          historyFormats(years(t)),
		"history_empty":    historyFormats(History{Model: published()}),
	}
	for name, p := range plans(t) {
		all[name] = planFormats(p)
	}
	return all
}

// hostileFollowUps is followUps with hostile texts.
func hostileFollowUps(t *testing.T) map[string]formats {
	t.Helper()
	m, s := hostile()
	a := mustScore(t, m, s)
	raised := s.Clone()
	raised.Answers["models.selection"] = maturity.Answer{Points: 2, Note: harm + "!", Evidence: []string{harm, "javascript:alert(1)"}}
	raised.Team += "!"
	b := mustScore(t, m, raised)
	return map[string]formats{
		"plan":      planFormats(mustPlan(t, a, nil)),
		"compare":   comparisonFormats(maturity.Compare(a, b)),
		"consensus": consensusFormats(consensusOf(t, m, s, raised)),
		"history":   historyFormats(History{Model: m, Entries: []HistoryEntry{{harm, a}, {harm, b}}}),
	}
}

var agreed = []int{1, 1, 2, 1, 1, 1, 1, 2, 0, 1, 1, 0, 1, 0}

// quarters compares two quarters of a team: answers rose, fell, became known
// and unknown, and notes changed.
func quarters(t *testing.T) *maturity.Comparison {
	t.Helper()
	m := published()
	before, after := described(sheetOf(m, agreed...)), described(sheetOf(m, 2, 1, 2, 1, 2, 1, 0, 2, -1, 2, 1, 1, 1, 1))
	before.Date = "2026-08-24"
	before.Answers["prompts.integration"] = maturity.Answer{Unknown: true}
	before.Answers["deployment.versioning"] = maturity.Answer{Points: 2, Note: "Took 12 minutes.", Evidence: []string{"docs/releases.md"}}
	after.Answers["deployment.versioning"] = maturity.Answer{Points: 2, Note: "Took 8 minutes."}
	return maturity.Compare(mustScore(t, m, before), mustScore(t, m, after))
}

// pledged returns a sheet with five commitments.
func pledged(m *maturity.Model) maturity.Sheet {
	s := described(sheetOf(m, agreed...))
	s.Date = "2026-08-24"
	for id, next := range map[string]maturity.Commitment{
		"models.selection":    {Points: 2},
		"safety.content":      {Points: 1, Owner: "Ada", Due: "2026-10-31"},
		"monitoring.feedback": {Points: 2, Owner: "Zoë", Due: "2026-10-31"},
		"strategy.alignment":  {Points: 2, Due: "2027-01-31"},
		"strategy.learning":   {Points: 1, Owner: "Ben"},
	} {
		a := s.Answers[id]
		a.Next = next
		s.Answers[id] = a
	}
	return s
}

// promisesKept compares sheets in which commitments were kept, exceeded, are overdue and
// still open, and were dropped.
func promisesKept(t *testing.T) *maturity.Comparison {
	t.Helper()
	m := published()
	after := described(sheetOf(m, 2, 1, 2, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 0))
	for id, next := range map[string]maturity.Commitment{
		"monitoring.feedback": {Points: 2, Owner: "Zoë", Due: "2027-03-31"},
		"strategy.alignment":  {Points: 2, Due: "2027-01-31"},
		"models.tuning":       {Points: 2, Owner: "Eve"},
	} {
		a := after.Answers[id]
		a.Next = next
		after.Answers[id] = a
	}
	return maturity.Compare(mustScore(t, m, pledged(m)), mustScore(t, m, after))
}

// versions compares sheets of two versions: a question was removed, one was
// added, the options of one changed.
func versions(t *testing.T) *maturity.Comparison {
	t.Helper()
	old, m := published(), published()
	m.Bank.Version = 2
	first := &m.Bank.Dimensions[0]
	first.Questions[0].Options = append(first.Questions[0].Options, maturity.Option{Points: 3, Text: "We also publish it."})
	last := &m.Bank.Dimensions[6]
	last.Questions[1].ID = "strategy.sharing"
	m.Levels[3].Max = 29
	return maturity.Compare(mustScore(t, old, sheetOf(old, agreed...)), mustScore(t, m, sheetOf(m, 3, 2, 2, 1, 1, 1, 1, 2, 1, 1, 1, 0, 1, 1)))
}

func TestFollowUpsWriteTheGoldenFiles(t *testing.T) {
	t.Parallel()
	for name, f := range followUps(t) {
		for _, columns := range []int{40, 80, 120} {
			style := Style{Width: columns, Next: next[:1]}
			golden(t, fmt.Sprintf("%s.%d.txt", name, columns), rendered(t, func(w io.Writer) error { return f.text(w, style) }))
		}
		style := Style{Width: 80, Color: true, Hyperlinks: true, Next: next[:1]}
		golden(t, name+".80.color.txt", rendered(t, func(w io.Writer) error { return f.text(w, style) }))
		golden(t, name+".md", rendered(t, f.markdown))
		golden(t, name+".json", rendered(t, func(w io.Writer) error { return JSON(w, f.document()) }))
	}
	golden(t, "history.csv", rendered(t, func(w io.Writer) error { return HistoryCSV(w, years(t)) }))
	golden(t, "plan_promises.csv", rendered(t, func(w io.Writer) error { return PlanCSV(w, plans(t)["plan_promises"]) }))
}

// rawHTML is a tag other than an address.
var rawHTML = regexp.MustCompile(`(^|[^\\])<[^h\n]`)

func TestHostileSheetsStayHarmlessInEveryFollowUp(t *testing.T) {
	t.Parallel()
	for name, f := range hostileFollowUps(t) {
		for format, write := range map[string]func(io.Writer) error{
			"text":     func(w io.Writer) error { return f.text(w, Style{}) },
			"narrow":   func(w io.Writer) error { return f.text(w, Style{Width: 40}) },
			"markdown": f.markdown,
			"json":     func(w io.Writer) error { return JSON(w, f.document()) },
		} {
			checkVisible(t, name+" as "+format, string(rendered(t, write)))
		}
		document := string(rendered(t, f.markdown))
		if found := active.FindString(document); found != "" || rawHTML.MatchString(document) {
			t.Errorf("%s: %q acts in Markdown", name, found)
		}
		checkTables(t, name, document)
	}
}

func TestFollowUpsFitThePage(t *testing.T) {
	t.Parallel()
	all := hostileFollowUps(t)
	for name, f := range followUps(t) {
		all["well-meant "+name] = f
	}
	for name, f := range all {
		for _, columns := range []int{40, 80, 120} {
			document := string(rendered(t, func(w io.Writer) error { return f.text(w, Style{Width: columns}) }))
			for line := range strings.Lines(document) {
				line = strings.TrimSuffix(line, "\n")
				if display.Width(line) > columns && !display.IsURL(strings.TrimSpace(line)) {
					t.Errorf("%s at %d columns: %q", name, columns, line)
				}
				if line != strings.TrimRight(line, " ") {
					t.Errorf("%s at %d columns: trailing blanks in %q", name, columns, line)
				}
			}
			if strings.Contains(document, "\n\n\n") {
				t.Errorf("%s at %d columns has two blank lines in a row", name, columns)
			}
			if strings.HasSuffix(document, "\n\n") {
				t.Errorf("%s at %d columns ends in a blank line", name, columns)
			}
		}
	}
}

func TestFollowUpDocumentsHaveTheFieldsOfTheContract(t *testing.T) {
	t.Parallel()
	all := followUps(t)
	for name, want := range map[string]string{
		"plan_known": "schema bank from to points steps find_out commitments left",
		"compare":    "schema bank before after same_scale score_change known_change fell dimensions answers not_comparable commitments",
		"consensus":  "schema bank respondents answers score levels critical_gaps by_person assessments",
		"history":    "schema assessments due",
	} {
		if got := strings.Join(keys(t, all[name].document()), " "); got != want {
			t.Errorf("%s has the fields %s; want %s", name, got, want)
		}
	}
}

func TestEachChangedAnswerIsInOneGroup(t *testing.T) {
	t.Parallel()
	c := quarters(t)
	listed := map[string]int{}
	for _, g := range answerGroups(c) {
		for _, a := range g.answers {
			listed[a.Question.ID]++
		}
	}
	for _, a := range c.Changed() {
		if listed[a.Question.ID] != 1 {
			t.Errorf("%s is listed %d times", a.Question.ID, listed[a.Question.ID])
		}
	}
	if len(listed) != len(c.Changed()) || len(answerGroups(c)) != 5 {
		t.Errorf("%d answers in %d groups, want %d in 5", len(listed), len(answerGroups(c)), len(c.Changed()))
	}
}

func TestComparisonOfVersionsGivesBothMaximaAndNoChange(t *testing.T) {
	t.Parallel()
	if got := comparisonTitle(versions(t)); got != "GenAIOps maturity: 13 of 28 → 18 of 29" {
		t.Error(got)
	}
	if got := comparisonTitle(quarters(t)); !strings.HasSuffix(got, "of 28 (+4, 1 answer became known, 1 answer became unknown)") {
		t.Error(got)
	}
}

func TestCautionsNameDifferentTeamsPeopleAndReverseOrder(t *testing.T) {
	t.Parallel()
	c := quarters(t)
	if got := cautions(c); len(got) > 0 {
		t.Errorf("unexpected cautions %v", got)
	}
	c.Before.Sheet.Team, c.Before.Sheet.Date = "Other", "2027-01-01"
	if got := cautions(c); len(got) != 2 || !strings.Contains(got[0], "Other") || !strings.Contains(got[1], "2027-01-01") {
		t.Errorf("cautions %q", got)
	}
	c = quarters(t)
	c.Before.Sheet.Respondent = "Ada"
	if got := cautions(c); len(got) != 1 || got[0] != "The sheets are by different people, Ada and J. Doe: a difference needn't be a change." {
		t.Errorf("cautions %q", got)
	}
	c.After.Sheet.Respondent = ""
	if got := cautions(c); len(got) > 0 {
		t.Errorf("unexpected cautions %v", got)
	}
}

// Whatever two sheets say, every format tells what rose or fell from what became
// known or unknown, with the same numbers.
func TestEveryFormatTellsKnowledgeFromProgress(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewSource(1))
	for range 200 {
		m := []*maturity.Model{published(), foreign(), tiny(1)}[r.Intn(3)]
		before, after := maturity.Sheet{Answers: map[string]maturity.Answer{}}, maturity.Sheet{Answers: map[string]maturity.Answer{}}
		learning := r.Intn(3) == 0 // known answers stay
		for _, q := range m.Bank.Questions() {
			random := func() maturity.Answer {
				if r.Intn(3) == 0 {
					return maturity.Answer{Unknown: true}
				}
				return maturity.Answer{Points: q.Options[r.Intn(len(q.Options))].Points}
			}
			was, is := random(), random()
			if learning && !was.Unknown && !is.Unknown {
				is = was
			}
			before.Answers[q.ID], after.Answers[q.ID] = was, is
		}
		a, b := mustScore(t, m, before), mustScore(t, m, after)
		c := maturity.Compare(a, b)
		d := Comparison(c)
		formats := map[string]string{
			"text":            string(rendered(t, func(w io.Writer) error { return ComparisonPage(c).Text(w, Style{Width: 120}) })),
			"Markdown":        string(rendered(t, ComparisonPage(c).Markdown)),
			"Markdown report": string(rendered(t, ReportPage(Report{Assessment: b, Comparison: c}).Markdown)),
			"HTML report":     string(rendered(t, func(w io.Writer) error { return HTML(w, Report{Assessment: b, Comparison: c}) })),
		}
		moved, rose := false, false
		for _, x := range c.Answers {
			moved = moved || x.Rose() || x.Fell()
			rose = rose || x.Rose()
		}
		for format, page := range formats {
			for _, word := range []string{"Up from", "Down from", "Fell:", " fell", "(+"} {
				if strings.Contains(page, word) && !moved {
					t.Fatalf("%s says %q, but nothing known changed:\n%s", format, word, page)
				}
			}
			if strings.Contains(page, " rose") && !rose {
				t.Fatalf("%s says that something rose:\n%s", format, page)
			}
			if want := scoreChange(c); !strings.Contains(html.UnescapeString(page), want) {
				t.Fatalf("%s lacks %q:\n%s", format, want, page)
			}
			for _, fall := range c.Fell() {
				if !strings.Contains(page, fall.Dimension.Name) || !strings.Contains(strings.ToLower(page), "fell") {
					t.Fatalf("%s doesn't say that %s fell:\n%s", format, fall.Dimension.Name, page)
				}
			}
		}
		if len(d.Fell) != len(c.Fell()) || *d.ScoreChange != b.Low-a.Low {
			t.Fatalf("%v fell by %d in JSON, want %v by %d", d.Fell, *d.ScoreChange, c.Fell(), b.Low-a.Low)
		}
	}
}
