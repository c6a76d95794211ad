package report

import (
	"fmt"
	"io"
	"strings"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// HistoryDocument is "genaiops.history/1".
type HistoryDocument struct {
	Schema      string                 `json:"schema"`
	Assessments []HistoryEntryDocument `json:"assessments"` // oldest first
	// Due are the teams whose last assessment is more than a quarter old.
	Due []NextDueDocument `json:"due"`
}

// NextDueDocument is a team whose next assessment is due.
type NextDueDocument struct {
	Team string `json:"team"`
	Last string `json:"last"` // date of the last assessment
	Due  string `json:"due"`  // a quarter after Last
}

// HistoryEntryDocument is one assessment in a history. Score is Low, the score with
// unknown answers at their lowest; High has them at their highest.
type HistoryEntryDocument struct {
	File       string             `json:"file"`
	Date       string             `json:"date"`
	Team       string             `json:"team"`
	Respondent string             `json:"respondent"`
	Score      int                `json:"score"`
	Low        int                `json:"low"`
	High       int                `json:"high"`
	Max        int                `json:"max"` // highest attainable score
	Level      BandDocument       `json:"level"`
	Gaps       []string           `json:"critical_gaps"` // ids of questions
	Dimensions []SubtotalDocument `json:"dimensions"`
	// Commitments counts what became of those in the same respondent's assessment before;
	// absent if there were none.
	Commitments *KeptDocument `json:"commitments,omitempty"`
}

// HistoryOf returns the document of a history.
func HistoryOf(h History) HistoryDocument {
	document := HistoryDocument{Schema: "genaiops.history/1", Due: []NextDueDocument{}}
	kept := map[*maturity.Assessment]*KeptDocument{}
	for _, entries := range h.teams() {
		if due := h.due(entries); due.Due != "" {
			document.Due = append(document.Due, NextDueDocument(due))
		}
		for i, c := range comparisons(entries) {
			if c != nil && len(c.Commitments) > 0 {
				counts := keptDocument(c.Kept())
				kept[entries[i].Assessment] = &counts
			}
		}
	}
	document.Assessments = each(h.Entries, func(e HistoryEntry) HistoryEntryDocument {
		a := e.Assessment
		return HistoryEntryDocument{
			File: e.File, Date: a.Sheet.Date, Team: a.Sheet.Team, Respondent: a.Sheet.Respondent,
			Score: a.Low, Low: a.Low, High: a.High, Max: a.Max, Level: bandDocument(a.Level),
			Gaps: gapIDs(a), Dimensions: each(a.Dimensions, subtotalDocument), Commitments: kept[a],
		}
	})
	return document
}

// HistoryCSV writes one row per assessment, for a spreadsheet. The score is that of
// the low end; critical_gaps is their number.
func HistoryCSV(w io.Writer, h History) error {
	head := []string{"file", "date", "team", "score", "high", "max", "level", "level_name"}
	for i := range h.Model.Bank.Dimensions {
		head = append(head, h.Model.Bank.Dimensions[i].ID)
	}
	rows := [][]string{append(head, "respondent", "unknown", "critical_gaps")}
	for _, e := range h.Entries {
		a := e.Assessment
		row := []string{
			e.File, a.Sheet.Date, a.Sheet.Team, fmt.Sprint(a.Low), fmt.Sprint(a.High), fmt.Sprint(a.Max),
			fmt.Sprint(a.Level.Number), a.Level.Name,
		}
		for _, d := range a.Dimensions {
			row = append(row, fmt.Sprint(d.Score))
		}
		rows = append(rows, append(row, a.Sheet.Respondent, fmt.Sprint(len(a.Unknown())), fmt.Sprint(len(a.CriticalGaps()))))
	}
	return writeCSV(w, rows)
}

// writeCSV writes rows for a spreadsheet, which must not take a cell for a formula:
// see [display.Cell].
func writeCSV(w io.Writer, rows [][]string) error {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.Join(each(row, display.Cell), ",") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
