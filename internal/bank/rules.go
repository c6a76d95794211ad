package bank

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
)

// The rules of this package. Package document has those of form: syntax,
// encoding, size, duplicate-key, unknown-key, missing-key and type.
const (
	RuleBankFile         = "bank-file"         // bank.yaml exists; it lists every dimension that has a file, and no other
	RuleID               = "id"                // ids are lowercase words; a question's id starts with its dimension's
	RuleDuplicateID      = "duplicate-id"      // ids, numbers and names are unique
	RuleVersion          = "version"           // the version is 1 or more
	RuleEmpty            = "empty"             // there are dimensions, questions and levels
	RuleOptions          = "options"           // a question has at least two options
	RuleOptionOrder      = "option-order"      // each option is worth more than the one before
	RuleMoveUp           = "move-up"           // move_up starts from an option below the highest
	RuleTooMuch          = "too-much"          // questions and points are few enough for plans
	RuleBands            = "bands"             // bands cover the attainable scores without gap or overlap
	RuleUnknownReference = "unknown-reference" // refs name references
	RuleUnknownQuestion  = "unknown-question"  // guidance names questions
	RuleURL              = "url"               // URLs are absolute, http or https
	RuleDate             = "date"              // dates are real, YYYY-MM-DD
	RuleControl          = "control-character" // texts have no control or invisible characters
)

// check runs every rule. Rules that compare files run only if every file can be
// read: otherwise they would report consequences, not causes.
func check(s *sources) {
	rules := []func(*sources){
		checkIDs, checkUnique, checkVersion, checkNotEmpty, checkOptions, checkMoveUp, checkURLs, checkDates, checkControl,
	}
	if !s.unread && s.bank.fields["dimensions"] != nil && len(s.levels) > 0 {
		rules = append(rules, checkFiles, checkTooMuch, checkBands, checkRefs, checkGuidance)
	}
	for _, rule := range rules {
		rule(s)
	}
}

func (s *sources) questions() []*questionSource {
	var all []*questionSource
	for _, d := range s.bank.dimensions {
		all = append(all, d.questions...)
	}
	return all
}

func (s *sources) references() []referenceSource {
	var all []referenceSource
	for _, l := range s.levels {
		all = append(all, l.references...)
	}
	return all
}

// checkFiles compares the dimensions in bank.yaml with the files.
func checkFiles(s *sources) {
	if s.bank.fields["dimensions"].Kind != document.Sequence {
		return
	}
	byID := map[string]bool{}
	for _, d := range s.bank.dimensions {
		byID[d.ID] = true
	}
	var listed []string
	for _, id := range s.bank.listed {
		listed = append(listed, id.Value)
		if !byID[id.Value] {
			id.Errorf(RuleBankFile, "dimension %s has no file; expected %s with that id",
				diag.Quote(id.Value), diag.Quote(id.Value+".yaml"))
		}
	}
	for _, d := range s.bank.dimensions {
		switch id := d.fields["id"]; {
		case d.ID == "":
		case !slices.Contains(listed, d.ID):
			id.Errorf(RuleBankFile, "dimension %s is not listed in %s%s",
				diag.Quote(d.ID), bankFile, diag.DidYouMean(d.ID, listed))
		case d.file != d.ID+".yaml":
			id.Errorf(RuleBankFile, "dimension %s is in %s; expected %s",
				diag.Quote(d.ID), diag.Quote(d.file), diag.Quote(d.ID+".yaml"))
		}
	}
}

const (
	wordPattern   = `[a-z0-9]+([_-][a-z0-9]+)*`
	dottedPattern = `^[a-z0-9]+([._-][a-z0-9]+)*$`
)

