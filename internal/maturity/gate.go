package maturity

import "slices"

// Gate is what a pipeline demands of a result. Without demands, every result
// passes.
type Gate []Demand

// Demand is one condition of a gate, in the words of whoever sets it.
type Demand struct {
	Condition string              // for example "--min-level 3"
	Check     func(Judged) string // why it is not met, or ""
}

// Judged is what a gate looks at in a result.
type Judged struct {
	Score int                    // the low end of the range
	Date  string                 // "YYYY-MM-DD", or empty
	Warns func(WarningKind) bool // whether the result has a warning of that kind
}

// Judge returns why a result fails: the reasons of all demands that it doesn't
// meet, in their order. It returns none if the result passes.
func (g Gate) Judge(j Judged) []string {
	var reasons []string
	for _, d := range g {
		if reason := d.Check(j); reason != "" {
			reasons = append(reasons, reason)
		}
	}
	return reasons
}

// Conditions returns the conditions of all demands.
func (g Gate) Conditions() []string {
	var conditions []string
	for _, d := range g {
		conditions = append(conditions, d.Condition)
	}
	return conditions
}

// Judged returns what a gate looks at.
func (a *Assessment) Judged() Judged {
	return Judged{Score: a.Low, Date: a.Sheet.Date, Warns: func(kind WarningKind) bool {
		return slices.ContainsFunc(a.Warnings, func(w Warning) bool { return w.Kind == kind })
	}}
}
