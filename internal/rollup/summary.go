package rollup

import "genaiops/internal/maturity"

// Summary is the picture of many sheets.
type Summary struct {
	Model *maturity.Model
	By    string // the label that groups, or a [Period]; empty for no groups
	Totals
	Rejected int // sheets with problems, which count nowhere else
	// First and Last are the dates between which the sheets are; empty when none has one.
	First, Last string
	Repeated    []string // teams with several sheets, by a period "Search in 2026-Q4", of the first hundred by name
	Tied        int      // teams of which Latest kept the lowest of several sheets of one day
	Moved       int      // teams of which Latest saw sheets in several groups
	Unreadable  int      // files and folders that could not be read, or not to their end
	Groups      []Group  // by name; that of the sheets without the label, named "", comes last

	// Weakest and Strongest are the beginning and the end of the table of all
	// the sheets in ascending order. They have no sheet in common; when
	// Omitted is 0, one after the other is the whole table.
	Weakest, Strongest []Row
}

// Omitted returns how many sheets stand between Weakest and Strongest.
func (s *Summary) Omitted() int { return s.Sheets - len(s.Weakest) - len(s.Strongest) }

// Group is the totals of the sheets that share a value of the label.
type Group struct {
	Name string
	Totals
}

// Totals are the figures of a number of sheets. Means and other figures of no
// sheets at all are 0.
type Totals struct {
	Sheets     int
	Unsure     int // sheets with at least one unknown answer
	Score      ScoreStats
	Levels     []LevelCount     // all of them, ascending
	Dimensions []DimensionTotal // all of them, in bank order
	Questions  []QuestionTotal  // all of them, in bank order
}

// ScoreStats describe the scores that the sheets have; unknown answers count as
// the lowest option.
type ScoreStats struct {
	Mean, Median float64 // the median of an even number is the mean of the middle two
	Min, Max     int
}

// LevelCount is how many sheets are at a level.
type LevelCount struct {
	Level *maturity.Level
	Count int
}

// DimensionTotal is one dimension over the sheets.
type DimensionTotal struct {
	Dimension   *maturity.Dimension
	Mean        float64
	Min, Max    int      // lowest and highest attainable subtotal
	Lowest      int      // sheets with the subtotal at Min, which in a bank whose options begin at 0 is zero
	LowestTeams []string // the first teams by name among Lowest, for a critical dimension, not in groups
}

// QuestionTotal is one question over the sheets.
type QuestionTotal struct {
	Question *maturity.Question
	Mean     float64
	Counts   []OptionCount // of all the options, lowest first
	Unknown  int
}

// OptionCount is how many sheets chose an option.
type OptionCount struct{ Points, Count int }
