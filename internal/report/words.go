package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"genaiops/internal/maturity"
)

// title returns what a bank's result is called.
func title(b *maturity.Bank) string {
	if b.Title == "" {
		return b.ID
	}
	return b.Title
}

// levelName returns a level's name, with the label where it says something
// else: "defined (maturing)".
func levelName(l *maturity.Level) string {
	if l.Label == "" || l.Label == l.Name {
		return l.Name
	}
	return l.Name + " (" + l.Label + ")"
}

// levelPhrase returns "level 2, defined (maturing)".
func levelPhrase(l *maturity.Level) string {
	return fmt.Sprintf("level %d, %s", l.Number, levelName(l))
}

// band returns a level's scores: "10-14".
func band(l *maturity.Level) string {
	if l.Min == l.Max {
		return fmt.Sprint(l.Min)
	}
	return fmt.Sprintf("%d-%d", l.Min, l.Max)
}

// scorePhrase returns "13 of 28", or "13 to 16 of 28" with unknown answers.
func scorePhrase(a *maturity.Assessment) string {
	if a.High == a.Low {
		return fmt.Sprintf("%d of %d", a.Low, a.Max)
	}
	return fmt.Sprintf("%d to %d of %d", a.Low, a.High, a.Max)
}

// distance returns how far the next level is: "2 points to level 3".
func distance(a *maturity.Assessment) string {
	if a.Next == nil {
		return "the highest level"
	}
	return fmt.Sprintf("%s to level %d", count(a.PointsToNext(), "point"), a.Next.Number)
}

// fullDistance is distance with the next level's name.
func fullDistance(a *maturity.Assessment) string {
	if a.Next == nil {
		return distance(a)
	}
	return distance(a) + ", " + levelName(a.Next)
}

// count returns "1 point" or "2 points".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// about lists what the sheet says besides its answers.
func about(s maturity.Sheet) []string {
	var facts []string
	for _, fact := range []string{s.Team, s.Respondent, s.Date} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Labels)) {
		facts = append(facts, name+": "+s.Labels[name])
	}
	return facts
}

// levelUndecided reports whether the unknown answers could change the level.
func levelUndecided(a *maturity.Assessment) bool {
	return a.HighLevel.Number != a.Level.Number
}

// unknownSentence says what the unknown answers could change and which they
// are, or "" when all is known.
func unknownSentence(a *maturity.Assessment) string {
	unknown := a.Unknown()
	if len(unknown) == 0 {
		return ""
	}
	subject := "1 answer is"
	if len(unknown) > 1 {
		subject = fmt.Sprintf("%d answers are", len(unknown))
	}
	titles := each(unknown, func(u maturity.ScoredAnswer) string { return u.Question.Title })
	format := "%s unknown. At best the score would be %d, still %s. To find out: %s."
	if levelUndecided(a) {
		format = "%s unknown. At best the score would be %d: %s. What decides it: %s."
	}
	return fmt.Sprintf(format, subject, a.High, levelPhrase(a.HighLevel), strings.Join(titles, "; "))
}

// warnings returns the warnings as sentences. Those about dimensions at their
// lowest score, of which there can be many, are drawn together.
func warnings(a *maturity.Assessment) []string {
	var lowest, sentences []string
	for _, d := range a.Dimensions {
		if d.AtLowest() {
			lowest = append(lowest, fmt.Sprintf("%s %d/%d", d.Dimension.Name, d.Score, d.Max))
		}
	}
	if len(lowest) > 1 {
		sentences = append(sentences, fmt.Sprintf("%s have the lowest possible score: %s.",
			count(len(lowest), "dimension"), strings.Join(lowest, ", ")))
	}
	for _, w := range a.Warnings {
		if w.Kind != maturity.ZeroDimension || len(lowest) == 1 {
			sentences = append(sentences, w.Message)
		}
	}
	return sentences
}

// mark says what deserves notice about a dimension's score, or "".
func mark(d maturity.DimensionScore) string {
	var notes []string
	switch {
	case d.AtLowest() && d.Min == 0:
		notes = append(notes, "at zero")
	case d.AtLowest():
		notes = append(notes, "at its lowest")
	}
	if d.AtLowest() && d.Dimension.Critical {
		notes = append(notes, "critical")
	}
	if d.Unknown > 0 {
		notes = append(notes, fmt.Sprintf("%d unknown", d.Unknown))
	}
	return strings.Join(notes, ", ")
}

// nextStepLimit is how many of the answers to raise are shown.
const nextStepLimit = 3

// nextStep is one answer to raise: which, what is true today, and how.
type nextStep struct {
	title, standing, today, moveUp string
}

// nextSteps returns the most urgent answers to raise.
func nextSteps(a *maturity.Assessment) []nextStep {
	open := a.Priorities()
	return each(open[:min(len(open), nextStepLimit)], newNextStep)
}

func newNextStep(s maturity.ScoredAnswer) nextStep {
	option, above := s.Question.Option(s.Points), s.Question.Above(s.Points)
	step := nextStep{
		title:    s.Question.Title,
		standing: fmt.Sprintf("%s, %d of %d", s.Dimension.Name, s.Points, s.Question.Highest()),
		today:    option.Text,
		moveUp:   option.MoveUp,
	}
	if s.Unknown {
		step.standing = s.Dimension.Name + ", unknown"
		step.today = "Nobody could say, so it counts as the lowest answer. Find out first."
	}
	if step.moveUp == "" {
		step.moveUp = above.Text
	}
	return step
}

