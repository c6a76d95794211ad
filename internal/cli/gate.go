package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
)

// gate fails a CI job when a result is too low or too old, or hides something.
type gate struct {
	minLevel string   // number or name
	minScore string   // a plain decimal number
	failOn   []string // kinds of warnings
	maxAge   string   // days, a plain decimal number
}

// longestAge is the highest --max-age: a hundred years.
const longestAge = 36_500

var gateKinds = []cobra.Completion{
	string(maturity.CriticalGap) + "\ta critical question at its lowest answer",
	string(maturity.ZeroDimension) + "\ta dimension at its lowest score",
	string(maturity.NearEdge) + "\tone answer away from another level",
	string(maturity.UnknownAnswers) + "\tan unknown answer",
}

// register declares the flags. Which is "the" for a command that judges one sheet,
// and "any" for one that judges many.
func (g *gate) register(cmd *cobra.Command, a *app, which string) {
	cmd.Flags().StringVar(&g.minLevel, "min-level", "", "exit 1 if "+which+" level is below `N` (number or name)")
	completes(cmd, "min-level", a.completeLevels)
	cmd.Flags().StringVar(&g.minScore, "min-score", "", "exit 1 if "+which+" score is below `N`")
	completes(cmd, "min-score", cobra.NoFileCompletions)
	cmd.Flags().StringArrayVar(&g.failOn, "fail-on", nil,
		"exit 1 on a warning of this `KIND`: "+strings.Join(kindsOf(gateKinds), ", ")+" (repeatable)")
	completes(cmd, "fail-on", cobra.FixedCompletions(gateKinds, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVar(&g.maxAge, "max-age", "", "exit 1 if "+which+" sheet is older than that many `DAYS`, or has no date")
	completes(cmd, "max-age", cobra.NoFileCompletions)
}

func kindsOf(completions []cobra.Completion) []string {
	var kinds []string
	for _, c := range completions {
		kind, _, _ := strings.Cut(c, "\t")
		kinds = append(kinds, kind)
	}
	return kinds
}

// demands returns what the flags demand. It refuses what no answers could meet.
func (g *gate) demands(m *maturity.Model, now time.Time) (maturity.Gate, error) {
	var demands maturity.Gate
	add := func(condition string, check func(maturity.Judged) string) {
		demands = append(demands, maturity.Demand{Condition: condition, Check: check})
	}
	unless := func(met bool, reason string) string {
		if met {
			return ""
		}
		return reason
	}
	if g.minLevel != "" {
		level, err := findLevel(m, g.minLevel)
		if err != nil {
			return nil, failureOf(err).hint("--min-level takes the number or the name of a level")
		}
		condition := "--min-level " + display.Escape(g.minLevel)
		add(condition, func(j maturity.Judged) string {
			return unless(m.LevelAt(j.Score).Number >= level.Number, "below "+condition)
		})
	}
	if g.minScore != "" {
		_, highest := m.Bank.Range()
		score, err := plainNumber("min-score", g.minScore, highest)
		if err != nil {
			return nil, err
		}
		condition := "--min-score " + g.minScore
		add(condition, func(j maturity.Judged) string { return unless(j.Score >= score, "below "+condition) })
	}
	for i, kind := range g.failOn {
		if kinds := kindsOf(gateKinds); !slices.Contains(kinds, kind) {
			return nil, usagef("--fail-on %s%s: expected %s", diag.Quote(kind), diag.DidYouMean(kind, kinds), strings.Join(kinds, ", "))
		}
		if slices.Contains(g.failOn[:i], kind) {
			continue
		}
		condition := "--fail-on " + kind
		add(condition, func(j maturity.Judged) string { return unless(!j.Warns(maturity.WarningKind(kind)), condition) })
	}
	if g.maxAge != "" {
		days, err := plainNumber("max-age", g.maxAge, longestAge)
		if err != nil {
			return nil, err
		}
		oldest := now.AddDate(0, 0, -days).Format(time.DateOnly)
		condition := "--max-age " + g.maxAge
		add(condition, func(j maturity.Judged) string {
			if j.Date == "" {
				return "no date for " + condition
			}
			return unless(j.Date >= oldest, fmt.Sprintf("older than %s (%s)", condition, j.Date))
		})
	}
	return demands, nil
}

// plainNumber reads a flag that takes a plain decimal number: one with a sign, a
// leading zero or another base is more likely a mistake than meant.
func plainNumber(flag, s string, most int) (int, error) {
	n, err := strconv.Atoi(s)
	if !document.IsWhole(s) || err != nil || n > most {
		return 0, usagef("--%s %s: expected a number from 0 to %d", flag, diag.Quote(s), most)
	}
	return n, nil
}
