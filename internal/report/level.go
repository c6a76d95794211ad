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
		say("How to move on from a level: genaiops level N"),
	}
}

// The schemas name the meanings of a LevelDocument and a LevelsDocument.
const (
	LevelSchema  = "genaiops.level/1"
	LevelsSchema = "genaiops.levels/1"
)

// LevelDocument is one level as programs read it.
type LevelDocument struct {
	Schema string `json:"schema"`
	LevelContent
}

// LevelsDocument is all the levels of a model, ascending.
type LevelsDocument struct {
	Schema string         `json:"schema"`
	Levels []LevelContent `json:"levels"`
}

// LevelContent is a level with its guidance.
type LevelContent struct {
	BandDocument
	Summary    string              `json:"summary"`
	Guidance   []GuidanceDocument  `json:"guidance"`
	References []ReferenceDocument `json:"references"`
}

// Level returns the document of one level.
func Level(l *maturity.Level) LevelDocument {
	return LevelDocument{Schema: LevelSchema, LevelContent: levelContent(l)}
}

// Levels returns the document of all the levels of a model.
func Levels(m *maturity.Model) LevelsDocument {
	d := LevelsDocument{Schema: LevelsSchema, Levels: make([]LevelContent, 0, len(m.Levels))}
	for i := range m.Levels {
		d.Levels = append(d.Levels, levelContent(&m.Levels[i]))
	}
	return d
}

func levelContent(l *maturity.Level) LevelContent {
	return LevelContent{
		BandDocument: bandDocument(l),
		Summary:      l.Summary,
		Guidance:     guidanceDocuments(l),
		References:   referenceDocuments(l),
	}
}
