package report

import "genaiops/internal/maturity"

// QuestionsSchema identifies a [QuestionsDocument].
const QuestionsSchema = "genaiops.questions/1"

// QuestionsDocument is all or some of the questions of a bank, with everything
// that the bank says about them.
type QuestionsDocument struct {
	Schema       string               `json:"schema"`
	Bank         BankDocument         `json:"bank"`
	Title        string               `json:"title"`
	Language     string               `json:"language,omitempty"` // BCP 47; absent for English
	Source       SourceDocument       `json:"source"`
	Instructions InstructionsDocument `json:"instructions"`
	Frameworks   []FrameworkDocument  `json:"frameworks"`
	Dimensions   []DimensionDocument  `json:"dimensions"`
}

// FrameworkDocument is a published set of provisions.
type FrameworkDocument struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`
	Note  string `json:"note"`
}

// ProvisionDocument is a provision that an answer of From points or more supports.
type ProvisionDocument struct {
	Framework string `json:"framework"` // its id
	ID        string `json:"id"`        // in the framework
	Subject   string `json:"subject"`
	From      int    `json:"from"`
}

// SourceDocument is the publication that the levels are taken from. Unknown fields
// are "".
type SourceDocument struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	URL       string `json:"url"`
}

// InstructionsDocument tells a respondent how to answer. Each field may be "".
type InstructionsDocument struct {
	Scope         string `json:"scope"`
	Choose        string `json:"choose"`
	Evidence      string `json:"evidence"`
	Unsure        string `json:"unsure"`
	NotApplicable string `json:"not_applicable"`
}

// DimensionDocument is a dimension with its questions.
type DimensionDocument struct {
	ID        string             `json:"id"`
	Name      string             `json:"name"`
	About     string             `json:"about"`
	Critical  bool               `json:"critical"`
	Questions []QuestionDocument `json:"questions"`
}

// QuestionDocument is one question.
type QuestionDocument struct {
	ID       string              `json:"id"`
	Title    string              `json:"title"`
	Text     string              `json:"text"`
	Options  []OptionDocument    `json:"options"` // lowest points first
	Help     string              `json:"help"`
	Evidence []string            `json:"evidence"`
	Why      string              `json:"why"`
	Refs     []string            `json:"refs"` // ids of references of any level
	Reading  []ReadingDocument   `json:"reading"`
	Supports []ProvisionDocument `json:"supports"`
}

// OptionDocument is one option. MoveUp says how to get from it to the next.
type OptionDocument struct {
	Points int    `json:"points"`
	Text   string `json:"text"`
	MoveUp string `json:"move_up"`
}

// Questions returns the document of the questions that filter selects: the id of a
// dimension or a question, or "" for all. An unknown id selects nothing.
func Questions(b *maturity.Bank, filter string) QuestionsDocument {
	return QuestionsDocument{
		Schema:       QuestionsSchema,
		Bank:         bankDocument(b),
		Title:        b.Title,
		Language:     b.Language,
		Frameworks:   each(b.Frameworks, func(f maturity.Framework) FrameworkDocument { return FrameworkDocument(f) }),
		Source:       SourceDocument(b.Source),
		Instructions: InstructionsDocument(b.Instructions),
		Dimensions:   each(selected(b, filter), dimensionDocument),
	}
}

// selected returns the dimensions and questions that filter selects.
func selected(b *maturity.Bank, filter string) []maturity.Dimension {
	if filter == "" {
		return b.Dimensions
	}
	for _, d := range b.Dimensions {
		if d.ID == filter {
			return []maturity.Dimension{d}
		}
		for i, q := range d.Questions {
			if q.ID == filter {
				d.Questions = d.Questions[i : i+1] // of the copy
				return []maturity.Dimension{d}
			}
		}
	}
	return nil
}

func dimensionDocument(d maturity.Dimension) DimensionDocument {
	return DimensionDocument{
		ID: d.ID, Name: d.Name, About: d.About, Critical: d.Critical,
		Questions: each(d.Questions, questionDocument),
	}
}

func questionDocument(q maturity.Question) QuestionDocument {
	return QuestionDocument{
		ID: q.ID, Title: q.Title, Text: q.Text,
		Options: each(q.Options, func(o maturity.Option) OptionDocument { return OptionDocument(o) }),
		Help:    q.Help, Evidence: copied(q.Evidence), Why: q.Why, Refs: copied(q.Refs),
		Reading: readingDocuments(&q), Supports: each(q.Supports, func(s maturity.Support) ProvisionDocument {
			return ProvisionDocument{s.Framework, s.Provision, s.Subject, s.From}
		}),
	}
}
