package report

import (
	"genaiops/internal/maturity"
	"genaiops/internal/rollup"
)

// RollupDocument is "genaiops.rollup/1": figures of many sheets. Rejected sheets
// count only in Rejected. Dimensions and questions are in bank order.
type RollupDocument struct {
	Schema     string       `json:"schema"`
	Bank       BankDocument `json:"bank"`
	Max        int          `json:"max"` // the highest attainable score
	By         string       `json:"by"`  // the label or period of the groups; empty without groups
	Rejected   int          `json:"rejected"`
	Unreadable int          `json:"unreadable"` // files and folders
	FirstDate  string       `json:"first_date,omitempty"`
	LastDate   string       `json:"last_date,omitempty"`
	Old        int          `json:"older_than_a_year"` // sheets
	// Commitments are those in the sheets, and Overdue how many of them are past their date.
	Commitments int            `json:"commitments"`
	Overdue     int            `json:"overdue"`
	Gate        *GateDocument  `json:"gate,omitempty"`  // only with a gate
	Trend       *TrendDocument `json:"trend,omitempty"` // only by a period and with the latest sheets
	RollupTotals
	Groups []RollupGroupDocument `json:"groups"`
	// Weakest and Strongest are the start and the end of the table of all sheets in
	// ascending order, and Omitted is how many are between them. With a trend, it's the
	// table of the newest period.
	Weakest   []RollupRowDocument `json:"weakest"`
	Strongest []RollupRowDocument `json:"strongest"`
	Omitted   int                 `json:"omitted"`
}

// TrendDocument is the newest period: what the pages of a roll-up are about, and how
// it differs from those before it. The figures beside it are of all periods.
type TrendDocument struct {
	Period  string       `json:"period"`
	Before  string       `json:"before,omitempty"`
	Newest  RollupTotals `json:"newest"`           // of Period
	Change  *float64     `json:"change,omitempty"` // of the mean since Before
	Unnamed int          `json:"without_team"`
	Undated int          `json:"without_date"` // in no period
	// Returning are the teams with an earlier sheet, and ReturningChange by how many
	// points they rose on average, of the answers that are known both times.
	Returning       int      `json:"returning"`
	ReturningChange *float64 `json:"returning_change,omitempty"`
	New             int      `json:"new"`
	NewTeams        []string `json:"new_teams"` // the first by name
	// Kept counts what became of the commitments in the earlier sheets of Returning.
	Kept         KeptDocument      `json:"commitments"`
	Missing      int               `json:"missing"`
	MissingTeams []AbsenceDocument `json:"missing_teams"` // the first by name
}

// AbsenceDocument is a team without a sheet in the newest period.
type AbsenceDocument struct {
	Team string `json:"team"`
	Last string `json:"last"` // the period of its last sheet
}

// RollupGroupDocument is the totals of one group.
type RollupGroupDocument struct {
	Name string `json:"name"` // empty for the sheets without the label or the date
	RollupTotals
}

// RollupTotals is the figures of some sheets. Means are null without sheets.
type RollupTotals struct {
	Sheets     int                       `json:"sheets"`
	Unknown    int                       `json:"with_unknown"` // of Sheets, those with an unknown answer
	Score      RollupScoreDocument       `json:"score"`
	Levels     []RollupLevelDocument     `json:"levels"`
	Dimensions []RollupDimensionDocument `json:"dimensions"`
	Questions  []RollupQuestionDocument  `json:"questions"`
}

// RollupScoreDocument describes the scores. Unknown answers count as the lowest
// option. Without sheets, all of it is null.
type RollupScoreDocument struct {
	Mean   *float64 `json:"mean"`
	Min    *int     `json:"min"`
	Max    *int     `json:"max"`
	Median *float64 `json:"median"`
}

// RollupLevelDocument is how many sheets are at a level, in a roll-up or a consensus.
type RollupLevelDocument struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
	Label  string `json:"label"`
	Count  int    `json:"count"`
	Gaps   int    `json:"with_critical_gaps"` // of Count
}

// RollupDimensionDocument is one dimension in all sheets. Min and Max are the
// lowest and the highest attainable subtotal; Zero is how many sheets have Min.
type RollupDimensionDocument struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Mean     *float64 `json:"mean"`
	Min      int      `json:"min"`
	Max      int      `json:"max"`
	Zero     int      `json:"zero"`
	Critical bool     `json:"critical"`
	// The first teams by name among Zero; only if critical, and not in groups.
	Teams []string `json:"zero_teams,omitempty"`
}

// RollupQuestionDocument is how often each option of a question was chosen.
type RollupQuestionDocument struct {
	ID      string                `json:"id"`
	Mean    *float64              `json:"mean"`
	Counts  []RollupCountDocument `json:"counts"`
	Unknown int                   `json:"unknown"`
}

// RollupCountDocument is how many sheets chose the option with these points.
type RollupCountDocument struct {
	Points int `json:"points"`
	Count  int `json:"count"`
}

