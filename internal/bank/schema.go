package bank

import (
	"slices"

	"genaiops/internal/document"
)

// Schema describes the files of a question bank for editors: bank.yaml and the
// dimensions. A file with a key that only dimensions have is a dimension, so an
// editor reports an incomplete file against one schema and not against both. Only
// [Load] checks the files against each other.
func Schema() *document.Schema {
	var only []*document.Schema // one for each key that only dimensions have
	for _, key := range dimensionKeys {
		if !slices.Contains(bankKeys, key) {
			only = append(only, &document.Schema{Required: []string{key}})
		}
	}
	return &document.Schema{
		Dialect:     document.Dialect,
		ID:          "urn:genaiops:schema:bank:1",
		Title:       "Question bank",
		Description: "bank.yaml, or the file of a dimension beside it.",
		If:          &document.Schema{AnyOf: only},
		Then:        dimensionSchema(),
		Else:        bankSchema(),
	}
}

// LevelSchema describes the file of a level for editors.
func LevelSchema() *document.Schema {
	s := document.Object(levelKeys, levelRequired, map[string]*document.Schema{
		"number":     document.IntSchema("The number of the level: 1, 2, 3, … without holes. Higher is better.", 1),
		"name":       document.TextSchema("The name of the level."),
		"label":      document.TextSchema("The name of its band in the questionnaire. Levels may share one."),
		"min":        document.IntSchema("The lowest score of the level: above the highest score of the level below. Between them may be scores that no answers reach.", 0),
		"max":        document.IntSchema("The highest score of the level.", 0),
		"summary":    document.TextSchema("What an organization at this level looks like."),
		"heading":    document.TextSchema("The heading of the guidance."),
		"guidance":   document.ListSchema("How to move on from this level.", 0, guidanceSchema()),
		"references": document.ListSchema("Further reading.", 0, referenceSchema()),
	})
	s.Dialect = document.Dialect
	s.ID = "urn:genaiops:schema:level:1"
	return named("Maturity level", "A level: its band of scores, and how to move on from it.", s)
}

func bankSchema() *document.Schema {
	return document.Object(bankKeys, bankRequired, map[string]*document.Schema{
		"id":      idSchema("The id of the bank. Sheets name it.", `^`+wordPattern+`$`),
		"version": document.IntSchema("Raise it when the meaning of an answer changes. Sheets of another version are refused.", 1),
		"title":   document.TextSchema("What the bank measures."),
		"language": {
			Type: "string", Pattern: languagePattern,
			Description: "The language of the bank's texts, such as en, de or pt-BR. Without it, English.",
		},
		"source": named("Source", "Where the levels come from.", document.Object(sourceKeys, nil, map[string]*document.Schema{
			"title":     document.TextSchema("The title of the source."),
			"publisher": document.TextSchema("Its publisher."),
			"url":       urlSchema("Its address."),
		})),
		"instructions": named("Instructions", "Instructions for respondents.", document.Object(instructionKeys, nil, map[string]*document.Schema{
			"scope":          document.TextSchema("What the answers are about."),
			"choose":         document.TextSchema("How to choose an option. It is shown with every question."),
			"evidence":       document.TextSchema("What to record as evidence."),
			"unsure":         document.TextSchema("What to do when nobody knows."),
			"not_applicable": document.TextSchema("What to do when a question does not apply."),
		})),
		"dimensions": document.ListSchema("The ids of the dimensions, in order. Each has a file ID.yaml beside this one.", 1,
			idSchema("", `^`+wordPattern+`$`)),
		"frameworks": document.ListSchema("The frameworks that the questions support provisions of.", 0, frameworkSchema()),
	})
}

func frameworkSchema() *document.Schema {
	return named("Framework", "A published set of provisions.", document.Object(frameworkKeys, frameworkRequired, map[string]*document.Schema{
		"id":    idSchema("The id of the framework, for supports of questions.", `^`+wordPattern+`$`),
		"title": document.TextSchema("The title as published."),
		"url":   urlSchema("The address as published."),
		"note":  document.TextSchema("What to know about this edition."),
	}))
}

func dimensionSchema() *document.Schema {
	return named("Dimension", "The file of a dimension, ID.yaml.", document.Object(dimensionKeys, dimensionRequired, map[string]*document.Schema{
		"id":        idSchema("The id of the dimension, as in bank.yaml.", `^`+wordPattern+`$`),
		"name":      document.TextSchema("The name of the dimension."),
		"about":     document.TextSchema("What it is about."),
		"critical":  {Type: "boolean", Description: "Whether to warn about a question at its lowest option."},
		"questions": document.ListSchema("The questions, in order.", 1, questionSchema()),
	}))
}

