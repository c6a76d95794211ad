package report

import (
	"fmt"

	"genaiops/internal/maturity"
)

// LevelPage says what a level means, how to move on from it and what to read.
func LevelPage(m *maturity.Model, l *maturity.Level) Page {
	return Page{
		title{levelTitle(m, l), bandPhrase(m, l)},
		tell(l.Summary),
		guidance(l, nil),
		references(l),
		source{&m.Bank},
	}
}

// LevelsPage is a table of all the levels of a model.
func LevelsPage(m *maturity.Model) Page {
	return Page{
		title{bankTitle(&m.Bank), extent(m)},
		table{
			columns: []column{{"Level", true}, {"Name", false}, {"Score", true}, {"Summary", false}},
			rows: each(m.Levels, func(l maturity.Level) []span {
				return []span{{fmt.Sprint(l.Number), strong}, {l.Title(), strong}, {band(&l), plain}, {l.Summary, plain}}
			}),
			wrapped: 1,
			last:    readable,
		},
		source{&m.Bank},
		say("How to move up from a level: genaiops level N"),
	}
}