// RollupRowDocument is one sheet, with the names that rows have.
type RollupRowDocument struct {
	Team       string         `json:"team"`
	Date       string         `json:"date"`
	Group      string         `json:"group"` // the value of By
	Score      int            `json:"score"`
	High       int            `json:"high"` // with every unknown answer at its highest
	Level      int            `json:"level"`
	LevelName  string         `json:"level_name"`
	Unknown    int            `json:"unknown"`
	Gaps       int            `json:"critical_gaps"`
	Dimensions map[string]int `json:"dimensions"` // subtotals by id
	// With a trend, the earlier period in which the team has a sheet, and by how many
	// points it rose since; absent for new teams.
	Since  string `json:"since,omitempty"`
	Change *int   `json:"change,omitempty"`
}

// Rollup returns the document of a summary.
func Rollup(s *rollup.Summary) RollupDocument {
	_, highest := s.Model.Bank.Range()
	row := func(r rollup.Row) RollupRowDocument { return rollupRow(s.Model, r) }
	all := s.Totals
	if s.Trend != nil {
		all = s.Trend.All
	}
	return RollupDocument{
		Schema:       "genaiops.rollup/1",
		Bank:         bankDocument(&s.Model.Bank),
		Max:          highest,
		By:           s.By,
		Rejected:     s.Rejected,
		Unreadable:   s.Unreadable,
		FirstDate:    s.First,
		LastDate:     s.Last,
		Old:          s.Old,
		Commitments:  s.Promised,
		Overdue:      s.Overdue,
		Gate:         RollupGate(s).Document(),
		Trend:        trendDocument(s),
		RollupTotals: rollupTotals(all),
		Groups: each(s.Groups, func(g rollup.Group) RollupGroupDocument {
			return RollupGroupDocument{g.Name, rollupTotals(g.Totals)}
		}),
		Weakest:   each(s.Weakest, row),
		Strongest: each(s.Strongest, row),
		Omitted:   s.Omitted(),
	}
}

func trendDocument(s *rollup.Summary) *TrendDocument {
	t := s.Trend
	if t == nil {
		return nil
	}
	d := &TrendDocument{
		Period: t.Period, Before: t.Before, Newest: rollupTotals(s.Totals), Unnamed: t.Unnamed, Undated: t.Undated,
		Returning: t.Returning, Kept: keptDocument(t.Kept), New: t.New, NewTeams: copied(t.NewTeams), Missing: t.Missing,
		MissingTeams: each(t.MissingTeams, func(a rollup.Absence) AbsenceDocument { return AbsenceDocument(a) }),
	}
	if t.Before != "" {
		change := s.Score.Mean - group(s, t.Before).Score.Mean
		d.Change = &change
	}
	if t.Returning > 0 {
		change := float64(t.Change) / float64(t.Returning)
		d.ReturningChange = &change
	}
	return d
}

func rollupTotals(t rollup.Totals) RollupTotals {
	return RollupTotals{
		Sheets:  t.Sheets,
		Unknown: t.Unsure,
		Score:   RollupScoreDocument{ofAny(t, t.Score.Mean), ofAny(t, t.Score.Min), ofAny(t, t.Score.Max), ofAny(t, t.Score.Median)},
		Levels: each(t.Levels, func(l rollup.LevelCount) RollupLevelDocument {
			return RollupLevelDocument{l.Level.Number, l.Level.Name, l.Level.Label, l.Count, l.Gaps}
		}),
		Dimensions: each(t.Dimensions, func(d rollup.DimensionTotal) RollupDimensionDocument {
			return RollupDimensionDocument{
				d.Dimension.ID, d.Dimension.Name, ofAny(t, d.Mean), d.Min, d.Max, d.Lowest, d.Dimension.Critical, copied(d.LowestTeams),
			}
		}),
		Questions: each(t.Questions, func(q rollup.QuestionTotal) RollupQuestionDocument {
			return RollupQuestionDocument{
				ID:      q.Question.ID,
				Mean:    ofAny(t, q.Mean),
				Unknown: q.Unknown,
				Counts: each(q.Counts, func(c rollup.OptionCount) RollupCountDocument {
					return RollupCountDocument(c)
				}),
			}
		}),
	}
}

// ofAny returns a figure, or nil if there are no sheets: it isn't 0.
func ofAny[T int | float64](t rollup.Totals, figure T) *T {
	if t.Sheets == 0 {
		return nil
	}
	return &figure
}

func rollupRow(m *maturity.Model, r rollup.Row) RollupRowDocument {
	subtotals := map[string]int{}
	for i, points := range r.Dimensions {
		subtotals[m.Bank.Dimensions[i].ID] = points
	}
	d := RollupRowDocument{
		Team: r.Team, Date: r.Date, Group: r.Group, Score: r.Score, High: r.High, Level: r.Level.Number, LevelName: r.Level.Name,
		Unknown: r.Unknown, Gaps: r.Gaps, Dimensions: subtotals, Since: r.Since,
	}
	if r.Since != "" {
		d.Change = &r.Change
	}
	return d
}
