package report

import "genaiops/internal/maturity"

// The schemas identify a [LevelDocument] and a [LevelsDocument].
const (
	LevelSchema  = "genaiops.level/1"
	LevelsSchema = "genaiops.levels/1"
)

// LevelDocument is one level.
type LevelDocument struct {
	Schema string `json:"schema"`
	LevelContent
}

// LevelsDocument is all levels of a model, ascending.
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

// Levels returns the document of all levels of a model.
func Levels(m *maturity.Model) LevelsDocument {
	return LevelsDocument{LevelsSchema, each(m.Levels, func(l maturity.Level) LevelContent { return levelContent(&l) })}
}

func levelContent(l *maturity.Level) LevelContent {
	return LevelContent{
		BandDocument: bandDocument(l),
		Summary:      l.Summary,
		Guidance:     guidanceDocuments(l),
		References:   referenceDocuments(l),
	}
}
