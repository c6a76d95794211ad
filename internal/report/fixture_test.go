package report

import (
	"fmt"
	"strings"
	"testing"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// question is a fixture's short form of a question.
type question struct{ id, title, text, lowest, middle, highest string }

// published returns a model of the published shape: 14 questions of 0 to 2
// points in 7 dimensions, and four levels, in the tests' own words.
func published() *maturity.Model {
	m := &maturity.Model{Bank: maturity.Bank{
		ID: "genaiops", Version: 1, Title: "GenAIOps maturity",
		Source: maturity.Source{
			Title:     "Advance your maturity level for GenAIOps",
			Publisher: "Microsoft",
			URL:       "https://example.com/azure/machine-learning/concept-llmops-maturity",
		},
		Instructions: maturity.Instructions{
			Scope:  "Answer for the applications that your organization builds.",
			Choose: "Choose the highest answer that is true today for most of them. Plans do not count.",
			Unsure: `Say "I don't know" only if nobody taking part can tell.`,
		},
	}}
	for _, d := range []struct {
		id, name, about string
		critical        bool
		questions       []question
	}{
		{"models", "Models", "Choosing models and fitting them to the job", false, []question{
			{
				"selection", "Choosing models", "How do you decide which model an application uses?",
				"We take the model that came with the account.", "We compare candidates on our own tasks.", "We also repeat the comparison every year.",
			},
			{
				"tuning", "Tuning", "How do you fit a model to its job?",
				"We stop at the wording of the prompt.", "We use further methods, such as retrieval.", "We also choose methods by their measured effect.",
			},
		}},
		{"prompts", "Prompts", "Writing prompts and building them in", false, []question{
			{
				"design", "Prompt design", "How are prompts written and improved?",
				"Everybody writes them their own way.", "They follow an agreed template.", "We also test a new wording on saved examples before it goes live.",
			},
			{
				"integration", "Prompts in applications", "How do prompts reach the model?",
				"Prompts are in the code of each application.", "Shared code fills in prompts and data.", "We also test the calls to tools.",
			},
		}},
		{"evaluation", "Evaluation", "Knowing how good the output is", false, []question{
			{
				"metrics", "Measuring quality", "How do you measure quality?",
				"People look at a few answers.", "We measure on a fixed set of examples.", "We also measure before every release.",
			},
			{
				"experiments", "Running experiments", "How do you try out changes?",
				"Changes are tried on users.", "Changes are compared side by side.", "We also keep the results for the next time.",
			},
		}},
		{"deployment", "Deployment", "Bringing changes to users", false, []question{
			{
				"release", "Releasing changes", "How do changes reach production?",
				"Somebody copies them there.", "A pipeline brings them there.", "We also roll them out in steps.",
			},
			{
				"versioning", "Versions", "How do you know what is running?",
				"We do not know for sure.", "Every release has a number.", "We can also go back within an hour.",
			},
		}},
		{"safety", "Safety", "Preventing harm", true, []question{
			{
				"content", "Content safety", "How do you guard against misuse?",
				"We rely on what comes with the model.", "We set up safeguards of our own.", "We also attack-test them regularly.",
			},
			{
				"responsible", "Responsible use", "How do you deal with ethical and legal risks?",
				"They are not reviewed.", "A group in charge reviews them before launch.", "We also keep a register of risks.",
			},
		}},
		{"monitoring", "Monitoring", "Seeing how it goes", true, []question{
			{
				"production", "Watching production", "How do you notice problems?",
				"Users tell us.", "We watch errors, cost and speed.", "We also sample answers for quality.",
			},
			{
				"feedback", "Using feedback", "What happens with feedback?",
				"Nobody collects it.", "We review it every month.", "It also becomes test cases.",
			},
		}},
		{"strategy", "Strategy", "Knowing what it is for", false, []question{
			{
				"alignment", "Business goals", "How do projects relate to goals?",
				"Projects begin with the technology.", "Each project names its goal.", "We also stop those that miss it.",
			},
			{
				"learning", "Learning and sharing", "How do teams learn?",
				"Each on its own.", "Teams share what they learned.", "They also share it outside.",
			},
		}},
	} {
		dimension := maturity.Dimension{ID: d.id, Name: d.name, About: d.about, Critical: d.critical}
		for _, q := range d.questions {
			dimension.Questions = append(dimension.Questions, q.build(d.id))
		}
		m.Bank.Dimensions = append(m.Bank.Dimensions, dimension)
	}
	m.Levels = publishedLevels()
	furnish(&m.Bank)
	return m
}

// furnish gives a bank reading and frameworks: a question with more pages than a plan
// shows, a page without anything optional, provisions out of order and in two
// frameworks, and a provision that two questions support.
func furnish(b *maturity.Bank) {
	b.Frameworks = []maturity.Framework{
		{ID: "risk", Title: "Risk Framework 1.0", URL: "https://example.com/risk", Note: "Voluntary. Under revision."},
		{ID: "list", Title: "Ten Dangers"},
		{ID: "idle", Title: "Nothing Supports This"},
	}
	content := b.Question("safety.content")
	content.Reading = []maturity.Reading{
		{
			Title: "Ten Dangers of Language Models", URL: "https://example.org/dangers", Publisher: "The Danger Project", Year: 2026,
			Kind: "guide", Gives: "The ten risks to test for, with attacks and countermeasures.", Note: "Older lists have other numbers.",
		},
		{Title: "Filters", URL: "https://example.org/filters"},
		{Title: "A third page", URL: "https://example.org/third", Gives: "More."},
	}
	content.Supports = []maturity.Support{
		{Framework: "risk", Provision: "MEASURE 2.10", Subject: "privacy is examined", From: 1},
		{Framework: "risk", Provision: "MEASURE 2.7", Subject: "security is tested", From: 2},
		{Framework: "list", Provision: "D01", Subject: "prompt injection", From: 1},
	}
	b.Question("deployment.versioning").Supports = []maturity.Support{
		{Framework: "risk", Provision: "MEASURE 2.7", Subject: "changes are followed", From: 1},
	}
	b.Question("models.tuning").Supports = []maturity.Support{
		{Framework: "risk", Provision: "MAP 1.1", Subject: "the purpose is known", From: 1},
	}
	b.Question("monitoring.production").Reading = []maturity.Reading{
		{Title: "Names for what to record", URL: "https://example.org/names", Publisher: "An open project", Year: 2025},
	}
}

func (q question) build(dimension string) maturity.Question {
	return maturity.Question{
		ID: dimension + "." + q.id, Title: q.title, Text: q.text,
		Options: []maturity.Option{
			{Points: 0, Text: q.lowest, MoveUp: "Begin small: choose one application, write down what you do, and let a second person check it within a month."},
			{Points: 1, Text: q.middle, MoveUp: "Make it a habit: name an owner, put a date in the calendar, and show the result to the other teams."},
			{Points: 2, Text: q.highest},
		},
		Help:     "Counts: what you could show. Does not count: a plan.",
		Evidence: []string{"a page that says so", "the record of the last time"},
		Why:      "What nobody looks at does not get better.",
		Refs:     []string{"l2.moved"},
	}
}

func publishedLevels() []maturity.Level {
	return []maturity.Level{
		{
			Number: 1, Name: "initial", Label: "initial", Min: 0, Max: 9,
			Summary: "You are finding out what language models can do.",
			Heading: "To move toward level 2",
			Guidance: []maturity.Guidance{
				{ID: "l1.g1", Text: "Try several models on your own tasks.", Questions: []string{"models.selection"}},
			},
			References: []maturity.Reference{{ID: "l1.catalog", Title: "Model catalog", URL: "https://example.com/catalog"}},
		},
		{
			Number: 2, Name: "defined", Label: "maturing", Min: 10, Max: 14,
			Summary: "You have begun to put your operations in order, mainly in how you build and experiment. There is still much to gain in how things are integrated and tuned.",
			Heading: "To move toward level 3",
			Guidance: []maturity.Guidance{
				{ID: "l2.g1", Text: "Write more demanding prompts, and start building them properly into your applications.", Questions: []string{"prompts.design", "prompts.integration"}},
				{ID: "l2.g2", Text: "Settle on one orderly way to deploy.", Questions: []string{"deployment.release"}},
				{ID: "l2.g3", Text: "Give real attention to content safety and to the ethics of how models are used.", Questions: []string{"safety.content", "safety.responsible"}},
			},
			References: []maturity.Reference{
				{ID: "l2.plain", Title: "Content Safety", URL: "https://example.com/content-safety/overview"},
				{ID: "l2.moved", Title: "Evaluation of applications", URL: "https://example.com/studio/evaluation", Status: "moved", Now: "https://example.com/foundry/concepts/observability"},
				{
					ID: "l2.retiring", Title: "Deploy a Flow as a Managed Online Endpoint for Real-Time Inference",
					URL:    "https://example.com/studio/how-to/flow-deploy?tabs=studio",
					Status: "retiring", Retires: "2027-04-20",
					Successor: "https://example.com/foundry-classic/how-to/a-long-way-to-go/prompt-flow-migration-overview",
				},
				{
					ID: "l2.workshop", Title: "step-by-step workshop", URL: "https://example.com/workshop", Kind: "workshop", Status: "dormant",
					Note: "Last known change 2024-08-07. Newer equivalent: https://example.com/training/paths/operationalize-apps/",
				},
			},
		},
		{
			Number: 3, Name: "managed", Label: "maturing", Min: 15, Max: 19,
			Summary: "You run advanced workflows, and watch them so that problems are caught early.",
			Heading: "To move toward level 4",
			Guidance: []maturity.Guidance{
				{ID: "l3.g1", Text: "Look ahead: find out what will fail before it does.", Questions: []string{"monitoring.feedback"}},
			},
		},
		{
			Number: 4, Name: "optimized", Label: "optimized", Min: 20, Max: 28,
			Summary: "You show operational excellence.",
			Heading: "To stay at level 4",
			Guidance: []maturity.Guidance{
				{ID: "l4.g1", Text: "Pass on what you know.", Questions: []string{"strategy.learning"}},
			},
			References: []maturity.Reference{{ID: "l4.course", Title: "Operations at scale", URL: "https://example.com/course", Kind: "course"}},
		},
	}
}

// foreign returns a model unlike the published one: scores from 30 to 120 in
// uneven steps, five levels with names too long for their bands, no labels, no
// source.
func foreign() *maturity.Model {
	m := &maturity.Model{Bank: maturity.Bank{ID: "kitchen", Version: 3, Title: "Kitchen readiness"}}
	for i, name := range []string{"Knives and other tools with an edge", "Fire", "Guests"} {
		d := maturity.Dimension{ID: fmt.Sprintf("d%d", i+1), Name: name, Critical: name == "Fire"}
		for j := range 2 {
			q := maturity.Question{ID: fmt.Sprintf("%s.q%d", d.ID, j+1), Title: fmt.Sprintf("%s, part %d", strings.Fields(name)[0], j+1)}
			for _, points := range []int{5, 6, 9, 14, 20} {
				q.Options = append(q.Options, maturity.Option{Points: points, Text: fmt.Sprintf("It is worth %d.", points)})
			}
			d.Questions = append(d.Questions, q)
		}
		m.Bank.Dimensions = append(m.Bank.Dimensions, d)
	}
	for i, l := range []struct {
		name     string
		min, max int
	}{
		{"cold", 30, 33}, {"lukewarm at best", 34, 59}, {"simmering", 60, 79}, {"boiling", 80, 115}, {"boiling over", 116, 120},
	} {
		m.Levels = append(m.Levels, maturity.Level{
			Number: i + 1, Name: l.name, Min: l.min, Max: l.max,
			Summary:  "The kitchen is " + l.name + ".",
			Guidance: []maturity.Guidance{{ID: "g", Text: "Mind the stove.", Questions: []string{"d2.q1"}}},
		})
	}
	return m
}

// hostile returns a model and a sheet in which every text is hostile.
func hostile() (*maturity.Model, maturity.Sheet) {
	m := published()
	m.Bank.Title, m.Bank.Source.Title, m.Bank.Source.URL = harm, harm, "javascript:alert(1)"
	m.Bank.Instructions = maturity.Instructions{Scope: harm, Choose: harm, Evidence: harm, Unsure: harm, NotApplicable: harm}
	for i := range m.Bank.Dimensions {
		d := &m.Bank.Dimensions[i]
		d.Name, d.About = harm, harm
		for j := range d.Questions {
			q := &d.Questions[j]
			q.Title, q.Text, q.Help, q.Why, q.Evidence = harm, harm, harm, harm, []string{harm, harm}
			q.Reading = []maturity.Reading{
				{Title: harm, URL: "javascript:alert(1)", Publisher: harm, Kind: harm, Gives: harm, Note: harm},
				{Title: harm, URL: "https://example.com/\x1b]8;;evil\x07)|<b>`\u202e"},
			}
			q.Supports = []maturity.Support{
				{Framework: harm, Provision: harm, Subject: harm, From: 1}, {Framework: harm, Provision: "B" + harm, Subject: harm, From: 2},
			}
			for k := range q.Options {
				q.Options[k].Text, q.Options[k].MoveUp = harm, harm
			}
		}
	}
	m.Bank.Frameworks = []maturity.Framework{{ID: harm, Title: harm, URL: "javascript:alert(1)", Note: harm}}
	for i := range m.Levels {
		l := &m.Levels[i]
		l.Name, l.Label, l.Summary, l.Heading = fmt.Sprint(i, harm), harm, harm, harm
		l.Guidance = []maturity.Guidance{{ID: harm, Text: harm, Questions: []string{"safety.content"}}}
		l.References = []maturity.Reference{
			{ID: "r1", Title: harm, URL: "javascript:alert(1)", Now: "data:text/html,x", Note: harm, Kind: harm},
			{ID: "r2", Title: harm, URL: "https://example.com/\x1b]8;;evil\x07)|<b>`\u202e", Successor: harm, Retires: harm},
		}
	}
	s := sheetOf(m, 1, 1, 1, 1, -1, 1, 1, 1, 0, 0, 1, 0, 1, 1)
	s.Team, s.Respondent, s.Date = harm, strings.Repeat("W", 10_000), "2026-11-23"
	s.Labels = map[string]string{harm: harm}
	s.Answers["models.selection"] = maturity.Answer{Points: 1, Note: harm, Evidence: []string{harm}, Next: maturity.Commitment{Points: 2, Owner: harm, Due: "2027-01-31"}}
	return m, s
}

// harm must not take effect: escape sequences, C1 controls, direction marks,
// zero-width characters, line ends, HTML, all kinds of Markdown, and a word wider
// than any screen.
var harm = "# 1. \x1b[2J\x1b]0;owned\x07\u009b31m\x7f\u202eevil\u2066\u200b\ufeff\U000e0041\r\n\n- x\n\u2028" +
	"<script>alert(1)</script> | a|b ``` *b* _i_ [t](javascript:x) ![i](http://x.example/i.png) $x$ ~~s~~ &lt; \\ \xff " +
	strings.Repeat("長い", 60) + strings.Repeat("x", 300)

// sheetOf answers the questions in bank order; a negative number is unknown.
func sheetOf(m *maturity.Model, points ...int) maturity.Sheet {
	s := maturity.Sheet{Bank: m.Bank.Ref(), Answers: map[string]maturity.Answer{}}
	for i, q := range m.Bank.Questions() {
		s.Answers[q.ID] = maturity.Answer{Points: max(points[i], 0), Unknown: points[i] < 0}
	}
	return s
}

// described adds everything but answers to a sheet.
func described(s maturity.Sheet) maturity.Sheet {
	s.Team, s.Respondent, s.Date = "Search", "J. Doe", "2026-11-23"
	s.Labels = map[string]string{"unit": "Retail", "site": "North"}
	return s
}

func mustScore(t *testing.T, m *maturity.Model, s maturity.Sheet) *maturity.Assessment {
	t.Helper()
	a, err := maturity.Score(m, s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// scored returns the assessments that the golden files show, by name.
func scored(t *testing.T) map[string]*maturity.Assessment {
	t.Helper()
	m, f := published(), foreign()
	known := described(sheetOf(m, 1, 1, 2, 1, 1, 1, 1, 2, 0, 1, 1, 0, 1, 0))
	known.Answers["deployment.versioning"] = maturity.Answer{
		Points: 2, Note: "Last rollback took <12 minutes>.", Evidence: []string{"docs/releases.md"},
	}
	top, zero := make([]int, 14), make([]int, 14)
	for i := range top {
		top[i] = 2
	}
	return map[string]*maturity.Assessment{
		"known":   mustScore(t, m, known),
		"unknown": mustScore(t, m, described(sheetOf(m, 1, -1, 2, 1, 1, 1, 1, 2, 0, 0, 1, 0, 1, -1))),
		"zero":    mustScore(t, m, sheetOf(m, zero...)),
		"top":     mustScore(t, m, sheetOf(m, top...)),
		"foreign": mustScore(t, f, sheetOf(f, 6, 20, 5, 5, -1, 14)),
	}
}

// checkVisible fails if a text has hidden characters.
func checkVisible(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); display.HasHidden(line) {
			t.Errorf("%s has hidden characters: %q", name, line)
		}
	}
}
