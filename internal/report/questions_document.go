package report

import "genaiops/internal/maturity"

// QuestionsSchema names the meaning of a QuestionsDocument.
const QuestionsSchema = "genaiops.questions/1"

// QuestionsDocument is the questions of a bank, or some of them, as programs
// read them.
type QuestionsDocument struct {
	Schema     string              `json:"schema"`
	Bank       BankDocument        `json:"bank"`
	Dimensions []DimensionDocument `json:"dimensions"`
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
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	Text     string           `json:"text"`
	Options  []OptionDocument `json:"options"` // lowest points first
	Help     string           `json:"help"`
	Evidence []string         `json:"evidence"`
	Why      string           `json:"why"`
	Refs     []string         `json:"refs"` // ids of references of any level
}

// OptionDocument is one option; MoveUp says how to get from it to the next.
type OptionDocument struct {
	Points int    `json:"points"`
	Text   string `json:"text"`
	MoveUp string `json:"move_up"`
}

// Questions returns the document of the questions that filter selects: the id
// of a dimension or of a question, or "" for all. An id that the bank does
// not have selects nothing.
func Questions(b *maturity.Bank, filter string) QuestionsDocument {
	return QuestionsDocument{
		Schema:     QuestionsSchema,
		Bank:       bankDocument(b),
		Dimensions: each(selected(b, filter), dimensionDocument),
	}
}

// selected returns the dimensions that filter selects, without the questions
// that it leaves out.
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
		Options: each(q.Options, optionDocument),
		Help:    q.Help, Evidence: copied(q.Evidence), Why: q.Why, Refs: copied(q.Refs),
	}
}

func optionDocument(o maturity.Option) OptionDocument {
	return OptionDocument{Points: o.Points, Text: o.Text, MoveUp: o.MoveUp}
}
