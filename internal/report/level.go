package report

import (
	"fmt"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// LevelPage says what a level means, how to move up from it and what to read.
func LevelPage(m *maturity.Model, l *maturity.Level) Page {
	top := m.Levels[len(m.Levels)-1]
	scores := fmt.Sprintf("%d to %d of %d", l.Min, l.Max, top.Max)
	if l.Min == l.Max {
		scores = fmt.Sprintf("%d of %d", l.Min, top.Max)
	}
	return Page{
		title{fmt.Sprintf("%s: level %d of %d, %s", bankTitle(&m.Bank), l.Number, top.Number, l.Title()), scores},
		tell(l.Summary),
		guidance(l, nil),
		references(l),
		source{&m.Bank},
	}
}

// LevelsPage is a table of a model's levels.
func LevelsPage(m *maturity.Model) Page {
	low, high := m.Levels[0].Min, m.Levels[len(m.Levels)-1].Max
	return Page{
		title{bankTitle(&m.Bank), fmt.Sprintf("%s, %d to %s", display.Count(len(m.Levels), "level"), low, display.Count(high, "point"))},
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