var (
	wordID     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^` + wordPattern + `$`) })
	dottedID   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(dottedPattern) })
	idExpected = "lowercase letters, digits, - and _"
)

func checkIDs(s *sources) {
	if id := s.bank.fields["id"]; s.bank.ID != "" && !wordID().MatchString(s.bank.ID) {
		id.Errorf(RuleID, "bank id %s is not valid; expected %s", diag.Quote(s.bank.ID), idExpected)
	}
	for _, d := range s.bank.dimensions {
		if d.ID != "" && !wordID().MatchString(d.ID) {
			d.fields["id"].Errorf(RuleID, "dimension id %s is not valid; expected %s", diag.Quote(d.ID), idExpected)
		}
		for _, q := range d.questions {
			name, ok := strings.CutPrefix(q.ID, d.ID+".")
			if q.ID != "" && d.ID != "" && (!ok || !wordID().MatchString(name)) {
				q.fields["id"].Errorf(RuleID, "question id %s is not valid; expected %s and a name of %s",
					diag.Quote(q.ID), diag.Quote(d.ID+"."), idExpected)
			}
		}
	}
	for _, r := range s.references() {
		if r.ID != "" && !dottedID().MatchString(r.ID) {
			r.fields["id"].Errorf(RuleID, "reference id %s is not valid; expected %s, in parts joined by dots", diag.Quote(r.ID), idExpected)
		}
	}
}

// unique reports duplicate ids.
type unique struct {
	what  string
	first map[string]diag.Pos
}

func newUnique(what string) unique { return unique{what, map[string]diag.Pos{}} }

func (u unique) check(n *document.Node) {
	if n == nil || n.Value == "" {
		return
	}
	if at, ok := u.first[n.Value]; ok {
		n.Errorf(RuleDuplicateID, "duplicate %s %s (first used at %s:%d:%d)",
			u.what, diag.Quote(n.Value), at.File, at.Line, at.Col)
		return
	}
	u.first[n.Value] = n.Pos
}

func checkUnique(s *sources) {
	listed, dimensions, questions := newUnique("dimension"), newUnique("dimension id"), newUnique("question id")
	for _, id := range s.bank.listed {
		listed.check(id)
	}
	for _, d := range s.bank.dimensions {
		dimensions.check(d.fields["id"])
		for _, q := range d.questions {
			questions.check(q.fields["id"])
		}
	}
	numbers, names := newUnique("level number"), newUnique("level name")
	guidance, references := newUnique("guidance id"), newUnique("reference id")
	for _, l := range s.levels {
		numbers.check(l.fields["number"])
		names.check(l.fields["name"])
		for _, g := range l.guidance {
			guidance.check(g.fields["id"])
		}
		for _, r := range l.references {
			references.check(r.fields["id"])
		}
	}
}

func checkVersion(s *sources) {
	if n := s.bank.fields["version"]; n != nil && n.Kind == document.Int && s.bank.Version < 1 {
		n.Errorf(RuleVersion, "version is %d; expected 1 or more", s.bank.Version)
	}
}

func checkNotEmpty(s *sources) {
	if n := s.bank.fields["dimensions"]; n != nil && n.Kind == document.Sequence && len(n.Items) == 0 {
		n.Errorf(RuleEmpty, "the bank has no dimensions")
	}
	for _, d := range s.bank.dimensions {
		if n := d.fields["questions"]; n != nil && n.Kind == document.Sequence && len(n.Items) == 0 {
			n.Errorf(RuleEmpty, "dimension %s has no questions", diag.Quote(d.ID))
		}
	}
}

func checkOptions(s *sources) {
	for _, q := range s.questions() {
		if n := q.fields["options"]; n != nil && n.Kind == document.Sequence && len(n.Items) < 2 {
			n.Errorf(RuleOptions, "question %s has %s; expected at least 2", diag.Quote(q.ID), display.Count(len(n.Items), "option"))
		}
		highest := -1
		for _, o := range q.options {
			if o.points == nil {
				continue
			}
			if o.Points <= highest {
				o.points.Errorf(RuleOptionOrder, "points is %d; expected more than the %d of an option before", o.Points, highest)
			}
			highest = max(highest, o.Points)
		}
	}
}

// ordered reports whether every option has more points than the one before.
func (q *questionSource) ordered() bool {
	highest := -1
	for _, o := range q.options {
		if o.points == nil || o.Points <= highest {
			return false
		}
		highest = o.Points
	}
	return true
}

func checkMoveUp(s *sources) {
	for _, q := range s.questions() {
		if !q.ordered() {
			continue
		}
		var expected []string
		for _, o := range q.options[:max(0, len(q.options)-1)] {
			expected = append(expected, moveUpKey(o.Points))
		}
		for key, n := range q.moveUp {
			if n.Text(key) != "" && !slices.Contains(expected, key) {
				n.Errorf(RuleMoveUp, "%s is not an option of %s below the highest; expected %s",
					diag.Quote(key), diag.Quote(q.ID), strings.Join(expected, ", "))
			}
		}
	}
}

// These limits keep a plan within seconds: its time grows with the number of
// options times the number of attainable scores.
const (
	mostQuestions = 500
	mostOptions   = 2_500
	mostPoints    = 20_000
)

func checkTooMuch(s *sources) {
	dimensions := s.bank.fields["dimensions"]
	if n := len(s.questions()); n > mostQuestions {
		dimensions.Errorf(RuleTooMuch, "the bank has %d questions; expected at most %d", n, mostQuestions)
	}
	options := 0
	for _, q := range s.questions() {
		options += len(q.options)
	}
	if options > mostOptions {
		dimensions.Errorf(RuleTooMuch, "the bank has %d options; expected at most %d", options, mostOptions)
	}
	if _, high, ok := s.attainable(); ok && high > mostPoints {
		dimensions.Errorf(RuleTooMuch, "the highest attainable score is %d; expected at most %d (give the options fewer points)", high, mostPoints)
	}
}

// checkBands needs the points of every option and the band of every level. If one
// is invalid, another rule has reported it.
func checkBands(s *sources) {
	low, high, ok := s.attainable()
	if !ok {
		return
	}
	expected := low
	for i, l := range s.levels {
		if l.Max < l.Min {
			l.fields["max"].Errorf(RuleBands, "level %d ends at %d; expected at least %d, where it starts", l.Number, l.Max, l.Min)
			return
		}
		switch {
		case l.Min == expected:
		case i == 0:
			l.fields["min"].Errorf(RuleBands, "the first band starts at %d; expected %d, the lowest attainable score", l.Min, low)
		default:
			l.fields["min"].Errorf(RuleBands, "level %d starts at %d; expected %d, since the level before it ends at %d", l.Number, l.Min, expected, expected-1)
		}
		expected = l.Max + 1
	}
	if last := s.levels[len(s.levels)-1]; last.Max != high {
		last.fields["max"].Errorf(RuleBands, "the last band ends at %d; expected %d, the highest attainable score", last.Max, high)
	}
}

// attainable returns the lowest and the highest attainable score.
func (s *sources) attainable() (low, high int, ok bool) {
	for _, q := range s.questions() {
		if len(q.options) < 2 || !q.ordered() {
			return 0, 0, false
		}
		low += q.options[0].Points
		high += q.options[len(q.options)-1].Points
	}
	for _, l := range s.levels {
		if !l.banded {
			return 0, 0, false
		}
	}
	return low, high, len(s.questions()) > 0 && len(s.levels) > 0
}

func checkRefs(s *sources) {
	var known []string
	for _, r := range s.references() {
		known = append(known, r.ID)
	}
	for _, q := range s.questions() {
		checkKnown(q.refs, RuleUnknownReference, "reference", known)
	}
}

func checkGuidance(s *sources) {
	var known []string
	for _, q := range s.questions() {
		known = append(known, q.ID)
	}
	for _, l := range s.levels {
		for _, g := range l.guidance {
			if list := g.fields["questions"]; list != nil && list.Kind == document.Sequence && len(list.Items) == 0 {
				list.Errorf(RuleEmpty, "guidance %s has no questions", diag.Quote(g.ID))
			}
			checkKnown(g.questions, RuleUnknownQuestion, "question", known)
		}
	}
}

func checkKnown(ids []*document.Node, rule, what string, known []string) {
	for _, id := range ids {
		if id.Kind == document.Text && !slices.Contains(known, id.Value) {
			id.Errorf(rule, "unknown %s %s%s", what, diag.Quote(id.Value), diag.DidYouMean(id.Value, known))
		}
	}
}

func checkURLs(s *sources) {
	checkURL(s.bank.url)
	for _, r := range s.references() {
		for _, key := range []string{"url", "now", "successor"} {
			checkURL(r.fields[key])
		}
	}
}

func checkURL(n *document.Node) {
	if n == nil || n.Kind != document.Text {
		return
	}
	u, err := url.Parse(n.Value)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsFunc(n.Value, unicode.IsSpace) {
		n.Errorf(RuleURL, "%s is not a web address; expected https://… or http://…", diag.Quote(n.Value))
	}
}

func checkDates(s *sources) {
	for _, r := range s.references() {
		if r.Retires == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, r.Retires); err != nil {
			r.fields["retires"].Errorf(RuleDate, "%s is not a date; expected YYYY-MM-DD", diag.Quote(r.Retires))
		}
	}
}

// checkControl checks every text of every file: quoted YAML can contain any
// character as an escape.
func checkControl(s *sources) {
	for _, n := range s.bank.fields {
		checkControlIn(n)
	}
	for _, d := range s.bank.dimensions {
		checkControlIn(d.node)
	}
	for _, l := range s.levels {
		checkControlIn(l.node)
	}
}

func checkControlIn(n *document.Node) {
	if n.Kind == document.Text && display.HasHidden(strings.ReplaceAll(n.Value, "\n", " ")) {
		n.Errorf(RuleControl, "the text contains control or invisible characters: %s", diag.Quote(n.Value))
	}
	for _, item := range n.Items {
		checkControlIn(item)
	}
	for _, p := range n.Pairs {
		checkControlIn(p.Key)
		checkControlIn(p.Value)
	}
}
