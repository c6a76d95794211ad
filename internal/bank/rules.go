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

// Names of the rules of this package. Those of form (syntax, unknown-key,
// duplicate-key, missing-key, type, encoding, size) are package document's.
const (
	RuleBankFile         = "bank-file"         // bank.yaml is there; each listed dimension has its file, and each file is listed
	RuleID               = "id"                // ids are lower case words; a question's begins with its dimension's
	RuleDuplicateID      = "duplicate-id"      // no two things of a kind share an id, a number or a name
	RuleVersion          = "version"           // the version is 1 or more
	RuleEmpty            = "empty"             // dimensions, questions and levels exist
	RuleOptions          = "options"           // a question has two options or more
	RuleOptionOrder      = "option-order"      // options are distinct, lowest first
	RuleMoveUp           = "move-up"           // move_up begins at an option that has one above it
	RuleTooMuch          = "too-much"          // questions and points are few enough to plan with
	RuleBands            = "bands"             // bands cover the attainable scores without gap or overlap
	RuleUnknownReference = "unknown-reference" // refs name references
	RuleUnknownQuestion  = "unknown-question"  // guidance names questions
	RuleURL              = "url"               // URLs are absolute, http or https
	RuleDate             = "date"              // dates are real, YYYY-MM-DD
	RuleControl          = "control-character" // texts hold nothing that could disturb a terminal
)

// check runs every rule. Those that compare files with each other wait until
// all the files can be read: what they would say until then is not the cause.
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

// checkFiles compares the list in bank.yaml with the files beside it.
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
			id.Errorf(RuleBankFile, "dimension %s has no file: expected %s with that id",
				diag.Quote(id.Value), diag.Quote(id.Value+".yaml"))
		}
	}
	for _, d := range s.bank.dimensions {
		if d.ID == "" {
			continue
		}
		id := d.fields["id"]
		if !slices.Contains(listed, d.ID) {
			id.Errorf(RuleBankFile, "dimension %s is not in the list of %s%s",
				diag.Quote(d.ID), bankFile, diag.DidYouMean(d.ID, listed))
		} else if d.file != d.ID+".yaml" {
			id.Errorf(RuleBankFile, "dimension %s stands in %s; expected %s",
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
	idExpected = "expected lower case letters, digits, - and _"
)

func checkIDs(s *sources) {
	if id := s.bank.fields["id"]; s.bank.ID != "" && !wordID().MatchString(s.bank.ID) {
		id.Errorf(RuleID, "bank id %s: %s", diag.Quote(s.bank.ID), idExpected)
	}
	for _, d := range s.bank.dimensions {
		if d.ID != "" && !wordID().MatchString(d.ID) {
			d.fields["id"].Errorf(RuleID, "dimension id %s: %s", diag.Quote(d.ID), idExpected)
		}
		for _, q := range d.questions {
			checkQuestionID(d, q)
		}
	}
	for _, r := range s.references() {
		if r.ID != "" && !dottedID().MatchString(r.ID) {
			r.fields["id"].Errorf(RuleID, "reference id %s: %s, in parts joined by dots", diag.Quote(r.ID), idExpected)
		}
	}
}

func checkQuestionID(d *dimensionSource, q *questionSource) {
	if q.ID == "" || d.ID == "" {
		return
	}
	name, ok := strings.CutPrefix(q.ID, d.ID+".")
	if !ok || !wordID().MatchString(name) {
		q.fields["id"].Errorf(RuleID, "question id %s: expected %s and a name of lower case letters, digits, - and _",
			diag.Quote(q.ID), diag.Quote(d.ID+"."))
	}
}

// unique reports the second of two equal ids.
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
		n.Errorf(RuleDuplicateID, "%s %s stands twice; the first is at %s:%d:%d",
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
		n.Errorf(RuleVersion, "the version is %d; expected 1 or more", s.bank.Version)
	}
}

func checkNotEmpty(s *sources) {
	if n := s.bank.fields["dimensions"]; n != nil && n.Kind == document.Sequence && len(n.Items) == 0 {
		n.Errorf(RuleEmpty, "the bank lists no dimension")
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
			n.Errorf(RuleOptions, "question %s has too few options, %d; expected 2 or more", diag.Quote(q.ID), len(n.Items))
		}
		highest := -1
		for _, o := range q.options {
			if o.points == nil {
				continue
			}
			if o.Points <= highest {
				o.points.Errorf(RuleOptionOrder, "points %d after %d: options stand lowest first, each worth more than the one before",
					o.Points, highest)
			}
			highest = max(highest, o.Points)
		}
	}
}

