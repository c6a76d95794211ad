package cli

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"genaiops/internal/ask"
	"genaiops/internal/maturity"
)

// scripted is a person who answers by a function, and resumes what can be resumed.
type scripted func(s *ask.Session) error

func (f scripted) Ask(_ context.Context, s *ask.Session) error { return f(s) }

func (scripted) Choose(context.Context, string, []string) (int, error) { return 0, nil }

func (scripted) Line(context.Context, string) (string, error) { return "", nil }

// reviewing is a session of assess --review.
func reviewing(t *testing.T, env map[string]string, o assessOptions, person scripted) (answered, string) {
	t.Helper()
	var stderr bytes.Buffer
	o.app = &app{Env: Env{
		Stdin: strings.NewReader(""), Stderr: &stderr, Getenv: func(name string) string { return env[name] }, Now: now,
	}}
	o.cmd = newAssessCmd(o.app)
	m, err := o.model()
	if err != nil {
		t.Fatal(err)
	}
	var s answered
	r, err := o.readReview(&m.Bank)
	if err == nil {
		if r != nil {
			o.team = cmp.Or(o.team, r.sheet.Team)
		}
		i := &interview{assessOptions: &o, bank: &m.Bank, asker: person, review: r}
		s, err = i.run(t.Context())
	}
	o.conclude(err)
	return s, stderr.String()
}

// confirm confirms the first so many proposals that aren't confirmed yet.
func confirm(t *testing.T, s *ask.Session, most int) {
	t.Helper()
	for _, q := range s.Bank.Questions() {
		p, proposed := s.Proposals[q.ID]
		_, done := s.Answers[q.ID]
		if done || most == 0 {
			continue
		}
		if !proposed {
			p.Answer = maturity.Answer{Points: 2}
		}
		most--
		if s.Answers == nil {
			s.Answers = map[string]maturity.Answer{}
		}
		s.Answers[q.ID] = p.Answer
		if err := s.Save(s.Answers); err != nil {
			t.Fatal(err)
		}
	}
}

const august = `bank: genaiops@1
team: Search
respondent: Ada
date: 2026-08-12
labels: {unit: Retail}
answers:
  models.selection: {points: 1, note: "We log requests", evidence: [docs/logs.md]}
  models.optimization: unknown
  prompts.design: 2
`

func put(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAReviewThatIsLeftInTheMiddleResumes(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"yaml", "json"} {
		text := august
		if format == "json" {
			text = `{"bank": "genaiops@1", "team": "Search", "date": "2026-08-12", "labels": {"unit": "Retail"}, "answers": {"models.selection":
				{"points": 1, "note": "We log requests", "evidence": ["docs/logs.md"]}, "models.optimization": "unknown", "prompts.design": 2}}`
		}
		env, state, data := storage(t)
		file := put(t, filepath.Join(t.TempDir(), "august."+format), text)
		want := map[string]ask.Proposal{
			"models.selection": {
				Answer: maturity.Answer{Points: 1, Note: "We log requests", Evidence: []string{"docs/logs.md"}}, From: "August",
			},
			"models.optimization": {Answer: maturity.Answer{Unknown: true}, From: "August"},
			"prompts.design":      {Answer: maturity.Answer{Points: 2}, From: "August"},
		}
		o := assessOptions{asking: asking{reviewed: file}}
		_, stderr := reviewing(t, env, o, func(s *ask.Session) error {
			if !reflect.DeepEqual(s.Proposals, want) || len(s.Answers) > 0 {
				t.Errorf("proposed are %v, answered %v", s.Proposals, s.Answers)
			}
			confirm(t, s, 2)
			return ask.ErrQuit
		})
		if !strings.Contains(stderr, "2 answers kept") {
			t.Errorf("said %s", stderr)
		}
		if err := os.Remove(file); err != nil { // the draft remembers
			t.Fatal(err)
		}
		other := put(t, filepath.Join(t.TempDir(), "other.yaml"), "team: Search\nanswers: {models.selection: 0}\n")
		for _, again := range []assessOptions{
			{about: about{team: "Search"}, asking: asking{resume: true}},
			{asking: asking{resume: true, reviewed: other}},
		} {
			_, stderr = reviewing(t, env, again, func(s *ask.Session) error {
				if !reflect.DeepEqual(s.Proposals, want) || len(s.Answers) != 2 {
					t.Errorf("proposed are %v, answered %v", s.Proposals, s.Answers)
				}
				return ask.ErrQuit
			})
		}
		if !strings.Contains(stderr, "the unfinished review goes on with the sheet that it began with") {
			t.Errorf("said %s", stderr)
		}
		s, stderr := reviewing(t, env, assessOptions{about: about{team: "Search"}, asking: asking{resume: true}}, func(s *ask.Session) error {
			confirm(t, s, -1)
			return nil
		})
		got := readSheet(t, s.file)
		if got.Team != "Search" || got.Respondent != "" || got.Date != "2026-11-23" || got.Labels["unit"] != "Retail" {
			t.Errorf("saved %v: %s", got, stderr)
		}
		for id, p := range want {
			if !reflect.DeepEqual(got.Answers[id], p.Answer) {
				t.Errorf("%s is %v", id, got.Answers[id])
			}
		}
		unchanged(t, state, nil)
		if saved := files(t, data); len(saved) != 1 {
			t.Errorf("saved are %v", saved)
		}
	}
}