// measuredBy lists the questions that measure a piece of guidance: their
// titles, each with what standing, if given, says of it.
func measuredBy(b *maturity.Bank, g maturity.Guidance, standing func(id string) string) []string {
	var measures []string
	for _, id := range g.Questions {
		q := b.Question(id)
		if q == nil {
			continue
		}
		measures = append(measures, strings.TrimSpace(q.Title+" "+standing(id)))
	}
	return measures
}

// noStanding is for levels that are shown without anybody's answers.
func noStanding(string) string { return "" }

// standings returns what the assessment says of a question: "1/2", or
// "unknown".
func standings(a *maturity.Assessment) func(id string) string {
	return func(id string) string {
		for _, s := range a.Answers {
			switch {
			case s.Question.ID != id:
			case s.Unknown:
				return "unknown"
			default:
				return fmt.Sprintf("%d/%d", s.Points, s.Question.Highest())
			}
		}
		return ""
	}
}

// headingOf returns what a level's guidance is for.
func headingOf(l *maturity.Level) string {
	if l.Heading == "" {
		return "What to do next"
	}
	return l.Heading
}

// lead returns a reference's title, with its kind.
func lead(r maturity.Reference) string {
	if r.Kind == "" {
		return r.Title
	}
	return r.Title + " (" + r.Kind + ")"
}

// updates says what is known of a reference beyond its title and URL.
func updates(r maturity.Reference) []string {
	var known []string
	if r.Now != "" {
		known = append(known, "now: "+r.Now)
	}
	var going []string
	if r.Retires != "" {
		going = append(going, "retires "+r.Retires)
	}
	if r.Successor != "" {
		going = append(going, "successor: "+r.Successor)
	}
	if len(going) > 0 {
		known = append(known, strings.Join(going, ", "))
	}
	if r.Note != "" {
		known = append(known, r.Note)
	}
	return known
}

// source says where the levels come from and whose the questions are.
func source(b *maturity.Bank) []string {
	questions := fmt.Sprintf("Questions: this bank's own (%s)", b.Ref())
	if b.Source == (maturity.Source{}) {
		return []string{questions}
	}
	levels := "Levels: "
	if b.Source.Publisher != "" {
		levels += b.Source.Publisher + ", "
	}
	levels += `"` + b.Source.Title + `"`
	if b.Source.URL != "" {
		levels += ", " + b.Source.URL
	}
	return []string{levels, questions}
}

// levelTitle returns "GenAIOps maturity: level 2 of 4, defined (maturing)".
func levelTitle(m *maturity.Model, l *maturity.Level) string {
	return fmt.Sprintf("%s: level %d of %d, %s", title(&m.Bank), l.Number, len(m.Levels), levelName(l))
}

// bandPhrase returns "10 to 14 of 28".
func bandPhrase(m *maturity.Model, l *maturity.Level) string {
	high := m.Levels[len(m.Levels)-1].Max
	if l.Min == l.Max {
		return fmt.Sprintf("%d of %d", l.Min, high)
	}
	return fmt.Sprintf("%d to %d of %d", l.Min, l.Max, high)
}

// extent returns "4 levels, 0 to 28 points".
func extent(m *maturity.Model) string {
	low, high := m.Levels[0].Min, m.Levels[len(m.Levels)-1].Max
	return fmt.Sprintf("%s, %d to %s", count(len(m.Levels), "level"), low, count(high, "point"))
}

// questionCount returns "14 questions in 7 dimensions".
func questionCount(dimensions []maturity.Dimension) string {
	questions := 0
	for _, d := range dimensions {
		questions += len(d.Questions)
	}
	if len(dimensions) == 1 {
		return count(questions, "question")
	}
	return fmt.Sprintf("%s in %d dimensions", count(questions, "question"), len(dimensions))
}

// instructions lists what a bank says on how to answer.
func instructions(i maturity.Instructions) []string {
	var texts []string
	for _, text := range []string{i.Scope, i.Choose, i.Evidence, i.Unsure, i.NotApplicable} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// dimensionAbout returns what a dimension is about, and whether it is critical.
func dimensionAbout(d maturity.Dimension) string {
	const critical = "Critical: the lowest answer to any of its questions is a warning."
	if d.Critical {
		return strings.TrimLeft(strings.TrimRight(d.About, ". ")+". "+critical, ". ")
	}
	return d.About
}

// isSingle reports whether filter selects a single question, of dimension d.
func isSingle(d maturity.Dimension, filter string) bool {
	return len(d.Questions) == 1 && d.Questions[0].ID == filter
}

// field is a text with a name.
type field struct{ name, text string }

// fields lists what a bank says about a question; the detailed list has how to
// reach each option. Empty ones are left out.
func fields(q maturity.Question, detailed bool) []field {
	all := []field{{"Help", q.Help}, {"Evidence", strings.Join(q.Evidence, "; ")}, {"Why", q.Why}}
	for _, o := range q.Options {
		if above := q.Above(o.Points); detailed && above != nil {
			all = append(all, field{fmt.Sprintf("To reach %d", above.Points), o.MoveUp})
		}
	}
	return slices.DeleteFunc(all, func(f field) bool { return f.text == "" })
}

// capital begins a text with an upper case letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
