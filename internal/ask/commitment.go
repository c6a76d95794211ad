package ask

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// goals returns the options that a team can commit to beside an answer, lowest first.
func (q *question) goals(a maturity.Answer) []option {
	goals := slices.Clone(q.options[:len(q.options)-1])
	from := goals[0].points
	if !a.Unknown {
		from = a.Points
	}
	return slices.DeleteFunc(goals, func(o option) bool { return o.points <= from })
}

// commitmentForm says how to type a commitment. It doesn't speak of points: nothing adds
// up while somebody answers.
func (q *question) commitmentForm(a maturity.Answer) string {
	goals := q.goals(a)
	return fmt.Sprintf("which option, who, by when, as in %s, Ada, 2027-01-31", goals[len(goals)-1].name)
}

// inShort is a commitment as a person types it; nothing for none.
func inShort(c maturity.Commitment) string {
	if !c.Exists() {
		return ""
	}
	parts := []string{strconv.Itoa(c.Points), oneLine(c.Owner), c.Due}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

// commitment reads what a person typed: the points of an option above the answer and, if
// they like, a name and a date. Nothing is no commitment.
func (q *question) commitment(a maturity.Answer, text string) (maturity.Commitment, error) {
	text = oneLine(text)
	if text == "" {
		return maturity.Commitment{}, nil
	}
	points, rest, _ := strings.Cut(text, ",")
	goals := q.goals(a)
	i := slices.IndexFunc(goals, func(o option) bool { return o.name == strings.TrimSpace(points) })
	if i < 0 {
		names := make([]string, len(goals))
		for i, o := range goals {
			names[i] = o.name
		}
		return maturity.Commitment{}, fmt.Errorf("a commitment begins with the option to reach, %s; then perhaps a name and a date", strings.Join(names, " or "))
	}
	c := maturity.Commitment{Points: goals[i].points, Owner: strings.TrimSpace(rest)}
	last := c.Owner[strings.LastIndexByte(c.Owner, ',')+1:]
	if isDateLike(last) {
		c.Due = strings.TrimSpace(last)
		c.Owner = strings.TrimRight(strings.TrimSuffix(c.Owner, last), ", ")
		if _, err := time.Parse(time.DateOnly, c.Due); err != nil {
			return maturity.Commitment{}, fmt.Errorf("%s is not a date; expected YYYY-MM-DD", c.Due)
		}
	}
	c.Owner = display.Composed(c.Owner)
	return c, nil
}

// isDateLike reports whether a text is meant as a date: it begins with a digit.
func isDateLike(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && s[0] >= '0' && s[0] <= '9'
}
