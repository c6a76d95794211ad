package cli

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"genaiops/internal/display"
	"genaiops/internal/maturity"
)

// gate fails a CI job when the result is too low.
type gate struct {
	minLevel string // number or name; empty for no gate
	minScore int    // noScoreGate for none
	level    *maturity.Level
}

const noScoreGate = math.MinInt

func (g *gate) register(cmd *cobra.Command, a *app) {
	cmd.Flags().StringVar(&g.minLevel, "min-level", "", "exit 1 if the level is below `N` (number or name)")
	completes(cmd, "min-level", a.completeLevels)
	cmd.Flags().IntVar(&g.minScore, "min-score", noScoreGate, "exit 1 if the score is below `N`")
	cmd.Flags().Lookup("min-score").DefValue = "0" // help shows no default
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
	if _, highest := m.Bank.Range(); g.minScore != noScoreGate && (g.minScore < 0 || g.minScore > highest) {
		return usagef("--min-score %d: expected 0 to %d", g.minScore, highest)
	}
	return nil
}

// isSet reports whether there is a gate.
func (g *gate) isSet() bool { return g.level != nil || g.minScore != noScoreGate }

// judge compares the low end of the result with the gate.
func (g *gate) judge(a *maturity.Assessment) error {
	var below []string
	if g.level != nil && a.Level.Number < g.level.Number {
		below = append(below, fmt.Sprintf("%s, is below --min-level %s", a.Level, display.Escape(g.minLevel)))
	}
	if a.Low < g.minScore {
		below = append(below, fmt.Sprintf("score %d is below --min-score %d", a.Low, g.minScore))
	}
	if len(below) > 0 {
		return no("gate failed: %s", strings.Join(below, "; "))
	}
	return nil
}
