package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/diag"
	"genaiops/internal/display"
	"genaiops/internal/document"
	"genaiops/internal/maturity"
	"genaiops/internal/report"
)

// gate fails a CI job when the result is too low, or hides something.
type gate struct {
	minLevel string   // number or name; empty for no gate
	minScore string   // a plain decimal number; empty for no gate
	failOn   []string // kinds of warnings, or unknownAnswers

	level *maturity.Level // minLevel
	score int             // minScore
}

// unknownAnswers is the kind of gate that fails if an answer is unknown.
const unknownAnswers = "unknown"

var gateKinds = []cobra.Completion{
	string(maturity.CriticalGap) + "\ta critical question at its lowest answer",
	string(maturity.ZeroDimension) + "\ta dimension at its lowest score",
	string(maturity.NearEdge) + "\tone answer away from another level",
	unknownAnswers + "\tan unknown answer",
}

func (g *gate) register(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&g.minLevel, "min-level", "", "exit 1 if the level is below `N` (number or name)")
	completes(cmd, "min-level", a.completeLevels)
	cmd.Flags().StringVar(&g.minScore, "min-score", "", "exit 1 if the score is below `N`")
	completes(cmd, "min-score", cobra.NoFileCompletions)
	cmd.Flags().StringArrayVar(&g.failOn, "fail-on", nil,
		"exit 1 on a warning of this `KIND`: "+strings.Join(kindsOf(gateKinds), ", ")+" (repeatable)")
	completes(cmd, "fail-on", cobra.FixedCompletions(gateKinds, cobra.ShellCompDirectiveNoFileComp))
}

func kindsOf(completions []cobra.Completion) []string {
	var kinds []string
	for _, c := range completions {
		kind, _, _ := strings.Cut(c, "\t")
		kinds = append(kinds, kind)
	}
	return kinds
}

// prepare refuses a gate that no answers could pass, or all would.
func (g *gate) prepare(m *maturity.Model) error {
	if g.minLevel != "" {
		level, err := findLevel(m, g.minLevel)
		if err != nil {
			return failureOf(err).hint("--min-level takes the number or the name of a level")
		}
		g.level = level
	}
	if g.minScore != "" {
		_, highest := m.Bank.Range()
		score, err := strconv.Atoi(g.minScore)
		if !document.IsWhole(g.minScore) || err != nil || score > highest {
			return usagef("--min-score %s: expected a number from 0 to %d", diag.Quote(g.minScore), highest)
		}
		g.score = score
	}
	for _, kind := range g.failOn {
		if kinds := kindsOf(gateKinds); !slices.Contains(kinds, kind) {
			return usagef("--fail-on %s%s: expected %s", diag.Quote(kind), diag.DidYouMean(kind, kinds), strings.Join(kinds, ", "))
		}
	}
	return nil
}

// isSet reports whether there is a gate.
func (g *gate) isSet() bool { return g.level != nil || g.minScore != "" || len(g.failOn) > 0 }

// judge compares the low end of the result with the gate.
func (g *gate) judge(a *maturity.Assessment) error {
	var reasons []string
	if g.level != nil && a.Level.Number < g.level.Number {
		reasons = append(reasons, "below --min-level "+display.Escape(g.minLevel))
	}
	if g.minScore != "" && a.Low < g.score {
		reasons = append(reasons, "below --min-score "+g.minScore)
	}
	for _, kind := range g.failOn {
		warned := slices.ContainsFunc(a.Warnings, func(w maturity.Warning) bool { return string(w.Kind) == kind })
		if warned || kind == unknownAnswers && len(a.Unknown()) > 0 {
			reasons = append(reasons, "--fail-on "+kind)
		}
	}
	if len(reasons) > 0 {
		return no("gate failed: %s: %s", report.Verdict(a), strings.Join(reasons, ", "))
	}
	return nil
}
