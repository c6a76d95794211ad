package bank

import (
	"slices"

	"genaiops/internal/document"
)

// Schema describes the files of a question bank for editors: bank.yaml, and the
// files of dimensions beside it. A file is judged as that of a dimension once it
// has a key that only they have, so that what is half written is told what it
// lacks, and not that it is both wrong. The schema says what one file can be
// asked; [Load] also checks files against each other.
func Schema() *document.Schema {
	var only []*document.Schema // files with a key of dimensions that bank.yaml does not have
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
		"number":     document.IntSchema("The number of the level; higher is better.", 0),
		"name":       document.TextSchema("What the level is called."),
		"label":      document.TextSchema("The name of its band in the questionnaire; levels may share one."),
		"min":        document.IntSchema("The lowest score of the level: one more than the highest of the level below.", 0),
		"max":        document.IntSchema("The highest score of the level.", 0),
		"summary":    document.TextSchema("What an organization at this level is like."),
		"heading":    document.TextSchema("The heading of the guidance."),
		"guidance":   document.ListSchema("What to do to move on from this level.", 0, guidanceSchema()),
		"references": document.ListSchema("Where to read on.", 0, referenceSchema()),
	})
	s.Dialect = document.Dialect
	s.ID = "urn:genaiops:schema:level:1"
	return named("Maturity level", "One level: its band of scores, and what to do to move on from it.", s)
}

func bankSchema() *document.Schema {
	return document.Object(bankKeys, bankRequired, map[string]*document.Schema{
		"id":      idSchema("The bank's id, which sheets name.", `^`+wordPattern+`$`),
		"version": document.IntSchema("Raise it when an old answer no longer means the same: sheets of another version are refused.", 1),
		"title":   document.TextSchema("What the bank measures."),
		"source": named("Source", "Where the levels come from.", document.Object(sourceKeys, nil, map[string]*document.Schema{
			"title":     document.TextSchema("The title of what the levels come from."),
			"publisher": document.TextSchema("Who published it."),
			"url":       urlSchema("Where it is."),
		})),
		"instructions": named("Instructions", "What respondents are told before and while they answer.", document.Object(instructionKeys, nil, map[string]*document.Schema{
			"scope":          document.TextSchema("What the answers are about."),
			"choose":         document.TextSchema("How to choose between options. It is in sight with every question."),
			"evidence":       document.TextSchema("What to write down as evidence."),
			"unsure":         document.TextSchema("What to do when nobody knows."),
			"not_applicable": document.TextSchema("What to do when a question does not apply."),
		})),
		"dimensions": document.ListSchema("The ids of the dimensions, in order; each has a file ID.yaml beside this one.", 1,
			idSchema("", `^`+wordPattern+`$`)),
	})
}

func dimensionSchema() *document.Schema {
	return named("Dimension", "The file of a dimension, ID.yaml.", document.Object(dimensionKeys, dimensionRequired, map[string]*document.Schema{
		"id":        idSchema("The dimension's id, as bank.yaml lists it.", `^`+wordPattern+`$`),
		"name":      document.TextSchema("What the dimension is called."),
		"about":     document.TextSchema("What it is about."),
		"critical":  {Type: "boolean", Description: "Whether any of its questions at the lowest option is worth a warning."},
		"questions": document.ListSchema("The questions, in order.", 1, questionSchema()),
	}))
}

func questionSchema() *document.Schema {
	return named("Question", "A question of this dimension.", document.Object(questionKeys, questionRequired, map[string]*document.Schema{
		"id":       idSchema("The dimension's id, a dot, and a name.", `^`+wordPattern+`\.`+wordPattern+`$`),
		"title":    document.TextSchema("What the question is about, in a few words."),
		"text":     document.TextSchema("The question."),
		"options":  document.ListSchema("What can be answered, lowest points first.", 2, optionSchema()),
		"help":     document.TextSchema("What counts and what does not."),
		"evidence": document.TextsSchema("What could be shown as evidence.", 0),
		"why":      document.TextSchema("Why it matters."),
		"move_up": document.MapSchema("How to reach the next option: from_0, for example, is how to leave the option with 0 points.",
			`^`+moveUpPrefix+`(0|[1-9][0-9]*)$`),
		"refs": document.TextsSchema("Ids of the levels' references to read.", 0),
	}))
}

func optionSchema() *document.Schema {
	return named("Option", "Something to answer.", document.Object(optionKeys, optionRequired, map[string]*document.Schema{
		"points": document.IntSchema("What the option is worth: more than the one before.", 0),
		"text":   document.TextSchema("The practice that is true of those who choose it."),
	}))
}

func guidanceSchema() *document.Schema {
	return named("Guidance", "A line of guidance.", document.Object(guidanceKeys, guidanceRequired, map[string]*document.Schema{
		"id":        document.TextSchema("The id of this line."),
		"text":      document.TextSchema("What to do."),
		"questions": document.TextsSchema("Ids of the questions that measure it.", 1),
	}))
}

func referenceSchema() *document.Schema {
	return named("Reference", "A page to read.", document.Object(referenceKeys, referenceRequired, map[string]*document.Schema{
		"id":        idSchema("The reference's id, which questions name in refs.", dottedPattern),
		"title":     document.TextSchema("The title as it was published."),
		"url":       urlSchema("The address as it was published."),
		"kind":      document.TextSchema("What kind of page it is."),
		"status":    document.TextSchema("What has become of the page."),
		"now":       urlSchema("Where a page that moved is now."),
		"retires":   document.DateSchema("The day on which what the page describes is withdrawn."),
		"successor": urlSchema("What takes its place."),
		"note":      document.TextSchema("What a reader should know about the page as it is now."),
	}))
}

func idSchema(description, pattern string) *document.Schema {
	return &document.Schema{Type: "string", Pattern: pattern, Description: description}
}

// urlSchema describes what checkURL accepts, save for mistakes far into a link.
func urlSchema(description string) *document.Schema {
	return &document.Schema{Type: "string", Pattern: `^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*$`, Description: description}
}

// named gives a mapping the name that editors put above what its keys say.
func named(title, description string, s *document.Schema) *document.Schema {
	s.Title, s.Description = title, description
	return s
}
