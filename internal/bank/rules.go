package bank

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
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
	RuleLevelNumber      = "level-number"      // levels are numbered 1, 2, 3, … without holes
	RuleBands            = "bands"             // bands ascend and hold every attainable score
	RuleUnreachableLevel = "unreachable-level" // each band holds an attainable score
	RuleUnknownReference = "unknown-reference" // refs name references
	RuleUnknownQuestion  = "unknown-question"  // guidance names questions
	RuleUnknownFramework = "unknown-framework" // supports name frameworks of bank.yaml
	RuleFrom             = "from"              // from is the points of an option
	RuleURL              = "url"               // URLs are absolute, http or https; those of reading https
	RuleDate             = "date"              // dates are real, YYYY-MM-DD
	RuleYear             = "year"              // years of reading are plausible
	RuleLanguage         = "language"          // the language is a tag of BCP 47
	RuleControl          = "control-character" // texts have no control or invisible characters
)

// check runs every rule. Rules that compare files run only if every file can be
// read, and those that need all dimensions or all levels only if none is missing:
// otherwise they would report consequences, not causes.
func check(s *sources) {
	for _, rule := range []func(*sources){
		checkIDs, checkUnique, checkVersion, checkNotEmpty, checkOptions, checkMoveUp, checkFrom, checkURLs, checkDates, checkYears, checkLanguage, checkControl,
	} {
		rule(s)
	}
	if s.unread || s.bank.fields["dimensions"] == nil || len(s.levels) == 0 {
		return
	}
	levels, dimensions := checkNumbers(s), checkFiles(s)
	if levels {
		checkRefs(s)
	}
	if !dimensions {
		return
	}
	checkFrameworks(s)
	checkGuidance(s)
	b := s.addable()
	if few := checkTooMuch(s, b); few && b != nil && levels {
		checkBands(s.levels, b.Scores())
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

// checkFiles compares the dimensions in bank.yaml with the files, and returns
// whether they agree. If an id is invalid, another rule has reported it.
func checkFiles(s *sources) (agree bool) {
	if len(s.bank.listed) == 0 || len(s.bank.listed) < len(s.bank.fields["dimensions"].Items) {
		return false
	}
	var listed []string
	for _, id := range s.bank.listed {
		listed = append(listed, id.Value)
	}
	files := map[string]int{} // of each dimension
	var unlisted []string
	for _, d := range s.bank.dimensions {
		if !wordID().MatchString(d.ID) {
			return false
		}
		files[d.ID]++
		if !slices.Contains(listed, d.ID) {
			unlisted = append(unlisted, d.ID)
		}
	}
	agree = true
	misspelt := map[string]bool{} // listed under a similar id
	for _, id := range s.bank.listed {
		if files[id.Value] == 0 {
			agree = false
			misspelt[diag.Nearest(id.Value, unlisted)] = true
			id.Errorf(RuleBankFile, "dimension %s has no file; expected %s with that id%s",
				diag.Quote(id.Value), diag.Quote(id.Value+".yaml"), diag.DidYouMean(id.Value, unlisted))
		}
	}
	for _, d := range s.bank.dimensions {
		switch id := d.fields["id"]; {
		case files[d.ID] > 1: // a duplicate id
			agree = false
		case misspelt[d.ID]:
		case !slices.Contains(listed, d.ID):
			agree = false
			id.Errorf(RuleBankFile, "dimension %s is not listed in %s", diag.Quote(d.ID), bankFile)
		case d.file != d.ID+".yaml":
			agree = false
			id.Errorf(RuleBankFile, "dimension %s is in %s; expected %s",
				diag.Quote(d.ID), diag.Quote(d.file), diag.Quote(d.ID+".yaml"))
		}
	}
	return agree
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
			continue // the ids of its questions start with it
		}
		for _, q := range d.questions {
			if q.ID != "" && d.ID != "" && !d.names(q) {
				q.fields["id"].Errorf(RuleID, "question id %s is not valid; expected %s and a name of %s",
					diag.Quote(q.ID), diag.Quote(d.ID+"."), idExpected)
			}
		}
	}
	for _, f := range s.bank.frameworks {
		if f.ID != "" && !wordID().MatchString(f.ID) {
			f.fields["id"].Errorf(RuleID, "framework id %s is not valid; expected %s", diag.Quote(f.ID), idExpected)
		}
	}
	for _, r := range s.references() {
		if r.ID != "" && !dottedID().MatchString(r.ID) {
			r.fields["id"].Errorf(RuleID, "reference id %s is not valid; expected %s, in parts joined by dots", diag.Quote(r.ID), idExpected)
		}
	}
}

// names reports whether the id of a question is valid in the dimension.
func (d *dimensionSource) names(q *questionSource) bool {
	name, ok := strings.CutPrefix(q.ID, d.ID+".")
	return ok && wordID().MatchString(name)
}

