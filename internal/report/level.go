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
		title{text: fmt.Sprintf("%s: level %d of %d, %s", bankTitle(&m.Bank), l.Number, top.Number, l.Title()), aside: scores},
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
		title{text: bankTitle(&m.Bank), aside: fmt.Sprintf("%s, %d to %s", display.Count(len(m.Levels), "level"), low, display.Count(high, "point"))},
		table{
			columns: []column{{"Level", true}, {"Name", false}, {"Score", true}, {"Summary", false}},
			rows: each(m.Levels, func(l maturity.Level) []span {
				return []span{{fmt.Sprint(l.Number), strong}, {l.Title(), strong}, {band(&l), plain}, {l.Summary, plain}}
			}),
			wrapped: 1,
			last:    readable,
		},
		source{&m.Bank},
		closing{},
	}
}

// The schemas identify a [LevelDocument] and a [LevelsDocument].
const (
	LevelSchema  = "genaiops.level/1"
	LevelsSchema = "genaiops.levels/1"
)

// LevelDocument is one level.
type LevelDocument struct {
	Schema string       `json:"schema"`
	Bank   BankDocument `json:"bank"`
	LevelContent
}

// LevelsDocument is all levels of a model, ascending.
type LevelsDocument struct {
	Schema string         `json:"schema"`
	Bank   BankDocument   `json:"bank"`
	Levels []LevelContent `json:"levels"`
}

// LevelContent is a level with its guidance.
type LevelContent struct {
	BandDocument
	Summary    string              `json:"summary"`
	Heading    string              `json:"heading"` // of the guidance
	Guidance   []GuidanceDocument  `json:"guidance"`
	References []ReferenceDocument `json:"references"`
}

// Level returns the document of one level.
func Level(m *maturity.Model, l *maturity.Level) LevelDocument {
	return LevelDocument{LevelSchema, bankDocument(&m.Bank), levelContent(l)}
}

// Levels returns the document of all levels of a model.
func Levels(m *maturity.Model) LevelsDocument {
	return LevelsDocument{LevelsSchema, bankDocument(&m.Bank), each(m.Levels, func(l maturity.Level) LevelContent { return levelContent(&l) })}
}

func levelContent(l *maturity.Level) LevelContent {
	return LevelContent{
		BandDocument: bandDocument(l),
		Summary:      l.Summary,
		Heading:      l.Heading,
		Guidance:     guidanceDocuments(l),
		References:   referenceDocuments(l),
	}
}
