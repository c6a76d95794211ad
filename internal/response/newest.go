package response

import (
	"cmp"
	"fmt"
	"reflect"

	"genaiops/internal/diag"
)

// RulePerson is the rule of answers that can't be told apart by person or time.
const RulePerson = "person"

// Newest keeps the newest of several responses of one person, and says which in
// notices. Two responses without time stamps that differ are a problem. Responses
// without a name or address are of different people.
func Newest(responses []Response) (kept []Response, notices []string, problems diag.List) {
	at := map[string]int{}
	for _, r := range responses {
		i, again := at[r.person]
		if !again || r.person == "" {
			at[r.person] = len(kept)
			kept = append(kept, r)
			continue
		}
		newer, older := r, kept[i]
		switch order := cmp.Compare(newer.when, older.when); {
		case newer.when == "" || older.when == "" || order == 0:
			if !reflect.DeepEqual(newer.Sheet, older.Sheet) {
				problems.Addf(r.Pos, RulePerson, "%s is a second response of %s after %s, and no time stamps tell which is newer",
					r.place(older), r.Name(), older.place(r))
				continue
			}
		case order < 0:
			newer, older = older, newer
		}
		kept[i] = newer
		notices = append(notices, fmt.Sprintf("%s answered more than once: %s counts, the newest; %s is left out",
			newer.Name(), newer.place(older), older.place(newer)))
	}
	return kept, notices, problems
}

// Name is what to call the person in a message.
func (r Response) Name() string {
	return cmp.Or(r.Sheet.Respondent, r.Sheet.Team, fmt.Sprintf("row %d", r.Row))
}

// place is the row of a response, with its file if that of the other differs.
func (r Response) place(other Response) string {
	if r.File == other.File {
		return fmt.Sprintf("row %d", r.Row)
	}
	return fmt.Sprintf("row %d of %s", r.Row, r.File)
}
