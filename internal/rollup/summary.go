package rollup

import "genaiops/internal/maturity"

// Summary summarizes many sheets.
type Summary struct {
	Model *maturity.Model
	By    string // the label that groups, or a [Period]; empty for no groups
	Totals
	Rejected int // sheets with problems, not counted elsewhere
	// First and Last are the earliest and the latest date; empty if no sheet has one.
	First, Last string
	Old         int      // sheets dated more than a year before [Options.Today]
	Promised    int      // commitments in the sheets
	Overdue     int      // of Promised, those whose date is before [Options.Today]
	Repeated    []string // those of the first thousand teams with several sheets; by a period, "Search in 2026-Q4"
	Tied        int      // teams for which Latest kept the lowest of several sheets of one day
	Moved       int      // teams with sheets in several groups, for Latest
	Unreadable  int      // files and folders that could not be read completely
	// TooManyGroups means that there were more than [MaxGroups] values: Groups are not
	// complete, and the totals are.
	TooManyGroups bool
	Groups        []Group // by name; the group "", of sheets without the label, is last

	// Weakest and Strongest are the start and the end of the table of all sheets
	// in ascending order. They don't overlap; if Omitted is 0, they are the whole
	// table.
	Weakest, Strongest []Row

	Trend *Trend // only of a trend: the rest is about its newest period, and Groups has all; nil if no sheet is in a period

	Conditions []string  // of the gate; empty without one
	Failed     int       // sheets that fail it
	Failing    []Failure // the first of them by place
}

// Trend is how the newest period differs from those before it.
type Trend struct {
	Period    string   // the newest
	Before    string   // the one before it that has sheets; empty if there is none
	Undated   int      // sheets in no period
	Unnamed   int      // sheets of Period without a team
	Returning int      // teams of Period with an earlier sheet
	Change    int      // by how many points all Returning together rose: see [Row]
	New       int      // teams of Period without an earlier sheet; 0 without Before
	NewTeams  []string // the first by name
	// Kept is what became of the commitments in the earlier sheets of Returning.
	Kept    maturity.Commitments
	All     Totals // of all periods, and of the sheets in none
	Missing int    // teams with an earlier sheet, and none in Period
	// MissingTeams are the first by name, each with its last period.
	MissingTeams []Absence
}

// Absence is a team that the newest period lacks.
type Absence struct{ Team, Last string }

// Failure is a sheet that fails the gate.
type Failure struct {
	Place   Place
	Row     Row
	Reasons []string
}

// Omitted returns how many sheets are between Weakest and Strongest.
func (s *Summary) Omitted() int { return s.Sheets - len(s.Weakest) - len(s.Strongest) }

// Group is the totals of the sheets that share a value of the label.
type Group struct {
	Name string
	Totals
}

// Totals are the figures of some sheets. Without sheets, all figures are 0.
type Totals struct {
	Sheets     int
	Unsure     int // sheets with at least one unknown answer
	Score      ScoreStats
	Levels     []LevelCount     // all of them, ascending
	Dimensions []DimensionTotal // all of them, in bank order
	Questions  []QuestionTotal  // all of them, in bank order
}

// ScoreStats describe the scores. An unknown answer counts as the lowest option.
type ScoreStats struct {
	Mean, Median float64 // the median of an even number of scores is the mean of the middle two
	Min, Max     int
}

// LevelCount is the number of sheets at a level, and of those among them that have
// a critical gap.
type LevelCount struct {
	Level       *maturity.Level
	Count, Gaps int
}

// DimensionTotal summarizes a dimension.
type DimensionTotal struct {
	Dimension   *maturity.Dimension
	Sum         int // of the subtotals of all sheets
	Mean        float64
	Min, Max    int      // lowest and highest attainable subtotal
	Lowest      int      // sheets with the subtotal Min
	LowestTeams []string // the first teams by name among Lowest; only for critical dimensions, not in groups
}

// QuestionTotal summarizes a question.
type QuestionTotal struct {
	Question *maturity.Question
	Sum      int // of the points in all sheets
	Mean     float64
	Counts   []OptionCount // of all options, lowest first
	Unknown  int
}

// OptionCount is the number of sheets that chose an option.
type OptionCount struct{ Points, Count int }