// unique reports duplicate ids. A missing id is no duplicate.
type unique struct {
	what  string
	first map[string]diag.Pos
}

func newUnique(what string) unique { return unique{what, map[string]diag.Pos{}} }

func (u unique) check(n *document.Node) (first bool) {
	if n == nil {
		return true
	}
	return u.checkAs(n, n.Value)
}

// checkAs is check for a value whose text isn't all that has to differ.
func (u unique) checkAs(n *document.Node, key string) (first bool) {
	if n == nil || n.Value == "" {
		return true
	}
	if at, ok := u.first[key]; ok {
		n.Errorf(RuleDuplicateID, "duplicate %s %s (first used at %s:%d:%d)",
			u.what, diag.Quote(n.Value), at.File, at.Line, at.Col)
		return false
	}
	u.first[key] = n.Pos
	return true
}

func checkUnique(s *sources) {
	listed, dimensions, questions := newUnique("dimension"), newUnique("dimension id"), newUnique("question id")
	for _, id := range s.bank.listed {
		listed.check(id)
	}
	for _, d := range s.bank.dimensions {
		if !dimensions.check(d.fields["id"]) {
			continue // so are its questions
		}
		for _, q := range d.questions {
			questions.check(q.fields["id"])
			q.checkUnique()
		}
	}
	frameworks := newUnique("framework id")
	for _, f := range s.bank.frameworks {
		frameworks.check(f.fields["id"])
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

func (q *questionSource) checkUnique() {
	reading, provisions := newUnique("address of reading"), newUnique("provision")
	for _, r := range q.reading {
		reading.check(r.fields["url"])
	}
	for _, s := range q.supports {
		provisions.checkAs(s.fields["id"], s.Framework+"\x00"+s.Provision)
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

func checkFrom(s *sources) {
	for _, q := range s.questions() {
		if len(q.options) == 0 || !q.ordered() {
			continue
		}
		var expected []string
		for _, o := range q.options {
			expected = append(expected, strconv.Itoa(o.Points))
		}
		for _, support := range q.supports {
			if support.numbered && !slices.Contains(expected, strconv.Itoa(support.From)) {
				support.fields["from"].Errorf(RuleFrom, "from is %d; expected the points of an option: %s",
					support.From, strings.Join(expected, ", "))
			}
		}
	}
}

// checkNumbers returns whether the levels are numbered without holes. A hole may be
// a missing level.
func checkNumbers(s *sources) bool {
	for i, l := range s.levels {
		switch expected := i + 1; {
		case !l.numbered, i > 0 && l.Number == s.levels[i-1].Number: // another rule has reported it
			return false
		case l.Number != expected:
			l.fields["number"].Errorf(RuleLevelNumber, "the number is %d; expected %d, since levels are numbered 1, 2, 3, …", l.Number, expected)
			return false
		}
	}
	return true
}

// These limits keep a plan within seconds: its time grows with the number of
// options times the number of scores.
const (
	mostQuestions = 500
	mostOptions   = 2_500
	mostPoints    = 20_000
)

// checkTooMuch returns whether the bank is within the limits. The bank is nil if
// its points can't be added up.
func checkTooMuch(s *sources, b *maturity.Bank) (few bool) {
	few = true
	limit := func(n, most int, format string) {
		if n > most {
			few = false
			s.bank.fields["dimensions"].Errorf(RuleTooMuch, format, n, most)
		}
	}
	options := 0
	for _, q := range s.questions() {
		options += len(q.options)
	}
	limit(len(s.questions()), mostQuestions, "the bank has %d questions; expected at most %d")
	limit(options, mostOptions, "the bank has %d options; expected at most %d")
	if b != nil {
		_, high := b.Range()
		limit(high, mostPoints, "the highest attainable score is %d; expected at most %d (give the options fewer points)")
	}
	return few
}

// addable returns the questions as a bank, or nil if the points of an option are
// not valid: another rule has reported it.
func (s *sources) addable() *maturity.Bank {
	b := &maturity.Bank{}
	for _, d := range s.bank.dimensions {
		for _, q := range d.questions {
			if len(q.options) < 2 || !q.ordered() {
				return nil
			}
		}
		if len(d.questions) == 0 {
			return nil
		}
		b.Dimensions = append(b.Dimensions, d.assemble())
	}
	return b
}

// checkBands compares the bands with the attainable scores, both in ascending
// order. Bands may skip scores that no answers add up to.
func checkBands(levels []*levelSource, scores []int) {
	for i, l := range levels {
		switch {
		case !l.banded: // another rule has reported it
			return
		case l.Max < l.Min:
			l.fields["max"].Errorf(RuleBands, "level %d ends at %d; expected at least %d, where it starts", l.Number, l.Max, l.Min)
			return
		case i > 0 && l.Min <= levels[i-1].Max:
			l.fields["min"].Errorf(RuleBands, "level %d starts at %d; expected more than %d, where level %d ends",
				l.Number, l.Min, levels[i-1].Max, levels[i-1].Number)
			return
		}
	}
	held := 0 // how many scores the levels so far hold
	low, high, last := scores[0], scores[len(scores)-1], len(levels)-1
	for i, l := range levels {
		from, _ := slices.BinarySearch(scores, l.Min)
		to, _ := slices.BinarySearch(scores, l.Max+1)
		switch {
		case from == to:
			l.fields["min"].Errorf(RuleUnreachableLevel, "no answers reach level %d (%d to %d); the nearest score is %s",
				l.Number, l.Min, l.Max, nearest(scores, from))
		case i == 0 && l.Min != low:
			l.fields["min"].Errorf(RuleBands, "the first band starts at %d; expected %d, the lowest attainable score", l.Min, low)
		case i > 0 && from > held:
			l.fields["min"].Errorf(RuleBands, "level %d starts at %d; expected at most %d, the lowest attainable score above level %d",
				l.Number, l.Min, scores[held], levels[i-1].Number)
		}
		if i == last && from < to && l.Max != high {
			l.fields["max"].Errorf(RuleBands, "the last band ends at %d; expected %d, the highest attainable score", l.Max, high)
		}
		held = to
	}
}

// nearest names the scores on both sides of a place in a list.
func nearest(scores []int, at int) string {
	switch at {
	case 0:
		return fmt.Sprint(scores[0])
	case len(scores):
		return fmt.Sprint(scores[at-1])
	}
	return fmt.Sprintf("%d or %d", scores[at-1], scores[at])
}

func checkRefs(s *sources) {
	var known []string
	for _, r := range s.references() {
		if r.ID == "" {
			return // already reported, and perhaps what is named
		}
		known = append(known, r.ID)
	}
	for _, q := range s.questions() {
		checkKnown(q.refs, RuleUnknownReference, "reference", known)
	}
}

func checkFrameworks(s *sources) {
	var known []string
	for _, f := range s.bank.frameworks {
		if f.ID == "" {
			return // already reported, and perhaps what is named
		}
		known = append(known, f.ID)
	}
	for _, q := range s.questions() {
		for _, support := range q.supports {
			if support.Framework != "" {
				checkKnown([]*document.Node{support.fields["framework"]}, RuleUnknownFramework, "framework", known)
			}
		}
	}
}

func checkGuidance(s *sources) {
	for _, l := range s.levels {
		for _, g := range l.guidance {
			if list := g.fields["questions"]; list != nil && list.Kind == document.Sequence && len(list.Items) == 0 {
				list.Errorf(RuleEmpty, "guidance %s has no questions", diag.Quote(g.ID))
			}
		}
	}
	var known []string
	for _, d := range s.bank.dimensions {
		for _, q := range d.questions {
			if !d.names(q) {
				return // already reported, and perhaps what is named
			}
			known = append(known, q.ID)
		}
		if len(d.questions) == 0 {
			return
		}
	}
	for _, l := range s.levels {
		for _, g := range l.guidance {
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
	checkURL(s.bank.url, "https", "http")
	for _, f := range s.bank.frameworks {
		checkURL(f.fields["url"], "https", "http")
	}
	for _, q := range s.questions() {
		for _, r := range q.reading {
			checkURL(r.fields["url"], "https")
		}
	}
	for _, r := range s.references() {
		for _, key := range []string{"url", "now", "successor"} {
			checkURL(r.fields[key], "https", "http")
		}
	}
}

func checkURL(n *document.Node, schemes ...string) {
	if n == nil || n.Kind != document.Text {
		return
	}
	kind := "a web address"
	if len(schemes) == 1 {
		kind = "a secure web address"
	}
	u, err := url.Parse(n.Value)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "" || strings.ContainsFunc(n.Value, unicode.IsSpace) {
		n.Errorf(RuleURL, "%s is not %s; expected %s", diag.Quote(n.Value), kind, strings.Join(schemes, "://… or ")+"://…")
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

// A year outside these is a slip.
const (
	earliestYear = 1900
	latestYear   = 2099
)

func checkYears(s *sources) {
	for _, q := range s.questions() {
		for _, r := range q.reading {
			if r.dated && (r.Year < earliestYear || r.Year > latestYear) {
				r.fields["year"].Errorf(RuleYear, "year is %d; expected %d to %d", r.Year, earliestYear, latestYear)
			}
		}
	}
}

// languagePattern is the form of a language tag: a language of two or three letters,
// then script, region and the like.
const languagePattern = `^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`

func checkLanguage(s *sources) {
	if n := s.bank.fields["language"]; s.bank.Language != "" && !regexp.MustCompile(languagePattern).MatchString(s.bank.Language) {
		n.Errorf(RuleLanguage, "language %s is not a language tag; expected one like en, de or pt-BR", diag.Quote(s.bank.Language))
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
