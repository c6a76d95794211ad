package report

import "genaiops/internal/rollup"

// RollupDocument is "genaiops.rollup/1": figures of many sheets. Rejected sheets
// count only in Rejected.
type RollupDocument struct {
	Schema     string        `json:"schema"`
	Bank       BankDocument  `json:"bank"`
	By         string        `json:"by"` // the label or period of the groups; empty without groups
	Rejected   int           `json:"rejected"`
	Unreadable int           `json:"unreadable"` // files and folders
	FirstDate  string        `json:"first_date,omitempty"`
	LastDate   string        `json:"last_date,omitempty"`
	Gate       *GateDocument `json:"gate,omitempty"` // only with a gate
	RollupTotals
	Groups []RollupGroupDocument `json:"groups"`
}

// RollupGroupDocument is the totals of one group.
type RollupGroupDocument struct {
	Name string `json:"name"` // empty for the sheets without the label or the date
	RollupTotals
}

// RollupTotals is the figures of some sheets.
type RollupTotals struct {
	Sheets     int                       `json:"sheets"`
	Score      RollupScoreDocument       `json:"score"`
	Levels     []RollupLevelDocument     `json:"levels"`
	Dimensions []RollupDimensionDocument `json:"dimensions"`
	Questions  []RollupQuestionDocument  `json:"questions"`
}

// RollupScoreDocument describes the scores. Unknown answers count as the lowest
// option.
type RollupScoreDocument struct {
	Mean   float64 `json:"mean"`
	Min    int     `json:"min"`
	Max    int     `json:"max"`
	Median float64 `json:"median"`
}

// RollupLevelDocument is how many sheets are at a level, in a roll-up or a consensus.
type RollupLevelDocument struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Label  string `json:"label"`
	Count  int    `json:"count"`
	Gaps   int    `json:"with_critical_gaps"` // of Count
}

// RollupDimensionDocument is one dimension in all sheets. Max is the highest
// attainable subtotal; Zero is how many sheets have the lowest.
type RollupDimensionDocument struct {
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Mean float64 `json:"mean"`
	Max  int     `json:"max"`
	Zero int     `json:"zero"`
}

// RollupQuestionDocument is how often each option of a question was chosen.
type RollupQuestionDocument struct {
	ID      string                `json:"id"`
	Counts  []RollupCountDocument `json:"counts"`
	Unknown int                   `json:"unknown"`
}

// RollupCountDocument is how many sheets chose the option with these points.
type RollupCountDocument struct {
	Points int `json:"points"`
	Count  int `json:"count"`
}

// Rollup returns the document of a summary.
func Rollup(s *rollup.Summary) RollupDocument {
	return RollupDocument{
		Schema:       "genaiops.rollup/1",
		Bank:         bankDocument(&s.Model.Bank),
		By:           s.By,
		Rejected:     s.Rejected,
		Unreadable:   s.Unreadable,
		FirstDate:    s.First,
		LastDate:     s.Last,
		Gate:         RollupGate(s).Document(),
		RollupTotals: rollupTotals(s.Totals),
		Groups: each(s.Groups, func(g rollup.Group) RollupGroupDocument {
			return RollupGroupDocument{g.Name, rollupTotals(g.Totals)}
		}),
	}
}

func rollupTotals(t rollup.Totals) RollupTotals {
	return RollupTotals{
		Sheets: t.Sheets,
		Score:  RollupScoreDocument{t.Score.Mean, t.Score.Min, t.Score.Max, t.Score.Median},
		Levels: each(t.Levels, func(l rollup.LevelCount) RollupLevelDocument {
			return RollupLevelDocument{l.Level.Number, l.Level.Name, l.Level.Label, l.Count, l.Gaps}
		}),
		Dimensions: each(t.Dimensions, func(d rollup.DimensionTotal) RollupDimensionDocument {
			return RollupDimensionDocument{d.Dimension.ID, d.Dimension.Name, d.Mean, d.Max, d.Lowest}
		}),
		Questions: each(t.Questions, func(q rollup.QuestionTotal) RollupQuestionDocument {
			return RollupQuestionDocument{
				ID:      q.Question.ID,
				Unknown: q.Unknown,
				Counts: each(q.Counts, func(c rollup.OptionCount) RollupCountDocument {
					return RollupCountDocument(c)
				}),
			}
		}),
	}
}