func TestAReviewOfAnOlderVersionProposesAnswersById(t *testing.T) {
	t.Parallel()
	env, _, _ := storage(t)
	file := put(t, filepath.Join(t.TempDir(), "old.yaml"), strings.Replace(august, "genaiops@1", "genaiops@9", 1)+"  models.routing: 7\n")
	reviewing(t, env, assessOptions{asking: asking{reviewed: file}}, func(s *ask.Session) error {
		if len(s.Proposals) != 3 {
			t.Errorf("proposed are %v", s.Proposals)
		}
		for id, p := range s.Proposals {
			if p.Bank != "genaiops@9" {
				t.Errorf("%s is of %q", id, p.Bank)
			}
		}
		if want := []string{"The sheet also answers 1 question that these questions don't have: models.routing."}; !reflect.DeepEqual(s.Notices, want) {
			t.Errorf("the notices are %q", s.Notices)
		}
		return ask.ErrQuit
	})
}

func TestAProposalSaysWhenOrWhoseItIs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ date, respondent, want string }{
		{"2026-08-12", "Ada", "August"}, {"2025-11-23", "", "November 2025"}, {"2026-11-22", "", "November"}, {"", "scan", "scan"}, {"", "", ""},
	} {
		r := review{sheet: maturity.Sheet{Date: test.date, Respondent: test.respondent, Answers: map[string]maturity.Answer{"models.selection": {}}}}
		b := &maturity.Bank{Dimensions: []maturity.Dimension{{Questions: []maturity.Question{{ID: "models.selection"}}}}}
		if proposed, _ := r.proposals(b, now()); proposed["models.selection"].From != test.want {
			t.Errorf("%+v: %+v", test, proposed)
		}
	}
}

func TestTheLastReviewIsTheNewestSavedSheetOfTheTeam(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		team, respondent string
		want             string // proposed points of models.selection, or part of the message
	}{
		"the team":              {"Search", "", "2"},
		"another":               {"Sales", "", "0"},
		"one person":            {"Search", "Ben", "1"},
		"no such team":          {"Serch", "", `there is no saved assessment of Serch to review (did you mean "Search"?)`},
		"no such person":        {"Search", "Cy", "there is no saved assessment of Search by Cy to review"},
		"several teams":         {"", "", "the saved assessments are of 2 teams"},
		"one team of a person":  {"", "Dee", "0"},
		"not the unnamed alone": {"", "Ada", "the saved assessments by Ada are of 2 teams"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, _, data := storage(t)
			for file, head := range map[string]string{
				"2026-08-12-search":    "1 team: Search; respondent: Ben; date: 2026-08-12",
				"2026-10-01-search":    "0 team: Search; respondent: Ada; date: 2026-10-01",
				"2026-10-01-search-10": "2 team: Search; respondent: Ada; date: 2026-10-01",
				"2026-10-01-search-9":  "1 team: Search; respondent: Ada; date: 2026-10-01",
				"2026-11-01-sales":     "0 team: Sales; respondent: Dee; date: 2026-11-01",
				"2026-09-01-sales":     "2 team: Sales; respondent: Ada; date: 2026-09-01",
				"2026-12-01-foreign":   "9 team: Search; bank: other@1; date: 2026-12-01",
				"2026-12-02-broken":    "2 team: Search; date: soon",
			} {
				points, head, _ := strings.Cut(head, " ")
				put(t, filepath.Join(data, "assessments", file+".yaml"),
					strings.ReplaceAll(head, "; ", "\n")+"\nanswers: {models.selection: "+points+"}\n")
			}
			asked := false
			o := assessOptions{about: about{team: test.team, respondent: test.respondent}, asking: asking{reviewed: "last"}}
			_, stderr := reviewing(t, env, o, func(s *ask.Session) error {
				asked = true
				if got := s.Proposals["models.selection"].Answer.Points; test.want != string(rune('0'+got)) {
					t.Errorf("proposed are %d points, expected %s", got, test.want)
				}
				return ask.ErrQuit
			})
			if !asked && (len(test.want) == 1 || !strings.Contains(stderr, test.want)) {
				t.Errorf("said %s", stderr)
			}
			if !strings.Contains(stderr, "left out: ") || strings.Contains(stderr, "foreign") {
				t.Errorf("said %s", stderr)
			}
		})
	}
}

func TestAReviewThatNothingCameOfLeavesNothing(t *testing.T) {
	t.Parallel()
	env, state, _ := storage(t)
	file := put(t, filepath.Join(t.TempDir(), "august.yaml"), august)
	_, stderr := reviewing(t, env, assessOptions{asking: asking{reviewed: file}}, func(*ask.Session) error { return ask.ErrInterrupted })
	if !strings.Contains(stderr, "nothing was answered yet") {
		t.Errorf("said %s", stderr)
	}
	unchanged(t, state, nil)
}

// Whoever starts over by mistake goes on from the draft that was kept.
func TestADraftThatWasSetAsideCanBeReviewed(t *testing.T) {
	t.Parallel()
	env, state, _ := storage(t)
	leave := func(s *ask.Session) error {
		confirm(t, s, 3)
		return ask.ErrQuit
	}
	reviewing(t, env, assessOptions{}, leave)
	_, stderr := reviewing(t, env, assessOptions{asking: asking{fresh: true}}, func(*ask.Session) error { return ask.ErrQuit })
	aside, err := filepath.Glob(filepath.Join(state, "drafts", "*.aside-*.yaml"))
	if err != nil || len(aside) != 1 || !strings.Contains(stderr, "; genaiops assess --review "+shellValue(aside[0])+" starts from it\n") {
		t.Fatalf("kept %q, %v: %s", aside, err, stderr)
	}
	reviewing(t, env, assessOptions{asking: asking{reviewed: aside[0]}}, func(s *ask.Session) error {
		if len(s.Proposals) != 3 || len(s.Answers) > 0 {
			t.Errorf("proposed are %v, answered %v", s.Proposals, s.Answers)
		}
		return ask.ErrQuit
	})
}