// ordered reports whether every option has points, lowest first.
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
				n.Errorf(RuleMoveUp, "%s names no option of %s that has one above it; expected %s",
					diag.Quote(key), diag.Quote(q.ID), strings.Join(expected, ", "))
			}
		}
	}
}

// What a bank may hold, so that a plan is a matter of seconds: its work grows with
// the options times the scores that can be reached.
const (
	mostQuestions = 500
	mostOptions   = 2_500
	mostPoints    = 20_000
)

func checkTooMuch(s *sources) {
	dimensions := s.bank.fields["dimensions"]
	if n := len(s.questions()); n > mostQuestions {
		dimensions.Errorf(RuleTooMuch, "the bank has %d questions; expected %d at most", n, mostQuestions)
	}
	options := 0
	for _, q := range s.questions() {
		options += len(q.options)
	}
	if options > mostOptions {
		dimensions.Errorf(RuleTooMuch, "the questions have %d options; expected %d at most", options, mostOptions)
	}
	if _, high, ok := s.attainable(); ok && high > mostPoints {
		dimensions.Errorf(RuleTooMuch, "the highest attainable score is %d; expected %d at most: give the options fewer points", high, mostPoints)
	}
}

// checkBands needs every option's points and every level's band; where one
// is wrong by itself, that is reported already and the bands are not judged.
func checkBands(s *sources) {
	low, high, ok := s.attainable()
	if !ok {
		return
	}
	expected := low
	for i, l := range s.levels {
		if l.Max < l.Min {
			l.fields["max"].Errorf(RuleBands, "level %d ends at %d, before it starts at %d", l.Number, l.Max, l.Min)
			return
		}
		switch {
		case l.Min == expected:
		case i == 0:
			l.fields["min"].Errorf(RuleBands, "the first band starts at %d; expected %d, the lowest attainable score", l.Min, low)
		case l.Min > expected:
			l.fields["min"].Errorf(RuleBands, "level %d starts at %d, but the level before it ends at %d: no level holds what lies between", l.Number, l.Min, expected-1)
		default:
			l.fields["min"].Errorf(RuleBands, "level %d starts at %d, but the level before it ends at %d; expected %d", l.Number, l.Min, expected-1, expected)
		}
		expected = l.Max + 1
	}
	if last := s.levels[len(s.levels)-1]; last.Max != high {
		last.fields["max"].Errorf(RuleBands, "the last band ends at %d; expected %d, the highest attainable score", last.Max, high)
	}
}

// attainable returns the lowest and the highest score that can be reached.
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
	isKnown := map[string]bool{}
	for _, r := range s.references() {
		known = append(known, r.ID)
		isKnown[r.ID] = true
	}
	for _, q := range s.questions() {
		for _, ref := range q.refs {
			if ref.Kind == document.Text && !isKnown[ref.Value] {
				ref.Errorf(RuleUnknownReference, "no level has a reference %s%s", diag.Quote(ref.Value), diag.DidYouMean(ref.Value, known))
			}
		}
	}
}

func checkGuidance(s *sources) {
	var known []string
	isKnown := map[string]bool{}
	for _, q := range s.questions() {
		known = append(known, q.ID)
		isKnown[q.ID] = true
	}
	for _, l := range s.levels {
		for _, g := range l.guidance {
			if list := g.fields["questions"]; list != nil && list.Kind == document.Sequence && len(list.Items) == 0 {
				list.Errorf(RuleEmpty, "guidance %s names no question", diag.Quote(g.ID))
			}
			for _, id := range g.questions {
				if id.Kind == document.Text && !isKnown[id.Value] {
					id.Errorf(RuleUnknownQuestion, "the bank has no question %s%s", diag.Quote(id.Value), diag.DidYouMean(id.Value, known))
				}
			}
		}
	}
}

func checkURLs(s *sources) {
	if source := s.bank.fields["source"]; source != nil {
		for _, p := range source.Pairs {
			if p.Key.Value == "url" {
				checkURL(p.Value)
			}
		}
	}
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
		n.Errorf(RuleURL, "%s is not a link: expected https://… or http://…", diag.Quote(n.Value))
	}
}

func checkDates(s *sources) {
	for _, r := range s.references() {
		if r.Retires == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, r.Retires); err != nil {
			r.fields["retires"].Errorf(RuleDate, "%s is not a date: expected YYYY-MM-DD", diag.Quote(r.Retires))
		}
	}
}

// checkControl looks at every text of every file: escapes in quoted YAML can
// write any character.
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
		n.Errorf(RuleControl, "the text holds control or invisible characters: %s", diag.Quote(n.Value))
	}
	for _, item := range n.Items {
		checkControlIn(item)
	}
	for _, p := range n.Pairs {
		checkControlIn(p.Key)
		checkControlIn(p.Value)
	}
}