func questionSchema() *document.Schema {
	return named("Question", "A question of this dimension.", document.Object(questionKeys, questionRequired, map[string]*document.Schema{
		"id":       idSchema("The id of the dimension, a dot and a name.", `^`+wordPattern+`\.`+wordPattern+`$`),
		"title":    document.TextSchema("What the question is about, in a few words."),
		"text":     document.TextSchema("The question."),
		"options":  document.ListSchema("The options, in ascending order of points.", 2, optionSchema()),
		"help":     document.TextSchema("What counts and what does not."),
		"evidence": document.TextsSchema("Examples of evidence.", 0),
		"why":      document.TextSchema("Why it matters."),
		"move_up": document.MapSchema("How to reach the next option. For example, from_0 is for those with 0 points.",
			`^`+moveUpPrefix+`(0|[1-9][0-9]*)$`),
		"refs":     document.TextsSchema("Ids of references in the levels.", 0),
		"reading":  document.ListSchema("Pages about the practice, from others than the source of the levels.", 0, readingSchema()),
		"supports": document.ListSchema("Provisions of frameworks that the practice supports.", 0, supportSchema()),
	}))
}

func readingSchema() *document.Schema {
	year := document.IntSchema("The year of publication.", earliestYear)
	latest := latestYear
	year.Maximum = &latest
	return named("Reading", "A page about the practice.", document.Object(readingKeys, readingRequired, map[string]*document.Schema{
		"title":     document.TextSchema("The title as published."),
		"url":       {Type: "string", Pattern: `^[Hh][Tt][Tt][Pp][Ss]` + hostPattern, Description: "The address, https."},
		"publisher": document.TextSchema("The publisher or the authors."),
		"year":      year,
		"kind":      document.TextSchema("The kind of page, such as paper, guide or standard."),
		"gives":     document.TextSchema("What a reader gets from it."),
		"note":      document.TextSchema("What to know before reading."),
	}))
}

func supportSchema() *document.Schema {
	return named("Support", "A provision that the practice supports.", document.Object(supportKeys, supportRequired, map[string]*document.Schema{
		"framework": document.TextSchema("The id of a framework in bank.yaml."),
		"id":        document.TextSchema("The id of the provision in the framework."),
		"subject":   document.TextSchema("What the provision is about, in a few words."),
		"from":      document.IntSchema("The points of the lowest option that supports it.", 0),
	}))
}

func optionSchema() *document.Schema {
	return named("Option", "An answer to choose.", document.Object(optionKeys, optionRequired, map[string]*document.Schema{
		"points": document.IntSchema("The points of the option: more than the one before.", 0),
		"text":   document.TextSchema("The practice."),
	}))
}

func guidanceSchema() *document.Schema {
	return named("Guidance", "A line of guidance.", document.Object(guidanceKeys, guidanceRequired, map[string]*document.Schema{
		"id":        document.TextSchema("The id of this guidance."),
		"text":      document.TextSchema("What to do."),
		"questions": document.TextsSchema("Ids of the questions that measure it.", 1),
	}))
}

func referenceSchema() *document.Schema {
	return named("Reference", "A page to read.", document.Object(referenceKeys, referenceRequired, map[string]*document.Schema{
		"id":        idSchema("The id of the reference, for refs of questions.", dottedPattern),
		"title":     document.TextSchema("The title as published."),
		"url":       urlSchema("The address as published."),
		"kind":      document.TextSchema("The kind of page."),
		"status":    document.TextSchema("The current status of the page."),
		"now":       urlSchema("The new address of a page that moved."),
		"retires":   document.DateSchema("The date on which the described product is retired."),
		"successor": urlSchema("The address of its successor."),
		"note":      document.TextSchema("A note about the current page."),
	}))
}

func idSchema(description, pattern string) *document.Schema {
	return &document.Schema{Type: "string", Pattern: pattern, Description: description}
}

// urlSchema describes what checkURL accepts. It misses some mistakes later in the
// URL.
func urlSchema(description string) *document.Schema {
	return &document.Schema{Type: "string", Pattern: `^[Hh][Tt][Tt][Pp][Ss]?` + hostPattern, Description: description}
}

const hostPattern = `://[^\s/?#]\S*$`

// named gives a mapping the title and description that editors show.
func named(title, description string, s *document.Schema) *document.Schema {
	s.Title, s.Description = title, description
	return s
}
